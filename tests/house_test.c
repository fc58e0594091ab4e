/* The rules of the house, read off the sources. docs/architecture.md says why they are as they are. */
#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/html/asset.h"
#include "tests/sources.h"

/* Rooms, lowest first: one may include headers of itself and of those before it. */
static const char *const rooms[] = { "members", "themes", "money", "programme", "booking", "record", "practice", "partners", "comms", "board", "insight" };

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/* ---- who a file is ---- */

static const char *part_after(const char *path, const char *folder)
{
    return begins(path, folder) ? path + strlen(folder) : NULL;
}

/* The room's place in the order, or -1. */
static int room_of(const char *path)
{
    const char *rest = part_after(path, "src/rooms/");
    if (!rest) rest = part_after(path, "rooms/");
    for (size_t i = 0; rest && i < COUNT(rooms); i++)
        if (begins(rest, rooms[i]) && rest[strlen(rooms[i])] == '/') return (int)i;
    return -1;
}

static bool is_door(const char *path)
{
    for (const char *const *aspect = (const char *const[]){ "_pages", "_api", "_cli", "_jobs", NULL }; *aspect; aspect++) {
        const char *at = strstr(path, *aspect);
        if (at && (at[strlen(*aspect)] == '.' || at[strlen(*aspect)] == '_')) return true;
    }
    return false;
}

static bool is_test(const char *path)
{
    return ends(path, "_test.c");
}

/* ---- includes ---- */

/* csv.h: what the columns of a register or a list of people mean is the room's to know. file_kind.h: what a file that it keeps is called. */
static const char *const rules_may_include[] = { "platform/base/", "platform/db/", "platform/jobs/jobs.h", "platform/mail/mail.h", "platform/security/",
                                                 "platform/documents/csv.h", "platform/documents/file_kind.h", "platform/imports/imports.h", "platform/cards/card_provider.h" };

static bool rules_may(const char *header)
{
    for (size_t i = 0; i < COUNT(rules_may_include); i++)
        if (begins(header, rules_may_include[i])) return true;
    return false;
}

static void judge_include(const Source *source, const char *at, const char *header)
{
    const char *path = source->path;
    int room = room_of(path), theirs = room_of(header);

    if (is_test(path)) return;
    if (begins(path, "src/platform/")) {
        if (!begins(header, "platform/") && strchr(header, '/')) breaks(source, at, "platform knows no room: %s", header);
        if (begins(path, "src/platform/base/") && !begins(header, "platform/base/")) breaks(source, at, "base stands on nothing else: %s", header);
    }
    if (room < 0) return;
    if (begins(header, "app/")) breaks(source, at, "nobody includes app: %s", header);
    if (is_door(header) && theirs != room) breaks(source, at, "a door is included by app alone: %s", header);
    if (is_door(path)) return;
    if (theirs > room) breaks(source, at, "rules include lower rooms only: %s", header);
    /* permission.h names what routes ask for, so it is written in http.h's words. */
    if (begins(header, "platform/") && !rules_may(header) && !ends(path, "members/permission.h"))
        breaks(source, at, "rules know neither pages nor documents: %s", header);
}

TEST("platform knows no room, rules include only what lies below them, and a door is included by app alone")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++)
        for (const char *at = sources[i].code; (at = strstr(at, "#include \"")); at++) {
            size_t from = (size_t)(at - sources[i].code) + strlen("#include \"");
            judge_include(&sources[i], at, text_copy(test_cx(), sources[i].bytes + from, strcspn(sources[i].bytes + from, "\"\n")));
        }
    EXPECT_SAME(breaks_found(), "");
}

/* ---- foreign libraries ---- */

