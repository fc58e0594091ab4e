/* Joint purchases in the office: all of them, and one with everybody who takes part. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_pages.h"

extern const RouteList round_office_pages;

/* ---- all ---- */

static RoundsOf shown_of(const Request *rq) { return same(query_value(rq, "show"), "over") ? ROUNDS_OVER : same(query_value(rq, "show"), "all") ? ROUNDS_ALL : ROUNDS_RUNNING; }

static void table_put(Out *out, const Round *list, size_t count)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Joint purchases", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "State" }, { .text = "Until" }, { .text = "Committed" }, { .text = "Price", .number = true }) });
    for (size_t i = 0; i < count; i++) {
        const Round *r = &list[i];
        const char *until = round_until_words(cx, r);
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/office/rounds/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"State\">", (long)r->id, r->title,
             !blank(r->supplier) ? r->supplier : !blank(r->proposed_for) ? text(cx, "Proposed by %s", r->proposed_for) : "No supplier yet");
        round_status(out, r, true);
        html(out, "</td><td class=\"ly-nowrap\" data-label=\"Until\">%s</td><td data-label=\"Committed\">%s</td><td class=\"ly-num\" data-label=\"Price\">%s</td></tr>\n", *until ? until : r->ended_at ? date_words(cx, date_of(cx, r->ended_at)) : "–", r->takers ? round_sum_words(cx, r) : "–",
             r->price_pence ? money_words(cx, r->price_pence) : "–");
    }
    ly_table_end(out);
    ly_panel_end(out);
    if (count == ROUNDS_MOST) html(out, "<p class=\"ly-small\">The first %d are shown.</p>\n", ROUNDS_MOST);
}

static Error *rounds_show(Ctx *cx, const Request *rq, Response *rs)
{
    RoundsOf of = shown_of(rq);
    Round *list;
    size_t n;
    TRY(rounds_list(cx, of, &list, &n));
    const LyTab tabs[] = { { "Running", "/office/rounds", 0, of == ROUNDS_RUNNING }, { "Over", "/office/rounds?show=over", 0, of == ROUNDS_OVER }, { "All", "/office/rounds?show=all", 0, of == ROUNDS_ALL } };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Joint purchases", .frame = FRAME_OFFICE, .current = "rounds", .wide = true });
    ly_head_begin(out, "Joint purchases");
    ly_head_buttons(out);
    if (may(cx, BILL)) ly_small_button(out, "New purchase", "/office/rounds/new", true);
    ly_small_button(out, "Savings", "/office/rounds/savings", false);
    ly_sheet_buttons(out, text(cx, "/office/rounds.csv?show=%s", of == ROUNDS_OVER ? "over" : of == ROUNDS_ALL ? "all" : "running"));
    ly_head_end(out, true);
    ly_tabs(out, "Which", tabs, COUNT(tabs));
    if (n) table_put(out, list, n);
    else ly_empty(out, (LyEmpty){ .title = of == ROUNDS_OVER ? "None is over yet" : "No joint purchase is running", .words = "Something that several need is bought together: who is interested, what exactly it is, who commits to how many at a price that falls with the number.",
                                  .act = may(cx, BILL) ? "Begin one" : NULL, .act_href = may(cx, BILL) ? "/office/rounds/new" : NULL, .plain = of == ROUNDS_OVER });
    page_end(rs);
    return OK;
}

static Error *rounds_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Purchase", "Supplier", "Local", "State", "Interest until", "Commit by", "Committed", "Organisations", "Price of one", "One alone", "Delivered", "Supplier asks", "Why it was called off" };
    Round *list;
    size_t n;
    Sheet sheet;
    TRY(rounds_list(cx, shown_of(rq), &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Round *r = &list[i];
        sheet_text(&sheet, r->title), sheet_text(&sheet, r->supplier), sheet_text(&sheet, r->local ? "yes" : "no"), sheet_text(&sheet, r->state), sheet_date(&sheet, r->interest_until), sheet_date(&sheet, r->commit_until);
        sheet_int(&sheet, r->quantity), sheet_int(&sheet, r->takers), sheet_pence(&sheet, r->price_pence), sheet_pence(&sheet, r->alone_pence), sheet_date(&sheet, r->counts_on), sheet_pence(&sheet, r->cost_pence), sheet_text(&sheet, r->ended_why);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "joint-purchases");
}

/* ---- one ---- */

static void acts_put(Out *out, const Round *round)
{
    static const struct { const char *state, *text, *path; bool first; } acts[] = {
        { "proposed", "Take it up", "change", true },        { "draft", "Change", "change", false },          { "draft", "Ask for commitments", "ask", false }, { "draft", "Ask who is interested", "open", true },
        { "interest", "Change", "change", false },           { "interest", "Ask for commitments", "ask", false }, { "interest", "End interest", "specify", true }, { "specification", "Change", "change", false },
        { "specification", "Ask for commitments", "ask", true }, { "commitment", "Give more time", "extend", false }, { "commitment", "Close", "close", true },  { "closed", "Allot", "allot", true },
        { "allotted", "Charge", "charge", true },
    };
    Ctx *cx = out->cx;
    const char *here = text(cx, "/office/rounds/%ld", (long)round->id);
    if (!may(cx, BILL) || !round_can_end(round)) return;
    ly_small_button(out, same(round->state, "proposed") ? "Decline" : "Call off", text(cx, "%s/call-off", here), false);
    for (size_t i = 0; i < COUNT(acts); i++)
        if (same(acts[i].state, round->state)) ly_small_button(out, acts[i].text, text(cx, "%s/%s", here, acts[i].path), acts[i].first);
}

