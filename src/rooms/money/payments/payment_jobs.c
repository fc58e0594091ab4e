/* What payments do by themselves: payments by card whose end nobody knows are asked for, refunds go back to cards, letters are proposed, accounts forgotten. */
#include "platform/base/log.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/money/payments/card_payment.h"
#include "rooms/money/payments/overdue.h"
#include "rooms/money/payments/refund.h"

enum { ASK_SECONDS = 120, PROPOSE_SECONDS = 21600, DAY = 86400 };

/* ---- cards ---- */

typedef struct { int64_t id; const CardSaid *said; } Settling;
static Error *settle_act(Ctx *cx, void *data) { return card_payment_settle(cx, ((const Settling *)data)->id, ((const Settling *)data)->said); }
static Error *lost_act(Ctx *cx, void *data)   { return card_payment_lost(cx, *(const int64_t *)data); }

static Error *ask_one(Ctx *cx, const CardProvider *provider, const CardAccess *access, CardPayment *card)
{
    CardSaid said = {0};
    Error *error = provider->find(cx, access, card->provider_id, &said);
    if (!error) return db_write(cx, settle_act, &(Settling){ card->id, &said });
    return error->kind == CONFLICT && card->made_at < cx->now - DAY ? db_write(cx, lost_act, &card->id) : error;
}

/* One that cannot be asked for keeps none of the others waiting. */
static Error *cards_ask(Ctx *cx, const Job *job)
{
    const CardProvider *provider;
    CardAccess access;
    CardPayment *list;
    size_t n;
    (void)job;
    TRY(card_payments_to_ask(cx, &list, &n));
    if (!n) return OK;
    TRY(card_access(cx, true, &provider, &access));
    for (size_t i = 0; provider && i < n && !jobs_stopping(); i++) {
        if (ask_one(cx, provider, &access, &list[i])) log_warning(cx, "cards", "payment %s is asked for later", list[i].provider_id);
    }
    return OK;
}

typedef struct { int64_t id; const char *why; } Failing;
static Error *sent_act(Ctx *cx, void *data)   { return refund_sent(cx, *(const int64_t *)data); }
static Error *failed_act(Ctx *cx, void *data) { return refund_failed(cx, ((const Failing *)data)->id, ((const Failing *)data)->why); }

static Error *fails(Ctx *cx, int64_t id, const char *why) { return db_write(cx, failed_act, &(Failing){ id, why }); }

/* They are asked first what went back already: a program that died after asking for it and before noting that does not ask twice. */
static Error *refund_go(Ctx *cx, const Job *job)
{
    const CardProvider *provider;
    CardAccess access;
    CardRefund refund = {0};
    CardSaid said = {0};
    bool found;
    int64_t id = job->subject_id;
    TRY(card_refund_next(cx, id, &refund, &found));
    if (!found) return OK;
    TRY(card_access(cx, true, &provider, &access));
    if (!provider) return fails(cx, id, "payments by card are not set up any more");
    Error *error = provider->find(cx, &access, refund.provider_id, &said);
    if (error) return error->kind == CONFLICT ? fails(cx, id, error->say) : error;
    if (said.refunded_pence == refund.sent_before + refund.pence) return db_write(cx, sent_act, &id);
    if (said.refunded_pence != refund.sent_before)
        return fails(cx, id, text(cx, "%s says that %s of it went back already, and here it is %s", provider->name, money_table(cx, said.refunded_pence), money_table(cx, refund.sent_before)));
    error = provider->refund(cx, &access, refund.provider_id, refund.pence, refund.paid_pence - refund.sent_before);
    if (error) return error->kind == CONFLICT ? fails(cx, id, error->say) : error;
    return db_write(cx, sent_act, &id);
}

/* ---- letters and accounts ---- */

static Error *propose_act(Ctx *cx, void *proposed) { return overdue_propose(cx, proposed); }
static Error *forget_act(Ctx *cx, void *nothing)   { return (void)nothing, refunds_forget(cx); }

static Error *propose(Ctx *cx, const Job *job)
{
    int64_t proposed;
    (void)job;
    return db_write(cx, propose_act, &proposed);
}

static Error *forget(Ctx *cx, const Job *job) { return (void)job, db_write(cx, forget_act, NULL); }

static const JobKind kinds[] = {
    TIMED("cards.ask", cards_ask, ASK_SECONDS),
    JOB("refunds.card", refund_go),
    TIMED("overdue.propose", propose, PROPOSE_SECONDS),
    TIMED("refunds.forget", forget, DAY),
};
extern const JobLists payment_jobs;
const JobLists payment_jobs = { kinds, COUNT(kinds), NULL, 0 };
