/* The office says what each post has to keep up to date, how often, and which courses count. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"
#include "rooms/programme/course_list.h"
#include "rooms/record/requirement.h"

enum { COURSES_SHOWN = 500, MONTHS = 12 };

/* ---- the list ---- */

typedef struct { int64_t requirement_id, roles, courses; const char *first_role; } Parts;
static const Column parts_columns[] = { COLUMN(Parts, requirement_id), COLUMN(Parts, roles), COLUMN(Parts, courses), COLUMN(Parts, first_role) };
SQL(requirement_parts,
    "SELECT q.id AS requirement_id, (SELECT count(*) FROM requirement_role r WHERE r.requirement_id = q.id) AS roles,"
    " COALESCE((SELECT min(r.role) FROM requirement_role r WHERE r.requirement_id = q.id), '') AS first_role,"
    " (SELECT count(*) FROM requirement_course c WHERE c.requirement_id = q.id) AS courses FROM requirement q ORDER BY q.id LIMIT 200");

static const Parts *parts_of(const Parts *parts, size_t n, int64_t id)
{
    static const Parts none = { .first_role = "" };
    for (size_t i = 0; i < n; i++)
        if (parts[i].requirement_id == id) return &parts[i];
    return &none;
}

static const char *roles_words(Ctx *cx, const Parts *parts)
{
    const Role *role = role_find(parts->first_role);
    const char *first = role ? role->words : parts->first_role;
    return parts->roles < 2 ? first : text(cx, "%s and %s", first, counted(cx, parts->roles - 1, "other role", NULL));
}

static void act(Ctx *cx, const Request *rq, Response *rs, const Requirement *r, const char *verb, const char *words)
{
    form_begin(cx, rq, rs, text(cx, "/office/requirements/%ld/%s", (long)r->id, verb), false);
    html(&rs->out, "<button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", words, r->name);
}

static void row(Ctx *cx, const Request *rq, Response *rs, const Requirement *r, const Parts *parts, bool first, bool last)
{
    Out *out = &rs->out;
    bool changes = may(cx, RUN_PROGRAMME);
    html(out, "<tr><th scope=\"row\"><span>");
    if (changes) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/requirements/%ld\">%s</a>", (long)r->id, r->name);
    else html(out, "%s", r->name);
    html(out, "<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Of whom\">%s</td><td data-label=\"How often\">%s</td><td data-label=\"Met by\">%s</td>", r->words, roles_words(cx, parts),
         requirement_interval(cx, r), parts->courses ? counted(cx, parts->courses, "course", NULL) : "What is recorded by hand");
    html(out, "<td data-label=\"Order\"><div class=\"ly-acts\">");
    if (changes && !r->retired && !first) act(cx, rq, rs, r, "up", "Up");
    else if (changes && !r->retired) html(out, "<span></span>");   /* so that the first one's Down stands under none but Downs */
    if (changes && !r->retired && !last) act(cx, rq, rs, r, "down", "Down");
    html(out, "</div></td><td data-label=\"State\"><div class=\"ly-acts\">%s", r->retired ? "Retired " : changes ? "" : "In use");
    if (changes) act(cx, rq, rs, r, r->retired ? "bring-back" : "retire", r->retired ? "Bring back" : "Retire");
    html(out, "</div></td></tr>\n");
}