static void interest_put(Out *out, const Round *round, const InterestRow *list, size_t count)
{
    Ctx *cx = out->cx;
    int64_t sum = 0;
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = "Interest", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Who said what", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Organisation" }, { .text = "Note" }, { .text = "Roughly", .number = true }) });
    for (size_t i = 0; i < count; i++) {
        sum += list[i].quantity;
        html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s, %s</span></span></th><td data-label=\"Note\">%s</td><td class=\"ly-num\" data-label=\"Roughly\">%s</td></tr>\n", list[i].organisation, list[i].person, date_words(cx, date_of(cx, list[i].said_at)),
             blank(list[i].note) ? "–" : list[i].note, list[i].quantity ? number_words(cx, list[i].quantity) : "None");
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Together</th><td></td><td class=\"ly-num\" data-label=\"Roughly\"><b>%s</b></td></tr>\n", number_words(cx, sum));
    ly_table_foot_end(out);
    ly_panel_end(out);
    (void)round;
}

static void commitment_row(Out *out, const Round *round, const Commitment *c)
{
    Ctx *cx = out->cx;
    const bool allotted = one_of(round->state, "allotted charged");
    html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s, %s%s%s</span></span></th><td class=\"ly-num\" data-label=\"Takes\">%s</td><td class=\"ly-num\" data-label=\"Gets\">%s</td><td class=\"ly-num\" data-label=\"Pays\">%s</td>", c->organisation,
         c->person, date_words(cx, date_of(cx, c->changed_at)), blank(c->purchase_order) ? "" : ", order ", c->purchase_order, c->quantity ? number_words(cx, c->quantity) : "Withdrawn", allotted && c->quantity ? number_words(cx, c->allotted) : "–",
         !c->quantity || !round->price_pence ? "–" : money_table(cx, allotted ? c->pence : c->quantity * round->price_pence));
    html(out, "<td class=\"ly-num\" data-label=\"Saves\">%s</td><td>", !c->quantity || !round->price_pence ? "–" : same(round->state, "charged") ? saved_words(cx, c->saved_pence) : saved_words(cx, (c->alone_pence - round->price_pence) * (allotted ? c->allotted : c->quantity)));
    if (c->lifted_at) ly_status_tiny(out, LY_WARN, "Taken back");
    else if (c->billed_at && may(cx, BILL)) html(out, "<a class=\"govuk-link\" href=\"/office/rounds/%ld/commitments/%ld/lift\">Take back<span class=\"govuk-visually-hidden\"> what %s was charged</span></a>", (long)round->id, (long)c->id, c->organisation);
    html(out, "</td></tr>\n");
}

static void commitments_put(Out *out, const Round *round, const Commitment *list, size_t count)
{
    Ctx *cx = out->cx;
    int64_t pence = 0, given = 0;
    if (!count) return;
    for (size_t i = 0; i < count; i++) given += list[i].allotted, pence += one_of(round->state, "allotted charged") ? list[i].pence : list[i].quantity * round->price_pence;
    html(out, "<section class=\"ly-panel ly-panel--flush\"><div class=\"ly-panel__head\"><h2 class=\"ly-h\">Commitments</h2><span class=\"ly-end\">");
    ly_sheet_links(out, text(cx, "/office/rounds/%ld/commitments.csv", (long)round->id));
    html(out, "</span></div>");
    ly_table_begin(out, (LyTable){ .caption = "Commitments, in the order in which they came", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Organisation" }, { .text = "Takes", .number = true }, { .text = "Gets", .number = true }, { .text = "Pays", .number = true }, { .text = "Saves", .number = true }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < count; i++) commitment_row(out, round, &list[i]);
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Together</th><td class=\"ly-num\" data-label=\"Takes\"><b>%s</b></td><td class=\"ly-num\" data-label=\"Gets\"><b>%s</b></td><td class=\"ly-num\" data-label=\"Pays\"><b>%s</b></td><td></td><td></td></tr>\n", number_words(cx, round->quantity),
         one_of(round->state, "allotted charged") ? number_words(cx, given) : "–", money_table(cx, pence));
    ly_table_foot_end(out);
    ly_panel_end(out);
}

static void changes_put(Out *out, const Round *round, const Change *list, size_t count)
{
    Ctx *cx = out->cx;
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = "How it moved" });
    ly_history_begin(out);
    for (size_t i = 0; i < count; i++) {
        const Change *c = &list[i];
        const char *what = !c->quantity ? text(cx, "%s withdrew %s", c->organisation, number_words(cx, c->was)) : c->was ? text(cx, "%s changed %s to %s", c->organisation, number_words(cx, c->was), number_words(cx, c->quantity))
                                                                                            : text(cx, "%s took %s", c->organisation, round_count_words(cx, round, c->quantity));
        ly_happened(out, what, c->person, moment_words(cx, c->made_at), text(cx, "%s together%s%s", number_words(cx, c->together), c->price_pence ? ", one costs everybody " : ", too few for a price", c->price_pence ? money_words(cx, c->price_pence) : ""));
    }
    ly_history_end(out);
    ly_panel_end(out);
    if (count == 100) html(out, "<p class=\"ly-small\">The latest 100.</p>\n");
}

