#include "rooms/programme/agreement.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/programme/session.h"

static const Column agreement_columns[] = {
    COLUMN(Agreement, event_id), COLUMN(Agreement, person_id), COLUMN(Agreement, fee_pence), COLUMN(Agreement, expenses_pence), COLUMN(Agreement, version), COLUMN(Agreement, offered_at),
    COLUMN(Agreement, agreed_at), COLUMN(Agreement, leads), COLUMN(Agreement, words), COLUMN(Agreement, name), COLUMN(Agreement, email), COLUMN(Agreement, offered_by),
    COLUMN(Agreement, fund_id), COLUMN(Agreement, fund), COLUMN(Agreement, posted_id), COLUMN(Agreement, paid_on),
};
#define FIELDS "SELECT g.event_id, g.person_id, g.fee_pence, g.expenses_pence, g.version, g.offered_at, g.agreed_at, g.words, p.name, p.email, b.name AS offered_by,"                   \
    " CAST(CASE WHEN f.person_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS leads, n.id AS fund_id, n.name AS fund, d.posting_id AS posted_id, d.paid_on FROM facilitator_agreement g JOIN person p ON p.id = g.person_id LEFT JOIN person b ON b.id = g.offered_by" \
    "  JOIN fund n ON n.id = COALESCE(g.fund_id, 1) LEFT JOIN event_cost_posted d ON d.event_id = g.event_id AND d.position = 0 AND d.person_id = g.person_id AND d.back_id IS NULL" \
    "  LEFT JOIN facilitator f ON f.event_id = g.event_id AND f.person_id = g.person_id AND f.answer <> 'declined' WHERE g.event_id = $1"
SQL(agreement_one,  FIELDS " AND g.person_id = $2");
SQL(agreement_all,  FIELDS " ORDER BY p.sort_key, p.id LIMIT 50");
SQL(agreement_last, "SELECT words, fee_pence, expenses_pence FROM facilitator_agreement WHERE person_id = $1 AND offered_at IS NOT NULL ORDER BY offered_at DESC, event_id DESC LIMIT 1");
SQL(agreement_put,
    "INSERT INTO facilitator_agreement (event_id, person_id, words, fee_pence, expenses_pence, offered_at, offered_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (event_id, person_id) DO UPDATE SET words = excluded.words, fee_pence = excluded.fee_pence, expenses_pence = excluded.expenses_pence, agreed_at = NULL,"
    " version = facilitator_agreement.version + 1, offered_at = excluded.offered_at, offered_by = excluded.offered_by");
/* What pays for it is not theirs to accept. */
SQL(agreement_fund, "UPDATE facilitator_agreement SET fund_id = (SELECT id FROM fund WHERE id = $3) WHERE event_id = $1 AND person_id = $2");
SQL(agreement_agreed,
    "UPDATE facilitator_agreement SET agreed_at = $4 WHERE event_id = $1 AND person_id = $2 AND version = $3 AND offered_at IS NOT NULL AND agreed_at IS NULL");
SQL(agreements_like,
    "INSERT INTO facilitator_agreement (event_id, person_id, words, fee_pence, expenses_pence, fund_id) SELECT CAST($2 AS BIGINT), g.person_id, g.words, g.fee_pence, g.expenses_pence, g.fund_id"
    "  FROM facilitator_agreement g JOIN facilitator f ON f.event_id = $2 AND f.person_id = g.person_id WHERE g.event_id = $1");

/* An empty one, with what was offered to them last. */
static Error *agreement_begin(Ctx *cx, int64_t event_id, const Facilitator *leader, Agreement *agreement)
{
    static const Column columns[] = { COLUMN(Agreement, words), COLUMN(Agreement, fee_pence), COLUMN(Agreement, expenses_pence) };
    bool found;
    *agreement = (Agreement){ .event_id = event_id, .person_id = leader->person_id, .leads = 1, .words = "", .name = leader->name, .email = "", .offered_by = "", .fund = "", .paid_on = "" };
    return db_maybe(cx, agreement_last, columns, agreement, &found, INT(leader->person_id));
}

Error *agreement_find(Ctx *cx, int64_t event_id, int64_t person_id, Agreement *agreement)
{
    Event event = {0};
    Facilitator *leaders;
    size_t n;
    bool found;
    TRY(event_find_own(cx, event_id, &event));
    TRY(db_maybe(cx, agreement_one, agreement_columns, agreement, &found, INT(event_id), INT(person_id)));
    if (found) return OK;
    TRY(event_facilitators(cx, event_id, &leaders, &n));
    for (size_t i = 0; i < n; i++)
        if (leaders[i].person_id == person_id) return agreement_begin(cx, event_id, &leaders[i], agreement);
    return missing(cx, "event %ld is not led by person %ld", event_id, person_id);
}

