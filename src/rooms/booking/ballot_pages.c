/* A ballot as everybody sees it: how it works, what came of it, and the log; and what a school and the office may still say before it closes. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/ballot.h"
#include "rooms/booking/ballot_pages.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/members/permission.h"
#include "rooms/programme/school_cap.h"

typedef struct {
    Event        event;
    EventBallot  ballot;
    BallotCounts counts;
    SchoolCap    cap;
    BallotRow   *ours, *all;
    size_t       our_count, all_count;
    bool         open, drawn, books;
} BallotPage;

static Error *ballot_load(Ctx *cx, int64_t event_id, BallotPage *page)
{
    bool is;
    TRY(event_find(cx, event_id, &page->event));
    if (!event_visible(cx, &page->event)) return missing(cx, "event %ld is a draft", (long)event_id);
    TRY(event_ballot_find(cx, event_id, &page->ballot, &is));
    if (!is) return missing(cx, "event %ld has no ballot", (long)event_id);
    TRY(school_cap_now(cx, &page->event, &page->cap));
    TRY(ballot_counts(cx, event_id, &page->counts));
    TRY(ballot_rows_ours(cx, event_id, &page->ours, &page->our_count));
    page->drawn = page->ballot.drawn_at;
    page->open = !page->drawn && event_ballot_ends(&page->event, &page->ballot) > cx->now;
    page->books = may(cx, BOOK_PLACES) && cx->who->organisation_id;
    return page->drawn ? ballot_rows_all(cx, event_id, &page->all, &page->all_count) : OK;
}

static const char *held_when(Ctx *cx, const Event *event) { return held_words(cx, event->starts_on, event->starts_at, event->ends_at, event->session_count); }

/* ---- the parts ---- */

static void rounds(Out *out, const BallotPage *page)
{
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">How places are drawn</h2>\n<ol class=\"govuk-list govuk-list--number\">"
              "<li>It goes in rounds. In each round a school gets one place at most, so every school has its first before any has its second.</li>"
              "<li>Inside a school its own order of wishes holds. People who come for themselves take turns together, as one school would.</li>"
              "<li>Where a round has fewer places than schools, those with the greater need come first. The office says which, with its reason, before the ballot closes.</li>"
              "<li>Then those who had fewer places in the twelve months before, for the number of their pupils.</li>"
              "<li>Then the lot, from a number that nobody knows before.</li>");
    if (page->cap.places) html(out, "<li>One school gets %s at most.</li>", counted(out->cx, page->cap.places, "place", NULL));
    html(out, "</ol>\n<p class=\"govuk-body\">Whoever gets no place is on the waiting list, in the same order.</p>\n");
}

static void ours_row(Out *out, const Request *rq, Response *rs, const BallotPage *page, const BallotRow *row, size_t place)
{
    Ctx *cx = out->cx;
    html(out, "<li class=\"ly-row ly-row--apart\"><div><a class=\"govuk-link\" href=\"/registrations/%ld\"><b>%s</b></a>", (long)row->registration_id, row->name);
    if (row->turn) html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-0\">Turn %ld. %s.</p>", (long)row->turn, ballot_words(cx, row, &page->counts, page->cap.places));
    html(out, "</div><div class=\"ly-row\">");
    registration_status(out, row->state);
    bool ours = page->books && row->organisation_id == cx->who->organisation_id;
    if (page->open && ours && place) {
        form_begin(cx, rq, rs, text(cx, "/registrations/%ld/wish-first", (long)row->registration_id), false);
        govuk_button(out, (Button){ .text = text(cx, "Put %s first", first_name(cx, row->name)), .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
    }
    html(out, "</div></li>\n");
}

static void ours(Out *out, const Request *rq, Response *rs, const BallotPage *page)
{
    if (!page->our_count) return;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n", page->books ? "Your school’s wishes" : "What you asked for");
    if (page->open && page->books && page->our_count > 1) html(out, "<p class=\"govuk-body\">In this order your school’s turns go to them.</p>\n");
    ly_panel_begin(out, (LyPanel){0});
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < page->our_count; i++) ours_row(out, rq, rs, page, &page->ours[i], i);
    html(out, "</ul>");
    ly_panel_end(out);
}

