/* Today in the office: what waits for somebody, with the button beside the words, and the sessions of the coming week. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/db.h"
#include "platform/mail/mail.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_list.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/review_change.h"

enum { COMING_DAYS = 8, COMING_MOST = 60, UNMARKED_DAYS = 28, UNMARKED_MOST = 10, DAY = 86400 };

typedef struct { int64_t id, event_id, starts_at, ends_at, places, taken, waiting; const char *title, *place_kind, *venue, *led_by; } Coming;
static const Column coming_columns[] = { COLUMN(Coming, id), COLUMN(Coming, event_id), COLUMN(Coming, starts_at), COLUMN(Coming, ends_at), COLUMN(Coming, places), COLUMN(Coming, taken),
                                         COLUMN(Coming, waiting), COLUMN(Coming, title), COLUMN(Coming, place_kind), COLUMN(Coming, venue), COLUMN(Coming, led_by) };
#define SESSIONS "SELECT s.id, s.event_id, s.starts_at, s.ends_at, e.places, e.taken, e.waiting, c.title, s.place_kind, v.name AS venue, e.led_by" \
    "  FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id LEFT JOIN venue v ON v.id = s.venue_id" \
    " WHERE (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1) AND e.state IN ('published', 'closed')"
SQL(sessions_coming,   SESSIONS " AND s.ends_at > $2 AND s.starts_at < $3 ORDER BY s.starts_at, s.id LIMIT CAST($4 AS BIGINT)");
SQL(sessions_unmarked, SESSIONS " AND e.taken > 0 AND s.starts_at <= $2 AND s.starts_at > $3 AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id)"
                       " ORDER BY s.starts_at DESC, s.id LIMIT CAST($4 AS BIGINT)");

typedef struct { int64_t doubtful, failed, registers, files, offers, orders; } Desk;
static const Column desk_columns[] = { COLUMN(Desk, doubtful), COLUMN(Desk, failed), COLUMN(Desk, registers), COLUMN(Desk, files), COLUMN(Desk, offers), COLUMN(Desk, orders) };

/* Of the whole office, or of a department's own events. */
typedef struct { int64_t requests, second_dates, declined, unanswered, go_aheads, reviews, returned, changes, to_put_right; } Asking;
static const Column asking_columns[] = { COLUMN(Asking, requests), COLUMN(Asking, second_dates), COLUMN(Asking, declined), COLUMN(Asking, unanswered), COLUMN(Asking, go_aheads), COLUMN(Asking, reviews), COLUMN(Asking, returned), COLUMN(Asking, changes), COLUMN(Asking, to_put_right) };
#define TO_LEAD " AND e.starts_at > $2 AND e.state IN ('draft', 'published', 'closed') AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)"
SQL(places_asked, "SELECT (SELECT COUNT(*) FROM approval a JOIN registration r ON r.id = a.registration_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
                  " WHERE a.decided_at IS NULL AND a.step = 'office' AND r.state = 'requested' AND e.state <> 'cancelled' AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)) AS requests,"
                  " (SELECT COUNT(*) FROM second_date s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id WHERE s.decided_at IS NULL AND e.waiting > 0"
                  "   AND e.starts_at > $2 AND e.state IN ('published', 'closed') AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)) AS second_dates,"
                  " (SELECT COUNT(*) FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id WHERE f.answer <> 'accepted' AND f.answer = 'declined'" TO_LEAD ") AS declined,"
                  " (SELECT COUNT(*) FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id WHERE f.answer <> 'accepted' AND f.answer = 'asked' AND f.asked_at < $3" TO_LEAD ") AS unanswered,"
                  " (SELECT COUNT(*) FROM go_ahead g JOIN event_minimum m ON m.event_id = g.event_id AND m.decide_on = g.decide_on JOIN event e ON e.id = g.event_id JOIN course c ON c.id = e.course_id"
                  "   WHERE g.decided = '' AND e.starts_at > $2 AND e.state IN ('published', 'closed') AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)) AS go_aheads,"
                  " (SELECT COUNT(*) FROM review v WHERE v.decided_at IS NULL AND CAST($1 AS BIGINT) = 0) AS reviews,"
                  /* A department's drafts that came back, and have not been sent again. */
                  " (SELECT COUNT(*) FROM course c JOIN review v ON v.course_id = c.id LEFT JOIN event e ON e.id = v.event_id WHERE c.owner_id = $1 AND v.outcome = 'returned'"
                  "   AND CASE WHEN v.event_id IS NULL THEN c.state ELSE e.state END = 'draft'"
                  "   AND NOT EXISTS (SELECT 1 FROM review n WHERE n.course_id = v.course_id AND COALESCE(n.event_id, 0) = COALESCE(v.event_id, 0) AND n.id > v.id)) AS returned,"
                  " (SELECT COUNT(*) FROM review_change g LEFT JOIN event e ON e.id = g.event_id WHERE " REVIEW_CHANGE_OPEN("$2") " AND CAST($1 AS BIGINT) = 0) AS changes,"
                  " (SELECT COUNT(*) FROM review_change g JOIN course c ON c.id = g.course_id LEFT JOIN event e ON e.id = g.event_id"
                  "   WHERE g.returned_at IS NOT NULL AND " REVIEW_CHANGE_SEEN("$2") " AND c.owner_id = $1) AS to_put_right");

