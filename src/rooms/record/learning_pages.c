/* What somebody adds to their record: learning from elsewhere with its evidence, what they took from a course, and goals. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/documents/file_kind.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/record/learning.h"
#include "rooms/themes/theme.h"

extern const RouteList learning_pages;

enum { EVIDENCE_KINDS = FILES_TEXT | FILES_SLIDES | FILES_SHEETS | FILES_PICTURE };

/* ---- from elsewhere ---- */

static Error *theme_field(Out *out, const Request *rq, int64_t theme_id)
{
    Theme *themes;
    size_t n;
    TRY(themes_in_use(out->cx, &themes, &n));
    SelectItem *items = array(out->cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "None of these" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(out->cx, "%ld", (long)themes[i].id), .text = themes[i].name };
    field_select(out, rq, (Select){ .name = "theme", .label = "Theme", .label_classes = "govuk-label--s", .items = items, .count = n + 1, .value = theme_id ? text(out->cx, "%ld", (long)theme_id) : "" });
    return OK;
}

static void length_fields(Out *out, const Request *rq, int64_t minutes)
{
    Ctx *cx = out->cx;
    html(out, "<fieldset class=\"govuk-fieldset\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">How long it took</legend><div class=\"ly-row\">");
    field_text(out, rq, (TextInput){ .name = "hours", .label = "Hours", .classes = "govuk-input--width-3", .inputmode = "numeric", .value = minutes >= 60 ? text(cx, "%ld", (long)minutes / 60) : "" });
    field_text(out, rq, (TextInput){ .name = "minutes", .label = "Minutes", .classes = "govuk-input--width-3", .inputmode = "numeric", .value = minutes % 60 ? text(cx, "%ld", (long)minutes % 60) : "" });
    html(out, "</div></fieldset>\n");
}

static void evidence_field(Out *out, const Request *rq, const Outside *o)
{
    Ctx *cx = out->cx;
    if (o->file_id) html(out, "<p class=\"govuk-body\">Evidence: <a class=\"govuk-link\" href=\"/record/evidence/%ld\">%s</a> <span class=\"ly-quiet\">%s</span></p>\n", (long)o->id, o->file_name, file_size_words(cx, o->file_length));
    field_file(out, rq, (FileUpload){ .name = "file", .label = o->file_id ? "Other evidence in its place (optional)" : "Evidence (optional)", .label_classes = "govuk-label--s", .accept = file_kind_accept(cx, EVIDENCE_KINDS),
               .hint = text(cx, "A certificate or a programme, with no pupil’s name in it. %s", file_kind_words(cx, EVIDENCE_KINDS, EVIDENCE_MOST)) });
}

static void words_fields(Out *out, const Request *rq, const char *label, const char *words, int64_t shown)
{
    field_character_count(out, rq, (CharacterCount){ .characters = OUTSIDE_WORDS_MOST, .threshold = 75, .textarea = { .name = "words", .label = label, .label_classes = "govuk-label--s", .rows = 6, .value = words,
        .hint = "What will you do differently, and what should pupils gain? Write no pupil’s name" } });
    field_checkbox(out, rq, "shown", "My school may read this", "Without a tick only you see it", shown);
}

static Error *outside_form(Out *out, const Request *rq, Response *rs, const Outside *o, const char *action)
{
    html(out, "<div class=\"ly-read\">");
    form_begin(out->cx, rq, rs, action, true);
    field_radios(out, rq, (Radios){ .name = "what", .legend = "What you did", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = o->what,
        OPTIONS({ .value = "attended", .text = "Attended" , .hint = "A course, a conference, a visit, reading or study" }, { .value = "presented", .text = "Presented", .hint = "Led a course or a session for others" },
                { .value = "shared", .text = "Shared", .hint = "Passed on to colleagues what you learned" }) });
    field_text(out, rq, (TextInput){ .name = "title", .label = "What it was called", .label_classes = "govuk-label--s", .value = o->title });
    field_text(out, rq, (TextInput){ .name = "provider", .label = "Who offered it (optional)", .label_classes = "govuk-label--s", .value = o->provider });
    field_date(out, rq, (DateField){ .name = "held_on", .legend = "The day, or the first of several", .hint = "For example, 14 3 2026", .stored = o->held_on });
    length_fields(out, rq, o->minutes);
    TRY(theme_field(out, rq, o->theme_id));
    evidence_field(out, rq, o);
    words_fields(out, rq, "What you took from it (optional)", o->words, o->shown);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    return OK;
}

