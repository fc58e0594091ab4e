/* The price laboratory: studies, and one study's models side by side on the roll of today. */
#include "rooms/money/prices/laboratory_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"

extern const RouteList laboratory_pages;

const char *study_roll_words(Ctx *cx, const Study *study)
{
    const char *sector = same(study->sector, "academy") ? "academies" : *study->sector ? text(cx, "%s schools", study->sector) : "schools";
    const char *phase = *study->phase ? text(cx, "%s ", study->phase) : "";
    const char *whom = same(study->sector, "maintained") || same(study->sector, "independent") ? text(cx, "%s %sschools", study->sector, phase) : text(cx, "%s%s", phase, sector);
    return capital(cx, *study->authority_code ? text(cx, "%s of %s", whom, *study->authority ? study->authority : study->authority_code) : whom);
}

/* ---- all studies ---- */

static void study_row(Out *out, const Study *study)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/laboratory/%ld\">%s</a></th><td data-label=\"Schools\">%s</td><td class=\"ly-num\" data-label=\"Models\">%ld</td>"
              "<td class=\"ly-num\" data-label=\"To bring\">%s</td><td data-label=\"Begun\">%s%s%s</td></tr>\n", (long)study->id, study->name, study_roll_words(cx, study), (long)study->models,
         study->needed_pence ? money_words(cx, study->needed_pence) : "–", date_words(cx, date_of(cx, study->made_at)), *study->made_by ? ", " : "", study->made_by);
}

static Error *studies_show(Ctx *cx, const Request *rq, Response *rs)
{
    Study *list;
    size_t count;
    TRY(studies_all(cx, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Price laboratory", .frame = FRAME_OFFICE, .current = "laboratory", .wide = true });
    ly_head_begin(out, "Price laboratory");
    if (may(cx, BILL)) ly_head_buttons(out), ly_small_button(out, "New study", "/office/laboratory/new", true);
    ly_head_end(out, may(cx, BILL));
    html(out, "<p class=\"govuk-body ly-quiet\">What packages would cost, tried on the real roll before anybody votes. Nothing here is shown to schools, and nobody pays another price because of it.</p>\n");
    if (!count) {
        ly_empty(out, (LyEmpty){ .title = "No prices are tried yet", .words = "A study puts up to four price rules side by side: what they bring together, what each school would pay, and who would pay more or less.",
                                 .act = may(cx, BILL) ? "Begin a study" : NULL, .act_href = "/office/laboratory/new" });
    } else {
        ly_panel_begin(out, (LyPanel){ .title = "Studies", .tone = LY_FLUSH });
        ly_table_begin(out, (LyTable){ .caption = "Studies, the latest first", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "Study" }, { .text = "Schools" }, { .text = "Models", .number = true }, { .text = "To bring", .number = true }, { .text = "Begun" }) });
        for (size_t i = 0; i < count; i++) study_row(out, &list[i]);
        ly_table_end(out);
        ly_panel_end(out);
    }
    page_end(rs);
    return OK;
}

/* ---- one study ---- */

static void head_put(Out *out, const Study *study, const Comparison *c)
{
    Ctx *cx = out->cx;
    const bool write = may(cx, BILL);
    ly_head_begin(out, study->name);
    ly_head_buttons(out);
    if (c->model_count) ly_sheet_buttons(out, text(cx, "/office/laboratory/%ld/schools.csv?against=%ld", (long)study->id, (long)compared_against(c)));
    if (write) ly_small_button(out, "Change the study", text(cx, "/office/laboratory/%ld/change", (long)study->id), false);
    if (write && c->model_count < STUDY_MODELS_MOST) ly_small_button(out, "Add a model", text(cx, "/office/laboratory/%ld/models/new", (long)study->id), true);
    html(out, "</div><p class=\"ly-page__sub\">%s: %s and %s, as the register has them today. ", study_roll_words(cx, study), counted(cx, (int64_t)c->known, "school", NULL), counted(cx, c->pupils, "pupil", NULL));
    if (c->known < c->school_count) {
        int64_t without = (int64_t)(c->school_count - c->known);
        html(out, "%s no number of pupils there, and no price by the pupil. ", counted(cx, without, "other has", "others have"));
    }
    html(out, "Nothing here is sent to schools.</p>");
    ly_head_end(out, false);
}

