/* What is shown of a joint purchase, to whoever takes part and to the office. */
#include "rooms/money/rounds/round_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"

void round_status(Out *out, const Round *round, bool tiny)
{
    LyMeaning meaning = same(round->state, "commitment") ? LY_GOOD : one_of(round->state, "interest specification") ? LY_INFO : one_of(round->state, "proposed draft") ? LY_WARN : LY_QUIET;
    if (tiny) ly_status_tiny(out, meaning, round_state_words(round));
    else ly_status(out, meaning, round_state_words(round));
}

const char *round_until_words(Ctx *cx, const Round *round)
{
    if (same(round->state, "interest")) return text(cx, "Say by %s", date_words(cx, round->interest_until));
    return same(round->state, "commitment") ? text(cx, "Commit by %s", date_words(cx, round->commit_until)) : "";
}

const char *round_sum_words(Ctx *cx, const Round *round) { return text(cx, "%s, %s", round_count_words(cx, round, round->quantity), counted(cx, round->takers, "organisation", NULL)); }

const char *round_together_words(Ctx *cx, const Round *round)
{
    const char *sum = round_count_words(cx, round, round->quantity), *by = counted(cx, round->takers, "organisation", NULL);
    if (!round->price_pence) return text(cx, "%s are committed by %s so far. There is a price from %s on; with fewer, nobody buys and nobody pays.", sum, by, number_words(cx, round_least(&round->steps)));
    if (same(round->state, "commitment")) return text(cx, "%s are committed by %s: everybody pays %s for one. %s.", sum, by, money_words(cx, round->price_pence), round_next_words(cx, round));
    return text(cx, "%s were committed by %s: everybody pays %s for one.", sum, by, money_words(cx, round->price_pence));
}

void round_thermometer(Out *out, const Round *round)
{
    Ctx *cx = out->cx;
    LyStep steps[ROUND_TIERS_MOST];
    const RoundTier *next = round_next_tier(&round->steps, round->quantity);
    if (!round->steps.count) {
        html(out, "<p class=\"govuk-body ly-small\">What it costs, from how many on, is agreed with the supplier.</p>");
        return;
    }
    bool open = same(round->state, "commitment");
    for (size_t i = 0; i < round->steps.count; i++) {
        const RoundTier *tier = &round->steps.tiers[i];
        steps[i] = (LyStep){ tier->from_quantity, text(cx, "%s or more", number_words(cx, tier->from_quantity)), tier == next && open ? text(cx, "%s to go", round_count_words(cx, round, tier->from_quantity - round->quantity)) : NULL, money_words(cx, tier->pence) };
    }
    ly_thermometer(out, (LyThermometer){ .label = text(cx, "What one costs, from how many %s on", round->units), .number = round_bought(&round->steps, round->quantity), .steps = steps, .count = round->steps.count });
}

void round_terms(Out *out, const Round *round)
{
    Ctx *cx = out->cx;
    ly_facts_begin(out, false);
    ly_fact(out, "Supplier", blank(round->supplier) ? "Not chosen yet" : text(cx, "%s%s", round->supplier, round->local ? ", a local partner" : ""));
    ly_fact(out, "Interest until", *round->interest_until ? date_words(cx, round->interest_until) : "");
    ly_fact(out, "Commit by", *round->commit_until ? date_words(cx, round->commit_until) : "");
    ly_fact(out, "Smallest order", round->each_least > 1 ? round_count_words(cx, round, round->each_least) : "");
    if (round->supply) ly_fact(out, "Can be had", text(cx, "%s. Where more are wanted: %s", round_count_words(cx, round, round->supply), round_share_words(round)));
    if (*round->method && round->alone_pence)
        ly_fact(out, "Saving", text(cx, "Against %s: %s for one%s%s.", round_method_words(round->method), money_words(cx, round->alone_pence), blank(round->alone_source) ? "" : ". ", round->alone_source));
    ly_fact(out, "Who sees what", round->names_shown ? "Those who take part see each other, and how many each takes." : "You see the sum of all. How many you take, you and the office see.");
    if (*round->counts_on) ly_fact(out, "Delivered", date_words(cx, round->counts_on));
    ly_fact(out, "Proposed by", may(cx, READ_MONEY) || round->names_shown ? round->proposed_for : "");
    ly_facts_end(out);
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-2\">Prices are without VAT.</p>");
}

Error *round_takers_put(Out *out, const Round *round)
{
    Ctx *cx = out->cx;
    Commitment *list;
    size_t n;
    TRY(round_commitments(cx, round->id, &list, &n));
    ly_panel_begin(out, (LyPanel){ .title = "Who takes part", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Who takes part", .boxed = true, LY_COLUMNS({ .text = "Organisation" }, { .text = "Takes", .number = true }) });
    for (size_t i = 0; i < n && list[i].quantity; i++) html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\">%s</td></tr>\n", list[i].organisation, number_words(cx, list[i].quantity));
    ly_table_end(out);
    ly_panel_end(out);
    return OK;
}

void round_questions_put(Out *out, const Round *round, const Question *list, size_t count, bool office)
{
    Ctx *cx = out->cx;
    bool open = one_of(round->state, "interest specification commitment");
    if (!count && (!open || office)) return;
    ly_panel_begin(out, (LyPanel){ .title = "Questions and answers", .end_text = open && !office ? "Ask a question" : NULL, .end_href = open && !office ? text(cx, "/buying/%ld/ask", (long)round->id) : NULL });
    if (!count) html(out, "<p class=\"govuk-body ly-small\">Nobody has asked anything yet. Everybody reads the answers, and nobody who asked.</p>");
    for (size_t i = 0; i < count; i++) {
        html(out, "<h3 class=\"ly-h\">%s</h3>", list[i].words);
        if (office) html(out, "<p class=\"ly-small ly-quiet\">%s, %s</p>", list[i].organisation, date_words(cx, date_of(cx, list[i].asked_at)));
        if (*list[i].answer) html_markdown(out, list[i].answer, 3);
        else if (!office) html(out, "<p class=\"govuk-body ly-quiet\">Not answered yet.</p>");
        if (office && may(cx, BILL)) html(out, "<p class=\"govuk-body ly-small\"><a class=\"govuk-link\" href=\"/office/rounds/%ld/questions/%ld\">%s<span class=\"govuk-visually-hidden\">: %s</span></a></p>", (long)round->id, (long)list[i].id, *list[i].answer ? "Change the answer" : "Answer", list[i].words);
    }
    ly_panel_end(out);
}
