/*
 * What people and programs send that cannot be used, to every form that there is: it is refused in words or taken, what was typed is
 * still there, nothing is half done. The files of each room have their own tests; here are those that hold for all forms alike.
 */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "platform/http/parse.h"
#include "tests/doors/doors.h"
#include "tests/fixture_money.h"

enum { FIELDS_TYPED_MOST = 60, LONG = 3000, NAME_LONG = 300, FAULTS_SHOWN = 20 };

static size_t faults, judged;

static void fault(const Door *door, const char *field, const char *what)
{
    if (faults++ < FAULTS_SHOWN) print_message("# %s %s, “%s”: %s\n", door->method, door->shown, field, what);
}

/* ---- every form, by somebody who may send it ---- */

static bool opens(const Door *door, const Somebody *who)
{
    Asked asked;
    door_ask(&asked, door, who, NULL);
    bool open = same(asked.word, "open");
    door_end(&asked);
    return open;
}

/* Each route that posts once, as the first who may and about the first thing that may be acted on. */
static void each_form(void (*judge)(const Door *door, const Somebody *who))
{
    static const Somebody *const people[] = { &noor, &eli, &ann, &ben, &cara, &fay };
    const Route *done = NULL;
    size_t count;
    doors_lay();
    const Door *list = doors(&count);
    faults = 0;
    for (size_t i = 0; i < count; i++) {
        if (!same(list[i].method, "POST") || list[i].route == done) continue;
        for (size_t p = 0; p < COUNT(people) && list[i].route != done; p++) {
            if (!opens(&list[i], people[p])) continue;
            done = list[i].route;
            judge(&list[i], people[p]);
        }
    }
    EXPECT_EQUAL(faults, 0);
}

/* ---- what is typed ---- */

static const char *escaped(Ctx *cx, const char *value)
{
    Out out;
    html_begin(&out, cx);
    html(&out, "%s", value);
    return html_text(&out);
}

/* The tag that holds this field; "" when the page has none. */
static const char *tag_of(Ctx *cx, const char *page, const char *name, const char *value)
{
    const char *mark = text(cx, " name=\"%s\"", name), *found = "";
    for (const char *at = page; (at = strstr(at, mark)); at++) {
        const char *from = at;
        while (*from != '<') from--;
        found = text_copy(cx, from, strcspn(from, ">"));
        bool choice = strstr(found, "type=\"checkbox\"") || strstr(found, "type=\"radio\"");
        if (!choice || strstr(found, text(cx, " value=\"%s\"", escaped(cx, value)))) return begins(found, "<input") ? found : text_copy(cx, from, strlen(from));
    }
    return found;
}

/* Passwords and files are not sent back, and a choice that is not offered cannot be. */
static bool is_kept(Ctx *cx, const char *page, const char *name, const char *typed)
{
    if (begins(typed, "@")) return true;      /* it stands for what only the test's world knows */
    const char *value = text_clean(cx, typed, strlen(typed)), *tag = tag_of(cx, page, name, value), *wanted = escaped(cx, value);
    if (begins(tag, "<textarea")) return begins(strchr(tag, '>') + 1, text(cx, "%s</textarea>", wanted)) || begins(strchr(tag, '>') + 1, text(cx, "\n%s</textarea>", wanted));
    if (begins(tag, "<select")) {
        const char *option = strstr(tag, text(cx, "<option value=\"%s\"", wanted));
        return !*value || !option || option > strstr(tag, "</select>") || strstr(text_copy(cx, option, strcspn(option, ">")), " selected");
    }
    if (strstr(tag, "type=\"password\"") || strstr(tag, "type=\"file\"") || strstr(tag, "type=\"hidden\"")) return true;
    bool choice = strstr(tag, "type=\"checkbox\"") || strstr(tag, "type=\"radio\"");
    bool offered = strstr(tag, text(cx, " value=\"%s\"", wanted)) != NULL;
    return choice ? !offered || strstr(tag, " checked") : offered || (!*value && *tag && !strstr(tag, " value=\""));
}

/* A form whose fields stand on another page of the same path: there is nothing to keep them in. */
static bool has_fields(const Door *door) { return door->route->kind == ROUTE_FORM && !one_of(door->route->path, "/office/events/:id/facilitators /office/events/:id/registrations/add"); }

