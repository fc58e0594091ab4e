/* Who is overdue: the letters that are proposed, sent together or one by one, and who is held. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/payments/overdue.h"
#include "rooms/money/payments/payment_pages.h"
#include "rooms/money/payments/payment_terms.h"

extern const RouteList overdue_pages;

#define HERE "/office/overdue"

static const char *key_of(Ctx *cx, const Overdue *o) { return o->organisation_id ? text(cx, "o%ld", (long)o->organisation_id) : text(cx, "p%ld", (long)o->person_id); }
static const char *statement_of(Ctx *cx, const Overdue *o) { return o->organisation_id ? text(cx, "/office/statements/organisations/%ld", (long)o->organisation_id) : text(cx, "/office/statements/people/%ld", (long)o->person_id); }

static void state_put(Out *out, const Overdue *o)
{
    if (o->hold_id) ly_status_tiny(out, LY_QUIET, "Held");
    else if (o->proposed) ly_status_tiny(out, LY_WARN, o->step == 2 ? "Second letter proposed" : "Letter proposed");
    else ly_status_tiny(out, LY_QUIET, o->last_sent_at ? "Written to" : "Not yet");
    if (o->hold_id) html(out, "<span class=\"ly-sub\">%s</span>", o->hold_why);
    else if (o->last_sent_at) html(out, "<span class=\"ly-sub\">Last on %s</span>", date_words(out->cx, date_of(out->cx, o->last_sent_at)));
}

static void act_put(Out *out, const Request *rq, Response *rs, const char *action, const char *key, const char *words, const char *name)
{
    form_begin(out->cx, rq, rs, action, false);
    html(out, "<input type=\"hidden\" name=\"customer\" value=\"%s\"><button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", key, words, name);
}

static void acts(Out *out, const Request *rq, Response *rs, const Overdue *o)
{
    Ctx *cx = out->cx;
    html(out, "<td><div class=\"ly-acts\">");
    if (may(cx, BILL) && o->hold_id) act_put(out, rq, rs, text(cx, HERE "/holds/%ld/end", (long)o->hold_id), key_of(cx, o), "End the hold", o->name);
    else if (may(cx, BILL)) {
        if (o->proposed) act_put(out, rq, rs, HERE "/send", key_of(cx, o), "Send", o->name), act_put(out, rq, rs, HERE "/drop", key_of(cx, o), "Skip", o->name);
        html(out, "<a class=\"govuk-link\" href=\"%s\">Hold<span class=\"govuk-visually-hidden\"> %s</span></a>", text(cx, HERE "/hold?customer=%s", key_of(cx, o)), o->name);
    }
    html(out, "</div></td></tr>\n");
}

static void table(Out *out, const Request *rq, Response *rs, const Overdue *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Who is overdue, the most first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Customer" }, { .text = "Oldest due" }, { .text = "Letters" }, { .text = "Overdue", .number = true }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th><td class=\"ly-nowrap\" data-label=\"Oldest due\">%s</td><td data-label=\"Letters\"><span>", statement_of(cx, &list[i]), list[i].name,
             counted(cx, list[i].invoices, "invoice", NULL), date_words(cx, list[i].oldest_due));
        state_put(out, &list[i]);
        html(out, "</span></td><td class=\"ly-num\" data-label=\"Overdue\">%s</td>", money_table(cx, list[i].pence));
        acts(out, rq, rs, &list[i]);
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static const char *steps_words(Ctx *cx, const PaymentTerms *terms)
{
    if (!terms->remind_days) return "No letters are proposed: the settings say so";
    return terms->again_days ? text(cx, "A letter is proposed %ld and %ld days after an invoice was due. Nothing is sent by itself", (long)terms->remind_days, (long)terms->again_days)
                             : text(cx, "A letter is proposed %ld days after an invoice was due. Nothing is sent by itself", (long)terms->remind_days);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    OverdueSums sums = {0};
    PaymentTerms terms = {0};
    Overdue *list;
    size_t n;
    TRY(overdue_list(cx, &list, &n));
    TRY(overdue_sums(cx, &sums));
    TRY(payment_terms(cx, &terms));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Overdue", .frame = FRAME_OFFICE, .current = "payments", .wide = true });
    ly_head_begin(out, "Overdue");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", n ? text(cx, "%s of %s", money_table(cx, sums.pence), counted(cx, sums.customers, "customer", NULL)) : "Nothing");
    if (n) ly_head_buttons(out), ly_sheet_buttons(out, HERE ".csv");
    ly_head_end(out, n > 0);
    TRY(payment_tabs(out, "overdue"));
    if (sums.proposed && may(cx, BILL)) {
        ly_panel_begin(out, (LyPanel){ .tone = LY_TINT });
        ly_needs_begin(out);
        ly_need_begin(out, counted(cx, sums.proposed, "letter is proposed", "letters are proposed"), "One for each customer, about all that is overdue. Who is held gets none.");
        form_begin(cx, rq, rs, HERE "/send", false);
        govuk_button(out, (Button){ .text = sums.proposed == 1 ? "Send it" : text(cx, "Send all %ld", (long)sums.proposed), .classes = "ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
        ly_need_end(out);
        ly_needs_end(out);
        ly_panel_end(out);
    }
    if (n) table(out, rq, rs, list, n);
    else ly_empty(out, (LyEmpty){ .title = "Nobody is overdue", .words = "What is not paid on its day comes here, and letters are proposed for it.", .act = "See open invoices", .act_href = "/office/invoices?state=open", .plain = true });
    html(out, "<p class=\"ly-small ly-quiet\">%s.%s</p>\n", steps_words(cx, &terms), sums.customers > (int64_t)n ? text(cx, " These are the %zu who owe the most.", n) : "");
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Customer", "Invoices", "Overdue", "Oldest due", "Letters proposed", "Last written to", "Held because" };
    Overdue *list;
    size_t n;
    Sheet sheet;
    TRY(overdue_list(cx, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].name), sheet_int(&sheet, list[i].invoices), sheet_pence(&sheet, list[i].pence), sheet_date(&sheet, list[i].oldest_due), sheet_int(&sheet, list[i].proposed);
        sheet_date(&sheet, list[i].last_sent_at ? date_of(cx, list[i].last_sent_at) : ""), sheet_text(&sheet, list[i].hold_why);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "overdue");
}

static Error *send_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t organisation_id, person_id, sent, unreachable;
    payment_customer(form_text(rq, "customer"), &organisation_id, &person_id);
    TRY(overdue_send(cx, organisation_id, person_id, &sent, &unreachable));
    rs->flash = unreachable ? text(cx, "%s on the way. %s no address to write to: enter one where their bills go", counted(cx, sent, "letter is", "letters are"), counted(cx, unreachable, "customer has", "customers have"))
                            : text(cx, "%s on the way", counted(cx, sent, "letter is", "letters are"));
    return redirect(rs, HERE);
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t organisation_id, person_id;
    payment_customer(form_text(rq, "customer"), &organisation_id, &person_id);
    if (!organisation_id && !person_id) return missing(cx, "whose letter is dropped");
    TRY(overdue_drop(cx, organisation_id, person_id));
    rs->flash = "They get no letter this time";
    return redirect(rs, HERE);
}

/* ---- held ---- */

