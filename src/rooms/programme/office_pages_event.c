/* One event in the office: what to do next, who comes, who waits and why, what was sent, what happened. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/mail/mail.h"
#include "rooms/booking/event_people.h"
#include "rooms/booking/go_ahead.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/permission.h"
#include "rooms/members/trail_words.h"
#include "rooms/programme/clash_pages.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_list.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/review_change_pages.h"
#include "rooms/programme/review_pages.h"
#include "rooms/programme/session.h"

enum { HAPPENED_SHOWN = 8, WAITING_SHOWN = 10 };

/* Everything that the page is made of. */
typedef struct {
    Event event;
    Session *sessions; size_t session_count;
    Facilitator *leaders; size_t leader_count;
    Waiting *waiting; size_t waiting_count;
    MailAbout *letters; size_t letter_count;
    EventHappened *happened; size_t happened_count;
    EventPeople people;
    Clash *clashes; size_t clash_count;
    MinimumRule minimum;            /* people 0: none */
    GoAheadAnswer answer;
    EventBallot ballot;             /* closes_at 0: none */
    bool changeable, desk;          /* desk: may see people's letters and the trail */
} Cockpit;

/* Whether a clash could still be mended. */
static bool event_open(const Event *event, int64_t now) { return one_of(event->state, "draft published closed") && event->ends_at > now; }

static Error *cockpit_read(Ctx *cx, int64_t id, Cockpit *c)
{
    TRY(event_find_own(cx, id, &c->event));
    TRY(event_sessions(cx, id, &c->sessions, &c->session_count));
    TRY(facilitators_named(cx, id, &c->leaders, &c->leader_count));
    TRY(waiting_list(cx, id, &c->waiting, &c->waiting_count));
    TRY(mail_about(cx, id, &c->letters, &c->letter_count));
    TRY(event_happened(cx, id, HAPPENED_SHOWN, &c->happened, &c->happened_count));
    TRY(event_people(cx, id, &c->people));
    if (event_open(&c->event, cx->now)) TRY(clashes_of(cx, &c->event, c->sessions, c->session_count, &c->clashes, &c->clash_count));
    if (c->event.rules & RULE_MINIMUM) {
        TRY(minimum_rule_find(cx, id, &c->minimum));
        TRY(go_ahead_answer(cx, id, &c->minimum, &c->answer));
    }
    if (c->event.rules & RULE_BALLOT) {
        bool is;
        TRY(event_ballot_find(cx, id, &c->ballot, &is));
    }
    c->desk = may(cx, AUDIT);
    c->changeable = may(cx, OWN_COURSES) && !one_of(c->event.state, "cancelled archived");
    return OK;
}

/* ---- head ---- */

void event_head(Out *out, const Event *event)
{
    Ctx *cx = out->cx;
    const char *status, *path = text(cx, "/office/events/%ld", event->id);
    LyMeaning meaning = event_meaning(event->state, event->places, event->taken, &status);
    bool over = event->session_count && event->ends_at <= cx->now, live = one_of(event->state, "published closed");
    ly_head_begin(out, event->title);
    ly_status(out, meaning, status);
    ly_head_buttons(out);
    ly_small_button(out, "See its page", text(cx, "/events/%ld", event->id), false);
    if (may(cx, OWN_COURSES)) {
        if (event->session_count) ly_small_button(out, "Copy", text(cx, "%s/copy", path), false), ly_small_button(out, "Repeat", text(cx, "%s/repeat", path), false);
        if (live && !over && may(cx, RUN_PROGRAMME)) ly_small_button(out, "Cancel event", text(cx, "%s/cancel", path), false);
        if (one_of(event->state, "draft cancelled") || (live && over)) ly_small_button(out, "Archive", text(cx, "%s/archive", path), false);
        if (same(event->state, "published") && !over) ly_small_button(out, "Close booking", text(cx, "%s/close", path), false);
        if (same(event->state, "closed") && !over) ly_small_button(out, "Open booking again", text(cx, "%s/publish", path), true);
        if (same(event->state, "draft")) ly_small_button(out, "Publish", text(cx, "%s/publish", path), true);
    }
    ly_head_end(out, true);
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-0\">");
    if (event->session_count) html(out, "%s, %s. %s", day_words(cx, event->starts_on), clock_words(cx, event->starts_at), where_shown(cx, event->format, event->place));
    else html(out, "No date yet");
    html(out, ". %s%s.", *event->led_by ? "Led by " : "Nobody is named to lead it", event->led_by);
    if (same(event->state, "published") && !over) html(out, " Booking closes at %s.", moment_words(cx, event_books_until(event)));
    html(out, "</p>\n");
}

