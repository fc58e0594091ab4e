/* The office's list of courses, to filter, to sort and to take away. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"

static const char *const orders[COURSES_ORDERS] = { "title", "kind", "owner", "dates" };
static const char *const captions[COURSES_ORDERS] = { "Courses by title", "Courses by kind", "Courses by who offers them", "Courses, those with most dates to come first" };
static const SelectItem states[] = { { .value = "", .text = "Not archived" }, { .value = "draft", .text = "Drafts" }, { .value = "published", .text = "Published" },
                                     { .value = "archived", .text = "Archived" }, { .value = "all", .text = "All" } };

static CoursesFilter filter_of(const Request *rq)
{
    CoursesFilter f = { .words = query_value(rq, "q"), .state = "", .kind = query_value(rq, "kind"), .theme_id = query_number(rq, "theme", 0), .owner_id = query_number(rq, "owner", 0),
                        .after = query_number(rq, "after", 0) };
    for (size_t i = 0; i < COUNT(states); i++) if (same(query_value(rq, "state"), states[i].value)) f.state = states[i].value;
    for (size_t i = 0; i < COUNT(orders); i++) if (same(query_value(rq, "order"), orders[i])) f.order = (CoursesOrder)i;
    if (strlen(f.words) > 100) f.words = "";
    if (!course_kind_valid(f.kind)) f.kind = "";
    return f;
}

/* The list as it is filtered, under another address or in another order. */
static const char *address(Ctx *cx, const char *path, const CoursesFilter *f, CoursesOrder order)
{
    return text(cx, "%s?q=%s&state=%s&kind=%s&theme=%ld&owner=%ld&order=%s", path, text_url(cx, f->words), f->state, text_url(cx, f->kind), f->theme_id, f->owner_id, orders[order]);
}

static bool filtered(const CoursesFilter *f) { return *f->words || *f->state || *f->kind || f->theme_id || f->owner_id; }

static Error *filter_bar(Out *out, const CoursesFilter *f)
{
    Ctx *cx = out->cx;
    ThemeLabel *themes;
    CourseOwner *owners = NULL;
    size_t theme_count, owner_count = 0, kind_count;
    TRY(office_themes_all(cx, &themes, &theme_count));
    if (may(cx, AUDIT)) TRY(event_owners(cx, &owners, &owner_count));
    ly_filterbar_begin(out, "/office/courses");
    ly_filter_text(out, "q", "Words or code", "search", f->words);
    ly_filter_select(out, "state", "Status", states, COUNT(states), f->state);
    const SelectItem *kinds = office_kinds(cx, "All kinds", &kind_count);
    ly_filter_select(out, "kind", "Kind", kinds, kind_count, f->kind);
    filter_theme(out, themes, theme_count, f->theme_id);
    if (owner_count) filter_owner(out, owners, owner_count, f->owner_id);
    html(out, "<input type=\"hidden\" name=\"order\" value=\"%s\">", orders[f->order]);
    ly_filterbar_end_sheets(out, address(cx, "/office/courses.csv", f, f->order));
    return OK;
}

static void course_line(Out *out, const CoursesRow *course)
{
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/courses/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Status\">", course->id, course->title, course->code);
    ly_status_tiny(out, same(course->state, "published") ? LY_GOOD : LY_QUIET, capital(out->cx, course->state));
    html(out, "</td><td data-label=\"Kind\">%s</td><td data-label=\"Offered by\">%s</td><td data-label=\"Dates to come\" class=\"ly-num\">%ld</td></tr>\n", capital(out->cx, course->kind), course->owner, course->to_come);
}

static void courses_table(Out *out, const CoursesFilter *f, const CoursesRow *courses, size_t count)
{
    static const struct { const char *text; int order; } heads[] = { { "Course", COURSES_BY_TITLE }, { "Status", -1 }, { "Kind", COURSES_BY_KIND }, { "Offered by", COURSES_BY_OWNER }, { "Dates to come", COURSES_BY_DATES } };
    LyColumn columns[COUNT(heads)];
    for (size_t i = 0; i < COUNT(heads); i++)
        columns[i] = (LyColumn){ .text = heads[i].text, .href = heads[i].order < 0 ? NULL : address(out->cx, "/office/courses", f, (CoursesOrder)heads[i].order), .number = heads[i].order == COURSES_BY_DATES,
                                 .sorted = heads[i].order != (int)f->order ? LY_UNSORTED : f->order == COURSES_BY_DATES ? LY_DESCENDING : LY_ASCENDING };
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = captions[f->order], .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) });
    for (size_t i = 0; i < count; i++) course_line(out, &courses[i]);
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *courses_show(Ctx *cx, const Request *rq, Response *rs)
{
    const CoursesFilter f = filter_of(rq);
    CoursesRow *courses;
    size_t count;
    int64_t all;
    TRY(courses_list(cx, &f, OFFICE_PAGE + 1, &courses, &count));
    TRY(courses_count(cx, &f, &all));
    size_t shown = count > OFFICE_PAGE ? OFFICE_PAGE : count;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Courses", .frame = FRAME_OFFICE, .current = "office-courses", .wide = true });
    ly_head_begin(out, "Courses");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", counted(cx, all, "course", NULL));
    ly_head_buttons(out);
    ly_small_button(out, "New course", "/office/courses/new", true);
    ly_head_end(out, true);
    TRY(filter_bar(out, &f));
    if (count) courses_table(out, &f, courses, shown);
    else ly_empty(out, (LyEmpty){ .title = filtered(&f) ? "No course matches this filter" : "There are no courses yet", .words = "A course is the entry in the programme; its dates are events.",
                                  .act = "New course", .act_href = "/office/courses/new", .plain = true });
    const char *first = address(cx, "/office/courses", &f, f.order);
    ly_parts(out, (LyParts){ .first = f.after ? first : NULL, .after = count > shown ? text(cx, "%s&after=%ld", first, courses[shown - 1].id) : NULL, .after_text = "More courses" });
    page_end(rs);
    return OK;
}

static Error *courses_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Code", "Title", "Kind", "Status", "Offered by", "Dates to come" };
    CoursesFilter f = filter_of(rq);
    CoursesRow *courses;
    size_t count;
    Sheet sheet;
    f.after = 0;
    TRY(courses_list(cx, &f, EXPORT_MOST, &courses, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        sheet_text(&sheet, courses[i].code), sheet_text(&sheet, courses[i].title), sheet_text(&sheet, courses[i].kind), sheet_text(&sheet, courses[i].state), sheet_text(&sheet, courses[i].owner);
        sheet_int(&sheet, courses[i].to_come);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "courses");
}

ROUTES(office_courses_pages,
    GET ("/office/courses",     OWN_COURSES, courses_show),
    SHEET("/office/courses", OWN_COURSES, courses_sheet),
);
