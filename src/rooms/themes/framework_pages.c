/* The office keeps the frameworks: each with its points, a line each, typed or pasted. */
#include "platform/base/text.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/themes/framework.h"

extern const RouteList framework_pages;

static void retire_act(Out *out, const Request *rq, Response *rs, const Framework *f)
{
    Ctx *cx = out->cx;
    form_begin(cx, rq, rs, text(cx, "/office/frameworks/%ld/%s", (long)f->id, f->retired ? "bring-back" : "retire"), false);
    html(out, "<button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", f->retired ? "Bring back" : "Retire", f->name);
}

static Error *frameworks_page(Ctx *cx, const Request *rq, Response *rs)
{
    Framework *list;
    size_t n;
    TRY(frameworks_all(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Frameworks", .frame = FRAME_OFFICE, .current = "frameworks", .wide = true });
    ly_head_begin(out, "Frameworks");
    ly_head_buttons(out);
    if (n) ly_sheet_buttons(out, "/office/frameworks.csv");
    ly_small_button(out, "Add a framework", "/office/frameworks/new", true);
    ly_head_end(out, true);
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-0\">Courses are tagged with the points of these lists. People find courses by them, and see in their record what they have learned for each.</p>\n");
    ly_panel_begin(out, (LyPanel){ .title = counted(cx, (int64_t)n, "framework", NULL), .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Frameworks, those in use first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Framework" }, { .text = "Points", .number = true }, { .text = "Act", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/frameworks/%ld\">%s</a>", (long)list[i].id, list[i].name);
        if (list[i].retired) html(out, "<span class=\"ly-sub\">Retired</span>");
        html(out, "</span></th><td class=\"ly-num\" data-label=\"Points\">%ld</td><td><div class=\"ly-acts\">", (long)list[i].points);
        retire_act(out, rq, rs, &list[i]);
        html(out, "</div></td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

static Error *frameworks_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Framework", "Code", "Point" };
    FrameworkPoint *points;
    size_t n;
    Sheet sheet;
    TRY(framework_points(cx, 0, &points, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, points[i].framework), sheet_text(&sheet, points[i].code), sheet_text(&sheet, points[i].name);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "frameworks");
}

static void framework_form(Out *out, const Request *rq, Response *rs, const char *action, const char *name, const char *lines, bool marks)
{
    html(out, "<div class=\"ly-read\">");
    form_begin(out->cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = name });
    field_textarea(out, rq, (Textarea){ .name = "points", .label = "Points", .label_classes = "govuk-label--s", .rows = 12, .value = lines,
        .hint = marks ? "One on each line, after its number. These five stay; their words are yours to change" : "One on each line: a short code, then what it says. Paste a list from anywhere. What leaves the list stays on courses that have it, and is offered no more" });
    govuk_button(out, (Button){ .text = "Save the framework", .prevent_double_click = YES });
    html(out, "</form></div>\n");
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a framework", .frame = FRAME_OFFICE, .current = "frameworks", .back = "/office/frameworks" });
    html(out, "<h1 class=\"govuk-heading-l\">Add a framework</h1>\n");
    framework_form(out, rq, rs, "/office/frameworks/new", "", "", false);
    page_end(rs);
    return OK;
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Framework f = {0};
    FrameworkPoint *points;
    size_t n;
    TRY(framework_find(cx, rq->id, &f));
    TRY(framework_points(cx, rq->id, &points, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = f.name, .frame = FRAME_OFFICE, .current = "frameworks", .back = "/office/frameworks" });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n", f.name);
    framework_form(out, rq, rs, text(cx, "/office/frameworks/%ld", (long)f.id), f.name, framework_lines(cx, points, n), f.id == FRAMEWORK_MARKS);
    page_end(rs);
    return OK;
}

static Error *save(Ctx *cx, Request *rq, Response *rs, int64_t id)
{
    int64_t saved;
    TRY(framework_save(cx, id, form_text(rq, "name"), form_text(rq, "points"), &saved));
    rs->flash = "The framework is saved.";
    return redirect(rs, "/office/frameworks");
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)    { return save(cx, rq, rs, 0); }
static Error *change_submit(Ctx *cx, Request *rq, Response *rs) { return save(cx, rq, rs, rq->id); }

static Error *retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(framework_retire(cx, rq->id, true));
    rs->flash = "The framework is retired. Courses keep it, and it is shown again once you bring it back";
    return redirect(rs, "/office/frameworks");
}

static Error *bring_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(framework_retire(cx, rq->id, false));
    rs->flash = "The framework is in use again";
    return redirect(rs, "/office/frameworks");
}

ROUTES(framework_pages,
    GET  ("/office/frameworks",                SET_UP, frameworks_page),
    SHEET("/office/frameworks",                SET_UP, frameworks_sheet),
    FORM ("/office/frameworks/new",            SET_UP, new_show, NULL, new_submit),
    FORM ("/office/frameworks/:id",            SET_UP, change_show, NULL, change_submit),
    POST ("/office/frameworks/:id/retire",     SET_UP, NULL, retire_submit),
    POST ("/office/frameworks/:id/bring-back", SET_UP, NULL, bring_back_submit),
);
