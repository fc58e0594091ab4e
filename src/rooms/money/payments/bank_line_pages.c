/* One line of a bank statement: matched with the invoices that it pays, kept on account, set aside, or said to have come back. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment_match.h"
#include "rooms/money/payments/payment_pages.h"

extern const RouteList bank_line_pages;

enum { CHOICES_MOST = 60 };
#define HERE "/office/bank"

static void line_facts(Out *out, const BankLine *line)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = line->pence > 0 ? "What came" : "What went" });
    ly_facts_begin(out, false);
    ly_fact(out, "Sum", money_table(cx, line->pence));
    ly_fact(out, "Date", date_words(cx, line->on_date));
    ly_fact(out, "Reference", line->reference);
    ly_fact(out, "Name", line->name);
    ly_fact(out, "Details", line->details);
    ly_fact(out, "Bank’s number", line->bank_reference);
    ly_fact(out, "Account", line->account);
    ly_fact(out, "Set aside", line->why);
    if (line->settled_at) ly_fact(out, "Settled", text(cx, "%s, %s", moment_words(cx, line->settled_at), line->settled_by));
    ly_facts_end(out);
    ly_panel_end(out);
}

static bool is_proposed(const Match *match, int64_t id)
{
    for (size_t i = 0; i < match->count; i++)
        if (match->invoices[i]->id == id) return true;
    return false;
}

/* Those that are proposed, then those of the customer that is, then the oldest due of all. */
static size_t choices_of(const OpenInvoice *open, size_t n, const Match *match, const OpenInvoice **choices)
{
    size_t count = 0;
    for (int turn = 0; turn < 3; turn++)
        for (size_t i = 0; i < n && count < CHOICES_MOST; i++) {
            bool proposed = is_proposed(match, open[i].id), theirs = (match->organisation_id && open[i].organisation_id == match->organisation_id) || (match->person_id && open[i].person_id == match->person_id);
            if (turn == 0 ? proposed : turn == 1 ? !proposed && theirs : !proposed && !theirs) choices[count++] = &open[i];
        }
    return count;
}

static void match_form(Out *out, const Request *rq, Response *rs, const BankLine *line, const OpenInvoice *open, size_t n, const Match *match)
{
    Ctx *cx = out->cx;
    const OpenInvoice *choices[CHOICES_MOST];
    size_t count = choices_of(open, n, match, choices), chosen = 0;
    Option *items = array(cx, Option, count + 1);
    const char **values = array(cx, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i] = (Option){ .value = text(cx, "%ld", (long)choices[i]->id), .text = text(cx, "%s: %s to pay", choices[i]->name, money_table(cx, choices[i]->open_pence)),
                                   .hint = text(cx, "%s, due on %s", choices[i]->customer, date_words(cx, choices[i]->due_on)) };
        if (is_proposed(match, choices[i]->id)) values[chosen++] = items[i].value;
    }
    ly_panel_begin(out, (LyPanel){ .title = "Which invoices does it pay?" });
    if (*match->why) html(out, "<p>%s%s.</p>", match->kind == MATCH_NUMBER ? "The number fits. " : "", match->why);
    if (!count) html(out, "<p>No invoice is to pay.</p>");
    else {
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/match", (long)line->id), false);
        field_checkboxes(out, rq, (Checkboxes){ .name = "invoice", .legend = "Invoices", .legend_classes = "govuk-visually-hidden", .items = items, .count = count, .values = values });
        govuk_button(out, (Button){ .text = text(cx, "Record %s for these", money_table(cx, line->pence)), .prevent_double_click = YES });
        html(out, "</form>");
        if (n > count) html(out, "<p class=\"ly-small\">These are %zu of %zu open invoices. One that is not here: <a class=\"govuk-link\" href=\"/office/invoices?state=open\">find it</a>, record its payment there, and set this line aside.</p>", count, n);
    }
    ly_panel_end(out);
}

