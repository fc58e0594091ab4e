/* A ballot's log from anybody: refused in words, or one that holds; and what is read of it, computed and written anew, holds whatever it is. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "rooms/booking/ballot_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 32 << 10) return 0;
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    BallotDraw draw, again;
    const Error *error = ballot_log_verify(&cx, (const char *)data, size, &draw);
    if (error) CHECK(error->kind == INVALID && !blank(error->say));

    if (ballot_log_read(&cx, (const char *)data, size, &draw) == OK) {
        int64_t placed = 0;
        ballot_allot(&cx, draw.seed, draw.places, draw.cap, draw.entries, draw.count);
        for (size_t i = 0; i < draw.count; i++) placed += draw.entries[i].placed, CHECK(draw.entries[i].turn == (int64_t)i + 1);
        CHECK(placed <= draw.places);
        const char *log = ballot_log_write(&cx, &draw);
        CHECK(ballot_log_verify(&cx, log, strlen(log), &again) == OK);
    }
    arena_end(cx.arena);
    return 0;
}
