/* A school's money on one page: what is to pay, what is left, what is still to come, and what it was worth; each figure leads to its list. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "rooms/booking/budget.h"
#include "rooms/booking/package_use_pages.h"
#include "rooms/booking/school_money.h"
#include "rooms/booking/school_value_pages.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/document.h"
#include "rooms/money/recharges/recharge.h"
#include "rooms/money/rounds/round_saving.h"

extern const RouteList school_money_pages;

typedef struct {
    MoneyYear    year;
    DocumentSums sums;
    OurRecharge *recharges; size_t recharge_count;
    PotLeft     *pots; size_t pot_count;
    StillToCome  still;
    Value        value;
    SchoolBudget budget; bool budgeted; int64_t left;
} Money;

enum { RECHARGES = 100 };

static Error *read(Ctx *cx, const Request *rq, Money *m)
{
    const int64_t id = cx->who->organisation_id;
    Committed committed = {0};
    YearKind usual;
    if (!id) return forbidden(cx, "a school’s money, with no school to act for");
    TRY(value_year_kind(cx, id, &usual));
    m->year = value_year(cx, rq, usual);
    TRY(documents_sums(cx, &(DocumentFilter){ .kind = "", .state = "", .words = "", .sort = "newest", .from = "", .to = "", .organisation_id = id }, &m->sums));
    TRY(our_recharges(cx, 0, RECHARGES, &m->recharges, &m->recharge_count));
    TRY(pots_of_organisation(cx, id, cx->today, &m->pots, &m->pot_count));
    TRY(still_to_come(cx, id, m->year.to, &m->still));
    TRY(value_read(cx, id, m->year.from, m->year.to, &m->value));
    TRY(school_budget_on(cx, id, cx->today, &m->budget, &m->budgeted));
    if (m->budgeted) TRY(budget_committed(cx, id, &m->budget, &committed));
    m->left = budget_left(&m->budget, &committed);
    return OK;
}

typedef struct { const char *title, *figure, *note, *act, *href; } Card;

static void card_put(Out *out, Card card)
{
    ly_panel_begin(out, (LyPanel){ .title = card.title, .small = true });
    html(out, "<p class=\"govuk-heading-m govuk-!-margin-bottom-1 govuk-!-margin-top-0\">%s</p><p class=\"ly-small ly-quiet govuk-!-margin-top-0\">%s</p><p class=\"ly-small govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"%s\">%s</a></p>",
         card.figure, card.note, card.href, card.act);
    ly_panel_end(out);
}

static void invoices_card(Out *out, const Money *m)
{
    Ctx *cx = out->cx;
    int64_t moving = 0, pence = 0;
    for (size_t i = 0; i < m->recharge_count; i++)
        if (same(m->recharges[i].state, "exported")) moving++, pence += m->recharges[i].pence;
    card_put(out, (Card){ "Invoices to pay", money_table(cx, m->sums.open_pence), m->sums.overdue ? text(cx, "%s of it overdue", money_table(cx, m->sums.overdue_pence)) : m->sums.open_pence ? "None of it overdue, with VAT" : "Nothing is owed on invoices",
                          "See the invoices", "/invoices" });
    if (m->recharge_count) card_put(out, (Card){ "Recharges under way", money_table(cx, pence), moving ? text(cx, "%s with the council’s finance", counted(cx, moving, "recharge", NULL)) : "All of them are moved; there is nothing to pay", "See the recharges", "/recharges" });
}

static void cards_put(Out *out, const Money *m)
{
    Ctx *cx = out->cx;
    const Value *v = &m->value;
    const char *query = value_query(cx, &m->year);
    html(out, "<div class=\"ly-cards\">");
    invoices_card(out, m);
    if (m->budgeted) card_put(out, (Card){ m->left < 0 ? "Over the budget" : "Left of the budget", money_table(cx, m->left < 0 ? -m->left : m->left), text(cx, "of %s, %s", money_table(cx, m->budget.pence), school_budget_words(cx, m->budget.starts_on, m->budget.ends_on)), "See the budget", "/budget" });
    else card_put(out, (Card){ "Left of the budget", "–", "Your school has not said what it has for training", "Say what there is", "/budget" });
    card_put(out, (Card){ "Places used", number_words(cx, v->places.places), text(cx, "worth %s; others would pay %s", money_table(cx, value_of(&v->places)), money_table(cx, v->places.others)), "See the value statement", text(cx, "/money/value?%s", query) });
    card_put(out, (Card){ "Cost this year", money_table(cx, value_sum(&v->billed) + value_sum(&v->waiting)), text(cx, "%s of it subscription, without VAT", money_table(cx, v->billed.subscription + v->waiting.subscription)), "See on which documents", text(cx, "/money/value?%s", query) });
    card_put(out, (Card){ "Saved together", saved_words(cx, v->round_saved), v->rounds ? text(cx, "in %s", counted(cx, v->rounds, "joint purchase", NULL)) : "You took part in no joint purchase of this year", "See the savings", text(cx, "/buying/savings?%s", query) });
    html(out, "</div>\n");
}

static void still_row(Out *out, const char *what, const char *note, const char *href, int64_t count, int64_t pence)
{
    Ctx *cx = out->cx;
    if (!count) return;
    html(out, "<tr><th scope=\"row\"><span>");
    if (href) html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", href, what);
    else html(out, "%s", what);
    if (*note) html(out, "<span class=\"ly-sub\">%s</span>", note);
    html(out, "</span></th><td class=\"ly-num\" data-label=\"Number\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", number_words(cx, count), money_table(cx, pence));
}

static void still_put(Out *out, const Money *m)
{
    Ctx *cx = out->cx;
    const StillToCome *s = &m->still;
    const bool any = s->places || s->orders || s->items || s->rounds;
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "Still to come until %s", date_words(cx, m->year.to)), .tone = any ? LY_FLUSH : LY_PLAIN });
    if (!any) html(out, "<p class=\"govuk-!-margin-top-0\">%s</p>", strcmp(m->year.to, cx->today) < 0 ? "That year is over, and nothing of it waits to be billed." : "No place is booked ahead, nothing is ordered, and nothing waits to be billed.");
    else {
        ly_table_begin(out, (LyTable){ .caption = "What your school is committed to and is not billed yet", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Number", .number = true }, { .text = "Sum", .number = true }) });
        still_row(out, "Places booked ahead", "At what is to pay after the package", may(cx, BOOK_PLACES) ? "/bookings" : NULL, s->places, s->places_pence);
        still_row(out, "Orders that wait to be confirmed", "Subscriptions", "/package", s->orders, s->orders_pence);
        still_row(out, "Owed and not billed yet", "Of this year and before", "/invoices", s->items, s->items_pence);
        still_row(out, "Joint purchases committed to", "At the price as it stands", "/buying", s->rounds, s->rounds_pence);
        ly_table_foot_begin(out);
        html(out, "<tr><th scope=\"row\">Together, without VAT</th><td></td><td class=\"ly-num\" data-label=\"Sum\"><b>%s</b></td></tr>\n", money_table(cx, still_to_come_sum(s)));
        ly_table_foot_end(out);
    }
    ly_panel_end(out);
    if (s->asked) html(out, "<p class=\"ly-small ly-quiet\">%s asked for, waited for or offered, and not committed yet.</p>\n", s->asked == 1 ? "1 place more is" : text(cx, "%s places more are", number_words(cx, s->asked)));
}

static Error *money_show(Ctx *cx, const Request *rq, Response *rs)
{
    Money m = {0};
    TRY(read(cx, rq, &m));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Our money", .frame = FRAME_PUBLIC, .current = "money", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Our money</h1><span class=\"ly-quiet\">%s, %s to %s</span></div>\n", cx->who->organisation, date_words(cx, m.year.from), date_words(cx, m.year.to));
    page_tabs(out, "money");
    value_years(out, "/money", &m.year);
    cards_put(out, &m);
    still_put(out, &m);
    html(out, "<div class=\"ly-page__head\"><h2 class=\"govuk-heading-m\">What our package has left</h2>");
    if (m.pot_count) html(out, "<span class=\"ly-small\"><a class=\"govuk-link\" href=\"/package/use\">Who used what</a></span>");
    html(out, "</div>\n");
    if (m.pot_count) pots_put(out, m.pots, m.pot_count);
    else ly_empty(out, (LyEmpty){ .title = "Your school has no package now", .words = "Once it has one, what is left of its places, credits and visits is here.", .act = "See the packages", .act_href = "/package", .plain = true });
    page_end(rs);
    return OK;
}

ROUTES(school_money_pages,
    GET("/money", OUR_MONEY, money_show),
);
