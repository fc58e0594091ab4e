/* What is in the world for doors to lead to. */
#include "platform/base/text.h"
#include "platform/db/stored_file.h"
#include "platform/security/jwt.h"
#include "platform/security/password.h"
#include "platform/security/seal.h"
#include "platform/security/totp.h"
#include "rooms/booking/attendance.h"
#include "rooms/booking/evaluation_results.h"
#include "rooms/booking/feed.h"
#include "rooms/members/address_change.h"
#include "rooms/members/identity.h"
#include "rooms/members/own_mark.h"
#include "rooms/members/own_passkey.h"
#include "rooms/members/person.h"
#include "platform/imports/imports.h"
#include "rooms/members/register_import.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"
#include "rooms/money/payments/card_payment.h"
#include "rooms/money/payments/refund.h"
#include "rooms/money/payments/write_off.h"
#include "rooms/programme/saved_search.h"
#include "rooms/programme/material.h"
#include "rooms/record/learning.h"
#include "tests/data.h"
#include "tests/doors/doors.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_money.h"
#include "tests/fixture_passkey.h"
#include "tests/fixture_payments.h"

const DoorRole door_roles[] = {
    { "nobody", &nobody, false }, { "jo", &jo, true },     { "ben", &ben, true },   { "ann", &ann, true },   { "cara", &cara, true },
    { "noor", &noor, true },      { "pat", &pat, true },   { "gus", &gus, true },   { "fay", &fay, false },  { "hana", &hana, false },
    { "dora", &dora, false },     { "eli", &eli, false },  { "ivo", &ivo, false },   { "rex", &rex, false },
};
const size_t door_role_count = COUNT(door_roles);

enum { HELD = 4, HELD_SESSION = 64, HELD_BOOKING = 71, HELD_BEN = 81, HELD_OMAR = 82, HELD_KIM = 83, THINGS_MOST = 400 };

static Thing  things[THINGS_MOST];
static size_t thing_count;

static void thing(const char *before, const char *of, const char *name, const char *value)
{
    EXPECT(thing_count < THINGS_MOST);
    things[thing_count++] = (Thing){ before, of, name, value };
}

static void thing_id(const char *before, const char *of, const char *name, int64_t id) { thing(before, of, name, text(test_cx(), "%ld", id)); }

const Thing *door_things(size_t *count)
{
    *count = thing_count;
    return things;
}

/* ---- an event that was held ---- */

typedef struct { int64_t event, session; const Mark *marks; size_t count; } Marking;

static Error *mark(Ctx *cx, void *marking)
{
    const Marking *m = marking;
    int64_t changed;
    return register_mark(cx, m->event, m->session, m->marks, m->count, &changed);
}

static Error *own_mark(Ctx *cx, void *picture) { return own_mark_set(cx, picture); }

static void mark_lay(void)
{
    EXPECT_OK(write_as(&eli, own_mark, &(MarkPicture){ .width = 300, .height = 120, .type = "image/png", .words = "", .bytes = { "PNG", 3 } }));
    thing_id("/mark/", NULL, "of-today", fixture_number("SELECT id FROM own_mark"));
}

