#include "rooms/programme/event_change.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/course.h"
#include "rooms/programme/review.h"
#include "rooms/programme/event_charges.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/session.h"
#include "rooms/programme/usual_prices.h"
#include "rooms/programme/venue_diary.h"

SQL(event_insert,  "INSERT INTO event (id, course_id, places, member_price_pence, other_price_pence, booking_opens_at, booking_closes_at, cancel_by,"
                   " offer_hours, joining_note, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)");

SQL(event_update,  "UPDATE event SET places = $2, member_price_pence = $3, other_price_pence = $4, booking_opens_at = $5, booking_closes_at = $6,"
                   " cancel_by = $7, offer_hours = $8, joining_note = $9, changed_at = $10, version = version + 1 WHERE id = $1 AND taken <= $2");

SQL(event_opened,  "UPDATE event SET state = 'published', changed_at = $2, version = version + 1 WHERE id = $1 AND state IN ('draft', 'closed')");
SQL(event_closed,  "UPDATE event SET state = 'closed', changed_at = $2, version = version + 1 WHERE id = $1 AND state = 'published'");
SQL(event_shelved, "UPDATE event SET state = 'archived', changed_at = $2, version = version + 1"
                   " WHERE id = $1 AND (state IN ('draft', 'cancelled') OR (state IN ('published', 'closed') AND ends_at <= $2))");

typedef struct { int64_t places, member_pence, other_pence, opens_at, closes_at, cancel_by, offer_hours; const char *joining_note; } Terms;

static Error *price_read(Ctx *cx, const char *field, const char *whose, const char *typed, int64_t *pence)
{
    if (blank(typed)) return invalid(cx, field, "Enter the price for %s, or 0 when it is free", whose);
    return money_parse(typed, pence) ? OK : invalid(cx, field, "Enter the price for %s in pounds, like 60 or 60.50", whose);
}

static Error *moment_read(Ctx *cx, const char *field, const char *name, const char *on, const char *typed, const char *otherwise, int64_t *instant)
{
    if (!on) return invalid(cx, field, "Enter %s as a real date, like 28 1 2027", name);
    if (!*on) return OK;
    if (!date_valid(on)) return invalid(cx, field, "Enter %s as a real date, like 28 1 2027", name);
    return session_instant(cx, on, blank(typed) ? otherwise : typed, "first", field, "time", instant);
}

static Error *terms_read(Ctx *cx, const EventDraft *draft, Terms *terms)
{
    Error *errors = OK;
    *terms = (Terms){ .places = draft->places, .offer_hours = draft->offer_hours, .joining_note = draft->joining_note };
    if (draft->places < 1 || draft->places > EVENT_PLACES_MOST)
        errors_add(&errors, invalid(cx, "places", "Enter how many places there are, from 1 to %d", EVENT_PLACES_MOST));
    errors_add(&errors, price_read(cx, "member_price", "members", draft->member_price, &terms->member_pence));
    errors_add(&errors, price_read(cx, "other_price", "others", draft->other_price, &terms->other_pence));
    errors_add(&errors, moment_read(cx, "opens_on", "when booking opens", draft->opens_on, draft->opens_time, "9am", &terms->opens_at));
    errors_add(&errors, moment_read(cx, "closes_on", "when booking closes", draft->closes_on, draft->closes_time, "5pm", &terms->closes_at));
    errors_add(&errors, moment_read(cx, "cancel_on", "until when cancelling is free", draft->cancel_on, draft->cancel_time, "5pm", &terms->cancel_by));
    if (!errors && terms->opens_at && terms->closes_at && terms->closes_at <= terms->opens_at)
        errors_add(&errors, invalid(cx, "closes_on", "Booking must close after it opens"));
    if (draft->offer_hours < 1 || draft->offer_hours > OFFER_HOURS_MOST)
        errors_add(&errors, invalid(cx, "offer_hours", "Enter for how many hours an offered place is kept, from 1 to %d", OFFER_HOURS_MOST));
    if (letters(draft->joining_note) > JOINING_NOTE_MOST)
        errors_add(&errors, invalid(cx, "joining_note", "Use %d characters or fewer for the joining note", JOINING_NOTE_MOST));
    return errors;
}

Error *event_draft_check(Ctx *cx, const EventDraft *draft)
{
    Terms terms;
    return terms_read(cx, draft, &terms);
}

