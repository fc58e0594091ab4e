/* Facilitators who said yes, one who has to answer, one who cannot; what is agreed with them, their days away, and what events cost. */
#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

#define TO_COME "SELECT e.id FROM event e JOIN facilitator l ON l.event_id = e.id WHERE l.person_id = $1 AND e.state = 'published' AND e.starts_at > $2"
SQL(demo_said_yes,
    "UPDATE facilitator SET asked_by = $2, asked_at = $3, answered_at = $4 WHERE event_id IN (SELECT id FROM event WHERE state = 'published' AND starts_at > $1)");
/* The one that is last, so that there is time to answer. */
SQL(demo_to_answer,
    "UPDATE facilitator SET answer = 'asked', asked_at = $3, answered_at = NULL WHERE person_id = $1 AND event_id = (" TO_COME " ORDER BY e.starts_at DESC, e.id LIMIT 1)");
SQL(demo_said_no,
    "INSERT INTO facilitator (event_id, person_id, position, answer, asked_by, asked_at, answered_at, answer_note)"
    " SELECT e.id, CAST($3 AS BIGINT), 2, 'declined', CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), 'I teach that afternoon.' FROM event e"
    " WHERE e.id = (" TO_COME " ORDER BY e.starts_at, e.id LIMIT 1) AND NOT EXISTS (SELECT 1 FROM facilitator f WHERE f.event_id = e.id AND f.person_id = $3)");
SQL(demo_agreed,
    "INSERT INTO facilitator_agreement (event_id, person_id, words, fee_pence, expenses_pence, offered_at, offered_by, agreed_at)"
    " SELECT f.event_id, f.person_id, CAST($2 AS TEXT), 35000, 4000, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CASE WHEN e.id = $5 THEN NULL ELSE CAST($3 AS BIGINT) + 90000 END"
    "  FROM facilitator f JOIN event e ON e.id = f.event_id WHERE e.state = 'published' AND e.starts_at > $1 AND f.answer = 'accepted'"
    "   AND EXISTS (SELECT 1 FROM post t WHERE t.person_id = f.person_id AND t.role = 'facilitator')");
SQL(demo_leads_first, TO_COME " ORDER BY e.starts_at, e.id LIMIT 1");
SQL(demo_away_add, "INSERT INTO facilitator_away (id, person_id, from_on, till_on) VALUES ($1, $2, $3, $4)");
SQL(demo_cost_add,
    "INSERT INTO event_cost (event_id, position, kind, words, pence, added_by, added_at) SELECT id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT)"
    "  FROM event WHERE state = 'published' AND starts_at > $1 AND format <> 'online'");

enum { DAY = 86400 };

static const char agreement_words[] = "You lead the event and bring its materials; we see to the room, the register and the copies.\n\n"
    "The fee is paid within 30 days of your invoice. Expenses are paid against receipts.\n\nIf we cancel less than seven days before, half of the fee is paid.";

/* The n-th of the partnership's own facilitators: the first is the one that a visitor signs in as. */
static const DemoPerson *facilitator(const Demo *demo, size_t n)
{
    for (size_t i = 0; i < demo->people_count; i++)
        if (same(demo->people[i].role, "facilitator") && !*demo->people[i].until && !n--) return &demo->people[i];
    return NULL;
}

static Error *facilitating_lay(Ctx *cx, void *data)
{
    static const struct { const char *kind, *words; int64_t pence; } costs[] = { { "venue", "Room for the session", 18000 }, { "catering", "Tea, coffee and fruit", 6250 }, { "materials", "Copies and a handbook each", 4495 } };
    Demo *demo = data;
    const DemoPerson *face = facilitator(demo, 0), *another = facilitator(demo, 1);
    int64_t asked_at = demo->now - 30 * DAY, office = demo->administrator_id, first = 0;
    if (!face || !another) return OK;
    TRY(db_number(cx, demo_leads_first, &first, INT(face->id), INT(demo->now)));
    TRY(demo_put(cx, demo, demo_said_yes, INT(demo->now), INT(office), INT(asked_at), INT(asked_at + 2 * DAY)));
    TRY(demo_put(cx, demo, demo_to_answer, INT(face->id), INT(demo->now), INT(demo->now - 4 * DAY)));
    TRY(demo_put(cx, demo, demo_said_no, INT(face->id), INT(demo->now), INT(another->id), INT(office), INT(asked_at), INT(demo->now - DAY)));
    TRY(demo_put(cx, demo, demo_agreed, INT(demo->now), STR(agreement_words), INT(demo->now - 12 * DAY), INT(office), INT(first)));
    TRY(demo_put(cx, demo, demo_away_add, INT(demo_id(demo)), INT(face->id), STR(date_add_days(cx, demo->today, 20)), STR(date_add_days(cx, demo->today, 26))));
    for (size_t i = 0; i < COUNT(costs); i++)
        TRY(demo_put(cx, demo, demo_cost_add, INT(demo->now), INT((int64_t)i + 1), STR(costs[i].kind), STR(costs[i].words), INT(costs[i].pence), INT(office), INT(asked_at)));
    return OK;
}

Error *demo_facilitating(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, facilitating_lay, demo); }
