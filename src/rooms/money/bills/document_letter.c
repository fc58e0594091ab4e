#include "rooms/money/bills/document_letter.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/mail/mail.h"

Error *letter_document(Ctx *cx, int64_t id)
{
    Document d = {0};
    Payer payer = {0};
    TRY(document_read(cx, id, &d));
    TRY(payer_read(cx, d.organisation_id, d.person_id, &payer));
    if (!email_valid(payer.email)) return OK;
    const char *link = text(cx, "%s/invoices/%ld", cx->partnership->url, (long)id), *sum = money_table(cx, d.total_pence);
    if (same(d.kind, "credit note"))
        return mail_queue(cx, &(Mail){ .letter = "credit-note", .unhurried = true, .person_id = d.person_id, .to_name = payer.name, .to_email = payer.email,
                                       MAIL_VALUES({ "customer", d.customer_name }, { "number", d.name }, { "invoice", d.credits_name }, { "sum", sum }, { "why", d.words },
                                                   { "open", d.open_pence ? text(cx, "%s of it was paid already: we set it off against your next invoice, or pay it back when you ask", money_table(cx, d.open_pence)) : "" },
                                                   { "link", link }) });
    return mail_queue(cx, &(Mail){ .letter = "invoice", .unhurried = true, .person_id = d.person_id, .to_name = payer.name, .to_email = payer.email,
                                   MAIL_VALUES({ "customer", d.customer_name }, { "number", d.name }, { "sum", sum }, { "due", date_words(cx, d.due_on) }, { "order", d.purchase_order }, { "link", link }) });
}