void event_tabs(Out *out, const Event *event, const char *current)
{
    Ctx *cx = out->cx;
    const char *path = text(cx, "/office/events/%ld", event->id);
    LyTab tabs[12] = { { "Overview", path, 0, same(current, "overview") }, { "People", text(cx, "%s/registrations", path), event->taken + event->waiting, same(current, "people") } };
    size_t n = 2;
    if (may(cx, OWN_COURSES)) tabs[n++] = (LyTab){ "Rules", text(cx, "%s/rules", path), 0, same(current, "rules") };
    if (may(cx, OWN_COURSES)) tabs[n++] = (LyTab){ "Prices", text(cx, "%s/prices", path), 0, false };
    tabs[n++] = (LyTab){ "Costs", text(cx, "%s/costs", path), 0, same(current, "costs") };
    tabs[n++] = (LyTab){ "Materials", text(cx, "/events/%ld/materials", event->id), 0, same(current, "materials") };
    if (may(cx, OWN_COURSES)) tabs[n++] = (LyTab){ "Questions and needs", text(cx, "%s/answers", path), 0, same(current, "answers") };
    if (event->session_count && event->ends_at <= cx->now) tabs[n++] = (LyTab){ "What people said", text(cx, "/events/%ld/results", event->id), 0, false };
    if (may(cx, AUDIT)) {
        tabs[n++] = (LyTab){ "Letters", text(cx, "/office/mail?event=%ld", event->id), 0, false };
        tabs[n++] = (LyTab){ "History", text(cx, "%s/history", path), 0, same(current, "history") };
    }
    ly_tabs(out, "Parts of this event", tabs, n);
}

static int64_t schools_without_anybody(const Cockpit *c)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->waiting_count; i++) n += !c->waiting[i].represented && !c->waiting[i].barred;
    return n;
}

static void figures(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    const Event *event = &c->event;
    int64_t fresh = schools_without_anybody(c);
    ly_figures_begin(out);
    if (same(event->state, "cancelled")) {
        ly_figure(out, "Places taken", text(cx, "%ld of %ld", event->taken, event->places), event->taken + event->waiting ? "everybody is being told" : "it is cancelled");
        ly_figure(out, "Price", money_words(cx, event->member_price_pence), text(cx, "others %s%s", money_words(cx, event->other_price_pence), event->rules & RULE_PRICES ? ", with prices by customer" : event->rules & RULE_DISCOUNTS ? ", with discounts" : ""));
        ly_figures_end(out);
        return;
    }
    ly_figure(out, "Places taken", text(cx, "%ld of %ld", event->taken, event->places),
              !c->people.organisations && !c->people.offered ? "nobody yet" : text(cx, "from %s%s", counted(cx, c->people.organisations, "school or organisation", "schools and organisations"), c->people.offered ? text(cx, ", %ld on offer", c->people.offered) : ""));
    ly_figure(out, "Waiting", text(cx, "%ld", event->waiting), event->waiting ? text(cx, "%s with nobody there yet", counted(cx, fresh, "school", NULL)) : text(cx, "an offer is kept for %s", counted(cx, event->offer_hours, "hour", NULL)));
    ly_figure(out, "Price", money_words(cx, event->member_price_pence), text(cx, "others %s%s", money_words(cx, event->other_price_pence), event->rules & RULE_PRICES ? ", with prices by customer" : event->rules & RULE_DISCOUNTS ? ", with discounts" : ""));
    ly_figure(out, "Booking closes", event->session_count ? day_short(cx, date_of(cx, event_books_until(event))) : "–",
              event->booking_opens_at > cx->now ? text(cx, "opens %s", date_words(cx, date_of(cx, event->booking_opens_at))) : NULL);
    ly_figures_end(out);
}

/* ---- what to do next ---- */

static void next_note(Out *out, LyMeaning meaning, const char *what, const char *why, const char *act, const char *href)
{
    ly_note_begin(out, meaning);
    html(out, "<b>%s</b> %s", what, why);
    if (href) html(out, " <a href=\"%s\">%s</a>", href, act);
    ly_note_end(out);
}

