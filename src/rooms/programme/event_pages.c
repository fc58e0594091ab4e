/* The public pages of one event and of one course. A session's online link stands on neither: those with a place get it by mail. */
#include <string.h>
#include "rooms/programme/catalogue_pages.h"
#include "rooms/booking/booking.h"
#include "rooms/booking/go_ahead.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course_quality_pages.h"
#include "rooms/programme/course_said_pages.h"
#include "rooms/programme/eligibility_pages.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_charges.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/list_price.h"
#include "rooms/programme/material.h"
#include "rooms/programme/school_cap.h"
#include "rooms/programme/session.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

static const Column mine_row[] = { COLUMN(Mine, event_id), COLUMN(Mine, registration_id), COLUMN(Mine, state) };

SQL(mine_here, "SELECT event_id, id AS registration_id, state FROM registration WHERE person_id = $1 AND event_id = $2"
               " AND " REGISTRATION_LIVE(""));

static const Column other_row[] = {
    COLUMN(CatalogueEvent, id), COLUMN(CatalogueEvent, starts_at), COLUMN(CatalogueEvent, ends_at), COLUMN(CatalogueEvent, starts_on),
    COLUMN(CatalogueEvent, places), COLUMN(CatalogueEvent, taken), COLUMN(CatalogueEvent, waiting), COLUMN(CatalogueEvent, format), COLUMN(CatalogueEvent, place),
    COLUMN(CatalogueEvent, session_count), COLUMN(CatalogueEvent, booking_opens_at), COLUMN(CatalogueEvent, booking_closes_at),
};
#define OTHER_DATES "SELECT id, starts_at, ends_at, starts_on, places, taken, waiting, format, place, session_count, booking_opens_at, booking_closes_at FROM event WHERE course_id = $1"
SQL(dates_to_come, OTHER_DATES " AND state = 'published' AND starts_at > $2 AND id <> $3 ORDER BY starts_at, id LIMIT 20");
SQL(dates_past,    OTHER_DATES " AND state IN ('published', 'closed', 'archived') AND starts_at <= $2 AND starts_at > 0 ORDER BY starts_at DESC, id DESC LIMIT 10");

typedef struct {
    Event        event;
    Course       course;
    ThemeLabel  *themes;    size_t theme_count;
    Session     *sessions;  size_t session_count;
    Facilitator *leaders;   size_t leader_count;
    CatalogueEvent *others; size_t other_count;
    Mine         mine;
    bool         is_mine, member, bookable, asked_for;      /* asked_for: its places are drawn, and the ballot is open */
    EventBallot  ballot;      /* closes_at 0: none */
    SchoolCap    cap;
    ChargeRule   charges;
    Eligibility  eligibility;
    MinimumRule  minimum;     /* people 0: none */
    bool         goes_ahead;
    const char  *why_not;
    ListPrice    price;
    ClassPrices  prices;
    Discount     discount;
    CatalogueEvent as_listed;
    CourseRating rating;
    CourseQuality quality;
    int64_t term_start;
    Material    *materials; size_t material_count;           /* for who has a place */
} EventPage;

