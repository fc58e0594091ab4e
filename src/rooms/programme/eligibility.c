#include "rooms/programme/eligibility.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/post.h"
#include "rooms/programme/review_change.h"

/* $2 is 0 for the course's own rows. */
#define OF "y.course_id = $1 AND COALESCE(y.event_id, 0) = $2"
SQL(eligibility_rows,   "SELECT y.kind, y.word, y.earlier_id, c.code, c.title FROM eligibility y LEFT JOIN course c ON c.id = y.earlier_id WHERE " OF " ORDER BY y.id");
SQL(eligibility_clear,  "DELETE FROM eligibility WHERE course_id = $1 AND COALESCE(event_id, 0) = $2");
SQL(eligibility_insert, "INSERT INTO eligibility (id, course_id, event_id, kind, word, earlier_id) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(eligibility_course_hold, "UPDATE course SET version = version + 1, changed_at = $2 WHERE id = $1");
/* The courses of these codes, each with a space on both sides. */
SQL(courses_of_codes,   "SELECT id, code, title FROM course WHERE CAST($1 AS TEXT) LIKE '% ' || code || ' %' ORDER BY id LIMIT 6");

typedef struct { int64_t earlier_id; const char *kind, *word, *code, *title; } Row;
static const Column row_columns[] = { COLUMN(Row, earlier_id), COLUMN(Row, kind), COLUMN(Row, word), COLUMN(Row, code), COLUMN(Row, title) };
static const Column earlier_columns[] = { COLUMN(EarlierCourse, id), COLUMN(EarlierCourse, code), COLUMN(EarlierCourse, title) };

static int64_t phase_bit(const char *word)
{
    for (size_t i = 0; i < course_phase_count; i++)
        if (same(course_phases[i].word, word)) return (int64_t)1 << i;
    return 0;
}

int64_t phase_bits_of(const char *phase)
{
    if (same(phase, "middle deemed primary"))   return phase_bit("primary");
    if (same(phase, "middle deemed secondary")) return phase_bit("secondary");
    if (same(phase, "all-through"))             return phase_bit("all-through") | phase_bit("primary") | phase_bit("secondary");
    return phase_bit(phase);
}

/* ---- reading ---- */

static Error *rows_read(Ctx *cx, int64_t course_id, int64_t event_id, Eligibility *eligibility)
{
    Row *rows;
    size_t count;
    *eligibility = (Eligibility){ .own = event_id != 0 };
    TRY(db_list(cx, eligibility_rows, row_columns, &rows, &count, INT(course_id), INT(event_id)));
    for (size_t i = 0; i < count; i++) {
        const Row *row = &rows[i];
        if (same(row->kind, "phase")) eligibility->phase_bits |= phase_bit(row->word);
        else if (same(row->kind, "post") && eligibility->post_count < ELIGIBLE_POSTS_MOST) eligibility->posts[eligibility->post_count++] = row->word;
        else if (row->earlier_id && eligibility->earlier_count < ELIGIBLE_EARLIER_MOST) eligibility->earlier[eligibility->earlier_count++] = (EarlierCourse){ row->earlier_id, row->code, row->title };
    }
    return OK;
}

Error *eligibility_of_course(Ctx *cx, int64_t course_id, Eligibility *eligibility) { return rows_read(cx, course_id, 0, eligibility); }

Error *eligibility_of_event(Ctx *cx, const Event *event, Eligibility *eligibility)
{
    *eligibility = (Eligibility){ .own = (event->rules & RULE_ELIGIBLE_OWN) != 0 };
    if (!(event->rules & RULE_ELIGIBLE)) return OK;
    return rows_read(cx, event->course_id, eligibility->own ? event->id : 0, eligibility);
}

bool eligibility_any(const Eligibility *eligibility) { return eligibility->phase_bits || eligibility->post_count || eligibility->earlier_count; }

/* ---- writing ---- */

static Error *posts_check(Ctx *cx, const EligibilityDraft *draft)
{
    if (draft->post_count > ELIGIBLE_POSTS_MOST) return invalid(cx, "post", "Choose %d posts at most", ELIGIBLE_POSTS_MOST);
    for (size_t i = 0; i < draft->post_count; i++)
        if (!role_find(draft->posts[i])) return invalid(cx, "post", "Choose posts from the list");
    return OK;
}

/* " CU-101 EY-201 ", as typed with spaces, commas or small letters. */
static const char *codes_plain(Ctx *cx, const char *typed, size_t *count)
{
    Draft codes = { .cx = cx };
    bool within = false;
    *count = 0;
    draft_add(&codes, " ");
    for (const char *at = text_trim(cx, typed); *at; at++) {
        bool part = *at != ' ' && *at != ',' && *at != ';';
        if (part && !within) ++*count;
        if (!part && within) draft_add(&codes, " ");
        char letter = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
        if (part && letter != '%' && letter != '_') draft_bytes(&codes, &letter, 1);
        within = part;
    }
    draft_add(&codes, " ");
    return draft_text(&codes);
}

static Error *earlier_find(Ctx *cx, int64_t course_id, const char *typed, EarlierCourse **courses, size_t *count)
{
    size_t asked;
    const char *codes = codes_plain(cx, typed, &asked);
    *count = 0;
    if (!asked) return OK;
    if (asked > ELIGIBLE_EARLIER_MOST) return invalid(cx, "earlier", "Enter the codes of %d courses at most", ELIGIBLE_EARLIER_MOST);
    TRY(db_list(cx, courses_of_codes, earlier_columns, courses, count, STR(codes)));
    for (size_t i = 0; i < *count; i++)
        if ((*courses)[i].id == course_id) return invalid(cx, "earlier", "%s is this course itself. Enter the codes of others", (*courses)[i].code);
    if (*count < asked) return invalid(cx, "earlier", "Enter codes of courses that there are, each once, like CU-101 EY-201");
    return OK;
}

static Error *row_put(Ctx *cx, int64_t course_id, int64_t event_id, const char *kind, const char *word, int64_t earlier_id)
{
    return db_run(cx, eligibility_insert, NULL, INT(new_id(cx)), INT(course_id), REF(event_id), STR(kind), STR(word), REF(earlier_id));
}

/* *any: whether anything is asked of whoever comes. */
static Error *rows_write(Ctx *cx, int64_t course_id, int64_t event_id, const EligibilityDraft *draft, bool *any)
{
    EarlierCourse *earlier = NULL;
    size_t earlier_count = 0;
    Error *errors = posts_check(cx, draft);
    errors_add(&errors, earlier_find(cx, course_id, draft->codes, &earlier, &earlier_count));
    if (errors) return errors;
    TRY(db_run(cx, eligibility_clear, NULL, INT(course_id), INT(event_id)));
    for (size_t i = 0; i < course_phase_count; i++)
        if (draft->phase_bits >> i & 1) TRY(row_put(cx, course_id, event_id, "phase", course_phases[i].word, 0));
    for (size_t i = 0; i < draft->post_count; i++) TRY(row_put(cx, course_id, event_id, "post", draft->posts[i], 0));
    for (size_t i = 0; i < earlier_count; i++) TRY(row_put(cx, course_id, event_id, "earlier", "", earlier[i].id));
    *any = draft->phase_bits || draft->post_count || earlier_count;
    return OK;
}

Error *eligibility_set_course(Ctx *cx, int64_t course_id, const EligibilityDraft *draft)
{
    Course course = {0};
    bool any;
    TRY(course_find_own(cx, course_id, &course));
    TRY(review_change_begins(cx, course.state, course_id, 0));
    TRY(db_run(cx, eligibility_course_hold, NULL, INT(course_id), INT(cx->now)));      /* two who save at once do so one after the other */
    TRY(rows_write(cx, course_id, 0, draft, &any));
    TRY(course_refresh(cx, course_id));
    TRY(fact(cx, "course.who_may_come", course_id));
    return trail(cx, "course.eligibility", course_id, NULL);
}

Error *eligibility_set_event(Ctx *cx, int64_t event_id, const EligibilityDraft *draft)
{
    Event event = {0};
    bool any = false;
    TRY(event_hold_own(cx, event_id, &event));
    if (one_of(event.state, "cancelled archived")) return conflict(cx, "This event is %s, so it stays as it is", event.state);
    if (draft) TRY(rows_write(cx, event.course_id, event_id, draft, &any));
    else TRY(db_run(cx, eligibility_clear, NULL, INT(event.course_id), INT(event_id)));
    TRY(event_rule_set(cx, event_id, RULE_ELIGIBLE_OWN, draft != NULL));
    TRY(event_rule_set(cx, event_id, RULE_ELIGIBLE, any));
    if (!draft) TRY(course_refresh(cx, event.course_id));
    TRY(fact(cx, "course.who_may_come", event.course_id));
    return trail(cx, "event.rules_changed", event_id, NULL);
}

Error *eligibility_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    Event event = {0};
    Eligibility own;
    TRY(event_find(cx, event_id, &event));
    if (!(event.rules & RULE_ELIGIBLE_OWN)) return OK;      /* the course's hold for the copy as well: course_refresh() */
    TRY(eligibility_of_event(cx, &event, &own));
    for (size_t i = 0; i < course_phase_count; i++)
        if (own.phase_bits >> i & 1) TRY(row_put(cx, event.course_id, copy_id, "phase", course_phases[i].word, 0));
    for (size_t i = 0; i < own.post_count; i++) TRY(row_put(cx, event.course_id, copy_id, "post", own.posts[i], 0));
    for (size_t i = 0; i < own.earlier_count; i++) TRY(row_put(cx, event.course_id, copy_id, "earlier", "", own.earlier[i].id));
    TRY(event_rule_set(cx, copy_id, RULE_ELIGIBLE_OWN, true));
    return event_rule_set(cx, copy_id, RULE_ELIGIBLE, eligibility_any(&own));
}

