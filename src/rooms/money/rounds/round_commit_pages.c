/* Forms of whoever takes part: interest, a commitment looked at before it is made, withdrawing, a question, a proposal. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_pages.h"

extern const RouteList round_commit_pages;

static const char *page_of(Ctx *cx, int64_t id) { return text(cx, "/buying/%ld", (long)id); }
static const char *number_text(Ctx *cx, int64_t n) { return n ? text(cx, "%ld", (long)n) : ""; }

static Out *form_page(Ctx *cx, const Request *rq, Response *rs, const Round *round, const char *title)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = "buying", .back = page_of(cx, round->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", round->title, title);
    return out;
}

/* ---- interest ---- */

static Error *interest_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Interest interest = { .note = "" };
    bool said;
    TRY(round_seen(cx, rq->id, &round));
    TRY(round_interest_of(cx, rq->id, cx->who->organisation_id, &interest, &said));
    Out *out = form_page(cx, rq, rs, &round, "Would you take some?");
    if (!same(round.state, "interest")) {
        html(out, "<p class=\"govuk-body\">Interest is not asked for any more. <a class=\"govuk-link\" href=\"%s\">See where it stands</a></p></div>", page_of(cx, round.id));
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">What you say binds nobody. It shows whether it is worth asking for prices. The office reads it; others see the sum of all.</p>");
    form_begin(cx, rq, rs, text(cx, "%s/interest", page_of(cx, round.id)), false);
    field_text(out, rq, (TextInput){ .name = "quantity", .label = text(cx, "Roughly how many %s?", round.units), .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric", .value = number_text(cx, interest.quantity) });
    field_textarea(out, rq, (Textarea){ .name = "note", .label = "Anything that the office should know (optional)", .label_classes = "govuk-label--s", .rows = 3, .value = interest.note });
    govuk_button(out, (Button){ .text = "Say so", .prevent_double_click = YES });
    html(out, "</form></div>");
    page_end(rs);
    return OK;
}

static Error *interest_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_interested(cx, rq->id, form_text(rq, "quantity"), form_text(rq, "note")));
    rs->flash = "Thank you. We write when you can commit.";
    return redirect(rs, page_of(cx, rq->id));
}

/* ---- a commitment: first what it would cost, then it is made ---- */

static CommitmentDraft typed(const Request *rq) { return (CommitmentDraft){ form_text(rq, "quantity"), form_text(rq, "purchase_order"), form_text(rq, "own_price") }; }

static void would_pay(Out *out, const Round *round, int64_t before, const Commitment *c)
{
    Ctx *cx = out->cx;
    const int64_t together = round->quantity - before + c->quantity, price = round_unit_price(&round->steps, together), most = round_most_price(&round->steps);
    const RoundTier *next = round_next_tier(&round->steps, together);
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "What %s would cost you, without VAT", round_count_words(cx, round, c->quantity)), .tone = LY_MIST });
    ly_sum_begin(out);
    if (price) ly_sum_row(out, text(cx, "As it stands then, at %s for one", money_words(cx, price)), money_table(cx, c->quantity * price), true);
    else ly_sum_row(out, text(cx, "As it stands then: %s are committed, and there is a price from %s on", number_words(cx, together), number_words(cx, round_least(&round->steps))), "Nothing", true);
    if (next) ly_sum_row(out, text(cx, "With %s more, at %s", round_count_words(cx, round, next->from_quantity - together), money_words(cx, next->pence)), money_table(cx, c->quantity * next->pence), false);
    if (most != price) ly_sum_row(out, text(cx, "At most, should others withdraw, at %s", money_words(cx, most)), money_table(cx, c->quantity * most), false);
    ly_sum_row(out, text(cx, "Alone, at %s (%s)", money_words(cx, c->alone_pence), saving_against_words(c->alone_why)), money_table(cx, c->quantity * c->alone_pence), false);
    if (price) ly_sum_row(out, "Saved as it stands", saved_words(cx, (c->alone_pence - price) * c->quantity), false);
    ly_sum_end(out);
    ly_panel_end(out);
    html(out, "<p class=\"govuk-body\">You can change it or withdraw until %s. After that day it binds, and the bill comes when it is delivered.</p><input type=\"hidden\" name=\"looked\" value=\"%ld\">", date_words(cx, round->commit_until), (long)c->quantity);
}

