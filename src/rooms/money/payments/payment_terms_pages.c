/* What the partnership says of payments, as a form: the second person, the letters, and who takes payments by card. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment_pages.h"
#include "rooms/money/payments/payment_terms.h"

extern const RouteList payment_terms_pages;

#define HERE "/office/payments/settings"

static const char *pounds(Ctx *cx, int64_t pence) { return text(cx, "%ld.%02ld", (long)pence / 100, (long)pence % 100); }
static const char *days(Ctx *cx, int64_t n) { return n ? text(cx, "%ld", (long)n) : ""; }

static Error *show(Ctx *cx, const Request *rq, Response *rs)
{
    PaymentTerms t = {0};
    TRY(payment_terms(cx, &t));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Settings of payments", .frame = FRAME_OFFICE, .current = "payments", .back = "/office/payments" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Settings of payments</h1>\n");
    form_begin(cx, rq, rs, HERE, false);
    field_text(out, rq, (TextInput){ .name = "two_people", .label = "Above which sum does a second person approve?", .label_classes = "govuk-label--s", .hint = "Of what is paid back and what is given up. 0: always", .value = pounds(cx, t.two_people_pence), .prefix = "£",
                                     .classes = "govuk-input--width-5", .inputmode = "decimal" });
    html(out, "<h2 class=\"govuk-heading-m\">Letters about what is overdue</h2>\n");
    field_text(out, rq, (TextInput){ .name = "remind_days", .label = "Days after it was due that a letter is proposed", .label_classes = "govuk-label--s", .hint = "Empty: never", .value = days(cx, t.remind_days), .classes = "govuk-input--width-3", .inputmode = "numeric" });
    field_text(out, rq, (TextInput){ .name = "again_days", .label = "Days after it was due that a second one is proposed", .label_classes = "govuk-label--s", .hint = "Empty: none", .value = days(cx, t.again_days), .classes = "govuk-input--width-3", .inputmode = "numeric" });
    html(out, "<h2 class=\"govuk-heading-m\">Payment by card</h2>\n<p class=\"govuk-body\">By GOV.UK Pay. It takes the payment on its own pages, so that no number of a card comes here. Until it is switched on nobody sees anything of it.</p>\n");
    field_checkbox(out, rq, "card_on", "Invoices can be paid by card", NULL, t.card_on);
    field_password(out, rq, (PasswordInput){ .name = "card_key", .label = "Key of the interface (API key)", .label_classes = "govuk-label--s", .autocomplete = "off", .hint = *t.card_key ? "Empty keeps the one there is. It is kept sealed and shown to nobody" : "GOV.UK Pay gives it to you under Settings, API keys" });
    field_text(out, rq, (TextInput){ .name = "card_url", .label = "Address of the interface (optional)", .label_classes = "govuk-label--s", .value = t.card_url, .spellcheck = NO, .hint = text(cx, "Empty: %s", govuk_pay.url) });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/payments\">Leave it as it is</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(payment_terms_set(cx, &(PaymentTermsDraft){ .two_people = form_text(rq, "two_people"), .remind_days = form_text(rq, "remind_days"), .again_days = form_text(rq, "again_days"), .card_url = form_text(rq, "card_url"),
                                                    .card_key = form_text(rq, "card_key"), .card_on = form_has(rq, "card_on") }));
    rs->flash = "The settings are saved";
    return redirect(rs, "/office/payments");
}

ROUTES(payment_terms_pages,
    FORM(HERE, SET_UP, show, NULL, submit),
);
