/* What an event costs, line by line with its sum and the cost per head; and the agreements with those who lead it. For the office alone. */
#include "rooms/programme/office_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/budgets/break_even.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/programme/event_cost.h"
#include "rooms/programme/session.h"

extern const RouteList office_cost_pages;

Error *fund_items(Ctx *cx, const SelectItem **items, size_t *count)
{
    Named *funds;
    TRY(funds_all(cx, &funds, count));
    SelectItem *list = array(cx, SelectItem, *count);
    for (size_t i = 0; i < *count; i++) list[i] = (SelectItem){ .value = text(cx, "%ld", (long)funds[i].id), .text = funds[i].name };
    *items = list;
    return OK;
}

static const char *head_words(Ctx *cx, const Costs *costs)
{
    return costs->heads ? money_table(cx, costs->per_head) : "–";
}

enum { PEOPLE_MOST = 100000 };

static const char *state_words(Ctx *cx, const Cost *cost)
{
    if (*cost->paid_on) return text(cx, "paid on %s", day_short(cx, cost->paid_on));
    return cost->posted_id ? "in the ledger, to pay" : "";
}

static void line_put(Out *out, const Request *rq, Response *rs, const Event *event, const Cost *cost)
{
    Ctx *cx = out->cx;
    bool write = may(cx, OWN_COURSES);
    html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"What\"><span>%s<span class=\"ly-sub\">%s%s", capital(cx, cost->kind), *cost->words ? cost->words : "–", cost->fund, cost->posted_id || *cost->paid_on ? "; " : "");
    if (cost->posted_id && may(cx, READ_MONEY)) html(out, "<a class=\"govuk-link\" href=\"/office/ledger/postings/%ld\">%s</a>", (long)cost->posted_id, state_words(cx, cost));
    else html(out, "%s", state_words(cx, cost));
    html(out, "</span></span></td><td class=\"ly-num\" data-label=\"Cost\">%s</td><td><div class=\"ly-acts\">", money_table(cx, cost->pence));
    if (write && cost->person_id) html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld/agreements/%ld\">Agreement<span class=\"govuk-visually-hidden\">: %s</span></a>", (long)event->id, (long)cost->person_id, cost->words);
    else if (write && !*cost->paid_on) {
        form_begin(cx, rq, rs, text(cx, "/office/events/%ld/costs/%ld/remove", (long)event->id, (long)cost->position), false);
        html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\" data-module=\"govuk-button\">Remove<span class=\"govuk-visually-hidden\"> %s, %s</span></button></form>", cost->kind, money_words(cx, cost->pence));
    }
    html(out, "</div></td></tr>\n");
}

static void lines_panel(Out *out, const Request *rq, Response *rs, const Event *event, const Costs *costs)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Line by line", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What this event costs", .boxed = true, .phone = true, LY_COLUMNS({ .text = "For" }, { .text = "What, and paid from" }, { .text = "Cost", .number = true }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < costs->count; i++) line_put(out, rq, rs, event, &costs->lines[i]);
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Together</th><td></td><td class=\"ly-num\" data-label=\"Cost\"><b>%s</b></td><td></td></tr>", money_table(cx, costs->pence));
    ly_table_foot_end(out);
    ly_panel_end(out);
}