/* Schools are numbered in the order of their first turn: names are nobody's to read but their own. */
static size_t school_number(const BallotPage *page, size_t at)
{
    size_t number = 1;
    for (size_t i = 0; i < page->all_count; i++) {
        bool before = false;
        for (size_t k = 0; k < i && !before; k++) before = page->all[k].organisation_id == page->all[i].organisation_id;
        if (page->all[i].organisation_id == page->all[at].organisation_id) return number;
        number += !before;
    }
    return number;
}

static void result(Out *out, const BallotPage *page)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Every turn</h2>\n");
    ly_table_begin(out, (LyTable){ .caption = "Turns of the ballot, first to last", .phone = true,
        LY_COLUMNS({ .text = "Turn", .number = true }, { .text = "School" }, { .text = "Round", .number = true }, { .text = "Outcome" }, { .text = "Why" }) });
    for (size_t i = 0; i < page->all_count; i++) {
        const BallotRow *row = &page->all[i];
        const char *school = row->organisation_id ? text(cx, "School %zu%s", school_number(page, i), page->books && row->organisation_id == cx->who->organisation_id ? ", yours" : "") : "For themself";
        html(out, "<tr><th scope=\"row\" class=\"ly-num\">%ld</th><td class=\"ly-nowrap\" data-label=\"School\">%s</td><td class=\"ly-num\" data-label=\"Round\">%ld</td><td data-label=\"Outcome\">", (long)row->turn, school, (long)row->round);
        ly_status_tiny(out, row->placed ? LY_GOOD : LY_INFO, row->placed ? "Place" : "Waiting list");
        html(out, "</td><td data-label=\"Why\">%s</td></tr>\n", ballot_words(cx, row, &page->counts, page->cap.places));
    }
    ly_table_end(out);
    if ((int64_t)page->all_count < page->counts.entries) html(out, "<p class=\"govuk-body-s\">The first %zu turns. The log has all %ld.</p>", page->all_count, (long)page->counts.entries);
}

static void proof(Out *out, const BallotPage *page)
{
    ly_panel_begin(out, (LyPanel){ .title = "Nobody chooses the result", .tone = LY_MIST });
    html(out, "<p class=\"ly-small\">The lot comes from a number that was made when the ballot was set up, and that nobody could change or know before.</p>");
    govuk_details_begin(out, (Details){ .summary = "How to check this", .classes = "govuk-!-margin-bottom-0" });
    html(out, "<p class=\"ly-small\">%s</p><p class=\"ly-small\"><b>Hash (SHA-256)</b><br><code class=\"govuk-!-text-break-word\">%s</code></p>",
         page->drawn ? "The number is the seed. Its hash stood here from the first day, so it could not be changed; now that it is known, anybody may compute the result again."
                     : "The number is the seed. This is its hash: the number itself is published with the result, and cannot be another.", page->ballot.commitment);
    if (page->drawn) {
        html(out, "<p class=\"ly-small\"><b>Seed</b><br><code class=\"govuk-!-text-break-word\">%s</code></p>", page->ballot.seed);
        html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"/events/%ld/ballot.txt\">The log of the ballot</a> has every entry, with numbers for people and schools. With it, <code>lyceum ballot verify FILE</code> computes the result again.</p>",
             (long)page->event.id);
    }
    govuk_details_end(out);
    ly_panel_end(out);
}

static void when_panel(Out *out, const BallotPage *page)
{
    Ctx *cx = out->cx;
    const char *ends = moment_words(cx, event_ballot_ends(&page->event, &page->ballot)), *ask = page->books ? "Ask for places" : "Ask for a place";
    ly_panel_begin(out, (LyPanel){ .title = page->drawn ? "Drawn" : page->open ? ask : "Being drawn" });
    ly_facts_begin(out, false);
    ly_fact(out, page->open ? "Ask until" : "Closed", ends);
    ly_fact(out, "Places", number_words(cx, page->drawn ? page->counts.placed : page->event.places - page->event.taken));
    ly_fact(out, "Asked", text(cx, "%s from %s", counted(cx, page->counts.entries, "person", "people"), counted(cx, page->counts.schools, "school", NULL)));
    ly_facts_end(out);
    if (page->open) govuk_button(out, (Button){ .text = ask, .href = text(cx, "/events/%ld/book", (long)page->event.id) });
    ly_panel_end(out);
}

