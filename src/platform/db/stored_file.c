#include "platform/db/stored_file.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/backup.h"
#include "platform/db/store.h"
#include "platform/security/digest.h"

enum { UNLINKED_SECONDS = 86400, SWEPT_AT_ONCE = 4 };

static const Column file_columns[] = {
    COLUMN(StoredFile, id), COLUMN(StoredFile, length), COLUMN(StoredFile, made_at), COLUMN(StoredFile, name), COLUMN(StoredFile, type), COLUMN(StoredFile, digest),
};
typedef struct { int64_t position; Bytes bytes; } Part;
static const Column part_columns[] = { COLUMN(Part, position), COLUMN(Part, bytes) };

SQL(file_add,      "INSERT INTO stored_file (id, name, type, length, digest, linked, made_by, made_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7)");
SQL(file_part_add, "INSERT INTO stored_file_part (file_id, position, bytes) VALUES ($1, $2, $3)");
SQL(file_linked,   "UPDATE stored_file SET linked = 1 WHERE id = $1 AND linked = 0");
SQL(file_held,     "UPDATE stored_file SET linked = linked WHERE id = $1");
SQL(file_let_go,   "UPDATE stored_file SET linked = 0 WHERE id = $1");
SQL(file_by_id,    "SELECT id, length, made_at, name, type, digest FROM stored_file WHERE id = $1 AND linked = 1");
SQL(file_parts,    "SELECT position, bytes FROM stored_file_part WHERE file_id = $1 ORDER BY position");
SQL(sweep_next,    "SELECT id FROM stored_file WHERE linked = 0 AND made_at < $1 ORDER BY made_at LIMIT 1");
SQL(sweep_parts,   "DELETE FROM stored_file_part WHERE file_id = $1 AND position IN (SELECT position FROM stored_file_part WHERE file_id = $1 ORDER BY position LIMIT $2)");
SQL(sweep_file,    "DELETE FROM stored_file WHERE id = $1 AND linked = 0");
SQL(files_not_whole,
    "SELECT 'File ' || CAST(f.id AS TEXT) || ' should have ' || CAST(f.length AS TEXT) || ' bytes' AS say FROM stored_file f"
    " WHERE f.linked = 1 AND f.length <> COALESCE((SELECT sum(length(p.bytes)) FROM stored_file_part p WHERE p.file_id = f.id), 0) ORDER BY f.id LIMIT 20");

/* ---- on its way in ---- */

/* "C:\plans\Year 1.docx.exe" that is a PDF: "Year 1.docx.pdf". A name that says nothing is "file". */
static const char *named(Ctx *cx, const char *name, const char *ending)
{
    const char *base = name;
    for (const char *c = name; *c; c++)
        if (*c == '/' || *c == '\\') base = c + 1;
    const char *dot = strrchr(base, '.');
    const char *stem = text_trim(cx, dot && dot > base ? text_copy(cx, base, (size_t)(dot - base)) : base);
    while (*stem == '.') stem++;
    if (blank(stem)) stem = "file";
    if (letters(stem) + letters(ending) + 1 <= FILE_NAME_MOST) return text(cx, "%s.%s", stem, ending);
    size_t keep = 0, left = FILE_NAME_MOST - letters(ending) - 2;
    for (; left; left--) do keep++; while (((unsigned char)stem[keep] & 0xc0) == 0x80);
    return text(cx, "%s….%s", text_copy(cx, stem, keep), ending);
}

static Error *add(Ctx *cx, void *data)
{
    StoredFile *file = data;
    file->id = new_id(cx);
    return db_run(cx, file_add, NULL, INT(file->id), STR(file->name), STR(file->type), INT(file->length), STR(file->digest), REF(cx->who ? cx->who->id : 0), INT(cx->now));
}

typedef struct { int64_t file_id; Part part; } Adding;

static Error *part_add(Ctx *cx, void *data)
{
    const Adding *adding = data;
    return db_run(cx, file_part_add, NULL, INT(adding->file_id), INT(adding->part.position), BYTES(adding->part.bytes.bytes, adding->part.bytes.length));
}

Error *stored_file_stage(Ctx *cx, const char *name, const char *type, const char *ending, const char *bytes, size_t length, int64_t *id)
{
    Digest digest = {0};
    digest_begin(&digest);
    digest_add(&digest, bytes, length);
    StoredFile file = { .name = named(cx, name, ending), .type = type, .length = (int64_t)length, .digest = digest_end(cx, &digest) };
    TRY(db_write(cx, add, &file));
    for (size_t at = 0; at < length; at += FILE_PART) {
        Adding adding = { file.id, { (int64_t)(at / FILE_PART), { bytes + at, length - at < FILE_PART ? length - at : FILE_PART } } };
        TRY(db_write(cx, part_add, &adding));
    }
    *id = file.id;
    return OK;
}

Error *stored_file_link(Ctx *cx, int64_t id)
{
    int64_t changed;
    TRY(db_run(cx, file_linked, &changed, INT(id)));
    return changed ? OK : conflict(cx, "The file has to be sent again: choose it once more");
}

Error *stored_file_hold(Ctx *cx, int64_t id) { return db_run(cx, file_held, NULL, INT(id)); }

Error *stored_file_let_go(Ctx *cx, int64_t id) { return db_run(cx, file_let_go, NULL, INT(id)); }

/* ---- on its way out ---- */

Error *stored_file_find(Ctx *cx, int64_t id, StoredFile *file) { return db_one(cx, file_by_id, file_columns, file, INT(id)); }

typedef struct { char *bytes; size_t length, room; int64_t next; } Whole;

static Error *part_take(Ctx *cx, void *row, void *data)
{
    const Part *part = row;
    Whole *whole = data;
    if (part->position != whole->next++ || part->bytes.length > whole->room - whole->length) return broken(cx, "part %ld of a file does not fit", (long)part->position);
    if (part->bytes.length) memcpy(whole->bytes + whole->length, part->bytes.bytes, part->bytes.length);
    whole->length += part->bytes.length;
    return OK;
}

Error *stored_file_read(Ctx *cx, int64_t id, StoredFile *file, Bytes *bytes)
{
    Part part;
    TRY(stored_file_find(cx, id, file));
    Whole whole = { .room = (size_t)file->length };
    whole.bytes = arena_new(cx->arena, whole.room + 1);
    TRY(db_each(cx, file_parts, part_columns, &part, part_take, &whole, INT(id)));
    if (whole.length != whole.room) return broken(cx, "file %ld has %zu of %zu bytes", (long)id, whole.length, whole.room);
    *bytes = (Bytes){ whole.bytes, whole.length };
    return OK;
}

/* ---- what nobody linked ---- */

static Error *sweep_some(Ctx *cx, void *data)
{
    bool *more = data;
    int64_t id, removed;
    TRY(db_number(cx, sweep_next, &id, INT(cx->now - UNLINKED_SECONDS)));
    *more = id != 0;
    if (!id) return OK;
    TRY(db_run(cx, sweep_parts, &removed, INT(id), INT(SWEPT_AT_ONCE)));
    return removed < SWEPT_AT_ONCE ? db_run(cx, sweep_file, NULL, INT(id)) : OK;
}

Error *stored_files_sweep(Ctx *cx)
{
    bool more;
    do TRY(db_write(cx, sweep_some, &more));
    while (more);
    return OK;
}

Error *stored_files_check(Ctx *cx)
{
    static const Sql *const promises[] = { &files_not_whole };
    return store_promises(cx, promises, COUNT(promises));
}
