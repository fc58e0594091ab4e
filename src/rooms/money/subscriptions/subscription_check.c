/* What subscriptions promise, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/members/members.h"
#include "rooms/money/subscriptions/subscription.h"
#include "rooms/money/subscriptions/subscription_check.h"

#define ID(column) "CAST(" column " AS TEXT)"

/* Of a school that is closed the register has ended the membership, and its subscription waits for the office. */
SQL(members_astray,
    "SELECT 'Subscription ' || " ID("s.id") " || ' is in force, and its school is no member' AS say FROM subscription s JOIN school c ON c.organisation_id = s.organisation_id"
    " WHERE s.state = 'active' AND s.starts_on <= $1 AND s.ends_on >= $1 AND c.status <> 'closed' AND NOT " MEMBER_ON("s.organisation_id", "$1") " ORDER BY s.id LIMIT 20");
/* What finance refused to recharge the office may give up, with a reason. */
#define GIVEN_UP "EXISTS (SELECT 1 FROM bill_item g JOIN recharge_line l ON l.bill_item_id = g.id WHERE g.kind = 'subscription' AND g.subject_id = s.id AND g.reverses IS NULL AND g.state = 'withdrawn')"
SQL(prices_astray,
    "SELECT 'Subscription ' || " ID("s.id") " || ' costs ' || " ID("s.pence") " || 'p, and ' || COALESCE((SELECT " ID("i.pence") " || 'p' FROM bill_item i WHERE i.kind = 'subscription' AND i.subject_id = s.id AND i.reverses IS NULL), 'nothing') || ' is billed for it' AS say"
    "  FROM subscription s WHERE s.state = 'active' AND s.pence > 0 AND NOT EXISTS (SELECT 1 FROM bill_item i WHERE i.kind = 'subscription' AND i.subject_id = s.id AND i.reverses IS NULL AND i.pence = s.pence AND i.state <> 'withdrawn') AND NOT " GIVEN_UP
    " ORDER BY s.id LIMIT 20");
SQL(earned_astray,
    "SELECT 'Of bill item ' || " ID("i.id") " || ' ' || " ID("SUM(e.pence)") " || 'p is earned, and it is of ' || " ID("i.pence") " || 'p' AS say FROM subscription_earned e JOIN bill_item i ON i.id = e.bill_item_id"
    " GROUP BY i.id, i.pence HAVING (i.pence > 0 AND (SUM(e.pence) > i.pence OR SUM(e.pence) < 0)) OR (i.pence < 0 AND (SUM(e.pence) < i.pence OR SUM(e.pence) > 0)) ORDER BY i.id LIMIT 20");
SQL(earnings_astray,
    "SELECT 'In ' || m.month || ' subscriptions earned ' || " ID("SUM(m.said)") " || 'p, and the ledger has ' || " ID("SUM(m.found)") " || 'p' AS say FROM"
    " (SELECT month, pence AS said, 0 AS found FROM subscription_earned UNION ALL SELECT r.month, 0, CASE WHEN r.to_account = 13 THEN r.pence ELSE -r.pence END FROM posting p JOIN posting_row r ON r.posting_id = p.id"
    "   WHERE p.kind = 'subscriptions.earned') m GROUP BY m.month HAVING SUM(m.said) <> SUM(m.found) ORDER BY m.month LIMIT 20");

Error *subscription_check(Ctx *cx)
{
    typedef struct { const char *say; } Wrong;
    static const Column columns[] = { COLUMN(Wrong, say) };
    static const Sql *const promises[] = { &prices_astray, &earned_astray, &earnings_astray };
    Error *errors = store_promises(cx, promises, COUNT(promises));
    Wrong *wrong;
    size_t count;
    TRY(db_list(cx, members_astray, columns, &wrong, &count, STR(cx->today)));
    for (size_t i = 0; i < count; i++) errors_add(&errors, conflict(cx, "%s", wrong[i].say));
    return errors;
}