static void draft_next(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    const Error *lacks = event_lacks(cx, &c->event);
    const char *path = text(cx, "/office/events/%ld", c->event.id);
    if (!lacks) { next_note(out, LY_INFO, "Ready to be published.", "Nobody sees it in the programme yet.", "Publish it", may(cx, OWN_COURSES) ? text(cx, "%s/publish", path) : NULL); return; }
    ly_note_begin(out, LY_WARN);
    html(out, "<b>Before it can be published:</b>");
    for (const Error *lack = lacks; lack; lack = lack->next) html(out, " %s.", lack->say);
    ly_note_end(out);
}

static void leaders_next(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    const char *href = c->changeable ? text(cx, "/office/events/%ld/facilitators", c->event.id) : NULL;
    size_t lead = 0;
    for (size_t i = 0; i < c->leader_count; i++) {
        lead += !same(c->leaders[i].answer, "declined");
        if (same(c->leaders[i].answer, "declined")) next_note(out, LY_WARN, text(cx, "%s cannot lead it.", c->leaders[i].name), c->leaders[i].answer_note, "Ask somebody else", href);
    }
    if (!lead) next_note(out, LY_WARN, c->leader_count ? "Nobody leads it now." : "Nobody is named to lead it.", "", "Add a facilitator", href);
}

/* Of an event that needs a number of people and has not begun. */
static void minimum_next(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    const Event *event = &c->event;
    const MinimumRule *rule = &c->minimum;
    if (same(c->answer.decided, "ahead")) {
        next_note(out, LY_GOOD, "It goes ahead.", *c->answer.decider ? text(cx, "Decided by %s on %s.", c->answer.decider, date_words(cx, date_of(cx, c->answer.decided_at))) : "Enough people are booked.", NULL, NULL);
        return;
    }
    bool now = strcmp(rule->decide_on, cx->today) <= 0;
    next_note(out, now && event->taken < rule->people ? LY_WARN : LY_INFO, text(cx, "%ld of the %ld people it needs are booked.", event->taken, rule->people),
              now ? "The day has come to decide whether it goes ahead." : text(cx, "It is decided on %s.", date_words(cx, rule->decide_on)), now ? "Decide" : "Decide now",
              c->changeable ? text(cx, "/office/events/%ld/decide", event->id) : NULL);
}

static void next_step(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    const Event *event = &c->event;
    const char *path = text(cx, "/office/events/%ld", event->id);
    bool write = c->changeable;
    if (same(event->state, "draft")) { draft_next(out, c); return; }
    if (!one_of(event->state, "published closed")) return;
    if (c->people.unmarked_id && event->taken)
        next_note(out, LY_WARN, "The register is not taken yet.", text(cx, "The session of %s has begun.", day_words(cx, date_of(cx, c->people.unmarked_at))), "Take the register",
                  may(cx, OWN_COURSES) ? text(cx, "/events/%ld/register/%ld", event->id, c->people.unmarked_id) : NULL);
    if (event->ends_at <= cx->now) return;
    if (c->people.requested)
        next_note(out, LY_WARN, text(cx, "%s for a place.", counted(cx, c->people.requested, "person asks", "people ask")), "Nobody has one until you say so.", "Look and decide",
                  may(cx, OWN_COURSES) ? text(cx, "/office/approvals?event=%ld", event->id) : NULL);
    if (c->ballot.closes_at && !c->ballot.drawn_at)
        next_note(out, LY_INFO, "Its places are asked for, and drawn.", text(cx, "The ballot closes at %s.", moment_words(cx, event_ballot_ends(event, &c->ballot))), "See who has asked",
                  may(cx, OWN_COURSES) ? text(cx, "%s/ballot", path) : NULL);
    if (event->waiting)
        next_note(out, LY_WARN, text(cx, "%s waiting.", counted(cx, event->waiting, "person is", "people are")), "With more places the first in line are offered one at once.",
                  "Change the number of places", write ? text(cx, "%s/terms", path) : NULL);
    if (c->minimum.people && event->starts_at > cx->now) minimum_next(out, c);
    else if (same(event->state, "published") && event_too_few(cx, event->starts_at, event->places, event->taken))
        next_note(out, LY_WARN, text(cx, "%ld of %ld places are taken.", event->taken, event->places), text(cx, "It begins in %s: decide whether it goes ahead.", counted(cx, (event->starts_at - cx->now) / 86400, "day", NULL)),
                  "Cancel the event", write && may(cx, RUN_PROGRAMME) ? text(cx, "%s/cancel", path) : NULL);
    leaders_next(out, c);
    for (size_t i = 0; i < c->session_count; i++)
        if (!same(c->sessions[i].place_kind, "venue") && !*c->sessions[i].online_link)
            next_note(out, LY_WARN, "An online session has no link yet.", day_words(cx, date_of(cx, c->sessions[i].starts_at)), "Add the link", write ? text(cx, "%s/sessions/%ld", path, c->sessions[i].id) : NULL);
}

