/*
 * Files that people sent, kept in the store, so that a backup is whole. What they may be is platform/documents/file_kind.h's to say; who may have one
 * is the room's, whose row refers to it.
 *
 *     prepare   file_kind_check(), then stored_file_stage(): the bytes go through the writer a part at a time, under an id that nothing shows
 *     submit    the room's own row, and stored_file_link()
 *
 * What nothing linked within a day (the form was refused, or sent twice) is swept, and so is what was let go.
 */
#pragma once
#include "platform/db/db.h"

typedef struct { int64_t id, length, made_at; const char *name, *type, *digest; } StoredFile;   /* digest: SHA-256 as hex */

enum { FILE_PART = 256 << 10, FILE_NAME_MOST = 150 };   /* bytes of a part; letters of a name, the middle of a longer one is left out */

/* Off the writer. `type` is what the file was found to be, `ending` what its name then ends with ("pdf"). Takes a write for each FILE_PART bytes. */
CHECKED Error *stored_file_stage(Ctx *cx, const char *name, const char *type, const char *ending, const char *bytes, size_t length, int64_t *id);
/* In the act that lays the row which refers to it. CONFLICT when it has been linked or swept already: the form is sent again with the file. */
CHECKED Error *stored_file_link(Ctx *cx, int64_t id);
/* In an act, where several rows may refer to one: whoever else lets it go waits, and then sees what is left. */
CHECKED Error *stored_file_hold(Ctx *cx, int64_t id);
/* In the act that removes that row, after it: the bytes go with the next sweep. */
CHECKED Error *stored_file_let_go(Ctx *cx, int64_t id);

/* One that is linked, else MISSING. Whoever calls has asked already whether it may be seen. */
CHECKED Error *stored_file_find(Ctx *cx, int64_t id, StoredFile *file);
/* The same with its bytes, in the arena. BROKEN when a part is missing. */
CHECKED Error *stored_file_read(Ctx *cx, int64_t id, StoredFile *file, Bytes *bytes);

/* Removes what nobody linked, through the writer, some parts at a time. For a job. */
CHECKED Error *stored_files_sweep(Ctx *cx);
/* For lyceum check: a CONFLICT for each that is linked and not whole. */
CHECKED Error *stored_files_check(Ctx *cx);
