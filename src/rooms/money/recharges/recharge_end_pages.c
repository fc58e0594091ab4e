/* How a batch of recharges ends: the forms that say what finance did with it, or take it back before. */
#include "rooms/money/recharges/recharge_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"

extern const RouteList recharge_end_pages;

static const char *path(Ctx *cx, int64_t id, const char *rest) { return text(cx, "/office/recharges/%ld%s", (long)id, rest); }

/* Its page is where whoever comes too late is led: it says what became of it. */
static Error *begin(Ctx *cx, const Request *rq, Response *rs, const char *title, Recharge *b, Out **out)
{
    TRY(recharge_find(cx, rq->id, b));
    *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s: %s", b->name, title), .frame = FRAME_OFFICE, .current = "recharges", .back = path(cx, b->id, "") });
    html(*out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>%s</h1>\n", b->name, money_table(cx, b->pence - b->refused_pence), title);
    return OK;
}

static void why_field(Out *out, const Request *rq, const char *label)
{
    field_text(out, rq, (TextInput){ .name = "why", .label = label, .label_classes = "govuk-label--s", .hint = "It stays with the batch, and those who bill read it" });
}

/* ---- acknowledged ---- */

static Error *acknowledge_show(Ctx *cx, const Request *rq, Response *rs)
{
    Recharge b = {0};
    Out *out;
    TRY(begin(cx, rq, rs, "Finance has moved it", &b, &out));
    form_begin(cx, rq, rs, path(cx, b.id, "/acknowledge"), false);
    field_date(out, rq, (DateField){ .name = "on", .legend = "On which day was it moved?", .stored = cx->today });
    field_text(out, rq, (TextInput){ .name = "journal", .label = "Finance’s number for it (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-20" });
    html(out, "<p class=\"govuk-body\">%s are then moved inside the council, in the ledger and for good. What turns out wrong later is taken back by the next recharge.</p><div class=\"ly-buttons\">", money_table(cx, b.pence - b.refused_pence));
    govuk_button(out, (Button){ .text = "Acknowledge the batch", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Not yet</a></div></form>\n", path(cx, b.id, ""));
    page_end(rs);
    return OK;
}

static Error *acknowledge_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *on;
    TRY(form_date(cx, rq, "on", "The day", &on));
    TRY(recharge_acknowledge(cx, rq->id, on, form_text(rq, "journal")));
    rs->flash = "The batch is acknowledged";
    return redirect(rs, path(cx, rq->id, ""));
}

/* ---- refused ---- */

static void line_row(Out *out, const Request *rq, const RechargeLine *l)
{
    Ctx *cx = out->cx;
    html(out, "<tr>");
    ly_choose_cell(out, "line", l->position, text(cx, "line %ld, %s, %s", (long)l->position, l->customer_name, l->words), form_ticked(rq, "line", text(cx, "%ld", (long)l->position)));
    html(out, "<th scope=\"row\">%s</th><td data-label=\"What\">%s</td><td data-label=\"Cost code\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", l->customer_name, l->words, l->cost_code, money_table(cx, l->pence));
}

static Error *refuse_show(Ctx *cx, const Request *rq, Response *rs)
{
    Recharge b = {0};
    RechargeLine *lines;
    Out *out;
    size_t n;
    TRY(recharge_lines(cx, rq->id, &lines, &n));
    TRY(begin(cx, rq, rs, "Finance refused it", &b, &out));
    form_begin(cx, rq, rs, path(cx, b.id, "/refuse"), false);
    field_checkbox(out, rq, "all", "All of it", "Or choose lines below", false);
    if (error_for(rq, "line")) html(out, "<p class=\"govuk-error-message\" id=\"line\">%s</p>\n", error_for(rq, "line"));
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Lines that are with finance", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Choose", .hidden = true }, { .text = "School or department" }, { .text = "What" }, { .text = "Cost code" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++)
        if (!lines[i].refusal_id) line_row(out, rq, &lines[i]);
    ly_table_end(out);
    html(out, "</div>\n");
    why_field(out, rq, "Why?");
    field_radios(out, rq, (Radios){ .name = "became", .legend = "What becomes of it?", .legend_classes = "govuk-fieldset__legend--s",
        OPTIONS({ .value = "waiting", .text = "It waits again", .hint = "For the next batch, with a cost code put right; or for an invoice" }, { .value = "withdrawn", .text = "It is owed no more" }) });
    html(out, "<p class=\"govuk-body\">It is taken back in the ledger today. What is not chosen stays with finance.</p><div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Take it back", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it with finance</a></div></form>\n", path(cx, b.id, ""));
    page_end(rs);
    return OK;
}

static Error *refuse_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t n, count = 0;
    const char *const *chosen = form_list(cx, rq, "line", &n);
    int64_t *positions = array(cx, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        if (number_parse(chosen[i], 1, RECHARGE_LINES_MOST, &positions[count])) count++;
    TRY(recharge_refuse(cx, rq->id, &(RefusalDraft){ .positions = positions, .count = count, .all = form_ticked(rq, "all", "1"), .why = form_text(rq, "why"), .became = form_text(rq, "became") }));
    rs->flash = same(form_text(rq, "became"), "waiting") ? "It is taken back, and waits again" : "It is taken back, and owed no more";
    return redirect(rs, path(cx, rq->id, ""));
}

/* ---- dropped ---- */

static Error *drop_show(Ctx *cx, const Request *rq, Response *rs)
{
    Recharge b = {0};
    Out *out;
    TRY(begin(cx, rq, rs, "Drop the batch", &b, &out));
    form_begin(cx, rq, rs, path(cx, b.id, "/drop"), false);
    why_field(out, rq, "Why?");
    html(out, "<p class=\"govuk-body\">All of it waits again, for another batch. The number %s is not given again.</p><div class=\"ly-buttons\">", b.name);
    govuk_button(out, (Button){ .text = "Drop the batch", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep it</a></div></form>\n", path(cx, b.id, ""));
    page_end(rs);
    return OK;
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(recharge_drop(cx, rq->id, form_text(rq, "why")));
    rs->flash = "The batch is dropped, and all of it waits again";
    return redirect(rs, path(cx, rq->id, ""));
}

ROUTES(recharge_end_pages,
    FORM("/office/recharges/:id/acknowledge", KEEP_LEDGER, acknowledge_show, NULL, acknowledge_submit),
    FORM("/office/recharges/:id/refuse",      KEEP_LEDGER, refuse_show,      NULL, refuse_submit),
    FORM("/office/recharges/:id/drop",        BILL,        drop_show,        NULL, drop_submit),
);