static Error *event_load(Ctx *cx, int64_t id, EventPage *page)
{
    bool drawn = false;
    TRY(event_find(cx, id, &page->event));
    if (!event_visible(cx, &page->event)) return missing(cx, "event %ld is a draft", id);
    TRY(course_find(cx, page->event.course_id, &page->course));
    TRY(course_themes(cx, page->event.course_id, &page->themes, &page->theme_count));
    TRY(course_rating_find(cx, page->event.course_id, &page->rating));
    TRY(course_quality_find(cx, page->event.course_id, &page->quality));
    TRY(term_start_find(cx, &page->term_start));
    TRY(event_sessions(cx, id, &page->sessions, &page->session_count));
    TRY(event_facilitators(cx, id, &page->leaders, &page->leader_count));
    TRY(db_list(cx, dates_to_come, other_row, &page->others, &page->other_count, INT(page->event.course_id), INT(cx->now), INT(id)));
    TRY(event_price_today(cx, &page->event, cx->who ? cx->who->organisation_id : 0, &page->price, &page->member));
    TRY(event_prices_find(cx, &page->event, &page->prices));
    TRY(event_discount_find(cx, &page->event, &page->discount));
    if (cx->who) TRY(db_maybe(cx, mine_here, mine_row, &page->mine, &page->is_mine, INT(cx->who->id), INT(id)));
    if (page->is_mine && same(page->mine.state, "confirmed")) TRY(materials_shown(cx, &page->event, &page->materials, &page->material_count));
    page->bookable = event_bookable(cx, &page->event, &page->why_not);
    TRY(school_cap_now(cx, &page->event, &page->cap));
    TRY(event_charges_find(cx, &page->event, &page->charges));
    TRY(eligibility_of_event(cx, &page->event, &page->eligibility));
    if (page->event.rules & RULE_MINIMUM) {
        TRY(minimum_rule_find(cx, id, &page->minimum));
        TRY(go_ahead_is(cx, id, &page->minimum, &page->goes_ahead));
    }
    if (page->event.rules & RULE_BALLOT) TRY(event_ballot_find(cx, id, &page->ballot, &drawn));
    page->asked_for = drawn && !page->ballot.drawn_at && event_ballot_ends(&page->event, &page->ballot) > cx->now;
    page->as_listed = (CatalogueEvent){ .places = page->event.places, .taken = page->event.taken, .waiting = page->event.waiting,
                                        .booking_closes_at = page->event.booking_closes_at, .booking_opens_at = page->event.booking_opens_at };
    return OK;
}

/* ---- facts of the course ---- */

static const char *labels_words(Ctx *cx, const CourseLabel *labels, size_t count, int64_t bits)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < count; i++)
        if (bits >> i & 1) draft_add(&words, "%s%s", words.length ? ", " : "", words.length ? labels[i].word : labels[i].name);
    return draft_text(&words);
}

static void course_facts(Out *out, const Course *course, const ThemeLabel *themes, size_t theme_count, int64_t minutes)
{
    html(out, "<dl class=\"ly-facts ly-facts--row govuk-!-margin-bottom-6\">\n");
    if (course->audience_bits)
        html(out, "<div><dt>For</dt><dd>%s</dd></div>", labels_words(out->cx, course_audiences, course_audience_count, course->audience_bits));
    if (course->phase_bits) html(out, "<div><dt>Phase</dt><dd>%s</dd></div>", labels_words(out->cx, course_phases, course_phase_count, course->phase_bits));
    if (theme_count) html(out, "<div><dt>Theme</dt><dd>");
    for (size_t i = 0; i < theme_count; i++) html(out, "<span class=\"ly-theme ly-theme--%ld\">%s</span> ", themes[i].colour, themes[i].name);
    if (theme_count) html(out, "</dd></div>");
    if (minutes) html(out, "<div><dt>Learning time</dt><dd>%s</dd></div>", minutes_words(out->cx, minutes));
    html(out, "</dl>\n");
}

static void course_prose(Out *out, const Course *course)
{
    if (*course->outcome)
        html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">What pupils gain</h2><p class=\"govuk-body\">%s</p>\n", course->outcome);
    if (!*course->description) return;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">What happens</h2>\n");
    html_markdown(out, course->description, 2);
}

/* ---- sessions, leaders, places ---- */

static const char *session_where(Ctx *cx, const Session *session)
{
    if (same(session->place_kind, "online")) return "Online. The link is sent to those with a place.";
    if (same(session->place_kind, "both"))   return text(cx, "%s, or online. The link is sent to those with a place.", session->venue);
    return session->venue;
}

static const char *session_times(Ctx *cx, const Session *session)
{
    const char *on = date_of(cx, session->starts_at), *ends_on = date_of(cx, session->ends_at);
    if (same(on, ends_on)) return text(cx, "%s, %s", day_words(cx, on), clock_range(cx, session->starts_at, session->ends_at));
    return text(cx, "%s to %s", moment_words(cx, session->starts_at), moment_words(cx, session->ends_at));
}

static void event_sessions_list(Out *out, const EventPage *page)
{
    if (!page->session_count) return;
    if (page->session_count == 1) html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-1\">When</h2>\n");
    else html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-1\">%ld sessions, booked together</h2>\n", (long)page->session_count);
    html(out, "<div class=\"govuk-!-margin-bottom-6\">");
    ly_sessions_begin(out);
    for (size_t i = 0; i < page->session_count; i++) {
        const Session *session = &page->sessions[i];
        ly_session(out, date_of(out->cx, session->starts_at), session_times(out->cx, session), session_where(out->cx, session));
    }
    ly_sessions_end(out);
    html(out, "</div>\n");
}

