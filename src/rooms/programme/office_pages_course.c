/* A course as the office has it: one form to make and change it, publish and archive after a look at what that means. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/eligibility_pages.h"
#include "rooms/programme/event_list.h"
#include "rooms/programme/review_change_pages.h"
#include "rooms/programme/review_pages.h"

enum { DATES_SHOWN = 12 };

typedef struct { int64_t id; const char *name; } Owner;
static const Column owner_row[] = { COLUMN(Owner, id), COLUMN(Owner, name) };
SQL(owners_all, "SELECT id, name FROM organisation WHERE kind IN ('partnership', 'department') ORDER BY CASE kind WHEN 'partnership' THEN 0 ELSE 1 END, sort_key LIMIT 200");

/* ---- form ---- */

static void labels_field(Out *out, const Request *rq, const char *name, const char *legend, const char *hint, const CourseLabel *labels, size_t count, int64_t bits)
{
    Option *items = array(out->cx, Option, count);
    for (size_t i = 0; i < count; i++) items[i] = (Option){ .value = labels[i].slug, .text = labels[i].name, .checked = bits >> i & 1 ? YES : NO };
    field_checkboxes(out, rq, (Checkboxes){ .name = name, .legend = legend, .legend_classes = "govuk-fieldset__legend--s", .hint = hint, .classes = "govuk-checkboxes--small", .items = items, .count = count });
}

