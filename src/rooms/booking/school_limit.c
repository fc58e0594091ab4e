#include "rooms/booking/school_limit.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/school_cap.h"

enum { DAY = 86400 };

SQL(school_here,
    "SELECT o.name, (SELECT COUNT(*) FROM registration r WHERE r.event_id = $1 AND r.organisation_id = o.id AND " REGISTRATION_LIVE("r.") ") AS held FROM organisation o WHERE o.id = $2");
SQL(limits_over,
    "SELECT h.event_id AS id FROM event_school_cap h JOIN event e ON e.id = h.event_id WHERE h.until_at <= $1 AND h.until_at > $2"
    " AND e.waiting > 0 AND e.taken < e.places AND e.starts_at > $1 ORDER BY h.event_id LIMIT CAST($3 AS BIGINT)");

typedef struct { int64_t held; const char *name; } Here;

/* By these a school comes to have one more; by the others somebody takes what is the school's already, or the office lets them in at the door. */
static bool adds(Way way) { return way == WAY_BOOKED || way == WAY_MOVED; }

static const char *rest_words(Ctx *cx, const SchoolCap *cap, int64_t left)
{
    const char *then = cap->until_at ? text(cx, ", and %s from %s", left ? "the others" : "more", date_words(cx, date_of(cx, cap->until_at))) : "";
    if (!left) return cap->until_at ? text(cx, "It can book%s", then + strlen(", and")) : "It can hand a place on to a colleague";
    return text(cx, "Choose %s now%s", counted(cx, left, "person", "people"), then);
}

/* Until the draw a school may ask for more: it keeps to the limit. From then on the event is like any other. */
static Error *ballot_asks(Ctx *cx, const Event *event, bool *asking)
{
    EventBallot ballot = {0};
    *asking = false;
    if (!(event->rules & RULE_BALLOT)) return OK;
    TRY(event_ballot_find(cx, event->id, &ballot, asking));
    if (ballot.drawn_at) *asking = false;
    return OK;
}

Error *school_limit_check(Ctx *cx, const WayIn *in)
{
    static const Column columns[] = { COLUMN(Here, name), COLUMN(Here, held) };
    SchoolCap cap;
    Here here = {0};
    bool asking;
    if (!adds(in->way) || !in->organisation_id) return OK;
    TRY(school_cap_now(cx, in->event, &cap));
    if (!cap.places) return OK;
    TRY(ballot_asks(cx, in->event, &asking));
    if (asking) return OK;
    TRY(db_one(cx, school_here, columns, &here, INT(in->event->id), INT(in->organisation_id)));
    int64_t left = here.held < cap.places ? cap.places - here.held : 0;
    if ((int64_t)in->count <= left) return OK;
    return invalid(cx, "people", "This event has %s, and %s has %s. %s", school_cap_words(cx, &cap), here.name, here.held ? number_words(cx, here.held) : "none yet", rest_words(cx, &cap, left));
}

typedef struct { int64_t id; } Id;

Error *school_limits_over(Ctx *cx, int64_t **event_ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, limits_over, columns, &rows, count, INT(cx->now), INT(cx->now - 7 * DAY), INT(SLICE)));
    *event_ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*event_ids)[i] = rows[i].id;
    return OK;
}
