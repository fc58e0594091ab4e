#include "rooms/booking/check_in.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/security/token.h"
#include "rooms/members/sign_in.h"

enum { MAC_LETTERS = 20, READ_STEPS = 1, SCAN_STEPS = 6 };

SQL(sessions_of_registration,
    "SELECT s.id AS session_id, s.starts_at, s.ends_at, a.mark FROM registration r JOIN session s ON s.event_id = r.event_id"
    "  LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = s.id WHERE r.id = $1 AND s.ends_at >= $2 ORDER BY s.starts_at, s.id LIMIT 1");
SQL(whose_code,
    "SELECT r.event_id, s.id AS session_id, r.id AS registration_id, p.name, o.name AS organisation, c.title, a.mark"
    "  FROM registration r JOIN person p ON p.id = r.person_id JOIN session s ON s.event_id = r.event_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
    "  LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = s.id"
    " WHERE r.id = $1 AND s.id = $2 AND r.state = 'confirmed'");
SQL(switched_off,    "SELECT count(*) FROM check_in_off WHERE event_id = $1");
SQL(switch_off,      "INSERT INTO check_in_off (event_id, off_by, off_at) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING");
SQL(switch_on,       "DELETE FROM check_in_off WHERE event_id = $1");
SQL(sessions_of_mine,
    "SELECT r.id AS registration_id, s.id AS session_id, r.event_id, c.title, a.mark FROM registration r JOIN session s ON s.event_id = r.event_id"
    "  JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = s.id"
    " WHERE r.person_id = $1 AND r.state = 'confirmed' AND e.state IN ('published', 'closed') AND s.starts_at <= $2 AND s.ends_at >= $3"
    "   AND NOT EXISTS (SELECT 1 FROM check_in_off x WHERE x.event_id = r.event_id) ORDER BY s.starts_at, s.id LIMIT 20");
SQL(own_mark_put,
    "INSERT INTO attendance (registration_id, session_id, mark, how, marked_by, marked_at) VALUES ($1, $2, 'present', 'code', $3, $4)"
    " ON CONFLICT (registration_id, session_id) DO NOTHING");

typedef struct { int64_t session_id, starts_at, ends_at; const char *mark; } Coming;
static const Column coming_columns[] = { COLUMN(Coming, session_id), COLUMN(Coming, starts_at), COLUMN(Coming, ends_at), COLUMN(Coming, mark) };
static const Column scanned_columns[] = { COLUMN(Scanned, event_id), COLUMN(Scanned, session_id), COLUMN(Scanned, registration_id), COLUMN(Scanned, name),
                                          COLUMN(Scanned, organisation), COLUMN(Scanned, title), COLUMN(Scanned, mark) };
static const Column now_columns[] = { COLUMN(SessionNow, registration_id), COLUMN(SessionNow, session_id), COLUMN(SessionNow, event_id), COLUMN(SessionNow, title), COLUMN(SessionNow, mark) };

/* ---- one's own code ---- */

static const char *token_of(Ctx *cx, int64_t registration_id, int64_t session_id, int64_t step)
{
    const char *plain = text(cx, "%ld.%ld.%ld", (long)registration_id, (long)session_id, (long)step);
    return text(cx, "%s.%.*s", plain, MAC_LETTERS, mac(cx, "check-in", plain));
}

Error *own_code(Ctx *cx, int64_t registration_id, OwnCode *code)
{
    Coming coming = {0};
    bool found;
    *code = (OwnCode){ .token = "", .mark = "" };
    TRY(registration_find(cx, registration_id, &code->registration));
    const Registration *r = &code->registration;
    if (r->person_id != cx->who->id || !same(r->state, "confirmed")) return missing(cx, "registration %ld is no place of person %ld", (long)registration_id, (long)cx->who->id);
    TRY(db_maybe(cx, sessions_of_registration, coming_columns, &coming, &found, INT(registration_id), INT(cx->now)));
    if (!found || same(r->event_state, "cancelled")) return OK;
    code->session_id = coming.session_id, code->opens_at = coming.starts_at - CHECK_IN_BEFORE, code->mark = coming.mark;
    if (code->opens_at <= cx->now) code->token = token_of(cx, registration_id, coming.session_id, cx->now / OWN_CODE_SECONDS);
    return OK;
}

/* Registration, session and step, each with a dot after it. What is not one of ours to the letter is none. */
static bool token_parts(Ctx *cx, const char *token, int64_t parts[3])
{
    const char *at = token;
    for (int i = 0; i < 3; i++) {
        size_t length = strcspn(at, ".");
        if (at[length] != '.' || !number_parse(text_copy(cx, at, length), 0, INT64_MAX, &parts[i])) return false;
        at += length + 1;
    }
    return secret_same(token, token_of(cx, parts[0], parts[1], parts[2]));
}

