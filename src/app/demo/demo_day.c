/* The days themselves, of the last months: parts with their minutes, people who checked in by a code or came unbooked, and those who did not come. */
#include "app/demo/demo.h"

enum { DAY = 86400, LOOKED_BACK = 150 * DAY, FOLLOWED_UP = DAY };

/* Of a part half an hour is missing or an hour, and of some nobody said. */
SQL(demo_part_minutes,
    "UPDATE attendance SET minutes = (SELECT (s.ends_at - s.starts_at) / 60 - 30 * (1 + attendance.registration_id % 2) FROM session s WHERE s.id = attendance.session_id)"
    " WHERE mark = 'part' AND registration_id % 4 <> 0 AND marked_at >= $1");
SQL(demo_checked_in,
    "UPDATE attendance SET how = CASE WHEN registration_id % 2 = 0 THEN 'scan' ELSE 'code' END WHERE mark = 'present' AND registration_id % 3 <> 0 AND marked_at >= $1");
SQL(demo_walked_in,
    "INSERT INTO walk_in (registration_id, session_id, added_by, added_at) SELECT a.registration_id, a.session_id, a.marked_by, s.starts_at"
    "  FROM attendance a JOIN session s ON s.id = a.session_id WHERE a.mark = 'present' AND s.position = 1 AND a.registration_id % 37 = 0 AND a.marked_at >= $1");
SQL(demo_walked_in_how, "UPDATE attendance SET how = 'walk-in' WHERE (registration_id, session_id) IN (SELECT registration_id, session_id FROM walk_in)");
/* Asked the morning after; two of three have said why. */
SQL(demo_missed,
    "INSERT INTO no_show (registration_id, event_id, told_at, reason, answered_by, answered_at)"
    " SELECT r.id, r.event_id, e.ends_at + 64800, CASE r.id % 3 WHEN 0 THEN '' WHEN 1 THEN 'A colleague was ill, and I covered the class' ELSE 'The trains stood still all morning' END,"
    " CASE r.id % 3 WHEN 0 THEN NULL ELSE r.person_id END, CASE r.id % 3 WHEN 0 THEN NULL ELSE e.ends_at + 70000 END"
    "  FROM registration r JOIN event e ON e.id = r.event_id WHERE r.state = 'confirmed' AND e.ends_at >= $1 AND e.ends_at < $2"
    "   AND e.session_count = (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'absent')");

static Error *days_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    int64_t from = demo->now - LOOKED_BACK;
    TRY(demo_put(cx, demo, demo_part_minutes, INT(from)));
    TRY(demo_put(cx, demo, demo_checked_in, INT(from)));
    TRY(demo_put(cx, demo, demo_walked_in, INT(from)));
    TRY(demo_put(cx, demo, demo_walked_in_how, NONE));
    return demo_put(cx, demo, demo_missed, INT(from), INT(demo->now - FOLLOWED_UP));
}

Error *demo_day(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, days_lay, demo); }