static void held_lay(void)
{
    fixture_run("INSERT INTO event (id, course_id, state, places, taken, member_price_pence, other_price_pence, starts_at, ends_at, starts_on, session_count, minutes, format, place,"
                " led_by, created_at, changed_at) SELECT 4, course_id, state, 20, 3, member_price_pence, other_price_pence, starts_at - 2592000, ends_at - 2592000, '2026-11-10', 1, minutes,"
                " format, place, led_by, created_at, changed_at FROM event WHERE id = 1");
    fixture_run("INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id) SELECT 64, 4, 1, starts_at - 2592000, ends_at - 2592000, place_kind, venue_id"
                " FROM session WHERE id = 61");
    fixture_run("INSERT INTO facilitator (event_id, person_id, position) VALUES (4, 106, 1)");
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES (71, 4, 11, 101, 6000, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (81, 71, 4, 102, 11, 'confirmed', 6000, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (82, 71, 4, 115, 13, 'confirmed', 6000, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (83, 71, 4, 111, 11, 'confirmed', 6000, 1790000000)");
    const Mark marks[] = { { HELD_BEN, "present" }, { HELD_OMAR, "present" }, { HELD_KIM, "absent" } };
    EXPECT_OK(write_as(&fay, mark, &(Marking){ HELD, HELD_SESSION, marks, COUNT(marks) }));
    run_jobs();
}

/* ---- files on their way in ---- */

static Error *staged(Ctx *cx, void *import) { return import_staged(cx, ((Import *)import)->id, ((Import *)import)->rows, ((Import *)import)->same); }

static Bytes schools;
Bytes door_register(void) { return schools; }

static Error *settled(Ctx *cx, void *intake) { return intake_settle(cx, intake, NULL); }

/* One without a mistake, so that it can be written. */
static int64_t people_file(const Somebody *by, int64_t organisation)
{
    static const char words[] = "Name,Email,Role,School\r\nSi\xc3\xa2n Bowen,sian@new.example,teacher,900001\r\n";
    Intake intake;
    EXPECT_OK(intake_send(as(by), import_kind("people"), &(IntakeFile){ .name = "staff.csv", .bytes = words, .length = sizeof words - 1, .organisation_id = organisation }, &intake));
    EXPECT_OK(write_as(by, settled, &intake));
    return intake.id;
}

static int64_t register_file(void)
{
    Import import = {0};
    EXPECT_OK(register_stage(as(&dora), &(RegisterFile){ .file_name = "register.csv", .authorities = "", .bytes = schools.bytes, .length = schools.length }, &import));
    EXPECT_OK(write_as(&dora, staged, &import));
    return import.id;
}

/* ---- ways in ---- */

typedef struct { const char *hash, *token; } WaysIn;

static Error *ways_in(Ctx *cx, void *ways)
{
    WaysIn *max_has = ways;
    const char *token;
    TRY(person_set_password(cx, max.id, max_has->hash));
    TRY(link_make(cx, max.id, "sign-in", 3600, &token));
    max_has->token = text(test_cx(), "%s", token);
    return address_ask(cx, &(Person){ .id = max.id, .name = max.name, .email = max.email }, "max@home.example");
}

static Error *another_sign_in(Ctx *cx, void *who)
{
    const char *token;
    return sign_in_begin(cx, ((const Somebody *)who)->id, "another browser", "totp", &token);
}

#define SECRET_OF_BEN "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static Error *app_of_ben(Ctx *cx, void *nothing) { return second_factor_set(cx, ben.id, SECRET_OF_BEN, totp_code(cx, SECRET_OF_BEN, cx->now), recovery_codes_new(cx)); }

static Error *passkey_of_ben(Ctx *cx, void *nothing) { return passkey_add(cx, "Blue key", &(Passkey){ passkey_id(1), "key", -8, 0 }, "spent"); }

/* He has a passkey, and a browser that makes another. */
static void passkey_lay(void)
{
    EXPECT_OK(write_as(&ben, passkey_of_ben, NULL));
    const char *page = visit(&ben, "GET", "/account/passkeys/new", NULL).body, *challenge = strstr(page, "data-challenge=\"") + strlen("data-challenge=\"");
    const PasskeySaid said = passkey_said((Key){ .made = true, .number = 2, .challenge = text_copy(test_cx(), challenge, strcspn(challenge, "\"")) });
    thing_id("/account/passkeys/", NULL, "blue-key-of-ben", fixture_number("SELECT id FROM passkey"));
    thing("no address", NULL, "passkey-client-data", said.client_data);
    thing("no address", NULL, "passkey-data", said.authenticator_data);
}

/* Ben has an app since yesterday, and looks at the page that would set up another. */
static void second_factor_lay(void)
{
    fixture_at("2026-11-23T09:00");
    EXPECT_OK(write_as(&nobody, app_of_ben, NULL));
    fixture_at("2026-11-24T09:03");
    const char *page = visit(&ben, "GET", "/account/second-factor", NULL).body, *shown = strstr(page, "name=\"shown\" value=\"") + strlen("name=\"shown\" value=\"");
    const char *key = strstr(page, "class=\"ly-key\">") + strlen("class=\"ly-key\">");
    Draft secret = { .cx = test_cx() };
    for (; *key != '<'; key++)
        if (*key != ' ') draft_bytes(&secret, key, 1);
    thing("no address", NULL, "shown-to-ben", text_copy(test_cx(), shown, strcspn(shown, "\"")));
    thing("no address", NULL, "code-of-shown", totp_code(test_cx(), draft_text(&secret), fixture_cx()->now));
    passkey_lay();
    thing("no address", NULL, "app-code-of-ben", totp_code(test_cx(), SECRET_OF_BEN, fixture_cx()->now));
}

static Error *offer(Ctx *cx, void *token)
{
    const char *visitor = *(const char **)token;      /* whose browser came back with it */
    IdentityProvider old = { .name = "Old account", .issuer = "http://127.0.0.1:1", .client_id = "lyceum", .tenants = "", .client_secret = "" }, school = old;
    school.name = "School account";
    TRY(provider_save(cx, &old, "a secret"));
    TRY(provider_retire(cx, old.id, true));
    TRY(provider_save(cx, &school, "a secret"));
    TRY(identity_offer(cx, school.id, &(OidcClaims){ school.issuer, "subject-of-ben", "ben@school.example", "Ben" }, "", token));
    TRY(person_who(cx, ben.id, &cx->who));
    TRY(identity_take(cx, *(const char **)token, ""));
    TRY(identity_offer(cx, school.id, &(OidcClaims){ school.issuer, "subject-of-nobody", "somebody@school.example", "Somebody" }, visitor, token));
    *(const char **)token = text(test_cx(), "%s", *(const char **)token);
    return OK;
}

static void identities_lay(void)
{
    const char *token = visitor_of(&ben);
    EXPECT_OK(write_as(&nobody, offer, (void *)&token));
    thing("/sign-in/with/*", NULL, "retired", "old-account");
    thing("/account/identities/*", NULL, "offered", token);
    thing_id("/account/identities/", NULL, "of-ben", fixture_number("SELECT id FROM identity"));
    thing_id("/providers/", NULL, "school-account", fixture_number("SELECT id FROM identity_provider WHERE retired = 0"));
}

static void sign_ins_lay(void)
{
    EXPECT_OK(write_as(&nobody, another_sign_in, (void *)(uintptr_t)&ben));
    thing_id("/account/sign-ins/", NULL, "ben", fixture_number("SELECT max(id) FROM sign_in WHERE person_id = 102"));
    EXPECT_OK(write_as(&nobody, another_sign_in, (void *)(uintptr_t)&max));
    thing_id("/account/sign-ins/", NULL, "max", fixture_number("SELECT max(id) FROM sign_in WHERE person_id = 113"));
}

static Error *feed_of_ben(Ctx *cx, void *id) { return feed_make(cx, "mine", 0, id); }

static void feeds_lay(void)
{
    int64_t id = 0;
    EXPECT_OK(write_as(&ben, feed_of_ben, &id));
    thing_id("/account/feeds/", NULL, "of-ben", id);
    thing("/feeds/*", NULL, "of-ben", strrchr(feed_path(test_cx(), id), '/') + 1);
}

/* ---- money ---- */

/* An invoice of Cedar's and jo's, and what waits of both: of Cedar for a purchase order, too, and to be credited. */
static void bills_lay(void)
{
    terms_by_eli(CEDAR, (TermsDraft){ .way = "" });
    int64_t cedar, credit;
    owed((Owed){ .subject = 9501, .organisation = CEDAR, .pence = 9500 });
    owed((Owed){ .subject = 9502, .organisation = CEDAR, .pence = 4500 });
    cedar = billed(CEDAR);
    EXPECT_OK(credit_by(&dora, cedar, (CreditDraft){ .amounts = (const char *const[]){ "10", "", "", "", "", "" }, .why = "Less of it" }, &credit));
    owed_no_more("place", 9502);
    owed((Owed){ .subject = 9503, .organisation = CEDAR, .pence = 1000 });
    owed((Owed){ .subject = 9504, .person = jo.id, .pence = 2000 });
    fixture_run("INSERT INTO vat_rule (id, supply, class, from_on, treatment, rate_bp, words, made_at) VALUES (97, 'goods', 'partner', '2027-04-01', 'zero', 0, 'Books', 1)");
    fixture_run("INSERT INTO bill_run (id, through_on, to_issue, made_at, made_by, ended_at) VALUES (98, '2026-11-01', 1, 1793000000, 104, 1793000100)");
    thing_id("/invoices/", NULL, "invoice", cedar);
    thing_id("/invoices/", NULL, "credit-note", credit);
    thing_id("/to-bill/organisations/", NULL, "cedar", CEDAR);
    thing_id("/to-bill/people/", NULL, "jo", jo.id);
    thing_id("/to-bill/items/", NULL, "less", fixture_number("SELECT id FROM bill_item WHERE pence < 0"));
    thing_id("/to-bill/runs/", NULL, "october", 98);
    thing_id("/payers/", NULL, "cedar", CEDAR);
    thing_id("/statements/organisations/", NULL, "cedar", CEDAR);
    thing_id("/statements/people/", NULL, "jo", jo.id);
    thing_id("/vat/", NULL, "books", 97);
}

static void money_lay(void)
{
    thing_id("/ledger/accounts/", NULL, "bank", BANK);
    thing_id("/ledger/postings/", NULL, "hire", noted("2026-10-05", BANK, VENUES, "180"));
    fixture_run("INSERT INTO cost_centre (id, code, name, organisation_id) VALUES (801, 'EY30', 'Early years', 15)");
    thing_id("/ledger/centres/", NULL, "early-years", 801);
    thing_id("/budget/", NULL, "early-years", 801);
    fixture_run("INSERT INTO forecast (id, name, from_month, to_month, query, words, made_at, made_by) VALUES (803, 'As it is', '2025-11', '2026-10', 'renewal=90', '90% renew', 1795000000, 104)");
    fixture_run("INSERT INTO forecast_line (forecast_id, position, kind, name, base, low, middle, high) VALUES (803, 1, 'income', 'Grants', 100, 90, 100, 110)");
    thing_id("/forecast/", NULL, "as-it-is", 803);
    thing_id("/budget/", NULL, "own", COST_CENTRE_OWN);
    fixture_run("INSERT INTO event_cost_posted (id, event_id, position, person_id, account_id, cost_centre_id, fund_id, pence, event_on, words, posting_id)"
                " SELECT 802, 4, 1, 0, 32, 1, 1, 18000, '2026-11-10', 'Council Chamber', MIN(id) FROM posting");
    bills_lay();
}

/* A recharge that was made, and one that is with finance; a batch of the ledger that went out. */
static void recharges_lay(void)
{
    fixture_run("INSERT INTO stored_file (id, name, type, length, digest, linked, made_at) VALUES (641, 'RCH-000001.csv', 'text/csv', 0, '', 1, 0), (642, 'LEX-000001.csv', 'text/csv', 0, '', 1, 0)");
    fixture_run("INSERT INTO bill_item (id, kind, subject_id, organisation_id, pence, supply, on_date, words, account_id, cost_centre_id, state, billed_by, billed_id, made_at)"
                " VALUES (643, 'door', 1, 11, 6000, 'training', '2026-11-10', 'Phonics', 22, 1, 'billed', 'recharge', 651, 0), (644, 'door', 2, 11, 9500, 'training', '2026-11-10', 'Phonics', 22, 1, 'billed', 'recharge', 652, 0)");
    fixture_run("INSERT INTO recharge (id, number, through_on, on_date, state, lines, customers, pence, made_at, made_by, file_id, exported_at)"
                " VALUES (651, 1, '2026-11-24', '2026-11-24', 'exported', 1, 1, 6000, 1795500000, 104, 641, 1795500000), (652, 2, '2026-11-24', '2026-11-24', 'made', 1, 1, 9500, 1795500000, 104, NULL, NULL)");
    fixture_run("INSERT INTO recharge_line (recharge_id, position, bill_item_id, organisation_id, customer_name, cost_code, words, on_date, purchase_order, pence, account_id, cost_centre_id)"
                " VALUES (651, 1, 643, 11, 'Alder Grove Primary School', 'SC0411', 'Phonics', '2026-11-10', '', 6000, 22, 1), (652, 1, 644, 11, 'Alder Grove Primary School', 'SC0411', 'Phonics', '2026-11-10', '', 9500, 22, 1)");
    fixture_run("INSERT INTO ledger_export (id, number, after, through, postings, rows, pence, file_id, made_at) VALUES (653, 1, '', '2026-08', 1, 1, 100, 642, 1795500000)");
    thing_id("/recharges/", NULL, "with-finance", 651);
    thing_id("/recharges/", NULL, "made", 652);
    thing_id("/recharges/codes/", NULL, "of-alder", ALDER);
    thing_id("/office/exports/", NULL, "of-august", 653);
    thing("/exports/layouts/*", NULL, "of-recharges", "recharge");
}

static void prices_lay(void)
{
    fixture_run("INSERT INTO waiver (id, organisation_id, percent, starts_on, ends_on, reason, made_at, made_by) VALUES (981, 14, 20, '2026-09-01', '2027-08-31', 'The roof fell in', 1788000000, 104)");
    thing_id("/waivers/", NULL, "of-dove", 981);
    thing_id("/prices/kinds/", NULL, "course", 1);
}

static void laboratory_lay(void)
{
    fixture_run("INSERT INTO price_study (id, name, authority_code, needed_pence, made_at, made_by) VALUES (971, 'Prices for 2027/28', '205', 4120000, 1795000000, 104)");
    fixture_run("INSERT INTO price_rule (id, name, part_year, made_at, made_by) VALUES (972, 'One price', 'months', 1795000000, 104)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, flat_pence) VALUES (972, 1, 125000)");
    fixture_run("INSERT INTO price_study_model (study_id, position, rule_id) VALUES (971, 1, 972)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at, published_at) VALUES (973, 'Package 2027/28', 972, '2027-04-01', '2028-03-31', 'draft', 1795000000, NULL),"
                " (974, 'Package 2026/27', 972, '2026-04-01', '2027-03-31', 'published', 1795000000, 1795000000)");
    fixture_run("INSERT INTO package_item (package_id, kind, amount) VALUES (973, 'places', 40), (974, 'places', 40)");
    thing_id("/packages/", NULL, "draft", 973);
    thing_id("/packages/", NULL, "published", 974);
    thing_id("/laboratory/", NULL, "study", 971);
    thing_id("/laboratory/:id/models/", "study", "model-a", 1);
}

/* Alder Grove subscribes to what is published, and has had a visit. */
static void entitlements_lay(void)
{
    fixture_run("INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, quoted_at, began_at) VALUES (991, 11, 974, 'active', '2026-04-01', '2027-03-31', 125000, 125000, 'One price', 0, 0)");
    fixture_run("INSERT INTO entitlement (id, subscription_id, organisation_id, kind, amount, used, starts_on, ends_on) VALUES (992, 991, 11, 'places', 40, 0, '2026-04-01', '2027-03-31'), (993, 991, 11, 'visits', 2, 1, '2026-04-01', '2027-03-31')");
    fixture_run("INSERT INTO visit (id, organisation_id, on_date, words, noted_at, noted_by) VALUES (994, 11, '2026-11-10', 'Eli Marsh, on assessment', 1795000000, 105)");
    fixture_run("INSERT INTO entitlement_draw (id, entitlement_id, kind, subject_id, units, saved_pence, drawn_at, drawn_by) VALUES (995, 993, 'visit', 994, 1, 0, 1795000000, 105)");
    thing_id("/entitlements/", NULL, "of-alder", ALDER);
    thing_id("/value/", NULL, "of-alder", ALDER);
    thing_id("/visits/", NULL, "of-november", 994);
}

/* Cedar has a package, an offer of the next year's, and an order of another; Alder’s was ordered when it was an academy. */
static void subscriptions_lay(void)
{
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, follows_id, state, made_at, published_at) VALUES (975, 'Package of next year', 972, '2027-04-01', '2028-03-31', 974, 'published', 1795000000, 1795000000),"
                " (976, 'Package of next September', 972, '2027-09-01', '2028-08-31', NULL, 'published', 1795000000, 1795000000)");
    fixture_run("INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, follows_id, quoted_at, ordered_at, began_at) VALUES"
                " (996, 13, 974, 'active', '2026-04-01', '2027-03-31', 0, 125000, 'A gift', NULL, 1790000000, 1790000000, 1790000000), (997, 13, 975, 'quoted', '2027-04-01', '2028-03-31', 125000, 125000, 'One price', 996, 1790000000, NULL, NULL),"
                " (998, 13, 976, 'ordered', '2027-09-01', '2028-08-31', 125000, 125000, 'One price', NULL, 1790000000, 1790000000, NULL)");
    fixture_run("INSERT INTO subscription_basis (subscription_id, phase, sector, roll) VALUES (996, 'secondary', 'academy', 910), (997, 'secondary', 'academy', 910), (998, 'secondary', 'academy', 910), (991, 'primary', 'academy', 240)");
    thing_id("/packages/", NULL, "of-next-year", 975);
    thing_id("/package/", NULL, "offered", 975);
    thing_id("/package/", NULL, "ordered", 976);
    thing_id("/subscriptions/", NULL, "cedars", 996);
    thing_id("/subscriptions/", NULL, "cedars-offer", 997);
    thing_id("/subscriptions/", NULL, "cedars-order", 998);
    thing_id("/subscriptions/", NULL, "alders", 991);
    thing_id("/renewals/", NULL, "next-year", 975);
    thing_id("/renewals/:id/schools/", "next-year", "alder", ALDER);
}

/* One for each step at which something can be done; Cedar and the early years department take part. */
static void rounds_lay(void)
{
    static const struct { const char *name; int64_t id; } rounds[] = { { "proposal", 981 }, { "draft", 982 }, { "interest", 983 }, { "committing", 984 }, { "closed", 985 }, { "allotted", 986 }, { "charged", 987 } };
    fixture_run("INSERT INTO round (id, title, what, unit, units, state, interest_until, commit_until, method, alone_pence, cost_centre_id, fund_id, supplier, specification, proposed_by, proposer_id, made_at) VALUES"
                " (981, 'Microscopes', 'For Year 9.', 'microscope', 'microscopes', 'proposed', NULL, NULL, '', NULL, 1, NULL, '', '', 13, 114, 1795000000),"
                " (982, 'Paper', '', 'box', 'boxes', 'draft', '2026-12-01', '2026-12-18', 'list', 3000, 1, 5, 'Quire', 'White.', NULL, NULL, 1795000000),"
                " (983, 'Glue', '', 'box', 'boxes', 'interest', '2026-12-01', '2026-12-18', 'list', 3000, 1, 5, 'Quire', 'Sticks.', NULL, NULL, 1795000000),"
                " (984, 'Reading books', '', 'class set', 'class sets', 'commitment', '2026-11-01', '2026-12-11', 'quoted', 1600, 1, 5, 'Harbour Books', 'As listed.', NULL, NULL, 1795000000)");
    fixture_run("INSERT INTO round (id, title, unit, units, state, commit_until, method, alone_pence, cost_centre_id, fund_id, supplier, specification, quantity, takers, price_pence, counts_on, cost_pence, made_at, closed_at, ended_at) VALUES"
                " (985, 'Chairs', 'chair', 'chairs', 'closed', '2026-11-01', 'quoted', 1600, 1, 5, 'Joiners', 'Oak.', 3, 1, 1450, NULL, NULL, 1795000000, 1795000000, NULL),"
                " (986, 'Tables', 'table', 'tables', 'allotted', '2026-11-01', 'quoted', 1600, 1, 5, 'Joiners', 'Oak.', 3, 1, 1450, NULL, NULL, 1795000000, 1795000000, NULL),"
                " (987, 'Shelves', 'shelf', 'shelves', 'charged', '2026-11-01', 'quoted', 1600, 1, 5, 'Joiners', 'Oak.', 3, 1, 1450, '2026-11-10', 4350, 1795000000, 1795000000, 1795000000)");
    fixture_run("INSERT INTO round_tier (round_id, from_quantity, pence) SELECT id, 2, 1450 FROM round WHERE id >= 982");
    fixture_run("UPDATE round SET quantity = 3, takers = 1, price_pence = 1450 WHERE id = 984");
    fixture_run("INSERT INTO round_commitment (id, round_id, organisation_id, quantity, alone_pence, alone_why, estimate_pence, person_id, made_at, changed_at, allotted, pence, saved_pence, billed_at)"
                " SELECT 10 * id, id, 13, 3, 1600, 'quoted', 450, 114, 1795000000, 1795000000, CASE WHEN id > 985 THEN 3 END, CASE WHEN id > 985 THEN 4350 END, CASE WHEN id > 986 THEN 450 END, CASE WHEN id > 986 THEN 1795000000 END FROM round WHERE id >= 984");
    fixture_run("INSERT INTO bill_item (id, kind, subject_id, organisation_id, pence, supply, on_date, words, account_id, cost_centre_id, fund_id, state, made_at) VALUES (988, 'round', 9870, 13, 4350, 'goods', '2026-11-10', 'Shelves', 26, 1, 5, 'waiting', 1795000000)");
    fixture_run("INSERT INTO round_question (id, round_id, organisation_id, person_id, words, asked_at) VALUES (989, 984, 13, 114, 'Are they bound?', 1795000000)");
    for (size_t i = 0; i < COUNT(rounds); i++) {
        if (!one_of(rounds[i].name, "draft closed allotted")) thing_id("/buying/", NULL, rounds[i].name, rounds[i].id);
        thing_id("/rounds/", NULL, rounds[i].name, rounds[i].id);
    }
    thing_id("/rounds/:id/commitments/", "charged", "of-cedar", 9870);
    thing_id("/rounds/:id/questions/", "committing", "of-noor", 989);
}

/* ---- everything by name ---- */

static void events_lay(void)
{
    static const struct { const char *name; int64_t event, session; } events[] = {
        { "phonics", PHONICS, PHONICS_SESSION }, { "online", ONLINE, ONLINE_SESSION }, { "draft", DRAFT, DRAFT_SESSION }, { "held", HELD, HELD_SESSION },
    };
    for (size_t i = 0; i < COUNT(events); i++) {
        thing_id("/events/", NULL, events[i].name, events[i].event);
        thing_id("/events/:id/register/", events[i].name, "its-session", events[i].session);
        thing_id("/events/:id/sessions/", events[i].name, "its-session", events[i].session);
        thing_id("/events/:id/facilitators/", events[i].name, "fay", fay.id);
    }
    /* Jo is asked to lead the next one, with what is agreed; Fay has an agreement of the one that was held, and is away. */
    fixture_run("INSERT INTO facilitator (event_id, person_id, position, answer, asked_at, asked_by) VALUES (1, 110, 2, 'asked', 1795500000, 104)");
    fixture_run("INSERT INTO facilitator_agreement (event_id, person_id, words, fee_pence, offered_at, offered_by) VALUES (1, 110, 'Leads a part.', 5000, 1795500000, 104), (4, 106, 'Led it.', 35000, 1789000000, 104)");
    fixture_run("INSERT INTO facilitator_away (id, person_id, from_on, till_on) VALUES (98, 106, '2027-01-04', '2027-01-08')");
    fixture_run("INSERT INTO event_cost (event_id, position, kind, words, pence, added_by, added_at) VALUES (1, 1, 'venue', 'Council Chamber', 18000, 104, 1795500000)");
    thing_id("/facilitating/away/", NULL, "of-fay", 98);
    thing_id("/events/:id/agreements/", "phonics", "jo", jo.id);
    thing_id("/events/:id/agreements/", "held", "fay", fay.id);
    thing_id("/events/:id/costs/", "phonics", "its-room", 1);
    thing_id("/events/:id/register/", "phonics", "session-of-held", HELD_SESSION);
    thing_id("/events/:id/sessions/", "online", "session-of-phonics", PHONICS_SESSION);
    thing_id("/courses/", NULL, "phonics", COURSE_PHONICS);
    thing_id("/courses/", NULL, "online", COURSE_ONLINE);
    thing_id("/courses/", NULL, "draft", COURSE_DRAFT);
    thing_id("/venues/", NULL, "town-hall", TOWN_HALL);
    fixture_run("INSERT INTO copy_run (id, event_id, state, made_by, made_at) VALUES (94, 1, 'done', 104, 1795510800)");
    fixture_run("INSERT INTO event_template (id, name, folded, event_id, made_by, made_at) VALUES (95, 'A morning', 'a morning', 1, 104, 1795510800)");
    fixture_run("INSERT INTO copy_run (id, from_year, state, made_by, made_at) VALUES (96, '2025-09-01', 'planned', 104, 1795510800)");
    fixture_run("INSERT INTO copy_line (id, run_id, event_id, first_on) VALUES (97, 96, 1, '2027-12-09')");
    thing_id("/programme/year/", NULL, "of-2025", 96);
    thing_id("/programme/year/:id/lines/", "of-2025", "phonics", 97);
    thing_id("/events/:id/repeats/", "phonics", "its-repeat", 94);
    thing_id("/events/:id/questions/", "held", "its-question", 741);
    thing_id("/templates/", NULL, "morning", 95);
    fixture_run("INSERT INTO venue_room (id, venue_id, name, places) VALUES (92, 31, 'Council Chamber', 60)");
    fixture_run("INSERT INTO venue_block (id, venue_id, from_at, till_at, why) VALUES (93, 31, 1801612800, 1801699200, 'Elections')");
    thing_id("/venues/:id/rooms/", "town-hall", "chamber", 92);
    thing_id("/venues/:id/blocks/", "town-hall", "elections", 93);
    fixture_run("INSERT INTO school_period (id, kind, name, from_on, till_on) VALUES (91, 'term', 'Autumn term', '2026-09-01', '2026-12-18')");
    thing_id("/office/calendar/", NULL, "autumn", 91);
    fixture_run("INSERT INTO saved_search (id, person_id, slot, name, query, made_at) VALUES (98, 102, 1, 'Phonics', 'q=phonics', 1795500000)");
    thing_id("/account/searches/", NULL, "of-ben", 98);
    thing("/searches/stop/*", NULL, "of-ben", strrchr(saved_search_stop_path(test_cx(), 98), '/') + 1);
    thing_id("/themes/", NULL, "reading", THEME_READING);
    thing_id("/frameworks/", NULL, "standards", 2);
    thing("/check-in/*", NULL, "nobodys-code", "1.61.1.0");
    thing("/events/*", NULL, "phonics.ics", "1.ics");
    thing("/events/*", NULL, "phonics.json", "1.json");
    thing("/events/*", NULL, "draft.ics", "3.ics");
    thing("/events/*", NULL, "draft.json", "3.json");
}

static void members_lay(void)
{
    static const struct { const char *name; int64_t id; } organisations[] = { { "alder", ALDER }, { "beech", BEECH }, { "early-years", EARLY_YEARS } };
    for (size_t i = 0; i < COUNT(organisations); i++) thing_id("/schools/", NULL, organisations[i].name, organisations[i].id);
    thing_id("/schools/:id/memberships/", "alder", "its-membership", ALDER);
    thing_id("/schools/:id/memberships/", "beech", "membership-of-cedar", CEDAR);
    thing_id("/people/", NULL, "ben", ben.id);
    thing_id("/people/", NULL, "omar", omar.id);
    thing_id("/people/:id/posts/new/", NULL, "alder", ALDER);
    thing_id("/posts/", NULL, "post-of-ben", 202);
    thing_id("/posts/", NULL, "post-of-omar", 208);
    thing_id("/office/register/", NULL, "september", register_file());
    thing_id("/people/import/", NULL, "alder-staff", people_file(&dora, ALDER));
    thing_id("/people/import/", NULL, "cedar-staff", people_file(&noor, CEDAR));
    thing_id("/office/imports/", NULL, "office-staff", people_file(&dora, 0));
    thing("/office/imports/*", NULL, "people", "people");
}

/* Ben's evaluation of the event that was held, and the forms that the office has. */
static void evaluations_lay(void)
{
    fixture_run("INSERT INTO evaluation_form (id, kind, name, after_days, open_days) VALUES (3, 'end', 'Short', 0, 7)");
    fixture_run("INSERT INTO evaluation_form_question (form_id, question_id, position) VALUES (3, 9, 1), (3, 1, 2)");
    fixture_run("INSERT INTO evaluation_of_course (course_id, kind, form_id) VALUES (52, 'end', 3)");
    fixture_run("INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at) VALUES (4, 'end', 1, 1790000000, 1800000000)");
    fixture_run("INSERT INTO evaluation_invitation (registration_id, kind, event_id) VALUES (81, 'end', 4)");
    thing("/evaluate/*", NULL, "of-ben", evaluation_token(test_cx(), HELD_BEN, "end"));
    fixture_run("INSERT INTO guest_link (id, event_id, name, made_by, made_at, ends_at) VALUES (91, 4, 'Gita Guest', 106, 1790000000, 1800000000)");
    thing("/results/*", NULL, "of-held", strrchr(guest_link_path(test_cx(), 91), '/') + 1);
    thing_id("/results/links/", "held", "of-gita", 91);
    thing_id("/evaluations/questions/", NULL, "pace", 5);
    thing_id("/evaluations/forms/", NULL, "standard", 1);
    thing_id("/evaluations/forms/", NULL, "short", 3);
    thing_id("/forms/:id/questions/", NULL, "overall", 1);
    thing_id("/forms/:id/courses/", "short", "online", COURSE_ONLINE);
}

static void letters_lay(void)
{
    fixture_run("UPDATE mail SET state = 'doubtful' WHERE id = (SELECT min(id) FROM mail)");
    thing_id("/mail/", NULL, "doubtful", fixture_number("SELECT min(id) FROM mail"));
    thing_id("/mail/", NULL, "queued", fixture_number("SELECT max(id) FROM mail"));
}

static void bookings_lay(void)
{
    fixture_run("INSERT INTO question (id, event_id, position, words, kind, needed) VALUES (741, 4, 1, 'Will you stay for lunch?', 'yes', 0)");
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.kim));      /* max is offered the place: nobody of Beech Lane is on the event yet */
    thing_id("/registrations/", NULL, "kim-missed", HELD_KIM);
    thing_id("/registrations/", NULL, "ben-confirmed", full.ben);
    thing_id("/registrations/", NULL, "max-offered", full.max);
    thing_id("/registrations/", NULL, "lou-waiting", full.lou);
    thing_id("/registrations/", NULL, "kim-cancelled", full.kim);
    thing_id("/registrations/", NULL, "omar-confirmed", booked_as(&noor, ONLINE, CEDAR, &omar));
    fixture_run("INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at) VALUES (861, 83, 4, 11, 'missed', 2000, '£20, for not coming', 1790000000)");
    thing_id("/charges/", NULL, "for-kim", 861);
    thing_id("/bookings/", NULL, "of-ann", fixture_number("SELECT min(id) FROM booking WHERE booked_by = 101 AND id > 71"));
    thing_id("/bookings/", NULL, "of-cara", fixture_number("SELECT min(id) FROM booking WHERE booked_by = 103"));
    thing_id("/records/", NULL, "ben", ben.id);
    thing_id("/records/", NULL, "omar", omar.id);
    thing_id("/certificates/", NULL, "of-ben", fixture_number("SELECT id FROM certificate WHERE person_id = 102"));
    thing_id("/certificates/", NULL, "of-omar", fixture_number("SELECT id FROM certificate WHERE person_id = 115"));
    thing("/verify/*", NULL, "code-of-ben", fixture_text("SELECT code AS text FROM certificate WHERE person_id = 102"));
}

