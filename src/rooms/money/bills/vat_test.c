/* VAT by supply, customer and day; and how a customer is billed until somebody says otherwise. */
#include "rooms/money/bills/vat.h"

#include "platform/base/text.h"
#include "tests/fixture_bills.h"

static const char *treated(const char *supply, const char *class, const char *on)
{
    VatRule rule = {0};
    Ctx *cx = as(&ivo);
    EXPECT_OK(vat_rule_on(cx, supply, class, on, &rule));
    return text(test_cx(), "%s", vat_words(cx, rule.treatment, rule.rate_bp));
}

static Error *add_act(Ctx *cx, void *draft)
{
    int64_t id;
    return vat_rule_add(cx, draft, &id);
}
static Error *drop_act(Ctx *cx, void *id) { return vat_rule_drop(cx, *(int64_t *)id); }
static Error *rule_by(const Somebody *who, VatDraft draft) { return write_as(who, add_act, &draft); }

TEST("training is exempt, goods are taxed, and what a school buys of its own authority is outside the scope, until finance says otherwise")
{
    EXPECT_SAME(treated("training", "academy", "2026-11-24"), "exempt");
    EXPECT_SAME(treated("charge", "neighbour", "2026-11-24"), "exempt");
    EXPECT_SAME(treated("goods", "academy", "2026-11-24"), "20%");
    EXPECT_SAME(treated("hire", "person", "2026-11-24"), "20%");
    EXPECT_SAME(treated("goods", "maintained", "2026-11-24"), "outside");
    EXPECT_SAME(treated("subscription", "department", "2026-11-24"), "outside");
}

TEST("a rule of a class comes before everybody's, the latest of them holds, and none before its own day")
{
    rex_lay();
    EXPECT_OK(rule_by(&rex, (VatDraft){ "goods", "", "2027-04-01", "standard", "17.5%", "Goods, at the new rate" }));
    EXPECT_OK(rule_by(&rex, (VatDraft){ "training", "independent", "2026-12-01", "standard", "20", "Training of independent schools" }));
    EXPECT_OK(rule_by(&rex, (VatDraft){ "training", "", "2027-01-01", "zero", "", "Training" }));
    EXPECT_SAME(treated("goods", "academy", "2027-03-31"), "20%");
    EXPECT_SAME(treated("goods", "academy", "2027-04-01"), "17.5%");
    EXPECT_SAME(treated("training", "independent", "2026-11-30"), "exempt");
    EXPECT_SAME(treated("training", "independent", "2027-06-01"), "20%");      /* its own, though everybody's is later */
    EXPECT_SAME(treated("training", "academy", "2027-06-01"), "0%");
}

TEST("a rule says all that is wrong with it, is there once for a day, and is only finance's")
{
    static const char *const rates[] = { "0", "-20", "101", "20,5", "£20", "1e1", "ten", "" };
    rex_lay();
    for (size_t i = 0; i < COUNT(rates); i++) EXPECT_REFUSED(rule_by(&rex, (VatDraft){ "goods", "", "2027-04-01", "standard", rates[i], "Goods" }), INVALID, "Enter the rate in percent");
    Error *errors = rule_by(&rex, (VatDraft){ "cake", "nobody", "2027-02-30", "sometimes", "", " " });
    EXPECT_REFUSED(errors, INVALID, "Choose what is supplied");
    EXPECT(errors->next && errors->next->next && errors->next->next->next && errors->next->next->next->next);
    EXPECT_OK(rule_by(&rex, (VatDraft){ "goods", "", "2027-04-01", "zero", "", "Goods" }));
    EXPECT_REFUSED(rule_by(&rex, (VatDraft){ "goods", "", "2027-04-01", "exempt", "", "Goods" }), INVALID, "There is a rule for this from that day already");
    EXPECT_REFUSED(rule_by(&dora, (VatDraft){ "goods", "", "2027-05-01", "zero", "", "Goods" }), FORBIDDEN, "");
}

TEST("a rule that does not hold yet is taken back; one that holds stays")
{
    rex_lay();
    EXPECT_OK(rule_by(&rex, (VatDraft){ "goods", "", "2027-04-01", "zero", "", "Goods" }));
    int64_t later = fixture_number("SELECT id FROM vat_rule WHERE from_on = '2027-04-01'"), now = 4, none = 5000;
    EXPECT_OK(write_as(&rex, drop_act, &later));
    EXPECT_REFUSED(write_as(&rex, drop_act, &now), CONFLICT, "holds already");
    EXPECT_REFUSED(write_as(&rex, drop_act, &none), MISSING, "");
}

TEST("VAT is reckoned to the penny, halves up, below 0 as above")
{
    EXPECT_EQUAL(vat_of(2500, 2000), 500);
    EXPECT_EQUAL(vat_of(3, 2000), 1);
    EXPECT_EQUAL(vat_of(2, 2000), 0);
    EXPECT_EQUAL(vat_of(-3, 2000), -1);
    EXPECT_EQUAL(vat_of(100, 1750), 18);
    EXPECT_EQUAL(vat_of(100000000, 0), 0);
}

static Payer payer_of(int64_t organisation_id, int64_t person_id)
{
    Payer payer = {0};
    EXPECT_OK(payer_read(as(&ivo), organisation_id, person_id, &payer));
    return payer;
}

TEST("maintained schools of the authority and its departments are billed by recharge, everybody else by invoice within 30 days")
{
    EXPECT_SAME(payer_of(ALDER, 0).way, "recharge");
    EXPECT_SAME(payer_of(ALDER, 0).class, "maintained");
    EXPECT_SAME(payer_of(EARLY_YEARS, 0).way, "recharge");
    EXPECT_SAME(payer_of(CEDAR, 0).way, "invoice");
    EXPECT_SAME(payer_of(CEDAR, 0).class, "academy");      /* a member: VAT does not ask */
    EXPECT_SAME(payer_of(DOVE, 0).class, "neighbour");
    EXPECT_SAME(payer_of(DOVE, 0).way, "invoice");
    EXPECT_SAME(payer_of(0, jo.id).class, "person");
    EXPECT_EQUAL(payer_of(DOVE, 0).pay_days, 30);
    EXPECT_SAME(payer_of(CEDAR, 0).email, "noor@cedar.example");
}

static Error *ours_act(Ctx *cx, void *draft) { return payer_terms_ours(cx, draft); }

TEST("the office says how a school is billed; the school says where its bills go, and leaves the rest as it is")
{
    terms_by_eli(CEDAR, (TermsDraft){ .way = "recharge", .cost_code = "E-1190", .pay_days = "14" });
    EXPECT_OK(write_as(&noor, ours_act, &(TermsDraft){ .way = "invoice", .cost_code = "mine", .address = "Finance\nCedar Park", .email = "finance@cedar.example", .pay_days = "120", .order_required = true }));
    Payer cedar = payer_of(CEDAR, 0);
    EXPECT_SAME(cedar.way, "recharge");
    EXPECT_SAME(cedar.cost_code, "E-1190");
    EXPECT_EQUAL(cedar.pay_days, 14);
    EXPECT_EQUAL(cedar.order_required, 1);
    EXPECT_SAME(cedar.email, "finance@cedar.example");
    EXPECT_SAME(cedar.address, "Finance\nCedar Park");
    EXPECT_REFUSED(write_as(&noor, ours_act, &(TermsDraft){ .way = "", .cost_code = "", .address = "", .email = "not an address" }), INVALID, "Enter an email address");
    EXPECT_REFUSED(write_as(&ann, ours_act, &(TermsDraft){ .address = "", .email = "" }), FORBIDDEN, "");
}
