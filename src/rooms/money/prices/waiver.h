/*
 * Hardship waivers: an organisation pays so many per cent less for the places that it books from a day to a day. The office gives and ends them and alone reads
 * why; the school sees what it pays, and that a waiver is the reason. What was booked while one held keeps its price.
 */
#pragma once
#include "platform/db/db.h"

enum { WAIVER_REASON_MOST = 500, WAIVERS_PAGE = 100, WAIVER_DAYS_MOST = 3 * 366 };

/* Within a query: what an organisation is let off on a day, 0 for nothing. $-numbers or columns. */
#define WAIVED_ON(organisation, day)                                                                                                          \
    "(SELECT COALESCE(MAX(wv.percent), 0) FROM waiver wv WHERE wv.organisation_id = " organisation " AND wv.starts_on <= " day " AND wv.ends_on >= " day \
    " AND (wv.ended_on IS NULL OR wv.ended_on > " day "))"

typedef struct { int64_t id, organisation_id, percent, made_at; const char *organisation, *starts_on, *ends_on, *reason, *maker, *ended_on, *ender; } Waiver;

/* READ_MONEY. Those that hold or are to come, then those that are over, the latest first; `before` the id of the last one read, 0 at first. */
typedef struct { const char *words; bool over; int64_t before; } WaiverFilter;
CHECKED Error *waivers(Ctx *cx, const WaiverFilter *filter, int64_t most, Waiver **list, size_t *count);
CHECKED Error *waiver_find(Ctx *cx, int64_t id, Waiver *waiver);
bool           waiver_over(const Ctx *cx, const Waiver *waiver);

/* As typed, by whoever has BILL: the name of an organisation or a school's URN, "20", days. Refused about "organisation", "percent", "starts_on", "ends_on", "reason";
 * two of one organisation never hold on one day. */
typedef struct { const char *organisation, *percent, *starts_on, *ends_on, *reason; } WaiverDraft;
CHECKED Error *waiver_add(Ctx *cx, const WaiverDraft *draft, int64_t *id);
CHECKED Error *waiver_end(Ctx *cx, int64_t id);       /* from today on; CONFLICT where it is over already */