/* ---- materials ---- */

static Error *material(Ctx *cx, void *data)
{
    Material *m = data;
    int64_t count;
    TRY(material_add(cx, m, &m->id));
    return materials_share(cx, m->event_id, &count);
}

static void materials_lay(void)
{
    Material reading = { .event_id = PHONICS, .moment = "before", .name = "Reading", .link = "" }, film = { .event_id = PHONICS, .moment = "before", .name = "A film", .link = "https://films.example/1" };
    EXPECT_OK(stored_file_stage(as(&fay), "reading.pdf", "application/pdf", "pdf", "%PDF-1.7", 8, &reading.file_id));
    EXPECT_OK(write_as(&fay, material, &reading));
    EXPECT_OK(write_as(&fay, material, &film));
    thing_id("/materials/", NULL, "reading-of-phonics", reading.id);
    thing_id("/materials/", NULL, "film-of-phonics", film.id);
}

/* ---- records ---- */

SQL(door_key_add, "INSERT INTO signing_key (id, kid, private_sealed, public_jwk, made_at) VALUES (731, 'K7', $1, $2, 1790000000)");

/* A key takes long to make, so there is one for all the worlds of a program. */
static Error *key(Ctx *cx, void *nothing)
{
    static char private_key[4096], public_key[1024];
    const char *private_jwk, *public_jwk;
    if (!*private_key) {
        TRY(jwt_key_make(cx, "K7", &private_jwk, &public_jwk));
        EXPECT(strlen(private_jwk) < sizeof private_key && strlen(public_jwk) < sizeof public_key);
        memcpy(private_key, private_jwk, strlen(private_jwk) + 1), memcpy(public_key, public_jwk, strlen(public_jwk) + 1);
    }
    return db_run(cx, door_key_add, NULL, STR(seal(cx, "badge signing key", private_key)), STR(public_key));
}