static Error *ballot_page(Ctx *cx, const Request *rq, Response *rs)
{
    BallotPage page = {0};
    TRY(ballot_load(cx, rq->id, &page));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Ballot: %s", page.event.title), .frame = FRAME_PUBLIC, .current = "programme", .back = text(cx, "/events/%ld", (long)rq->id), .wide = true });
    rs->fresh_until = page.open ? event_ballot_ends(&page.event, &page.ballot) : 0;
    html(out, "<div class=\"ly-split ly-split--right\"><div>\n<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s</h1>\n", page.drawn ? "The places are drawn" : "Places by ballot");
    html(out, "<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>: %s, %s.</p>\n", (long)rq->id, page.event.title, held_when(cx, &page.event), held_where(cx, page.event.format, page.event.place));
    ours(out, rq, rs, &page);
    if (page.drawn && page.all_count) result(out, &page);
    if (page.drawn && !page.all_count) ly_empty(out, (LyEmpty){ .title = "Nobody asked for a place", .words = "Its places are booked like those of any other event.", .act = "See the event", .act_href = text(cx, "/events/%ld", (long)rq->id), .plain = true });
    rounds(out, &page);
    html(out, "</div><aside class=\"ly-sticky\" aria-label=\"About this ballot\">");
    when_panel(out, &page);
    proof(out, &page);
    html(out, "</aside></div>");
    page_end(rs);
    return OK;
}

static Error *ballot_log(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    const char *log;
    TRY(event_find(cx, rq->id, &event));
    if (!event_visible(cx, &event)) return missing(cx, "event %ld is a draft", (long)rq->id);
    TRY(ballot_log_find(cx, rq->id, &log));
    rs->download = text(cx, "ballot-%ld.txt", (long)rq->id);
    return respond(rs, "text/plain; charset=utf-8", log, strlen(log));
}

static Error *first_submit(Ctx *cx, Request *rq, Response *rs)
{
    Registration registration = {0};
    TRY(ballot_put_first(cx, rq->id));
    TRY(registration_find(cx, rq->id, &registration));
    rs->flash = text(cx, "%s comes first among your school’s wishes.", registration.name);
    return redirect(rs, text(cx, "/events/%ld/ballot", (long)registration.event_id));
}

/* ---- on the page of one registration, and over the booking form ---- */

Error *ballot_part(Ctx *cx, Out *out, const Registration *registration, const Event *event)
{
    BallotRow row = {0};
    EventBallot ballot = {0};
    BallotCounts counts = {0};
    SchoolCap cap;
    bool found, is;
    if (!(event->rules & RULE_BALLOT)) return OK;
    TRY(ballot_row_of(cx, registration->id, &row, &found));
    TRY(event_ballot_find(cx, event->id, &ballot, &is));
    if (!found || !is) return OK;
    TRY(ballot_counts(cx, event->id, &counts));
    TRY(school_cap_now(cx, event, &cap));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">The ballot</h2>\n<p class=\"govuk-body\">");
    if (row.turn) html(out, "Turn %ld, in round %ld. %s. ", (long)row.turn, (long)row.round, ballot_words(cx, &row, &counts, cap.places));
    else html(out, "The places are drawn after <b>%s</b>, and nobody has one until then. We write with the result. ", soon_words(cx, event_ballot_ends(event, &ballot)));
    html(out, "<a class=\"govuk-link\" href=\"/events/%ld/ballot\">%s</a></p>\n", (long)event->id, row.turn ? "The whole result" : "How places are drawn");
    return OK;
}

static Error *form_show(Out *out, const Request *rq, const BookForm *form)
{
    EventBallot ballot = {0};
    bool is;
    (void)rq;
    if (!(form->event->rules & RULE_BALLOT)) return OK;
    TRY(event_ballot_find(out->cx, form->event->id, &ballot, &is));
    if (!is || ballot.drawn_at) return OK;
    ly_note_begin(out, LY_INFO);
    html(out, "You ask for places: they are drawn after <b>%s</b>, one for each school before any gets a second. <a class=\"govuk-link\" href=\"/events/%ld/ballot\">How places are drawn</a>",
         soon_words(out->cx, event_ballot_ends(form->event, &ballot)), (long)form->event->id);
    ly_note_end(out);
    return OK;
}

static Error *form_read(Ctx *cx, const Request *rq, BookingRequest *request) { (void)cx, (void)rq, (void)request; return OK; }

const BookPart book_part_ballot = { form_show, form_read };

/* ---- the office ---- */