static Error *requirements_page(Ctx *cx, const Request *rq, Response *rs)
{
    Requirement *list;
    Parts *parts;
    size_t n, part_count, used = 0;
    TRY(requirements_all(cx, &list, &n));
    TRY(db_list(cx, requirement_parts, parts_columns, &parts, &part_count, NONE));
    while (used < n && !list[used].retired) used++;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Requirements", .frame = FRAME_OFFICE, .current = "requirements", .wide = true });
    ly_head_begin(out, "Requirements");
    html(out, "<span class=\"ly-quiet ly-small\">%s in use</span>", counted(cx, (int64_t)used, "requirement", NULL));
    ly_head_buttons(out);
    if (n) ly_sheet_buttons(out, "/office/requirements.csv");
    if (used) ly_small_button(out, "Who is due", "/office/training", false);
    if (may(cx, RUN_PROGRAMME)) ly_small_button(out, "Skills of boards", "/office/skills", false);
    if (may(cx, RUN_PROGRAMME)) ly_small_button(out, "Add a requirement", "/office/requirements/new", true);
    ly_head_end(out, true);
    if (!n)
        ly_empty(out, (LyEmpty){ .title = "Nothing is required yet", .words = "Say what a post has to keep up to date, such as safeguarding every two years. Each school then sees who is due, and so does each person.",
                                 .act = may(cx, RUN_PROGRAMME) ? "Add a requirement" : NULL, .act_href = may(cx, RUN_PROGRAMME) ? "/office/requirements/new" : NULL, .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Requirements, in the order of every list", .boxed = true, .phone = true,
                                       LY_COLUMNS({ .text = "Requirement" }, { .text = "Of whom" }, { .text = "How often" }, { .text = "Met by" }, { .text = "Order" }, { .text = "State" }) });
        for (size_t i = 0; i < n; i++) row(cx, rq, rs, &list[i], parts_of(parts, part_count, list[i].id), i == 0, i + 1 >= used);
        ly_table_end(out);
        html(out, "</div>\n<p class=\"govuk-body ly-quiet ly-small\">When somebody is due is worked out whenever a list is shown. A changed interval changes every list at once, and nothing that was recorded.</p>\n");
    }
    page_end(rs);
    return OK;
}

static Error *requirements_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Requirement", "What counts", "How often", "Days for a new post", "Reminder, days before", "Roles", "Courses", "Retired" };
    Requirement *list;
    Parts *parts;
    Sheet sheet;
    size_t n, part_count;
    TRY(requirements_all(cx, &list, &n));
    TRY(db_list(cx, requirement_parts, parts_columns, &parts, &part_count, NONE));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Parts *p = parts_of(parts, part_count, list[i].id);
        sheet_text(&sheet, list[i].name), sheet_text(&sheet, list[i].words), sheet_text(&sheet, requirement_interval(cx, &list[i])), sheet_int(&sheet, list[i].first_days);
        sheet_int(&sheet, list[i].remind_days), sheet_int(&sheet, p->roles), sheet_int(&sheet, p->courses), sheet_text(&sheet, list[i].retired ? "yes" : "no");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "requirements");
}

/* ---- one ---- */

typedef struct { Requirement requirement; RequirementRole *roles; size_t role_count; RequirementCourse *courses; size_t course_count; } Shown;
/* What can be chosen for "how often": months apart, or years that begin in a month; as the form sends it, "m24" or "y9", "once". */
static const int64_t intervals[] = { 6, 12, 18, 24, 36, 48, 60, 120 };
enum { ITEMS = COUNT(intervals) + MONTHS + 2 };

static const char *clock_value(Ctx *cx, const Requirement *r)
{
    if (r->each_year_from) return text(cx, "y%ld", (long)r->each_year_from);
    return r->every_months ? text(cx, "m%ld", (long)r->every_months) : "once";
}

static void clock_item(Ctx *cx, SelectItem *items, size_t *n, const Requirement *r)
{
    const char *value = clock_value(cx, r);
    for (size_t i = 0; i < *n; i++)
        if (same(items[i].value, value)) return;
    items[(*n)++] = (SelectItem){ .value = value, .text = requirement_interval(cx, r) };
}

