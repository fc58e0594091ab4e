/* The fields of prices by class and of discounts: on an event's page of prices, and on that of the usual ones of a kind of course. */
#pragma once
#include "platform/html/field.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/event_price.h"

void             class_prices_fields(Out *out, const Request *rq, const ClassPrices *prices);
ClassPricesDraft class_prices_draft(Ctx *cx, const Request *rq);
void             discount_fields(Out *out, const Request *rq, const Discount *discount, bool of_event);      /* of_event: a day can be said, too */
CHECKED Error   *discount_draft(Ctx *cx, const Request *rq, bool of_event, DiscountDraft *draft);