static Error *comparison_of(Ctx *cx, const Request *rq, Study *study, Comparison *c)
{
    StudyModel *models;
    size_t count;
    TRY(study_find(cx, rq->id, study));
    TRY(study_models(cx, study->id, &models, &count));
    return price_compare(cx, study, models, count, query_number(rq, "against", 0), c);
}

static Error *study_show(Ctx *cx, const Request *rq, Response *rs)
{
    Study study = {0};
    Comparison c = {0};
    TRY(comparison_of(cx, rq, &study, &c));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = study.name, .frame = FRAME_OFFICE, .current = "laboratory", .wide = true, CRUMBS({ "Price laboratory", "/office/laboratory" }) });
    head_put(out, &study, &c);
    if (!c.school_count) {
        ly_empty(out, (LyEmpty){ .title = "No school fits", .words = "The register here has no open school of this authority, phase and sector. Choose others, or import the register.",
                                 .act = may(cx, BILL) ? "Change the study" : NULL, .act_href = text(cx, "/office/laboratory/%ld/change", (long)study.id) });
    } else if (!c.model_count) {
        ly_empty(out, (LyEmpty){ .title = "No model yet", .words = "Begin with the price as it is today. Then add what it could become: each is held against the first.",
                                 .act = may(cx, BILL) ? "Add a model" : NULL, .act_href = text(cx, "/office/laboratory/%ld/models/new", (long)study.id) });
    } else {
        laboratory_models(out, &study, &c);
        laboratory_chart(out, &study, &c);
        laboratory_changes(out, &study, &c);
        laboratory_table(out, &study, &c, query_number(rq, "after", 0));
    }
    page_end(rs);
    return OK;
}

/* ---- to take away ---- */

static void price_cells(Sheet *sheet, const Comparison *c, size_t school)
{
    for (size_t m = 0; m < c->model_count; m++) {
        const Priced *priced = compared_price(c, school, m);
        int64_t change;
        if (priced->how == PRICED) sheet_pence(sheet, priced->pence);
        else sheet_text(sheet, NULL);
        if (m == c->against) continue;
        if (compared_change(c, school, m, &change)) sheet_pence(sheet, change);
        else sheet_text(sheet, NULL);
    }
}

static Error *schools_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    const char *heads[6 + 2 * STUDY_MODELS_MOST] = { "School", "URN", "Phase", "Sector", "Pupils" };
    size_t n = 5;
    Study study = {0};
    Comparison c = {0};
    Sheet sheet;
    TRY(comparison_of(cx, rq, &study, &c));
    if (c.now_schools) heads[n++] = "Today";
    for (size_t m = 0; m < c.model_count; m++) {
        const char *letter = study_letter(c.models[m].position);
        heads[n++] = text(cx, "Model %s: %s", letter, c.models[m].rule.name);
        if (m != c.against) heads[n++] = text(cx, "Model %s less %s", letter, compared_with(cx, &c));
    }
    sheet_begin(&sheet, cx, rq, heads, n);
    for (size_t i = 0; i < c.school_count; i++) {
        const RollSchool *school = &c.schools[i];
        sheet_text(&sheet, school->name), sheet_text(&sheet, school->urn), sheet_text(&sheet, school->phase), sheet_text(&sheet, school->sector);
        if (school->roll < 0) sheet_text(&sheet, NULL);
        else sheet_int(&sheet, school->roll);
        if (c.now_schools && c.now[i] < 0) sheet_text(&sheet, NULL);
        else if (c.now_schools) sheet_pence(&sheet, c.now[i]);
        price_cells(&sheet, &c, i);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "prices");
}

ROUTES(laboratory_pages,
    GET  ("/office/laboratory",             READ_MONEY, studies_show),
    SLOW ("/office/laboratory/:id",         READ_MONEY, study_show),
    SHEET("/office/laboratory/:id/schools", READ_MONEY, schools_sheet),
);
