/* Funds and cost centres, and the forms that add one. */
#include "rooms/money/ledger/ledger_named.h"

#include "platform/base/text.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger_pages.h"

static const struct { const char *path, *label, *hint, *added; } kinds[] = {
    [NAMED_FUND]   = { "/office/ledger/funds/new", "Add a fund", "Where income comes from, such as: Early language grant", "The fund can be chosen now" },
    [NAMED_CENTRE] = { "/office/ledger/centres/new", "Add a cost centre", "Whose money it is, such as: Early Years Service", "The cost centre can be chosen now" },
};

static void fund_panel(Out *out, const Named *list, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Funds", .tone = LY_FLUSH, .end_text = "Add a fund", .end_href = may(cx, KEEP_LEDGER) ? kinds[NAMED_FUND].path : NULL });
    ly_table_begin(out, (LyTable){ .caption = "Funds", .boxed = true, LY_COLUMNS({ .text = "Fund" }, { .text = "Code" }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/ledger?fund=%ld\">%s</a></th><td>%s</td></tr>\n", (long)list[i].id, list[i].name, list[i].code);
    ly_table_end(out);
    ly_panel_end(out);
}

/* Whose each is, and the way to say so; the partnership's own is nobody's else. */
static void centre_panel(Out *out, const Centre *list, size_t n)
{
    Ctx *cx = out->cx;
    bool keeps = may(cx, KEEP_LEDGER);
    ly_panel_begin(out, (LyPanel){ .title = "Cost centres", .tone = LY_FLUSH, .end_text = "Add a cost centre", .end_href = keeps ? kinds[NAMED_CENTRE].path : NULL });
    ly_table_begin(out, (LyTable){ .caption = "Cost centres", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Cost centre" }, { .text = "Code" }, { .text = "Whose" }) });
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/ledger?centre=%ld\">%s</a></th><td data-label=\"Code\">%s</td><td data-label=\"Whose\">", (long)list[i].id, list[i].name, list[i].code);
        const char *whose = list[i].id == COST_CENTRE_OWN ? "The partnership’s own" : list[i].organisation_id ? list[i].organisation : "Nobody’s yet";
        if (keeps && list[i].id != COST_CENTRE_OWN) html(out, "<a class=\"govuk-link\" href=\"/office/ledger/centres/%ld\">%s<span class=\"govuk-visually-hidden\">: whose %s is</span></a>", (long)list[i].id, whose, list[i].name);
        else html(out, "%s", whose);
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    Named *funds;
    Centre *centres;
    size_t fund_count, centre_count;
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(centres_shown(cx, &centres, &centre_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Funds and cost centres", .frame = FRAME_OFFICE, .current = "ledger", .wide = true, CRUMBS({ "Ledger", "/office/ledger" }, { "Funds and cost centres", NULL }) });
    ly_head_begin(out, "Funds and cost centres");
    ly_head_end(out, false);
    html(out, "<p class=\"ly-small ly-quiet\">Everything in the ledger is of one cost centre, and income and costs of one fund. Each name leads to its own year.</p>\n<div class=\"ly-split ly-split--even ly-split--top\"><div>");
    fund_panel(out, funds, fund_count);
    html(out, "</div><div>");
    centre_panel(out, centres, centre_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *owner_field(Out *out, const Request *rq, int64_t stored)
{
    Ctx *cx = out->cx;
    Named *owners;
    size_t n;
    TRY(centre_owners(cx, &owners, &n));
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "Nobody’s" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)owners[i].id), .text = owners[i].name };
    field_select(out, rq, (Select){ .name = "organisation", .label = "Whose is it?", .label_classes = "govuk-label--s", .hint = "What their events cost is of it, and their head of service and budget holder see it", .items = items, .count = n + 1,
                                    .value = stored ? text(cx, "%ld", (long)stored) : "" });
    return OK;
}

static Error *add_show(Ctx *cx, const Request *rq, Response *rs, NamedKind kind)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = kinds[kind].label, .frame = FRAME_OFFICE, .current = "ledger", .back = "/office/ledger/funds" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", kinds[kind].label);
    form_begin(cx, rq, rs, kinds[kind].path, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = kinds[kind].hint });
    field_text(out, rq, (TextInput){ .name = "code", .label = "Code", .label_classes = "govuk-label--s", .hint = "As finance says it, such as EY40. It is there once", .classes = "govuk-input--width-10" });
    if (kind == NAMED_CENTRE) TRY(owner_field(out, rq, 0));
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = kinds[kind].label, .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/ledger/funds\">Do not add it</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *add_submit(Ctx *cx, const Request *rq, Response *rs, NamedKind kind)
{
    TRY(named_add(cx, kind, &(NamedDraft){ .code = form_text(rq, "code"), .name = form_text(rq, "name"), .organisation_id = kind == NAMED_CENTRE ? form_number(rq, "organisation", 0) : 0 }));
    rs->flash = kinds[kind].added;
    return redirect(rs, "/office/ledger/funds");
}

static Error *fund_show(Ctx *cx, const Request *rq, Response *rs)   { return add_show(cx, rq, rs, NAMED_FUND); }
static Error *fund_submit(Ctx *cx, Request *rq, Response *rs)       { return add_submit(cx, rq, rs, NAMED_FUND); }
static Error *centre_show(Ctx *cx, const Request *rq, Response *rs) { return add_show(cx, rq, rs, NAMED_CENTRE); }
static Error *centre_submit(Ctx *cx, Request *rq, Response *rs)     { return add_submit(cx, rq, rs, NAMED_CENTRE); }

static Error *give_show(Ctx *cx, const Request *rq, Response *rs)
{
    Centre *centres;
    const Centre *centre = NULL;
    size_t n;
    TRY(centres_shown(cx, &centres, &n));
    for (size_t i = 0; i < n; i++)
        if (centres[i].id == rq->id && rq->id != COST_CENTRE_OWN) centre = &centres[i];
    if (!centre) return missing(cx, "cost centre %ld", (long)rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Whose %s is", centre->name), .frame = FRAME_OFFICE, .current = "ledger", .back = "/office/ledger/funds" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", centre->name);
    form_begin(cx, rq, rs, text(cx, "/office/ledger/centres/%ld", (long)rq->id), false);
    TRY(owner_field(out, rq, centre->organisation_id));
    html(out, "<p class=\"govuk-body\">What is in the ledger stays where it is. Costs of their events that are not paid yet move to it.</p><div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/ledger/funds\">Leave it as it is</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *give_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(centre_give(cx, rq->id, form_number(rq, "organisation", 0)));
    rs->flash = "It is saved whose the cost centre is";
    return redirect(rs, "/office/ledger/funds");
}

ROUTES(ledger_named_pages,
    GET ("/office/ledger/funds",       READ_MONEY,  list_show),
    FORM("/office/ledger/funds/new",   KEEP_LEDGER, fund_show,   NULL, fund_submit),
    FORM("/office/ledger/centres/new", KEEP_LEDGER, centre_show, NULL, centre_submit),
    FORM("/office/ledger/centres/:id", KEEP_LEDGER, give_show,   NULL, give_submit),
);