static const char *past_words(Ctx *cx, int64_t past) { return text(cx, "%ld.%02ld", (long)(past / 100), (long)(past % 100)); }

static void schools_table(Out *out, const BallotSchool *schools, size_t count)
{
    Ctx *cx = out->cx;
    ly_table_begin(out, (LyTable){ .caption = "Schools that ask for places", .phone = true,
        LY_COLUMNS({ .text = "School" }, { .text = "Ask for", .number = true }, { .text = "Places before, for 100 pupils", .number = true }, { .text = "Need" }) });
    for (size_t i = 0; i < count; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Ask for\">%ld</td><td class=\"ly-num\" data-label=\"Places before, for 100 pupils\">%s</td><td data-label=\"Need\">%s</td></tr>\n", schools[i].name,
             (long)schools[i].entries, past_words(cx, schools[i].past), schools[i].need ? text(cx, "%ld: %s", (long)schools[i].need, schools[i].why) : "No more than others");
    ly_table_end(out);
}

static void need_form(Out *out, const Request *rq, Response *rs, const BallotSchool *schools, size_t count)
{
    static const SelectItem needs[] = { { .value = "0", .text = "No more than others" }, { .value = "1", .text = "1: more" }, { .value = "2", .text = "2: much more" }, { .value = "3", .text = "3: before all others" } };
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[0] = (SelectItem){ .value = "", .text = "Choose a school" };
    for (size_t i = 0; i < count; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)schools[i].organisation_id), .text = schools[i].name };
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">A school that needs it more</h2>\n<p class=\"govuk-body\">Where a round has fewer places than schools, the greater figure comes first. It stands in the log, which everybody may read; the reason stays here.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/ballot", (long)rq->id), false);
    field_select(out, rq, (Select){ .name = "school", .label = "School", .items = items, .count = count + 1, .value = "" });
    field_select(out, rq, (Select){ .name = "need", .label = "How much it needs it", .items = needs, .count = COUNT(needs), .value = "1" });
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why", .hint = "For example, no early reading lead since May" });
    govuk_button(out, (Button){ .text = "Save the need", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *office_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    EventBallot ballot = {0};
    BallotSchool *schools;
    BallotCounts counts = {0};
    size_t count;
    bool is;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_ballot_find(cx, rq->id, &ballot, &is));
    if (!is) return missing(cx, "event %ld has no ballot", (long)rq->id);
    TRY(ballot_schools(cx, rq->id, &schools, &count));
    TRY(ballot_counts(cx, rq->id, &counts));
    bool open = !ballot.drawn_at && event_ballot_ends(&event, &ballot) > cx->now;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Ballot: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", (long)rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Ballot</h1>\n", event.title, day_words(cx, event.starts_on));
    html(out, "<p class=\"govuk-body\">%s from %s %s for %s. %s <a class=\"govuk-link\" href=\"/events/%ld/ballot\">What everybody sees</a></p>\n", counted(cx, counts.entries, "person", "people"),
         counted(cx, counts.schools, "school", NULL), counts.entries == 1 ? "asks" : "ask", counted(cx, event.places - event.taken, "place", NULL),
         ballot.drawn_at ? text(cx, "They were drawn at %s.", moment_words(cx, ballot.drawn_at)) : text(cx, "They are drawn after %s.", moment_words(cx, event_ballot_ends(&event, &ballot))), (long)rq->id);
    if (count) schools_table(out, schools, count);
    else if (open) ly_empty(out, (LyEmpty){ .title = "No school asks yet", .words = "Schools appear here as they ask for places, with what decides between them.", .act = "See the event", .act_href = text(cx, "/office/events/%ld", (long)rq->id), .plain = true });
    if (open && count) need_form(out, rq, rs, schools, count);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *office_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(ballot_need_set(cx, rq->id, form_number(rq, "school", 0), form_number(rq, "need", -1), form_text(rq, "why")));
    rs->flash = "The need is saved.";
    return redirect(rs, text(cx, "/office/events/%ld/ballot", (long)rq->id));
}

ROUTES(ballot_pages,
    GET ("/events/:id/ballot",             PUBLIC,      ballot_page),
    GET ("/events/:id/ballot.txt",         PUBLIC,      ballot_log),
    POST("/registrations/:id/wish-first",  BOOK_PLACES, NULL, first_submit),
    FORM("/office/events/:id/ballot",      OWN_COURSES, office_show, NULL, office_submit),
);