static void clock_fields(Out *out, const Request *rq, const Requirement *r)
{
    Ctx *cx = out->cx;
    SelectItem items[ITEMS];
    size_t n = 0;
    clock_item(cx, items, &n, &(Requirement){ 0 });
    for (size_t i = 0; i < COUNT(intervals); i++) clock_item(cx, items, &n, &(Requirement){ .every_months = intervals[i] });
    for (int64_t m = 1; m <= MONTHS; m++) clock_item(cx, items, &n, &(Requirement){ .each_year_from = m });
    clock_item(cx, items, &n, r);
    field_select(out, rq, (Select){ .name = "often", .label = "How often", .label_classes = "govuk-label--s", .hint = "Each year from a month: anew each year, whenever it was done the year before", .items = items, .count = n,
        .value = clock_value(cx, r) });
    field_text(out, rq, (TextInput){ .name = "first_days", .label = "Days that a new post, or a new year, has", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .inputmode = "numeric",
        .value = text(cx, "%ld", (long)r->first_days) });
    field_text(out, rq, (TextInput){ .name = "remind_days", .label = "People are told by letter, days before", .label_classes = "govuk-label--s", .hint = "0 tells nobody. Leave it so until what was done before is recorded, or everybody is told at once", .classes = "govuk-input--width-3",
        .inputmode = "numeric", .value = text(cx, "%ld", (long)r->remind_days) });
}

