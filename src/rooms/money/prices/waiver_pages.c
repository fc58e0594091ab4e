/* Hardship waivers in the office: given, read with their reasons, ended. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/waiver.h"

enum { EXPORT_MOST = 10000, WORDS_MOST = 100 };

extern const RouteList waiver_pages;

static const SelectItem states[] = { { .value = "", .text = "Not over" }, { .value = "over", .text = "Over" } };

static WaiverFilter filter_of(Ctx *cx, const Request *rq)
{
    WaiverFilter f = { .words = text_trim(cx, query_value(rq, "q")), .over = same(query_value(rq, "state"), "over"), .before = query_number(rq, "before", 0) };
    if (letters(f.words) > WORDS_MOST) f.words = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const WaiverFilter *f) { return text(cx, "%s?state=%s&q=%s", path, f->over ? "over" : "", text_url(cx, f->words)); }

static const char *state_words(Ctx *cx, const Waiver *w)
{
    if (*w->ended_on) return text(cx, "Ended on %s by %s", date_words(cx, w->ended_on), w->ender);
    return waiver_over(cx, w) ? "Over" : "";
}

static void row_show(Out *out, const Waiver *w)
{
    Ctx *cx = out->cx;
    const char *state = state_words(cx, w);
    html(out, "<tr><th scope=\"row\">");
    if (may(cx, AUDIT)) html(out, "<a class=\"govuk-link\" href=\"/office/schools/%ld\">%s</a>", (long)w->organisation_id, w->organisation);
    else html(out, "%s", w->organisation);
    html(out, "</th><td class=\"ly-num\" data-label=\"Less\">%ld%%</td><td data-label=\"Days\"><span>%s to %s", (long)w->percent, date_words(cx, w->starts_on), date_words(cx, w->ends_on));
    if (*state) html(out, "<span class=\"ly-sub\">%s</span>", state);
    html(out, "</span></td><td data-label=\"Why\"><span>%s<span class=\"ly-sub\">%s, %s</span></span></td><td>", w->reason, w->maker, date_words(cx, date_of(cx, w->made_at)));
    if (!waiver_over(cx, w) && may(cx, BILL)) html(out, "<a class=\"govuk-link\" href=\"/office/waivers/%ld/end\">End<span class=\"govuk-visually-hidden\"> the waiver of %s</span></a>", (long)w->id, w->organisation);
    html(out, "</td></tr>\n");
}

static void nothing(Out *out, const WaiverFilter *f)
{
    if (*f->words || f->over) ly_empty(out, (LyEmpty){ .title = "No waiver fits", .words = "Try part of a name, or take the filters off.", .act = "Show those that hold", .act_href = "/office/waivers", .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "No waiver holds", .words = "A school in hardship can pay less for places for a time. It sees its own price and that a waiver is the reason; why it was given stays here.",
                                  .act = "Give a waiver", .act_href = may(out->cx, BILL) ? "/office/waivers/new" : NULL, .plain = true });
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    WaiverFilter f = filter_of(cx, rq);
    Waiver *list;
    size_t n;
    TRY(waivers(cx, &f, WAIVERS_PAGE + 1, &list, &n));
    size_t shown = n > WAIVERS_PAGE ? WAIVERS_PAGE : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Hardship waivers", .frame = FRAME_OFFICE, .current = "prices", .wide = true, CRUMBS({ "Prices", "/office/prices" }, { "Hardship waivers", NULL }) });
    ly_head_begin(out, "Hardship waivers");
    if (may(cx, BILL)) {
        ly_head_buttons(out);
        ly_small_button(out, "Give a waiver", "/office/waivers/new", true);
    }
    ly_head_end(out, may(cx, BILL));
    ly_filterbar_begin(out, "/office/waivers");
    ly_filter_text(out, "q", "School or organisation", "search", f.words);
    ly_filter_select(out, "state", "State", states, COUNT(states), f.over ? "over" : "");
    ly_filterbar_end_sheets(out, address(cx, "/office/waivers.csv", &f));
    if (shown) {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Waivers, the latest first", .boxed = true, .phone = true,
                                       LY_COLUMNS({ .text = "Who" }, { .text = "Less", .number = true }, { .text = "For places booked" }, { .text = "Why" }, { .text = "Acts", .hidden = true }) });
        for (size_t i = 0; i < shown; i++) row_show(out, &list[i]);
        ly_table_end(out);
        html(out, "</div>\n");
    } else nothing(out, &f);
    const char *first = address(cx, "/office/waivers", &f);
    ly_parts(out, (LyParts){ .first = f.before ? first : NULL, .after_text = "Earlier waivers", .after = n > shown ? text(cx, "%s&before=%ld", first, (long)list[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Who", "Per cent less", "First day", "Last day", "Why", "Given by", "Given on", "Ended on", "Ended by" };
    WaiverFilter f = filter_of(cx, rq);
    Waiver *list;
    size_t n;
    Sheet sheet;
    f.before = 0;
    TRY(waivers(cx, &f, EXPORT_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Waiver *w = &list[i];
        sheet_text(&sheet, w->organisation), sheet_int(&sheet, w->percent), sheet_date(&sheet, w->starts_on), sheet_date(&sheet, w->ends_on), sheet_text(&sheet, w->reason);
        sheet_text(&sheet, w->maker), sheet_date(&sheet, date_of(cx, w->made_at)), sheet_date(&sheet, w->ended_on), sheet_text(&sheet, w->ender);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "waivers");
}

/* ---- given ---- */

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    OrganisationName known = { .name = "" };
    int64_t organisation_id = query_number(rq, "organisation", 0);
    if (organisation_id) TRY(organisation_name(cx, organisation_id, &known));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Give a hardship waiver", .frame = FRAME_OFFICE, .current = "prices", .back = "/office/waivers" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Give a hardship waiver</h1>\n<p class=\"govuk-body\">They pay that much less for places booked on these days. What is booked already keeps its price.</p>\n");
    form_begin(cx, rq, rs, "/office/waivers/new", false);
    field_text(out, rq, (TextInput){ .name = "organisation", .label = "School or organisation", .label_classes = "govuk-label--s", .hint = "Its name as we have it, or a school’s URN", .value = known.name, .autocomplete = "off" });
    field_text(out, rq, (TextInput){ .name = "percent", .label = "They pay", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .suffix = "% less", .inputmode = "numeric" });
    field_date(out, rq, (DateField){ .name = "starts_on", .legend = "From", .stored = cx->today });
    field_date(out, rq, (DateField){ .name = "ends_on", .legend = "To, this day included", .stored = "" });
    field_textarea(out, rq, (Textarea){ .name = "reason", .label = "Why?", .label_classes = "govuk-label--s", .hint = "The office and its auditor read it, and nobody else. The school sees its price, and that a waiver is the reason.", .rows = 3 });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Give the waiver", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/waivers\">Give none</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    WaiverDraft draft = { .organisation = form_text(rq, "organisation"), .percent = form_text(rq, "percent"), .reason = form_text(rq, "reason"), .starts_on = "", .ends_on = "" };
    int64_t id;
    Error *errors = form_date(cx, rq, "starts_on", "The first day", &draft.starts_on);
    errors_add(&errors, form_date(cx, rq, "ends_on", "The last day", &draft.ends_on));
    if (errors) return errors;
    TRY(waiver_add(cx, &draft, &id));
    rs->flash = "The waiver is given. Whoever books for them sees the new price at once.";
    return redirect(rs, "/office/waivers");
}

