/* Why a place of a booking costs what it does: kept as it was said before confirming, where it is not the plain price for members or others. */
#pragma once
#include "rooms/booking/school_rule.h"
#include "rooms/programme/list_price.h"

/* What a place costs an organisation that stands so, of so many in one booking; no question more where nothing about it is particular. */
CHECKED Error *booking_list_price(Ctx *cx, const Event *event, const Standing *standing, int64_t places, ListPrice *price);
CHECKED Error *booking_price_keep(Ctx *cx, int64_t booking_id, const ListPrice *price);          /* nothing where it has no words */
CHECKED Error *booking_price_again(Ctx *cx, int64_t registration_id, int64_t booking_id);        /* the same holds for a booking made of that registration's */
CHECKED Error *booking_price_words(Ctx *cx, int64_t booking_id, const char **words);             /* "" where it is plain */
CHECKED Error *booking_price_words_of(Ctx *cx, int64_t registration_id, const char **words);     /* the same of the booking that made it */