/* ---- panels ---- */

static void waiting_panel(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    if (!c->waiting_count && !c->people.offered) return;
    ly_panel_begin(out, (LyPanel){ .title = c->waiting_count ? "Waiting list, in the order of offers" : "Places on offer", .tone = LY_FLUSH, .end_text = "Everybody", .end_href = text(cx, "/office/events/%ld/registrations", c->event.id) });
    if (c->waiting_count) ly_table_begin(out, (LyTable){ .caption = "Waiting list, in the order of offers", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Person" }, { .text = "Why here" }, { .text = "Joined" }, { .text = "In line" }) });
    for (size_t i = 0; i < c->waiting_count && i < WAITING_SHOWN; i++) {
        const Waiting *w = &c->waiting[i];
        html(out, "<tr><th scope=\"row\"><span>");
        if (may(cx, AUDIT)) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld\">%s</a>", w->registration_id, w->name);
        else html(out, "%s", w->name);     /* whose place it is is the partnership's to open, not a department's */
        html(out, "<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Why here\">%s</td>"
                  "<td data-label=\"Joined\" class=\"ly-nowrap\">%s</td><td data-label=\"In line\">%s</td></tr>\n", w->organisation,
             w->barred ? "May not come by the rules" : w->together > 1 ? text(cx, "%ld together", w->together) : w->cap ? "School has its places" : w->represented ? "Order of asking" : *w->organisation ? "Nobody there yet" : "For themselves", day_short(cx, date_of(cx, w->asked_at)), ordinal(cx, w->position));
    }
    if (c->waiting_count) ly_table_end(out);
    const char *offered = c->people.offered ? text(cx, "%s, and kept until answered or over. ", counted(cx, c->people.offered, "place is offered", "places are offered")) : "";
    html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">%s%s</p>", offered, c->waiting_count ? "Schools that have nobody on the event yet come first, then everybody in the order of asking." : "Nobody else waits.");
    if (c->waiting_count && c->changeable) html(out, "<p class=\"ly-small ly-panel__foot\"><a class=\"govuk-link\" href=\"/office/events/%ld/second-date\">Offer them a second date</a></p>", c->event.id);
    ly_panel_end(out);
}

static void letters_panel(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    if (!c->desk) return;
    ly_panel_begin(out, (LyPanel){ .title = "Letters", .tone = LY_FLUSH, .end_text = "All letters", .end_href = text(cx, "/office/mail?event=%ld", c->event.id) });
    if (!c->letter_count) html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">Nothing has been sent about it yet. Confirmations, offers and changes go by themselves.</p>");
    else {
        ly_table_begin(out, (LyTable){ .caption = "Letters about this event", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "Letter" }, { .text = "Sent", .number = true }, { .text = "Waiting", .number = true }, { .text = "Not sent", .number = true }, { .text = "Latest" }) });
        for (size_t i = 0; i < c->letter_count; i++) {
            const MailAbout *m = &c->letters[i];
            html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Sent\" class=\"ly-num\">%ld</td><td data-label=\"Waiting\" class=\"ly-num\">%ld</td><td data-label=\"Not sent\" class=\"ly-num\">", mail_letter_name(cx, m->letter), m->sent, m->waiting);
            if (m->failed + m->doubtful) html(out, "<a class=\"govuk-link\" href=\"/office/mail?event=%ld&amp;list=%s\">%ld</a>", c->event.id, m->doubtful ? "doubtful" : "failed", m->failed + m->doubtful);
            else html(out, "0");
            html(out, "</td><td data-label=\"Latest\" class=\"ly-nowrap\">%s</td></tr>\n", day_short(cx, date_of(cx, m->latest_at)));
        }
        ly_table_end(out);
    }
    ly_panel_end(out);
}

