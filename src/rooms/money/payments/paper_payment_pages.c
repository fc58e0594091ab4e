/* What a document's page says of payments: what settled it, who was reminded of it, and what can be done with what is open. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/allocation.h"
#include "rooms/money/payments/card_payment.h"
#include "rooms/money/payments/overdue.h"
#include "rooms/money/payments/payment.h"
#include "rooms/money/payments/payment_pages.h"
#include "rooms/money/payments/refund.h"
#include "rooms/money/payments/write_off.h"

static void row(Out *out, const char *what, const char *href, const char *on, const char *sub, int64_t pence)
{
    html(out, "<tr><th scope=\"row\"><span>");
    if (href) html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", href, what);
    else html(out, "%s", what);
    if (*sub) html(out, "<span class=\"ly-sub\">%s</span>", sub);
    html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", date_words(out->cx, on), money_table(out->cx, pence));
}

static void letters_row(Out *out, const OverdueLetter *letters_sent, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (same(letters_sent[i].state, "sent")) html(out, "<p class=\"ly-small\">%s letter about it sent on %s.</p>", letters_sent[i].step == 1 ? "First" : "Second", date_words(out->cx, date_of(out->cx, letters_sent[i].decided_at)));
}

/* Set off against which, of either side. */
typedef struct { int64_t id, pence; const char *name, *on_date; } SetOff;
SQL(paper_set_offs,
    "SELECT d.id, o.pence, d.name, o.on_date FROM document_set_off o JOIN document d ON d.id = CASE WHEN o.invoice_id = $1 THEN o.credit_id ELSE o.invoice_id END WHERE o.invoice_id = $1 OR o.credit_id = $1 ORDER BY o.id DESC LIMIT 200");

static void acts(Out *out, const Document *d)
{
    Ctx *cx = out->cx;
    if (!d->open_pence || !may(cx, KEEP_LEDGER)) return;
    html(out, "<p class=\"ly-row\">");
    if (same(d->kind, "invoice")) {
        ly_small_button(out, "Record a payment", text(cx, "/office/payments/new?invoice=%ld", (long)d->id), false);
        ly_small_button(out, "Give it up", text(cx, "/office/invoices/%ld/give-up", (long)d->id), false);
    } else ly_small_button(out, "Pay it back", text(cx, "/office/invoices/%ld/refund", (long)d->id), false);
    html(out, "</p>");
}

Error *paper_payments(Out *out, const Document *d, bool office)
{
    static const Column columns[] = { COLUMN(SetOff, id), COLUMN(SetOff, pence), COLUMN(SetOff, name), COLUMN(SetOff, on_date) };
    Ctx *cx = out->cx;
    Allocation *paid;
    WriteOff *offs;
    Refund *refunds;
    SetOff *set;
    OverdueLetter *reminded;
    size_t n, off_count, refund_count, set_count, letter_count, rows;
    if (same(d->kind, "quote")) return OK;
    TRY(allocations_of_document(cx, d->id, &paid, &n));
    TRY(write_offs_of(cx, d->id, &offs, &off_count));
    TRY(refunds_of(cx, &(OnAccount){ .credit_id = d->id }, &refunds, &refund_count));
    TRY(db_list(cx, paper_set_offs, columns, &set, &set_count, INT(d->id)));
    TRY(overdue_letters_of(cx, d->id, &reminded, &letter_count));
    rows = n + set_count;
    for (size_t i = 0; i < off_count; i++) rows += same(offs[i].state, "approved");
    for (size_t i = 0; i < refund_count; i++) rows += one_of(refunds[i].state, "approved sent");
    if (!rows && !(office && d->open_pence && may(cx, KEEP_LEDGER))) return OK;
    ly_panel_begin(out, (LyPanel){ .title = same(d->kind, "invoice") ? "Payments" : "What became of it" });
    if (rows) ly_table_begin(out, (LyTable){ .caption = "What settled it", .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Date" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++) row(out, payment_way_words(paid[i].way), office ? text(cx, "/office/payments/%ld", (long)paid[i].payment_id) : NULL, paid[i].on_date, "", paid[i].pence);
    for (size_t i = 0; i < set_count; i++) row(out, text(cx, "Set off: %s", set[i].name), text(cx, "%s/%ld", office ? "/office/invoices" : "/invoices", (long)set[i].id), set[i].on_date, "", set[i].pence);
    for (size_t i = 0; i < off_count; i++)
        if (same(offs[i].state, "approved")) row(out, "Given up", office ? "/office/refunds" : NULL, date_of(cx, offs[i].decided_at), office ? offs[i].why : "", offs[i].pence);
    for (size_t i = 0; i < refund_count; i++)
        if (one_of(refunds[i].state, "approved sent")) row(out, "Paid back", office ? text(cx, "/office/refunds/%ld", (long)refunds[i].id) : NULL, date_of(cx, refunds[i].decided_at), refunds[i].why, refunds[i].pence);
    if (rows) ly_table_end(out);
    else html(out, "<p>Nothing came for it yet.</p>");
    if (office) letters_row(out, reminded, letter_count), acts(out, d);
    ly_panel_end(out);
    return OK;
}

Error *paper_card(Out *out, const Document *d)
{
    Ctx *cx = out->cx;
    const CardProvider *provider;
    CardAccess access;
    if (!same(d->kind, "invoice") || !d->open_pence) return OK;
    TRY(card_access(cx, false, &provider, &access));
    if (provider && d->open_pence <= provider->pence_most) ly_small_button(out, text(cx, "Pay %s by card", money_table(cx, d->open_pence)), text(cx, "/invoices/%ld/pay", (long)d->id), true);
    return OK;
}
