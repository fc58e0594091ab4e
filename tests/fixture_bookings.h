/* Bookings as a test says them: who books whom for which school, and what becomes of it. Each is a write of its own by that person. */
#pragma once
#include "rooms/booking/waiting_list.h"
#include "tests/fixture.h"

Error *book(const Somebody *by, int64_t event, int64_t organisation, const Invitee *people, size_t n, Booked *booked);   /* booked may be NULL */
Error *book_one(const Somebody *by, int64_t event, int64_t organisation, const Somebody *who, Booked *booked);
int64_t booked_as(const Somebody *by, int64_t event, int64_t organisation, const Somebody *who);   /* the registration; expects that it is made */

Error *cancel_by(const Somebody *who, int64_t registration_id);
Error *accept_by(const Somebody *who, int64_t registration_id);
Error *decline_by(const Somebody *who, int64_t registration_id);
Error *lapse_by(const Somebody *who, int64_t registration_id);
Error *substitute_by(const Somebody *who, int64_t registration_id, Invitee colleague, int64_t *made);
Error *event_cancel_by(const Somebody *who, int64_t event_id, const char *why);

Registration registration_of(int64_t id);             /* as the office sees it */

/* PHONICS has two places: ben and kim of Alder Grove take them, lou of Alder Grove waits, and max of Beech Lane after her; it is then 9.03am. */
typedef struct { int64_t ben, kim, lou, max; } Full;
Full phonics_full(void);
