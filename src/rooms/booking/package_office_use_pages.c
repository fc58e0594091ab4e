/* What is left of everybody's packages, for the office: by school, one school's with what it took, and the visits that are noted for it. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/package_use_pages.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/credit_price.h"
#include "rooms/money/subscriptions/visit.h"
#include "rooms/programme/course.h"

extern const RouteList package_office_use_pages;

enum { KINDS_MOST = 16, PAGE = 60, EXPORT_MOST = 10000, WORDS_MOST = 100, USES = 100, YEAR = 366 };

/* ---- all schools ---- */

static PotFilter filter_of(Ctx *cx, const Request *rq)
{
    PotFilter f = { .words = text_trim(cx, query_value(rq, "q")), .on = cx->today, .used_up = same(query_value(rq, "state"), "used"), .after_organisation = query_number(rq, "school", 0), .after = query_number(rq, "after", 0) };
    if (letters(f.words) > WORDS_MOST) f.words = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const PotFilter *f) { return text(cx, "%s?state=%s&q=%s", path, f->used_up ? "used" : "", text_url(cx, f->words)); }

static void rows_put(Out *out, const PotLeft *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "What is left of packages, by school", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "School" }, { .text = "What" }, { .text = "Left" }, { .text = "Until" }, { .text = "Saved", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const PotLeft *p = &list[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/entitlements/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"What\">%s</td>"
                  "<td data-label=\"Left\"><span>%s", (long)p->organisation_id, p->organisation, p->package, pot_words(cx, p), pot_left(cx, p));
        if (!same(p->kind, "percent") && p->amount != POT_ENDLESS) ly_meter(out, p->used, p->amount, false);
        html(out, "</span></td><td class=\"ly-nowrap\" data-label=\"Until\">%s</td><td class=\"ly-num\" data-label=\"Saved\">%s</td></tr>\n", date_words(cx, p->ends_on), p->saved_pence ? money_table(cx, p->saved_pence) : "–");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *all_show(Ctx *cx, const Request *rq, Response *rs)
{
    static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "used", .text = "Used up" } };
    PotFilter f = filter_of(cx, rq);
    PotLeft *list;
    size_t n;
    TRY(pots_all(cx, &f, PAGE + 1, &list, &n));
    size_t shown = n > PAGE ? PAGE : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What packages have left", .frame = FRAME_OFFICE, .current = "entitlements", .wide = true });
    ly_head_begin(out, "What packages have left");
    ly_head_buttons(out);
    ly_small_button(out, "Credits for a place", "/office/entitlements/credits", false);
    ly_head_end(out, true);
    ly_filterbar_begin(out, "/office/entitlements");
    ly_filter_text(out, "q", "School", "search", f.words);
    ly_filter_select(out, "state", "State", states, COUNT(states), f.used_up ? "used" : "");
    ly_filterbar_end_sheets(out, address(cx, "/office/entitlements.csv", &f));
    if (shown) rows_put(out, list, shown);
    else if (*f.words || f.used_up) ly_empty(out, (LyEmpty){ .title = "No package fits", .words = "Try part of the school’s name, or take the filters off.", .act = "Show all", .act_href = "/office/entitlements", .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "No school has a package now", .words = "Once a subscription is confirmed, what its package includes and what is left of it stands here.", .act = "See the packages", .act_href = "/office/packages", .plain = true });
    const char *first = address(cx, "/office/entitlements", &f);
    ly_parts(out, (LyParts){ .first = f.after ? first : NULL, .after_text = "More schools", .after = n > shown ? text(cx, "%s&school=%ld&after=%ld", first, (long)list[shown - 1].organisation_id, (long)list[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *all_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "School", "Package", "What", "From", "Until", "Amount", "Used", "Saved" };
    PotFilter f = filter_of(cx, rq);
    PotLeft *list;
    Sheet sheet;
    size_t n;
    TRY(pots_all(cx, &f, EXPORT_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const PotLeft *p = &list[i];
        sheet_text(&sheet, p->organisation), sheet_text(&sheet, p->package), sheet_text(&sheet, pot_words(cx, p)), sheet_date(&sheet, p->starts_on), sheet_date(&sheet, p->ends_on);
        if (p->amount == POT_ENDLESS) sheet_text(&sheet, "without a limit");
        else sheet_int(&sheet, p->amount);
        sheet_int(&sheet, p->used), sheet_pence(&sheet, p->saved_pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "entitlements");
}

/* ---- one school ---- */

static bool has_visits(const PotLeft *pots, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (same(pots[i].kind, "visits")) return true;
    return false;
}

static void visit_form(Out *out, const Request *rq, Response *rs, int64_t organisation_id)
{
    ly_panel_begin(out, (LyPanel){ .title = "A visit was made" });
    form_begin(out->cx, rq, rs, text(out->cx, "/office/entitlements/%ld", (long)organisation_id), false);
    field_date(out, rq, (DateField){ .name = "on", .legend = "Day of the visit", .stored = out->cx->today });
    field_text(out, rq, (TextInput){ .name = "words", .label = "Who came, and what for", .label_classes = "govuk-label--s", .hint = "The school reads it" });
    govuk_button(out, (Button){ .text = "Note the visit", .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    OrganisationName organisation = {0};
    PotLeft *pots;
    PackageUse *uses;
    size_t n, used;
    const char *since = date_add_days(cx, cx->today, -YEAR);
    TRY(organisation_name(cx, rq->id, &organisation));
    TRY(pots_of_organisation(cx, rq->id, cx->today, &pots, &n));
    TRY(package_uses(cx, rq->id, since, 0, USES, &uses, &used));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = organisation.name, .frame = FRAME_OFFICE, .current = "entitlements", .wide = true, CRUMBS({ "What packages have left", "/office/entitlements" }) });
    ly_head_begin(out, organisation.name);
    ly_head_buttons(out);
    ly_sheet_buttons(out, text(cx, "/office/entitlements/%ld/use.csv", (long)rq->id));
    ly_head_end(out, true);
    if (!n) html(out, "<p class=\"govuk-body\">They have no package now.</p>\n");
    else pots_put(out, pots, n);
    if (has_visits(pots, n) && may(cx, BILL)) visit_form(out, rq, rs, rq->id);
    ly_panel_begin(out, (LyPanel){ .title = "Who used what", .tone = used ? LY_FLUSH : LY_PLAIN });
    if (used) package_uses_put(out, uses, used, true);
    else html(out, "<p class=\"govuk-!-margin-top-0\">Nothing has been taken within the last year.</p>");
    ly_panel_end(out);
    if (used == USES) html(out, "<p class=\"ly-small ly-quiet\">The newest %d; the file has all of them.</p>\n", USES);
    page_end(rs);
    return OK;
}

static Error *visit_submit(Ctx *cx, Request *rq, Response *rs)
{
    OrganisationName organisation = {0};
    VisitDraft draft = { .words = form_text(rq, "words") };
    int64_t id;
    if (!may(cx, BILL)) return forbidden(cx, "noting a visit");
    TRY(organisation_name(cx, rq->id, &organisation));
    TRY(form_date(cx, rq, "on", "The day of the visit", &draft.on));
    TRY(visit_note(cx, rq->id, &draft, &id));
    rs->flash = "The visit is noted.";
    return redirect(rs, text(cx, "/office/entitlements/%ld", (long)rq->id));
}

static Error *one_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    OrganisationName organisation = {0};
    TRY(organisation_name(cx, rq->id, &organisation));
    return package_uses_respond(cx, rq, rs, rq->id, date_add_days(cx, cx->today, -YEAR));
}

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    Visited visit = {0};
    TRY(visit_find(cx, rq->id, &visit));
    if (visit.removed_at) return conflict(cx, "This visit was removed already");
    const char *back = text(cx, "/office/entitlements/%ld", (long)visit.organisation_id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Remove a visit", .frame = FRAME_OFFICE, .current = "entitlements", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Remove the visit of %s?</h1><p class=\"govuk-body\">%s. Noted by %s. It goes back to their package, as if it had not been made.</p>\n", visit.organisation,
         date_words(cx, visit.on_date), visit.words, visit.noter);
    form_begin(cx, rq, rs, text(cx, "/office/visits/%ld/remove", (long)rq->id), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Remove the visit", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep it</a></div></form></div>\n", back);
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    Visited visit = {0};
    TRY(visit_find(cx, rq->id, &visit));
    TRY(visit_remove(cx, rq->id));
    rs->flash = "The visit is removed.";
    return redirect(rs, text(cx, "/office/entitlements/%ld", (long)visit.organisation_id));
}

/* ---- credits ---- */

/* Each kind of course, as PRODUCT lists them. */
static size_t kinds_of(Ctx *cx, const char *names[KINDS_MOST])
{
    size_t n = 0;
    for (const char *at = course_kinds; *at && n < KINDS_MOST; at += *at == '|') {
        size_t length = strcspn(at, "|");
        names[n++] = text_copy(cx, at, length);
        at += length;
    }
    return n;
}

/* "governor training" -> "credits_governor_training" */
static const char *field_of(Ctx *cx, const char *kind)
{
    Draft name = { .cx = cx };
    draft_add(&name, "credits_");
    for (const char *c = kind; *c; c++) draft_bytes(&name, *c == ' ' ? "_" : c, 1);
    return draft_text(&name);
}

static int64_t said_of(const CreditPrice *prices, size_t n, const char *kind)
{
    for (size_t i = 0; i < n; i++)
        if (same(prices[i].course_kind, kind)) return prices[i].credits;
    return 1;
}

static Error *credits_show(Ctx *cx, const Request *rq, Response *rs)
{
    CreditPrice *prices;
    const char *names[KINDS_MOST];
    size_t n, kinds = kinds_of(cx, names);
    TRY(credit_prices(cx, &prices, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Credits for a place", .frame = FRAME_OFFICE, .current = "entitlements", .back = "/office/entitlements" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Credits for a place</h1><p class=\"govuk-body\">A place at any kind of course takes one credit of a package, unless it takes more here. What is booked already stays as it is.</p>\n");
    if (may(cx, BILL)) form_begin(cx, rq, rs, "/office/entitlements/credits", false);
    else ly_facts_begin(out, false);
    for (size_t i = 0; i < kinds; i++) {
        const char *says = text(cx, "%ld", (long)said_of(prices, n, names[i]));
        if (may(cx, BILL)) field_text(out, rq, (TextInput){ .name = field_of(cx, names[i]), .label = capital(cx, names[i]), .label_classes = "govuk-label--s", .classes = "govuk-input--width-2", .inputmode = "numeric", .value = says });
        else ly_fact(out, capital(cx, names[i]), says);
    }
    if (may(cx, BILL)) {
        govuk_button(out, (Button){ .text = "Save the credits", .prevent_double_click = YES });
        html(out, "</form>");
    } else ly_facts_end(out);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *credits_submit(Ctx *cx, Request *rq, Response *rs)
{
    Error *errors = OK;
    const char *names[KINDS_MOST];
    CreditPrice typed[KINDS_MOST];
    const size_t kinds = kinds_of(cx, names);
    if (!may(cx, BILL)) return forbidden(cx, "what a place takes of a package's credits");
    for (size_t i = 0; i < kinds; i++) {
        const char *field = field_of(cx, names[i]);
        typed[i].course_kind = names[i];
        if (!number_parse(text_trim(cx, form_text(rq, field)), 1, CREDITS_MOST, &typed[i].credits)) errors_add(&errors, invalid(cx, field, "%s: enter a whole number from 1 to %d", capital(cx, names[i]), CREDITS_MOST));
    }
    if (errors) return errors;
    for (size_t i = 0; i < kinds; i++) TRY(credit_price_set(cx, &typed[i]));
    rs->flash = "Saved. It holds for what is booked from now on.";
    return redirect(rs, "/office/entitlements/credits");
}

ROUTES(package_office_use_pages,
    GET  ("/office/entitlements",             READ_MONEY, all_show),
    SHEET("/office/entitlements",             READ_MONEY, all_sheet),
    FORM ("/office/entitlements/credits",     READ_MONEY, credits_show, NULL, credits_submit),
    FORM ("/office/entitlements/:id",         READ_MONEY, one_show, NULL, visit_submit),
    SHEET("/office/entitlements/:id/use",     READ_MONEY, one_sheet),
    FORM ("/office/visits/:id/remove",        BILL, remove_show, NULL, remove_submit),
);
