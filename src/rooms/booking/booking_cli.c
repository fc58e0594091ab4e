/* The booking room at the command line: what the partnership counts. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/cli/cli.h"
#include "platform/documents/json.h"
#include "rooms/booking/booking.h"

typedef Error *Count(Ctx *cx, const char *from, const char *to, int64_t *count);

static Error *count_say(Ctx *cx, const Args *args, const char *what, Count *counting)
{
    const char *from = args_text(args, "--from", "0001-01-01"), *to = args_text(args, "--to", "9999-12-31");
    int64_t count = 0;
    if (!date_valid(from)) return invalid(cx, NULL, "--from is a day like 2021-01-01");
    if (!date_valid(to)) return invalid(cx, NULL, "--to is a day like 2021-12-31");
    TRY(counting(cx, from, to, &count));
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_int(json, what, count);
        say("%s", json_write(cx, json));
    } else say("%ld", (long)count);
    return OK;
}

static Error *count_registrations(Ctx *cx, const Args *args) { return count_say(cx, args, "registrations", registrations_counted); }
static Error *count_governors(Ctx *cx, const Args *args) { return count_say(cx, args, "governors", governors_counted); }

#define DAYS "  --from DATE   the first day, like 2021-01-01\n  --to DATE     the last day, included\n"

const Command booking_commands[] = {
    { "count registrations", "[--from DATE] [--to DATE]", "print how many registrations the partnership counts",
      "Counted on the day of the event's first session, unless cancelled, refused, waiting or lapsed.\n\n" DAYS, count_registrations, STORE_READ },
    { "count governors", "[--from DATE] [--to DATE]", "print how many governors took part",
      "People with a governor's post in that time who have a counted registration in it; a governor of two boards counts once.\n\n" DAYS, count_governors, STORE_READ },
    { 0 },
};
