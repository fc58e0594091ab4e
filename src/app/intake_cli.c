/* `lyceum import people`: what the office's page does with a file, for whoever sets a store up. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/documents/json.h"
#include "platform/http/http.h"
#include "platform/imports/imports.h"
#include "rooms/members/organisation.h"

extern const Command intake_commands[];

/* As much as a page takes. */
static Error *file_take(Ctx *cx, const char *path, IntakeFile *file)
{
    struct stat is;
    int from = file_open(path);
    if (from < 0 || fstat(from, &is) != 0) return missing(cx, "%s: %s", path, strerror(errno));
    char *bytes = arena_bytes(cx->arena, UPLOAD_MOST + 1);
    ssize_t n, length = 0;
    while ((n = read(from, bytes + length, (size_t)(UPLOAD_MOST + 1 - length))) > 0) length += n;
    close(from);
    if (n < 0 || length > UPLOAD_MOST) return invalid(cx, NULL, "%s cannot be read, or has more than 25 MB", path);
    const char *slash = strrchr(path, '/');
    file->name = slash ? slash + 1 : path, file->bytes = bytes, file->length = (size_t)length;
    return OK;
}

static Error *place_find(Ctx *cx, const char *typed, int64_t *id)
{
    Organisation organisation = {0};
    bool found;
    TRY(organisation_by_urn(cx, typed, &organisation, &found));
    if (!found) TRY(organisation_by_name(cx, typed, &organisation, &found));
    *id = organisation.id;
    return found ? OK : invalid(cx, NULL, "There is no one organisation with the URN or name “%s”", typed);
}

static Error *columns_unknown(Ctx *cx, const ImportKind *kind)
{
    Draft labels = { .cx = cx };
    for (size_t f = 0; f < kind->field_count; f++) draft_add(&labels, "%s“%s”", f ? ", " : "", kind->fields[f].label);
    return invalid(cx, NULL, "The file has columns that nobody has matched yet, or lacks one that is needed. Its first line names them: %s. Or send it on the page of imports and match them there", draft_text(&labels));
}

static Error *settle(Ctx *cx, void *intake)      { return intake_settle(cx, intake, NULL); }
static Error *apply_begin(Ctx *cx, void *intake) { return intake_apply_begin(cx, intake); }
static Error *drop(Ctx *cx, void *intake)        { return intake_drop(cx, intake); }

static Error *tell(Ctx *cx, const Args *args, const Intake *intake, bool applied)
{
    static const char *const outcomes[] = { "new", "changed", "wrong" };
    IntakeCount *counts;
    IntakeRow *rows;
    size_t n, count;
    int64_t numbers[COUNT(outcomes)] = {0};
    TRY(intake_counts(cx, intake->id, &counts, &n));
    for (size_t i = 0; i < n; i++)
        for (size_t o = 0; o < COUNT(outcomes); o++)
            if (same(counts[i].outcome, outcomes[o])) numbers[o] = counts[i].count;
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_id(json, "import", intake->id);
        json_put_int(json, "rows", intake->rows);
        json_put_int(json, "same", intake->same);
        for (size_t o = 0; o < COUNT(outcomes); o++) json_put_int(json, outcomes[o], numbers[o]);
        json_put_bool(json, "applied", applied);
        say("%s", json_write(cx, json));
        return OK;
    }
    say("%s: %s, of which %ld new, %ld changed, %ld with mistakes, %ld the same", intake->file_name, counted(cx, intake->rows, "line", NULL), (long)numbers[0], (long)numbers[1], (long)numbers[2],
        (long)intake->same);
    TRY(intake_rows(cx, intake->id, "wrong", 0, &rows, &count));
    for (size_t i = 0; i < count; i++) say("  line %ld, %s: %s", (long)rows[i].line, rows[i].name, rows[i].say);
    if (numbers[2]) say("Nothing is written while a line has a mistake.");
    else if (intake->rows == intake->same) say("Nothing would change.");
    else say(applied ? "Applied." : "Nothing is changed yet. Run it again with --apply to write it.");
    return OK;
}

static Error *import_people(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0), *where = args_text(args, "--organisation", NULL);
    const ImportKind *kind = import_kind("people");
    IntakeFile file = { .invite = args_flag(args, "--invite"), .waits = true };
    Intake *intake = new(cx, Intake);
    if (!path) return invalid(cx, NULL, "Say which file: lyceum import people staff.csv --organisation 100001");
    TRY(file_take(cx, path, &file));
    TRY(store_read_begin(cx));
    Error *error = where ? place_find(cx, where, &file.organisation_id) : OK;
    if (!error) error = intake_send(cx, kind, &file, intake);
    store_read_end(cx);
    TRY(error);
    if (same(intake->state, "matching")) return columns_unknown(cx, kind);
    TRY(db_write(cx, settle, intake));
    bool apply = args_flag(args, "--apply") && same(intake->state, "staged") && !intake->wrong && intake->rows > intake->same;
    if (apply) {
        TRY(db_write(cx, apply_begin, intake));
        TRY(intake_apply(cx, intake->id, true));
    }
    TRY(store_read_begin(cx));
    error = tell(cx, args, intake, apply);
    store_read_end(cx);
    if (!error && !apply) error = db_write(cx, drop, intake);
    if (!error && args_flag(args, "--apply") && intake->wrong) error = conflict(cx, "Nothing is written while a line has a mistake");
    return error;
}

const Command intake_commands[] = {
    { "import people", "FILE [--organisation URN] [--apply] [--invite] [--json]", "people and their posts from a file, CSV or Excel",
      "Columns: Name, Email, School (URN or name, unless --organisation says it), Role, Job title, First day, Last day, Kind of governor, Office.\n"
      "Nothing is written without --apply, and nothing while a line has a mistake. --invite writes to those who are new. Within a day it can be undone on the page of imports.",
      import_people, STORE_WRITE },
    { 0 },
};