static void sessions_panel(Out *out, const Event *event, const Session *sessions, size_t count, bool changeable)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Sessions", .tone = LY_FLUSH, .end_text = "Add a session", .end_href = !changeable ? NULL : text(cx, "/office/events/%ld/sessions/new", event->id) });
    if (!count) html(out, "<p class=\"ly-small\">No session yet. An event is published once it has one.</p>");
    if (count) ly_table_begin(out, (LyTable){ .caption = "Sessions by date", .boxed = true, LY_COLUMNS({ .text = "When" }, { .text = "Where" }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < count; i++) {
        const Session *session = &sessions[i];
        const char *on = date_of(cx, session->starts_at);
        html(out, "<tr><th scope=\"row\">%s<span class=\"ly-sub\">%s</span></th><td>%s", day_words(cx, on), clock_range(cx, session->starts_at, session->ends_at),
             where_shown(cx, session->place_kind, session->venue));
        if (!same(session->place_kind, "venue")) html(out, "<span class=\"ly-sub\">%s</span>", *session->online_link ? session->online_link : "No link yet");
        if (*session->venue) html(out, "<span class=\"ly-sub\">%s</span>", session->address);
        html(out, "</td><td><span class=\"ly-acts\">");
        if (may(cx, READ_REGISTER) && !same(event->state, "draft")) html(out, "<a class=\"govuk-link\" href=\"/events/%ld/register/%ld\">Register<span class=\"govuk-visually-hidden\"> of %s</span></a> ", event->id, session->id, day_words(cx, on));
        if (changeable)
            html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld/sessions/%ld\">Change<span class=\"govuk-visually-hidden\"> the session of %s</span></a>", event->id, session->id, day_words(cx, on));
        html(out, "</span></td></tr>\n");
    }
    if (count) ly_table_end(out);
    ly_panel_end(out);
}

static void leader_answer(Out *out, const Facilitator *leader)
{
    Ctx *cx = out->cx;
    if (same(leader->answer, "declined")) ly_status_tiny(out, LY_BAD, text(cx, "Said no on %s", day_short(cx, date_of(cx, leader->answered_at))));
    else if (same(leader->answer, "asked")) ly_status_tiny(out, LY_WARN, leader->asked_at ? text(cx, "Asked on %s", day_short(cx, date_of(cx, leader->asked_at))) : "Not asked yet");
    else if (leader->answered_at) ly_status_tiny(out, LY_GOOD, "Said yes");
    if (*leader->answer_note) html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-0\">“%s”</p>", leader->answer_note);
}

static void leader_act(Out *out, const Request *rq, Response *rs, const char *action, const char *word, const char *name)
{
    form_begin(out->cx, rq, rs, action, false);
    html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\" data-module=\"govuk-button\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", word, name);
}

static void leader_put(Out *out, const Request *rq, Response *rs, const Event *event, const Facilitator *leader, bool changeable)
{
    Ctx *cx = out->cx;
    const char *post = leader->post, *organisation = leader->organisation, *path = text(cx, "/office/events/%ld/facilitators/%ld", event->id, leader->person_id);
    bool once = !*post || same(post, organisation), dated = event->session_count && event->ends_at > cx->now;
    html(out, "<div class=\"ly-row ly-row--apart\"><div>");
    ly_person(out, leader->name, *organisation ? text(cx, "%s%s%s", once ? "" : post, once ? "" : ", ", organisation) : NULL);
    leader_answer(out, leader);
    html(out, "</div><div class=\"ly-acts\">");
    if (changeable && dated && !same(leader->answer, "accepted")) leader_act(out, rq, rs, text(cx, "%s/ask", path), leader->asked_at ? "Ask again" : "Ask now", leader->name);
    if (changeable) leader_act(out, rq, rs, text(cx, "%s/remove", path), "Remove", leader->name);
    html(out, "</div></div>\n");
}

static void leaders_panel(Out *out, const Request *rq, Response *rs, const Event *event, const Facilitator *leaders, size_t count, bool changeable)
{
    ly_panel_begin(out, (LyPanel){ .title = "Led by", .end_text = "Add a facilitator", .end_href = !changeable ? NULL : text(out->cx, "/office/events/%ld/facilitators", event->id) });
    if (!count) html(out, "<p class=\"ly-small\">Nobody is named yet.</p>");
    for (size_t i = 0; i < count; i++) leader_put(out, rq, rs, event, &leaders[i], changeable);
    ly_panel_end(out);
}

