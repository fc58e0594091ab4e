/* Funds and cost centres, and the forms that add one. */
#include "rooms/money/ledger_named.h"

#include "platform/base/text.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger_pages.h"

static const struct { const char *title, *head, *path, *filter, *label, *hint, *added; } kinds[] = {
    [NAMED_FUND]   = { "Funds", "Fund", "/office/ledger/funds/new", "fund", "Add a fund", "Where income comes from, such as: Early language grant", "The fund can be chosen now" },
    [NAMED_CENTRE] = { "Cost centres", "Cost centre", "/office/ledger/centres/new", "centre", "Add a cost centre", "Whose money it is, such as: Early Years Service", "The cost centre can be chosen now" },
};

static void panel(Out *out, NamedKind kind, const Named *list, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = kinds[kind].title, .tone = LY_FLUSH, .end_text = kinds[kind].label, .end_href = may(cx, KEEP_LEDGER) ? kinds[kind].path : NULL });
    ly_table_begin(out, (LyTable){ .caption = kinds[kind].title, .boxed = true, LY_COLUMNS({ .text = kinds[kind].head }, { .text = "Code" }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"%s\">%s</a></th><td>%s</td></tr>\n", text(cx, "/office/ledger?%s=%ld", kinds[kind].filter, (long)list[i].id), list[i].name, list[i].code);
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    Named *funds, *centres;
    size_t fund_count, centre_count;
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Funds and cost centres", .frame = FRAME_OFFICE, .current = "ledger", .wide = true, CRUMBS({ "Ledger", "/office/ledger" }, { "Funds and cost centres", NULL }) });
    ly_head_begin(out, "Funds and cost centres");
    ly_head_end(out, false);
    html(out, "<p class=\"ly-small ly-quiet\">Everything in the ledger is of one cost centre, and income and costs of one fund. Each name leads to its own year.</p>\n<div class=\"ly-split ly-split--even ly-split--top\"><div>");
    panel(out, NAMED_FUND, funds, fund_count);
    html(out, "</div><div>");
    panel(out, NAMED_CENTRE, centres, centre_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *add_show(Ctx *cx, const Request *rq, Response *rs, NamedKind kind)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = kinds[kind].label, .frame = FRAME_OFFICE, .current = "ledger", .back = "/office/ledger/funds" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", kinds[kind].label);
    form_begin(cx, rq, rs, kinds[kind].path, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = kinds[kind].hint });
    field_text(out, rq, (TextInput){ .name = "code", .label = "Code", .label_classes = "govuk-label--s", .hint = "As finance says it, such as EY40. It is there once", .classes = "govuk-input--width-10" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = kinds[kind].label, .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/ledger/funds\">Do not add it</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *add_submit(Ctx *cx, const Request *rq, Response *rs, NamedKind kind)
{
    TRY(named_add(cx, kind, form_text(rq, "code"), form_text(rq, "name")));
    rs->flash = kinds[kind].added;
    return redirect(rs, "/office/ledger/funds");
}

static Error *fund_show(Ctx *cx, const Request *rq, Response *rs)   { return add_show(cx, rq, rs, NAMED_FUND); }
static Error *fund_submit(Ctx *cx, Request *rq, Response *rs)       { return add_submit(cx, rq, rs, NAMED_FUND); }
static Error *centre_show(Ctx *cx, const Request *rq, Response *rs) { return add_show(cx, rq, rs, NAMED_CENTRE); }
static Error *centre_submit(Ctx *cx, Request *rq, Response *rs)     { return add_submit(cx, rq, rs, NAMED_CENTRE); }

ROUTES(ledger_named_pages,
    GET ("/office/ledger/funds",       READ_MONEY,  list_show),
    FORM("/office/ledger/funds/new",   KEEP_LEDGER, fund_show,   NULL, fund_submit),
    FORM("/office/ledger/centres/new", KEEP_LEDGER, centre_show, NULL, centre_submit),
);
