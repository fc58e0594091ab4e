/* What people type where a form asks for a day, a time, a sum, a number or an address: it is one, or it is refused. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/parse.h"
#include "platform/mail/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void day(Ctx *cx, const char *typed)
{
    if (!date_valid(typed)) return;
    CHECK(strlen(typed) == 10);
    CHECK(same(date_add_days(cx, date_add_days(cx, typed, 40), -40), typed));
    CHECK(date_weekday(typed) >= 0 && date_weekday(typed) < 7);
    int64_t noon;
    if (strcmp(typed, "1900") < 0) return;      /* calendars before our own differ, and nothing here happened then */
    CHECK(instant_of(typed, 12, 0, false, &noon) == CLOCK_ONCE && same(date_of(cx, noon), typed));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool begun;
    if (size > 4 << 10 || !utf8_valid((const char *)data, size)) return 0;   /* what the door lets in */
    if (!begun) time_begin();
    begun = true;
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    const char *typed = text_copy(&cx, (const char *)data, size);
    int hour, minute;
    int64_t number;
    day(&cx, typed);
    if (clock_parse(typed, &hour, &minute)) CHECK(hour >= 0 && hour < 24 && minute >= 0 && minute < 60);
    if (money_parse(typed, &number)) CHECK(number >= 0 && number <= PENCE_MOST);
    if (number_parse(typed, -5, 500, &number)) CHECK(number >= -5 && number <= 500);
    if (email_valid(typed)) CHECK(text_is_line(typed) && !strpbrk(typed, " <>,;\"") && strchr(typed, '@') == strrchr(typed, '@'));
    CHECK(utf8_valid(text_fold(&cx, typed), strlen(text_fold(&cx, typed))));
    CHECK(utf8_valid(text_words(&cx, typed), strlen(text_words(&cx, typed))));
    (void)text_sort_key(&cx, typed);
    arena_end(cx.arena);
    return 0;
}
