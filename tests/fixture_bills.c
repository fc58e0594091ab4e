#include "tests/fixture_bills.h"

#include "platform/base/text.h"

static Error *owe_act(Ctx *cx, void *data)
{
    const Owed *o = data;
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = o->kind ? o->kind : "place", .subject_id = o->subject, .organisation_id = o->organisation, .person_id = o->person, .pence = o->pence,
                                          .supply = o->supply ? o->supply : "training", .on = o->on ? o->on : "2026-11-10", .words = text(cx, "Phonics in Year 1, number %ld", (long)o->subject),
                                          .purchase_order = o->order, .account_id = o->account ? o->account : ACCOUNT_PLACES, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}

int64_t owed(Owed owed)
{
    EXPECT_OK(write_as(&dora, owe_act, &owed));
    return fixture_number(text(test_cx(), "SELECT id FROM bill_item WHERE subject_id = %ld AND reverses IS NULL", (long)owed.subject));
}

typedef struct { const char *kind; int64_t subject; } Lifted;
static Error *lift_act(Ctx *cx, void *lifted) { return bill_item_lift(cx, ((Lifted *)lifted)->kind, ((Lifted *)lifted)->subject, "The event was cancelled"); }
void owed_no_more(const char *kind, int64_t subject) { EXPECT_OK(write_as(&dora, lift_act, &(Lifted){ kind, subject })); }

typedef struct { int64_t organisation; Issued *issued; } Billing;
static Error *bill_act(Ctx *cx, void *billing) { return bills_issue(cx, ((Billing *)billing)->organisation, 0, "", ((Billing *)billing)->issued); }
Error *bill_by(const Somebody *who, int64_t organisation_id, Issued *issued) { return write_as(who, bill_act, &(Billing){ organisation_id, issued }); }

int64_t billed(int64_t organisation_id)
{
    Issued issued = {0};
    EXPECT_OK(bill_by(&dora, organisation_id, &issued));
    return issued.last_id;
}

typedef struct { int64_t invoice, *id; CreditDraft draft; } Crediting;
static Error *credit_act(Ctx *cx, void *crediting) { return credit_note_issue(cx, ((Crediting *)crediting)->invoice, &((Crediting *)crediting)->draft, ((Crediting *)crediting)->id); }

Error *credit_by(const Somebody *who, int64_t invoice_id, CreditDraft draft, int64_t *id)
{
    int64_t made = 0;
    Error *error = write_as(who, credit_act, &(Crediting){ invoice_id, &made, draft });
    if (id) *id = made;
    return error;
}

typedef struct { int64_t organisation; TermsDraft draft; } Terms;
static Error *terms_act(Ctx *cx, void *terms) { return payer_terms_set(cx, ((Terms *)terms)->organisation, &((Terms *)terms)->draft); }

void terms_by_eli(int64_t organisation_id, TermsDraft d)
{
    Terms terms = { organisation_id, { d.way ? d.way : "", d.cost_code ? d.cost_code : "", d.address ? d.address : "", d.email ? d.email : "", d.pay_days ? d.pay_days : "30", d.order_required } };
    EXPECT_OK(write_as(&eli, terms_act, &terms));
}

const char *document_path(const char *before, int64_t id, const char *after) { return text(test_cx(), "%s%ld%s", before, (long)id, after); }