static Error *outside(Ctx *cx, void *learning)
{
    Outside *o = learning;
    return outside_save(cx, o, &o->id);
}

static void records_lay(void)
{
    Outside conference = { .what = "attended", .title = "Reading conference", .provider = "", .held_on = "2026-10-03", .words = "", .minutes = 330 };
    EXPECT_OK(stored_file_stage(as(&ben), "plan.pdf", "application/pdf", "pdf", "%PDF-1.7", 8, &conference.file_id));
    EXPECT_OK(write_as(&ben, outside, &conference));
    fixture_run("INSERT INTO requirement (id, name, name_folded, words, every_months, each_year_from, first_days, remind_days, position) VALUES (701, 'Safeguarding', 'safeguarding', '', 24, 0, 60, 30, 1)");
    fixture_run("INSERT INTO requirement_role (requirement_id, role) VALUES (701, 'teacher'), (701, 'governor')");
    fixture_run("INSERT INTO requirement_met (id, requirement_id, person_id, met_on, how, organisation_id, recorded_at) VALUES (711, 701, 102, '2026-09-02', 'said', 11, 1790000000)");
    fixture_run("INSERT INTO goal (id, person_id, words, made_at) VALUES (723, 102, 'Lead phonics', 1790000000)");
    fixture_run("INSERT INTO skill (id, name, name_folded, position) VALUES (741, 'Finance', 'finance', 1)");
    EXPECT_OK(write_as(&nobody, key, NULL));
    thing("/badges/keys/*", NULL, "K7", "K7");
    thing_id("/badges/courses/", NULL, "phonics", COURSE_PHONICS);
    thing_id("/record/outside/", NULL, "of-ben", conference.id);
    thing_id("/record/evidence/", NULL, "of-ben", conference.id);
    thing_id("/records/:id/evidence/", "ben", "of-ben", conference.id);
    thing_id("/record/goals/", NULL, "of-ben", 723);
    thing_id("/record/", NULL, "ben-at-held", HELD_BEN);
    thing_id("/requirements/", NULL, "safeguarding", 701);
    thing_id("/training/people/", NULL, "ben", ben.id);
    thing_id("/training/met/", NULL, "of-ben", 711);
    thing_id("/schools/:id/training/people/", "alder", "ben", ben.id);
    thing_id("/schools/:id/training/met/", "alder", "of-ben", 711);
}