static const char *post_words(Ctx *cx, const Facilitator *leader)
{
    if (!*leader->organisation) return NULL;
    return same(leader->post, leader->organisation) ? leader->organisation : text(cx, "%s, %s", leader->post, leader->organisation);
}

static void leaders_list(Out *out, const EventPage *page)
{
    if (!page->leader_count) return;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Who leads it</h2>\n<div class=\"govuk-!-margin-bottom-6\">");
    for (size_t i = 0; i < page->leader_count; i++) {
        const Facilitator *leader = &page->leaders[i];
        ly_person(out, leader->name, post_words(out->cx, leader));
    }
    html(out, "</div>\n");
}

/* "Step-free: level entrance" becomes a term and what it says; a line without a colon stands alone. */
static void access_list(Out *out, const char *access)
{
    html(out, "<dl class=\"ly-facts\">");
    while (*access) {
        size_t length = strcspn(access, "\n");
        const char *line = text_trim(out->cx, text_copy(out->cx, access, length)), *colon = strchr(line, ':');
        if (colon && colon - line <= 24) html(out, "<div><dt>%s</dt><dd>%s</dd></div>", text_copy(out->cx, line, (size_t)(colon - line)), text_trim(out->cx, colon + 1));
        else if (*line) html(out, "<div><dt>Access</dt><dd>%s</dd></div>", line);
        access += length + (access[length] == '\n');
    }
    html(out, "</dl>");
}

static bool venue_seen(const Session *sessions, size_t before)
{
    for (size_t i = 0; i < before; i++) if (sessions[i].venue_id == sessions[before].venue_id) return true;
    return false;
}

static void venues_list(Out *out, const EventPage *page)
{
    bool begun = false;
    for (size_t i = 0; i < page->session_count; i++) {
        const Session *session = &page->sessions[i];
        if (!session->venue_id || venue_seen(page->sessions, i)) continue;
        if (!begun) html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Where</h2>\n");
        begun = true;
        html(out, "<div class=\"ly-panel ly-panel--tint\" itemprop=\"location\" itemscope itemtype=\"https://schema.org/Place\">"
                  "<p class=\"ly-small govuk-!-margin-top-0 govuk-!-margin-bottom-2\"><b itemprop=\"name\">%s</b><br><span itemprop=\"address\">%s%s%s</span></p>\n",
             session->venue, session->address, *session->postcode ? ", " : "", session->postcode);
        if (*session->access) access_list(out, session->access);
        html(out, "</div>\n");
    }
}

/* ---- price and booking ---- */

static const char *pence_words(Ctx *cx, int64_t pence) { return pence ? money_words(cx, pence) : "nothing"; }

static const char *price_line(Ctx *cx, const EventPage *page)
{
    const Event *event = &page->event;
    if (cx->who) return page->price.pence ? text(cx, "%s a place", money_words(cx, page->price.pence)) : "Free";
    if (event->rules & RULE_PRICES) return price_for_all(cx, &(CatalogueEvent){ .member_price_pence = event->member_price_pence, .other_price_pence = event->other_price_pence, .prices = &page->prices });
    return event->other_price_pence ? money_words(cx, event->other_price_pence) : event->member_price_pence ? "Free to other schools" : "Free to all schools";
}

/* What booking early, or many at once, takes off, while it can still be had; what is in the price already is said with it. */
static void discounts_lines(Out *out, const EventPage *page)
{
    const char *early = out->cx->who && *page->price.words ? "" : discount_early_words(out->cx, &page->discount, page->event.starts_on), *group = discount_group_words(out->cx, &page->discount);
    if (*early || *group) html(out, "<p class=\"ly-small govuk-!-margin-top-1 govuk-!-margin-bottom-2\">%s%s%s.</p>", early, *early && *group ? ", " : "", group);
}

