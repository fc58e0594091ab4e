/*
 * Who may open what. doors.txt has a line for every method at every address, and a column for every role; a door that opens or closes
 * shows in it as a changed line. LYCEUM_DOORS=write lets this test write the file anew.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/export.h"
#include "rooms/members/permission.h"
#include "tests/data.h"
#include "tests/doors/doors.h"

enum { DIFFERENCES_SHOWN = 16 };

/* ---- walking through all of them ---- */

/* Every difference is printed; the test fails at its end. */
static size_t faults;

static void fault(const Door *door, const DoorRole *role, const char *what)
{
    if (faults++ < DIFFERENCES_SHOWN) print_message("# %s %s as %s: %s\n", door->method, door->shown, role->name, what);
}

static void walk(void (*judge)(const Door *door, const DoorRole *role))
{
    size_t count;
    doors_lay();
    const Door *list = doors(&count);
    faults = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < door_role_count; r++) judge(&list[i], &door_roles[r]);
    EXPECT_EQUAL(faults, 0);
}

static bool is_get(const Door *door) { return same(door->method, "GET"); }

/* ---- what every answer says ---- */

static bool is_page(const Asked *asked) { return begins(answer_header(&asked->answer, "Content-Type"), "text/html"); }

/* Script and style come from files alone; the policy would stop them, and a page that asks for them is wrong. */
static const char *written_into(const char *page)
{
    for (const char *at = page; (at = strstr(at, "<script")); at++)
        if (!begins(at, "<script src=\"/") && !begins(at, "<script type=\"module\" src=\"/") && !begins(at, "<script type=\"application/ld+json\">")) return "script in the page";
    if (strstr(page, "<style") || strstr(page, " style=\"")) return "style in the page";
    return strstr(page, " onclick=") || strstr(page, "javascript:") ? "a handler in the page" : NULL;
}

static void judge_headers(const Door *door, const DoorRole *role, Asked *asked)
{
    const Answer *a = &asked->answer;
    const char *policy = answer_header(a, "Content-Security-Policy"), *keep = answer_header(a, "Cache-Control");
    bool file = *answer_header(a, "Content-Disposition");
    const char *own = file ? "sandbox" : "script-src 'self'; ";
    if (!strstr(policy, "default-src 'none'; ") || !strstr(policy, own) || !strstr(policy, "frame-ancestors 'none'") || strstr(policy, "unsafe") || strchr(policy, '*') ||
        (!file && (!strstr(policy, "form-action 'self'; ") || !strstr(policy, "base-uri 'none'; ")))) fault(door, role, "Content-Security-Policy");
    if (!same(answer_header(a, "X-Content-Type-Options"), "nosniff")) fault(door, role, "X-Content-Type-Options");
    if (!same(answer_header(a, "Referrer-Policy"), "same-origin")) fault(door, role, "Referrer-Policy");
    if (!begins(answer_header(a, "Strict-Transport-Security"), "max-age=31536000")) fault(door, role, "Strict-Transport-Security");
    if (same(door->route->path, "/mark/:id") && same(asked->word, "open")) return;   /* what never changes at its address may be kept; members_test says which */
    if (!same(keep, role->who->id || !is_get(door) ? "no-store" : a->keep ? "no-cache" : "no-store")) fault(door, role, "Cache-Control");
    if (a->keep && role->who->id) fault(door, role, "a page of somebody signed in is kept");
    if (a->length && !strstr(answer_header(a, "Content-Type"), "/")) fault(door, role, "no type");
    if (*answer_header(a, "Access-Control-Allow-Origin")) fault(door, role, "open to scripts of other sites");
    const char *wrong = is_page(asked) ? written_into(door_page(asked)) : NULL;
    if (wrong) fault(door, role, wrong);
}

/* ---- the table ---- */

static const char heading[] =
    "# What each role of the test world is answered at each address: tests/fixture.h says who they are, tests/doors/door_world.c what is there.\n"
    "# Written by door_test with LYCEUM_DOORS=write; read every changed line before it is kept.\n"
    "#\n"
    "#   open   the page is shown, or the form is carried out        no     not open to the post they act in\n"
    "#   said   theirs to send, and refused this time in words       -      missing: absent, or somebody else's\n"
    "#   ask    sent to sign in\n"
    "#\n";

enum { SHOWN_WIDE = 58, NEEDS_WIDE = 14, WORD_WIDE = 7 };

static void head_line(Draft *table)
{
    draft_add(table, "#%-4s %-*s %-*s", "", SHOWN_WIDE, "", NEEDS_WIDE, "");
    for (size_t r = 0; r < door_role_count; r++) draft_add(table, " %-*s", r + 1 < door_role_count ? WORD_WIDE - 1 : 0, door_roles[r].name);
    draft_add(table, "\n");
}

