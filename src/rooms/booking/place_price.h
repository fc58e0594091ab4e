/*
 * What is to pay for a place, the package of whoever comes counted in: the one place where booking looks at pots, draws from them and gives back.
 *
 * registration.price_pence is what is to pay for that place; booking.price_pence is the price of each without the package. A live registration of whatever state
 * (asked for, waiting, offered, confirmed) holds what it drew. Whatever makes a registration draws for it here, and whatever ends one gives back here: house_test
 * sees that each file which does either calls this one, booking_check() that no draw outlives its registration.
 *
 * An organisation without a package costs a booking no statement: Standing.entitled says so.
 */
#pragma once
#include "rooms/booking/school_rule.h"
#include "rooms/money/subscriptions/entitlement.h"

/* Looks only: what each of n places more would cost, one after the other. list_pence: the price of each without the package. */
CHECKED Error *place_prices(Ctx *cx, const Event *event, const Standing *standing, int64_t list_pence, Covered *covers, size_t n);
/* The same of one place elsewhere, once what `registration_id` holds has been given back: whoever moves. */
CHECKED Error *place_price_moved(Ctx *cx, const Event *event, const char *starts_on, const Standing *standing, int64_t registration_id, int64_t list_pence, int64_t *pence);

/* Draws for the places of a booking that is about to be written, the first in the list first, and says what each and all of them cost. */
CHECKED Error *places_draw(Ctx *cx, const Event *event, const Standing *standing, Booked *booked);
/* Draws for one registration that is about to be written. */
CHECKED Error *place_draw(Ctx *cx, const Event *event, int64_t organisation_id, int64_t registration_id, int64_t list_pence, int64_t *pence);
/* A registration has ended, in whichever way: what it drew is given back. Where it was a place on another date, whoever waits on the first draws it again. */
CHECKED Error *place_over(Ctx *cx, int64_t registration_id);
/* A colleague has the place: what it drew, and what is to pay, are theirs. Before the first one ends. */
CHECKED Error *place_handed_on(Ctx *cx, int64_t from_registration, int64_t to_registration);
/* A live registration that holds nothing draws what there is now, and costs accordingly. */
CHECKED Error *place_draw_again(Ctx *cx, int64_t registration_id);
/* A place on another date is offered to who waits: it draws what there is, or else what they hold where they wait. Both are written already. */
CHECKED Error *place_draw_beside(Ctx *cx, int64_t waiting_registration, int64_t offered_registration);

const char *place_price_words(Ctx *cx, int64_t pence, int64_t saved_pence);      /* "£60", "Free", "Covered by the package", "£48 after the package" */
const char *drawn_words(Ctx *cx, const Drawn *drawn);      /* "It takes 1 of the 5 places of Primary package 2026/27, and 2 are left after it." */
const char *covered_words(Ctx *cx, const Covered *covers, size_t n);             /* of the places that a form could book: "Covered by your package: 2 of 5 places left; the third costs £95"; "" */
