/* Buying together, as a school, a department or a partner sees it: what is open, one of it, and what they said and took. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_pages.h"

extern const RouteList round_our_pages;

static bool is_over(const Round *round) { return !round_can_end(round); }

/* ---- all ---- */

static const char *ours_words(Ctx *cx, const OurRound *r)
{
    const Round *round = &r->round;
    if (r->committed && round->closed_at) return text(cx, "You committed to %s", round_count_words(cx, round, r->committed));
    if (r->committed) return text(cx, "You take %s: %s as it stands", round_count_words(cx, round, r->committed), round->price_pence ? money_words(cx, r->committed * round->price_pence) : "no price yet");
    if (r->said) return r->interest ? text(cx, "You would take roughly %s", round_count_words(cx, round, r->interest)) : "Not for you, you said";
    return round->proposed_by == cx->who->organisation_id ? "You proposed it" : one_of(round->state, "interest commitment") ? "You have not said anything yet" : "";
}

static void round_card(Out *out, const OurRound *r)
{
    Ctx *cx = out->cx;
    const Round *round = &r->round;
    const char *until = round_until_words(cx, round), *mine = ours_words(cx, r);
    html(out, "<section class=\"ly-panel\"><div class=\"ly-panel__head\"><h2 class=\"ly-h\"><a class=\"govuk-link\" href=\"/buying/%ld\">%s</a></h2>", (long)round->id, round->title);
    round_status(out, round, false);
    html(out, "</div>");
    if (*round->what) html(out, "<p class=\"govuk-body\">%s</p>", round->what);
    if (same(round->state, "commitment")) html(out, "<p class=\"govuk-body\"><b>%s</b></p>", round_together_words(cx, round));
    if (same(round->state, "commitment") && round->steps.count) ly_meter(out, round->quantity, round->steps.tiers[round->steps.count - 1].from_quantity, true);
    html(out, "<p class=\"ly-small ly-quiet\">");
    if (*until) html(out, "%s. ", until);
    if (*mine) html(out, "%s.", mine);
    html(out, "</p></section>\n");
}

