/* Commands of the room: the register and people from files, counts, and people who sign in. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/db/store.h"
#include "platform/documents/json.h"
#include "rooms/members/import.h"
#include "rooms/members/organisation.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"
#include "rooms/members/register_import.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"

extern const Command members_commands[];

enum { FILE_MOST = 512 << 20, COMMAND_LINK_SECONDS = 86400 };

/* ---- files ---- */

static void unmap(void *bytes)
{
    Bytes *mapped = bytes;
    munmap((void *)(uintptr_t)mapped->bytes, mapped->length);
}

static Error *file_map(Ctx *cx, const char *path, Bytes *file)
{
    struct stat is;
    int fd = file_open(path);
    if (fd < 0) return invalid(cx, NULL, "Cannot open %s: %s", path, strerror(errno));
    int bad = fstat(fd, &is);
    if (bad || !S_ISREG(is.st_mode) || is.st_size == 0 || is.st_size > FILE_MOST) {
        close(fd);
        return invalid(cx, NULL, "%s is not a file that can be read: it is empty, larger than 512 MB or no file at all", path);
    }
    void *bytes = mmap(NULL, (size_t)is.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED) return invalid(cx, NULL, "Cannot read %s: %s", path, strerror(errno));
    Bytes *mapped = new(cx, Bytes);
    *mapped = *file = (Bytes){ bytes, (size_t)is.st_size };
    arena_defer(cx->arena, unmap, mapped);
    return OK;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- importing ---- */

static Error *finish_staging(Ctx *cx, void *data)
{
    const Import *import = data;
    return import_staged(cx, import->id, import->rows, import->same);
}

static Error *begin_applying(Ctx *cx, void *data) { return import_apply_begin(cx, ((const Import *)data)->id); }
static Error *accept_status(Ctx *cx, void *data)  { return import_accept_all(cx, ((const Import *)data)->id); }
static void   applied_so_far(void *data, int64_t line) { progress(data, line); }

static int64_t count_of(const ImportCount *counts, size_t n, const char *outcome, bool waiting)
{
    for (size_t i = 0; i < n; i++)
        if (same(counts[i].outcome, outcome)) return waiting ? counts[i].count - counts[i].accepted : counts[i].count;
    return 0;
}

static const char *const outcomes[] = { "new", "changed", "succeeded", "closed", "held", "error" };

/* Prints what the file would change or, when it was applied, changed; lines with mistakes and held changes one by one. */
static Error *import_tell(Ctx *cx, const Args *args, const Import *import, bool applied)
{
    ImportCount *counts;
    size_t n;
    int64_t waiting = 0;
    TRY(import_counts(cx, import->id, &counts, &n));
    for (size_t i = 2; i < 5; i++) waiting += count_of(counts, n, outcomes[i], true);

    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_id(json, "import", import->id);
        json_put_int(json, "rows", import->rows);
        json_put_int(json, "same", import->same);
        for (size_t i = 0; i < COUNT(outcomes); i++) json_put_int(json, outcomes[i], count_of(counts, n, outcomes[i], false));
        json_put_int(json, "waiting", waiting);
        json_put_bool(json, "applied", applied);
        say("%s", json_write(cx, json));
        return OK;
    }
    say("%s: %s, of which %ld new, %ld changed, %ld continued elsewhere, %ld closed, %ld other changes of status, %ld with mistakes, %ld the same",
        import->file_name, counted(cx, import->rows, "line", NULL), count_of(counts, n, "new", false), count_of(counts, n, "changed", false),
        count_of(counts, n, "succeeded", false), count_of(counts, n, "closed", false), count_of(counts, n, "held", false),
        count_of(counts, n, "error", false), import->same);
    for (size_t i = 2; i < COUNT(outcomes); i++) {
        ImportRow *rows;
        size_t count;
        TRY(import_rows(cx, import->id, outcomes[i], 0, &rows, &count));
        for (size_t r = 0; r < count; r++) say("  line %ld, %s: %s", rows[r].line, rows[r].name, rows[r].say);
    }
    if (import->rows == import->same) say("Nothing would change.");
    else if (applied) say("Applied.");
    else say("Nothing is changed yet. Run it again with --apply to write it.");
    if (waiting) say("%s for a person: open /office/register/%ld, or run it again with --apply --accept-status.",
                     counted(cx, waiting, "change of status waits", "changes of status wait"), import->id);
    return OK;
}