typedef struct { Round round; InterestRow *interests; Commitment *commitments; Change *changes; Question *questions; size_t interest_count, commitment_count, change_count, question_count; } Look;

static Error *look_at(Ctx *cx, int64_t id, Look *look)
{
    TRY(round_find(cx, id, &look->round));
    TRY(round_interests(cx, id, &look->interests, &look->interest_count));
    TRY(round_commitments(cx, id, &look->commitments, &look->commitment_count));
    TRY(round_changes(cx, id, 0, &look->changes, &look->change_count));
    return round_questions(cx, id, &look->questions, &look->question_count);
}

static void says_put(Out *out, const Round *round)
{
    Ctx *cx = out->cx;
    if (same(round->state, "called off")) ly_note(out, LY_WARN, text(cx, "Called off: %s", round->ended_why));
    if (same(round->state, "proposed")) ly_note(out, LY_INFO, text(cx, "%s proposed it: %s Take it up by filling in what is missing, or decline with a reason.", round->proposed_for, round->what));
    if (one_of(round->state, "commitment closed allotted charged")) html(out, "<p class=\"govuk-body\"><b>%s</b></p>", round_together_words(cx, round));
    if (same(round->state, "charged")) html(out, "<p class=\"govuk-body\">%s asks %s, delivered on %s. Each organisation’s share waits to be billed.</p>", round->supplier, money_table(cx, round->cost_pence), date_words(cx, round->counts_on));
    const char *lacks = one_of(round->state, "draft interest specification") ? round_lacks(cx, round) : NULL;
    if (lacks) ly_note(out, LY_INFO, text(cx, "Before commitments can be asked for, say %s.", lacks));
}

static Error *round_show(Ctx *cx, const Request *rq, Response *rs)
{
    Look look = {0};
    TRY(look_at(cx, rq->id, &look));
    const Round *round = &look.round;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = round->title, .frame = FRAME_OFFICE, .current = "rounds", .wide = true, CRUMBS({ "Joint purchases", "/office/rounds" }, { round->title, NULL }) });
    ly_head_begin(out, round->title);
    round_status(out, round, false);
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", round_until_words(cx, round));
    ly_head_buttons(out);
    acts_put(out, round);
    ly_head_end(out, true);
    says_put(out, round);
    html(out, "<div class=\"ly-split ly-split--wide\"><div>");
    commitments_put(out, round, look.commitments, look.commitment_count);
    interest_put(out, round, look.interests, look.interest_count);
    round_questions_put(out, round, look.questions, look.question_count, true);
    if (!blank(round->specification)) {
        ly_panel_begin(out, (LyPanel){ .title = "What exactly it is" });
        html_markdown(out, round->specification, 2);
        ly_panel_end(out);
    }
    html(out, "</div><div>");
    ly_panel_begin(out, (LyPanel){ .title = "What one costs" });
    round_thermometer(out, round);
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "Terms" });
    round_terms(out, round);
    ly_panel_end(out);
    changes_put(out, round, look.changes, look.change_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *commitments_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Organisation", "Committed", "Allotted", "Price of one", "To pay", "One alone", "Reckoned against", "Expected saving", "Saved", "Purchase order", "By", "Changed on" };
    Round round = {0};
    Commitment *list;
    size_t n;
    Sheet sheet;
    TRY(round_find(cx, rq->id, &round));
    TRY(round_commitments(cx, rq->id, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Commitment *c = &list[i];
        sheet_text(&sheet, c->organisation), sheet_int(&sheet, c->quantity), sheet_int(&sheet, c->allotted), sheet_pence(&sheet, round.price_pence), sheet_pence(&sheet, c->pence), sheet_pence(&sheet, c->alone_pence);
        sheet_text(&sheet, saving_against_words(c->alone_why)), sheet_pence(&sheet, c->estimate_pence), sheet_pence(&sheet, c->saved_pence), sheet_text(&sheet, c->purchase_order), sheet_text(&sheet, c->person), sheet_date(&sheet, date_of(cx, c->changed_at));
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "commitments");
}

ROUTES(round_office_pages,
    GET  ("/office/rounds",                 READ_MONEY, rounds_show),
    SHEET("/office/rounds",                 READ_MONEY, rounds_sheet),
    GET  ("/office/rounds/:id",             READ_MONEY, round_show),
    SHEET("/office/rounds/:id/commitments", READ_MONEY, commitments_sheet),
);
