/* What an organisation would like, before anybody commits; and what anybody asks. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_commitment.h"

SQL(interest_of,    "SELECT quantity, said_at, note FROM round_interest WHERE round_id = $1 AND organisation_id = $2");
/* Not while the step turns: said in one statement with the look at it. */
SQL(interest_put,
    "INSERT INTO round_interest (round_id, organisation_id, quantity, note, person_id, said_at) SELECT r.id, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS BIGINT) FROM round r"
    " WHERE r.id = $1 AND r.state = 'interest' AND r.interest_until >= $7"
    " ON CONFLICT (round_id, organisation_id) DO UPDATE SET quantity = excluded.quantity, note = excluded.note, person_id = excluded.person_id, said_at = excluded.said_at");
SQL(not_for_us_put,
    "INSERT INTO round_interest (round_id, organisation_id, quantity, person_id, said_at) SELECT r.id, CAST($2 AS BIGINT), 0, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM round r"
    " WHERE r.id = $1 AND (r.state = 'interest' OR r.state = 'specification' OR r.state = 'commitment')"
    "   AND NOT EXISTS (SELECT 1 FROM round_commitment c WHERE c.round_id = r.id AND c.organisation_id = CAST($2 AS BIGINT) AND c.quantity > 0)"
    " ON CONFLICT (round_id, organisation_id) DO UPDATE SET quantity = 0, note = '', person_id = excluded.person_id, said_at = excluded.said_at");
SQL(interest_sum,
    "SELECT CAST(COUNT(*) AS BIGINT) AS organisations, CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS quantity FROM round_interest WHERE round_id = $1 AND quantity > 0");
SQL(interests_of,
    "SELECT i.organisation_id, i.quantity, i.said_at, o.name AS organisation, COALESCE(p.name, '') AS person, i.note FROM round_interest i JOIN organisation o ON o.id = i.organisation_id"
    "  LEFT JOIN person p ON p.id = i.person_id WHERE i.round_id = $1 ORDER BY i.quantity DESC, i.said_at LIMIT 1000");
SQL(questions_of,
    "SELECT q.id, q.asked_at, q.answered_at, q.words, q.answer, o.name AS organisation FROM round_question q JOIN organisation o ON o.id = q.organisation_id WHERE q.round_id = $1 ORDER BY q.asked_at, q.id LIMIT 100");