static void judge_kept(const Door *door, Asked *asked, const char *const *form, const char *spoiled)
{
    const char *page = door_page(asked);
    judged++;
    for (; form[0]; form += 2)
        if (!is_kept(&asked->cx, page, form[0], form[1])) fault(door, form[0], text(&asked->cx, "is gone after “%s” was refused", spoiled));
    if (!strstr(page, "There is a problem")) fault(door, spoiled, "is refused without a word");
}

static const char *repeated(const char *letter, size_t n)
{
    Draft draft = { .cx = test_cx() };
    for (size_t i = 0; i < n; i++) draft_add(&draft, "%s", letter);
    return draft_text(&draft);
}

static struct { const char *what, *value; } odd[12];
static size_t odd_count;

static void odd_add(const char *what, const char *value)
{
    EXPECT(odd_count < COUNT(odd));
    odd[odd_count].what = what, odd[odd_count++].value = value;
}

static void odd_values(void)
{
    odd_count = 0;
    odd_add("3,000 letters", repeated("long ", LONG / 5));
    odd_add("a name of 300 characters", repeated("é", NAME_LONG));
    odd_add("Arabic", "نور الهدى");
    odd_add("a line break", "ann@alder.example\r\nBcc: everybody@alder.example");
    odd_add("mark-up", "<script>alert(1)</script>\"'&amp;");
    odd_add("a number too large to be", "99999999999999999999999");
    odd_add("a negative number", "-1");
    odd_add("control characters", "a\x01\x1b[2J\x7f");
    odd_add("text that turns round", "\xe2\x80\xae" "fdp.exe");
    odd_add("nothing", "");
}

static void judge_typed(const Door *door, const Somebody *who)
{
    const char *form[2 * FIELDS_TYPED_MOST + 1];
    const char *const *usual = door_form(door->route);
    size_t n = 0;
    for (; usual[n]; n++) form[n] = usual[n];
    form[n] = NULL;
    for (size_t field = 0; field < n; field += 2)
        for (size_t o = 0; o < odd_count && !one_of(form[field], "file links registration decision answer"); o++) {
            Asked asked;
            form[field + 1] = odd[o].value;
            door_ask(&asked, door, who, &(Asking){ .form = form });
            bool refused = one_of(asked.word, "said");
            if (same(asked.word, "broken")) fault(door, form[field], text(test_cx(), "breaks it with %s", odd[o].what));
            if (refused && has_fields(door)) judge_kept(door, &asked, form, form[field]);
            if (one_of(form[field], "email email_1") && same(odd[o].what, "a line break") && !refused) fault(door, form[field], "takes a line break in an address");
            door_end(&asked);
            form[field + 1] = usual[field + 1];
        }
}

TEST("whatever is typed into any field of any form is taken or refused in words, and then everything typed is still there")
{
    odd_values();
    judged = 0;
    each_form(judge_typed);
    print_message("# %zu refusals\n", judged);
    EXPECT(judged > 500);
}

TEST("a page that is not there says nothing of the form that was sent to it")
{
    Visit refused = visit(&hana, "POST", "/office/events/1/terms", FORM_OF("opens_on-day", "32"));
    EXPECT_EQUAL(refused.status, 404);
    EXPECT_LACKS(refused.body, "There is a problem");
    EXPECT_HAS(visit(&hana, "POST", "/office/events/2/terms", FORM_OF("opens_on-day", "32")).body, "There is a problem");
}

/* ---- sent twice ---- */

static void judge_twice(const Door *door, const Somebody *who)
{
    Asked asked;
    door_ask(&asked, door, who, &(Asking){ .again = true });
    /* What signs in or out is not kept, for its answer is a secret; a link is spent, and whoever is signed out is. An evaluation leaves no key: its link is
     * answered once, and whatever comes after is thanked for alike. */
    if (!asked.once && !one_of(door->route->path, "/sign-in /sign-in/link/* /sign-out /evaluate/*")) fault(door, "key", "is carried out twice, or answered otherwise");
    door_end(&asked);
}

TEST("any form that is sent twice is carried out once, and with other words under the same key it is refused")
{
    each_form(judge_twice);
}

/* ---- bodies that are none ---- */

static void judge_body(const Door *door, const Somebody *who)
{
    static const char *const types[] = { "multipart/form-data; boundary=another", "multipart/form-data", "multipart/form-data; boundary=", "application/json", "" };
    for (size_t i = 0; i < COUNT(types); i++) {
        Asked asked;
        door_ask(&asked, door, who, &(Asking){ .content_type = types[i] });
        if (asked.acts || asked.answer.status != 400 || !strstr(door_page(&asked), "Go back")) fault(door, types[i], "is not refused in words");
        door_end(&asked);
    }
}