/* Each library's header is included, and its prefix used, in one file or folder, or in files apart by spaces. "" where a prefix is too common a word to look for. */
static const struct { const char *header, *prefix, *home; } foreign[] = {
    { "sqlite3.h",        "sqlite3_",     "src/platform/db/sqlite" },
    { "libpq-fe.h",       "PQexec",       "src/platform/db/postgres" },
    { "microhttpd.h",     "MHD_",         "src/platform/http/" },
    { "jansson.h",        "",             "src/platform/documents/json.c" },
    { "sodium.h",         "crypto_",      "src/platform/security/" },
    { "liboath/",         "oath_",        "src/platform/security/totp.c" },
    { "fido.h",           "fido_",        "src/platform/security/passkey.c" },
    { "fido/",            "",             "src/platform/security/passkey.c" },
    { "unicode/",         "",             "src/platform/base/" },
    { "cmark-gfm",        "cmark_",       "src/platform/html/markdown" },
    { "gmime/",           "g_mime_",      "src/platform/mail/mime.c" },
    { "curl/",            "curl_",        "src/platform/mail/smtp.c src/platform/security/fetch.c" },
    { "iddawc.h",         "i_set_",       "src/platform/security/oidc.c" },
    { "libical/",         "icalcomponent_", "src/platform/documents/calendar" },
    { "qrencode.h",       "QRcode_",      "src/platform/documents/qr.c" },
    { "cairo",            "cairo_",       "src/platform/documents/pdf" },
    { "pango/",           "pango_",       "src/platform/documents/pdf" },
    { "fontconfig/",      "Fc",           "src/platform/documents/pdf" },
    { "qpdf/",            "qpdf_",        "src/platform/documents/pdf" },
    { "csv.h",            "",             "src/platform/documents/csv.c" },
    { "zip.h",            "zip_",         "src/platform/documents/xlsx_" },
    { "libxml/",          "xmlText",      "src/platform/documents/" },
    { "xlsxwriter.h",     "lxw_",         "src/platform/documents/xlsx_write.c" },
    { "libdeflate.h",     "libdeflate_",  "src/platform/http/" },
    { "seccomp.h",        "seccomp_",     "src/platform/security/" },
    { "rhonabwy.h",       "r_jw",         "src/platform/security/jwt.c" },
    { "magic.h",          "magic_",       "src/platform/documents/file_kind.c" },
};
static size_t library;      /* the row that word_each() is about */

static void judge_foreign(const Source *source, const char *at, const char *word)
{
    const char *homes = foreign[library].home;
    if (!one_of(source->path, homes) && !begins(source->path, homes)) breaks(source, at, "%s belongs to %s", word, homes);
}

TEST("each foreign library is spoken to in one file or folder of its own")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (is_test(sources[i].path)) continue;
        for (library = 0; library < COUNT(foreign); library++) {
            const char *include = text(test_cx(), "#include <%s", foreign[library].header);
            for (const char *at = sources[i].code; (at = strstr(at, include)); at++) judge_foreign(&sources[i], at, foreign[library].header);
            if (*foreign[library].prefix) word_each(&sources[i], sources[i].code, foreign[library].prefix, judge_foreign);
        }
    }
    EXPECT_SAME(breaks_found(), "");
}

/* ---- memory ---- */

/* Where memory is not the arena's, and why. */
static const struct { const char *path, *why; } own_memory[] = {
    { "src/platform/base/arena.c",  "it is the arena" },
    { "src/platform/db/",           "connections and statements outlive requests" },
    { "src/platform/http/",         "requests begin before they have an arena, and pages pass to the HTTP library" },
    { "src/platform/mail/",         "the mail libraries' own buffers" },
    { "src/platform/jobs/",         "the worker outlives its jobs" },
    { "src/platform/documents/",    "the drawing libraries hand out memory to be freed" },
    { "src/platform/html/",         "plans live as long as the program" },
    { "src/platform/security/",     "the pool of hashing threads" },
};

static void judge_memory(const Source *source, const char *at, const char *word)
{
    for (size_t i = 0; i < COUNT(own_memory); i++)
        if (begins(source->path, own_memory[i].path)) return;
    if (at[strlen(word)] == '(') breaks(source, at, "%s: memory comes from the arena", word);
}

TEST("memory comes from the arena, but where a list says otherwise")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (is_test(sources[i].path)) continue;
        for (const char *const *word = (const char *const[]){ "malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf", NULL }; *word; word++)
            word_each(&sources[i], sources[i].code, *word, judge_memory);
    }
    EXPECT_SAME(breaks_found(), "");
}

/* ---- SQL ---- */

typedef struct { const char *name; int room; } Table;      /* room -1: the platform's */
static Table  tables[400];
static size_t table_count;

