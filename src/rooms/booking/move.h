/*
 * Moving a place to another date of its course: the place there is taken and the old one freed in one act, or nothing happens. The old registration is
 * cancelled, its place passes on, and a new one of a booking of its own stands at the other event with what that costs. Whether moving late costs anything
 * is said by the old event's rule for charges.
 *
 * By the person, whoever books for their school, or the office. Where somebody approves places there first, or draws them, nobody moves: they ask there and keep
 * this place meanwhile. Whatever decides who may come is asked as at every way in.
 */
#pragma once
#include "rooms/booking/charge.h"

enum { DATES_MOST = 12 };

/* Another open date of the course, with a place left and nobody waiting. clash: what the person is on at the same time, or "". */
typedef struct { int64_t id, starts_at, ends_at, session_count, places, taken, rules, member_price_pence, other_price_pence, price_pence; const char *starts_on, *place, *format, *clash; } MoveDate;
/* Where this registration, which the caller has found, could move: the soonest DATES_MOST. Empty unless it is a place on an event to come. */
CHECKED Error *move_dates(Ctx *cx, const Registration *registration, const Event *event, MoveDate **dates, size_t *count);

/* What the person agreed to: the charge for leaving this date, and the price of the other. */
typedef struct { int64_t event_id, charge_pence, price_pence; } Move;
/* Refused about "event" where it is no other date of the course, or not for them; CONFLICT where it is full, closed, asks first or costs more than agreed. */
CHECKED Error *registration_move_to(Ctx *cx, int64_t id, const Move *move, int64_t *new_id);
