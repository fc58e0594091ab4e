/* A document as a page: the original that everybody can read, beside its PDF. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/document_pages.h"

#include <string.h>

Error *paper_find(Ctx *cx, int64_t id, Paper *paper)
{
    TRY(document_find(cx, id, &paper->document));
    TRY(document_lines(cx, id, &paper->lines, &paper->line_count));
    TRY(document_vats(cx, id, &paper->vats, &paper->vat_count));
    return document_credits(cx, id, &paper->credits, &paper->credit_count);
}

void document_state_put(Out *out, const Document *d, bool tiny)
{
    static const struct { const char *state, *words; LyMeaning meaning; } states[] = {
        { "open", "To pay", LY_INFO }, { "overdue", "Overdue", LY_BAD }, { "paid", "Paid", LY_GOOD }, { "credited", "Credited", LY_QUIET }, { "set off", "Set off", LY_QUIET }, { "quote", "Quote", LY_QUIET },
    };
    const char *state = document_state(out->cx, d);
    for (size_t i = 0; i < COUNT(states); i++) {
        if (!same(states[i].state, state)) continue;
        const char *words = same(d->kind, "credit note") && d->open_pence ? "To your credit" : states[i].words;
        if (tiny) ly_status_tiny(out, states[i].meaning, words);
        else ly_status(out, states[i].meaning, words);
    }
}

const char *days_words(Ctx *cx, const char *first, const char *last)
{
    const char *to = date_words(cx, last), *from = date_words(cx, first);
    if (same(first, last)) return to;
    if (!strncmp(first, last, strlen("2026-11"))) return text(cx, "%.*s to %s", (int)strcspn(from, " "), from, to);
    return strncmp(first, last, strlen("2026")) ? text(cx, "%s to %s", from, to) : text(cx, "%.*s to %s", (int)(strlen(from) - strlen(" 2026")), from, to);
}

const char *document_supplied_words(Ctx *cx, const DocumentLine *lines, size_t count)
{
    const char *first = lines[0].on_date, *last = lines[0].on_date;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(lines[i].on_date, first) < 0) first = lines[i].on_date;
        if (strcmp(lines[i].on_date, last) > 0) last = lines[i].on_date;
    }
    return days_words(cx, first, last);
}

static void lines_show(Out *out, const Paper *paper)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = same(paper->document.kind, "credit note") ? "What is taken off" : same(paper->document.kind, "quote") ? "What is offered" : "What is charged", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Lines", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Description" }, { .text = "Date" }, { .text = "VAT" }, { .text = "Net", .number = true }) });
    for (size_t i = 0; i < paper->line_count; i++) {
        const DocumentLine *l = &paper->lines[i];
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"VAT\">%s</td><td class=\"ly-num\" data-label=\"Net\">%s</td></tr>\n", l->words, date_words(cx, l->on_date),
             vat_words(cx, l->treatment, l->rate_bp), money_table(cx, l->pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void sums_show(Out *out, const Paper *paper)
{
    Ctx *cx = out->cx;
    const Document *d = &paper->document;
    ly_panel_begin(out, (LyPanel){ .title = "Sums" });
    ly_sum_begin(out);
    for (size_t i = 0; i < paper->vat_count; i++) ly_sum_row(out, vat_total_words(cx, paper->vats[i].treatment, paper->vats[i].rate_bp), money_table(cx, paper->vats[i].taxable_pence), false);
    for (size_t i = 0; i < paper->vat_count; i++)
        if (paper->vats[i].rate_bp) ly_sum_row(out, text(cx, "VAT at %s", vat_words(cx, paper->vats[i].treatment, paper->vats[i].rate_bp)), money_table(cx, paper->vats[i].vat_pence), false);
    ly_sum_row(out, same(d->kind, "credit note") ? "Taken off" : "Total", money_table(cx, d->total_pence), true);
    if (!same(d->kind, "quote") && d->open_pence != d->total_pence) {
        ly_sum_row(out, same(d->kind, "credit note") ? "Set off already" : "Paid or taken off already", money_table(cx, d->total_pence - d->open_pence), false);
        ly_sum_row(out, same(d->kind, "credit note") ? "Still to your credit" : "Still to pay", money_table(cx, d->open_pence), true);
    }
    ly_sum_end(out);
    for (size_t i = 0; i < paper->vat_count; i++) html(out, "<p class=\"ly-small ly-quiet\">%s: %s.</p>", vat_total_words(cx, paper->vats[i].treatment, paper->vats[i].rate_bp), paper->vats[i].words);
    ly_panel_end(out);
}

static void lines_put(Out *out, const char *lines)
{
    for (const char *at = lines; *at; at += strcspn(at, "\n"), at += *at == '\n') html(out, "%s<br>", text_copy(out->cx, at, strcspn(at, "\n")));
}

static void to_show(Out *out, const Paper *paper, const char *base)
{
    Ctx *cx = out->cx;
    const Document *d = &paper->document;
    bool credit = same(d->kind, "credit note"), quote = same(d->kind, "quote");
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "%s %s", document_kind_words(d->kind), d->name) });
    ly_facts_begin(out, false);
    ly_fact_begin(out, "To");
    html(out, "<b>%s</b><br>", d->customer_name);
    lines_put(out, d->customer_address);
    ly_fact_end(out);
    ly_fact_begin(out, "From");
    html(out, "%s<br>", d->sender_name);
    lines_put(out, d->sender_address);
    if (*d->sender_vat) html(out, "VAT number %s", d->sender_vat);
    ly_fact_end(out);
    ly_fact(out, "Date", date_words(cx, d->issued_on));
    if (!quote) ly_fact(out, "Date of supply", document_supplied_words(cx, paper->lines, paper->line_count));
    ly_fact(out, "Your purchase order", d->purchase_order);
    if (!credit) ly_fact(out, quote ? "Holds until" : "Pay by", date_words(cx, d->due_on));
    if (credit) {
        ly_fact_begin(out, "Credits invoice");
        html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", text(cx, "%s/%ld", base, (long)d->credits_id), d->credits_name);
        ly_fact_end(out);
        ly_fact(out, "Why", d->words);
    }
    ly_facts_end(out);
    ly_panel_end(out);
}

static void pay_show(Out *out, const Document *d)
{
    Ctx *cx = out->cx;
    if (!same(d->kind, "invoice") || !d->open_pence) return;
    ly_panel_begin(out, (LyPanel){ .title = "How to pay", .tone = LY_TINT });
    if (*d->sender_account) {
        html(out, "<p>By bank transfer:<br>");
        lines_put(out, d->sender_account);
        html(out, "Reference <b>%s</b></p>", d->name);
    } else html(out, "<p>Ask us into which account to pay, and give <b>%s</b> as the reference.</p>", d->name);
    html(out, "<p class=\"ly-small\">Questions: <a class=\"govuk-link\" href=\"%s\">%s</a>%s%s</p>", text(cx, "mailto:%s", cx->partnership->email), cx->partnership->email, *cx->partnership->telephone ? ", " : "", cx->partnership->telephone);
    ly_panel_end(out);
}

static void credits_show(Out *out, const Paper *paper, const char *base)
{
    Ctx *cx = out->cx;
    if (!paper->credit_count) return;
    ly_panel_begin(out, (LyPanel){ .title = "Credit notes", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Credit notes of this invoice", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Credit note" }, { .text = "Date" }, { .text = "Why" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < paper->credit_count; i++) {
        const Document *c = &paper->credits[i];
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"%s\">%s</a></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"Why\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n",
             text(cx, "%s/%ld", base, (long)c->id), c->name, date_words(cx, c->issued_on), c->words, money_table(cx, c->total_pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

void paper_show(Out *out, const Paper *paper, const char *base)
{
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    lines_show(out, paper);
    sums_show(out, paper);
    credits_show(out, paper, base);
    html(out, "</div><div>");
    to_show(out, paper, base);
    pay_show(out, &paper->document);
    html(out, "</div></div>\n");
}

void paper_downloads(Out *out, const Document *d, const char *base)
{
    Ctx *cx = out->cx;
    ly_small_button(out, "PDF", text(cx, "%s/%ld/invoice.pdf", base, (long)d->id), true);
    if (!same(d->kind, "quote")) ly_small_button(out, "For your finance system (UBL)", text(cx, "%s/%ld/invoice.xml", base, (long)d->id), false);
}
