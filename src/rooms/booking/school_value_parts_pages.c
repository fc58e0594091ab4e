/* A value statement's parts: the year, and what is said in words on the page and on paper alike. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/booking/school_value_pages.h"
#include "rooms/money/bills/document.h"

enum { YEARS = 5, FIRST_LEAST = 2000, FIRST_MOST = 2999 };

const char value_of_place[] = "A place is worth what it would have cost without the package: what was to pay for it and what the package saved. Others, who are no members and have no package, would have paid that at least. Confirmed places at events that are over count, in the year in which"
                              " the event began; one that the register says was left empty counts nothing.";
const char value_of_costs[] = "Costs are without VAT, each in the year of the day on which it counts: a place by its event, a subscription by its first day. They are the sum of the invoices and recharges named here,"
                              " less credit notes, and of what waits to be billed.";
const char value_of_savings[] = "A joint purchase saved what one costs alone, by the supplier’s quote, its list price or the school’s own last price, times what was allotted, less what was charged.";

MoneyYear value_year(Ctx *cx, const Request *rq, YearKind usual)
{
    const char *word = query_value(rq, "year");
    YearKind kind = *word ? money_year_kind(word) : usual;
    int64_t first = query_number(rq, "of", 0);
    return money_year(cx, kind, first < FIRST_LEAST || first > FIRST_MOST ? money_year_first(kind, cx->today) : first);
}

const char *value_query(Ctx *cx, const MoneyYear *year) { return text(cx, "year=%s&of=%ld", money_year_word(year->kind), (long)year->first); }

void value_years(Out *out, const char *path, const MoneyYear *year)
{
    LyTab tabs[YEAR_KINDS];
    for (int kind = 0; kind < YEAR_KINDS; kind++)
        tabs[kind] = (LyTab){ money_year_name((YearKind)kind), text(out->cx, "%s?year=%s", path, money_year_word((YearKind)kind)), 0, (YearKind)kind == year->kind };
    ly_tabs(out, "Which year", tabs, YEAR_KINDS);
}

void value_year_filter(Out *out, const char *path, const MoneyYear *year, const char *csv_path)
{
    Ctx *cx = out->cx;
    SelectItem items[YEARS];
    const int64_t now = money_year_first(year->kind, cx->today), latest = now > year->first ? now : year->first;
    for (int64_t i = 0; i < YEARS; i++) items[i] = (SelectItem){ .value = text(cx, "%ld", (long)(latest - i)), .text = money_year(cx, year->kind, latest - i).words };
    ly_filterbar_begin(out, path);
    html(out, "<input type=\"hidden\" name=\"year\" value=\"%s\">", money_year_word(year->kind));
    ly_filter_select(out, "of", money_year_name(year->kind), items, YEARS, text(cx, "%ld", (long)year->first));
    ly_filterbar_end_sheets(out, text(cx, "%s?%s", csv_path, value_query(cx, year)));
}

Error *value_view(Ctx *cx, const Request *rq, bool office, ValueView *view)
{
    const int64_t id = office ? rq->id : cx->who->organisation_id;
    YearKind usual;
    if (!id) return forbidden(cx, "a value statement, with no organisation to act for");
    TRY(value_year_kind(cx, id, &usual));
    *view = (ValueView){ .year = value_year(cx, rq, usual), .path = office ? text(cx, "/office/value/%ld", (long)id) : "/money/value", .office = office };
    return value_read(cx, id, view->year.from, view->year.to, &view->value);
}

int64_t value_of(const ValueTheme *t) { return t->paid + t->covered; }

const char *value_paper_words(Ctx *cx, const ValuePaper *p) { return text(cx, "%s %s", same(p->kind, "recharge") ? "Recharge" : document_kind_words(p->kind), p->name); }

const char *value_sentence(Ctx *cx, const Value *v)
{
    const int64_t subscription = v->billed.subscription + v->waiting.subscription;
    const char *cost = subscription ? text(cx, "The subscription cost %s.", money_table(cx, subscription)) : "No subscription counts in this year.";
    if (!v->places.places) return text(cx, "No place was used. %s", cost);
    return text(cx, "For %s others would have paid %s, which is %s more than there was to pay. %s", counted(cx, v->places.places, "place", NULL), money_table(cx, v->places.others), money_table(cx, v->places.others - v->places.paid), cost);
}