static void door_line(Draft *table, const Door *door)
{
    Asked asked;
    draft_add(table, "%-5s %-*s %-*s", door->method, SHOWN_WIDE, door->shown, NEEDS_WIDE, permission_name(door->route->needs));
    for (size_t r = 0; r < door_role_count; r++) {
        door_ask(&asked, door, door_roles[r].who, NULL);
        if (same(asked.word, "broken")) fault(door, &door_roles[r], "is broken");
        judge_headers(door, &door_roles[r], &asked);
        draft_add(table, " %-*s", r + 1 < door_role_count ? WORD_WIDE - 1 : 0, asked.word);
        door_end(&asked);
    }
    draft_add(table, "\n");
}

static const char *table_now(void)
{
    size_t count;
    const Door *list = doors(&count);
    Draft table = { .cx = test_cx() };
    draft_add(&table, "%s", heading);
    head_line(&table);
    for (size_t i = 0; i < count; i++) door_line(&table, &list[i]);
    return draft_text(&table);
}

static const char *table_path(void)
{
    const char *source = getenv("LYCEUM_SOURCE");
    return text(test_cx(), "%s/tests/doors/doors.txt", source ? source : ".");
}

static void table_write(const char *table)
{
    FILE *file = fopen(table_path(), "we");
    EXPECT(file != NULL);
    fputs(table, file);
    fclose(file);
}

static const char *line_at(const char *table, const char **next)
{
    size_t length = strcspn(table, "\n");
    *next = table + length + (table[length] == '\n');
    return text_copy(test_cx(), table, length);
}

static bool has_line(const char *table, const char *line)
{
    const char *whole = text(test_cx(), "%s\n", line), *at = strstr(table, whole);
    while (at && at > table && at[-1] != '\n') at = strstr(at + 1, whole);
    return at != NULL;
}

/* Lines of one that the other lacks, so that a line that is new does not shift all those after it. */
static size_t lines_lacking(const char *of, const char *from, const char *words, size_t shown)
{
    for (const char *line; *of; ) {
        line = line_at(of, &of);
        if (*line && !has_line(from, line) && shown++ < DIFFERENCES_SHOWN) print_message("# %s %s\n", words, line);
    }
    return shown;
}

TEST("every address answers every role as the table says, and every answer says what a browser may do with it")
{
    faults = 0;
    doors_lay();
    const char *now = table_now();
    EXPECT_EQUAL(faults, 0);
    if (same(getenv("LYCEUM_DOORS"), "write")) table_write(now);
    Bytes file = data_read(table_path());
    const char *kept = text_copy(test_cx(), file.bytes, file.length);
    if (same(now, kept)) return;
    size_t shown = lines_lacking(kept, now, "the table:", 0);
    lines_lacking(now, kept, "in truth: ", shown > DIFFERENCES_SHOWN / 2 ? DIFFERENCES_SHOWN / 2 : shown);
    print_message("# If that is meant, write tests/doors/doors.txt anew with LYCEUM_DOORS=write tests/door_test, and look at the difference\n");
    EXPECT(same(now, kept));
}

/* ---- somebody else's ---- */

static const char *const no_fields[] = { "", NULL };

static void judge_foreign(const Door *door, const DoorRole *role)
{
    if (door == door->nothing || !role->who->id || (role->who != &hana && !role->of_a_school)) return;
    for (int empty = 0; empty < (is_get(door) ? 1 : 2); empty++) {
        const Asking asking = { .form = empty ? no_fields : NULL };
        Asked theirs, absent;
        door_ask(&theirs, door, role->who, &asking);
        door_ask(&absent, door->nothing, role->who, &asking);
        bool closed = one_of(theirs.word, "no -");
        if (closed && (!same(theirs.word, absent.word) || !same(door_page(&theirs), door_page(&absent)))) fault(door, role, "tells that it is there");
        door_end(&absent);
        door_end(&theirs);
    }
}

TEST("somebody else's is answered like what is not there, to the letter")
{
    walk(judge_foreign);
}

/* ---- forms from elsewhere ---- */

static const char *const elsewhere = "https://other.example";

static const char *another;

/* How far a form comes does not hang on which thing it is about, so one line of each route is enough; and so with methods. */
static bool is_one_of_its_route(const Door *door) { return door->nothing == door; }

