/* The letters of the booking room, with the invitations that go along. Called in the transaction of the act. */
#pragma once
#include "platform/mail/mail.h"
#include "rooms/booking/booking.h"

/* unnamed: they are whoever booked the place, for which nobody is named yet. */
typedef struct { int64_t registration_id, person_id; const char *name, *email; int64_t sequence, unnamed; } Addressee;

CHECKED Error *letter_confirmed(Ctx *cx, const Event *event, const Addressee *to);      /* none for a place without a name: whoever is named for it has it then */
CHECKED Error *letter_waiting(Ctx *cx, const Event *event, const Addressee *to);
CHECKED Error *letter_offered(Ctx *cx, const Event *event, const Addressee *to, int64_t until, int64_t together);   /* together: how many it is for, who come together or not at all */
CHECKED Error *letter_lapsed(Ctx *cx, const Event *event, const Addressee *to);
CHECKED Error *letter_cancelled(Ctx *cx, const Event *event, const Addressee *to, const char *reason, const char *due);   /* of a place */
CHECKED Error *letter_left(Ctx *cx, const Event *event, const Addressee *to, const char *reason);      /* the waiting list, or an offer */
CHECKED Error *letter_colleague_cancelled(Ctx *cx, const Event *event, const Addressee *booker, int64_t booking_id, const char *colleague, const char *reason, const char *due);
CHECKED Error *letter_booking_cancelled(Ctx *cx, const Event *event, const Addressee *booker, int64_t booking_id, const char *why);
CHECKED Error *letter_substituted(Ctx *cx, const Event *event, const Addressee *leaves, const Addressee *comes);
CHECKED Error *letter_event_cancelled(Ctx *cx, const Event *event, const Addressee *to, bool had_place, const char *why);
CHECKED Error *letter_event_changed(Ctx *cx, const Event *event, const Addressee *to, bool has_place);
CHECKED Error *letter_ballot_entered(Ctx *cx, const Event *event, const Addressee *to, int64_t ends_at);
CHECKED Error *letter_ballot_placed(Ctx *cx, const Event *event, const Addressee *to, const char *rule);   /* rule: why, a sentence */
CHECKED Error *letter_ballot_waits(Ctx *cx, const Event *event, const Addressee *to, const char *rule);
CHECKED Error *letter_ballot_refused(Ctx *cx, const Event *event, const Addressee *to, const char *reason);
CHECKED Error *letter_second_date_proposed(Ctx *cx, const Event *event, const Addressee *to);                                  /* to whoever decides */
CHECKED Error *letter_reminder(Ctx *cx, const Event *event, const Addressee *to);                                              /* of a place to come */
CHECKED Error *letter_leading_reminder(Ctx *cx, const Event *event, const Addressee *to);                                      /* to whoever leads it */
CHECKED Error *letter_go_ahead_asked(Ctx *cx, const Event *event, const Addressee *to, int64_t needed, bool cancels);        /* to whoever decides */
CHECKED Error *letter_second_date_offered(Ctx *cx, const Event *there, const Addressee *to, int64_t until, const Event *first);   /* to who waits for `first` */
/* Of one act: the new place with its invitation, the old one taken out of the calendar. */
CHECKED Error *letter_moved(Ctx *cx, const Event *from, const Addressee *left, const Event *there, const Addressee *comes, const char *price, const char *due);
CHECKED Error *letter_colleague_moved(Ctx *cx, const Event *from, const Event *there, const Addressee *booker, int64_t booking_id, const char *colleague, const char *due);
CHECKED Error *letter_charge_made(Ctx *cx, const Event *event, const Addressee *to, const char *colleague, const char *due);     /* for a place nobody came to */
CHECKED Error *letter_charge_lifted(Ctx *cx, const Event *event, const Addressee *to, const char *colleague, const char *sum, const char *why);
CHECKED Error *letter_materials(Ctx *cx, const Event *event, const Addressee *to, const char *moment);   /* moment: before or after */
/* To whoever booked places that have no name: so many of a booking are still without, `until` when or ""; or are given back. */
CHECKED Error *letter_names_wanted(Ctx *cx, const Event *event, const Addressee *to, int64_t booking_id, int64_t places, const char *until);
CHECKED Error *letter_unnamed_released(Ctx *cx, const Event *event, const Addressee *to, int64_t booking_id, int64_t places);
/* The invitations of a registration, one for each session, as they stand when the letter is sent; none while nobody is named for it. */
CHECKED Error *registration_calendars(Ctx *cx, const char *method, int64_t id, int64_t sequence, MailCalendars *calendars);
/* To whoever may approve it, to whoever asked, and what came of it. `who` decides: "your school". */
CHECKED Error *letter_request_made(Ctx *cx, const Event *event, const Addressee *approver, const char *colleague);
CHECKED Error *letter_request_waits(Ctx *cx, const Event *event, const Addressee *to, const char *who);
CHECKED Error *letter_substitute_waits(Ctx *cx, const Event *event, const Addressee *to, const char *colleague);   /* who keeps the place until it is decided */
CHECKED Error *letter_request_refused(Ctx *cx, const Event *event, const Addressee *to, const char *reason);
CHECKED Error *letter_request_lapsed(Ctx *cx, const Event *event, const Addressee *to);
CHECKED Error *letter_summary(Ctx *cx, const Event *event, const Booked *booked);   /* to whoever booked */