SQL(questions_counted, "SELECT count(*) FROM round_question WHERE round_id = $1");
SQL(question_put,   "INSERT INTO round_question (id, round_id, organisation_id, person_id, words, asked_at) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(question_answer, "UPDATE round_question SET answer = $3, answered_by = $4, answered_at = $5 WHERE id = $1 AND round_id = $2");

enum { QUESTIONS_MOST = 100 };

static Error *ours(Ctx *cx, int64_t round_id, Round *round)
{
    TRY(round_seen(cx, round_id, round));
    if (!may(cx, BUY_TOGETHER) || !cx->who->organisation_id) return forbidden(cx, "taking part in round %ld", (long)round_id);
    return cx->who->organisation_id == round->supplier_id ? conflict(cx, "%s supplies it, so it cannot take part", cx->who->organisation) : OK;
}

Error *round_interest_of(Ctx *cx, int64_t round_id, int64_t organisation_id, Interest *interest, bool *found)
{
    static const Column columns[] = { COLUMN(Interest, quantity), COLUMN(Interest, said_at), COLUMN(Interest, note) };
    return db_maybe(cx, interest_of, columns, interest, found, INT(round_id), INT(organisation_id));
}

Error *round_interest_sum(Ctx *cx, int64_t round_id, InterestSum *sum)
{
    static const Column columns[] = { COLUMN(InterestSum, organisations), COLUMN(InterestSum, quantity) };
    return db_one(cx, interest_sum, columns, sum, INT(round_id));
}

Error *round_interests(Ctx *cx, int64_t round_id, InterestRow **list, size_t *count)
{
    static const Column columns[] = { COLUMN(InterestRow, organisation_id), COLUMN(InterestRow, quantity), COLUMN(InterestRow, said_at), COLUMN(InterestRow, organisation), COLUMN(InterestRow, person), COLUMN(InterestRow, note) };
    return db_list(cx, interests_of, columns, list, count, INT(round_id));
}

Error *round_interested(Ctx *cx, int64_t round_id, const char *typed, const char *note)
{
    Round round = {0};
    int64_t quantity = 0, said = 0;
    Error *errors = OK;
    TRY(ours(cx, round_id, &round));
    if (!number_parse(text_trim(cx, typed), 1, ROUND_QUANTITY_MOST, &quantity)) errors_add(&errors, invalid(cx, "quantity", "Enter roughly how many you would take as a whole number, like 6"));
    if (letters(note) > ROUND_NOTE_MOST) errors_add(&errors, invalid(cx, "note", "Use %d characters or fewer", ROUND_NOTE_MOST));
    TRY(errors);
    TRY(db_run(cx, interest_put, &said, INT(round_id), INT(cx->who->organisation_id), INT(quantity), STR(text_trim(cx, note)), INT(cx->who->id), INT(cx->now), STR(cx->today)));
    if (!said && same(round.state, "interest")) return conflict(cx, "Interest was asked for until %s", date_words(cx, round.interest_until));
    if (!said) return conflict(cx, "%s stands at “%s”: interest is not asked for now", round.title, round_state_words(&round));
    return trail(cx, "round.interested", round_id, text(cx, "%ld", (long)quantity));
}

Error *round_not_for_us(Ctx *cx, int64_t round_id)
{
    Round round = {0};
    int64_t said = 0;
    TRY(ours(cx, round_id, &round));
    TRY(db_run(cx, not_for_us_put, &said, INT(round_id), INT(cx->who->organisation_id), INT(cx->who->id), INT(cx->now)));
    if (!said) return conflict(cx, "%s", one_of(round.state, "interest specification commitment") ? "Withdraw what is committed first" : "Nobody is asked any more");
    return trail(cx, "round.not_for_us", round_id, NULL);
}

/* ---- questions ---- */

Error *round_questions(Ctx *cx, int64_t round_id, Question **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Question, id), COLUMN(Question, asked_at), COLUMN(Question, answered_at), COLUMN(Question, words), COLUMN(Question, answer), COLUMN(Question, organisation) };
    return db_list(cx, questions_of, columns, list, count, INT(round_id));
}

Error *round_ask(Ctx *cx, int64_t round_id, const char *words)
{
    Round round = {0};
    int64_t asked = 0;
    TRY(round_seen(cx, round_id, &round));
    if (!may(cx, BUY_TOGETHER) || !cx->who->organisation_id) return forbidden(cx, "asking about round %ld", (long)round_id);
    if (!one_of(round.state, "interest specification commitment")) return conflict(cx, "%s stands at “%s”: write to the partnership instead", round.title, round_state_words(&round));
    if (blank(words) || letters(words) > ROUND_QUESTION_MOST) return invalid(cx, "words", "Enter your question in %d characters or fewer", ROUND_QUESTION_MOST);
    TRY(db_number(cx, questions_counted, &asked, INT(round_id)));
    if (asked >= QUESTIONS_MOST) return invalid(cx, "words", "%d questions were asked already. Write to the partnership instead", QUESTIONS_MOST);
    int64_t id = new_id(cx);
    TRY(db_run(cx, question_put, NULL, INT(id), INT(round_id), INT(cx->who->organisation_id), INT(cx->who->id), STR(words), INT(cx->now)));
    return trail(cx, "round.asked", round_id, NULL);
}

Error *round_answer(Ctx *cx, int64_t round_id, int64_t question_id, const char *answer)
{
    int64_t answered = 0;
    if (!may(cx, BILL)) return forbidden(cx, "answering about round %ld", (long)round_id);
    if (blank(answer) || letters(answer) > ROUND_SPECIFICATION_MOST / 4) return invalid(cx, "answer", "Enter the answer in %d characters or fewer", ROUND_SPECIFICATION_MOST / 4);
    TRY(db_run(cx, question_answer, &answered, INT(question_id), INT(round_id), STR(answer), INT(cx->who->id), INT(cx->now)));
    return answered ? trail(cx, "round.answered", round_id, NULL) : missing(cx, "question %ld of round %ld", (long)question_id, (long)round_id);
}