static Error *commit_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Commitment ours = { .purchase_order = "", .alone_why = "" }, read;
    Interest interest = {0};
    bool found, said;
    TRY(round_seen(cx, rq->id, &round));
    TRY(round_commitment_of(cx, rq->id, cx->who->organisation_id, &ours, &found));
    TRY(round_interest_of(cx, rq->id, cx->who->organisation_id, &interest, &said));
    Out *out = form_page(cx, rq, rs, &round, ours.quantity ? "Change how many you take" : "How many do you take?");
    if (!same(round.state, "commitment")) {
        html(out, "<p class=\"govuk-body\">Commitments are not taken now: it stands at “%s”. <a class=\"govuk-link\" href=\"%s\">See where it stands</a></p></div>", round_state_words(&round), page_of(cx, round.id));
        page_end(rs);
        return OK;
    }
    CommitmentDraft draft = typed(rq);
    const bool looked = rq->posted && !round_commit_check(cx, &round, &draft, &read);
    html(out, "<p class=\"govuk-body\">%s</p>", round_together_words(cx, &round));
    form_begin(cx, rq, rs, text(cx, "%s/commit", page_of(cx, round.id)), false);
    field_text(out, rq, (TextInput){ .name = "quantity", .label = text(cx, "How many %s?", round.units), .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric",
                                     .hint = round.each_least > 1 ? text(cx, "The smallest order is %s", number_words(cx, round.each_least)) : NULL, .value = number_text(cx, ours.quantity ? ours.quantity : interest.quantity) });
    if (same(round.method, "own"))
        field_text(out, rq, (TextInput){ .name = "own_price", .label = "What did you pay for one last? (optional)", .label_classes = "govuk-label--s", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal",
                                         .hint = text(cx, "Your saving is reckoned against it; else against %s", money_words(cx, round.alone_pence)), .value = same(ours.alone_why, "own") ? money_table(cx, ours.alone_pence) + strlen("£") : "" });
    field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Your purchase order (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-20", .hint = "It stands on the bill", .value = ours.purchase_order });
    if (looked) would_pay(out, &round, ours.quantity, &read);
    else if (form_has(rq, "looked")) html(out, "<input type=\"hidden\" name=\"looked\" value=\"0\">");      /* of a number that is wrong now */
    govuk_button(out, (Button){ .text = looked ? text(cx, "Commit to %s", round_count_words(cx, &round, read.quantity)) : "See what it would cost", .prevent_double_click = YES });
    html(out, "</form></div>");
    page_end(rs);
    return OK;
}

static Error *commit_submit(Ctx *cx, Request *rq, Response *rs)
{
    Round round = {0};
    Commitment read = {0};
    CommitmentDraft draft = typed(rq);
    TRY(round_seen(cx, rq->id, &round));
    if (same(round.state, "commitment")) {      /* else the rule says why not */
        TRY(round_commit_check(cx, &round, &draft, &read));
        if (!form_has(rq, "looked")) return further(cx, "looked");
        if (form_number(rq, "looked", 0) != read.quantity) return invalid(cx, "quantity", "Look at what it costs for that number, then commit");
    }
    TRY(round_commit(cx, rq->id, &draft));
    rs->flash = text(cx, "You take %s. We have written to you.", round_count_words(cx, &round, read.quantity));
    return redirect(rs, page_of(cx, rq->id));
}

/* ---- withdrawn ---- */