/* What a department sent to the office, and what the office has sent itself. */
static void reviews_lay(void)
{
    fixture_run("INSERT INTO review (id, course_id, event_id, asked_by, asked_at, said, changes) VALUES (951, 52, 2, 108, 1795000000, 'Places: 20', 'Places'), (952, 51, NULL, 104, 1795000000, '', 'All of it is new')");
    thing_id("/office/reviews/", NULL, "of-hana", 951);
    thing_id("/office/reviews/", NULL, "of-office", 952);
    fixture_run("INSERT INTO review_change (id, course_id, event_id, said, looked, changes, changed_by, changed_at) VALUES (961, 52, 2, 'Places: 20', 'Places: 30', 'Places', 108, 1795000000)");
    thing_id("/office/changes/", NULL, "of-hana", 961);
}

/* One that a school is to decide, and one that the department is whose event it is. */
static void requests_lay(void)
{
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (12, 'all', 1790000000)");
    int64_t of_max = booked_as(&max, ONLINE, BEECH, &max);
    fixture_run("UPDATE event SET rules = 1 WHERE id = 2");
    int64_t of_pat = booked_as(&pat, ONLINE, DOVE, &pat);
    fixture_run("UPDATE event SET rules = 0 WHERE id = 2");
    thing_id("/registrations/", NULL, "max-asks", of_max);
    thing_id("/registrations/", NULL, "pat-asks", of_pat);
    thing_id("/approvals/", NULL, "max-asks", of_max);
    thing_id("/approvals/", NULL, "pat-asks", of_pat);
}