/* Everybody's, where what one is decides it. */
static void prices_list(Out *out, const EventPage *page)
{
    Ctx *cx = out->cx;
    const Event *event = &page->event;
    if (!cx->who) html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-1 govuk-!-margin-bottom-2\"><a class=\"govuk-link\" href=\"/sign-in?next=/events/%ld\">Sign in</a> to see your price.</p>\n", event->id);
    govuk_details_begin(out, (Details){ .summary = cx->who ? "What others pay" : "Who pays what", .open = !cx->who });
    html(out, "<dl class=\"ly-facts\">");
    html(out, "<div><dt>Members</dt><dd>%s</dd></div>", event->member_price_pence ? money_words(cx, event->member_price_pence) : "Free");
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (page->prices.pence[i] != PRICE_NONE) html(out, "<div><dt>%s</dt><dd>%s</dd></div>", capital(cx, customer_classes[i].many), money_words(cx, page->prices.pence[i]));
    html(out, "<div><dt>Others</dt><dd>%s</dd></div></dl>", money_words(cx, event->other_price_pence));
    govuk_details_end(out);
}

/* Why this price: whose it is, and what the others pay. */
static void price_why(Out *out, const EventPage *page)
{
    Ctx *cx = out->cx;
    const Event *event = &page->event;
    if (*page->price.words && cx->who) html(out, "<p class=\"ly-small govuk-!-margin-top-1 govuk-!-margin-bottom-2\">%s.</p>", page->price.words);
    discounts_lines(out, page);
    if (event->rules & RULE_PRICES) {
        prices_list(out, page);
        return;
    }
    if (event->member_price_pence == event->other_price_pence) return;
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-1 govuk-!-margin-bottom-3\">");
    if (!cx->who) html(out, "Schools that are members of the partnership pay %s. <a class=\"govuk-link\" href=\"/sign-in?next=/events/%ld\">Sign in</a> to see your price.",
                       pence_words(cx, event->member_price_pence), event->id);
    else if (!cx->who->organisation_id) html(out, "Member schools pay %s.", pence_words(cx, event->member_price_pence));
    else if (page->member) html(out, "Because %s is a member school. Others pay %s.", cx->who->organisation, pence_words(cx, event->other_price_pence));
    else html(out, "%s is not a member school. Members pay %s.", cx->who->organisation, pence_words(cx, event->member_price_pence));
    html(out, "</p>");
}

static bool is_full(const Event *event) { return event->taken >= event->places || event->waiting; }

static const char *book_words(const Ctx *cx, const EventPage *page)
{
    if (page->asked_for) return may(cx, BOOK_PLACES) ? "Ask for places" : "Ask for a place";
    if (is_full(&page->event)) return "Join the waiting list";
    return cx->who && !may(cx, BOOK_PLACES) ? "Book your place" : "Book places";
}

static void book_act(Out *out, const EventPage *page, const char *classes)
{
    const Event *event = &page->event;
    if (page->bookable && !(page->is_mine && !may(out->cx, BOOK_PLACES)))
        html(out, "<a href=\"/events/%ld/book\" role=\"button\" draggable=\"false\" class=\"govuk-button%s\" data-module=\"govuk-button\">%s</a>", event->id, classes, book_words(out->cx, page));
}

static void my_place(Out *out, const Mine *mine)
{
    html(out, "<p class=\"govuk-!-margin-top-0 govuk-!-margin-bottom-3\">");
    ly_status(out, same(mine->state, "confirmed") ? LY_GOOD : LY_INFO, mine_words(mine));
    html(out, " <a class=\"govuk-link ly-small\" href=\"/registrations/%ld\">See your place</a></p>\n", mine->registration_id);
}

/* What the event's own rules say of its places. */
static void rules_lines(Out *out, const EventPage *page)
{
    Ctx *cx = out->cx;
    const Event *event = &page->event;
    if (page->cap.places) html(out, "<p class=\"ly-small govuk-!-margin-top-2 govuk-!-margin-bottom-0\">%s.</p>", school_cap_words(cx, &page->cap));
    if (page->minimum.people) html(out, "<p class=\"ly-small govuk-!-margin-top-2 govuk-!-margin-bottom-0\">%s.</p>", page->goes_ahead ? "It goes ahead" : minimum_rule_words(cx, &page->minimum));
    if (!page->ballot.closes_at) return;
    html(out, "<p class=\"ly-small govuk-!-margin-top-2 govuk-!-margin-bottom-0\">");
    if (page->asked_for) html(out, "Places are drawn after <b>%s</b>: each school gets one before any gets a second.", soon_words(cx, event_ballot_ends(event, &page->ballot)));
    else html(out, "%s", page->ballot.drawn_at ? "The places were drawn." : "The ballot has closed, and its places are being drawn.");
    html(out, " <a class=\"govuk-link\" href=\"/events/%ld/ballot\">%s</a></p>", event->id, page->ballot.drawn_at ? "The result" : "How places are drawn");
}

