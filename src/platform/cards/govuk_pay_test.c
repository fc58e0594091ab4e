/* GOV.UK Pay, asked as its interface is published: what was begun, how it ended, and what is believed when the answer is odd or does not come. */
#include "platform/base/text.h"
#include "platform/cards/card_provider.h"
#include "tests/fixture_cards.h"

static CardAccess access_good(void) { return (CardAccess){ card_server_url(), card_server_key }; }

static Error *begin_one(CardSaid *said)
{
    const CardAccess access = access_good();
    return govuk_pay.create(test_cx(), &access, &(CardAsk){ 6050, "INV-000012", "Phonics & more", "https://learning.example/card/back/1" }, said);
}

static void find_it(const char *id, CardSaid *said)
{
    const CardAccess access = access_good();
    EXPECT_OK(govuk_pay.find(test_cx(), &access, id, said));
}

TEST("a payment is begun with its sum and reference, is under way until somebody pays, and then is paid")
{
    CardSaid said, now;
    card_server_begin("good");
    EXPECT_OK(begin_one(&said));
    EXPECT_EQUAL(said.pence, 6050);
    EXPECT_SAME(said.reference, "INV-000012");
    EXPECT_EQUAL(said.outcome, CARD_UNDER_WAY);
    find_it(said.provider_id, &now);
    EXPECT_EQUAL(now.outcome, CARD_UNDER_WAY);
    card_server_visit(said.next_url, "pay");
    find_it(said.provider_id, &now);
    EXPECT_EQUAL(now.outcome, CARD_PAID);
    EXPECT_EQUAL(now.pence, 6050);
    EXPECT_SAME(now.next_url, "");
}

TEST("a payment that was given up is not paid")
{
    CardSaid said, now;
    card_server_begin("good");
    EXPECT_OK(begin_one(&said));
    card_server_visit(said.next_url, "cancel");
    find_it(said.provider_id, &now);
    EXPECT_EQUAL(now.outcome, CARD_NOT_PAID);
    EXPECT_SAME(now.state, "failed");
}

TEST("away, or with an answer that cannot be read or is about another sum, nobody knows; a clear no is a no")
{
    CardSaid said;
    card_server_begin("away");
    EXPECT_REFUSED(begin_one(&said), UNAVAILABLE, "");
    card_server_mode("broken");
    EXPECT_REFUSED(begin_one(&said), UNAVAILABLE, "");
    card_server_mode("lost");
    EXPECT_REFUSED(begin_one(&said), UNAVAILABLE, "");
    card_server_mode("other-sum");
    EXPECT_REFUSED(begin_one(&said), UNAVAILABLE, "");
    card_server_mode("refuse");
    EXPECT_REFUSED(begin_one(&said), CONFLICT, "said no");
    card_server_mode("good");
    const CardAccess wrong = { card_server_url(), "api_test_another" };
    EXPECT_REFUSED(govuk_pay.find(test_cx(), &wrong, "pay1", &said), CONFLICT, "401 P0900");
    EXPECT_REFUSED(govuk_pay.find(test_cx(), &wrong, "../refunds", &said), BROKEN, "");
    const CardAccess nowhere = { "http://127.0.0.1:1", card_server_key }, open = { "http://pay.example", card_server_key };
    EXPECT_REFUSED(govuk_pay.find(test_cx(), &nowhere, "pay1", &said), UNAVAILABLE, "");
    EXPECT_REFUSED(govuk_pay.find(test_cx(), &open, "pay1", &said), UNAVAILABLE, "");
}

TEST("money is paid back once: asked again with what was left before, they say no")
{
    CardSaid said, now;
    card_server_begin("good");
    const CardAccess access = access_good();
    EXPECT_OK(begin_one(&said));
    card_server_visit(said.next_url, "pay");
    EXPECT_OK(govuk_pay.refund(test_cx(), &access, said.provider_id, 1000, 6050));
    EXPECT_REFUSED(govuk_pay.refund(test_cx(), &access, said.provider_id, 1000, 6050), CONFLICT, "412 P0604");
    find_it(said.provider_id, &now);
    EXPECT_EQUAL(now.refunded_pence, 1000);
    card_server_mode("lost");
    EXPECT_REFUSED(govuk_pay.refund(test_cx(), &access, said.provider_id, 1000, 5050), UNAVAILABLE, "");
    card_server_mode("good");
    find_it(said.provider_id, &now);
    EXPECT_EQUAL(now.refunded_pence, 2000);
}
