/* What a school's package has left, and who used what: for whoever keeps its money, and whoever books for it. */
#include "rooms/booking/package_use_pages.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "rooms/booking/approval_pages.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/members/permission.h"

extern const RouteList package_use_pages;

enum { PAGE = 50, EXPORT_MOST = 10000, YEAR = 366 };

/* ---- parts ---- */

static void pot_put(Out *out, const PotLeft *pot)
{
    Ctx *cx = out->cx;
    const bool counts = !same(pot->kind, "percent") && pot->amount != POT_ENDLESS;
    ly_panel_begin(out, (LyPanel){ .title = pot_words(cx, pot), .small = true });
    html(out, "<p class=\"govuk-!-margin-top-0 govuk-!-margin-bottom-2\"><b>%s</b>", pot_left(cx, pot));
    if (strcmp(pot->starts_on, cx->today) > 0) html(out, " from %s", date_words(cx, pot->starts_on));
    html(out, "</p>");
    if (counts) ly_meter(out, pot->used, pot->amount, true);
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-2 govuk-!-margin-bottom-0\">%s, until %s.%s</p>", pot->package, date_words(cx, pot->ends_on),
         pot->saved_pence ? text(cx, " It has saved %s.", money_words(cx, pot->saved_pence)) : "");
    ly_panel_end(out);
}

void pots_put(Out *out, const PotLeft *pots, size_t count)
{
    html(out, "<div class=\"ly-cards\">");
    for (size_t i = 0; i < count; i++) pot_put(out, &pots[i]);
    html(out, "</div>\n");
}

static const char *units_words(Ctx *cx, const PackageUse *u)
{
    if (same(u->kind, "percent")) return "a lower price";
    return counted(cx, u->units, same(u->kind, "credits") ? "credit" : same(u->kind, "visits") ? "visit" : "place", NULL);
}

void package_uses_put(Out *out, const PackageUse *uses, size_t count, bool office)
{
    Ctx *cx = out->cx;
    ly_table_begin(out, (LyTable){ .caption = "What was taken, the newest first", .boxed = office, .phone = true,
        LY_COLUMNS({ .text = "What for" }, { .text = "Who" }, { .text = "Taken" }, { .text = "Saved", .number = true }) });
    for (size_t i = 0; i < count; i++) {
        const PackageUse *u = &uses[i];
        html(out, "<tr><th scope=\"row\"><span>");
        if (u->registration_id && *u->name) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld\">%s</a>", (long)u->registration_id, u->title);
        else html(out, "%s", u->title);
        html(out, "<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Who\"><span>%s", date_words(cx, u->on_date), *u->name ? u->name : u->registration_id ? "A place" : "Visit");
        if (u->registration_id && !same(u->state, "confirmed")) html(out, "<span class=\"ly-sub\">%s</span>", registration_state_words(u->state));
        if (office && u->visit_id && may(cx, BILL)) html(out, "<span class=\"ly-sub\"><a class=\"govuk-link\" href=\"/office/visits/%ld/remove\">Remove<span class=\"govuk-visually-hidden\"> the visit of %s</span></a></span>", (long)u->visit_id, date_words(cx, u->on_date));
        html(out, "</span></td><td data-label=\"Taken\"><span>%s<span class=\"ly-sub\">%s%s%s</span></span></td><td class=\"ly-num\" data-label=\"Saved\">%s</td></tr>\n", units_words(cx, u),
             day_short(cx, date_of(cx, u->drawn_at)), *u->by ? " by " : "", u->by, u->saved_pence ? money_table(cx, u->saved_pence) : "–");
    }
    ly_table_end(out);
}

Error *package_uses_respond(Ctx *cx, const Request *rq, Response *rs, int64_t organisation_id, const char *from_on)
{
    static const char *const heads[] = { "Taken on", "Package", "Of", "For", "Units", "What", "Day", "Who", "State", "By", "Saved" };
    PackageUse *uses;
    Sheet sheet;
    size_t n;
    TRY(package_uses(cx, organisation_id, from_on, 0, EXPORT_MOST, &uses, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const PackageUse *u = &uses[i];
        sheet_date(&sheet, date_of(cx, u->drawn_at)), sheet_text(&sheet, u->package), sheet_text(&sheet, u->kind), sheet_text(&sheet, u->course_kind), sheet_int(&sheet, u->units);
        sheet_text(&sheet, u->title), sheet_date(&sheet, u->on_date), sheet_text(&sheet, u->name), sheet_text(&sheet, *u->state ? registration_state_words(u->state) : ""), sheet_text(&sheet, u->by);
        sheet_pence(&sheet, u->saved_pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "package");
}

/* ---- a school's own ---- */

/* So far back what is over is shown still. */
static const char *since(Ctx *cx) { return date_add_days(cx, cx->today, -YEAR); }

static Error *ours_check(Ctx *cx) { return cx->who->organisation_id && (may(cx, OUR_MONEY) || may(cx, BOOK_PLACES)) ? OK : forbidden(cx, "a package that is not theirs to see"); }

static Error *use_show(Ctx *cx, const Request *rq, Response *rs)
{
    PotLeft *pots;
    PackageUse *uses;
    Asked *asked;
    size_t n, used, asked_count = 0;
    int64_t before = query_number(rq, "before", 0);
    TRY(ours_check(cx));
    TRY(pots_of_organisation(cx, cx->who->organisation_id, cx->today, &pots, &n));
    TRY(package_uses(cx, cx->who->organisation_id, since(cx), before, PAGE + 1, &uses, &used));
    if (may(cx, BOOK_PLACES)) TRY(approvals_of_school(cx, &asked, &asked_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What our package has left", .frame = FRAME_PUBLIC, .current = may(cx, OUR_MONEY) ? "package" : "bookings", .wide = true,
                                              .back = may(cx, OUR_MONEY) ? "/package" : "/bookings" });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>What our package has left</h1>\n", cx->who->organisation);
    if (may(cx, BOOK_PLACES)) our_tabs(out, "package", asked_count);
    if (!n) ly_empty(out, (LyEmpty){ .title = "Your school has no package now", .words = "Once it has one, what is left of its places, credits and visits is here.", .plain = used > 0,
                                     .act = may(cx, OUR_MONEY) ? "See the packages" : "See the programme", .act_href = may(cx, OUR_MONEY) ? "/package" : "/courses" });
    else pots_put(out, pots, n);
    if (used) {
        html(out, "<div class=\"ly-page__head\"><h2 class=\"govuk-heading-m\">Who used what</h2><div class=\"ly-buttons\">");
        ly_sheet_buttons(out, "/package/use.csv");
        html(out, "</div></div>\n");
        package_uses_put(out, uses, used > PAGE ? PAGE : used, false);
        ly_parts(out, (LyParts){ .first = before ? "/package/use" : NULL, .after_text = "Earlier", .after = used > PAGE ? text(cx, "/package/use?before=%ld", (long)uses[PAGE - 1].id) : NULL });
    } else if (n) html(out, "<p class=\"govuk-body\">Nothing has been taken yet. Each place that somebody books is covered by itself, while the package lasts. <a class=\"govuk-link\" href=\"/courses\">See the programme</a></p>\n");
    page_end(rs);
    return OK;
}

static Error *use_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    TRY(ours_check(cx));
    return package_uses_respond(cx, rq, rs, cx->who->organisation_id, since(cx));
}

ROUTES(package_use_pages,
    GET  ("/package/use", SIGNED_IN, use_show),
    SHEET("/package/use", SIGNED_IN, use_sheet),
);