static void booking_panel(Out *out, const EventPage *page)
{
    Ctx *cx = out->cx;
    const Event *event = &page->event;
    html(out, "<div class=\"ly-panel\" itemprop=\"offers\" itemscope itemtype=\"https://schema.org/Offer\">");
    html(out, "<meta itemprop=\"priceCurrency\" content=\"GBP\"><meta itemprop=\"price\" content=\"%s\">\n", money_table(cx, event->other_price_pence) + strlen("£"));
    if (page->is_mine) my_place(out, &page->mine);
    if (!one_of(event->state, "published") || event->ends_at <= cx->now) {
        html(out, "<h2 class=\"ly-h\">%s</h2>", page->why_not);
        html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">%s<a class=\"govuk-link\" href=\"/courses/%ld\">%s</a></p></div>\n",
             page->other_count ? "" : "No other date is planned yet. ", event->course_id, page->other_count ? "See its other dates" : "See the course");
        return;
    }
    if (cx->who && cx->who->organisation_id) html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-0\">For %s</p>\n", cx->who->organisation);
    html(out, "<p class=\"ly-price govuk-!-margin-bottom-2\">%s</p>\n", price_line(cx, page));
    price_why(out, page);
    places_show(out, &page->as_listed);
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-0\">%ld of %ld taken</p>", event->taken, event->places);
    rules_lines(out, page);
    if (!page->bookable) html(out, "<p class=\"ly-small govuk-!-margin-top-3 govuk-!-margin-bottom-0\">%s.</p>", page->why_not);
    book_act(out, page, " govuk-!-margin-top-3 govuk-!-margin-bottom-2");
    if (page->bookable && is_full(event) && !page->asked_for)
        html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-0\">A place that comes free is offered to schools that have nobody on the event yet, then in the order of asking, and kept for %s.</p>",
             counted(cx, event->offer_hours, "hour", NULL));
    html(out, "</div>\n");
}

static void materials_part(Out *out, const Material *list, size_t n)
{
    LyPaper *papers = array(out->cx, LyPaper, n + 1);
    for (size_t i = 0; i < n; i++)
        papers[i] = (LyPaper){ material_group_words(&list[i]), list[i].name, material_address(out->cx, &list[i]), material_kind_words(out->cx, &list[i]) };
    ly_papers(out, "Materials", "For you and the others who have a place.", papers, n);
}

static void good_to_know(Out *out, const EventPage *page)
{
    Ctx *cx = out->cx;
    const Event *event = &page->event;
    int64_t cancel_by = charge_free_until(cx, &page->charges, event->cancel_by, event->starts_at);
    html(out, "<div class=\"ly-panel ly-panel--tint ly-small\"><h2 class=\"ly-h govuk-!-margin-bottom-2\">Good to know</h2>\n<ul class=\"ly-plain\">");
    int64_t until = page->asked_for ? event_ballot_ends(event, &page->ballot) : event_books_until(event);
    if (page->bookable) html(out, "<li>%s by <b>%s</b></li>", page->asked_for ? "Ask" : "Book", soon_words(cx, until));
    if (one_of(event->state, "published closed") && event->starts_at > cx->now)
        html(out, "<li>%s <b>%s</b>. %s%sSending somebody else is always free. <a class=\"govuk-link\" href=\"/booking-terms\">Booking terms</a></li>",
             cancel_by > cx->now ? "Cancel free until" : "Cancelling was free until", soon_words(cx, cancel_by), event->charges, *event->charges ? " " : "");
    if (!same(event->format, "in person")) html(out, "<li>The link to join online is sent to those with a place.</li>");
    html(out, "<li>Course code %s</li></ul></div>\n", event->code);
}

