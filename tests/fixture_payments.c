#include "tests/fixture_payments.h"

int64_t invoiced(int64_t organisation_id, int64_t pence)
{
    static int64_t subject = 7000;
    if (!fixture_number("SELECT COUNT(*) FROM person WHERE id = 117")) rex_lay();
    subject++;
    owed((Owed){ .subject = subject, .organisation = organisation_id, .pence = pence });
    return billed(organisation_id);
}

static Error *open_act(Ctx *cx, void *data)
{
    Document *d = data;
    return document_read(cx, d->id, d);
}

int64_t open_of(int64_t document_id)
{
    Document d = { .id = document_id };
    EXPECT_OK(open_act(as(&nobody), &d));
    return d.open_pence;
}

typedef struct { PaymentDraft draft; int64_t id, document; const char *amount, *on, *why; } Paying;
static Error *pay_act(Ctx *cx, void *p)      { return payment_record(cx, &((Paying *)p)->draft, &((Paying *)p)->id); }
static Error *allocate_act(Ctx *cx, void *p) { return allocate(cx, ((Paying *)p)->id, ((Paying *)p)->document, ((Paying *)p)->amount); }
static Error *lift_act(Ctx *cx, void *id)    { return allocation_lift(cx, *(int64_t *)id); }
static Error *reverse_act(Ctx *cx, void *p)  { return payment_reverse(cx, ((Paying *)p)->id, ((Paying *)p)->on, ((Paying *)p)->why, false); }

Error *pay_by(const Somebody *who, PaymentDraft draft, int64_t *id)
{
    Paying paying = { .draft = draft };
    if (!draft.way) paying.draft.way = "bank";
    if (!draft.on) paying.draft.on = "2026-11-20";
    if (!draft.reference) paying.draft.reference = "";
    Error *error = write_as(who, pay_act, &paying);
    if (id) *id = paying.id;
    return error;
}

Error *pay_by_rex(PaymentDraft draft, int64_t *id) { return pay_by(&rex, draft, id); }
Error *allocate_by_rex(int64_t payment_id, int64_t document_id, const char *amount) { return write_as(&rex, allocate_act, &(Paying){ .id = payment_id, .document = document_id, .amount = amount }); }
Error *lift_by_rex(int64_t allocation_id) { return write_as(&rex, lift_act, &allocation_id); }
Error *reverse_payment_by_rex(int64_t payment_id, const char *on, const char *why) { return write_as(&rex, reverse_act, &(Paying){ .id = payment_id, .on = on, .why = why }); }
