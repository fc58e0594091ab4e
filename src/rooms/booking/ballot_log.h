/*
 * The log of a ballot: plain text from which anybody computes its outcome again, with ids and no names.
 *
 *     lyceum ballot 1
 *     event 4718
 *     closed 1796119200
 *     places 20
 *     limit 2
 *     commitment 64 hex digits          published before anybody asked
 *     seed 64 hex digits                of which the commitment is the SHA-256
 *     entries 57
 *     entry 88211 school 104 wish 1 need 0 past 35 round 1 turn 1 placed first
 *     ...                               one for each entry, by turn; else "waiting", and the rule's name
 *     digest 64 hex digits              SHA-256 of all the lines before
 */
#pragma once
#include "rooms/booking/ballot_rule.h"

enum { BALLOT_LOG_MOST = 1 << 20 };   /* bytes */

typedef struct {
    int64_t      event_id, closed_at, places, cap;
    const char  *commitment, *seed;
    BallotEntry *entries;
    size_t       count;
    const char  *digest;
} BallotDraw;

/* Writes the log of a draw whose outcome is there (ballot_allot), and sets its commitment and digest. */
const char *ballot_log_write(Ctx *cx, BallotDraw *draw);
/* Reads a log as it stands. Anything that is not one is INVALID, with the line. */
CHECKED Error *ballot_log_read(Ctx *cx, const char *bytes, size_t length, BallotDraw *draw);
/* The same, and computes it again: INVALID with what differs when digest, commitment or any outcome is another. */
CHECKED Error *ballot_log_verify(Ctx *cx, const char *bytes, size_t length, BallotDraw *draw);
