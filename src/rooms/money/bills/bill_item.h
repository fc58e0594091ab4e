/*
 * What somebody owes: each thing said once, by the room that knows of it, as kind and subject. It waits until it is put on an invoice or into a recharge.
 * Whoever says it does so in the transaction of the act that makes it owed, and again as often as they like: it is there once.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"

typedef struct {
    const char *kind; int64_t subject_id;         /* "place", "charge", "subscription", "round" */
    int64_t     organisation_id, person_id;       /* who owes it: one of them, the other 0 */
    int64_t     pence;                            /* without VAT; below 0: to be credited */
    const char *supply;                           /* what VAT goes by: training, subscription, charge, goods, hire, service */
    const char *on, *words, *purchase_order;      /* on: YYYY-MM-DD, the day on which it counts; purchase_order "" where there is none */
    int64_t     account_id, cost_centre_id, fund_id;    /* where it is earned; fund_id 0: none */
} BillItem;

/* *again: it was there already, *id is that one's, and nothing is written. BROKEN for what no form can ask. */
CHECKED Error *bill_item_add(Ctx *cx, const BillItem *item, int64_t *id, bool *again);
/* It is owed no more. What waits is withdrawn; for what is billed an item of the same sum below 0 waits to be credited. Nothing where there is none, or it was lifted before. */
CHECKED Error *bill_item_lift(Ctx *cx, const char *kind, int64_t subject_id, const char *why);

/* One that waits is billed by a document or a recharge; *taken false: it waits no more, somebody was quicker. */
typedef enum { BILLED_BY_DOCUMENT, BILLED_BY_RECHARGE } BilledBy;
CHECKED Error *bill_item_take(Ctx *cx, int64_t id, BilledBy by, int64_t billed_id, bool *taken);