static void judge_forged(const Door *door, const DoorRole *role)
{
    const struct { const char *what; Asking asking; } forged[] = {
        { "without a token",                { .csrf = "" } },
        { "with a token of nobody's",       { .csrf = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" } },
        { "with another sign-in's token",   { .csrf = another } },
        { "from another origin",            { .origin = elsewhere } },
        { "from an origin that is null",    { .origin = "null" } },
        { "from another site",              { .fetch_site = "cross-site" } },
        { "from a neighbour of this site",  { .fetch_site = "same-site" } },
        { "as plain text",                  { .content_type = "text/plain" } },
    };
    Asked asked;
    if (is_get(door) || !is_one_of_its_route(door)) return;
    door_ask(&asked, door, role->who, NULL);
    bool acts = asked.acts;
    door_end(&asked);
    for (size_t i = 0; acts && i < COUNT(forged); i++) {
        door_ask(&asked, door, role->who, &forged[i].asking);
        if (asked.acts || !one_of(asked.word, "said - no")) fault(door, role, forged[i].what);
        door_end(&asked);
    }
}

TEST("a form without this sign-in's token, or from anywhere else, never comes as far as the store")
{
    another = csrf_of(&kim);
    walk(judge_forged);
}

/* ---- pages ---- */

/* What may differ: that somebody was turned away. Everything else that the store keeps is in an export, but for keys of forms. */
static const char *store_now(const char *name)
{
    const ExportedTable *tables;
    size_t count;
    Draft all = { .cx = test_cx() };
    EXPECT_OK(store_export(fixture_cx(), text(test_cx(), "%s/%s", test_folder(), name), &tables, &count));
    for (size_t i = 0; i < count; i++)
        if (!same(tables[i].table, "trail")) draft_add(&all, "%s %s\n", tables[i].table, tables[i].sha256);
    draft_add(&all, "%ld in the trail, %ld keys\n", fixture_number("SELECT count(*) FROM trail WHERE what <> 'access.denied'"), fixture_number("SELECT count(*) FROM command_key"));
    return draft_text(&all);
}

TEST("no page changes anything")
{
    size_t count;
    doors_lay();
    const char *before = store_now("before");
    const Door *list = doors(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; is_get(&list[i]) && r < door_role_count; r++) (void)visit(door_roles[r].who, "GET", list[i].path, NULL);
    EXPECT_SAME(store_now("after"), before);
}

static const char *word_by(const Door *door, const DoorRole *role, const char *method, int *status)
{
    Asked asked;
    door_ask(&asked, door, role->who, &(Asking){ .method = method });
    const char *word = asked.word;
    *status = asked.answer.status;
    door_end(&asked);
    return word;
}

static void judge_methods(const Door *door, const DoorRole *role)
{
    int status, head_status;
    if (!is_get(door) || !is_one_of_its_route(door) || (role->who->id && role->who != &ben && role->who != &eli)) return;
    const char *page = word_by(door, role, "GET", &status), *head = word_by(door, role, "HEAD", &head_status);
    if (!same(page, head) || status != head_status) fault(door, role, "HEAD");
    for (const char *const *method = (const char *const[]){ "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", NULL }; *method; method++) {
        (void)word_by(door, role, *method, &status);
        if (status != 405) fault(door, role, *method);
    }
}

TEST("HEAD is answered as the page is, and methods that the program does not know are refused")
{
    walk(judge_methods);
}

/* ---- what a page leads to ---- */

enum { FOLLOWED_MOST = 8000 };
static struct { const DoorRole *role; const char *method, *path; } followed[FOLLOWED_MOST];
static size_t followed_count;

static bool followed_before(const DoorRole *role, const char *method, const char *path)
{
    for (size_t i = 0; i < followed_count; i++)
        if (followed[i].role == role && same(followed[i].method, method) && same(followed[i].path, path)) return true;
    EXPECT(followed_count < FOLLOWED_MOST);
    followed[followed_count].role = role, followed[followed_count].method = method;
    followed[followed_count++].path = text(test_cx(), "%s", path);
    return false;
}

static const char *address_read(Ctx *cx, const char *at)
{
    Draft path = { .cx = cx };
    for (size_t length = strcspn(at, "\"#"), i = 0; i < length; i++) {
        draft_bytes(&path, at + i, 1);
        if (begins(at + i, "&amp;")) i += strlen("amp;");
    }
    return draft_text(&path);
}

static void follow(const Door *from, const DoorRole *role, const char *method, const char *path)
{
    Door to;
    Asked asked;
    if (begins(path, "/static/") || followed_before(role, method, path)) return;
    bool leads = door_at(method, path, &to);
    if (leads) {
        door_ask(&asked, &to, role->who, &(Asking){ .form = no_fields });
        leads = one_of(asked.word, "open said") || (!role->who->id && same(asked.word, "ask"));
        door_end(&asked);
    }
    if (!leads) fault(from, role, text(test_cx(), "leads to %s %s, which is closed", method, path));
}

static void judge_links(const Door *door, const DoorRole *role)
{
    Asked asked;
    if (!is_get(door)) return;
    door_ask(&asked, door, role->who, NULL);
    const char *page = same(asked.word, "open") && is_page(&asked) ? door_page(&asked) : "";
    for (const char *at = page; (at = strstr(at, " href=\"/")); at++) follow(door, role, "GET", address_read(&asked.cx, at + strlen(" href=\"")));
    for (const char *at = page; (at = strstr(at, "<form method=\"post\"")); at++)
        follow(door, role, "POST", address_read(&asked.cx, strstr(at, "action=\"") + strlen("action=\"")));
    door_end(&asked);
}

TEST("a page leads nobody to a page or a form that is closed to them")
{
    followed_count = 0;
    walk(judge_links);
}
