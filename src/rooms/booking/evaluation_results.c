/* What was said of one event. */
#include "rooms/booking/evaluation_results.h"

#include "platform/base/text.h"

SQL(results_rounds,
    "SELECT w.kind, w.answers AS counted, w.closes_at, w.closed_at, (SELECT count(*) FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind) AS asked,"
    " (SELECT count(*) FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind AND i.answered = 1) AS answered"
    "  FROM evaluation_round w WHERE w.event_id = $1 ORDER BY w.kind LIMIT 2");
/* In the order of the form as it is now; what has gone out of it since comes last. */
SQL(results_sums,
    "SELECT s.kind AS round, s.question_id, s.choice, s.answers, q.kind, q.about, q.words, q.choices, q.yes FROM evaluation_sum s JOIN evaluation_question q ON q.id = s.question_id"
    "  JOIN evaluation_round w ON w.event_id = s.event_id AND w.kind = s.kind LEFT JOIN evaluation_form_question i ON i.form_id = w.form_id AND i.question_id = s.question_id"
    " WHERE s.event_id = $1 ORDER BY s.kind, COALESCE(i.position, 1000), s.question_id, s.choice LIMIT 2000");
SQL(results_comments, "SELECT kind AS round, question_id, words FROM evaluation_comment WHERE event_id = $1 ORDER BY kind, question_id, id LIMIT 2000");

static const Column round_columns[] = { COLUMN(RoundResults, kind), COLUMN(RoundResults, asked), COLUMN(RoundResults, answered), COLUMN(RoundResults, counted), COLUMN(RoundResults, closes_at),
                                        COLUMN(RoundResults, closed_at) };
typedef struct { const char *round, *kind, *about, *words, *choices; int64_t question_id, choice, answers, yes; } Sum;
static const Column sum_columns[] = { COLUMN(Sum, round), COLUMN(Sum, kind), COLUMN(Sum, about), COLUMN(Sum, words), COLUMN(Sum, choices), COLUMN(Sum, question_id), COLUMN(Sum, choice),
                                      COLUMN(Sum, answers), COLUMN(Sum, yes) };
typedef struct { const char *round, *words; int64_t question_id; } Comment;
static const Column comment_columns[] = { COLUMN(Comment, round), COLUMN(Comment, words), COLUMN(Comment, question_id) };

static void sums_add(Ctx *cx, RoundResults *round, const Sum *sums, size_t count)
{
    round->results = array(cx, Result, count + 1), round->count = 0;
    for (size_t i = 0; i < count; i++) {
        const Sum *s = &sums[i];
        Result *last = round->count ? &round->results[round->count - 1] : NULL;
        if (!same(s->round, round->kind)) continue;
        if (!last || last->question_id != s->question_id) {
            last = &round->results[round->count++];
            *last = (Result){ .question_id = s->question_id, .yes = s->yes, .kind = s->kind, .about = s->about, .words = s->words, .choices = s->choices };
        }
        if (s->choice == ANSWERED) last->answered = s->answers;
        if (s->choice == YES_AT_ALL) last->yes_answers = s->answers;
        if (s->choice >= 1 && s->choice <= EVALUATION_CHOICES_MOST) last->counts[s->choice] = s->answers;
    }
}

/* A question that fewer answered keeps nothing but that it is so. */
static void few_hide(RoundResults *round)
{
    for (size_t i = 0; i < round->count; i++) {
        Result *r = &round->results[i];
        if (r->answered >= FEWEST) continue;
        *r = (Result){ .question_id = r->question_id, .kind = r->kind, .about = r->about, .words = r->words, .choices = r->choices, .few = true };
    }
}

static void comments_add(Ctx *cx, RoundResults *round, const Comment *comments, size_t count)
{
    for (size_t r = 0; r < round->count; r++) {
        Result *result = &round->results[r];
        if (!same(result->kind, "text") || result->few) continue;
        result->comments = array(cx, const char *, count + 1);
        for (size_t i = 0; i < count; i++)
            if (comments[i].question_id == result->question_id && same(comments[i].round, round->kind)) result->comments[result->comment_count++] = comments[i].words;
    }
}

typedef struct { RoundResults *rounds; Sum *sums; Comment *comments; size_t round_count, sum_count, comment_count; } Found;

static Error *found_read(Ctx *cx, int64_t event_id, Found *found)
{
    return db_all(cx, (Query[]){ QUERY_LIST(results_rounds, round_columns, &found->rounds, &found->round_count, INT(event_id)),
                                 QUERY_LIST(results_sums, sum_columns, &found->sums, &found->sum_count, INT(event_id)),
                                 QUERY_LIST(results_comments, comment_columns, &found->comments, &found->comment_count, INT(event_id)) }, 3);
}

static Error *results_read(Ctx *cx, int64_t event_id, EventResults *results)
{
    Found found = {0};
    TRY(found_read(cx, event_id, &found));
    results->count = 0;
    for (size_t i = 0; i < found.round_count; i++) {
        RoundResults *round = &results->rounds[results->count++];
        *round = found.rounds[i];
        sums_add(cx, round, found.sums, found.sum_count);
        few_hide(round);
        comments_add(cx, round, found.comments, found.comment_count);
    }
    return OK;
}

Error *event_results_of_guest(Ctx *cx, int64_t event_id, EventResults *results)
{
    TRY(event_find(cx, event_id, &results->event));
    return results_read(cx, event_id, results);
}

Error *event_results(Ctx *cx, int64_t event_id, EventResults *results)
{
    TRY(register_may(cx, event_id, &results->event));
    return results_read(cx, event_id, results);
}

/* ---- in words ---- */

int64_t scale_tenths(int64_t sum, int64_t answers) { return answers > 0 ? (20 * sum + answers) / (2 * answers) : 0; }
const char *tenths_words(Ctx *cx, int64_t tenths)  { return text(cx, "%ld.%ld", (long)(tenths / 10), (long)(tenths % 10)); }

const char *result_says(Ctx *cx, const Result *r)
{
    const char *const *choices;
    size_t count, top = 0;
    int64_t sum = 0;
    evaluation_choices(cx, r->kind, r->choices, &choices, &count);
    for (size_t i = 0; i < count; i++) {
        sum += (int64_t)(i + 1) * r->counts[i + 1];
        if (r->counts[i + 1] > r->counts[top + 1]) top = i;
    }
    if (same(r->kind, "scale")) return text(cx, "%s out of %d on average. %ld of %ld gave 4 or 5.", tenths_words(cx, scale_tenths(sum, r->answered)), SCALE, (long)r->yes_answers, (long)r->answered);
    if (r->yes) return text(cx, "%ld of %ld said yes in some way.", (long)r->yes_answers, (long)r->answered);
    return count ? text(cx, "“%s” was chosen most, by %ld of %ld.", choices[top], (long)r->counts[top + 1], (long)r->answered) : "";
}
