#include "platform/db/trail.h"

SQL(trail_add, "INSERT INTO trail (id, happened_at, person_id, sign_in_id, what, subject_id, detail, address, request_id)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");

Error *trail(Ctx *cx, const char *what, int64_t subject_id, const char *detail)
{
    return trail_by(cx, cx->who ? cx->who->id : 0, cx->who ? cx->who->sign_in_id : 0, what, subject_id, detail);
}

Error *trail_by(Ctx *cx, int64_t person_id, int64_t sign_in_id, const char *what, int64_t subject_id, const char *detail)
{
    return db_run(cx, trail_add, NULL, INT(new_id(cx)), INT(cx->now), REF(person_id), REF(sign_in_id), STR(what), REF(subject_id), STR(detail ? detail : ""), STR(cx->address ? cx->address : ""), STR(cx->request_id ? cx->request_id : ""));
}

void note(Ctx *cx, const char *what, int64_t subject_id, const char *detail)
{
    Note **last = &cx->notes;
    while (*last) last = &(*last)->next;
    *last = new(cx, Note);
    **last = (Note){ .what = what, .subject_id = subject_id, .detail = detail };
}

Error *notes_write(Ctx *cx)
{
    for (const Note *note = cx->notes; note; note = note->next) TRY(trail(cx, note->what, note->subject_id, note->detail));
    return OK;
}