static void over_table(Out *out, const OurRound *list, size_t count)
{
    Ctx *cx = out->cx;
    size_t over = 0;
    for (size_t i = 0; i < count; i++) over += is_over(&list[i].round);
    if (!over) return;
    ly_panel_begin(out, (LyPanel){ .title = "Over", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Joint purchases that are over", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Supplier" }, { .text = "You got", .number = true }, { .text = "You paid", .number = true }, { .text = "State" }) });
    for (size_t i = 0; i < count; i++) {
        const OurRound *r = &list[i];
        if (!is_over(&r->round)) continue;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/buying/%ld\">%s</a></th><td data-label=\"Supplier\">%s</td><td class=\"ly-num\" data-label=\"You got\">%s</td><td class=\"ly-num\" data-label=\"You paid\">%s</td><td data-label=\"State\">",
             (long)r->round.id, r->round.title, blank(r->round.supplier) ? "–" : r->round.supplier, r->allotted ? number_words(cx, r->allotted) : "–", r->allotted ? money_table(cx, r->pence) : "–");
        ly_status_tiny(out, LY_QUIET, round_state_words(&r->round));
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *rounds_show(Ctx *cx, const Request *rq, Response *rs)
{
    OurRound *list;
    size_t n, open = 0;
    TRY(rounds_ours(cx, cx->who->organisation_id, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Buying together", .frame = FRAME_PUBLIC, .current = "buying", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Buying together</h1><span class=\"ly-quiet\">%s</span><div class=\"ly-buttons\">", cx->who->organisation);
    ly_small_button(out, "Your savings", "/buying/savings", false);
    ly_small_button(out, "Propose a purchase", "/buying/propose", true);
    html(out, "</div></div>\n");
    page_tabs(out, "buying");
    html(out, "<p class=\"govuk-body-l\">What several of us need costs less when we buy it together. One price holds for all, and it falls the more are committed.</p>\n");
    for (size_t i = 0; i < n; i++)
        if (!is_over(&list[i].round)) round_card(out, &list[i]), open++;
    if (!open) ly_empty(out, (LyEmpty){ .title = "Nothing is bought together now", .words = "When the partnership opens a joint purchase, you are told and find it here. What would you like to buy with others?", .act = "Propose a purchase", .act_href = "/buying/propose", .plain = n != 0 });
    over_table(out, list, n);
    page_end(rs);
    return OK;
}

/* ---- one ---- */

typedef struct { Round round; Commitment ours; Interest interest; InterestSum sum; bool committed, said; } Look;

static void committed_panel(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    const Round *round = &look->round;
    const Commitment *c = &look->ours;
    const int64_t price = round->price_pence, most = round_most_price(&round->steps), got = c->pence || c->allotted ? c->allotted : c->quantity;
    const bool allotted = one_of(round->state, "allotted charged");
    ly_sum_begin(out);
    if (allotted && c->allotted < c->quantity) ly_sum_row(out, text(cx, "You had committed to %s; more were wanted than could be had", number_words(cx, c->quantity)), "", false);
    if (price) ly_sum_row(out, text(cx, "%s at %s", round_count_words(cx, round, allotted ? got : c->quantity), money_words(cx, price)), money_table(cx, allotted ? c->pence : c->quantity * price), true);
    else ly_sum_row(out, round_count_words(cx, round, c->quantity), "No price yet", true);
    if (same(round->state, "commitment") && most != price) ly_sum_row(out, text(cx, "At most, at %s", money_words(cx, most)), money_table(cx, c->quantity * most), false);
    if (same(round->state, "charged")) ly_sum_row(out, text(cx, "Saved against %s alone", money_words(cx, c->alone_pence)), saved_words(cx, c->saved_pence), false);
    else if (price) ly_sum_row(out, text(cx, "Saved as it stands, against %s alone", money_words(cx, c->alone_pence)), saved_words(cx, (c->alone_pence - price) * (allotted ? got : c->quantity)), false);
    ly_sum_end(out);
    if (*c->purchase_order) html(out, "<p class=\"ly-small\">Purchase order: %s</p>", c->purchase_order);
    if (c->lifted_at) html(out, "<p class=\"ly-small\">You owe nothing for it after all: %s</p>", c->lifted_why);
}

static void not_for_us(Out *out, const Request *rq, Response *rs, const Look *look)
{
    Ctx *cx = out->cx;
    if (look->said && !look->interest.quantity) return;
    form_begin(cx, rq, rs, text(cx, "/buying/%ld/not-for-us", (long)look->round.id), false);
    govuk_button(out, (Button){ .text = "Not for us", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>");
}

static void our_panel(Out *out, const Request *rq, Response *rs, const Look *look)
{
    Ctx *cx = out->cx;
    const Round *round = &look->round;
    const char *here = text(cx, "/buying/%ld", (long)round->id);
    const bool supplies = round->supplier_id && round->supplier_id == cx->who->organisation_id, commits = same(round->state, "commitment"), asks = same(round->state, "interest");
    ly_panel_begin(out, (LyPanel){ .title = cx->who->organisation, .tone = LY_MIST });
    if (supplies) html(out, "<p class=\"govuk-body ly-small\">You supply it, so you do not take part.</p>");
    else if (look->committed) committed_panel(out, look);
    else if (look->said && look->interest.quantity) html(out, "<p class=\"govuk-body\">You would take roughly <b>%s</b>. That binds nobody.</p>", round_count_words(cx, round, look->interest.quantity));
    else if (look->said) html(out, "<p class=\"govuk-body\">You said that it is not for you.</p>");
    else if (commits || asks) html(out, "<p class=\"govuk-body\">%s</p>", commits ? "You have not committed to anything." : "Would you take some? Roughly how many is enough, and it binds nobody.");
    else html(out, "<p class=\"govuk-body\">You take no part in it.</p>");
    if (!supplies && (commits || asks)) {
        html(out, "<div class=\"ly-stack\">");
        if (commits && strcmp(round->commit_until, cx->today) < 0) html(out, "<p class=\"ly-small\">The last day to commit was %s. It is being closed.</p>", date_words(cx, round->commit_until));
        else if (commits) {
            govuk_button(out, (Button){ .text = look->committed ? "Change how many you take" : "Say how many you take", .href = text(cx, "%s/commit", here) });
            if (look->committed) html(out, "<a class=\"govuk-link\" href=\"%s\">Withdraw</a>", text(cx, "%s/withdraw", here));
        } else if (strcmp(round->interest_until, cx->today) >= 0) govuk_button(out, (Button){ .text = look->said ? "Change what you said" : "Say roughly how many", .href = text(cx, "%s/interest", here) });
        if (!look->committed) not_for_us(out, rq, rs, look);
        html(out, "</div>");
    }
    const char *until = round_until_words(cx, round);
    if (*until) html(out, "<p class=\"ly-small ly-quiet\">%s.%s</p>", until, commits ? " Until then you can change it or withdraw; then it binds." : "");
    ly_panel_end(out);
}

static Error *look_at(Ctx *cx, int64_t id, Look *look)
{
    TRY(round_seen(cx, id, &look->round));
    TRY(round_commitment_of(cx, id, cx->who->organisation_id, &look->ours, &look->committed));
    TRY(round_interest_of(cx, id, cx->who->organisation_id, &look->interest, &look->said));
    look->committed = look->committed && look->ours.quantity;
    return round_interest_sum(cx, id, &look->sum);
}

static void said_put(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    const Round *round = &look->round;
    if (same(round->state, "called off")) {
        ly_note(out, LY_WARN, text(cx, "It was called off: %s", round->ended_why));
        return;
    }
    if (same(round->state, "proposed") || same(round->state, "draft")) ly_note(out, LY_INFO, "You proposed it. The partnership looks whether others want it, too, and tells you when it opens.");
    if (same(round->state, "interest") || same(round->state, "specification"))
        html(out, "<p class=\"govuk-body\"><b>%s would take roughly %s.</b>%s</p>", capital(cx, counted(cx, look->sum.organisations, "organisation", NULL)), round_count_words(cx, round, look->sum.quantity),
             same(round->state, "specification") ? " What exactly it is, and what it costs, is being agreed." : "");
    if (one_of(round->state, "commitment closed allotted charged")) html(out, "<p class=\"govuk-body\"><b>%s</b></p>", round_together_words(cx, round));
}

static Error *round_show(Ctx *cx, const Request *rq, Response *rs)
{
    Look look = {0};
    Question *questions;
    size_t n;
    TRY(look_at(cx, rq->id, &look));
    TRY(round_questions(cx, rq->id, &questions, &n));
    const Round *round = &look.round;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = round->title, .frame = FRAME_PUBLIC, .current = "buying", .wide = true, CRUMBS({ "Buying together", "/buying" }) });
    html(out, "<div class=\"ly-split ly-split--right ly-split--ahead\"><div><h1 class=\"govuk-heading-l\">%s</h1><p>", round->title);
    round_status(out, round, false);
    html(out, "</p>");
    if (*round->what) html(out, "<p class=\"govuk-body-l\">%s</p>", round->what);
    said_put(out, &look);
    html(out, "</div>\n<aside>");
    our_panel(out, rq, rs, &look);
    ly_panel_begin(out, (LyPanel){ .title = "What one costs" });
    round_thermometer(out, round);
    ly_panel_end(out);
    html(out, "</aside>\n<div>");
    if (!blank(round->specification)) {
        ly_panel_begin(out, (LyPanel){ .title = "What exactly it is" });
        html_markdown(out, round->specification, 2);
        ly_panel_end(out);
    }
    ly_panel_begin(out, (LyPanel){ .title = "Terms" });
    round_terms(out, round);
    ly_panel_end(out);
    if (round->names_shown && look.committed) TRY(round_takers_put(out, round));
    round_questions_put(out, round, questions, n, false);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *not_for_us_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(round_not_for_us(cx, rq->id));
    rs->flash = "We ask you no more about it.";
    return redirect(rs, "/buying");
}

ROUTES(round_our_pages,
    GET ("/buying",                BUY_TOGETHER, rounds_show),
    GET ("/buying/:id",            BUY_TOGETHER, round_show),
    POST("/buying/:id/not-for-us", BUY_TOGETHER, NULL, not_for_us_submit),
);
