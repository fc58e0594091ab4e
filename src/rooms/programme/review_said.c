/* What a draft says, as lines that can be compared: "Places: 24". */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/security/digest.h"
#include "rooms/programme/course_quality.h"
#include "rooms/programme/eligibility.h"
#include "rooms/programme/event_rules.h"
#include "rooms/programme/review.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/event_price.h"
#include "rooms/programme/school_cap.h"

enum { LINES_MOST = 40, CHANGES_SHOWN = 5 };

SQL(said_before, "SELECT said FROM review WHERE course_id = $1 AND COALESCE(event_id, 0) = $2 AND decided_at IS NOT NULL ORDER BY id DESC LIMIT 1");
SQL(copied_from, "SELECT COALESCE(copied_from, 0) FROM event WHERE id = $1");

/* ---- saying ---- */

/* Nothing is not said; what has several lines becomes one. */
static void say(Draft *said, const char *label, const char *value)
{
    if (blank(value)) return;
    char *line = (char *)text_copy(said->cx, value, strlen(value));
    for (char *at = line; *at; at++) if (*at == '\n' || *at == '\r') *at = ' ';
    draft_add(said, "%s: %s\n", label, text_trim(said->cx, line));
}

static const char *labels_said(Ctx *cx, const CourseLabel *labels, size_t count, int64_t bits)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < count; i++)
        if (bits >> i & 1) draft_add(&words, "%s%s", words.length ? ", " : "", labels[i].word);
    return draft_text(&words);
}

/* What speaks for it: points of frameworks, with how it meets those that say so, and the evidence. */
static Error *quality_said(Ctx *cx, int64_t id, Draft *said)
{
    CourseQuality quality;
    Draft points = { .cx = cx };
    TRY(course_quality_find(cx, id, &quality));
    for (size_t i = 0; i < quality.count; i++) {
        const CoursePoint *point = &quality.points[i];
        draft_add(&points, "%s%s%s%s", i ? "; " : "", point->name, *point->words ? ": " : "", point->words);
    }
    say(said, "Frameworks", draft_text(&points));
    say(said, "Evidence", text(cx, "%s %s", quality.evidence_words, quality.evidence_link));
    return OK;
}

static Error *course_said(Ctx *cx, int64_t id, Draft *said)
{
    Course course = {0};
    ThemeLabel *themes;
    Eligibility eligibility;
    size_t count;
    Draft names = { .cx = cx };
    TRY(course_find(cx, id, &course));
    TRY(course_themes(cx, id, &themes, &count));
    TRY(eligibility_of_course(cx, id, &eligibility));
    for (size_t i = 0; i < count; i++) draft_add(&names, "%s%s", i ? ", " : "", themes[i].name);
    say(said, "Title", course.title), say(said, "Code", course.code), say(said, "Kind", course.kind);
    say(said, "Summary", course.summary), say(said, "Outcome", course.outcome), say(said, "Description", course.description);
    say(said, "For", labels_said(cx, course_audiences, course_audience_count, course.audience_bits));
    say(said, "Phases", labels_said(cx, course_phases, course_phase_count, course.phase_bits));
    say(said, "Themes", draft_text(&names));
    say(said, "Who can come", eligibility_words(cx, &eligibility));
    return quality_said(cx, id, said);
}

static const char *session_said(Ctx *cx, const Session *session)
{
    const char *where = same(session->place_kind, "online") ? "online" : session->venue;
    return text(cx, "%s, %s, %s%s", day_words(cx, date_of(cx, session->starts_at)), clock_range(cx, session->starts_at, session->ends_at), where, same(session->place_kind, "both") ? " and online" : "");
}

static Error *rules_said(Ctx *cx, const Event *event, Draft *said)
{
    Eligibility eligibility;
    SchoolCap cap;
    TRY(eligibility_of_event(cx, event, &eligibility));
    TRY(school_cap_find(cx, event->id, &cap));
    say(said, "Who can come", eligibility_words(cx, &eligibility));
    say(said, "Approval", event->rules & RULE_OFFICE_APPROVES ? "each place is approved" : "");
    say(said, "Ballot", event->rules & RULE_BALLOT ? "places are drawn" : "");
    say(said, "Limit", cap.places ? school_cap_words(cx, &cap) : "");
    return OK;
}