static void ways_on(Out *out, const EventPage *page)
{
    const char *email = out->cx->partnership->email;
    html(out, "<div class=\"ly-small\"><p class=\"govuk-!-margin-top-0 govuk-!-margin-bottom-1\">");
    icon(out, ICON_CALENDAR);
    html(out, " <a class=\"govuk-link\" href=\"/events/%ld.ics\">Add to calendar</a></p>", page->event.id);
    html(out, "<p class=\"govuk-!-margin-top-0 govuk-!-margin-bottom-1\">");
    icon(out, ICON_INFO);
    html(out, " <a class=\"govuk-link\" href=\"/courses/%ld\">The course and its other dates</a></p>", page->event.course_id);
    if (!blank(email)) {
        html(out, "<p class=\"govuk-!-margin-0\">");
        icon(out, ICON_PERSON);
        html(out, " <a class=\"govuk-link\" href=\"mailto:%s?subject=%s\">Ask the office about this course</a></p>", email, page->event.code);
    }
    html(out, "</div>\n");
}

static void dates_list(Out *out, const char *heading, const CatalogueEvent *events, size_t count, bool to_come)
{
    Ctx *cx = out->cx;
    if (!count) return;
    html(out, "<div class=\"govuk-!-margin-bottom-6\"><h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n", heading);
    ly_sessions_begin(out);
    for (size_t i = 0; i < count; i++) {
        ly_session_begin(out, events[i].starts_on);
        html(out, "<a class=\"govuk-link\" href=\"/events/%ld\">%s, %s</a><br><span class=\"ly-quiet\">%s%s%s</span>", events[i].id, day_words(cx, events[i].starts_on),
             clock_words(cx, events[i].starts_at), where_shown(cx, events[i].format, events[i].place), to_come ? ". " : "", to_come ? places_words(cx, &events[i]) : "");
        ly_session_end(out);
    }
    ly_sessions_end(out);
    html(out, "</div>\n");
}

/* ---- pages ---- */

static void event_head(Out *out, const EventPage *page)
{
    Ctx *cx = out->cx;
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-3\" itemprop=\"name\">%s</h1>\n", page->event.title);
    html(out, "<meta itemprop=\"startDate\" content=\"%s\"><meta itemprop=\"endDate\" content=\"%s\">", instant_iso(cx, page->event.starts_at), instant_iso(cx, page->event.ends_at));
    html(out, "<meta itemprop=\"eventStatus\" content=\"https://schema.org/%s\">\n", same(page->event.state, "cancelled") ? "EventCancelled" : "EventScheduled");
    if (same(page->event.state, "draft")) html(out, "<p class=\"govuk-!-margin-top-0\"><span class=\"ly-status\">Draft</span> Only those who plan it see this page.</p>\n");
    if (same(page->event.state, "cancelled")) {
        html(out, "<div class=\"ly-note ly-note--bad\">");
        icon(out, ICON_WARNING);
        html(out, "<p>This event has been cancelled. Everybody who was booked has been told.</p></div>\n");
    }
    if (*page->event.summary) html(out, "<p class=\"ly-lede\" itemprop=\"description\">%s</p>\n", page->event.summary);
}

/* The next instant at which the page says something else. */
static int64_t event_fresh_until(Ctx *cx, const EventPage *page)
{
    const Event *event = &page->event;
    int64_t soonest = 0, instants[] = { event->booking_opens_at, event->booking_closes_at, charge_free_until(cx, &page->charges, event->cancel_by, event->starts_at), event->starts_at, event->ends_at, page->cap.until_at,
                                        page->asked_for ? event_ballot_ends(event, &page->ballot) : 0 };
    for (size_t i = 0; i < COUNT(instants); i++)
        if (instants[i] > cx->now && (!soonest || instants[i] < soonest)) soonest = instants[i];
    return soonest;
}

