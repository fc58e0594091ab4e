/* From step to step: each act says first what comes of it, and who is told. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_pages.h"

extern const RouteList round_act_pages;

static const char *page_of(Ctx *cx, int64_t id) { return text(cx, "/office/rounds/%ld", (long)id); }

/* The page of an act; NULL where the round is at no step at which it can be done, and then the page says so and is whole. */
static Error *act_begin(Ctx *cx, const Request *rq, Response *rs, const char *states, const char *title, Round *round, Out **out)
{
    TRY(round_find(cx, rq->id, round));
    *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "rounds", .back = page_of(cx, round->id) });
    html(*out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", round->title, title);
    if (*states ? one_of(round->state, states) : round_can_end(round)) return OK;
    html(*out, "<p class=\"govuk-body\">It stands at “%s”, so this cannot be done now. <a class=\"govuk-link\" href=\"%s\">Back to the purchase</a></p></div>", round_state_words(round), page_of(cx, round->id));
    page_end(rs);
    *out = NULL;
    return OK;
}

static Error *act_end(Ctx *cx, const Round *round, Response *rs, Out *out, const char *button, bool warns)
{
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = button, .classes = warns ? "govuk-button--warning" : NULL, .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it as it is</a></div></form></div>", page_of(cx, round->id));
    page_end(rs);
    return OK;
}

static Error *done(Ctx *cx, const Request *rq, Response *rs, const char *flash)
{
    rs->flash = flash;
    return redirect(rs, page_of(cx, rq->id));
}

static void lacking(Out *out, const Round *round, const char *lacks, Response *rs)
{
    html(out, "<p class=\"govuk-body\">First say %s. <a class=\"govuk-link\" href=\"%s\">Change the purchase</a></p></div>", lacks, text(out->cx, "%s/change", page_of(out->cx, round->id)));
    page_end(rs);
}

/* ---- interest, specification, commitments ---- */

static Error *open_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Out *out;
    TRY(act_begin(cx, rq, rs, "draft", "Ask who is interested?", &round, &out));
    if (!out) return OK;
    if (!*round.interest_until || strcmp(round.interest_until, cx->today) < 0) {
        lacking(out, &round, "until when people can say that they are interested", rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">Everybody who may take part is told: whoever keeps a school’s money, departments’ officers, partners’ contacts. They say roughly how many they would take until %s, which binds nobody.</p>", date_words(cx, round.interest_until));
    form_begin(cx, rq, rs, text(cx, "%s/open", page_of(cx, round.id)), false);
    return act_end(cx, &round, rs, out, "Ask who is interested", false);
}

static Error *open_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_open_interest(cx, rq->id));
    return done(cx, rq, rs, "It is open, and everybody who may take part is told.");
}

static Error *specify_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    InterestSum sum;
    Out *out;
    TRY(act_begin(cx, rq, rs, "interest", "End interest?", &round, &out));
    if (!out) return OK;
    TRY(round_interest_sum(cx, round.id, &sum));
    html(out, "<p class=\"govuk-body\">%s would take roughly %s. Nobody else is asked any more, and they are told that it is being specified. Then agree with suppliers what exactly it is and what it costs from how many on.</p>",
         capital(cx, counted(cx, sum.organisations, "organisation", NULL)), round_count_words(cx, &round, sum.quantity));
    form_begin(cx, rq, rs, text(cx, "%s/specify", page_of(cx, round.id)), false);
    return act_end(cx, &round, rs, out, "End interest", false);
}

static Error *specify_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_specify(cx, rq->id));
    return done(cx, rq, rs, "Interest is over. Those who were interested are told.");
}

static Error *ask_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Out *out;
    TRY(act_begin(cx, rq, rs, "draft interest specification", "Ask for commitments?", &round, &out));
    if (!out) return OK;
    const char *lacks = round_lacks(cx, &round);
    if (lacks) {
        lacking(out, &round, lacks, rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">From now on what it is and what it costs stays as it is. Those who were interested, and everybody who may take part, are told. Until %s they commit, change it and withdraw; then it closes by itself where at least %s are committed, or is called off.</p>",
         date_words(cx, round.commit_until), round_count_words(cx, &round, round_least(&round.steps)));
    round_thermometer(out, &round);
    round_terms(out, &round);
    form_begin(cx, rq, rs, text(cx, "%s/ask", page_of(cx, round.id)), false);
    return act_end(cx, &round, rs, out, "Ask for commitments", false);
}

static Error *ask_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_open_commitment(cx, rq->id));
    return done(cx, rq, rs, "Commitments are open, and everybody is told.");
}