TEST("a body that is not what it says it is, is refused in words before anything is done")
{
    each_form(judge_body);
}

/* ---- files ---- */

/* `words` where a register is sent, `table` where CSV and workbooks are; NULL: there what its columns mean is asked. */
static const struct { const char *what, *file, *words, *table; } files[] = {
    { "a workbook",               "PK\x03\x04\x14", "Save the sheet as CSV", "cannot be read" },
    { "another separator",        "Name;Email;Role\r\nSiân;sian@new.example;teacher\r\n", "with commas between them", "with commas between them" },
    { "a missing column",         "Email,Role\r\nsian@new.example,teacher\r\n", "The file has no column", NULL },
    { "the heads alone",          "Name,Email,Role\r\n", "", "" },
    { "an unfinished quotation",  "Name,Email,Role\r\n\"Siân,sian@new.example,teacher\r\n", "", "" },
    { "nothing",                  "", "Choose a file", "Choose a file" },
};

#define FILES_SEEN "SELECT (SELECT count(*) FROM import WHERE state <> 'staging') + (SELECT count(*) FROM intake WHERE state <> 'arriving')"

TEST("a file that cannot be read is refused beside its field, with what to do, and nothing of it is shown to anybody")
{
    size_t count;
    doors_lay();
    const Door *list = doors(&count);
    faults = 0;
    int64_t before = fixture_number(FILES_SEEN);
    (void)fixture_cx();
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; list[i].route->body_most && same(list[i].method, "POST") && f < COUNT(files); f++) {
            Asked asked;
            bool picture = same(list[i].path, "/office/settings/mark");
            bool table = strstr(list[i].path, "/import"), evidence = begins(list[i].route->path, "/record/outside/"), material = begins(list[i].route->path, "/events/:id/materials");
            const char *words = picture ? "neither a PNG nor a JPEG" : table ? files[f].table : evidence || material ? "none of these" : files[f].words;
            if (!words || strstr(list[i].shown, "/nothing")) continue;
            if (picture && !*files[f].file) continue;   /* without a new one, what the mark of this world shows may be said anew */
            if (evidence && (f || list[i].route->path[strlen("/record/outside/")] == ':')) continue;   /* a table is evidence, too, and so is none; and others' are missing */
            if (material && f) continue;                /* a table may be one, too */
            const Somebody *who = begins(list[i].path, "/office/bank/") ? &rex : material || begins(list[i].path, "/office") ? &eli : &noor;
            door_ask(&asked, &list[i], who, &(Asking){ .form = (const char *const[]){ "file", files[f].file, NULL } });
            const char *page = door_page(&asked);
            if (asked.answer.status != 422 || !strstr(page, "There is a problem") || !strstr(page, "id=\"file-error\"") || !strstr(page, words))
                fault(&list[i], files[f].what, text(test_cx(), "is answered with %d", asked.answer.status));
            door_end(&asked);
        }
    EXPECT_EQUAL(faults, 0);
    EXPECT_EQUAL(fixture_number(FILES_SEEN), before);
}

/* ---- a disk that is full ---- */

static void disk_roomy(void *nothing) { setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY }); }

static void disk_full(void)
{
    struct stat log = {0};
    stat(text(test_cx(), "%s-wal", fixture_store()->path), &log);
    signal(SIGXFSZ, SIG_IGN);
    test_after(disk_roomy, NULL);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ (rlim_t)log.st_size, RLIM_INFINITY });
}

TEST("while the disk is full a booking is not carried out and says so, pages are shown, and then it books")
{
    if (same(test_store(), "postgres")) test_skip("PostgreSQL's disk is PostgreSQL's");
    EXPECT_EQUAL(visit(&ann, "GET", "/events/1/book", NULL).status, 200);
    disk_full();
    Visit full = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102"));
    Visit page = visit(&ann, "GET", "/events/1", NULL);
    disk_roomy(NULL);
    EXPECT_EQUAL(full.status, 503);
    EXPECT_HAS(full.body, "What you sent was <b>not</b> carried out");
    EXPECT_EQUAL(page.status, 200);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration") + fixture_number("SELECT count(*) FROM mail") + fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}
