/*
 * What a place of an event costs whoever asks, before any package is counted in, and why in words: the price for what they are, less for booking early, less for
 * booking so many at once, less under a hardship waiver; each taken off what the one before leaves. An event without such rules, and an organisation without a
 * waiver, cost no question.
 */
#pragma once
#include "rooms/programme/event.h"

typedef struct {
    int64_t organisation_id;     /* 0: nobody's */
    bool    member;              /* today */
    int64_t waived;              /* per cent, as money's WAIVED_ON() says */
    int64_t places;              /* of this booking */
} PriceAsk;

/* words: "£95, the price for academies and colleges; 10% less for booking by 1 December 2026"; "" where it is the plain price for members or others. */
typedef struct { int64_t pence; const char *words; } ListPrice;

/* A sum with why it is that: "£68.40 (£95, the price for others; 20% less ...)". */
const char *price_said(Ctx *cx, int64_t pence, const char *words);

CHECKED Error *event_list_price(Ctx *cx, const Event *event, const PriceAsk *ask, ListPrice *price);

/* The same of one place today, with what has to be known of the organisation asked first: one question more. member may be NULL. */
CHECKED Error *event_price_today(Ctx *cx, const Event *event, int64_t organisation_id, ListPrice *price, bool *member);