static Error *outside_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Outside fresh = { .what = "attended", .title = "", .provider = "", .held_on = "", .words = "" };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add learning from elsewhere", .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<h1 class=\"govuk-heading-l\">Add learning from elsewhere</h1>\n");
    TRY(outside_form(out, rq, rs, &fresh, "/record/outside/new"));
    page_end(rs);
    return OK;
}

static void small_act(Ctx *cx, const Request *rq, Response *rs, const char *action, const char *words)
{
    form_begin(cx, rq, rs, action, false);
    govuk_button(&rs->out, (Button){ .text = words, .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(&rs->out, "</form>\n");
}

static Error *outside_show(Ctx *cx, const Request *rq, Response *rs)
{
    Outside o = {0};
    TRY(outside_find(cx, rq->id, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = o.title, .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n", o.title);
    TRY(outside_form(out, rq, rs, &o, text(cx, "/record/outside/%ld", (long)o.id)));
    html(out, "<div class=\"ly-row\">");
    if (o.file_id) small_act(cx, rq, rs, text(cx, "/record/outside/%ld/drop-file", (long)o.id), "Remove the evidence");
    small_act(cx, rq, rs, text(cx, "/record/outside/%ld/remove", (long)o.id), "Remove this from my record");
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

/* What the file is takes longer to find out than the writer has, and so does writing it. */
static Error *outside_prepare(Ctx *cx, Request *rq, Response *rs)
{
    const Upload *file = form_upload(rq, "file");
    const FileKind *kind = NULL;
    Outside theirs = {0};
    int64_t *id = rq->prepared = new(cx, int64_t);
    if (rq->id) TRY(outside_find(cx, rq->id, &theirs));
    if (!file || !file->length) return OK;
    TRY(file_kind_check(cx, "file", file->bytes, file->length, EVIDENCE_KINDS, EVIDENCE_MOST, &kind));
    return stored_file_stage(cx, file->name, kind->type, kind->ending, file->bytes, file->length, id);
}

/* -1 when it is typed and no number. */
static int64_t part_typed(Ctx *cx, const Request *rq, const char *name, int64_t most)
{
    int64_t number = 0;
    const char *typed = text_trim(cx, form_text(rq, name));
    return !*typed || number_parse(typed, 0, most, &number) ? number : -1;
}

static Error *outside_keep(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    int64_t hours = part_typed(cx, rq, "hours", 999), minutes = part_typed(cx, rq, "minutes", 59);
    Outside o = { .id = id, .what = form_text(rq, "what"), .title = form_text(rq, "title"), .provider = form_text(rq, "provider"), .words = form_text(rq, "words"), .shown = form_has(rq, "shown"),
                  .theme_id = form_number(rq, "theme", 0), .minutes = hours < 0 || minutes < 0 ? -1 : hours * 60 + minutes, .file_id = *(const int64_t *)rq->prepared };
    TRY(form_date(cx, rq, "held_on", "The day", &o.held_on));
    TRY(outside_save(cx, &o, &id));
    rs->flash = "It is in your record";
    return redirect(rs, "/record");
}

static Error *outside_new_submit(Ctx *cx, Request *rq, Response *rs) { return outside_keep(cx, rq, rs, 0); }
static Error *outside_submit(Ctx *cx, Request *rq, Response *rs)     { return outside_keep(cx, rq, rs, rq->id); }

static Error *outside_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(outside_remove(cx, rq->id));
    rs->flash = "It is removed from your record";
    return redirect(rs, "/record");
}

static Error *outside_drop_file_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(outside_drop_file(cx, rq->id));
    rs->flash = "The evidence is removed";
    return redirect(rs, text(cx, "/record/outside/%ld", (long)rq->id));
}

/* ---- what they took from a course ---- */

static Error *reflection_show(Ctx *cx, const Request *rq, Response *rs)
{
    Reflection r = {0};
    TRY(reflection_find(cx, rq->id, &r));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Your reflection", .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Your reflection</h1>\n<p class=\"ly-lede\">%s, %s</p>\n<div class=\"ly-read\">", r.title, date_words(cx, r.held_on));
    form_begin(cx, rq, rs, text(cx, "/record/%ld/reflection", (long)rq->id), false);
    words_fields(out, rq, "What you took from it", r.words, r.shown);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *reflection_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Reflection r = { .registration_id = rq->id, .words = form_text(rq, "words"), .shown = form_has(rq, "shown") };
    TRY(reflection_save(cx, &r));
    rs->flash = blank(r.words) ? "Your reflection is removed" : "Your reflection is saved";
    return redirect(rs, "/record");
}

/* ---- goals ---- */

static void goal_form(Out *out, const Request *rq, Response *rs, const Goal *goal, const char *action)
{
    html(out, "<div class=\"ly-read\">");
    form_begin(out->cx, rq, rs, action, false);
    field_textarea(out, rq, (Textarea){ .name = "words", .label = "What you mean to learn or to change", .label_classes = "govuk-label--s", .rows = 3, .value = goal->words, .hint = "Only you see your goals" });
    field_date(out, rq, (DateField){ .name = "by_on", .legend = "By when (optional)", .hint = "For example, 21 7 2027", .stored = goal->by_on });
    govuk_button(out, (Button){ .text = "Save the goal", .prevent_double_click = YES });
    html(out, "</form></div>\n");
}

static Error *goal_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a goal", .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<h1 class=\"govuk-heading-l\">Add a goal</h1>\n");
    goal_form(out, rq, rs, &(Goal){ .words = "", .by_on = "" }, "/record/goals/new");
    page_end(rs);
    return OK;
}

