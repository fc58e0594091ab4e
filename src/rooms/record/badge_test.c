/* A badge is held against the published keys by somebody else's program (tests/badge_verify.py, with PyJWT): accepted, and refused when touched or withdrawn. */
#include "rooms/record/badge.h"

#include <stdio.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "rooms/booking/attendance.h"
#include "tests/fixture_bookings.h"

static Error *came_act(Ctx *cx, void *registration)
{
    int64_t changed;
    return register_mark(cx, PHONICS, PHONICS_SESSION, &(Mark){ .registration_id = *(int64_t *)registration, .mark = "present" }, 1, &changed);
}

/* ben came, and has his certificate. */
static const char *badge_path(void)
{
    Full full = phonics_full();
    fixture_at("2026-12-10T13:00");
    EXPECT_OK(write_as(&fay, came_act, &full.ben));
    run_jobs();
    const char *path = text(test_cx(), "/certificates/%ld/badge.jwt", (long)fixture_number("SELECT id FROM certificate"));
    EXPECT_EQUAL(visit(&ben, "GET", path, NULL).status, 503);      /* the job that makes the key has not run */
    EXPECT_OK(signing_key_make(as(&nobody)));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM signing_key"), 1);
    return path;
}

static const char *file_of(const char *name, const char *bytes, size_t length)
{
    const char *path = text(test_cx(), "%s/%s", test_folder(), name);
    FILE *file = fopen(path, "wb");
    EXPECT(file && fwrite(bytes, 1, length, file) == length);
    fclose(file);
    return path;
}

/* What the verifier says of it, with what is published now. */
static const char *verdict(const char *badge)
{
    const char *source = getenv("LYCEUM_SOURCE");
    Visit keys = visit(&nobody, "GET", "/badges/keys.json", NULL);
    const char *keys_file = file_of("keys.json", keys.body, keys.length);
    Visit withdrawn = visit(&nobody, "GET", "/badges/withdrawn.json", NULL);
    const char *withdrawn_file = file_of("withdrawn.json", withdrawn.body, withdrawn.length);
    return test_told(text(test_cx(), "/usr/bin/python3 %s/tests/badge_verify.py %s %s %s", source ? source : ".", file_of("badge.jwt", badge, strlen(badge)), keys_file, withdrawn_file));
}

static Error *withdraw_act(Ctx *cx, void *id) { return certificate_withdraw(cx, *(int64_t *)id, "Issued in the wrong name"); }

TEST("somebody else’s verifier accepts a badge, and refuses one that was touched or withdrawn")
{
    const char *path = badge_path();
    Visit badge = visit(&ben, "GET", path, NULL);
    EXPECT_SAME(badge.type, "application/jwt");
    const char *token = text_copy(test_cx(), badge.body, badge.length);
    EXPECT_HAS(verdict(token), "accepted Phonics in Year 1");
    EXPECT_LACKS(token, "ben@alder.example");

    char *forged = arena_new(test_cx()->arena, badge.length + 1);
    memcpy(forged, token, badge.length);
    char *middle = strchr(forged, '.') + 40;
    *middle = *middle == 'A' ? 'B' : 'A';
    EXPECT_HAS(verdict(forged), "refused:");

    int64_t id = fixture_number("SELECT id FROM certificate");
    EXPECT_OK(write_as(&dora, withdraw_act, &id));
    EXPECT_HAS(verdict(token), "refused: it was withdrawn");
    EXPECT_EQUAL(visit(&ben, "GET", path, NULL).status, 404);
}

TEST("a badge is its holder’s and the office’s to take away; keys are published without what signs, and that is sealed in the store")
{
    const char *path = badge_path();
    EXPECT_EQUAL(visit(&kim, "GET", path, NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "GET", path, NULL).status, 404);
    EXPECT_EQUAL(visit(&dora, "GET", path, NULL).status, 200);
    const char *keys = visit(&nobody, "GET", "/badges/keys.json", NULL).body;
    EXPECT_HAS(keys, "\"kty\":\"RSA\"");
    EXPECT_LACKS(keys, "\"d\":");
    EXPECT_LACKS(fixture_text("SELECT private_sealed AS text FROM signing_key"), "RSA");
    EXPECT_EQUAL(visit(&nobody, "GET", text(test_cx(), "/badges/keys/%s", fixture_text("SELECT kid AS text FROM signing_key")), NULL).status, 200);
    EXPECT_EQUAL(visit(&nobody, "GET", "/badges/keys/ANOTHER", NULL).status, 404);
    EXPECT_HAS(visit(&nobody, "GET", "/badges/courses/51", NULL).body, "\"name\":\"Phonics in Year 1\"");
    EXPECT_EQUAL(visit(&nobody, "GET", "/badges/courses/53", NULL).status, 404);
    EXPECT_OK(signing_key_make(as(&nobody)));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM signing_key"), 1);
}
