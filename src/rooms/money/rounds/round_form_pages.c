/* The form of a joint purchase: begun, a proposal taken up, changed until commitments are asked for. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_pages.h"

extern const RouteList round_form_pages;

static const char *number_text(Ctx *cx, int64_t n) { return n ? text(cx, "%ld", (long)n) : ""; }
static const char *pounds(Ctx *cx, int64_t pence)  { return pence ? money_table(cx, pence) + strlen("£") : ""; }

/* Partners are few; whoever is not among them is written down by name. */
static Error *supplier_field(Out *out, const Request *rq, const Round *round)
{
    Ctx *cx = out->cx;
    OrganisationEntry *partners;
    size_t n;
    bool before, after;
    TRY(organisations_list(cx, &(OrganisationFilter){ .words = "", .kind = "partner", .phase = "", .authority = "", .status = "", .member = "" }, &partners, &n, &before, &after));
    SelectItem *items = array(cx, SelectItem, n + 2);
    size_t count = 0;
    bool among = !round->supplier_id;
    items[count++] = (SelectItem){ .value = "", .text = "Not one of our partners, or not yet" };
    for (size_t i = 0; i < n; i++) items[count++] = (SelectItem){ .value = number_text(cx, partners[i].id), .text = partners[i].name }, among = among || partners[i].id == round->supplier_id;
    if (!among) items[count++] = (SelectItem){ .value = number_text(cx, round->supplier_id), .text = round->supplier };
    field_select(out, rq, (Select){ .name = "supplier_id", .label = "Supplier", .label_classes = "govuk-label--s", .hint = after ? "The first 50 partners; another one is written below" : NULL, .items = items, .count = count, .value = number_text(cx, round->supplier_id) });
    field_text(out, rq, (TextInput){ .name = "supplier", .label = "Or its name", .label_classes = "govuk-label--s", .value = round->supplier_id ? "" : round->supplier });
    field_checkbox(out, rq, "local", "It is a local partner: what is spent with it stays in the borough", NULL, round->local);
    return OK;
}

static void steps_fields(Out *out, const Request *rq, const Round *round)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m\">What one costs</h2><p class=\"govuk-body\">Everybody pays the price of the highest step that all of them reach. Below the first step nothing is bought. Prices are without VAT; leave empty what is not needed.</p>");
    for (size_t i = 0; i < ROUND_TIERS_MOST; i++) {
        const RoundTier *tier = i < round->steps.count ? &round->steps.tiers[i] : NULL;
        govuk_fieldset_begin(out, (Fieldset){ .legend = text(cx, "Step %zu", i + 1), .legend_classes = "govuk-fieldset__legend--s", .classes = "ly-price-row" });
        html(out, "<div class=\"ly-together\">");
        field_text(out, rq, (TextInput){ .name = text(cx, "from_%zu", i + 1), .label = "From how many", .classes = "govuk-input--width-5", .inputmode = "numeric", .value = tier ? number_text(cx, tier->from_quantity) : "" });
        field_text(out, rq, (TextInput){ .name = text(cx, "price_%zu", i + 1), .label = "Price of one", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal", .value = tier ? pounds(cx, tier->pence) : "" });
        html(out, "</div>");
        govuk_fieldset_end(out);
    }
}

static void limits_fields(Out *out, const Request *rq, const Round *round)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m\">Days and limits</h2><div class=\"ly-together\">");
    field_date(out, rq, (DateField){ .name = "interest_until", .legend = "Interest until (optional)", .stored = round->interest_until });
    field_date(out, rq, (DateField){ .name = "commit_until", .legend = "Commit by", .stored = round->commit_until });
    html(out, "</div><div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "each_least", .label = "Smallest order (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric", .value = round->each_least > 1 ? number_text(cx, round->each_least) : "" });
    field_text(out, rq, (TextInput){ .name = "supply", .label = "How many can be had (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric", .value = number_text(cx, round->supply) });
    html(out, "</div>");
    field_radios(out, rq, (Radios){ .name = "share", .legend = "Where more are wanted than can be had", .legend_classes = "govuk-fieldset__legend--s", .value = *round->share ? round->share : "pro rata",
        OPTIONS({ .value = "pro rata", .text = "Everybody gets the same share of what they wanted" }, { .value = "even", .text = "Everybody gets the same number", .hint = "Small orders are met first" }) });
    field_checkbox(out, rq, "names_shown", "Those who take part see each other, and how many each takes", NULL, round->names_shown);
}

static Error *money_fields(Out *out, const Request *rq, const Round *round)
{
    Ctx *cx = out->cx;
    Named *funds, *centres;
    size_t fund_count, centre_count;
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    SelectItem *fund_items = array(cx, SelectItem, fund_count + 1), *centre_items = array(cx, SelectItem, centre_count + 1);
    fund_items[0] = (SelectItem){ .value = "", .text = "Choose a fund" };
    for (size_t i = 0; i < fund_count; i++) fund_items[i + 1] = (SelectItem){ .value = number_text(cx, funds[i].id), .text = funds[i].name };
    for (size_t i = 0; i < centre_count; i++) centre_items[i] = (SelectItem){ .value = number_text(cx, centres[i].id), .text = centres[i].name };
    html(out, "<h2 class=\"govuk-heading-m\">Saving and books</h2>");
    field_radios(out, rq, (Radios){ .name = "method", .legend = "What is a saving reckoned against?", .legend_classes = "govuk-fieldset__legend--s", .value = round->method,
        OPTIONS({ .value = "quoted", .text = "The price quoted to whoever buys alone" }, { .value = "list", .text = "The supplier’s list price" }, { .value = "own", .text = "What each paid last", .hint = "They say so when they commit; who does not is reckoned by the price below" }) });
    html(out, "<div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "alone", .label = "One costs alone", .label_classes = "govuk-label--s", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal", .value = pounds(cx, round->alone_pence) });
    field_text(out, rq, (TextInput){ .name = "alone_source", .label = "Who said so, and when (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-20", .value = round->alone_source });
    html(out, "</div><div class=\"ly-together\">");
    field_select(out, rq, (Select){ .name = "fund", .label = "Fund", .label_classes = "govuk-label--s", .items = fund_items, .count = fund_count + 1, .value = number_text(cx, round->fund_id ? round->fund_id : FUND_EXTERNAL_SALES) });
    field_select(out, rq, (Select){ .name = "centre", .label = "Cost centre", .label_classes = "govuk-label--s", .items = centre_items, .count = centre_count, .value = number_text(cx, round->cost_centre_id ? round->cost_centre_id : COST_CENTRE_OWN) });
    html(out, "</div>");
    return OK;
}