/* ---- words ---- */

static const char *alternatives(Ctx *cx, const char *const *items, size_t count)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < count; i++) draft_add(&words, "%s%s", !i ? "" : i + 1 == count ? " or " : ", ", items[i]);
    return draft_text(&words);
}

static const char *post_plural(Ctx *cx, const char *post)
{
    if (same(post, "clerk to governors")) return "clerks to governors";
    if (same(post, "head of service")) return "heads of service";
    return ends(post, "staff") ? post : text(cx, "%ss", post);
}

const char *eligibility_posts(Ctx *cx, const Eligibility *eligibility)
{
    const char *posts[ELIGIBLE_POSTS_MOST];
    for (size_t i = 0; i < eligibility->post_count; i++) posts[i] = post_plural(cx, eligibility->posts[i]);
    return text_list(cx, posts, eligibility->post_count);
}

const char *eligibility_phases(Ctx *cx, const Eligibility *eligibility)
{
    const char *phases[64];
    size_t n = 0;
    for (size_t i = 0; i < course_phase_count; i++)
        if (eligibility->phase_bits >> i & 1) phases[n++] = course_phases[i].word;
    return n ? text(cx, "%s schools", alternatives(cx, phases, n)) : "";
}

const char *eligibility_earlier(Ctx *cx, const Eligibility *eligibility)
{
    const char *courses[ELIGIBLE_EARLIER_MOST];
    for (size_t i = 0; i < eligibility->earlier_count; i++) courses[i] = text(cx, "%s (%s)", eligibility->earlier[i].title, eligibility->earlier[i].code);
    return alternatives(cx, courses, eligibility->earlier_count);
}

const char *eligibility_words(Ctx *cx, const Eligibility *eligibility)
{
    const char *posts = eligibility_posts(cx, eligibility), *phases = eligibility_phases(cx, eligibility), *earlier = eligibility_earlier(cx, eligibility);
    const char *whom = *posts && *phases ? text(cx, "For %s of %s", posts, phases) : *posts ? text(cx, "For %s", posts) : *phases ? text(cx, "For %s", phases) : "";
    if (!*earlier) return *whom ? whom : "For everybody";
    return text(cx, "%s%sFirst comes %s", whom, *whom ? ". " : "", earlier);
}