static Error *drop(Ctx *cx, void *data) { return import_drop(cx, ((const Import *)data)->id); }

/* What was staged is applied, or kept for the office's pages, or dropped when there is nothing in it. */
static Error *import_finish(Ctx *cx, const Args *args, Import *import)
{
    bool apply = args_flag(args, "--apply");
    TRY(db_write(cx, finish_staging, import));
    if (args_flag(args, "--accept-status")) TRY(db_write(cx, accept_status, import));
    if (apply) {
        Progress bar = { .what = "Applying", .total = import->rows };
        TRY(db_write(cx, begin_applying, import));
        TRY(import_apply(cx, import->id, applied_so_far, &bar));
        progress_end(&bar);
    }
    TRY(store_read_begin(cx));
    Error *error = import_tell(cx, args, import, apply);
    store_read_end(cx);
    if (!error && !apply && import->rows == import->same) error = db_write(cx, drop, import);
    return error;
}

static Error *import_gias(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0), *links = args_text(args, "--links", NULL);
    Bytes file, link_file = {0};
    Import import = {0};
    if (!path) return invalid(cx, NULL, "Say which file: lyceum import gias edubasealldata20260901.csv");
    TRY(file_map(cx, path, &file));
    if (links) TRY(file_map(cx, links, &link_file));

    RegisterFile reg = { .file_name = file_name(path), .authorities = args_text(args, "--authority", ""), .bytes = file.bytes, .length = file.length,
                         .links = link_file.bytes, .links_length = link_file.length };
    TRY(store_read_begin(cx));
    Error *error = register_stage(cx, &reg, &import);
    store_read_end(cx);
    TRY(error);
    return import_finish(cx, args, &import);
}

static Error *organisation_named(Ctx *cx, const char *typed, Organisation *organisation)
{
    bool found;
    TRY(organisation_by_urn(cx, typed, organisation, &found));
    if (!found) TRY(organisation_by_name(cx, typed, organisation, &found));
    return found ? OK : invalid(cx, NULL, "There is no one organisation with the URN or name “%s”", typed);
}


/* ---- counting ---- */

static Error *count_tell(Ctx *cx, const Args *args, const char *what, int64_t count)
{
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_int(json, what, count);
        say("%s", json_write(cx, json));
    } else say("%ld", count);
    return OK;
}

static Error *count_schools(Ctx *cx, const Args *args)
{
    SchoolCountFilter filter = { .authority = args_text(args, "--authority", ""), .phase = args_text(args, "--phase", ""),
                                 .maintained = args_flag(args, "--maintained"), .open = args_flag(args, "--open") };
    SchoolCount count;
    bool pupils = args_flag(args, "--pupils");
    TRY(schools_count(cx, &filter, &count));
    return count_tell(cx, args, pupils ? "pupils" : "schools", pupils ? count.pupils : count.schools);
}

static Error *count_people(Ctx *cx, const Args *args)
{
    int64_t count;
    TRY(people_count(cx, &count));
    return count_tell(cx, args, "people", count);
}

/* ---- people who sign in ---- */

typedef struct { const char *email, *name, *role, *organisation, *token, *code; } User;

static Error *user_add_act(Ctx *cx, void *data)
{
    User *user = data;
    Organisation organisation;
    bool made;
    if (same(user->organisation, "partnership")) TRY(organisation_own(cx, &organisation));
    else TRY(organisation_named(cx, user->organisation, &organisation));
    user->organisation = organisation.name;
    Post post = { .organisation_id = organisation.id, .role = user->role, .title = "", .starts_on = cx->today };
    return person_join(cx, user->name, user->email, &post, false, &made);
}

