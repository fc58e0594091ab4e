/*
 * Money typed wrongly, into every field of every form that asks for a sum: with a comma in another place, below nothing, as a power of ten, with the pound
 * sign behind. Each is refused in words beside its field. Which fields they are is read off the pages: those with a pound sign before them, and those listed here.
 */
#include <string.h>

#include "platform/base/text.h"
#include "tests/doors/doors.h"
#include "tests/fixture_money.h"

enum { SUMS_MOST = 40, FORM_MOST = 200, FAULTS_SHOWN = 20 };

static const char *const wrong[] = { "1,00", "-5", "1e9", "5£" };
/* A share or a sum: no pound sign stands before them. */
static const char *const without_a_sign[] = { "charge_amount_1", "charge_no_show", NULL };

static size_t faults, asked_fields;

static void fault(const Door *door, const char *field, const char *what)
{
    if (faults++ < FAULTS_SHOWN) print_message("# %s %s, “%s”: %s\n", door->method, door->shown, field, what);
}

static bool opens(const Door *door, const Somebody *who)
{
    Asked asked;
    door_ask(&asked, door, who, NULL);
    bool open = same(asked.word, "open");
    door_end(&asked);
    return open;
}

static bool seen(const char *const *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) if (same(fields[i], name)) return true;
    return false;
}

/* The form of the page that is sent to this address; "" where there is none. */
static const char *form_of(const char *page, const char *path)
{
    const char *mark = text(test_cx(), "action=\"%s\"", path), *end;
    for (const char *at = page; (at = strstr(at, "<form ")); at++) {
        const char *tag = text_copy(test_cx(), at, strcspn(at, ">"));
        if (strstr(tag, "method=\"post\"") && strstr(tag, mark) && (end = strstr(at, "</form>"))) return text_copy(test_cx(), at, (size_t)(end - at));
    }
    return "";
}

/* The names of the form's fields that ask for a sum. */
static size_t money_fields(const char *page, const char **fields)
{
    static const char sign[] = "govuk-input__prefix\" aria-hidden=\"true\">£</div>", named[] = " name=\"";
    size_t n = 0;
    for (const char *at = page; (at = strstr(at, sign)) && n < SUMS_MOST; at += strlen(sign)) {
        const char *name = strstr(at, named);
        if (!name) break;
        name += strlen(named);
        fields[n++] = text_copy(test_cx(), name, strcspn(name, "\""));
    }
    for (size_t i = 0; without_a_sign[i] && n < SUMS_MOST; i++)
        if (strstr(page, text(test_cx(), " name=\"%s\"", without_a_sign[i]))) fields[n++] = without_a_sign[i];
    return n;
}

/* The form as it is usually sent, and this field with this in it. */
static void spoil(const char *const *usual, const char *field, const char *value, const char **form)
{
    size_t n = 0;
    for (; usual[n] && n + 3 < FORM_MOST; n += 2) form[n] = usual[n], form[n + 1] = same(usual[n], field) ? value : usual[n + 1];
    if (!seen(form, n, field)) form[n++] = field, form[n++] = value;
    form[n] = NULL;
}

static void judge(const Door *door, const Door *page_of, const Somebody *who)
{
    const char *fields[SUMS_MOST], *form[FORM_MOST + 1];
    Asked page;
    door_ask(&page, page_of, who, NULL);
    size_t n = same(page.word, "open") ? money_fields(form_of(door_page(&page), door->path), fields) : 0;
    door_end(&page);
    asked_fields += n;
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < COUNT(wrong); w++) {
            Asked asked;
            spoil(door_form(door->route), fields[i], wrong[w], form);
            door_ask(&asked, door, who, &(Asking){ .form = form });
            if (!same(asked.word, "said") || !strstr(door_page(&asked), text(test_cx(), "id=\"%s-error\"", fields[i]))) fault(door, fields[i], text(test_cx(), "takes “%s”", wrong[w]));
            door_end(&asked);
        }
}

TEST("a sum of money typed wrongly is refused beside its field, in every form that asks for one")
{
    static const Somebody *const people[] = { &noor, &eli, &ann, &ben, &cara, &fay, &rex };
    const Route *done = NULL;
    size_t count;
    doors_lay();
    const Door *list = doors(&count);
    faults = asked_fields = 0;
    for (size_t i = 0; i < count; i++) {
        Door page;
        if (!same(list[i].method, "POST") || list[i].route == done || list[i].route->kind != ROUTE_FORM || !door_at("GET", list[i].path, &page)) continue;
        for (size_t p = 0; p < COUNT(people) && list[i].route != done; p++) {
            if (!opens(&list[i], people[p])) continue;
            done = list[i].route;
            judge(&list[i], &page, people[p]);
        }
    }
    print_message("# %zu fields\n", asked_fields);
    EXPECT(asked_fields > 40);
    EXPECT_EQUAL(faults, 0);
}
