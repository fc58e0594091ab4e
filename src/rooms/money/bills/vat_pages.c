/* Rules of VAT: which hold, which are to come, and the form that adds one. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/vat.h"

extern const RouteList vat_pages;

static const char *class_words(const char *class) { return *class && customer_class_named(class) ? customer_class_named(class)->name : "Everybody else"; }

/* Of two for the same supply and class, the later one that has begun holds; the list has them so. */
static bool is_over(Ctx *cx, const VatRule *list, size_t i)
{
    return i && same(list[i - 1].supply, list[i].supply) && same(list[i - 1].class, list[i].class) && strcmp(list[i - 1].from_on, cx->today) <= 0;
}

static void supply_show(Out *out, const VatRule *list, size_t from, size_t to)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = vat_supply_words(list[from].supply), .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = vat_supply_words(list[from].supply), .boxed = true, .phone = true, LY_COLUMNS({ .text = "To" }, { .text = "VAT" }, { .text = "From" }, { .text = "Why, as the bill says it" }, { .text = "State" }) });
    for (size_t i = from; i < to; i++) {
        const VatRule *r = &list[i];
        bool ahead = strcmp(r->from_on, cx->today) > 0;
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"VAT\">%s</td><td data-label=\"From\">%s</td><td data-label=\"Why, as the bill says it\">%s</td><td data-label=\"State\"><span>", class_words(r->class), capital(cx, vat_words(cx, r->treatment, r->rate_bp)),
             r->made_at ? date_words(cx, r->from_on) : "Always", r->words);
        ly_status_tiny(out, ahead ? LY_INFO : is_over(cx, list, i) ? LY_QUIET : LY_GOOD, ahead ? "To come" : is_over(cx, list, i) ? "Over" : "Holds");
        if (ahead && may(cx, KEEP_LEDGER)) html(out, "<span class=\"ly-sub\"><a class=\"govuk-link\" href=\"/office/vat/%ld/remove\">Take back<span class=\"govuk-visually-hidden\"> the rule for %s</span></a></span>", (long)r->id, class_words(r->class));
        html(out, "</span></td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    VatRule *list;
    size_t n;
    TRY(vat_rules_all(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "VAT", .frame = FRAME_OFFICE, .current = "invoices", .wide = true, CRUMBS({ "Invoices", "/office/invoices" }, { "VAT", NULL }) });
    ly_head_begin(out, "VAT");
    ly_head_buttons(out);
    if (may(cx, KEEP_LEDGER)) ly_small_button(out, "Add a rule", "/office/vat/new", true);
    ly_sheet_buttons(out, "/office/vat.csv");
    ly_head_end(out, true);
    html(out, "<p class=\"govuk-body\">A line of a bill is taxed by the rule for its supply and its customer on the day on which it counts, and keeps it. What stands here from the beginning is the usual treatment, for finance to confirm; it is not advice.</p>\n");
    for (size_t i = 0, from = 0; i < n; i++)
        if (i + 1 == n || !same(list[i].supply, list[i + 1].supply)) supply_show(out, list, from, i + 1), from = i + 1;
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Supply", "To", "VAT", "From", "Why", "Added by" };
    VatRule *list;
    size_t n;
    Sheet sheet;
    TRY(vat_rules_all(cx, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, vat_supply_words(list[i].supply)), sheet_text(&sheet, class_words(list[i].class)), sheet_text(&sheet, vat_words(cx, list[i].treatment, list[i].rate_bp)), sheet_date(&sheet, list[i].from_on);
        sheet_text(&sheet, list[i].words), sheet_text(&sheet, list[i].by);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "vat");
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    static const Option treatments[] = { { .value = "exempt", .text = "Exempt" }, { .value = "standard", .text = "Taxed at a rate" }, { .value = "zero", .text = "Taxed at 0%" }, { .value = "outside", .text = "Outside the scope of VAT" } };
    SelectItem supplies[8] = { { .value = "", .text = "Choose" } }, classes[CUSTOMER_CLASSES + 1] = { { .value = "", .text = "Everybody who has no rule of their own" } };
    size_t n = 1;
    for (; vat_supplies[n - 1]; n++) supplies[n] = (SelectItem){ .value = vat_supplies[n - 1], .text = vat_supply_words(vat_supplies[n - 1]) };
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) classes[i + 1] = (SelectItem){ .value = customer_classes[i].class, .text = customer_classes[i].name };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a rule of VAT", .frame = FRAME_OFFICE, .current = "invoices", .back = "/office/vat" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Add a rule of VAT</h1><p class=\"govuk-body\">It holds for what counts on its day or later. Bills that were issued keep the rule that they were issued by.</p>\n");
    form_begin(cx, rq, rs, "/office/vat/new", false);
    field_select(out, rq, (Select){ .name = "supply", .label = "What is supplied", .label_classes = "govuk-label--s", .items = supplies, .count = n });
    field_select(out, rq, (Select){ .name = "class", .label = "To whom", .label_classes = "govuk-label--s", .items = classes, .count = COUNT(classes) });
    field_date(out, rq, (DateField){ .name = "from", .legend = "From which day", .stored = "" });
    field_radios(out, rq, (Radios){ .name = "treatment", .legend = "How it is taxed", .legend_classes = "govuk-fieldset__legend--s", .items = treatments, .count = COUNT(treatments) });
    field_text(out, rq, (TextInput){ .name = "rate", .label = "Rate", .label_classes = "govuk-label--s", .hint = "Only where it is taxed at a rate, such as 20", .suffix = "%", .classes = "govuk-input--width-4", .inputmode = "decimal" });
    field_text(out, rq, (TextInput){ .name = "words", .label = "Why, as the bill says it", .label_classes = "govuk-label--s", .hint = "Such as: Education and training by an eligible body" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Add the rule", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/vat\">Do not add it</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    VatDraft draft = { .supply = form_text(rq, "supply"), .class = form_text(rq, "class"), .from = "", .treatment = form_text(rq, "treatment"), .rate = form_text(rq, "rate"), .words = form_text(rq, "words") };
    int64_t id;
    TRY(form_date(cx, rq, "from", "The day", &draft.from));
    TRY(vat_rule_add(cx, &draft, &id));
    rs->flash = "The rule is added";
    return redirect(rs, "/office/vat");
}

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    VatRule *list;
    size_t n, at = 0;
    TRY(vat_rules_all(cx, &list, &n));
    while (at < n && list[at].id != rq->id) at++;
    if (at == n) return missing(cx, "rule of VAT %ld", (long)rq->id);
    if (strcmp(list[at].from_on, cx->today) <= 0) return conflict(cx, "This rule holds already, so it stays. Add another one with the day from which it is different");
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Take a rule back", .frame = FRAME_OFFICE, .current = "invoices", .back = "/office/vat" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Take this rule back?</h1>\n");
    ly_facts_begin(out, false);
    ly_fact(out, "Supply", vat_supply_words(list[at].supply));
    ly_fact(out, "To", class_words(list[at].class));
    ly_fact(out, "VAT", capital(cx, vat_words(cx, list[at].treatment, list[at].rate_bp)));
    ly_fact(out, "From", date_words(cx, list[at].from_on));
    ly_facts_end(out);
    html(out, "<p class=\"govuk-body\">It does not hold yet, and no bill was issued by it.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/office/vat/%ld/remove", (long)rq->id), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Take it back", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/vat\">Leave it</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(vat_rule_drop(cx, rq->id));
    rs->flash = "The rule is taken back";
    return redirect(rs, "/office/vat");
}

ROUTES(vat_pages,
    GET  ("/office/vat",            READ_MONEY,  list_show),
    SHEET("/office/vat",            READ_MONEY,  list_sheet),
    FORM ("/office/vat/new",        KEEP_LEDGER, new_show,    NULL, new_submit),
    FORM ("/office/vat/:id/remove", KEEP_LEDGER, remove_show, NULL, remove_submit),
);