static Error *event_show(Ctx *cx, const Request *rq, Response *rs)
{
    EventPage page = {0};
    TRY(event_load(cx, rq->id, &page));
    rs->fresh_until = event_fresh_until(cx, &page);
    const Crumb crumbs[] = { { "Programme", "/courses" }, { page.theme_count ? page.themes[0].name : "", page.theme_count ? text(cx, "/courses?theme=%s", page.themes[0].slug) : "/" } };

    Out *out = page_begin(cx, rq, rs, (Page){ .title = page.event.title, .frame = FRAME_PUBLIC, .current = "programme", .wide = true, .crumbs = crumbs, .crumb_count = page.theme_count ? 2 : 1,
        .description = *page.event.summary ? page.event.summary : NULL, .alternate = text(cx, "/events/%ld.ics", page.event.id), .alternate_type = "text/calendar" });
    html(out, "<div class=\"ly-split ly-split--right\" itemscope itemtype=\"https://schema.org/EducationEvent\">\n<div>\n");
    event_head(out, &page);
    course_facts(out, &page.course, page.themes, page.theme_count, page.event.minutes);
    eligibility_note(out, &page.eligibility);
    event_sessions_list(out, &page);
    course_prose(out, &page.course);
    course_quality_show(out, &page.quality, page.course.published_at, page.term_start);
    course_said(out, &page.rating, false);
    leaders_list(out, &page);
    venues_list(out, &page);
    dates_list(out, "Other dates", page.others, page.other_count, true);
    html(out, "</div>\n<aside class=\"ly-sticky\" aria-label=\"Price and booking\">");
    booking_panel(out, &page);
    materials_part(out, page.materials, page.material_count);
    good_to_know(out, &page);
    ways_on(out, &page);
    html(out, "</aside></div>\n");
    if (page.bookable && !(page.is_mine && !may(cx, BOOK_PLACES))) {
        html(out, "<div class=\"ly-bookbar\"><span><b>%s</b>%s</span>", price_line(cx, &page), places_words(cx, &page.as_listed));
        book_act(out, &page, "");
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *course_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    CourseRating rating;
    CourseQuality quality;
    int64_t term_start;
    Eligibility eligibility;
    ThemeLabel *themes;
    CatalogueEvent *to_come, *past;
    size_t theme_count, to_come_count, past_count;
    TRY(course_find(cx, rq->id, &course));
    if (!course_visible(cx, &course)) return missing(cx, "course %ld is a draft", rq->id);
    TRY(course_themes(cx, course.id, &themes, &theme_count));
    TRY(course_rating_find(cx, course.id, &rating));
    TRY(course_quality_find(cx, course.id, &quality));
    TRY(term_start_find(cx, &term_start));
    TRY(eligibility_of_course(cx, course.id, &eligibility));
    TRY(db_list(cx, dates_to_come, other_row, &to_come, &to_come_count, INT(course.id), INT(cx->now), INT(0)));
    TRY(db_list(cx, dates_past, other_row, &past, &past_count, INT(course.id), INT(cx->now)));
    if (to_come_count) rs->fresh_until = to_come[0].starts_at;
    const Crumb crumbs[] = { { "Programme", "/courses" }, { theme_count ? themes[0].name : "", theme_count ? text(cx, "/courses?theme=%s", themes[0].slug) : "/" } };

    Out *out = page_begin(cx, rq, rs, (Page){ .title = course.title, .frame = FRAME_PUBLIC, .current = "programme", .wide = true,
        .crumbs = crumbs, .crumb_count = theme_count ? 2 : 1, .description = *course.summary ? course.summary : NULL });
    html(out, "<div class=\"ly-split ly-split--right ly-split--ahead\" itemscope itemtype=\"https://schema.org/Course\"><div>\n"
              "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-3\" itemprop=\"name\">%s</h1>\n", course.title);
    if (!same(course.state, "published")) html(out, "<p><span class=\"ly-status\">%s</span></p>", same(course.state, "draft") ? "Draft" : "No longer offered");
    if (*course.summary) html(out, "<p class=\"ly-lede\" itemprop=\"description\">%s</p>\n", course.summary);
    html(out, "</div>\n<aside aria-label=\"Dates\">\n");
    dates_list(out, "Dates", to_come, to_come_count, true);
    if (!to_come_count) html(out, "<div class=\"ly-panel ly-panel--tint ly-small\"><h2 class=\"ly-h govuk-!-margin-bottom-2\">No date is planned</h2>"
                                  "<p class=\"govuk-!-margin-0\"><a class=\"govuk-link\" href=\"/courses\">See the whole programme</a></p></div>\n");
    html(out, "</aside>\n<div>");
    course_facts(out, &course, themes, theme_count, 0);
    eligibility_note(out, &eligibility);
    course_prose(out, &course);
    course_quality_show(out, &quality, course.published_at, term_start);
    course_said(out, &rating, true);
    dates_list(out, "Held before", past, past_count, false);
    html(out, "<p class=\"ly-small ly-quiet\">Offered by <span itemprop=\"provider\">%s</span>. Course code %s.</p></div></div>\n", course.owner, course.code);
    page_end(rs);
    return OK;
}

ROUTES(event_pages,
    GET("/courses/:id", PUBLIC, course_show),
    GET("/events/:id",  PUBLIC, event_show),
);
