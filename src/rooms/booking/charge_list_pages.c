/* Charges as lists: the office’s, and a school’s own. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "rooms/booking/approval_pages.h"
#include "rooms/booking/charge_pages.h"
#include "rooms/members/permission.h"

enum { PAGE = 50, EXPORT_MOST = 10000, WORDS_MOST = 100 };

/* Where the list stands: each has its address, and whose it is. */
typedef struct { const char *path; bool office; } Place;
static const Place office = { "/office/charges", true }, school = { "/charges", false };

static const SelectItem states[] = { { .value = "owed", .text = "To pay" }, { .value = "waived", .text = "Waived" }, { .value = "lifted", .text = "Fell away" }, { .value = "all", .text = "All" } };
static const SelectItem kinds[] = { { .value = "", .text = "All" }, { .value = "cancelled", .text = "Cancelled late" }, { .value = "moved", .text = "Moved late" }, { .value = "missed", .text = "Did not come" } };

static ChargeFilter filter_of(Ctx *cx, const Request *rq, const Place *place)
{
    ChargeFilter f = { .organisation_id = place->office ? 0 : cx->who->organisation_id, .state = query_value(rq, "state"), .kind = query_value(rq, "kind"),
                       .words = text_trim(cx, query_value(rq, "q")), .before_id = query_number(rq, "before", 0) };
    if (!one_of(f.state, "owed waived lifted all")) f.state = "owed";
    if (same(f.state, "all")) f.state = "";
    if (!one_of(f.kind, "cancelled moved missed")) f.kind = "";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const ChargeFilter *f)
{
    return text(cx, "%s?state=%s&kind=%s&q=%s", path, *f->state ? f->state : "all", f->kind, text_url(cx, f->words));
}

static void filters(Out *out, const Place *place, const ChargeFilter *f)
{
    Ctx *cx = out->cx;
    ly_filterbar_begin(out, place->path);
    ly_filter_text(out, "q", place->office ? "Person, school or event" : "Person or event", "search", f->words);
    ly_filter_select(out, "state", "State", states, COUNT(states), *f->state ? f->state : "all");
    ly_filter_select(out, "kind", "Why", kinds, COUNT(kinds), f->kind);
    ly_filterbar_end_sheets(out, address(cx, text(cx, "%s.csv", place->path), f));
}

static void row_show(Out *out, const Place *place, const Charge *c)
{
    Ctx *cx = out->cx;
    bool owed = !c->waived_at && !c->lifted_at;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld\">%s</a>", (long)c->registration_id, c->name);
    if (place->office) html(out, "<span class=\"ly-sub\">%s</span>", blank(c->organisation) ? "for no school" : c->organisation);
    html(out, "</span></th><td data-label=\"Event\"><span><a class=\"govuk-link\" href=\"/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></td>", (long)c->event_id, c->title, date_words(cx, c->starts_on));
    html(out, "<td data-label=\"Why\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"State\"><span>", charge_kind_words(c->kind), c->terms);
    charge_status(out, c);
    if (!owed) html(out, "<span class=\"ly-sub\">%s</span>", charge_over_words(cx, c));
    html(out, "</span></td><td class=\"ly-num\" data-label=\"Sum\">%s</td>", money_table(cx, c->pence));
    if (place->office) {
        html(out, "<td>");
        if (owed && may(cx, RUN_PROGRAMME)) html(out, "<a class=\"govuk-link\" href=\"/office/charges/%ld/waive\">Waive<span class=\"govuk-visually-hidden\"> the charge for %s</span></a>", (long)c->id, c->name);
        html(out, "</td>");
    }
    html(out, "</tr>\n");
}

static void table(Out *out, const Place *place, const Charge *rows, size_t n)
{
    static const LyColumn columns[] = { { .text = "Person" }, { .text = "Event" }, { .text = "Why" }, { .text = "State" }, { .text = "Sum", .number = true }, { .text = "Acts", .hidden = true } };
    if (place->office) html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Charges, the newest first", .boxed = place->office, .phone = true, .columns = columns, .count = place->office ? COUNT(columns) : COUNT(columns) - 1 });
    for (size_t i = 0; i < n; i++) row_show(out, place, &rows[i]);
    ly_table_end(out);
    if (place->office) html(out, "</div>\n");
}