/* What is asked for of the online event's places is drawn next week; those of the event that was held were drawn before it. */
static void ballots_lay(void)
{
    fixture_run("INSERT INTO event_ballot (event_id, closes_at, commitment, seed, asked, drawn_at) VALUES (2, 1796200000, 'c0ffee', 'seed of the online event', 1, NULL), (4, 1790000000, 'c0ffee', 'seed', 1, 1790000060)");
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES (72, 2, 11, 101, 0, 1795000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (84, 72, 2, 111, 11, 'requested', 0, 1795000000)");
    fixture_run("INSERT INTO ballot_entry (registration_id, event_id, wish, asked_at) VALUES (84, 2, 84, 1795000000)");
    fixture_run("INSERT INTO ballot_draw (event_id, drawn_at, log) VALUES (4, 1790000000, 'lyceum ballot 1')");
    thing_id("/registrations/", NULL, "kim-asks", 84);
}

/* ---- payments ---- */

static Error *card_begun(Ctx *cx, void *id)
{
    Document invoice = {0};
    TRY(document_read(cx, *(int64_t *)id, &invoice));
    return card_payment_begin(cx, &invoice, &(CardSaid){ .provider_id = "pay1", .state = "created", .pence = invoice.open_pence, .next_url = "https://pay.example/1" }, "token-of-noor");
}

typedef struct { int64_t payment, invoice, refund, write_off; } Paid;
static Error *asked(Ctx *cx, void *data)
{
    Paid *a = data;
    bool approved;
    TRY(refund_ask(cx, &(RefundDraft){ .from = { .payment_id = a->payment }, .amount = "150", .why = "Paid twice", .account_name = "Cedar", .sort_code = "200000", .account_number = "55779911" }, &a->refund, &approved));
    return write_off_ask(cx, a->invoice, "150", "The school closed", &a->write_off, &approved);
}

static int64_t bank_file(void)
{
    static const char words[] = "Date,Reference,Amount\r\n20/11/2026,INV-000001,95.00\r\n";
    Intake intake;
    EXPECT_OK(intake_send(as(&rex), import_kind("bank"), &(IntakeFile){ .name = "statement.csv", .bytes = words, .length = sizeof words - 1 }, &intake));
    EXPECT_OK(write_as(&rex, settled, &intake));
    return intake.id;
}

static void payments_lay(void)
{
    Paid all = { .invoice = invoiced(CEDAR, 30000) };
    EXPECT_OK(write_as(&noor, card_begun, &all.invoice));
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "250", .keep = true }, &all.payment));
    EXPECT_OK(write_as(&rex, asked, &all));
    int64_t other = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "5" }, &other));
    fixture_run("INSERT INTO refund_list (id, made_at, made_by) VALUES (891, 1790000000, 117)");
    fixture_run(text(test_cx(), "INSERT INTO refund (id, payment_id, pence, why, way, account_name, account, state, list_id, asked_at, asked_by, decided_at, decided_by) VALUES (892, %ld, 1, 'One', 'bank', 'X', '', 'declined', 891, 1790000000, 117, 1790000000, 105)", (long)all.payment));
    fixture_run("INSERT INTO overdue_hold (id, organisation_id, why, made_at, made_by) VALUES (881, 14, 'A question', 1790000000, 104)");
    fixture_run("INSERT INTO bank_line (id, intake_id, on_date, pence, reference, name, bank_reference, details, account, came_back, digest, occurrence, state, made_at)"
                " VALUES (871, 1, '2026-11-20', 9500, 'INV-000001', 'Cedar Park', '', '', '', 0, 'd1', 1, 'waiting', 1790000000), (872, 1, '2026-11-20', -25000, 'Returned', '', '', '', '', 1, 'd2', 1, 'waiting', 1790000000)");
    thing_id("/invoices/", NULL, "to-pay", all.invoice);
    thing_id("/office/payments/", NULL, "of-cedar", all.payment);
    thing_id("/office/payments/allocations/", NULL, "of-nothing", fixture_number("SELECT id FROM allocation"));
    thing_id("/office/bank/", NULL, "came", 871);
    thing_id("/office/bank/", NULL, "went", 872);
    thing_id("/office/refunds/", NULL, "asked", all.refund);
    thing_id("/office/refunds/lists/", NULL, "of-rex", fixture_number("SELECT id FROM refund_list"));
    thing_id("/office/write-offs/", NULL, "asked", all.write_off);
    thing_id("/office/overdue/holds/", NULL, "of-dove", 881);
    thing("/card/back/*", NULL, "token-of-noor", "token-of-noor");
    thing_id("/office/bank/import/", NULL, "statement-of-rex", bank_file());
}

