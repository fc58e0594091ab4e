/* The columns of a round, for whatever reads one. */
#pragma once
#include "rooms/money/rounds/round.h"

#define ROUND_FIELDS(r) \
    r ".id, " r ".supplier_id, " r ".local, " r ".each_least, " r ".supply, " r ".names_shown, " r ".alone_pence, " r ".cost_centre_id, " r ".fund_id, " r ".quantity, " r ".takers, " r ".price_pence, " \
    r ".cost_pence, " r ".proposed_by, " r ".proposer_id, " r ".made_at, " r ".closed_at, " r ".ended_at, " r ".title, " r ".what, COALESCE(s.name, " r ".supplier) AS supplier, " r ".specification, " r ".unit, " r ".units, " \
    r ".state, " r ".interest_until, " r ".commit_until, " r ".share, " r ".method, " r ".alone_source, " r ".counts_on, " r ".ended_why, COALESCE(p.name, '') AS proposed_for"
#define ROUND_FROM(r) " FROM round " r " LEFT JOIN organisation s ON s.id = " r ".supplier_id LEFT JOIN organisation p ON p.id = " r ".proposed_by"
/* Of a Round, or of whatever begins with one. */
#define ROUND_COLUMNS \
    COLUMN(Round, id), COLUMN(Round, supplier_id), COLUMN(Round, local), COLUMN(Round, each_least), COLUMN(Round, supply), COLUMN(Round, names_shown), COLUMN(Round, alone_pence), \
    COLUMN(Round, cost_centre_id), COLUMN(Round, fund_id), COLUMN(Round, quantity), COLUMN(Round, takers), COLUMN(Round, price_pence), COLUMN(Round, cost_pence), \
    COLUMN(Round, proposed_by), COLUMN(Round, proposer_id), COLUMN(Round, made_at), COLUMN(Round, closed_at), COLUMN(Round, ended_at), COLUMN(Round, title), COLUMN(Round, what), \
    COLUMN(Round, supplier), COLUMN(Round, specification), COLUMN(Round, unit), COLUMN(Round, units), COLUMN(Round, state), COLUMN(Round, interest_until), COLUMN(Round, commit_until), \
    COLUMN(Round, share), COLUMN(Round, method), COLUMN(Round, alone_source), COLUMN(Round, counts_on), COLUMN(Round, ended_why), COLUMN(Round, proposed_for)

/* Fills in the steps of rounds `apart` bytes from each other, with one question. */
CHECKED Error *round_steps_read(Ctx *cx, Round *first, size_t apart, size_t count);
