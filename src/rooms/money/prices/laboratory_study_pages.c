/* The price laboratory: a study begun, changed, removed. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/laboratory_pages.h"

extern const RouteList laboratory_study_pages;

/* ---- its name and its schools ---- */

static const char *pounds(Ctx *cx, int64_t pence) { return pence ? money_table(cx, pence) + strlen("£") : ""; }

static Error *study_fields(Out *out, const Request *rq, const Study *study)
{
    static const SelectItem sectors[] = { { .value = "", .text = "Any" }, { .value = "maintained", .text = "Maintained schools" }, { .value = "academy", .text = "Academies" },
                                          { .value = "independent", .text = "Independent schools" } };
    Ctx *cx = out->cx;
    Authority *list;
    size_t count, n = 1;
    TRY(authorities(cx, &list, &count));
    SelectItem *codes = array(cx, SelectItem, count + 1), phases[16] = { { .value = "", .text = "Any" } };
    codes[0] = (SelectItem){ .value = "", .text = "All" };
    for (size_t i = 0; i < count; i++) codes[i + 1] = (SelectItem){ .value = list[i].code, .text = list[i].name };
    for (const char *const *phase = school_phases; *phase && n < COUNT(phases); phase++) phases[n++] = (SelectItem){ .value = *phase, .text = capital(cx, *phase) };

    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "Like Price laboratory, 2027/28", .value = study->name });
    field_text(out, rq, (TextInput){ .name = "needed", .label = "What the year has to bring (optional)", .label_classes = "govuk-label--s", .hint = "Each model says how far it is from that, and which price would just bring it",
        .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal", .value = pounds(cx, study->needed_pence) });
    html(out, "<h2 class=\"govuk-heading-m\">Schools that the prices are tried on</h2><div class=\"ly-together\">");
    field_select(out, rq, (Select){ .name = "authority", .label = "Authority", .label_classes = "govuk-label--s", .items = codes, .count = count + 1, .value = study->authority_code });
    field_select(out, rq, (Select){ .name = "phase", .label = "Phase", .label_classes = "govuk-label--s", .items = phases, .count = n, .value = study->phase });
    field_select(out, rq, (Select){ .name = "sector", .label = "Sector", .label_classes = "govuk-label--s", .items = sectors, .count = COUNT(sectors), .value = study->sector });
    html(out, "</div>");
    return OK;
}

static StudyDraft study_typed(const Request *rq)
{
    return (StudyDraft){ .name = form_text(rq, "name"), .authority_code = form_text(rq, "authority"), .phase = form_text(rq, "phase"), .sector = form_text(rq, "sector"), .needed = form_text(rq, "needed") };
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Study fresh = { .name = "", .authority_code = cx->partnership->authority, .phase = "", .sector = "" };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New study", .frame = FRAME_OFFICE, .current = "laboratory", CRUMBS({ "Price laboratory", "/office/laboratory" }) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">New study</h1><p class=\"govuk-body\">It reckons with the pupils that the register has today, and with those of tomorrow as soon as the register has them.</p>\n");
    form_begin(cx, rq, rs, "/office/laboratory/new", false);
    TRY(study_fields(out, rq, &fresh));
    govuk_button(out, (Button){ .text = "Save and add a model", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    const StudyDraft draft = study_typed(rq);
    int64_t id;
    TRY(study_save(cx, 0, &draft, &id));
    rs->flash = "The study is begun. Say what the first model costs.";
    return redirect(rs, text(cx, "/office/laboratory/%ld/models/new", (long)id));
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Study study = {0};
    TRY(study_find(cx, rq->id, &study));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", study.name), .frame = FRAME_OFFICE, .current = "laboratory", .back = text(cx, "/office/laboratory/%ld", (long)study.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Change the study</h1>\n", study.name);
    form_begin(cx, rq, rs, text(cx, "/office/laboratory/%ld/change", (long)study.id), false);
    TRY(study_fields(out, rq, &study));
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form><p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/laboratory/%ld/remove\">Remove this study</a></p></div>\n", (long)study.id);
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    const StudyDraft draft = study_typed(rq);
    int64_t id;
    TRY(study_save(cx, rq->id, &draft, &id));
    rs->flash = "The study is saved.";
    return redirect(rs, text(cx, "/office/laboratory/%ld", (long)id));
}

/* ---- removed ---- */

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    Study study = {0};
    TRY(study_find(cx, rq->id, &study));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Remove %s", study.name), .frame = FRAME_OFFICE, .current = "laboratory", .back = text(cx, "/office/laboratory/%ld/change", (long)study.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Remove %s?</h1><p class=\"govuk-body\">Its %s go with it, and nobody can bring them back. No school’s price changes.</p>\n", study.name,
         counted(cx, study.models, "model", NULL));
    form_begin(cx, rq, rs, text(cx, "/office/laboratory/%ld/remove", (long)study.id), false);
    govuk_button(out, (Button){ .text = "Remove the study", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(study_remove(cx, rq->id));
    rs->flash = "The study is removed.";
    return redirect(rs, "/office/laboratory");
}

ROUTES(laboratory_study_pages,
    FORM("/office/laboratory/new",        BILL, new_show,    NULL, new_submit),
    FORM("/office/laboratory/:id/change", BILL, change_show, NULL, change_submit),
    FORM("/office/laboratory/:id/remove", BILL, remove_show, NULL, remove_submit),
);
