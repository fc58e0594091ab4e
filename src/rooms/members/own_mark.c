#include "rooms/members/own_mark.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"

enum { WORDS_MOST = 120 };

static const Column picture_row[] = { COLUMN(MarkPicture, id), COLUMN(MarkPicture, width), COLUMN(MarkPicture, height), COLUMN(MarkPicture, type), COLUMN(MarkPicture, words),
                                      COLUMN(MarkPicture, bytes) };
static const Column shown_row[] = { COLUMN(OwnMark, id), COLUMN(OwnMark, width), COLUMN(OwnMark, height), COLUMN(OwnMark, words) };

SQL(mark_picture, "SELECT id, width, height, type, words, bytes FROM own_mark ORDER BY id DESC LIMIT 1");
SQL(mark_shown,   "SELECT id, width, height, words FROM own_mark ORDER BY id DESC LIMIT 1");
SQL(mark_add,     "INSERT INTO own_mark (id, type, width, height, words, bytes, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(mark_words,   "UPDATE own_mark SET words = $1, changed_at = $2");
SQL(marks_remove, "DELETE FROM own_mark");

Error *own_mark_find(Ctx *cx, MarkPicture *mark)
{
    bool found;
    *mark = (MarkPicture){ .type = "", .words = "" };
    return db_maybe(cx, mark_picture, picture_row, mark, &found, NONE);
}

Error *own_mark_shown(Ctx *cx, OwnMark *mark)
{
    bool found;
    *mark = (OwnMark){ .words = "" };
    return db_maybe(cx, mark_shown, shown_row, mark, &found, NONE);
}

static Error *words_check(Ctx *cx, const char *words)
{
    return letters(words) > WORDS_MOST ? invalid(cx, "words", "Shorten what the picture shows to %d letters or fewer", WORDS_MOST) : OK;
}

static Error *told(Ctx *cx, const char *what)
{
    TRY(fact(cx, "settings.changed", 0));
    return trail(cx, what, 0, NULL);
}

Error *own_mark_set(Ctx *cx, const MarkPicture *mark)
{
    TRY(words_check(cx, mark->words));
    TRY(db_run(cx, marks_remove, NULL, NONE));
    TRY(db_run(cx, mark_add, NULL, INT(new_id(cx)), STR(mark->type), INT(mark->width), INT(mark->height), STR(mark->words), BYTES(mark->bytes.bytes, mark->bytes.length), INT(cx->now)));
    return told(cx, "settings.mark_set");
}

Error *own_mark_words(Ctx *cx, const char *words)
{
    TRY(words_check(cx, words));
    TRY(db_run(cx, mark_words, NULL, STR(words), INT(cx->now)));
    return told(cx, "settings.mark_set");
}

Error *own_mark_remove(Ctx *cx)
{
    int64_t removed = 0;
    TRY(db_run(cx, marks_remove, &removed, NONE));
    return removed ? told(cx, "settings.mark_removed") : OK;
}