static void nothing(Out *out, const Place *place, const ChargeFilter *f)
{
    bool narrowed = *f->words || *f->kind || !same(f->state, "owed");
    if (narrowed) ly_empty(out, (LyEmpty){ .title = "No charge fits", .words = "Try part of a name or of a title, or take the filters off.", .act = "Show what is to pay", .act_href = place->path, .plain = true });
    else if (place->office) ly_empty(out, (LyEmpty){ .title = "Nobody owes a charge", .words = "A place that is cancelled late, or to which nobody comes, is charged by its event’s rules and appears here.", .act = "See our usual charges",
                                                     .act_href = may(out->cx, RUN_PROGRAMME) ? "/office/charges/usual" : NULL, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "Your school owes no charge", .words = "What a place costs that was cancelled late, or to which nobody came, is here. Sending a colleague instead is always free.", .act = "See your bookings", .act_href = "/bookings", .plain = true });
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs, const Place *place)
{
    ChargeFilter f = filter_of(cx, rq, place), owed = f;
    Charge *rows;
    Asked *asked;
    size_t n, asked_count = 0;
    int64_t sum;
    TRY(charges(cx, &f, PAGE + 1, &rows, &n));
    owed.before_id = 0;
    TRY(charges_owed(cx, &owed, &sum));
    if (!place->office) TRY(approvals_of_school(cx, &asked, &asked_count));
    size_t shown = n > PAGE ? PAGE : n;
    const char *total = sum ? text(cx, "%s to pay", money_words(cx, sum)) : "Nothing to pay";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Charges", .frame = place->office ? FRAME_OFFICE : FRAME_PUBLIC, .current = place->office ? "charges" : "bookings", .wide = true });
    if (place->office) {
        ly_head_begin(out, "Charges");
        html(out, "<span class=\"ly-quiet ly-small\">%s</span>", total);
        if (may(cx, RUN_PROGRAMME)) {
            ly_head_buttons(out);
            ly_small_button(out, "Our usual charges", "/office/charges/usual", false);
        }
        ly_head_end(out, may(cx, RUN_PROGRAMME));
    } else {
        html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Charges</h1><span class=\"ly-quiet\">%s: %s</span></div>\n", cx->who->organisation, total);
        our_tabs(out, "charges", asked_count);
    }
    filters(out, place, &f);
    if (shown) table(out, place, rows, shown);
    else nothing(out, place, &f);
    const char *first = address(cx, place->path, &f);
    ly_parts(out, (LyParts){ .first = f.before_id ? first : NULL, .after_text = "Earlier charges", .after = n > shown ? text(cx, "%s&before=%ld", first, (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *sheet_show(Ctx *cx, const Request *rq, Response *rs, const Place *place)
{
    static const char *const heads[] = { "Charged on", "Owed by", "Person", "Event", "First session", "Why", "Terms", "Sum", "State", "Waived by", "Reason", "Booked by", "Purchase order" };
    ChargeFilter f = filter_of(cx, rq, place);
    Charge *rows;
    size_t n;
    Sheet sheet;
    TRY(charges(cx, &f, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Charge *c = &rows[i];
        sheet_date(&sheet, date_of(cx, c->made_at)), sheet_text(&sheet, blank(c->organisation) ? c->name : c->organisation), sheet_text(&sheet, c->name), sheet_text(&sheet, c->title);
        sheet_date(&sheet, c->starts_on), sheet_text(&sheet, charge_kind_words(c->kind)), sheet_text(&sheet, c->terms), sheet_pence(&sheet, c->pence), sheet_text(&sheet, charge_state_words(c));
        sheet_text(&sheet, c->waived_by), sheet_text(&sheet, c->waived_at ? c->waived_why : c->lifted_at ? charge_lifted_words(c->lifted_why) : ""), sheet_text(&sheet, c->booker), sheet_text(&sheet, c->purchase_order);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "charges");
}

static Error *office_list(Ctx *cx, const Request *rq, Response *rs) { return list_show(cx, rq, rs, &office); }
static Error *office_sheet(Ctx *cx, const Request *rq, Response *rs) { return sheet_show(cx, rq, rs, &office); }
static Error *school_list(Ctx *cx, const Request *rq, Response *rs) { return list_show(cx, rq, rs, &school); }
static Error *school_sheet(Ctx *cx, const Request *rq, Response *rs) { return sheet_show(cx, rq, rs, &school); }

ROUTES(charge_list_pages,
    GET  ("/office/charges", AUDIT,       office_list),
    SHEET("/office/charges", AUDIT,       office_sheet),
    GET  ("/charges",        BOOK_PLACES, school_list),
    SHEET("/charges",        BOOK_PLACES, school_sheet),
);
