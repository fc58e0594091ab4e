/* Forms of the finance officer: income or a cost noted, and what was wrong reversed. */
#include "rooms/money/ledger/ledger_note.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger_pages.h"

static const char *number_text(Ctx *cx, int64_t n) { return text(cx, "%ld", (long)n); }

/* ---- note ---- */

static void account_field(Out *out, const Request *rq, const Account *accounts, size_t n, Select select)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "Choose an account" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = number_text(cx, accounts[i].id), .text = text(cx, "%s %s (%s)", accounts[i].code, accounts[i].name, account_kind_words(accounts[i].kind)) };
    select.items = items, select.count = n + 1;
    field_select(out, rq, select);
}

static void named_field(Out *out, const Request *rq, const Named *list, size_t n, const char *none, Select select)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n + 1);
    size_t count = 0;
    if (none) items[count++] = (SelectItem){ .value = "", .text = none };
    for (size_t i = 0; i < n; i++) items[count++] = (SelectItem){ .value = number_text(cx, list[i].id), .text = list[i].name };
    select.items = items, select.count = count;
    field_select(out, rq, select);
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Account *accounts;
    Named *funds, *centres;
    size_t n, fund_count, centre_count;
    const char *closed;
    TRY(accounts_all(cx, &accounts, &n));
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    TRY(ledger_closed_through(cx, &closed));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Note income or cost", .frame = FRAME_OFFICE, .current = "ledger", .back = "/office/ledger" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Note income or cost</h1>\n<p class=\"govuk-body\">Money moves from one account to another. <b>Income</b> moves from its account to Bank."
              " <b>A cost</b> moves from Bank to its account, or from Costs not paid yet, and from Bank to that once it is paid.</p>\n");
    form_begin(cx, rq, rs, "/office/ledger/new", false);
    field_date(out, rq, (DateField){ .name = "on", .legend = "On which day does it count?", .stored = cx->today,
                                     .hint = *closed ? text(cx, "The books are closed to the end of %s", month_words(cx, text(cx, "%s-01", closed))) : "The day on which it was earned or used, not the day of the letter" });
    account_field(out, rq, accounts, n, (Select){ .name = "from", .label = "From", .label_classes = "govuk-label--s" });
    account_field(out, rq, accounts, n, (Select){ .name = "to", .label = "To", .label_classes = "govuk-label--s" });
    field_text(out, rq, (TextInput){ .name = "amount", .label = "How much?", .label_classes = "govuk-label--s", .hint = "In pounds and pence, like 180, 42.50 or 1,200", .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal" });
    named_field(out, rq, funds, fund_count, "None", (Select){ .name = "fund", .label = "Fund", .label_classes = "govuk-label--s", .hint = "Where income comes from, or what pays for a cost" });
    named_field(out, rq, centres, centre_count, NULL, (Select){ .name = "centre", .label = "Cost centre", .label_classes = "govuk-label--s", .value = number_text(cx, COST_CENTRE_OWN) });
    field_text(out, rq, (TextInput){ .name = "words", .label = "What is it for?", .label_classes = "govuk-label--s", .hint = "Whose, and for what, such as: Town Hall, hire for the spring conference. Do not name children" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Put it in the ledger", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/ledger\">Do not note it</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    NoteDraft draft = { .on = "", .amount = form_text(rq, "amount"), .words = form_text(rq, "words"), .from = form_number(rq, "from", 0), .to = form_number(rq, "to", 0),
                        .cost_centre_id = form_number(rq, "centre", 0), .fund_id = form_number(rq, "fund", 0) };
    int64_t id;
    TRY(form_date(cx, rq, "on", "The day", &draft.on));
    TRY(ledger_note(cx, &draft, &id));
    rs->flash = "It is in the ledger";
    return redirect(rs, text(cx, "/office/ledger/postings/%ld", (long)id));
}

/* ---- reverse ---- */

static Error *reverse_show(Ctx *cx, const Request *rq, Response *rs)
{
    PostingShown posting = {0};
    RowShown *rows;
    size_t n;
    const char *back = text(cx, "/office/ledger/postings/%ld", (long)rq->id);
    int64_t pence = 0;
    TRY(posting_find(cx, rq->id, &posting, &rows, &n));
    for (size_t i = 0; i < n; i++) pence += rows[i].pence;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Reverse a posting", .frame = FRAME_OFFICE, .current = "ledger", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Reverse %s?</h1>\n", money_table(cx, pence));
    ly_facts_begin(out, false);
    ly_fact(out, "What", posting.words);
    ly_fact(out, "Counts on", date_words(cx, posting.on_date));
    for (size_t i = 0; i < n; i++) ly_fact(out, "Moved", text(cx, "%s %s to %s %s", rows[i].from_code, rows[i].from_name, rows[i].to_code, rows[i].to_name));
    ly_facts_end(out);
    if (posting.reverses || posting.reversed_by || !same(posting.kind, "noted")) {
        ly_note(out, LY_INFO, posting.reverses ? "This takes another posting back. What was right after all is noted anew." : posting.reversed_by ? "This was reversed already."
                                               : "This was posted by rule, and follows what it is about. Put that right, and it is put right here.");
        html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Back to the posting</a></p></div>", back);
        page_end(rs);
        return OK;
    }
    form_begin(cx, rq, rs, text(cx, "/office/ledger/postings/%ld/reverse", (long)rq->id), false);
    field_date(out, rq, (DateField){ .name = "on", .legend = "On which day does the reversal count?", .stored = cx->today, .hint = "A day of an open month. In the same month, the two are as if neither had been" });
    field_text(out, rq, (TextInput){ .name = "words", .label = "Why?", .label_classes = "govuk-label--s", .hint = "It stands in the ledger, such as: posted to the wrong fund" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Reverse it", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it as it is</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *reverse_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *on;
    int64_t id;
    TRY(form_date(cx, rq, "on", "The day", &on));
    TRY(ledger_reverse(cx, rq->id, on, form_text(rq, "words"), &id));
    rs->flash = "It is reversed: the two together are nothing";
    return redirect(rs, text(cx, "/office/ledger/postings/%ld", (long)id));
}

ROUTES(ledger_note_pages,
    FORM("/office/ledger/new",                  KEEP_LEDGER, new_show,     NULL, new_submit),
    FORM("/office/ledger/postings/:id/reverse", KEEP_LEDGER, reverse_show, NULL, reverse_submit),
);