static Error *event_said(Ctx *cx, int64_t id, Draft *said)
{
    Event event = {0};
    ClassPrices prices;
    Discount discount;
    Session *sessions;
    size_t count;
    TRY(event_find(cx, id, &event));
    TRY(event_sessions(cx, id, &sessions, &count));
    say(said, "Course", event.title);
    for (size_t i = 0; i < count; i++) say(said, count == 1 ? "When and where" : text(cx, "Session %zu", i + 1), session_said(cx, &sessions[i]));
    say(said, "Places", text(cx, "%ld", (long)event.places));
    say(said, "Price for members", event.member_price_pence ? money_words(cx, event.member_price_pence) : "free");
    say(said, "Price for others", event.other_price_pence ? money_words(cx, event.other_price_pence) : "free");
    TRY(event_prices_find(cx, &event, &prices));
    TRY(event_discount_find(cx, &event, &discount));
    say(said, "Prices by customer", class_prices_words(cx, &prices));
    say(said, "Discounts", discount_words(cx, &discount, event.starts_on));
    say(said, "Booking opens", event.booking_opens_at ? moment_words(cx, event.booking_opens_at) : "");
    say(said, "Booking closes", event.booking_closes_at ? moment_words(cx, event.booking_closes_at) : "");
    say(said, "Free to cancel until", event.cancel_by ? moment_words(cx, event.cancel_by) : "");
    say(said, "Led by", event.led_by);
    TRY(rules_said(cx, &event, said));
    say(said, "Joining note", event.joining_note);
    return OK;
}

Error *review_said(Ctx *cx, int64_t course_id, int64_t event_id, const char **said)
{
    Draft lines = { .cx = cx };
    TRY(event_id ? event_said(cx, event_id, &lines) : course_said(cx, course_id, &lines));
    *said = draft_text(&lines);
    return OK;
}

/* ---- comparing ---- */

typedef struct { const char *said; } Before;

/* What it is compared with: as it was last with the office, or else the event that it is a copy of; NULL: nothing. */
static Error *said_then(Ctx *cx, int64_t course_id, int64_t event_id, const char **then)
{
    static const Column columns[] = { COLUMN(Before, said) };
    Before before = {0};
    bool found;
    int64_t original = 0;
    *then = NULL;
    TRY(db_maybe(cx, said_before, columns, &before, &found, INT(course_id), INT(event_id)));
    if (found) { *then = before.said; return OK; }
    if (event_id) TRY(db_number(cx, copied_from, &original, INT(event_id)));
    return original ? review_said(cx, course_id, original, then) : OK;
}

/* The value that a line of this label has; "" where there is none. */
static const char *value_of(Ctx *cx, const char *said, const char *label)
{
    size_t length = strlen(label);
    for (const char *at = said; at && *at; ) {
        const char *end = strchr(at, '\n');
        if (!strncmp(at, label, length) && at[length] == ':') return text_copy(cx, at + length + 2, end ? (size_t)(end - at) - length - 2 : strlen(at + length + 2));
        at = end ? end + 1 : NULL;
    }
    return "";
}

static bool is_there(const ReviewLook *look, const char *label)
{
    for (size_t i = 0; i < look->count; i++) if (same(look->lines[i].label, label)) return true;
    return false;
}

/* A line for each thing that `said` says and is not there yet. */
static void lines_add(Ctx *cx, ReviewLook *look, const char *said, const char *then, const char *now)
{
    for (const char *at = said; at && *at && look->count < LINES_MOST; ) {
        const char *colon = strchr(at, ':'), *end = strchr(at, '\n');
        if (!colon || !end || colon > end) return;
        const char *label = text_copy(cx, at, (size_t)(colon - at));
        at = end + 1;
        if (is_there(look, label)) continue;
        ReviewLine line = { .label = label, .was = then ? value_of(cx, then, label) : NULL, .is = value_of(cx, now, label) };
        look->changed += line.was && !same(line.was, line.is);
        look->lines[look->count++] = line;
    }
}

Error *review_look(Ctx *cx, int64_t course_id, int64_t event_id, ReviewLook *look)
{
    const char *then;
    TRY(said_then(cx, course_id, event_id, &then));
    return review_look_since(cx, course_id, event_id, then, look);
}

Error *review_look_since(Ctx *cx, int64_t course_id, int64_t event_id, const char *then, ReviewLook *look)
{
    const char *now;
    *look = (ReviewLook){ .lines = array(cx, ReviewLine, LINES_MOST) };
    TRY(review_said(cx, course_id, event_id, &now));
    lines_add(cx, look, now, then, now);
    lines_add(cx, look, then, then, now);
    look->seen = digest_of(cx, now);
    return OK;
}

const char *review_changes(Ctx *cx, const ReviewLook *look)
{
    const char *labels[CHANGES_SHOWN];
    size_t n = 0;
    if (!look->count || !look->lines[0].was) return "All of it is new";
    for (size_t i = 0; i < look->count && n < CHANGES_SHOWN; i++)
        if (!same(look->lines[i].was, look->lines[i].is)) labels[n++] = look->lines[i].label;
    if (!n) return "Nothing";
    return look->changed > n ? text(cx, "%s and %zu more", text_list(cx, labels, n), look->changed - n) : text_list(cx, labels, n);
}