static Error *user_add(Ctx *cx, const Args *args)
{
    User user = { .email = args_word(args, 0), .name = args_text(args, "--name", NULL), .role = args_text(args, "--role", NULL),
                  .organisation = args_text(args, "--organisation", NULL) };
    if (!user.email || !user.name || !user.role || !user.organisation)
        return invalid(cx, NULL, "Say who: lyceum user add ann@school.example --name \"Ann Example\" --role teacher --organisation 100001");
    TRY(db_write(cx, user_add_act, &user));
    say("%s is %s at %s", user.name, user.role, user.organisation);
    return OK;
}

static Error *user_link_act(Ctx *cx, void *data)
{
    User *user = data;
    Person person;
    bool found;
    TRY(person_by_email(cx, user->email, &person, &found));
    if (!found) return invalid(cx, NULL, "Nobody has the address %s", user->email);
    return link_make(cx, person.id, "sign-in", COMMAND_LINK_SECONDS, &user->token);
}

static Error *user_link(Ctx *cx, const Args *args)
{
    User user = { .email = args_word(args, 0) };
    if (!user.email) return invalid(cx, NULL, "Say whose: lyceum user link ann@school.example");
    TRY(db_write(cx, user_link_act, &user));
    const char *link = text(cx, "%s/sign-in/link/%s", args_text(args, "--url", cx->partnership->url), text_copy(cx, user.token, strlen(user.token)));
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_text(json, "link", link);
        say("%s", json_write(cx, json));
    } else say("%s", link);
    return OK;
}

static Error *user_code_act(Ctx *cx, void *data)
{
    User *user = data;
    Person person;
    bool found;
    TRY(person_by_email(cx, user->email, &person, &found));
    if (!found) return invalid(cx, NULL, "Nobody has the address %s", user->email);
    return second_factor_give(cx, person.id, &user->code);
}

static Error *user_code(Ctx *cx, const Args *args)
{
    User user = { .email = args_word(args, 0) };
    if (!user.email) return invalid(cx, NULL, "Say whose: lyceum user code ann@school.example");
    TRY(db_write(cx, user_code_act, &user));
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_text(json, "code", user.code);
        say("%s", json_write(cx, json));
    } else say("%s", user.code);
    return OK;
}

const Command members_commands[] = {
    { "import gias", "FILE [--links FILE] [--authority 205,207] [--apply] [--accept-status] [--json]", "schools from the national register",
      "Compares the register's CSV extract (GIAS, Windows-1252) with what is here and says what is new, changed, closed and continued elsewhere.\n"
      "Nothing is written without --apply. A change of status waits for a person on the office's page, unless --accept-status is given.\n"
      "--links names the register's file of links; --authority takes those authorities' schools only.",
      import_gias, STORE_WRITE },
    { "count schools", "[--authority CODE] [--phase PHASE] [--maintained] [--open] [--pupils] [--json]", "how many schools, or pupils on their rolls",
      "Prints the number alone. --open takes in schools that are open but proposed to close.", count_schools, STORE_READ },
    { "count people", "[--json]", "how many people", NULL, count_people, STORE_READ },
    { "user add", "EMAIL --name NAME --role ROLE --organisation URN", "a person with a post from today",
      "ROLE is a word like teacher, headteacher, \"course administrator\" or \"lead adviser\"; URN may also be an organisation's whole name,\n"
      "or the word partnership: the partnership's own office, which is where the first person of a new store begins as \"lead adviser\".", user_add, STORE_WRITE },
    { "user link", "EMAIL [--url URL] [--json]", "a link that signs somebody in once",
      "Prints the link. It works once, within a day. --url replaces the partnership's own address in it.", user_link, STORE_WRITE },
    { "user code", "EMAIL [--json]", "a code that stands for somebody's authenticator app once",
      "Prints the code. Beside a link or a password it signs in somebody whose post shows them other people's data, once, within a day.\n"
      "Make sure that it is them.", user_code, STORE_WRITE },
    { 0 },
};