Error *agreements_of(Ctx *cx, int64_t event_id, Agreement **list, size_t *count)
{
    return db_list(cx, agreement_all, agreement_columns, list, count, INT(event_id));
}

Error *agreement_find_mine(Ctx *cx, int64_t event_id, Agreement *agreement)
{
    if (!cx->who) return missing(cx, "an agreement, and nobody is signed in");
    TRY(db_one(cx, agreement_one, agreement_columns, agreement, INT(event_id), INT(cx->who->id)));
    return agreement->offered_at ? OK : missing(cx, "the agreement of event %ld is not offered yet", event_id);
}

static Error *amount(Ctx *cx, const char *typed, const char *field, const char *name, int64_t *pence)
{
    *pence = 0;
    return blank(typed) || money_parse(typed, pence) ? OK : invalid(cx, field, "Enter the %s in pounds, like 350 or 42.50", name);
}

static Error *offer_tell(Ctx *cx, const Event *event, const Agreement *to)
{
    return mail_queue(cx, &(Mail){ .letter = "agreement-offered", .about_id = event->id, .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "fee", to->fee_pence ? money_words(cx, to->fee_pence) : "none" },
                    { "link", text(cx, "%s/facilitating/events/%ld/agreement", cx->partnership->url, event->id) }) });
}

static Error *draft_check(Ctx *cx, const AgreementDraft *draft, int64_t *fee, int64_t *expenses)
{
    Error *errors = OK;
    if (blank(draft->words)) errors_add(&errors, invalid(cx, "words", "Enter what is agreed: what they do, and by when they are paid"));
    if (letters(draft->words) > AGREEMENT_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", AGREEMENT_WORDS_MOST));
    errors_add(&errors, amount(cx, draft->fee, "fee", "fee", fee));
    errors_add(&errors, amount(cx, draft->expenses, "expenses", "expenses", expenses));
    return errors;
}

Error *agreement_save(Ctx *cx, int64_t event_id, int64_t person_id, const AgreementDraft *draft)
{
    Event event = {0};
    Agreement before = {0}, after = {0};
    int64_t fee, expenses;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(agreement_find(cx, event_id, person_id, &before));
    if (!before.leads) return conflict(cx, "%s no longer leads this event, so what was agreed stays as it is", before.name);
    if (one_of(event.state, "cancelled archived")) return conflict(cx, "This event is %s, so what was agreed stays as it is", event.state);
    if (*before.paid_on) return conflict(cx, "It was paid on %s, so it stays as it is. What came on top is a line of the event’s costs", date_words(cx, before.paid_on));
    TRY(draft_check(cx, draft, &fee, &expenses));
    if (before.version && draft->fund_id != before.fund_id) TRY(db_run(cx, agreement_fund, NULL, INT(event_id), INT(person_id), INT(draft->fund_id)));
    bool alike = before.version && same(before.words, draft->words) && before.fee_pence == fee && before.expenses_pence == expenses;
    if (alike && (before.offered_at || !draft->offer)) return OK;
    TRY(db_run(cx, agreement_put, NULL, INT(event_id), INT(person_id), STR(draft->words), INT(fee), INT(expenses), REF(draft->offer ? cx->now : 0), REF(draft->offer ? cx->who->id : 0)));
    TRY(db_run(cx, agreement_fund, NULL, INT(event_id), INT(person_id), INT(draft->fund_id)));
    TRY(db_one(cx, agreement_one, agreement_columns, &after, INT(event_id), INT(person_id)));
    if (draft->offer) TRY(offer_tell(cx, &event, &after));
    return trail(cx, draft->offer ? "facilitator.agreement_offered" : "facilitator.agreement_written", event_id, text(cx, "person %ld", person_id));
}

Error *agreement_accept(Ctx *cx, int64_t event_id, int64_t version)
{
    Agreement agreement = {0};
    int64_t agreed;
    TRY(event_hold(cx, event_id));
    TRY(agreement_find_mine(cx, event_id, &agreement));
    if (!agreement.leads) return conflict(cx, "You do not lead this event, so there is nothing to accept");
    if (agreement.agreed_at && agreement.version == version) return OK;
    TRY(db_run(cx, agreement_agreed, &agreed, INT(event_id), INT(cx->who->id), INT(version), INT(cx->now)));
    if (!agreed) return conflict(cx, "The agreement has changed since you opened it. Read it again, then accept it");
    return trail(cx, "facilitator.agreement_accepted", event_id, text(cx, "person %ld", cx->who->id));
}

Error *agreements_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    return db_run(cx, agreements_like, NULL, INT(event_id), INT(copy_id));
}