/* ---- ended ---- */

static Error *end_show(Ctx *cx, const Request *rq, Response *rs)
{
    Waiver w = {0};
    TRY(waiver_find(cx, rq->id, &w));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "End the waiver of %s", w.organisation), .frame = FRAME_OFFICE, .current = "prices", .back = "/office/waivers" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">End the waiver of %s?</h1>\n", w.organisation);
    if (waiver_over(cx, &w)) {
        ly_note(out, LY_INFO, text(cx, "It is over already: %s.", *w.ended_on ? state_words(cx, &w) : text(cx, "it held until %s", date_words(cx, w.ends_on))));
        html(out, "</div>\n");
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">From today on they pay the whole price again, in place of %ld%% less until %s. What is booked keeps its price.</p>\n", (long)w.percent, date_words(cx, w.ends_on));
    form_begin(cx, rq, rs, text(cx, "/office/waivers/%ld/end", (long)w.id), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "End the waiver", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/waivers\">Let it hold</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *end_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(waiver_end(cx, rq->id));
    rs->flash = "The waiver is ended.";
    return redirect(rs, "/office/waivers");
}

ROUTES(waiver_pages,
    GET  ("/office/waivers",         READ_MONEY, list_show),
    SHEET("/office/waivers",         READ_MONEY, list_sheet),
    FORM ("/office/waivers/new",     BILL,       new_show, NULL, new_submit),
    FORM ("/office/waivers/:id/end", BILL,       end_show, NULL, end_submit),
);