SQL(desk_waits, "SELECT (SELECT COUNT(*) FROM mail m WHERE " MAIL_TROUBLED("m.") " AND m.state = 'doubtful') AS doubtful,"
                " (SELECT COUNT(*) FROM mail m WHERE " MAIL_TROUBLED("m.") " AND m.state IN ('refused', 'given up') AND m.queued_at > $1) AS failed,"
                " (SELECT COUNT(*) FROM import i WHERE i.state = 'staged' AND i.kind = 'register' AND i.rows > i.same) AS registers,"
                " (SELECT COUNT(*) FROM intake i WHERE i.state = 'staged' AND i.organisation_id IS NULL AND i.rows > i.same) AS files, (SELECT COUNT(*) FROM registration r WHERE r.state = 'offered') AS offers,"
                " (SELECT COUNT(*) FROM subscription s WHERE s.state = 'ordered') AS orders");

typedef struct { EventsCounts events; Asking asking; Desk desk; Coming *unmarked, *coming; size_t unmarked_count, coming_count; } Today;

static Error *today_read(Ctx *cx, Today *t)
{
    int64_t scope = programme_scope(cx);
    TRY(events_count(cx, &t->events));
    TRY(db_list(cx, sessions_unmarked, coming_columns, &t->unmarked, &t->unmarked_count, INT(scope), INT(cx->now), INT(cx->now - UNMARKED_DAYS * DAY), INT(UNMARKED_MOST)));
    TRY(db_list(cx, sessions_coming, coming_columns, &t->coming, &t->coming_count, INT(scope), INT(cx->now), INT(cx->now + COMING_DAYS * DAY), INT(COMING_MOST)));
    TRY(db_one(cx, places_asked, asking_columns, &t->asking, INT(scope), INT(cx->now), INT(cx->now - LEADING_SLOW_DAYS * DAY)));
    return may(cx, AUDIT) ? db_one(cx, desk_waits, desk_columns, &t->desk, INT(cx->now - 7 * DAY)) : OK;
}

/* In the order in which they stand. `at` is the number's place among what was counted. */
typedef struct { size_t at; int needs; const char *one, *many, *why, *act, *href; } Need;
#define DESK(member)   offsetof(Today, desk.member)
#define EVENTS(member) offsetof(Today, events.member)
static const Need list[] = {
    { offsetof(Today, asking.reviews), RUN_PROGRAMME, "draft of a department is to be looked at", "drafts of departments are to be looked at", "Publish it, or send it back with words.", "Look", "/office/reviews" },
    { offsetof(Today, asking.returned), OWN_COURSES, "draft came back from the office", "drafts came back from the office", "Change what it says, and send it again.", "Look", "/office/reviews" },
    { offsetof(Today, asking.changes), RUN_PROGRAMME, "course or event was changed while everybody sees it", "courses or events were changed while everybody sees them", "By the department whose it is. Accept it, or ask for it to be put right.", "Look", "/office/reviews" },
    { offsetof(Today, asking.to_put_right), OWN_COURSES, "change is to be put right", "changes are to be put right", "The office has said what.", "Look", "/office/reviews" },
    { offsetof(Today, asking.requests), OWN_COURSES, "place is asked for", "places are asked for", "Nobody has one until you say so.", "Decide", "/office/approvals" },
    { offsetof(Today, asking.go_aheads), OWN_COURSES, "event has fewer people than it needs", "events have fewer people than they need", "The day has come to decide: it goes ahead, it does not, or it is decided later.", "Decide", "/office/decisions" },
    { DESK(doubtful),  AUDIT,          "letter is in doubt", "letters are in doubt", "The connection was lost at the end. Send again, or take as arrived.", "Decide", "/office/mail?list=doubtful" },
    { DESK(failed),    AUDIT,          "letter was not taken", "letters were not taken", "In the last seven days. The address may be wrong.", "Look", "/office/mail?list=failed" },
    { DESK(orders),    BILL,           "order of a package waits to be confirmed", "orders of packages wait to be confirmed", "The school is a member and holds its package once you say so.", "Look", "/office/subscriptions?state=ordered" },
    { DESK(registers), RUN_MEMBERS,    "schools register is read and not written yet", "schools registers are read and not written yet", "Look through what would change, then write it or drop it.", "Look", "/office/register" },
    { DESK(files),     RUN_MEMBERS,    "file is read and not written yet", "files are read and not written yet", "Look through what would change, then write it or drop it.", "Look", "/office/imports" },
    { EVENTS(few),     READ_PROGRAMME, "event has too few people", "events have too few people", "Fewer than two fifths of the places are taken, and it is four weeks or less to the day.", "Decide", "/office/programme?list=few" },
    { EVENTS(full),    READ_PROGRAMME, "event is full or has people waiting", "events are full or have people waiting", "Offer a second date, or more places.", "Look", "/office/programme?list=full" },
    { offsetof(Today, asking.second_dates), OWN_COURSES, "waiting list asks for a second date", "waiting lists ask for a second date", "Choose the day, and those who wait are offered its places.", "Decide", "/office/second-dates" },
    { offsetof(Today, asking.declined), READ_PROGRAMME, "facilitator cannot lead what they were asked", "facilitators cannot lead what they were asked", "Ask somebody else before people notice.", "Look", "/office/facilitators" },
    { offsetof(Today, asking.unanswered), READ_PROGRAMME, "facilitator has not answered", "facilitators have not answered", "They were asked three days ago or more.", "Ask again", "/office/facilitators" },
    { EVENTS(draft),   READ_PROGRAMME, "draft is not published", "drafts are not published", "Only the office sees drafts.", "Look", "/office/programme?list=drafts" },
};