static void tables_read(const Source *sources, size_t count)
{
    table_count = 0;
    for (size_t i = 0; i < count; i++)
        for (const char *at = sources[i].bytes; ends(sources[i].path, ".sql") && (at = strstr(at, "CREATE TABLE ")); at++) {
            const char *name = at + strlen("CREATE TABLE ");
            EXPECT(table_count < COUNT(tables));
            tables[table_count++] = (Table){ text_copy(test_cx(), name, strspn(name, "abcdefghijklmnopqrstuvwxyz_")), room_of(sources[i].path) };
        }
    EXPECT(table_count > 10);
}

static void judge_write(const Source *source, const char *at, const char *verb)
{
    const char *name = at + strlen(verb);
    name += strspn(name, " ");
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz_");
    for (size_t t = 0; t < table_count; t++) {
        if (strlen(tables[t].name) != length || strncmp(tables[t].name, name, length) != 0) continue;
        bool platform = begins(source->path, "src/platform/");
        if (tables[t].room != room_of(source->path) || (tables[t].room < 0 && !platform))
            breaks(source, at, "%s %s: the table belongs to %s", verb, tables[t].name, tables[t].room < 0 ? "platform" : rooms[tables[t].room]);
    }
}

TEST("a room writes only its own tables")
{
    size_t count;
    const Source *sources = sources_all(&count);

    tables_read(sources, count);
    for (size_t i = 0; i < count; i++) {
        /* The demonstration lays down years of history in every room's tables at once: src/app/demo/demo.h says why. */
        if (is_test(sources[i].path) || begins(sources[i].path, "src/app/demo/") || !ends(sources[i].path, ".c")) continue;
        for (const char *const *verb = (const char *const[]){ "INSERT INTO", "UPDATE", "DELETE FROM", NULL }; *verb; verb++)
            word_each(&sources[i], sources[i].literals, *verb, judge_write);
    }
    EXPECT_SAME(breaks_found(), "");
}

/* What came in from a file was paid for elsewhere. */
static const char past_bookings[] = "src/rooms/booking/registration_import.c";

TEST("whatever makes a registration draws for it from the package of its school, and whatever ends one gives back")
{
    size_t count, makes = 0, ends = 0;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        const Source *s = &sources[i];
        if (!begins(s->path, "src/rooms/") || is_test(s->path) || same(s->path, past_bookings)) continue;
        const char *made = strstr(s->literals, "INSERT INTO registration ("), *ended = strstr(s->literals, "UPDATE registration SET state");
        makes += made != NULL, ends += ended != NULL;
        if (made && !strstr(s->code, "place_draw") && !strstr(s->code, "places_draw(") && !strstr(s->code, "place_handed_on(")) breaks(s, made, "place_price.h says what it costs");
        if (ended && !strstr(s->code, "place_over(")) breaks(s, ended, "place_over() gives back what it drew");
    }
    EXPECT_SAME(breaks_found(), "");
    EXPECT(makes >= 5 && ends >= 7);
}

TEST("lists go on after the last key, never by OFFSET")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++)
        for (const char *at = sources[i].literals; !is_test(sources[i].path) && (at = strstr(at, " OFFSET ")); at++) breaks(&sources[i], at, "OFFSET");
    EXPECT_SAME(breaks_found(), "");
}

/* The SQLite of Debian 12 can corrupt a file that two connections write or whose log two of them move. */
static void judge_log_mover(const Source *source, const char *at, const char *word)
{
    if (!begins(source->path, "src/platform/db/sqlite") && !begins(source->path, "src/platform/db/writer.c")) breaks(source, at, "%s: one connection writes, and it alone moves the log", word);
}

TEST("one connection to a SQLite store writes, and it alone moves the log")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (is_test(sources[i].path)) continue;
        for (const char *const *word = (const char *const[]){ "SQLITE_WRITER", "SQLITE_TEMPORARY", "sqlite_checkpoint", "wal_checkpoint", NULL }; *word; word++) {
            word_each(&sources[i], sources[i].code, *word, judge_log_mover);
            word_each(&sources[i], sources[i].literals, *word, judge_log_mover);
        }
    }
    EXPECT_SAME(breaks_found(), "");
}

static void judge_statement(const Source *source, const char *at, const char *word)
{
    const char *end = strstr(at, ");\n");
    size_t from = (size_t)(at - source->code), length = (end ? (size_t)(end - at) : strlen(at));
    for (size_t i = from; i < from + length; i++)
        if (source->literals[i] == '%' && strchr("sdlzu", source->literals[i + 1]))
            breaks(source, source->bytes + i, "a value is a parameter, never part of the statement");
}