static Error *goal_show(Ctx *cx, const Request *rq, Response *rs)
{
    Goal goal = {0};
    TRY(goal_find(cx, rq->id, &goal));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "A goal", .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<h1 class=\"govuk-heading-l\">A goal</h1>\n");
    if (*goal.met_on) ly_note(out, LY_GOOD, text(cx, "Met on %s", date_words(cx, goal.met_on)));
    goal_form(out, rq, rs, &goal, text(cx, "/record/goals/%ld", (long)goal.id));
    html(out, "<div class=\"ly-row\">");
    small_act(cx, rq, rs, text(cx, "/record/goals/%ld/%s", (long)goal.id, *goal.met_on ? "open" : "met"), *goal.met_on ? "Not met after all" : "I have met it");
    small_act(cx, rq, rs, text(cx, "/record/goals/%ld/remove", (long)goal.id), "Remove the goal");
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *goal_keep(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    Goal goal = { .id = id, .words = form_text(rq, "words") };
    TRY(form_date(cx, rq, "by_on", "The day", &goal.by_on));
    TRY(goal_save(cx, &goal));
    rs->flash = "The goal is saved";
    return redirect(rs, "/record");
}

static Error *goal_new_submit(Ctx *cx, Request *rq, Response *rs) { return goal_keep(cx, rq, rs, 0); }
static Error *goal_submit(Ctx *cx, Request *rq, Response *rs)     { return goal_keep(cx, rq, rs, rq->id); }

static Error *goal_met_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(goal_meet(cx, rq->id, true));
    rs->flash = "The goal is met";
    return redirect(rs, "/record");
}

static Error *goal_open_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(goal_meet(cx, rq->id, false));
    rs->flash = "The goal is open again";
    return redirect(rs, "/record");
}

static Error *goal_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(goal_remove(cx, rq->id));
    rs->flash = "The goal is removed";
    return redirect(rs, "/record");
}

ROUTES(learning_pages,
    UPLOAD("/record/outside/new",           SIGNED_IN, outside_new_show, outside_prepare, outside_new_submit),
    UPLOAD("/record/outside/:id",           SIGNED_IN, outside_show, outside_prepare, outside_submit),
    POST  ("/record/outside/:id/remove",    SIGNED_IN, NULL, outside_remove_submit),
    POST  ("/record/outside/:id/drop-file", SIGNED_IN, NULL, outside_drop_file_submit),
    FORM  ("/record/:id/reflection",        SIGNED_IN, reflection_show, NULL, reflection_submit),
    FORM  ("/record/goals/new",             SIGNED_IN, goal_new_show, NULL, goal_new_submit),
    FORM  ("/record/goals/:id",             SIGNED_IN, goal_show, NULL, goal_submit),
    POST  ("/record/goals/:id/met",         SIGNED_IN, NULL, goal_met_submit),
    POST  ("/record/goals/:id/open",        SIGNED_IN, NULL, goal_open_submit),
    POST  ("/record/goals/:id/remove",      SIGNED_IN, NULL, goal_remove_submit),
);
