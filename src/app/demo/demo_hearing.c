/* What people hear and subscribe to: reminders of this week's places went out this morning, a teacher hears once a week, and two have calendar links. */
#include "app/demo/demo.h"

#include "platform/base/time.h"
#include "rooms/booking/feed.h"
#include "rooms/members/notice.h"
#include "rooms/members/sign_in.h"

enum { HOUR = 3600, FIRST = 7, LAST = 1 };

SQL(demo_listener,
    "SELECT p.person_id AS id FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE o.name = 'Kiln Meadow Primary School' AND p.role = $1 AND p.ends_on IS NULL ORDER BY p.person_id LIMIT 1");
SQL(demo_reminded,
    "INSERT INTO reminder (registration_id, starts_on, days, sent_at) SELECT r.id, e.starts_on, CAST($1 AS BIGINT), CAST($2 AS BIGINT) FROM registration r JOIN event e ON e.id = r.event_id"
    " WHERE r.state = 'confirmed' AND e.state IN ('published', 'closed') AND e.starts_at > $2 AND e.starts_at < $3");

SQL(demo_leaders_reminded,
    "INSERT INTO leading_reminder (event_id, person_id, starts_on, days, sent_at) SELECT e.id, f.person_id, e.starts_on, CAST($1 AS BIGINT), CAST($2 AS BIGINT) FROM facilitator f JOIN event e ON e.id = f.event_id"
    " WHERE e.state IN ('published', 'closed') AND e.starts_at > $2 AND e.starts_at < $3");

typedef struct { const char *kind, *role; } Subscribed;

static Error *as_of(Ctx *cx, const char *role, const Who **who)
{
    int64_t id = 0;
    *who = NULL;
    TRY(db_number(cx, demo_listener, &id, STR(role)));
    return id ? person_who(cx, id, who) : OK;
}

static Error *subscribe(Ctx *cx, const Subscribed *subscribed)
{
    const Who *who;
    int64_t id;
    TRY(as_of(cx, subscribed->role, &who));
    if (!who) return OK;
    cx->who = who;
    TRY(feed_make(cx, subscribed->kind, 0, &id));
    cx->who = NULL;
    return OK;
}

static Error *hear(Ctx *cx)
{
    const Who *who;
    TRY(as_of(cx, "teacher", &who));
    if (!who) return OK;
    cx->who = who;
    TRY(notice_pace_set(cx, "weekly"));
    TRY(notice_put(cx, &(Notice){ .person_id = who->id, .kind = "programme", .subject = "New dates in the programme", .words = "Several courses for your phase were published this week.", .link = "/courses" }));
    cx->who = NULL;
    return OK;
}

static Error *reminded(Ctx *cx, Demo *demo, int64_t days)
{
    int64_t before = 0;
    instant_of(date_add_days(cx, demo->today, days + 1), 0, 0, false, &before);
    TRY(db_run(cx, demo_reminded, NULL, INT(days), INT(demo->now - HOUR), INT(before)));
    return db_run(cx, demo_leaders_reminded, NULL, INT(days), INT(demo->now - HOUR), INT(before));
}

static Error *lay(Ctx *cx, void *data)
{
    static const Subscribed subscribed[] = { { "mine", "teacher" }, { "school", "CPD lead" } };
    Demo *demo = data;
    TRY(reminded(cx, demo, FIRST));
    TRY(reminded(cx, demo, LAST));
    for (size_t i = 0; i < COUNT(subscribed); i++) TRY(subscribe(cx, &subscribed[i]));
    return hear(cx);
}

Error *demo_hearing(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, lay, demo); }