static void themes_field(Out *out, const Request *rq, const ThemeLabel *all, size_t count, const ThemeLabel *chosen, size_t chosen_count)
{
    Ctx *cx = out->cx;
    Option *items = array(cx, Option, count);
    for (size_t i = 0; i < count; i++) {
        bool is = false;
        for (size_t c = 0; c < chosen_count; c++) is |= chosen[c].id == all[i].id;
        items[i] = (Option){ .value = text(cx, "%ld", all[i].id), .text = all[i].name, .checked = is ? YES : NO };
    }
    field_checkboxes(out, rq, (Checkboxes){ .name = "theme", .legend = "Themes", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-checkboxes--small", .items = items, .count = count });
}

static Error *owner_field(Out *out, const Request *rq, int64_t owner_id)
{
    Ctx *cx = out->cx;
    Owner *owners;
    size_t count;
    if (!may(cx, RUN_PROGRAMME)) return OK;   /* a department's courses are its own */
    TRY(db_list(cx, owners_all, owner_row, &owners, &count, NONE));
    SelectItem *items = array(cx, SelectItem, count);
    for (size_t i = 0; i < count; i++) items[i] = (SelectItem){ .value = text(cx, "%ld", owners[i].id), .text = owners[i].name };
    field_select(out, rq, (Select){ .name = "owner", .label = "Offered by", .label_classes = "govuk-label--s", .value = text(cx, "%ld", owner_id), .items = items, .count = count });
    return OK;
}

const SelectItem *office_kinds(Ctx *cx, const char *all, size_t *count)
{
    SelectItem *items = array(cx, SelectItem, 16);
    size_t n = 0;
    if (all) items[n++] = (SelectItem){ .value = "", .text = all };
    for (const char *at = course_kinds; *at && n < 16; ) {
        size_t length = strcspn(at, "|");
        const char *kind = text_copy(cx, at, length);
        items[n++] = (SelectItem){ .value = kind, .text = capital(cx, kind) };
        at += length + (at[length] == '|');
    }
    *count = n;
    return items;
}

static void kind_field(Out *out, const Request *rq, const char *kind)
{
    size_t count;
    const SelectItem *kinds = office_kinds(out->cx, NULL, &count);
    field_select(out, rq, (Select){ .name = "kind", .label = "Kind", .label_classes = "govuk-label--s", .value = kind, .items = kinds, .count = count });
}

static Error *course_fields(Out *out, const Request *rq, const Course *course, const ThemeLabel *chosen, size_t chosen_count)
{
    ThemeLabel *themes;
    size_t theme_count;
    TRY(office_themes_all(out->cx, &themes, &theme_count));
    field_text(out, rq, (TextInput){ .name = "title", .label = "Title", .label_classes = "govuk-label--s", .value = course->title });
    field_text(out, rq, (TextInput){ .name = "code", .label = "Code", .label_classes = "govuk-label--s", .hint = "For people to say, like CU-101", .classes = "govuk-input--width-10", .value = course->code });
    kind_field(out, rq, course->kind);
    TRY(owner_field(out, rq, course->owner_id));
    field_character_count(out, rq, (CharacterCount){ .characters = COURSE_SUMMARY_MOST, .textarea = { .name = "summary", .label = "Summary", .label_classes = "govuk-label--s",
        .hint = "One or two sentences that people see in the programme", .rows = 3, .value = course->summary } });
    field_textarea(out, rq, (Textarea){ .name = "outcome", .label = "Outcome", .label_classes = "govuk-label--s", .hint = "What pupils should gain. Needed before the course is published", .rows = 3, .value = course->outcome });
    field_textarea(out, rq, (Textarea){ .name = "description", .label = "Description", .label_classes = "govuk-label--s",
        .hint = "What happens. Begin a line with a hyphen for a list; put two asterisks on both sides of a word to make it **bold**", .rows = 10, .value = course->description });
    labels_field(out, rq, "audience", "For", NULL, course_audiences, course_audience_count, course->audience_bits);
    labels_field(out, rq, "phase", "Phases", "None when it is for all", course_phases, course_phase_count, course->phase_bits);
    themes_field(out, rq, themes, theme_count, chosen, chosen_count);
    return OK;
}

static int64_t labels_ticked(const Request *rq, const char *name, const CourseLabel *labels, size_t count)
{
    int64_t bits = 0;
    for (size_t i = 0; i < count; i++) if (form_ticked(rq, name, labels[i].slug)) bits |= (int64_t)1 << i;
    return bits;
}

static CourseDraft draft_typed(Ctx *cx, const Request *rq)
{
    size_t count, known = 0;
    const char *const *typed = form_list(cx, rq, "theme", &count);
    int64_t *themes = array(cx, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) if (number_parse(typed[i], 1, INT64_MAX, &themes[known])) known++;
    return (CourseDraft){
        .code = text_trim(cx, form_text(rq, "code")), .title = form_text(rq, "title"), .kind = form_text(rq, "kind"), .summary = form_text(rq, "summary"),
        .description = form_text(rq, "description"), .outcome = form_text(rq, "outcome"), .owner_id = form_number(rq, "owner", 0),
        .audience_bits = labels_ticked(rq, "audience", course_audiences, course_audience_count),
        .phase_bits = labels_ticked(rq, "phase", course_phases, course_phase_count), .theme_ids = themes, .theme_count = known,
    };
}

static Error *course_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Course empty = { .code = "", .title = "", .kind = "course", .summary = "", .description = "", .outcome = "", .owner_id = cx->who->organisation_id };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New course", .frame = FRAME_OFFICE, .current = "office-courses", CRUMBS({ "Programme", "/office/programme" }, { "Courses", "/office/courses" }) });
    ly_head_begin(out, "New course");
    ly_head_end(out, false);
    html(out, "<div class=\"ly-read\">");
    form_begin(cx, rq, rs, "/office/courses/new", false);
    TRY(course_fields(out, rq, &empty, NULL, 0));
    govuk_button(out, (Button){ .text = "Save as a draft", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *course_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    CourseDraft draft = draft_typed(cx, rq);
    int64_t id;
    TRY(course_add(cx, &draft, &id));
    rs->flash = "The course is saved as a draft. Give it a date, and publish it when it is ready.";
    return redirect(rs, text(cx, "/office/courses/%ld", id));
}

static void course_head(Out *out, const Course *course)
{
    ly_head_begin(out, course->title);
    ly_status(out, same(course->state, "published") ? LY_GOOD : LY_QUIET, capital(out->cx, course->state));
    ly_head_buttons(out);
    ly_small_button(out, "See its page", text(out->cx, "/courses/%ld", course->id), false);
    ly_small_button(out, "What speaks for it", text(out->cx, "/office/courses/%ld/quality", course->id), false);
    ly_small_button(out, "Certificates", text(out->cx, "/office/courses/%ld/certificate", course->id), false);
    if (!same(course->state, "archived")) ly_small_button(out, "Archive", text(out->cx, "/office/courses/%ld/archive", course->id), false);
    ly_small_button(out, "New event", text(out->cx, "/office/events/new?course=%ld", course->id), same(course->state, "published"));
    if (!same(course->state, "published")) ly_small_button(out, "Publish", text(out->cx, "/office/courses/%ld/publish", course->id), true);
    ly_head_end(out, true);
}

static void dates_put(Out *out, const Course *course, const EventsRow *events, size_t count)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Its dates", .tone = LY_FLUSH, .end_text = count > DATES_SHOWN ? "All past dates" : NULL,
                                   .end_href = text(cx, "/office/programme?list=past&q=%s", text_url(cx, *course->code ? course->code : course->title)) });
    if (!count) html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">No date yet. <a class=\"govuk-link\" href=\"/office/events/new?course=%ld\">Plan the first event</a></p>", course->id);
    else {
        ly_table_begin(out, (LyTable){ .caption = "Dates of the course, the latest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "When" }, { .text = "Status" }, { .text = "Places" }) });
        for (size_t i = 0; i < count && i < DATES_SHOWN; i++) {
            const EventsRow *event = &events[i];
            const char *status;
            LyMeaning meaning = event_meaning(event->state, event->places, event->taken, &status);
            html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Status\">",
                 event->id, event->session_count ? date_words(cx, event->starts_on) : "No date yet", event->place);
            if (one_of(event->state, "published closed") && event->session_count && event->ends_at <= cx->now) ly_status_tiny(out, LY_QUIET, "Held");
            else ly_status_tiny(out, meaning, status);
            html(out, "</td><td data-label=\"Places\" class=\"ly-nowrap\">%ld of %ld</td></tr>\n", event->taken, event->places);
        }
        ly_table_end(out);
    }
    ly_panel_end(out);
}