TEST("no statement has a value written into it")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (!ends(sources[i].path, ".c")) continue;
        word_each(&sources[i], sources[i].code, "SQL", judge_statement);
        word_each(&sources[i], sources[i].code, "SQL2", judge_statement);
    }
    EXPECT_SAME(breaks_found(), "");
}

/* ---- errors ---- */

TEST("what an Error tells the operator is read by the dispatcher, the command line and the log alone")
{
    static const char *const readers[] = { "src/platform/base/", "src/platform/http/", "src/platform/db/", "src/platform/jobs/", "src/platform/mail/",
                                           "src/app/" };
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        bool reader = is_test(sources[i].path);
        for (size_t r = 0; r < COUNT(readers); r++) reader = reader || begins(sources[i].path, readers[r]);
        for (const char *at = sources[i].code; !reader && (at = strstr(at, "->log")); at++)
            if (!is_word(at[strlen("->log")])) breaks(&sources[i], at, "an Error's log");
    }
    EXPECT_SAME(breaks_found(), "");
}

/* ---- state ---- */

/* A line at a file's left edge that makes something which can change later: static, no const, no function. */
static bool is_state(const char *line, size_t length)
{
    const char *words = text_copy(test_cx(), line, length);
    if (!begins(words, "static ") || strstr(words, "const ") || strstr(words, "const)")) return false;
    const char *end = strpbrk(words, "=;"), *call = strchr(words, '(');
    return end && (!call || call > end);
}

TEST("a room keeps nothing between one request and the next but in its tables")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (is_test(sources[i].path) || !begins(sources[i].path, "src/rooms/") || !ends(sources[i].path, ".c")) continue;
        for (const char *line = sources[i].code; *line; line += strcspn(line, "\n"), line += *line == '\n')
            if (is_state(line, strcspn(line, "\n"))) breaks(&sources[i], line, "what can change belongs to the store or the Ctx");
    }
    EXPECT_SAME(breaks_found(), "");
}

TEST("nothing is left for later in a comment")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++)
        for (const char *const *word = (const char *const[]){ "TO" "DO", "FIX" "ME", "X" "XX", "HA" "CK", NULL }; *word; word++)
            for (const char *at = sources[i].bytes; (at = strstr(at, *word)); at += strlen(*word))
                if (!is_word(at[strlen(*word)]) && (at == sources[i].bytes || !is_word(at[-1]))) breaks(&sources[i], at, "%s", *word);
    EXPECT_SAME(breaks_found(), "");
}

/* A file to fill in is no list: its name says so. */
static bool is_template(const char *path, const char *end) { return end - path > 12 && begins(end - 12, "template.csv"); }

TEST("a list that leaves as CSV leaves as a workbook too")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++)
        for (const char *at = sources[i].bytes; !is_test(sources[i].path) && (at = strstr(at, "SLOW(\"")); at++) {
            const char *path = at + strlen("SLOW(\""), *end = path + strcspn(path, "\"");
            if (end - path > 4 && begins(end - 4, ".csv") && !is_template(path, end)) breaks(&sources[i], at, "SHEET() has both");
        }
    EXPECT_SAME(breaks_found(), "");
}

/* ---- size, and other people's marks ---- */

TEST("a file is read in one sitting: 600 lines at most")
{
    size_t count;
    const Source *sources = sources_all(&count);

    for (size_t i = 0; i < count; i++) {
        size_t lines = 0;
        for (const char *s = sources[i].bytes; *s; s++) lines += *s == '\n';
        if (lines > 600) breaks(&sources[i], sources[i].bytes, "%zu lines", lines);
    }
    EXPECT_SAME(breaks_found(), "");
}

TEST("the style that the build made names neither GDS Transport nor the crown")
{
    const Asset *style = NULL;
    for (size_t i = 0; i < assets_count; i++)
        if (same(assets[i].name, "lyceum.css")) style = &assets[i];
    EXPECT(style && style->length > 10000);
    const char *css = text_copy(test_cx(), (const char *)style->bytes, style->length);
    EXPECT_LACKS(css, "GDS Transport");
    EXPECT_LACKS(css, "crest.svg");
    for (size_t i = 0; i < assets_count; i++) EXPECT(!strstr(assets[i].name, "crown") && !strstr(assets[i].name, "crest"));
}
