/*
 * What is agreed with whoever leads an event: words, a fee, expenses up to an amount. The office writes it and offers it; who leads accepts the
 * version that they read. Changed afterwards it is no longer accepted. What was accepted is kept, whoever leads the event later.
 */
#pragma once
#include "rooms/programme/event.h"

enum { AGREEMENT_WORDS_MOST = 4000 };

typedef struct {
    int64_t     event_id, person_id, fee_pence, expenses_pence, version, offered_at, agreed_at, leads, fund_id, posted_id;   /* posted_id: its posting, once the event's day is there; paid_on "": not yet; offered_at, agreed_at 0: not yet; leads 0: accepted, and they lead it no more */
    const char *words, *name, *email, *offered_by, *fund, *paid_on;
} Agreement;

/* For the office: one, and those of an event, at most 50. Of a person who leads it and has none yet, one with version 0 that
 * says what was offered to them last. */
CHECKED Error *agreement_find(Ctx *cx, int64_t event_id, int64_t person_id, Agreement *agreement);
CHECKED Error *agreements_of(Ctx *cx, int64_t event_id, Agreement **list, size_t *count);
/* Of the person signed in, once it is offered; MISSING else. */
CHECKED Error *agreement_find_mine(Ctx *cx, int64_t event_id, Agreement *agreement);

typedef struct { const char *words, *fee, *expenses; bool offer; int64_t fund_id; } AgreementDraft;      /* fund_id: what pays for it; 0: subscriptions. fee, expenses: "350", "£40.50", "" is none */
/* Writes it, and where `offer` sends the letter. Nothing that is accepted stays accepted once a word or an amount changes. CONFLICT where it is paid. */
CHECKED Error *agreement_save(Ctx *cx, int64_t event_id, int64_t person_id, const AgreementDraft *draft);
/* By whoever leads the event; CONFLICT where another version stands by now. */
CHECKED Error *agreement_accept(Ctx *cx, int64_t event_id, int64_t version);
/* For event_copy(): what was agreed for one is written for the other, and offered to nobody yet. */
CHECKED Error *agreements_copy(Ctx *cx, int64_t event_id, int64_t copy_id);