static Error *code_read(Ctx *cx, const char *token, int64_t steps, Scanned *scanned)
{
    int64_t parts[3];
    Event event = {0};
    if (!token_parts(cx, token, parts)) return missing(cx, "a code that is none of ours");
    TRY(db_one(cx, whose_code, scanned_columns, scanned, INT(parts[0]), INT(parts[1])));
    TRY(register_may(cx, scanned->event_id, &event));
    if (register_is_to_read(cx)) return forbidden(cx, "reads registers and marks nobody");
    int64_t age = cx->now / OWN_CODE_SECONDS - parts[2];
    return age >= 0 && age <= steps ? OK : conflict(cx, "This code of %s is too old. Scan the one that is on their screen now", scanned->name);
}

Error *own_code_read(Ctx *cx, const char *token, Scanned *scanned) { return code_read(cx, token, READ_STEPS, scanned); }

Error *own_code_scan(Ctx *cx, const char *token, Scanned *scanned)
{
    int64_t changed;
    TRY(code_read(cx, token, SCAN_STEPS, scanned));
    return register_mark(cx, scanned->event_id, scanned->session_id, &(Mark){ .registration_id = scanned->registration_id, .mark = "present", .how = "scan" }, 1, &changed);
}

/* ---- the code in the room ---- */

static unsigned nibble(char c) { return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10); }

static const char *code_at(Ctx *cx, int64_t session_id, int64_t step)
{
    static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";   /* those of token_short(): nothing that is read as another */
    const char *hash = mac(cx, "room", text(cx, "%ld.%ld", (long)session_id, (long)step));
    char code[ROOM_CODE_LETTERS + 1] = "";
    for (int i = 0; i < ROOM_CODE_LETTERS; i++, hash += 4)
        code[i] = alphabet[(nibble(hash[0]) << 12 | nibble(hash[1]) << 8 | nibble(hash[2]) << 4 | nibble(hash[3])) % (sizeof alphabet - 1)];
    return text_copy(cx, code, ROOM_CODE_LETTERS);
}

const char *room_code(Ctx *cx, int64_t session_id) { return code_at(cx, session_id, cx->now / ROOM_CODE_SECONDS); }

Error *room_code_is_on(Ctx *cx, int64_t event_id, bool *on)
{
    int64_t off;
    TRY(db_number(cx, switched_off, &off, INT(event_id)));
    *on = !off;
    return OK;
}

Error *room_code_switch(Ctx *cx, int64_t event_id, int64_t session_id, bool on)
{
    Event event = {0};
    Session session = {0};
    TRY(register_open(cx, event_id, session_id, &event, &session));
    TRY(on ? db_run(cx, switch_on, NULL, INT(event_id)) : db_run(cx, switch_off, NULL, INT(event_id), INT(cx->who->id), INT(cx->now)));
    return trail(cx, on ? "register.code_on" : "register.code_off", event_id, NULL);
}

Error *sessions_now(Ctx *cx, SessionNow **list, size_t *count)
{
    return db_list(cx, sessions_of_mine, now_columns, list, count, INT(cx->who->id), INT(cx->now + CHECK_IN_BEFORE), INT(cx->now));
}

static const char *code_typed(Ctx *cx, const char *typed)
{
    Draft draft = { .cx = cx };
    for (; *typed && draft.length <= ROOM_CODE_LETTERS; typed++)
        if (*typed != ' ' && *typed != '-') draft_add(&draft, "%c", *typed >= 'a' && *typed <= 'z' ? *typed - 'a' + 'A' : *typed);
    return draft_text(&draft);
}

static Error *here_mark(Ctx *cx, const SessionNow *session)
{
    int64_t added = 0;
    TRY(event_hold(cx, session->event_id));   /* so that it is not cancelled meanwhile */
    TRY(db_run(cx, own_mark_put, &added, INT(session->registration_id), INT(session->session_id), INT(cx->who->id), INT(cx->now)));
    if (!added) return OK;
    TRY(trail(cx, "registration.checked_in", session->registration_id, NULL));
    return fact(cx, "register.marked", session->event_id);
}

Error *room_code_enter(Ctx *cx, const char *typed, RoomCheckIn *done)
{
    const Guesser guesser = { text(cx, "room code, person %ld", (long)cx->who->id), "" };
    const char *code = code_typed(cx, typed);
    SessionNow *list;
    size_t n;
    *done = (RoomCheckIn){0};
    TRY(sessions_now(cx, &list, &n));
    if (!n) return conflict(cx, "You have no place at anything that is on now. Whoever leads it can put you on the register");
    TRY(attempt_wait(cx, &guesser, &done->wait));
    if (done->wait) return OK;
    for (size_t i = 0; i < n && !done->right; i++)
        for (int64_t back = 0; back < 2 && !done->right; back++)
            if (secret_same(code, code_at(cx, list[i].session_id, cx->now / ROOM_CODE_SECONDS - back))) done->right = true, done->session = list[i];
    if (!done->right) return attempt_failed(cx, &guesser);
    if (same(done->session.mark, "absent")) return conflict(cx, "The register says that you are absent. Tell whoever leads %s that you are here", done->session.title);
    return here_mark(cx, &done->session);
}