static Error *other_forms(Out *out, const Request *rq, Response *rs, const BankLine *line, const Match *match)
{
    Ctx *cx = out->cx;
    if (line->pence > 0) {
        ly_panel_begin(out, (LyPanel){ .title = "Or keep it on account" });
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/account", (long)line->id), false);
        TRY(payment_customer_field(out, rq, "Who paid?", match->organisation_id ? text(cx, "o%ld", (long)match->organisation_id) : match->person_id ? text(cx, "p%ld", (long)match->person_id) : ""));
        govuk_button(out, (Button){ .text = "Keep it on account", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</form>");
        ly_panel_end(out);
    }
    ly_panel_begin(out, (LyPanel){ .title = "Or set it aside" });
    form_begin(cx, rq, rs, text(cx, HERE "/%ld/aside", (long)line->id), false);
    field_text(out, rq, (TextInput){ .name = "why", .label = "What is it?", .label_classes = "govuk-label--s", .hint = "Such as: bank charges, noted in the ledger" });
    govuk_button(out, (Button){ .text = "Set it aside", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
    return OK;
}

static Error *bounce_form(Out *out, const Request *rq, Response *rs, const BankLine *line)
{
    Ctx *cx = out->cx;
    CameBack *list;
    size_t n;
    TRY(payments_that_fit(cx, line, &list, &n));
    ly_panel_begin(out, (LyPanel){ .title = "Did a payment come back?" });
    if (!n) html(out, "<p>No payment of %s came in the months before.</p>", money_table(cx, -line->pence));
    else {
        Option *items = array(cx, Option, n);
        for (size_t i = 0; i < n; i++) items[i] = (Option){ .value = text(cx, "%ld", (long)list[i].id), .text = list[i].customer, .hint = text(cx, "%s, %s", date_words(cx, list[i].on_date), list[i].reference) };
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/bounced", (long)line->id), false);
        field_radios(out, rq, (Radios){ .name = "payment", .legend = text(cx, "Payments of %s", money_table(cx, -line->pence)), .legend_classes = "govuk-fieldset__legend--s", .items = items, .count = n });
        govuk_button(out, (Button){ .text = "It came back: reverse it", .classes = "govuk-button--warning", .prevent_double_click = YES });
        html(out, "</form>");
    }
    ly_panel_end(out);
    return OK;
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    BankLine line = {0};
    OpenInvoice *open;
    Match match;
    size_t n;
    TRY(bank_line_find(cx, rq->id, &line));
    TRY(open_invoices(cx, &open, &n));
    payment_match(cx, open_index(cx, open, n), &line, &match);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s on %s", money_table(cx, line.pence), date_words(cx, line.on_date)), .frame = FRAME_OFFICE, .current = "payments", .wide = true, .back = HERE });
    ly_head_begin(out, text(cx, "%s on %s", money_table(cx, line.pence), date_words(cx, line.on_date)));
    ly_status(out, same(line.state, "matched") ? LY_GOOD : same(line.state, "waiting") ? LY_WARN : LY_QUIET, capital(cx, line.state));
    ly_head_end(out, false);
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    if (same(line.state, "waiting") && may(cx, KEEP_LEDGER)) {
        if (line.pence > 0) match_form(out, rq, rs, &line, open, n, &match);
        else TRY(bounce_form(out, rq, rs, &line));
        TRY(other_forms(out, rq, rs, &line, &match));
    } else if (same(line.state, "matched")) ly_note(out, LY_GOOD, "It is matched. What it became is among the payments.");
    else if (same(line.state, "set aside") && may(cx, KEEP_LEDGER)) {
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/back", (long)line.id), false);
        govuk_button(out, (Button){ .text = "Let it wait again", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</form>");
    }
    html(out, "</div><div>");
    line_facts(out, &line);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *match_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t documents[MATCH_MOST + 1];
    size_t n, count = 0;
    const char *const *ids = form_list(cx, rq, "invoice", &n);
    for (size_t i = 0; i < n && count <= MATCH_MOST; i++)
        if (number_parse(ids[i], 1, INT64_MAX, &documents[count])) count++;
    TRY(bank_line_match(cx, rq->id, documents, count));
    rs->flash = "The payment is recorded";
    return redirect(rs, HERE);
}

static Error *account_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t organisation_id, person_id;
    payment_customer(form_text(rq, "customer"), &organisation_id, &person_id);
    TRY(bank_line_on_account(cx, rq->id, organisation_id, person_id));
    rs->flash = "The payment is recorded, and is on account";
    return redirect(rs, HERE);
}

static Error *aside_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(bank_line_set_aside(cx, rq->id, form_text(rq, "why")));
    rs->flash = "It is set aside";
    return redirect(rs, HERE);
}

static Error *bounced_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(bank_line_bounced(cx, rq->id, form_number(rq, "payment", 0)));
    rs->flash = "The payment is reversed, and what it settled is to pay again";
    return redirect(rs, HERE);
}

static Error *back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(bank_line_back(cx, rq->id));
    rs->flash = "It waits again";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

ROUTES(bank_line_pages,
    GET (HERE "/:id",         READ_MONEY,  one_show),
    FORM(HERE "/:id/match",   KEEP_LEDGER, one_show, NULL, match_submit),
    FORM(HERE "/:id/account", KEEP_LEDGER, one_show, NULL, account_submit),
    FORM(HERE "/:id/aside",   KEEP_LEDGER, one_show, NULL, aside_submit),
    FORM(HERE "/:id/bounced", KEEP_LEDGER, one_show, NULL, bounced_submit),
    POST(HERE "/:id/back",    KEEP_LEDGER, NULL, back_submit),
);