static void roles_field(Out *out, const Request *rq, const Shown *shown)
{
    size_t n;
    const Role *roles = roles_all(&n);
    Option *items = array(out->cx, Option, n);
    for (size_t i = 0; i < n; i++) {
        bool is = false;
        for (size_t r = 0; r < shown->role_count; r++) is |= same(shown->roles[r].role, roles[i].name);
        items[i] = (Option){ .value = roles[i].name, .text = roles[i].words, .checked = is ? YES : NO };
    }
    field_checkboxes(out, rq, (Checkboxes){ .name = "role", .legend = "Required of", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-checkboxes--small", .items = items, .count = n });
}

static Error *courses_field(Out *out, const Request *rq, const Shown *shown)
{
    Ctx *cx = out->cx;
    CoursesRow *courses;
    size_t n;
    const char *error = error_for(rq, "course");
    TRY(courses_list(cx, &(CoursesFilter){ .words = "", .state = "", .kind = "" }, COURSES_SHOWN, &courses, &n));
    html(out, "<fieldset class=\"govuk-fieldset govuk-form-group\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">Met by whoever comes to the whole of</legend>\n");
    if (error) govuk_error_message(out, (ErrorMessage){ .text = error });
    ly_find(out, "Find a course or its code");
    ly_picker_begin(out);
    for (size_t i = 0; i < n; i++) {
        const char *id = text(cx, "%ld", (long)courses[i].id);
        bool is = false;
        for (size_t c = 0; c < shown->course_count; c++) is |= shown->courses[c].id == courses[i].id;
        ly_pick(out, (LyPick){ .id = i ? text(cx, "course-%s", id) : "course", .name = "course", .value = id, .person = courses[i].title, .what = courses[i].code,
                               .checked = rq->posted ? form_ticked(rq, "course", id) : is });
    }
    ly_picker_end(out);
    html(out, "</fieldset>\n");
    return OK;
}

static Error *requirement_form(Out *out, const Request *rq, Response *rs, const Shown *shown, const char *action)
{
    const Requirement *r = &shown->requirement;
    html(out, "<div class=\"ly-read\">");
    form_begin(out->cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "What is required", .label_classes = "govuk-label--s", .hint = "Such as Safeguarding, or Safer recruitment", .value = r->name });
    field_textarea(out, rq, (Textarea){ .name = "words", .label = "What counts (optional)", .label_classes = "govuk-label--s", .hint = "A sentence that people read beside it", .rows = 2, .value = r->words });
    clock_fields(out, rq, r);
    roles_field(out, rq, shown);
    TRY(courses_field(out, rq, shown));
    govuk_button(out, (Button){ .text = "Save the requirement", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    return OK;
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Shown fresh = { .requirement = { .name = "", .words = "", .every_months = 24, .first_days = 60 } };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a requirement", .frame = FRAME_OFFICE, .current = "requirements", .back = "/office/requirements" });
    html(out, "<h1 class=\"govuk-heading-l\">Add a requirement</h1>\n");
    TRY(requirement_form(out, rq, rs, &fresh, "/office/requirements/new"));
    page_end(rs);
    return OK;
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Shown shown = {0};
    TRY(requirement_find(cx, rq->id, &shown.requirement));
    TRY(requirement_roles(cx, rq->id, &shown.roles, &shown.role_count));
    TRY(requirement_courses(cx, rq->id, &shown.courses, &shown.course_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = shown.requirement.name, .frame = FRAME_OFFICE, .current = "requirements", .back = "/office/requirements" });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n", shown.requirement.name);
    TRY(requirement_form(out, rq, rs, &shown, text(cx, "/office/requirements/%ld", (long)rq->id)));
    page_end(rs);
    return OK;
}

/* What was typed and is no number is one that is refused. */
static int64_t number_typed(Ctx *cx, const Request *rq, const char *name)
{
    int64_t number;
    return number_parse(text_trim(cx, form_text(rq, name)), 0, 100000, &number) ? number : -1;
}

static Error *keep(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    size_t n, known = 0;
    const char *often = form_text(rq, "often");
    RequirementDraft draft = { .requirement = { .id = id, .name = form_text(rq, "name"), .words = text_trim(cx, form_text(rq, "words")), .first_days = number_typed(cx, rq, "first_days"), .remind_days = number_typed(cx, rq, "remind_days") } };
    Requirement *r = &draft.requirement;
    bool known_clock = same(often, "once") || (*often == 'm' && number_parse(often + 1, 1, 120, &r->every_months)) || (*often == 'y' && number_parse(often + 1, 1, MONTHS, &r->each_year_from));
    if (!known_clock) return invalid(cx, "often", "Choose how often it has to be met");
    draft.roles = form_list(cx, rq, "role", &draft.role_count);
    const char *const *typed = form_list(cx, rq, "course", &n);
    int64_t *courses = array(cx, int64_t, n + 1);
    for (size_t i = 0; i < n; i++) if (number_parse(typed[i], 1, INT64_MAX, &courses[known])) known++;
    draft.course_ids = courses, draft.course_count = known;
    TRY(requirement_save(cx, &draft, &id));
    rs->flash = "The requirement is saved. Every list of who is due follows it from now on";
    return redirect(rs, "/office/requirements");
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)    { return keep(cx, rq, rs, 0); }
static Error *change_submit(Ctx *cx, Request *rq, Response *rs) { return keep(cx, rq, rs, rq->id); }

static Error *up_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(requirement_move(cx, rq->id, true));
    return redirect(rs, "/office/requirements");
}

static Error *down_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(requirement_move(cx, rq->id, false));
    return redirect(rs, "/office/requirements");
}

static Error *retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(requirement_retire(cx, rq->id, true));
    rs->flash = "The requirement is retired. What was recorded stays; bring it back at any time";
    return redirect(rs, "/office/requirements");
}

static Error *bring_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(requirement_retire(cx, rq->id, false));
    rs->flash = "The requirement is in use again";
    return redirect(rs, "/office/requirements");
}

ROUTES(requirement_office_pages,
    GET  ("/office/requirements",                AUDIT,         requirements_page),
    SHEET("/office/requirements",                AUDIT,         requirements_sheet),
    FORM ("/office/requirements/new",            RUN_PROGRAMME, new_show, NULL, new_submit),
    FORM ("/office/requirements/:id",            RUN_PROGRAMME, change_show, NULL, change_submit),
    POST ("/office/requirements/:id/up",         RUN_PROGRAMME, NULL, up_submit),
    POST ("/office/requirements/:id/down",       RUN_PROGRAMME, NULL, down_submit),
    POST ("/office/requirements/:id/retire",     RUN_PROGRAMME, NULL, retire_submit),
    POST ("/office/requirements/:id/bring-back", RUN_PROGRAMME, NULL, bring_back_submit),
);
