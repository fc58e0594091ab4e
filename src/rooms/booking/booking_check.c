/* What booking promises of its rows, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/booking/ballot.h"

#define ID(column) "CAST(" column " AS TEXT)"
#define HELD "(SELECT event_id, sum(CASE WHEN state IN ('confirmed', 'offered') THEN 1 ELSE 0 END) AS taken, sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS waiting" \
             " FROM registration GROUP BY event_id)"

/* A cancelled event counts nobody at once, and its registrations follow in slices. */
SQL(events_miscounted,
    "SELECT 'Event ' || " ID("e.id") " || ' counts ' || " ID("e.taken") " || ' taken and ' || " ID("e.waiting") " || ' waiting; its registrations are '"
    "  || " ID("coalesce(r.taken, 0)") " || ' and ' || " ID("coalesce(r.waiting, 0)") " AS say"
    "  FROM event e LEFT JOIN " HELD " r ON r.event_id = e.id"
    " WHERE e.state <> 'cancelled' AND (e.taken <> coalesce(r.taken, 0) OR e.waiting <> coalesce(r.waiting, 0)) ORDER BY e.id LIMIT 20");
SQL(events_oversold,
    "SELECT 'Event ' || " ID("e.id") " || ' has places for ' || " ID("e.places") " || ', and ' || " ID("r.taken") " || ' registrations hold one' AS say"
    "  FROM event e JOIN " HELD " r ON r.event_id = e.id WHERE r.taken > e.places ORDER BY e.id LIMIT 20");
SQL(registrations_astray,
    "SELECT 'Registration ' || " ID("r.id") " || ' is at event ' || " ID("r.event_id") " || ', and its booking ' || " ID("b.id") " || ' is of event ' || " ID("b.event_id") " AS say"
    "  FROM registration r JOIN booking b ON b.id = r.booking_id WHERE b.event_id <> r.event_id ORDER BY r.id LIMIT 20");
SQL(requests_of_nobody,
    "SELECT 'Registration ' || " ID("r.id") " || ' at event ' || " ID("r.event_id") " || ' is asked for, and nobody is to decide it' AS say FROM registration r"
    " WHERE r.state = 'requested' AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.registration_id = r.id AND a.decided_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM ballot_entry n WHERE n.registration_id = r.id AND n.turn IS NULL) ORDER BY r.id LIMIT 20");
SQL(offers_without_end,
    "SELECT 'Registration ' || " ID("id") " || ' at event ' || " ID("event_id") " || ' is offered a place without a time until which it is kept' AS say"
    "  FROM registration WHERE state = 'offered' AND offer_ends_at IS NULL ORDER BY id LIMIT 20");
SQL(substitutes_astray,
    "SELECT 'Registration ' || " ID("r.id") " || ' at event ' || " ID("r.event_id") " || ' took the place of registration ' || " ID("o.id") " || ', which is at event ' || " ID("o.event_id") " AS say"
    "  FROM registration r JOIN registration o ON o.id = r.substituted_for WHERE o.event_id <> r.event_id ORDER BY r.id LIMIT 20");
SQL(marks_astray,
    "SELECT 'Registration ' || " ID("r.id") " || ' at event ' || " ID("r.event_id") " || ' is marked in session ' || " ID("s.id") " || ' of event ' || " ID("s.event_id") " AS say"
    "  FROM attendance a JOIN registration r ON r.id = a.registration_id JOIN session s ON s.id = a.session_id"
    " WHERE s.event_id <> r.event_id ORDER BY r.id, s.id LIMIT 20");

SQL(charges_astray,
    "SELECT 'Charge ' || " ID("c.id") " || ' is for registration ' || " ID("r.id") " || ', which is ' || r.state || ' at event ' || " ID("r.event_id") " AS say"
    "  FROM charge c JOIN registration r ON r.id = c.registration_id WHERE r.event_id <> c.event_id OR COALESCE(r.organisation_id, 0) <> COALESCE(c.organisation_id, 0)"
    "   OR (c.kind <> 'missed' AND r.state <> 'cancelled') ORDER BY c.id LIMIT 20");

/* What a place drew of a package goes with it, and is of the organisation that the place is for. */
SQL(draws_astray,
    "SELECT 'Registration ' || " ID("d.subject_id") " || CASE WHEN r.id IS NULL THEN ' is gone' WHEN " REGISTRATION_OVER("r.") " THEN ' is ' || r.state ELSE ' is another organisation’s' END"
    "  || ', and holds ' || " ID("d.units") " || ' of entitlement ' || " ID("e.id") " AS say FROM entitlement_draw d JOIN entitlement e ON e.id = d.entitlement_id LEFT JOIN registration r ON r.id = d.subject_id"
    " WHERE d.kind = 'place' AND d.back_at IS NULL AND (r.id IS NULL OR " REGISTRATION_OVER("r.") " OR r.organisation_id IS NULL OR r.organisation_id <> e.organisation_id) ORDER BY d.id LIMIT 20");
SQL(draws_paid,
    "SELECT 'Registration ' || " ID("r.id") " || ' is covered by entitlement ' || " ID("e.id") " || ', and ' || " ID("r.price_pence") " || ' pence are to pay for it' AS say"
    "  FROM entitlement_draw d JOIN entitlement e ON e.id = d.entitlement_id JOIN registration r ON r.id = d.subject_id"
    " WHERE d.kind = 'place' AND d.back_at IS NULL AND e.kind <> 'percent' AND r.price_pence <> 0 ORDER BY r.id LIMIT 20");

/* Nothing may ever be shown of fewer than five. */
SQL(evaluations_of_few,
    "SELECT 'Event ' || " ID("event_id") " || ' shows what ' || " ID("answers") " || ' people said, which is too few' AS say FROM evaluation_round WHERE answers > 0 AND answers < 5 ORDER BY event_id LIMIT 20");
SQL(evaluations_of_more,
    "SELECT 'Event ' || " ID("s.event_id") " || ' counts ' || " ID("s.answers") " || ' answers to question ' || " ID("s.question_id") " || ', and only ' || " ID("w.answers") " || ' people said something' AS say"
    "  FROM evaluation_sum s JOIN evaluation_round w ON w.event_id = s.event_id AND w.kind = s.kind WHERE s.choice = 0 AND s.answers > w.answers ORDER BY s.event_id, s.question_id LIMIT 20");

Error *booking_check(Ctx *cx)
{
    static const Sql *const promises[] = { &events_miscounted, &events_oversold, &registrations_astray, &requests_of_nobody, &offers_without_end, &substitutes_astray, &marks_astray, &charges_astray, &draws_astray, &draws_paid, &evaluations_of_few, &evaluations_of_more };
    Error *errors = store_promises(cx, promises, COUNT(promises));
    errors_add(&errors, ballots_check(cx));
    return errors;
}
