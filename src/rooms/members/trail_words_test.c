/* Whatever the trail is told has words. */
#include <string.h>
#include "platform/base/text.h"
#include "rooms/members/trail_words.h"
#include "tests/fixture.h"
#include "tests/sources.h"

/* The first literal after trail(cx, or note(cx, where it stands there: trail(cx, "event.added", ... and trail(cx, again ? "a.b" : "c.d", ... */
static void judge(const Source *source, const char *at, const char *word)
{
    const char *call = source->bytes + (at - source->code), *end = strchr(call, ';');
    if (!begins(call + strlen(word), "(cx, ")) return;
    for (const char *quote = strchr(call, '"'); quote && quote < end; ) {
        const char *close = strchr(quote + 1, '"');
        const char *what = text_copy(test_cx(), quote + 1, (size_t)(close - quote - 1));
        size_t plain = strspn(what, "abcdefghijklmnopqrstuvwxyz_.");
        if (!what[plain] && strchr(what, '.') && same(trail_words(what), what)) breaks(source, at, "the trail has no words for %s", what);
        quote = strchr(close + 1, '"');
    }
}

TEST("whatever the trail is told has words for those who read it")
{
    size_t count;
    const Source *sources = sources_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (ends(sources[i].path, "_test.c")) continue;
        word_each(&sources[i], sources[i].code, "trail", judge);
        word_each(&sources[i], sources[i].code, "note", judge);
    }
    EXPECT_SAME(breaks_found(), "");
}

TEST("the trail names who did what to whom, and a school does not read it")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/close", FORM_OF("sure", "1")).status, 303);
    Visit trail = visit(&ivo, "GET", "/office/trail", NULL);
    EXPECT_HAS(trail.body, "Booking closed");
    EXPECT_HAS(trail.body, "Phonics in Year 1");
    EXPECT_HAS(trail.body, dora.name);
    EXPECT_LACKS(visit(&ivo, "GET", "/office/trail?what=event&to=2026-11-23", NULL).body, "Booking closed");
    EXPECT_HAS(visit(&ivo, "GET", "/office/trail.csv?what=event", NULL).body, "event.closed");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/trail", NULL).status, 403);
    visit(&dora, "POST", "/office/events/1/facilitators", FORM_OF("person", "112"));
    EXPECT_HAS(visit(&ivo, "GET", "/office/trail?what=facilitator", NULL).body, "Lou Siobhán O’Neill, Phonics in Year 1");
    EXPECT_HAS(visit(&ivo, "GET", "/office/events/1/history", NULL).body, "Facilitator added: Lou Siobhán O’Neill");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/events/1/history", NULL).body, "person 112");
}
