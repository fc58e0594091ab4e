/* Recording what was met in school or elsewhere, for many at once, and taking it back. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/permission.h"
#include "rooms/record/training_pages.h"

extern const RouteList training_record_pages;

static void people_put(Out *out, const Request *rq, const Training *t, int64_t wanted, bool *led)
{
    Ctx *cx = out->cx;
    ly_picker_begin(out);
    for (size_t i = 0; i < t->count; i++) {
        const char *id = text(cx, "%ld", (long)t->rows[i].person_id);
        ly_pick(out, (LyPick){ .id = *led ? text(cx, "person-%s", id) : "people", .name = "person", .value = id, .person = t->rows[i].name, .what = t->rows[i].post,
                               .checked = form_ticked(rq, "person", id) || (!rq->posted && t->rows[i].person_id == wanted) });
        *led = true;
    }
    ly_picker_end(out);
}

static Error *picker_put(Out *out, const Request *rq, const TrainingPlace *place)
{
    Training staff = {0}, board = {0};
    bool led = false;
    const char *error = error_for(rq, "people");
    int64_t wanted = query_number(rq, "person", 0);
    if (place->scope.staff) TRY(training_at(out->cx, place->organisation_id, STAFF, &staff));
    if (place->scope.board) TRY(training_at(out->cx, place->organisation_id, BOARD, &board));
    html(out, "<fieldset class=\"govuk-fieldset govuk-form-group%s\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">Who met it</legend>\n", error ? " govuk-form-group--error" : "");
    if (error) govuk_error_message(out, (ErrorMessage){ .text = error, .id = "people-error" });
    ly_find(out, "Find a name or post");
    if (place->group == BOARD && board.count) people_put(out, rq, &board, wanted, &led);
    if (staff.count) people_put(out, rq, &staff, wanted, &led);
    if (place->group == STAFF && board.count) {
        html(out, "<h2 class=\"govuk-heading-s govuk-!-margin-top-4\">Governing board</h2>\n");
        people_put(out, rq, &board, wanted, &led);
    }
    html(out, "</fieldset>\n");
    return OK;
}

static Error *record_show(Ctx *cx, const Request *rq, Response *rs)
{
    TrainingPlace place;
    Requirement *all;
    size_t n;
    TRY(training_place(cx, rq, &place));
    if (!place.scope.records) return missing(cx, "recording training at organisation %ld", (long)place.organisation_id);
    TRY(requirements_in_use(cx, &all, &n));
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "Choose what was met" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)all[i].id), .text = all[i].name };
    Out *out = training_place_page(cx, rq, rs, &place, "Record training", place.base);
    html(out, "<h1 class=\"govuk-heading-l\">Record training</h1>\n<div class=\"ly-read\"><p class=\"govuk-body\">For what was done in school or elsewhere. The partnership’s own courses are recorded by themselves.</p>\n");
    form_begin(cx, rq, rs, text(cx, "%s/record", place.base), false);
    field_select(out, rq, (Select){ .name = "requirement", .label = "What was met", .label_classes = "govuk-label--s", .items = items, .count = n + 1 });
    field_date(out, rq, (DateField){ .name = "met_on", .legend = "On which day", .hint = "For example, 3 9 2026", .stored = "" });
    field_text(out, rq, (TextInput){ .name = "words", .label = "What shows it (optional)", .label_classes = "govuk-label--s", .hint = "Such as INSET day led by our safeguarding lead, or the number of a certificate" });
    TRY(picker_put(out, rq, &place));
    govuk_button(out, (Button){ .text = "Record it", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *record_submit(Ctx *cx, Request *rq, Response *rs)
{
    TrainingPlace place;
    size_t n, known = 0;
    int64_t recorded = 0;
    TRY(training_place(cx, rq, &place));
    const char *const *typed = form_list(cx, rq, "person", &n);
    int64_t *people = array(cx, int64_t, n + 1);
    for (size_t i = 0; i < n; i++) if (number_parse(typed[i], 1, INT64_MAX, &people[known])) known++;
    Recording recording = { .organisation_id = place.organisation_id, .requirement_id = form_number(rq, "requirement", 0), .words = form_text(rq, "words"), .person_ids = people, .person_count = known };
    TRY(form_date(cx, rq, "met_on", "The day", &recording.met_on));
    TRY(requirement_record(cx, &recording, &recorded));
    rs->flash = text(cx, "Recorded for %s", counted(cx, recorded, "person", "people"));
    return redirect(rs, place.base);
}

static Error *withdraw_submit(Ctx *cx, Request *rq, Response *rs)
{
    TrainingPlace place;
    TRY(training_place(cx, rq, &place));
    TRY(requirement_met_withdraw(cx, place.organisation_id, place.id));
    rs->flash = "Taken back. It stays in the history, and no longer counts";
    return redirect(rs, place.base);
}

ROUTES(training_record_pages,
    FORM("/training/record",                               SIGNED_IN,   record_show, NULL, record_submit),
    POST("/training/met/:id/withdraw",                     SIGNED_IN,   NULL, withdraw_submit),
    FORM("/office/schools/:id/training/record",            RUN_MEMBERS, record_show, NULL, record_submit),
    POST("/office/schools/:id/training/met/:id/withdraw",  RUN_MEMBERS, NULL, withdraw_submit),
);