static Error *hold_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Hold letters", .frame = FRAME_OFFICE, .current = "payments", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Hold letters to a customer</h1>\n<p class=\"govuk-body\">They are not written to about anything overdue until the hold is ended.</p>\n");
    form_begin(cx, rq, rs, HERE "/hold", false);
    TRY(payment_customer_field(out, rq, "To whom?", query_value(rq, "customer")));
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .hint = "Such as: they ask about an invoice, and we have not answered" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Hold them", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Do not hold them</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *hold_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t organisation_id, person_id;
    Payer payer = {0};
    payment_customer(form_text(rq, "customer"), &organisation_id, &person_id);
    if (!organisation_id && !person_id) return invalid(cx, "customer", "Choose whom to hold");
    TRY(payer_find(cx, organisation_id, person_id, &payer));
    TRY(overdue_hold(cx, organisation_id, person_id, form_text(rq, "why")));
    rs->flash = text(cx, "%s is held", payer.name);
    return redirect(rs, HERE);
}

static Error *end_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(overdue_hold_end(cx, rq->id));
    rs->flash = "The hold is ended";
    return redirect(rs, HERE);
}

ROUTES(overdue_pages,
    GET  (HERE,                  READ_MONEY, list_show),
    SHEET(HERE,                  READ_MONEY, list_sheet),
    POST (HERE "/send",          BILL, NULL, send_submit),
    POST (HERE "/drop",          BILL, NULL, drop_submit),
    FORM (HERE "/hold",          BILL, hold_show, NULL, hold_submit),
    POST (HERE "/holds/:id/end", BILL, NULL, end_submit),
);