static Error *extend_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Out *out;
    TRY(act_begin(cx, rq, rs, "commitment", "Give it more time?", &round, &out));
    if (!out) return OK;
    form_begin(cx, rq, rs, text(cx, "%s/extend", page_of(cx, round.id)), false);
    field_date(out, rq, (DateField){ .name = "until", .legend = "Commit by", .hint = text(cx, "Later than %s", date_words(cx, round.commit_until)), .stored = "" });
    return act_end(cx, &round, rs, out, "Give it more time", false);
}

static Error *extend_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *until = "";
    TRY(form_date(cx, rq, "until", "The last day to commit", &until));
    TRY(round_extend(cx, rq->id, until));
    return done(cx, rq, rs, text(cx, "Commitments are taken until %s.", date_words(cx, until)));
}

/* ---- closed, allotted, charged ---- */

static Error *close_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Out *out;
    TRY(act_begin(cx, rq, rs, "commitment", "Close it?", &round, &out));
    if (!out) return OK;
    html(out, "<p class=\"govuk-body\">%s</p>", round_together_words(cx, &round));
    if (!round.price_pence) {
        html(out, "<p class=\"govuk-body\">There is no price for so few: <a class=\"govuk-link\" href=\"%s\">give it more time</a>, or call it off.</p></div>", text(cx, "%s/extend", page_of(cx, round.id)));
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">Closed, the price stays for ever and each commitment binds. Everybody who takes part is told.</p>");
    form_begin(cx, rq, rs, text(cx, "%s/close", page_of(cx, round.id)), false);
    return act_end(cx, &round, rs, out, text(cx, "Close at %s for one", money_words(cx, round.price_pence)), true);
}

static Error *close_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_close(cx, rq->id));
    return done(cx, rq, rs, "It is closed, and the price is settled.");
}

static Error *allot_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Commitment *list;
    int64_t *given;
    size_t n;
    Out *out;
    TRY(act_begin(cx, rq, rs, "closed", "Allot it?", &round, &out));
    if (!out) return OK;
    TRY(round_commitments(cx, round.id, &list, &n));
    TRY(round_allotment(cx, &round, list, n, &given));
    const bool fewer = round.supply && round.supply < round.quantity;
    html(out, "<p class=\"govuk-body\">%s</p>", fewer ? text(cx, "%s are wanted and %s can be had. %s", number_words(cx, round.quantity), number_words(cx, round.supply), round_share_words(&round)) : "Everybody gets what they committed to.");
    ly_table_begin(out, (LyTable){ .caption = "Who would get how many", .show_caption = true, LY_COLUMNS({ .text = "Organisation" }, { .text = "Wanted", .number = true }, { .text = "Gets", .number = true }, { .text = "Pays", .number = true }) });
    for (size_t i = 0; i < n && list[i].quantity; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\">%s</td><td class=\"ly-num\">%s</td><td class=\"ly-num\">%s</td></tr>\n", list[i].organisation, number_words(cx, list[i].quantity), number_words(cx, given[i]), money_table(cx, given[i] * round.price_pence));
    ly_table_end(out);
    form_begin(cx, rq, rs, text(cx, "%s/allot", page_of(cx, round.id)), false);
    return act_end(cx, &round, rs, out, "Allot it", false);
}

static Error *allot_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_allot_all(cx, rq->id));
    return done(cx, rq, rs, "It is allotted, and everybody who takes part is told.");
}

static Error *charge_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    int64_t pence = 0;
    Out *out;
    TRY(act_begin(cx, rq, rs, "allotted", "Charge it?", &round, &out));
    if (!out) return OK;
    TRY(round_to_pay(cx, round.id, &pence));
    html(out, "<p class=\"govuk-body\">%s owe %s together, each its own share, which then waits to be billed. What %s asks is a cost that is not paid yet.</p>", capital(cx, counted(cx, round.takers, "organisation", NULL)), money_table(cx, pence), round.supplier);
    form_begin(cx, rq, rs, text(cx, "%s/charge", page_of(cx, round.id)), false);
    field_date(out, rq, (DateField){ .name = "on", .legend = "When was it delivered?", .hint = "On that day it is owed", .stored = cx->today });
    field_text(out, rq, (TextInput){ .name = "cost", .label = "What does the supplier ask in all?", .label_classes = "govuk-label--s", .hint = "Without VAT", .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal", .value = money_table(cx, pence) + strlen("£") });
    return act_end(cx, &round, rs, out, text(cx, "Charge %s", money_table(cx, pence)), false);
}

static Error *charge_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *on = "";
    TRY(form_date(cx, rq, "on", "The day of delivery", &on));
    TRY(round_charge(cx, rq->id, on, form_text(rq, "cost")));
    return done(cx, rq, rs, "It is charged: each organisation’s share waits to be billed.");
}