Error *event_add(Ctx *cx, int64_t course_id, const EventDraft *draft, int64_t *id)
{
    Course course = {0};
    EventDraft filled = *draft;
    Terms terms;
    int64_t event_id = new_id(cx);
    TRY(course_find_own(cx, course_id, &course));
    if (same(course.state, "archived")) return conflict(cx, "This course is archived. Publish it again before it runs once more");
    TRY(usual_prices_fill(cx, course_id, &filled));
    TRY(terms_read(cx, &filled, &terms));
    TRY(db_run(cx, event_insert, NULL, INT(event_id), INT(course_id), INT(terms.places), INT(terms.member_pence), INT(terms.other_pence),
               REF(terms.opens_at), REF(terms.closes_at), REF(terms.cancel_by), INT(terms.offer_hours), STR(terms.joining_note), INT(cx->now)));
    TRY(event_charges_begin(cx, event_id));
    TRY(usual_prices_begin(cx, event_id, course.kind));
    TRY(course_refresh(cx, course_id));
    *id = event_id;
    return trail(cx, "event.added", event_id, NULL);
}

Error *event_change(Ctx *cx, int64_t id, const EventDraft *draft)
{
    Event event = {0};
    Terms terms;
    int64_t changed;
    TRY(event_hold_own(cx, id, &event));
    if (one_of(event.state, "cancelled archived")) return conflict(cx, "This event is %s, so it stays as it is", event.state);
    TRY(terms_read(cx, draft, &terms));
    if (terms.places > event.places) TRY(venue_seats_check(cx, id, terms.places, "places"));
    TRY(db_run(cx, event_update, &changed, INT(id), INT(terms.places), INT(terms.member_pence), INT(terms.other_pence), REF(terms.opens_at),
               REF(terms.closes_at), REF(terms.cancel_by), INT(terms.offer_hours), STR(terms.joining_note), INT(cx->now)));
    if (!changed)
        return invalid(cx, "places", "%s taken already. Enter %ld or more, or cancel places first", counted(cx, event.taken, "place is", "places are"), event.taken);
    TRY(trail(cx, "event.changed", id, text(cx, "places %ld to %ld", event.places, terms.places)));
    return terms.places > event.places && event.waiting ? fact(cx, "event.places_added", id) : OK;
}

Error *event_lacks(Ctx *cx, const Event *event)
{
    Error *lacks = OK;
    if (!same(event->course_state, "published")) errors_add(&lacks, invalid(cx, NULL, "Publish the course first: people read it before they book"));
    if (!event->session_count)                   errors_add(&lacks, invalid(cx, NULL, "Add at least one session, with its time and place"));
    else if (event->starts_at <= cx->now)        errors_add(&lacks, invalid(cx, NULL, "The first session has begun already. Change its date"));
    if (!event->places)                          errors_add(&lacks, invalid(cx, NULL, "Enter how many places there are"));
    if (event->session_count && event->booking_closes_at && event->booking_closes_at <= cx->now)
        errors_add(&lacks, invalid(cx, NULL, "Booking has closed already. Change until when people can book"));
    return lacks;
}

/* looked_at: the office need not look at a draft first. */
static Error *publish(Ctx *cx, int64_t id, bool looked_at)
{
    Event event = {0};
    int64_t changed;
    TRY(event_hold_own(cx, id, &event));
    if (same(event.state, "published")) return OK;
    if (one_of(event.state, "cancelled archived")) return conflict(cx, "This event is %s. Copy it to offer it again", event.state);
    if (same(event.state, "draft") && !looked_at) TRY(review_needed(cx));
    Error *lacks = event_lacks(cx, &event);
    if (lacks) return lacks;
    TRY(db_run(cx, event_opened, &changed, INT(id), INT(cx->now)));
    if (!changed) return conflict(cx, "This event changed meanwhile. Look at it again");
    TRY(course_refresh(cx, event.course_id));
    TRY(trail(cx, same(event.state, "closed") ? "event.reopened" : "event.published", id, NULL));
    if (!same(event.state, "draft")) return OK;
    TRY(review_published(cx, event.course_id, id));
    TRY(leaders_ask(cx, &event, 0));
    return fact(cx, "event.published", id);
}

Error *event_publish(Ctx *cx, int64_t id)       { return publish(cx, id, false); }
Error *event_publish_again(Ctx *cx, int64_t id) { return publish(cx, id, true); }

Error *event_close(Ctx *cx, int64_t id)
{
    Event event = {0};
    int64_t changed;
    TRY(event_hold_own(cx, id, &event));
    if (same(event.state, "closed")) return OK;
    TRY(db_run(cx, event_closed, &changed, INT(id), INT(cx->now)));
    return changed ? trail(cx, "event.closed", id, NULL) : conflict(cx, "This event is %s. Only a published one can be closed", event.state);
}

Error *event_archive(Ctx *cx, int64_t id)
{
    Event event = {0};
    int64_t changed;
    TRY(event_hold_own(cx, id, &event));
    if (same(event.state, "archived")) return OK;
    TRY(db_run(cx, event_shelved, &changed, INT(id), INT(cx->now)));
    if (!changed) return conflict(cx, "This event is still to come. Cancel it, or archive it when it is over");
    return trail(cx, "event.archived", id, NULL);
}