static Error *form_put(Ctx *cx, const Request *rq, Response *rs, const Round *round, const char *action)
{
    Out *out = &rs->out;
    form_begin(cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "title", .label = "What is bought?", .label_classes = "govuk-label--s", .hint = "Like Reading books for Year 1", .value = round->title });
    field_text(out, rq, (TextInput){ .name = "what", .label = "In a sentence (optional)", .label_classes = "govuk-label--s", .value = round->what });
    html(out, "<div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "unit", .label = "One is called", .label_classes = "govuk-label--s", .hint = "Like class set", .classes = "govuk-input--width-10", .value = round->unit });
    field_text(out, rq, (TextInput){ .name = "units", .label = "Several are called", .label_classes = "govuk-label--s", .hint = "Like class sets", .classes = "govuk-input--width-10", .value = round->units });
    html(out, "</div>");
    TRY(supplier_field(out, rq, round));
    field_textarea(out, rq, (Textarea){ .name = "specification", .label = "What exactly it is (optional until commitments are asked for)", .label_classes = "govuk-label--s", .hint = "Markdown: an empty line begins a paragraph, - a row of a list", .rows = 8, .value = round->specification });
    steps_fields(out, rq, round);
    limits_fields(out, rq, round);
    TRY(money_fields(out, rq, round));
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    return OK;
}

static Error *typed(Ctx *cx, const Request *rq, RoundDraft *draft)
{
    *draft = (RoundDraft){ .title = form_text(rq, "title"), .what = form_text(rq, "what"), .supplier = form_text(rq, "supplier"), .specification = form_text(rq, "specification"), .unit = form_text(rq, "unit"), .units = form_text(rq, "units"),
                           .interest_until = "", .commit_until = "", .each_least = form_text(rq, "each_least"), .supply = form_text(rq, "supply"), .share = form_text(rq, "share"), .method = form_text(rq, "method"), .alone = form_text(rq, "alone"),
                           .alone_source = form_text(rq, "alone_source"), .supplier_id = form_number(rq, "supplier_id", 0), .cost_centre_id = form_number(rq, "centre", 0), .fund_id = form_number(rq, "fund", 0), .local = form_has(rq, "local"),
                           .names_shown = form_has(rq, "names_shown") };
    for (size_t i = 0; i < ROUND_TIERS_MOST; i++) draft->tiers[i] = (RoundTierDraft){ form_text(rq, text(cx, "from_%zu", i + 1)), form_text(rq, text(cx, "price_%zu", i + 1)) };
    Error *errors = form_date(cx, rq, "interest_until", "The last day of interest", &draft->interest_until);
    errors_add(&errors, form_date(cx, rq, "commit_until", "The last day to commit", &draft->commit_until));
    return errors;
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Round fresh = { .title = "", .what = "", .unit = "", .units = "", .supplier = "", .specification = "", .interest_until = "", .commit_until = "", .share = "", .method = "", .alone_source = "", .state = "draft" };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New purchase", .frame = FRAME_OFFICE, .current = "rounds", .back = "/office/rounds" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">New joint purchase</h1><p class=\"govuk-body\">It is a draft until you ask who is interested. What is not known yet can wait.</p>\n");
    TRY(form_put(cx, rq, rs, &fresh, "/office/rounds/new"));
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    RoundDraft draft;
    int64_t id;
    TRY(typed(cx, rq, &draft));
    TRY(round_begin(cx, &draft, &id));
    rs->flash = "The purchase is a draft. Nobody but the office sees it yet.";
    return redirect(rs, text(cx, "/office/rounds/%ld", (long)id));
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    TRY(round_find(cx, rq->id, &round));
    if (!one_of(round.state, "proposed draft interest specification")) return conflict(cx, "%s", same(round.state, "called off") ? "It was called off" : text(cx, "Commitments to %s rest on what it says, so it stays as it is", round.title));
    const bool taken_up = same(round.state, "proposed");
    const char *title = taken_up ? "Take up a proposal" : "Change the purchase";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "rounds", .back = text(cx, "/office/rounds/%ld", (long)round.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", round.title, title);
    if (taken_up) html(out, "<p class=\"govuk-body\">%s proposed it. Saved, it is a draft, and then you ask who else is interested.</p>", round.proposed_for);
    TRY(form_put(cx, rq, rs, &round, text(cx, "/office/rounds/%ld/change", (long)round.id)));
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    RoundDraft draft;
    TRY(typed(cx, rq, &draft));
    TRY(round_change(cx, rq->id, &draft));
    rs->flash = "The purchase is saved.";
    return redirect(rs, text(cx, "/office/rounds/%ld", (long)rq->id));
}

ROUTES(round_form_pages,
    FORM("/office/rounds/new",        BILL, new_show,    NULL, new_submit),
    FORM("/office/rounds/:id/change", BILL, change_show, NULL, change_submit),
);