/* ---- called off, taken back, answered ---- */

static Error *off_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Out *out;
    TRY(act_begin(cx, rq, rs, "", "Call it off?", &round, &out));
    if (!out) return OK;
    html(out, "<p class=\"govuk-body\">Nobody buys anything, and nobody pays. Everybody who was interested or committed is told with your reason. It cannot be opened again.</p>");
    form_begin(cx, rq, rs, text(cx, "%s/call-off", page_of(cx, round.id)), false);
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .rows = 3, .value = "" });
    return act_end(cx, &round, rs, out, "Call it off", true);
}

static Error *off_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_call_off(cx, rq->id, form_text(rq, "why")));
    return done(cx, rq, rs, "It is called off, and everybody concerned is told.");
}

static Error *lift_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Commitment *list;
    const Commitment *c = NULL;
    size_t n;
    Out *out;
    TRY(round_commitments(cx, rq->id, &list, &n));
    for (size_t i = 0; i < n; i++)
        if (list[i].id == rq->id2) c = &list[i];
    if (!c) return missing(cx, "commitment %ld of round %ld", (long)rq->id2, (long)rq->id);
    TRY(act_begin(cx, rq, rs, "charged", "Take back what was charged?", &round, &out));
    if (!out) return OK;
    if (c->lifted_at || !c->billed_at) {
        html(out, "<p class=\"govuk-body\">%s <a class=\"govuk-link\" href=\"%s\">Back to the purchase</a></p></div>", c->lifted_at ? "It was taken back already." : "It is not charged yet.", page_of(cx, round.id));
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">%s was charged %s for %s. It owes nothing for it then: what waits to be billed is withdrawn, and what is billed is to be credited. What the supplier asks stays as it is.</p>", c->organisation, money_table(cx, c->pence),
         round_count_words(cx, &round, c->allotted));
    form_begin(cx, rq, rs, text(cx, "%s/commitments/%ld/lift", page_of(cx, round.id), (long)c->id), false);
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .hint = "It stands on the credit note, such as: never delivered", .value = "" });
    return act_end(cx, &round, rs, out, "Take it back", true);
}

static Error *lift_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_lift(cx, rq->id, rq->id2, form_text(rq, "why")));
    return done(cx, rq, rs, "It is taken back.");
}

static Error *answer_show(Ctx *cx, const Request *rq, Response *rs)
{
    Round round = {0};
    Question *list;
    const Question *q = NULL;
    size_t n;
    TRY(round_find(cx, rq->id, &round));
    TRY(round_questions(cx, rq->id, &list, &n));
    for (size_t i = 0; i < n; i++)
        if (list[i].id == rq->id2) q = &list[i];
    if (!q) return missing(cx, "question %ld of round %ld", (long)rq->id2, (long)rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Answer a question", .frame = FRAME_OFFICE, .current = "rounds", .back = page_of(cx, round.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Answer a question</h1><p class=\"govuk-body\">%s asks: <b>%s</b></p>\n", round.title, q->organisation, q->words);
    form_begin(cx, rq, rs, text(cx, "%s/questions/%ld", page_of(cx, round.id), (long)q->id), false);
    field_textarea(out, rq, (Textarea){ .name = "answer", .label = "Your answer", .label_classes = "govuk-label--s", .hint = "Everybody reads it with the question, without who asked. Markdown", .rows = 5, .value = q->answer });
    return act_end(cx, &round, rs, out, "Answer", false);
}

static Error *answer_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_answer(cx, rq->id, rq->id2, form_text(rq, "answer")));
    return done(cx, rq, rs, "The answer stands on the purchase’s page.");
}

ROUTES(round_act_pages,
    FORM("/office/rounds/:id/open",                 BILL, open_show,    NULL, open_submit),
    FORM("/office/rounds/:id/specify",              BILL, specify_show, NULL, specify_submit),
    FORM("/office/rounds/:id/ask",                  BILL, ask_show,     NULL, ask_submit),
    FORM("/office/rounds/:id/extend",               BILL, extend_show,  NULL, extend_submit),
    FORM("/office/rounds/:id/close",                BILL, close_show,   NULL, close_submit),
    FORM("/office/rounds/:id/allot",                BILL, allot_show,   NULL, allot_submit),
    FORM("/office/rounds/:id/charge",               BILL, charge_show,  NULL, charge_submit),
    FORM("/office/rounds/:id/call-off",             BILL, off_show,     NULL, off_submit),
    FORM("/office/rounds/:id/commitments/:id/lift", BILL, lift_show,    NULL, lift_submit),
    FORM("/office/rounds/:id/questions/:id",        BILL, answer_show,  NULL, answer_submit),
);
