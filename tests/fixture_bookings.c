#include "tests/fixture_bookings.h"

typedef struct { BookingRequest request; Booked booked; } Try;
typedef struct { int64_t id, made; const char *reason; Invitee colleague; } On;

static Error *book_act(Ctx *cx, void *data)
{
    Try *try = data;
    return booking_make(cx, &try->request, &try->booked);
}

static Error *cancel_act(Ctx *cx, void *data)       { On *on = data; return registration_cancel(cx, on->id, ""); }
static Error *accept_act(Ctx *cx, void *data)       { On *on = data; return offer_accept(cx, on->id); }
static Error *decline_act(Ctx *cx, void *data)      { On *on = data; return offer_decline(cx, on->id); }
static Error *lapse_act(Ctx *cx, void *data)        { On *on = data; return offer_lapse(cx, on->id); }
static Error *substitute_act(Ctx *cx, void *data)   { On *on = data; return registration_substitute(cx, on->id, &on->colleague, &on->made); }
static Error *event_cancel_act(Ctx *cx, void *data) { On *on = data; return booking_cancel_event(cx, on->id, on->reason); }

Error *book(const Somebody *by, int64_t event, int64_t organisation, const Invitee *people, size_t n, Booked *booked)
{
    Try try = { .request = { .event_id = event, .organisation_id = organisation, .people = people, .count = n, .purchase_order = "" } };
    Error *error = write_as(by, book_act, &try);
    if (booked) *booked = try.booked;
    return error;
}

Error *book_one(const Somebody *by, int64_t event, int64_t organisation, const Somebody *who, Booked *booked)
{
    return book(by, event, organisation, &(Invitee){ .person_id = who->id }, 1, booked);
}

int64_t booked_as(const Somebody *by, int64_t event, int64_t organisation, const Somebody *who)
{
    Booked booked;
    EXPECT_OK(book_one(by, event, organisation, who, &booked));
    return booked.places[0].registration_id;
}

Error *cancel_by(const Somebody *who, int64_t id)  { return write_as(who, cancel_act, &(On){ .id = id }); }
Error *accept_by(const Somebody *who, int64_t id)  { return write_as(who, accept_act, &(On){ .id = id }); }
Error *decline_by(const Somebody *who, int64_t id) { return write_as(who, decline_act, &(On){ .id = id }); }
Error *lapse_by(const Somebody *who, int64_t id)   { return write_as(who, lapse_act, &(On){ .id = id }); }

Error *substitute_by(const Somebody *who, int64_t id, Invitee colleague, int64_t *made)
{
    On on = { .id = id, .colleague = colleague };
    Error *error = write_as(who, substitute_act, &on);
    if (made) *made = on.made;
    return error;
}

Error *event_cancel_by(const Somebody *who, int64_t id, const char *why) { return write_as(who, event_cancel_act, &(On){ .id = id, .reason = why }); }

Registration registration_of(int64_t id)
{
    Registration registration = {0};
    EXPECT_OK(registration_find(as(&dora), id, &registration));
    return registration;
}

Full phonics_full(void)
{
    Booked booked;
    Full full;
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, &booked));
    full.ben = booked.places[0].registration_id, full.kim = booked.places[1].registration_id;
    fixture_at("2026-11-24T09:01");
    full.lou = booked_as(&ann, PHONICS, ALDER, &lou);
    fixture_at("2026-11-24T09:02");
    full.max = booked_as(&cara, PHONICS, BEECH, &max);
    fixture_at("2026-11-24T09:03");
    return full;
}
