/* The partnership's own mark: the picture in the band of every page and on certificates. The office sets it, and takes it away. */
#pragma once
#include "platform/db/db.h"

typedef struct { int64_t id, width, height; const char *type, *words; Bytes bytes; } MarkPicture;   /* id 0: there is none */

CHECKED Error *own_mark_find(Ctx *cx, MarkPicture *mark);
/* In place of the one before. The picture has been read already: platform/documents/picture.h. */
CHECKED Error *own_mark_set(Ctx *cx, const MarkPicture *mark);
CHECKED Error *own_mark_words(Ctx *cx, const char *words);     /* of the one that is there */
CHECKED Error *own_mark_remove(Ctx *cx);
/* What every page needs of it: all but its bytes. */
CHECKED Error *own_mark_shown(Ctx *cx, OwnMark *mark);
