/* Usual prices and discounts in the office, by kind of course; and which phases are those of our own schools. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_prices_pages.h"
#include "rooms/programme/office_pages.h"
#include "rooms/programme/usual_prices.h"

/* A kind's address is its place among them, from 1; NULL: there is none. */
static const char *kind_at(Ctx *cx, int64_t position)
{
    size_t n;
    const SelectItem *kinds = office_kinds(cx, NULL, &n);
    return position >= 1 && (size_t)position <= n ? kinds[position - 1].value : NULL;
}

/* ---- all of them ---- */

static Error *kinds_panel(Out *out)
{
    Ctx *cx = out->cx;
    size_t n;
    bool changes = may(cx, RUN_PROGRAMME);
    const SelectItem *kinds = office_kinds(cx, NULL, &n);
    ly_panel_begin(out, (LyPanel){ .title = "What new events begin with", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Usual prices and discounts by kind of course", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Kind of course" }, { .text = "Prices and discounts" }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {      /* the eight kinds */
        UsualPrices usual;
        TRY(usual_prices_find(cx, kinds[i].value, &usual));
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Prices\">%s</td><td>", kinds[i].text, usual_prices_none(&usual) ? "None said" : usual_prices_words(cx, &usual));
        if (changes) html(out, "<a class=\"govuk-link\" href=\"/office/prices/kinds/%ld\">Change<span class=\"govuk-visually-hidden\"> what is usual for a %s</span></a>", (long)i + 1, kinds[i].value);
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
    return OK;
}

static Error *usual_show(Ctx *cx, const Request *rq, Response *rs)
{
    const char *const *own;
    size_t own_count;
    TRY(own_phases(cx, &own, &own_count));
    Draft phases = { .cx = cx };
    for (size_t i = 0; i < own_count; i++) draft_add(&phases, "%s%s", i ? ", " : "", own[i]);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Usual prices", .frame = FRAME_OFFICE, .current = "prices", .wide = true });
    ly_head_begin(out, "Usual prices");
    ly_head_buttons(out);
    ly_small_button(out, "Hardship waivers", "/office/waivers", false);
    ly_head_end(out, true);
    html(out, "<p class=\"ly-small ly-quiet\">Each event keeps what it began with, and says otherwise on its own page of prices. Nobody’s price changes after booking.</p>\n");
    TRY(kinds_panel(out));
    ly_panel_begin(out, (LyPanel){ .title = "Our own schools", .end_text = "Change", .end_href = may(cx, RUN_PROGRAMME) ? "/office/prices/phases" : NULL });
    html(out, "<p class=\"ly-small govuk-!-margin-0\">Maintained schools of these phases: %s. One of another phase is a customer of its own class.</p>", draft_text(&phases));
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

/* ---- one kind ---- */

static void plain_field(Out *out, const Request *rq, const char *name, const char *label, int64_t pence)
{
    field_text(out, rq, (TextInput){ .name = name, .label = label, .classes = "govuk-input--width-5", .prefix = "£", .inputmode = "decimal", .value = pence == PRICE_NONE ? "" : money_table(out->cx, pence) + strlen("£") });
}

static Error *kind_show(Ctx *cx, const Request *rq, Response *rs)
{
    const char *kind = kind_at(cx, rq->id);
    UsualPrices usual;
    if (!kind) return missing(cx, "no kind of course %ld", (long)rq->id);
    TRY(usual_prices_find(cx, kind, &usual));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Usual prices: %s", kind), .frame = FRAME_OFFICE, .current = "prices", .back = "/office/prices" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Usual prices and discounts</h1>\n"
              "<p class=\"govuk-body\">New events of this kind begin with them. Leave empty what is not usual; 0 is free.</p>\n", capital(cx, kind));
    form_begin(cx, rq, rs, text(cx, "/office/prices/kinds/%ld", (long)rq->id), false);
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Prices</h2>\n<div class=\"ly-together\">");
    plain_field(out, rq, "price_member", "Members", usual.member);
    plain_field(out, rq, "price_other", "Others", usual.other);
    html(out, "</div>\n");
    class_prices_fields(out, rq, &usual.classes);
    discount_fields(out, rq, &usual.discount, false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save what is usual", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/prices\">Change nothing</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *kind_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *kind = kind_at(cx, rq->id);
    UsualPricesDraft draft = { .member = form_text(rq, "price_member"), .other = form_text(rq, "price_other"), .classes = class_prices_draft(cx, rq) };
    if (!kind) return missing(cx, "no kind of course %ld", (long)rq->id);
    TRY(discount_draft(cx, rq, false, &draft.discount));
    TRY(usual_prices_set(cx, kind, &draft));
    rs->flash = "The usual prices are saved. New events begin with them.";
    return redirect(rs, "/office/prices");
}

/* ---- our own phases ---- */

static bool is_among(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) if (same(list[i], word)) return true;
    return false;
}

static Error *phases_show(Ctx *cx, const Request *rq, Response *rs)
{
    const char *const *own;
    size_t own_count, n = 0;
    Option items[16];
    TRY(own_phases(cx, &own, &own_count));
    for (size_t i = 0; school_phases[i] && n < COUNT(items); i++)
        items[n++] = (Option){ .value = school_phases[i], .text = capital(cx, school_phases[i]), .checked = is_among(school_phases[i], own, own_count) ? YES : NO };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Phases of our own schools", .frame = FRAME_OFFICE, .current = "prices", .back = "/office/prices" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Phases of our own schools</h1>\n<p class=\"govuk-body\">A school that our council maintains is one of ours in these phases, and of another phase elsewhere: events can have a price for each.</p>\n");
    form_begin(cx, rq, rs, "/office/prices/phases", false);
    field_checkboxes(out, rq, (Checkboxes){ .name = "phase", .legend = "Our own phases", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-checkboxes--small", .items = items, .count = n });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the phases", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/prices\">Change nothing</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *phases_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t count;
    const char *const *phases = form_list(cx, rq, "phase", &count);
    TRY(own_phases_set(cx, phases, count));
    rs->flash = "The phases of our own schools are saved.";
    return redirect(rs, "/office/prices");
}

ROUTES(usual_prices_pages,
    GET ("/office/prices",           READ_MONEY,    usual_show),
    FORM("/office/prices/phases",    RUN_PROGRAMME, phases_show, NULL, phases_submit),
    FORM("/office/prices/kinds/:id", RUN_PROGRAMME, kind_show, NULL, kind_submit),
);