static Error *add_form(Out *out, const Request *rq, Response *rs, const Event *event)
{
    Ctx *cx = out->cx;
    const SelectItem *funds;
    size_t fund_count;
    TRY(fund_items(cx, &funds, &fund_count));
    SelectItem *kinds = array(cx, SelectItem, COST_KINDS);
    for (size_t i = 0; i < COST_KINDS; i++) kinds[i] = (SelectItem){ .value = cost_kinds[i], .text = capital(cx, cost_kinds[i]) };
    ly_panel_begin(out, (LyPanel){ .title = "Add a cost" });
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/costs/new", (long)event->id), false);
    field_select(out, rq, (Select){ .name = "kind", .label = "For", .label_classes = "govuk-label--s", .items = kinds, .count = COST_KINDS, .value = "venue" });
    field_text(out, rq, (TextInput){ .name = "words", .label = "What it is (optional)", .label_classes = "govuk-label--s" });
    field_text(out, rq, (TextInput){ .name = "amount", .label = "Cost", .label_classes = "govuk-label--s", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal" });
    field_select(out, rq, (Select){ .name = "fund", .label = "Paid from", .label_classes = "govuk-label--s", .items = funds, .count = fund_count });
    govuk_button(out, (Button){ .text = "Add the cost", .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
    html(out, "<p class=\"ly-small ly-quiet\">On the day of the event its costs go into the ledger by themselves. What is changed later is put right there.</p>\n");
    return OK;
}

/* Who leads it and has no agreement yet: what they are paid is in no sum. */
static void unwritten_panel(Out *out, const Event *event, const Costs *costs, const Facilitator *leaders, size_t n)
{
    Ctx *cx = out->cx;
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        bool written = false;
        for (size_t j = 0; j < costs->count; j++) written |= costs->lines[j].person_id == leaders[i].person_id;
        if (written) continue;
        if (!begun) ly_panel_begin(out, (LyPanel){ .title = "Without an agreement" });
        begun = true;
        html(out, "<div class=\"ly-row ly-row--apart\">");
        ly_person(out, leaders[i].name, *leaders[i].organisation ? leaders[i].organisation : NULL);
        if (may(cx, OWN_COURSES)) ly_small_button(out, "Write one", text(cx, "/office/events/%ld/agreements/%ld", (long)event->id, (long)leaders[i].person_id), false);
        html(out, "</div>\n");
    }
    if (begun) ly_panel_end(out);
}

/* What is asked, or the event's own; "" and what is none ask nothing. */
static int64_t price_asked(const Request *rq, const Event *event, const char **wrong)
{
    int64_t pence = 0;
    const char *typed = query_value(rq, "price");
    *wrong = NULL;
    if (*typed && (!money_parse(typed, &pence) || !pence)) *wrong = "Enter the price in pounds, like 60 or 42.50";
    return pence ? pence : event->member_price_pence ? event->member_price_pence : event->other_price_pence;
}

static int64_t people_asked(const Request *rq, const Event *event, const char **wrong)
{
    int64_t people = 0;
    const char *typed = query_value(rq, "people");
    *wrong = *typed && !number_parse(typed, 1, PEOPLE_MOST, &people) ? "Enter how many people, like 20" : NULL;
    return people ? people : event->places;
}

static void even_input(Out *out, const char *name, const char *label, const char *value, const char *prefix, const char *wrong)
{
    govuk_text_input(out, (TextInput){ .name = name, .label = label, .label_classes = "govuk-label--s", .value = value, .prefix = prefix, .classes = "govuk-input--width-5", .inputmode = prefix ? "decimal" : "numeric", .error = wrong });
}

/* At which number of people a price pays for it all, and which price so many people would have to pay. */
static void even_panel(Out *out, const Request *rq, const Event *event, const Costs *costs)
{
    Ctx *cx = out->cx;
    const char *price_wrong, *people_wrong;
    const int64_t price = price_asked(rq, event, &price_wrong), people = people_asked(rq, event, &people_wrong), enough = break_even_people(costs->pence, price), each = break_even_price(costs->pence, people);
    if (!costs->pence) return;
    ly_panel_begin(out, (LyPanel){ .title = "What just pays for it", .tone = LY_TINT });
    ly_facts_begin(out, false);
    if (price) ly_fact(out, text(cx, "At %s", money_words(cx, price)), enough > event->places ? text(cx, "%s, and there are %ld places: it does not pay for itself", counted(cx, enough, "person", "people"), (long)event->places) : counted(cx, enough, "person", "people"));
    if (people) ly_fact(out, text(cx, "With %s", counted(cx, people, "person", "people")), text(cx, "%s each", money_table(cx, each)));
    ly_facts_end(out);
    html(out, "<form class=\"govuk-!-margin-top-3\" action=\"/office/events/%ld/costs\" method=\"get\">", (long)event->id);
    even_input(out, "price", "At another price", price_wrong ? query_value(rq, "price") : price ? money_table(cx, price) + sizeof "£" - 1 : "", "£", price_wrong);
    even_input(out, "people", "With another number of people", people_wrong ? query_value(rq, "people") : text(cx, "%ld", (long)people), NULL, people_wrong);
    govuk_button(out, (Button){ .text = "Work it out", .classes = "govuk-button--secondary" });
    html(out, "</form>\n");
    ly_panel_end(out);
}

static Error *costs_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Costs costs = {0};
    Facilitator *leaders;
    size_t n;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_costs(cx, &event, &costs));
    TRY(event_facilitators(cx, rq->id, &leaders, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Costs: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .wide = true,
        CRUMBS({ "Programme", "/office/programme" }, { event.code, course_page_path(cx, event.course_id) }) });
    event_head(out, &event);
    event_tabs(out, &event, "costs");
    ly_figures_begin(out);
    ly_figure(out, "It costs", money_table(cx, costs.pence), counted(cx, (int64_t)costs.count, "line", NULL));
    ly_figure(out, "Per head", head_words(cx, &costs), costs.heads ? text(cx, "of %s with a place", counted(cx, costs.heads, "person", "people")) : "nobody has a place yet");
    ly_figure(out, "Per place", event.places ? money_table(cx, (costs.pence + event.places / 2) / event.places) : "–", text(cx, "if all %ld are taken", (long)event.places));
    ly_figures_end(out);
    html(out, "<div class=\"ly-split ly-split--wide ly-split--top\"><div>\n");
    if (costs.count) lines_panel(out, rq, rs, &event, &costs);
    else ly_empty(out, (LyEmpty){ .title = "Nothing is written yet", .words = "Enter what the room, the catering and the materials cost. A facilitator’s fee and expenses come from their agreement. Nobody outside the office sees this.", .plain = true });
    html(out, "</div><div>\n");
    unwritten_panel(out, &event, &costs, leaders, n);
    if (may(cx, OWN_COURSES)) TRY(add_form(out, rq, rs, &event));
    even_panel(out, rq, &event, &costs);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *cost_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(event_cost_add(cx, rq->id, &(CostDraft){ .kind = form_text(rq, "kind"), .words = form_text(rq, "words"), .amount = form_text(rq, "amount"), .fund_id = form_number(rq, "fund", 0) }));
    rs->flash = "The cost is added.";
    return redirect(rs, text(cx, "/office/events/%ld/costs", (long)rq->id));
}

static Error *cost_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(event_cost_remove(cx, rq->id, rq->id2));
    rs->flash = "The cost is removed.";
    return redirect(rs, text(cx, "/office/events/%ld/costs", (long)rq->id));
}

static Error *costs_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "For", "What", "Paid from", "Cost", "Paid on" };
    Event event = {0};
    Costs costs = {0};
    Sheet sheet;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_costs(cx, &event, &costs));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < costs.count; i++) {
        sheet_text(&sheet, costs.lines[i].kind), sheet_text(&sheet, costs.lines[i].words), sheet_text(&sheet, costs.lines[i].fund), sheet_pence(&sheet, costs.lines[i].pence), sheet_date(&sheet, costs.lines[i].paid_on);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "costs");
}

ROUTES(office_cost_pages,
    GET  ("/office/events/:id/costs",            READ_PROGRAMME, costs_show),
    FORM ("/office/events/:id/costs/new",        OWN_COURSES, costs_show, NULL, cost_submit),
    SHEET("/office/events/:id/costs",            READ_PROGRAMME, costs_sheet),
    POST ("/office/events/:id/costs/:id/remove", OWN_COURSES, NULL, cost_remove_submit),
);