static Error *course_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    ThemeLabel *themes;
    EventsRow *events;
    size_t theme_count, event_count;
    TRY(course_find_own(cx, rq->id, &course));
    TRY(course_themes(cx, rq->id, &themes, &theme_count));
    TRY(events_of_course(cx, rq->id, DATES_SHOWN + 1, &events, &event_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = course.title, .frame = FRAME_OFFICE, .current = "office-courses", .wide = true, CRUMBS({ "Programme", "/office/programme" }, { "Courses", "/office/courses" }) });
    course_head(out, &course);
    TRY(!same(course.state, "published") ? review_note(out, course.id, 0) : review_change_note(out, course.id, 0));
    html(out, "<div class=\"ly-split ly-split--wide ly-split--top\"><div>");
    form_begin(cx, rq, rs, text(cx, "/office/courses/%ld", rq->id), false);
    TRY(course_fields(out, rq, &course, themes, theme_count));
    govuk_button(out, (Button){ .text = "Save the course", .prevent_double_click = YES });
    html(out, "</form></div><div>\n");
    TRY(eligibility_panel(out, rq->id));
    dates_put(out, &course, events, event_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *course_submit(Ctx *cx, Request *rq, Response *rs)
{
    CourseDraft draft = draft_typed(cx, rq);
    TRY(course_change(cx, rq->id, &draft));
    rs->flash = "The course is saved.";
    return redirect(rs, text(cx, "/office/courses/%ld", rq->id));
}

/* ---- publish and archive: a page that says what it means, with one button ---- */

static Error *publish_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    ThemeLabel *themes;
    size_t theme_count;
    TRY(course_find_own(cx, rq->id, &course));
    TRY(course_themes(cx, rq->id, &themes, &theme_count));
    if (!same(course.state, "published") && review_needed(cx)) return redirect(rs, text(cx, "/office/courses/%ld/review", rq->id));
    const Error *lacks = course_lacks(cx, &course, theme_count);
    const char *back = text(cx, "/office/courses/%ld", rq->id);

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Publish the course", .frame = FRAME_OFFICE, .current = "office-courses", .back = back });
    if (lacks) html(out, "<h1 class=\"govuk-heading-l\">%s cannot be published yet</h1>\n", course.title);
    else html(out, "<h1 class=\"govuk-heading-l\">Publish %s?</h1>\n", course.title);
    if (lacks) {
        html(out, "<ul class=\"govuk-list govuk-list--bullet\">");
        for (const Error *lack = lacks; lack; lack = lack->next) html(out, "<li>%s</li>", lack->say);
        html(out, "</ul>\n");
        govuk_button(out, (Button){ .text = "Go back and add it", .href = back });
    } else {
        html(out, "<p class=\"govuk-body\">Everybody can then see it in the programme. Its events are published one by one.</p>\n");
        form_begin(cx, rq, rs, text(cx, "%s/publish", back), false);
        govuk_button(out, (Button){ .text = "Publish the course", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    page_end(rs);
    return OK;
}

static Error *publish_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(course_publish(cx, rq->id));
    rs->flash = "The course is published. Give it a date next.";
    return redirect(rs, text(cx, "/office/courses/%ld", rq->id));
}

static Error *archive_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    TRY(course_find_own(cx, rq->id, &course));
    const char *back = text(cx, "/office/courses/%ld", rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Archive the course", .frame = FRAME_OFFICE, .current = "office-courses", .back = back });
    html(out, "<h1 class=\"govuk-heading-l\">Archive %s?</h1><p class=\"govuk-body\">It leaves the programme and the lists. What was held stays on people’s records.</p>\n", course.title);
    form_begin(cx, rq, rs, text(cx, "%s/archive", back), false);
    govuk_button(out, (Button){ .text = "Archive the course", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *archive_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(course_archive(cx, rq->id));
    rs->flash = "The course is archived.";
    return redirect(rs, "/office/courses");
}

ROUTES(office_course_pages,
    FORM("/office/courses/new",         OWN_COURSES, course_new_show, NULL, course_new_submit),
    FORM("/office/courses/:id",         OWN_COURSES, course_show,     NULL, course_submit),
    FORM("/office/courses/:id/publish", OWN_COURSES, publish_show,    NULL, publish_submit),
    FORM("/office/courses/:id/archive", OWN_COURSES, archive_show,    NULL, archive_submit),
);
