/* Nobody has more than twenty saved searches, whoever saves at once. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "rooms/programme/saved_search.h"
#include "tests/fixture_storm.h"

static struct { atomic_int had, refused, wrong; } sky;

static Error *save_act(Ctx *cx, void *number) { return saved_search_add(cx, "Of many", text(cx, "q=word%d", *(int *)number)); }

static void save_run(int number, void *nothing)
{
    for (int i = 0; i < 3; i++) {
        int word = number * 3 + i, kind = storm_write(number, ben.id, save_act, &word);
        atomic_fetch_add(kind == 0 ? &sky.had : kind == CONFLICT ? &sky.refused : &sky.wrong, 1);
    }
}

TEST("of forty-eight that one person saves at once twenty are kept at most, and the others are refused in words")
{
    storm(STORM, save_run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.had + sky.refused, 3 * STORM);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM saved_search"), sky.had);
    EXPECT(sky.had <= SAVED_SEARCHES_MOST);
    EXPECT(sky.had >= 3);
}
