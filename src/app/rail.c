/* One statement for every page of the office, each number of it from an index over the few rows that wait. People on waiting lists have none
 * such: they are counted on their own page. */
#include "app/rail.h"

#include "platform/db/db.h"
#include "platform/mail/mail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"
#include "rooms/programme/review_change.h"

enum { LETTERS_DAYS = 7, DAY = 86400 };

typedef struct { int64_t drafts, reviews, requests, letters, registers, files, orders; } Waiting;
static const Column waiting_columns[] = { COLUMN(Waiting, drafts), COLUMN(Waiting, reviews), COLUMN(Waiting, requests), COLUMN(Waiting, letters), COLUMN(Waiting, registers), COLUMN(Waiting, files), COLUMN(Waiting, orders) };
SQL(rail_waiting,
    "SELECT (SELECT COUNT(*) FROM event e JOIN course c ON c.id = e.course_id WHERE e.state = 'draft' AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)) AS drafts,"
    " (SELECT COUNT(*) FROM review v JOIN course c ON c.id = v.course_id WHERE v.decided_at IS NULL AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1))"
    " + (SELECT COUNT(*) FROM review_change g JOIN course c ON c.id = g.course_id LEFT JOIN event e ON e.id = g.event_id WHERE " REVIEW_CHANGE_OPEN("$3") " AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)) AS reviews,"
    " (SELECT COUNT(*) FROM approval a JOIN registration r ON r.id = a.registration_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
    "   WHERE a.decided_at IS NULL AND a.step = 'office' AND r.state = 'requested' AND e.state <> 'cancelled' AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)) AS requests,"
    " (SELECT COUNT(*) FROM mail m WHERE " MAIL_TROUBLED("m.") " AND (m.state = 'doubtful' OR m.queued_at > $2)) AS letters,"
    " (SELECT COUNT(*) FROM import i WHERE i.state = 'staged' AND i.kind = 'register' AND i.rows > i.same) AS registers,"
    " (SELECT COUNT(*) FROM intake i WHERE i.state = 'staged' AND i.organisation_id IS NULL AND i.rows > i.same) AS files,"
    " (SELECT COUNT(*) FROM subscription s WHERE s.state = 'ordered') AS orders");

Error *rail_waits(Ctx *cx, NavWaits *waits)
{
    Waiting waiting = {0};
    if (!may(cx, READ_PROGRAMME) && !may(cx, READ_MONEY)) return OK;
    TRY(db_one(cx, rail_waiting, waiting_columns, &waiting, INT(programme_scope(cx)), INT(cx->now - LETTERS_DAYS * DAY), INT(cx->now)));
    const NavWait list[] = { { "office-programme", waiting.drafts, "to publish" }, { "reviews", waiting.reviews, may(cx, RUN_PROGRAMME) ? "to decide" : "with the office" }, { "approvals", waiting.requests, "to decide" }, { "mail", waiting.letters, "not sent" }, { "register", waiting.registers, "to look through" },
                             { "imports", waiting.files, "to look through" }, { "subscriptions", waiting.orders, "to confirm" } };
    for (size_t i = 0; i < COUNT(list); i++) waits->list[waits->count++] = list[i];
    return OK;
}