static int64_t need_count(const Today *t, const Need *need) { return *(const int64_t *)((const char *)t + need->at); }

static void needs_put(Out *out, const Today *t)
{
    Ctx *cx = out->cx;
    size_t kinds = 0;
    for (size_t i = 0; i < COUNT(list); i++) kinds += need_count(t, &list[i]) && may(out->cx, list[i].needs);
    if (!t->unmarked_count && !kinds) {
        ly_empty(out, (LyEmpty){ .title = "Nothing waits for you", .words = "Registers to take, events with a waiting list or too few people, drafts and letters that did not go appear here.",
                                 .act = "See the programme", .act_href = "/office/programme", .plain = true });
        return;
    }
    ly_needs_begin(out);
    for (size_t i = 0; i < t->unmarked_count; i++)
        ly_need(out, t->unmarked[i].title, text(cx, "The register is not taken: %s, %s, %s booked.", day_words(cx, date_of(cx, t->unmarked[i].starts_at)), clock_words(cx, t->unmarked[i].starts_at),
                counted(cx, t->unmarked[i].taken, "person", "people")), may(cx, TAKE_REGISTER) ? "Take the register" : "See the register", text(cx, "/events/%ld/register/%ld", t->unmarked[i].event_id, t->unmarked[i].id));
    for (size_t i = 0; i < COUNT(list); i++) {
        int64_t n = need_count(t, &list[i]);
        const char *why = list[i].at == EVENTS(full) && t->desk.offers ? text(cx, "%s on offer now. %s", counted(cx, t->desk.offers, "place is", "places are"), list[i].why) : list[i].why;
        if (n && may(cx, list[i].needs)) ly_need(out, counted(cx, n, list[i].one, list[i].many), why, list[i].act, list[i].href);
    }
    ly_needs_end(out);
}

static void coming_put(Out *out, const Today *t)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "The coming week", .tone = LY_FLUSH, .end_text = "Programme", .end_href = "/office/programme" });
    if (!t->coming_count) html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">No session in the next %d days.</p>", COMING_DAYS - 1);
    else {
        ly_table_begin(out, (LyTable){ .caption = "Sessions of the coming week", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Session" }, { .text = "When" }, { .text = "Places" }) });
        for (size_t i = 0; i < t->coming_count; i++) {
            const Coming *s = &t->coming[i];
            const char *on = date_of(cx, s->starts_at);
            html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s. %s</span></span></th>"
                      "<td data-label=\"When\" class=\"ly-nowrap\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Places\"><span>", s->event_id, s->title, where_shown(cx, s->place_kind, s->venue),
                 *s->led_by ? s->led_by : "Nobody is named to lead it", same(on, cx->today) ? "Today" : day_short(cx, on), clock_range(cx, s->starts_at, s->ends_at));
            ly_fill(out, (LyPlaces){ s->places, s->taken, s->waiting });
            if (may(cx, READ_REGISTER)) html(out, "<a class=\"govuk-link\" href=\"/events/%ld/register/%ld\">Register<span class=\"govuk-visually-hidden\"> of %s</span></a>", s->event_id, s->id, s->title);
            html(out, "</span></td></tr>\n");
        }
        ly_table_end(out);
    }
    ly_panel_end(out);
}

static Error *today_show(Ctx *cx, const Request *rq, Response *rs)
{
    Today t = {0};
    TRY(today_read(cx, &t));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Today", .frame = FRAME_OFFICE, .current = "office-today", .wide = true });
    ly_head_begin(out, "Today");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", day_words(cx, cx->today));
    ly_head_end(out, false);
    html(out, "<div class=\"ly-split ly-split--even\"><div>\n");
    ly_panel_begin(out, (LyPanel){ .title = "Needs somebody" });
    needs_put(out, &t);
    ly_panel_end(out);
    html(out, "</div><div>\n");
    coming_put(out, &t);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

ROUTES(today_pages,
    GET("/office", READ_PROGRAMME, today_show),
);