void doors_lay(void)
{
    WaysIn max_has;
    thing_count = 0;
    rex_lay();
    schools = data_file("register-september.csv");
    for (size_t i = 0; i < door_role_count; i++) (void)csrf_of(door_roles[i].who);      /* everybody is signed in */
    held_lay();
    mark_lay();
    bookings_lay();
    requests_lay();
    materials_lay();
    reviews_lay();
    ballots_lay();
    laboratory_lay();
    entitlements_lay();
    subscriptions_lay();
    prices_lay();
    rounds_lay();
    recharges_lay();
    fixture_run("INSERT INTO event_minimum (event_id, people, decide_on) VALUES (1, 2, '2026-12-01')");
    fixture_run("INSERT INTO go_ahead (event_id, decide_on, asked_on) VALUES (1, '2026-12-01', '2026-12-01')");
    letters_lay();
    evaluations_lay();
    events_lay();
    members_lay();
    records_lay();
    payments_lay();
    money_lay();
    sign_ins_lay();
    second_factor_lay();
    feeds_lay();
    identities_lay();
    EXPECT_OK(password_hash(test_cx(), "three unlikely words together", &max_has.hash));
    EXPECT_OK(write_as(&nobody, ways_in, &max_has));
    thing("/sign-in/link/*", NULL, "link-of-max", max_has.token);
    const char *letter = strstr(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'address-confirm'"), "/sign-in/address/") + strlen("/sign-in/address/");
    thing("/sign-in/address/*", NULL, "address-of-max", text_copy(test_cx(), letter, strcspn(letter, "\"")));
    (void)fixture_cx();      /* nobody reads an old moment of the store from here on */
}
