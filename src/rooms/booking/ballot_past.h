/*
 * What a school had of the partnership's places in the year before: as a fragment for queries over registration r of an event $1, between the instants
 * $2 and $3. Hundredths of a place for 100 pupils; a school whose roll is not known is taken for one of 100.
 */
#pragma once
#include <stdint.h>

#define BALLOT_PAST_JOINS \
    " LEFT JOIN school s ON s.organisation_id = r.organisation_id" \
    " LEFT JOIN (SELECT x.organisation_id, COUNT(*) AS places FROM registration x JOIN event v ON v.id = x.event_id" \
    "    WHERE x.state = 'confirmed' AND v.starts_at >= $2 AND v.starts_at < $3 AND v.state <> 'cancelled'" \
    "      AND x.organisation_id IN (SELECT k.organisation_id FROM ballot_entry m JOIN registration k ON k.id = m.registration_id WHERE m.event_id = $1)" \
    "    GROUP BY x.organisation_id) h ON h.organisation_id = r.organisation_id"
#define BALLOT_PAST_OF_SCHOOL "COALESCE(h.places, 0) * 10000 / CASE WHEN s.roll > 0 THEN s.roll ELSE 100 END"

static inline int64_t ballot_past_from(int64_t ends_at) { return ends_at - (int64_t)365 * 86400; }
