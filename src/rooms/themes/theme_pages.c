/* The office keeps the themes: adds, renames, orders and retires them. */
#include "platform/base/text.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/themes/theme.h"

extern const RouteList theme_pages;

static void act(Ctx *cx, const Request *rq, Response *rs, const Theme *theme, const char *verb, const char *words)
{
    form_begin(cx, rq, rs, text(cx, "/office/themes/%ld/%s", theme->id, verb), false);
    html(&rs->out, "<button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", words, theme->name);
}

static Error *themes_page(Ctx *cx, const Request *rq, Response *rs)
{
    Theme *themes;
    size_t count, used = 0;
    TRY(themes_all(cx, &themes, &count));
    while (used < count && !themes[used].retired) used++;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Themes", .frame = FRAME_OFFICE, .current = "themes", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1>Themes</h1><span class=\"ly-quiet ly-small\">%s in use</span><div class=\"ly-buttons\">", counted(cx, (int64_t)used, "theme", NULL));
    if (count) ly_sheet_buttons(out, "/office/themes.csv");
    govuk_button(out, (Button){ .text = "Add a theme", .href = "/office/themes/new", .classes = "ly-small-button" });
    html(out, "</div></div>\n");
    if (!count) {
        html(out, "<div class=\"ly-empty\"><h2 class=\"ly-h\">No themes yet</h2><p class=\"govuk-body\">A theme is a strand of the offer, like leadership, SEND or music. Courses are found by it.</p></div>\n");
        page_end(rs);
        return OK;
    }
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Themes, in the order of the catalogue", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Theme" }, { .text = "Description" }, { .text = "Order" }, { .text = "Act" }) });
    for (size_t i = 0; i < count; i++) {
        const Theme *t = &themes[i];
        html(out, "<tr><th scope=\"row\"><span class=\"ly-theme ly-theme--%ld\">%s</span></th><td data-label=\"Description\">%s</td><td data-label=\"Order\"><div class=\"ly-acts\">", t->colour, t->name, t->description);
        if (!t->retired && i > 0) act(cx, rq, rs, t, "up", "Up");
        else if (!t->retired) html(out, "<span></span>");   /* so that the first one's Down stands under none but Downs */
        if (!t->retired && i + 1 < used) act(cx, rq, rs, t, "down", "Down");
        if (t->retired) html(out, "<span class=\"ly-quiet\">Retired</span>");
        html(out, "</div></td><td data-label=\"Act\"><div class=\"ly-acts\"><a class=\"govuk-link\" href=\"/office/themes/%ld\">Change<span class=\"govuk-visually-hidden\"> %s</span></a> ", t->id, t->name);
        if (t->retired) act(cx, rq, rs, t, "bring-back", "Bring back");
        else act(cx, rq, rs, t, "retire", "Retire");
        html(out, "</div></td></tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *themes_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Description", "Colour", "Retired", "In addresses" };
    Theme *themes;
    size_t count;
    Sheet sheet;
    TRY(themes_all(cx, &themes, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        sheet_text(&sheet, themes[i].name), sheet_text(&sheet, themes[i].description), sheet_text(&sheet, colour_words(themes[i].colour));
        sheet_text(&sheet, themes[i].retired ? "yes" : "no"), sheet_text(&sheet, themes[i].slug);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "themes");
}

static void theme_form(Ctx *cx, const Request *rq, Response *rs, const char *action, const Theme *theme)
{
    Out *out = &rs->out;
    SelectItem items[THEME_COLOURS];
    for (int64_t c = 1; c <= THEME_COLOURS; c++) items[c - 1] = (SelectItem){ .value = text(cx, "%ld", c), .text = colour_words(c) };
    form_begin(cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = theme->name });
    field_textarea(out, rq, (Textarea){ .name = "description", .label = "Description (optional)", .label_classes = "govuk-label--s", .value = theme->description, .rows = 3 });
    field_select(out, rq, (Select){ .name = "colour", .label = "Colour of its square", .label_classes = "govuk-label--s", .value = text(cx, "%ld", theme->colour), .items = items, .count = THEME_COLOURS });
    govuk_button(out, (Button){ .text = "Save the theme", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a theme", .frame = FRAME_OFFICE, .current = "themes", .back = "/office/themes" });
    html(out, "<h1 class=\"govuk-heading-l\">Add a theme</h1>\n");
    theme_form(cx, rq, rs, "/office/themes/new", &(Theme){ .name = "", .description = "", .colour = 1 });
    page_end(rs);
    return OK;
}

static Theme theme_typed(Ctx *cx, const Request *rq)
{
    return (Theme){ .id = rq->id, .name = text_trim(cx, form_text(rq, "name")), .description = text_trim(cx, form_text(rq, "description")), .colour = form_number(rq, "colour", -1) };
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    Theme theme = theme_typed(cx, rq);
    TRY(theme_add(cx, &theme));
    rs->flash = text(cx, "%s is added", theme.name);
    return redirect(rs, "/office/themes");
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Theme theme;
    TRY(theme_find(cx, rq->id, &theme));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", theme.name), .frame = FRAME_OFFICE, .current = "themes", .back = "/office/themes" });
    html(out, "<h1 class=\"govuk-heading-l\">Change %s</h1>\n", theme.name);
    theme_form(cx, rq, rs, text(cx, "/office/themes/%ld", theme.id), &theme);
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    Theme theme = theme_typed(cx, rq);
    TRY(theme_change(cx, &theme));
    rs->flash = text(cx, "%s is changed", theme.name);
    return redirect(rs, "/office/themes");
}

static Error *up_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(theme_move(cx, rq->id, true));
    return redirect(rs, "/office/themes");
}

static Error *down_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(theme_move(cx, rq->id, false));
    return redirect(rs, "/office/themes");
}

static Error *retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(theme_retire(cx, rq->id, true));
    rs->flash = "The theme is retired. Courses that have it keep it; bring it back at any time";
    return redirect(rs, "/office/themes");
}

static Error *bring_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(theme_retire(cx, rq->id, false));
    rs->flash = "The theme is in use again";
    return redirect(rs, "/office/themes");
}

static const Route routes[] = {
    GET ("/office/themes",                SET_UP, themes_page),
    SHEET("/office/themes",            SET_UP, themes_sheet),
    FORM("/office/themes/new",            SET_UP, new_show, NULL, new_submit),
    FORM("/office/themes/:id",            SET_UP, change_show, NULL, change_submit),
    POST("/office/themes/:id/up",         SET_UP, NULL, up_submit),
    POST("/office/themes/:id/down",       SET_UP, NULL, down_submit),
    POST("/office/themes/:id/retire",     SET_UP, NULL, retire_submit),
    POST("/office/themes/:id/bring-back", SET_UP, NULL, bring_back_submit),
};
const RouteList theme_pages = { routes, COUNT(routes) };
