/* Checking in by a code: one's own that cannot be lent, and the one in the room. */
#include "platform/base/text.h"
#include "rooms/booking/check_in.h"
#include "tests/fixture_bookings.h"

#define REGISTER "/events/1/register/61"

/* ben and kim have places; it is ten minutes before the start. */
static Full arriving(void)
{
    Full full = phonics_full();
    fixture_at("2026-12-10T09:20");
    return full;
}

static const char *token_of(const Somebody *who, int64_t registration)
{
    OwnCode code;
    EXPECT_OK(own_code(as(who), registration, &code));
    return text(test_cx(), "%s", code.token);
}

static const char *scan_path(const char *token) { return text(test_cx(), "/check-in/%s", token); }

TEST("one's own code is on one's own phone, from half an hour before a session, and names its owner to whoever scans it")
{
    Full full = arriving();
    const char *mine = text(test_cx(), "/registrations/%ld/here", (long)full.ben);
    Visit page = visit(&ben, "GET", mine, NULL);
    EXPECT_HAS(page.body, "aria-label=\"The code of Ben Okafor\"");
    EXPECT_EQUAL(visit(&ann, "GET", mine, NULL).status, 404);             /* also not for who booked it */
    EXPECT_EQUAL(visit(&dora, "GET", mine, NULL).status, 404);
    EXPECT_HAS(visit(&ben, "GET", "/my", NULL).body, "Check in at Phonics in Year 1");
    const char *scan = scan_path(token_of(&ben, full.ben));
    Visit shown = visit(&fay, "GET", scan, NULL);
    EXPECT_HAS(shown.body, "Ben Okafor");
    EXPECT_HAS(shown.body, "Alder Grove Primary School");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance"), 0);
    EXPECT_EQUAL(visit(&fay, "POST", scan, FORM_OF("x", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance WHERE mark = 'present' AND how = 'scan' AND marked_by = 106"), 1);
    EXPECT_HAS(visit(&ben, "GET", mine, NULL).body, "You are checked in, Ben Okafor");
    fixture_at("2026-12-10T08:59");
    EXPECT_SAME(token_of(&kim, full.kim), "");
    EXPECT_HAS(visit(&kim, "GET", text(test_cx(), "/registrations/%ld/here", (long)full.kim), NULL).body, "Your code is here from 9am today");
}

TEST("a code that is sent to a friend is too old within two minutes, and scanned by nobody but whoever takes that register")
{
    Full full = arriving();
    const char *scan = scan_path(token_of(&ben, full.ben));
    fixture_at("2026-12-10T09:21");
    EXPECT_HAS(visit(&fay, "GET", scan, NULL).body, "Ben Okafor is here");
    EXPECT_EQUAL(visit(&ben, "GET", scan, NULL).status, 404);
    EXPECT_EQUAL(visit(&hana, "POST", scan, FORM_OF("x", "")).status, 404);
    EXPECT_EQUAL(visit(&ivo, "POST", scan, FORM_OF("x", "")).status, 403);
    fixture_at("2026-12-10T09:22");
    EXPECT_HAS(visit(&fay, "GET", scan, NULL).body, "This code of Ben Okafor is too old");
    EXPECT_LACKS(visit(&fay, "GET", scan, NULL).body, "Ben Okafor is here");
    EXPECT_EQUAL(visit(&fay, "POST", scan, FORM_OF("x", "")).status, 303);         /* it was fresh when the page was opened */
    fixture_at("2026-12-10T09:28");
    EXPECT_EQUAL(visit(&fay, "POST", scan_path(token_of(&kim, full.kim)), FORM_OF("x", "")).status, 303);
    EXPECT_EQUAL(visit(&fay, "POST", scan, FORM_OF("y", "")).status, 409);
}

TEST("a code of another session, one with a letter changed, and one of a place given up are none")
{
    Full full = arriving();
    const char *good = token_of(&ben, full.ben);
    char *bad = (char *)text(test_cx(), "%s", good);
    bad[strlen(bad) - 1] = bad[strlen(bad) - 1] == '0' ? '1' : '0';
    EXPECT_EQUAL(visit(&fay, "GET", scan_path(bad), NULL).status, 404);
    EXPECT_EQUAL(visit(&fay, "GET", "/check-in/1.2.3.4", NULL).status, 404);
    EXPECT_EQUAL(visit(&fay, "GET", "/check-in/nonsense", NULL).status, 404);
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE person_id = 102");
    EXPECT_EQUAL(visit(&fay, "GET", scan_path(good), NULL).status, 404);
}

/* ---- the code in the room ---- */

static const char *code_now(void) { return text(test_cx(), "%s", room_code(as(&fay), PHONICS_SESSION)); }
static Visit enter(const Somebody *who, const char *code) { return visit(who, "POST", "/here", FORM_OF("code", code)); }

TEST("whoever has a place types the code of the room, however it is written, and is present once")
{
    arriving();
    const char *code = code_now(), *spaced = text(test_cx(), " %.3s-%s ", code, code + 3);
    EXPECT_HAS(visit(&fay, "GET", REGISTER "/room", NULL).body, text(test_cx(), "%.3s %s", code, code + 3));
    EXPECT_HAS(visit(&ben, "GET", text(test_cx(), "/here?code=%s", code), NULL).body, text(test_cx(), "value=\"%s\"", code));
    EXPECT_EQUAL(enter(&ben, spaced).status, 303);
    EXPECT_HAS(visit(&ben, "GET", "/here", NULL).body, "You are checked in at Phonics in Year 1");
    EXPECT_EQUAL(enter(&ben, code).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance WHERE how = 'code' AND marked_by = 102"), 1);
    fixture_at("2026-12-10T09:22");
    EXPECT_EQUAL(enter(&kim, code).status, 303);                           /* the code before is still good, the one before that is not */
    fixture_at("2026-12-10T09:24");
    fixture_run("DELETE FROM attendance");
    EXPECT_HAS(enter(&kim, code).body, "That is not the code of this room now");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance"), 0);
}

TEST("the code of the room is nothing to who has no place, waits, or is called absent by whoever takes the register")
{
    Full full = arriving();
    const char *code = code_now();
    EXPECT_HAS(enter(&lou, code).body, "You have no place at anything that is on now");
    EXPECT_EQUAL(enter(&omar, code).status, 409);
    EXPECT_EQUAL(visit(&fay, "POST", REGISTER, FORM_OF(text(test_cx(), "mark_%ld", (long)full.ben), "absent")).status, 303);
    EXPECT_HAS(enter(&ben, code).body, "The register says that you are absent");
    fixture_at("2026-12-10T12:31");
    EXPECT_EQUAL(enter(&kim, code_now()).status, 409);
}

TEST("guessing is slowed: after five wrong codes the next must wait, and what was typed stays")
{
    arriving();
    for (int i = 0; i < 5; i++) EXPECT_EQUAL(enter(&ben, "AAAAAA").status, 422);
    EXPECT_HAS(enter(&ben, "AAAAAA").body, "value=\"AAAAAA\"");
    Visit slowed = enter(&ben, code_now());
    EXPECT_EQUAL(slowed.status, 429);
    EXPECT_HAS(slowed.body, "Wait 2 seconds");
    EXPECT_EQUAL(enter(&kim, code_now()).status, 303);
    EXPECT_EQUAL(enter(&ben, " ").status, 422);
}

TEST("an event whose register is kept by hand alone takes no code, until it is switched on again")
{
    arriving();
    EXPECT_EQUAL(visit(&ben, "POST", REGISTER "/room", FORM_OF("on", "0")).status, 404);
    EXPECT_EQUAL(visit(&fay, "POST", REGISTER "/room", FORM_OF("on", "0")).status, 303);
    EXPECT_HAS(visit(&fay, "GET", REGISTER "/room", NULL).body, "Nobody checks themself in at this event");
    EXPECT_EQUAL(enter(&ben, code_now()).status, 409);
    EXPECT_EQUAL(visit(&fay, "POST", REGISTER "/room", FORM_OF("on", "1")).status, 303);
    EXPECT_EQUAL(enter(&ben, code_now()).status, 303);
    EXPECT_EQUAL(visit(&ivo, "GET", REGISTER "/room", NULL).status, 403);
}
