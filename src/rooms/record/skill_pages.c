/* The skills audit: a governor's own answers, where the board has nobody, and the list that the office keeps. */
#include "platform/base/text.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/record/skill.h"

extern const RouteList skill_pages;

/* ---- a governor's own ---- */

static Error *own_show(Ctx *cx, const Request *rq, Response *rs)
{
    OwnSkill *list;
    size_t n;
    TRY(skills_own(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Skills audit", .frame = FRAME_PUBLIC, .current = "record", .back = "/record/due" });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Skills audit</h1>\n<p class=\"ly-lede\">For the governing board of %s</p>\n", cx->who->organisation);
    if (!n) ly_empty(out, (LyEmpty){ .title = "There is no audit yet", .words = "The partnership’s office says which skills a board looks for.", .act = "See what you are due", .act_href = "/record/due", .plain = true });
    else {
        html(out, "<div class=\"ly-read\"><p class=\"govuk-body\">The board’s chair, its clerk and the school’s leaders see who is good at what, so that they know whom to ask and what to look for.</p>\n");
        form_begin(cx, rq, rs, "/training/my-skills", false);
        for (size_t i = 0; i < n; i++)
            field_radios(out, rq, (Radios){ .name = text(cx, "skill-%ld", (long)list[i].skill_id), .legend = list[i].name, .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small govuk-radios--inline",
                .value = list[i].level >= 0 ? text(cx, "%ld", (long)list[i].level) : "",
                OPTIONS({ .value = "0", .text = skill_levels[0] }, { .value = "1", .text = skill_levels[1] }, { .value = "2", .text = skill_levels[2] }, { .value = "3", .text = skill_levels[3] }) });
        govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
        html(out, "</form></div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *own_submit(Ctx *cx, Request *rq, Response *rs)
{
    OwnSkill *list;
    size_t n;
    TRY(skills_own(cx, &list, &n));
    for (size_t i = 0; i < n; i++) list[i].level = form_number(rq, text(cx, "skill-%ld", (long)list[i].skill_id), -1);
    TRY(skills_answer(cx, list, n));
    rs->flash = "Your answers are saved. Change them whenever they change";
    return redirect(rs, "/record/due");
}

/* ---- the board's ---- */

static bool of_office(const Request *rq) { return begins(rq->path, "/office/"); }

static Error *board_find(Ctx *cx, const Request *rq, BoardSkills *board, OrganisationName *school)
{
    int64_t organisation_id = of_office(rq) ? rq->id : cx->who->organisation_id;
    TRY(skills_of_board(cx, organisation_id, board));
    return organisation_name(cx, organisation_id, school);
}

static void board_rows(Out *out, const BoardSkills *board, bool gaps)
{
    for (size_t i = 0; i < board->count; i++) {
        const BoardSkill *s = &board->skills[i];
        if ((*s->good == '\0') != gaps) continue;
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Good or expert\"><span>", s->name);
        if (gaps) ly_status_tiny(out, LY_WARN, "Nobody yet");
        else html(out, "%s", s->good);
        html(out, "</span></td><td class=\"ly-num\" data-label=\"Expert\">%ld</td><td class=\"ly-num\" data-label=\"Good\">%ld</td><td class=\"ly-num\" data-label=\"Some\">%ld</td><td class=\"ly-num\" data-label=\"None\">%ld</td></tr>\n",
             (long)s->levels[3], (long)s->levels[2], (long)s->levels[1], (long)s->levels[0]);
    }
}

static Error *board_page(Ctx *cx, const Request *rq, Response *rs)
{
    BoardSkills board;
    OrganisationName school = {0};
    size_t gaps = 0;
    TRY(board_find(cx, rq, &board, &school));
    const char *base = of_office(rq) ? text(cx, "/office/schools/%ld/training", (long)rq->id) : "/training";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Skills of the board", .frame = of_office(rq) ? FRAME_OFFICE : FRAME_PUBLIC, .current = of_office(rq) ? "schools" : "training", .back = text(cx, "%s?group=board", base), .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Skills of the board</h1><span class=\"ly-quiet\">%s</span><div class=\"ly-buttons\">", school.name);
    ly_sheet_buttons(out, text(cx, "%s/skills.csv", base));
    html(out, "</div></div>\n");
    for (size_t i = 0; i < board.count; i++) gaps += !*board.skills[i].good;
    if (!board.count || !board.answered)
        ly_empty(out, (LyEmpty){ .title = "No governor has answered yet", .words = "Each governor answers for themself, on the page What I am due. Where the board has nobody is then shown here.", .plain = true });
    else {
        ly_figures_begin(out);
        ly_figure(out, "Answered", text(cx, "%ld of %ld", (long)board.answered, (long)board.governors), "governors");
        ly_figure(out, "Skills with nobody", text(cx, "%zu", gaps), text(cx, "of %zu", board.count));
        ly_figures_end(out);
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Skills, those with nobody first", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "Skill" }, { .text = "Good or expert" }, { .text = "Expert", .number = true }, { .text = "Good", .number = true }, { .text = "Some", .number = true }, { .text = "None", .number = true }) });
        board_rows(out, &board, true);
        board_rows(out, &board, false);
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *board_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Skill", "Expert", "Good", "Some", "None", "Good or expert" };
    BoardSkills board;
    OrganisationName school = {0};
    Sheet sheet;
    TRY(board_find(cx, rq, &board, &school));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < board.count; i++) {
        const BoardSkill *s = &board.skills[i];
        sheet_text(&sheet, s->name), sheet_int(&sheet, s->levels[3]), sheet_int(&sheet, s->levels[2]), sheet_int(&sheet, s->levels[1]), sheet_int(&sheet, s->levels[0]), sheet_text(&sheet, s->good);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "skills");
}

/* ---- the office's list ---- */

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    Skill *skills;
    size_t n;
    Draft lines = { .cx = cx };
    TRY(skills_in_use(cx, &skills, &n));
    for (size_t i = 0; i < n; i++) draft_add(&lines, "%s\n", skills[i].name);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Skills of boards", .frame = FRAME_OFFICE, .current = "requirements", .back = "/office/requirements" });
    html(out, "<h1 class=\"govuk-heading-l\">Skills of boards</h1>\n<div class=\"ly-read\"><p class=\"govuk-body\">Each governor says how they stand with these, and each board sees where it has nobody.</p>\n");
    form_begin(cx, rq, rs, "/office/skills", false);
    field_textarea(out, rq, (Textarea){ .name = "skills", .label = "Skills", .label_classes = "govuk-label--s", .hint = "One a line, in the order of the audit. What is taken out is asked no more, and comes back with its answers", .rows = 16,
               .value = draft_text(&lines) });
    govuk_button(out, (Button){ .text = "Save the skills", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *list_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(skills_set(cx, form_text(rq, "skills")));
    rs->flash = "The skills are saved";
    return redirect(rs, "/office/skills");
}

ROUTES(skill_pages,
    FORM ("/training/my-skills",                 SIGNED_IN,     own_show, NULL, own_submit),
    GET  ("/training/skills",                    SIGNED_IN,     board_page),
    SHEET("/training/skills",                    SIGNED_IN,     board_sheet),
    GET  ("/office/schools/:id/training/skills", AUDIT,         board_page),
    SHEET("/office/schools/:id/training/skills", AUDIT,         board_sheet),
    FORM ("/office/skills",                      RUN_PROGRAMME, list_show, NULL, list_submit),
);