static void terms_panel(Out *out, const Event *event, bool changeable)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Places, price and booking", .end_text = "Change", .end_href = !changeable ? NULL : text(cx, "/office/events/%ld/terms", event->id) });
    ly_facts_begin(out, false);
    ly_fact(out, "Booking opens", event->booking_opens_at ? moment_words(cx, event->booking_opens_at) : same(event->state, "draft") ? "when it is published" : "when it was published");
    ly_fact(out, "Booking closes", event->booking_closes_at ? moment_words(cx, event->booking_closes_at) : "when the first session starts");
    bool sooner = event->cancel_by && event_cancel_until(event->cancel_by, event->starts_at) == event->cancel_by;
    ly_fact(out, "Free to cancel", sooner ? text(cx, "until %s", moment_words(cx, event->cancel_by)) : *event->charges ? "as its rules say" : "until the first session starts");
    ly_fact(out, "An offered place", text(cx, "is kept for %s", counted(cx, event->offer_hours, "hour", NULL)));
    ly_facts_end(out);
    ly_panel_end(out);
    if (!*event->joining_note) return;
    ly_panel_begin(out, (LyPanel){ .title = "Joining note", .tone = LY_TINT });
    html_markdown(out, event->joining_note, 3);
    ly_panel_end(out);
}

static void happened_put(Out *out, const EventHappened *rows, size_t count)
{
    Ctx *cx = out->cx;
    ly_history_begin(out);
    for (size_t i = 0; i < count; i++)
        ly_happened(out, *rows[i].person ? text(cx, "%s: %s", trail_words(rows[i].what), rows[i].person) : trail_words(rows[i].what),
                    trail_who(rows[i].what, rows[i].doer_id, rows[i].doer), moment_words(cx, rows[i].happened_at), *rows[i].detail ? rows[i].detail : NULL);
    ly_history_end(out);
}

static void history_panel(Out *out, const Cockpit *c)
{
    Ctx *cx = out->cx;
    if (!c->happened_count) return;
    ly_panel_begin(out, (LyPanel){ .title = "History", .end_text = "All of it", .end_href = c->desk ? text(cx, "/office/events/%ld/history", c->event.id) : NULL });
    happened_put(out, c->happened, c->happened_count);
    ly_panel_end(out);
}

/* ---- pages ---- */

static Error *event_show(Ctx *cx, const Request *rq, Response *rs)
{
    Cockpit c = {0};
    TRY(cockpit_read(cx, rq->id, &c));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = c.event.title, .frame = FRAME_OFFICE, .current = "office-programme", .wide = true,
        CRUMBS({ "Programme", "/office/programme" }, { c.event.code, course_page_path(cx, c.event.course_id) }) });
    event_head(out, &c.event);
    event_tabs(out, &c.event, "overview");
    TRY(same(c.event.state, "draft") ? review_note(out, c.event.course_id, c.event.id) : review_change_note(out, c.event.course_id, c.event.id));
    next_step(out, &c);
    figures(out, &c);
    html(out, "<div class=\"ly-split ly-split--even\"><div>\n");
    waiting_panel(out, &c);
    clash_panel(out, c.clashes, c.clash_count);
    sessions_panel(out, &c.event, c.sessions, c.session_count, c.changeable);
    leaders_panel(out, rq, rs, &c.event, c.leaders, c.leader_count, c.changeable);
    html(out, "</div><div>\n");
    terms_panel(out, &c.event, c.changeable);
    event_rules_panel(out, &c.event, c.changeable);
    letters_panel(out, &c);
    history_panel(out, &c);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *history_show(Ctx *cx, const Request *rq, Response *rs)
{
    enum { HISTORY_MOST = 500 };
    Event event = {0};
    EventHappened *rows;
    size_t count;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_happened(cx, rq->id, HISTORY_MOST, &rows, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "History: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme",
        CRUMBS({ "Programme", "/office/programme" }, { event.code, course_page_path(cx, event.course_id) }) });
    event_head(out, &event);
    event_tabs(out, &event, "history");
    if (count) {
        ly_panel_begin(out, (LyPanel){ .title = counted(cx, (int64_t)count, "entry", "entries"), .end_text = "In the whole trail", .end_href = text(cx, "/office/trail?subject=%ld", rq->id) });
        happened_put(out, rows, count);
        ly_panel_end(out);
    } else ly_empty(out, (LyEmpty){ .title = "Nothing has happened yet", .words = "Every change of the event and of its places is written down here, with who made it and when.", .plain = true });
    page_end(rs);
    return OK;
}

ROUTES(office_event_pages,
    GET("/office/events/:id",         READ_PROGRAMME, event_show),
    GET("/office/events/:id/history", AUDIT,          history_show),
);