static Error *withdraw_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Commitment ours = {0};
    bool found;
    TRY(round_seen(cx, rq->id, &round));
    TRY(round_commitment_of(cx, rq->id, cx->who->organisation_id, &ours, &found));
    Out *out = form_page(cx, rq, rs, &round, "Withdraw?");
    if (!ours.quantity || !same(round.state, "commitment")) {
        html(out, "<p class=\"govuk-body\">%s <a class=\"govuk-link\" href=\"%s\">See where it stands</a></p></div>", ours.quantity ? "It is closed, so what you committed to binds." : "You have not committed to anything.", page_of(cx, round.id));
        page_end(rs);
        return OK;
    }
    const int64_t left = round.quantity - ours.quantity, price = round_unit_price(&round.steps, left);
    html(out, "<p class=\"govuk-body\">You take %s now. Without you %s are committed", round_count_words(cx, &round, ours.quantity), number_words(cx, left));
    if (price == round.price_pence) html(out, ", and the price for the others stays as it is.</p>");
    else if (price) html(out, ", and one costs the others %s instead of %s.</p>", money_words(cx, price), money_words(cx, round.price_pence));
    else html(out, ", too few for any price.</p>");
    form_begin(cx, rq, rs, text(cx, "%s/withdraw", page_of(cx, round.id)), false);
    govuk_button(out, (Button){ .text = "Withdraw", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form></div>");
    page_end(rs);
    return OK;
}

static Error *withdraw_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_withdraw(cx, rq->id));
    rs->flash = "You have withdrawn, and take nothing of it.";
    return redirect(rs, page_of(cx, rq->id));
}

/* ---- a question ---- */

static Error *ask_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    TRY(round_seen(cx, rq->id, &round));
    Out *out = form_page(cx, rq, rs, &round, "Ask a question");
    form_begin(cx, rq, rs, text(cx, "%s/ask", page_of(cx, round.id)), false);
    field_textarea(out, rq, (Textarea){ .name = "words", .label = "What would you like to know?", .label_classes = "govuk-label--s", .hint = "Everybody reads it with the answer, without your name", .rows = 4, .value = "" });
    govuk_button(out, (Button){ .text = "Ask", .prevent_double_click = YES });
    html(out, "</form></div>");
    page_end(rs);
    return OK;
}

static Error *ask_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_ask(cx, rq->id, form_text(rq, "words")));
    rs->flash = "Your question is with the office. The answer stands on this page.";
    return redirect(rs, page_of(cx, rq->id));
}

/* ---- a proposal ---- */

static Error *propose_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Propose a purchase", .frame = FRAME_PUBLIC, .current = "buying", .back = "/buying" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Propose a purchase</h1><p class=\"govuk-body\">What would you like to buy together with others? The partnership looks at it, asks everybody who is interested, and agrees a price.</p>\n");
    form_begin(cx, rq, rs, "/buying/propose", false);
    field_text(out, rq, (TextInput){ .name = "title", .label = "What?", .label_classes = "govuk-label--s", .hint = "Like Reading books for Year 1", .value = "" });
    field_text(out, rq, (TextInput){ .name = "what", .label = "What is it for?", .label_classes = "govuk-label--s", .hint = "In a sentence", .value = "" });
    html(out, "<div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "quantity", .label = "How many would you take?", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric", .value = "" });
    field_text(out, rq, (TextInput){ .name = "units", .label = "What is counted?", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .hint = "Like class sets", .value = "" });
    html(out, "</div>");
    govuk_button(out, (Button){ .text = "Propose it", .prevent_double_click = YES });
    html(out, "</form></div>");
    page_end(rs);
    return OK;
}

static Error *propose_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(round_propose(cx, &(RoundProposal){ form_text(rq, "title"), form_text(rq, "what"), form_text(rq, "units"), form_text(rq, "quantity") }, &id));
    rs->flash = "Your proposal is with the office.";
    return redirect(rs, page_of(cx, id));
}

ROUTES(round_commit_pages,
    FORM("/buying/:id/interest", BUY_TOGETHER, interest_show, NULL, interest_submit),
    FORM("/buying/:id/commit",   BUY_TOGETHER, commit_show,   NULL, commit_submit),
    FORM("/buying/:id/withdraw", BUY_TOGETHER, withdraw_show, NULL, withdraw_submit),
    FORM("/buying/:id/ask",      BUY_TOGETHER, ask_show,      NULL, ask_submit),
    FORM("/buying/propose",      BUY_TOGETHER, propose_show,  NULL, propose_submit),
);
