/* What departments want to publish: sent, looked at, published or sent back. */
#include "rooms/programme/review_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/office_pages.h"
#include "rooms/programme/review_change_pages.h"

static const char *kind_words(Ctx *cx, const Review *r)
{
    if (!r->event_id) return "The course";
    return *r->starts_on ? text(cx, "The event of %s", day_words(cx, r->starts_on)) : "An event without a date yet";
}

static const char *draft_path(Ctx *cx, const Review *r) { return r->event_id ? text(cx, "/office/events/%ld", (long)r->event_id) : text(cx, "/office/courses/%ld", (long)r->course_id); }

Error *review_note(Out *out, int64_t course_id, int64_t event_id)
{
    Ctx *cx = out->cx;
    Review r = {0};
    bool found;
    TRY(review_latest(cx, course_id, event_id, &r, &found));
    if (!found || one_of(r.outcome, "published withdrawn")) return OK;
    bool back = same(r.outcome, "returned");
    ly_note_begin(out, back ? LY_WARN : LY_INFO);
    if (back) html(out, "<b>The office sent it back</b> on %s: %s", date_words(cx, date_of(cx, r.decided_at)), r.words);
    else html(out, "<b>With the office</b> since %s, sent by %s.", date_words(cx, date_of(cx, r.asked_at)), *r.asker ? r.asker : r.owner);
    if (may(cx, OWN_COURSES)) html(out, " <a href=\"/office/reviews/%ld\">%s</a>", (long)r.id, back || !may(cx, RUN_PROGRAMME) ? "See what was sent" : "Look at it and decide");
    ly_note_end(out);
    return OK;
}

/* ---- the list ---- */

static void what_cell(Out *out, const Review *r)
{
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/reviews/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>", (long)r->id, r->title, kind_words(out->cx, r));
}

static void open_table(Out *out, const Review *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "With the office", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Department" }, { .text = "What is new" }, { .text = "Sent" }) });
    for (size_t i = 0; i < n; i++) {
        const Review *r = &list[i];
        what_cell(out, r);
        html(out, "<td data-label=\"Department\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"What is new\">%s</td><td data-label=\"Sent\" class=\"ly-nowrap\">%s</td></tr>\n",
             r->owner, r->asker, r->changes, day_short(cx, date_of(cx, r->asked_at)));
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static void decided_table(Out *out, const Review *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m\">Decided lately</h2>\n<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Decided lately", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Department" }, { .text = "Outcome" }, { .text = "Decided" }) });
    for (size_t i = 0; i < n; i++) {
        const Review *r = &list[i];
        bool back = same(r->outcome, "returned");
        what_cell(out, r);
        html(out, "<td data-label=\"Department\">%s</td><td data-label=\"Outcome\"><span>", r->owner);
        ly_status_tiny(out, back ? LY_WARN : LY_GOOD, back ? "Sent back" : "Published");
        html(out, "<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Decided\" class=\"ly-nowrap\"><span>%s<span class=\"ly-sub\">%s</span></span></td></tr>\n", r->words, day_short(cx, date_of(cx, r->decided_at)), r->decider);
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    Review *open, *decided;
    size_t n, over;
    bool alone, office = may(cx, RUN_PROGRAMME);
    TRY(reviews_open(cx, &open, &n));
    TRY(reviews_decided(cx, &decided, &over));
    TRY(departments_publish_alone(cx, &alone));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = office ? "To review" : "With the office", .frame = FRAME_OFFICE, .current = "reviews", .wide = true });
    ly_head_begin(out, office ? "To review" : "With the office");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", office ? "What departments want to publish, the oldest first" : "What you want to publish");
    ly_head_end(out, false);
    if (n) open_table(out, open, n);
    else ly_empty(out, (LyEmpty){ .title = office ? "Nothing waits to be looked at" : "Nothing of yours is with the office", .plain = true, .act = "See the drafts", .act_href = "/office/programme?list=drafts",
                                  .words = alone ? "Departments publish by themselves now: the settings say so." : "Courses and events that departments want to publish come here first." });
    TRY(review_changes_put(out));
    if (over) decided_table(out, decided, over);
    page_end(rs);
    return OK;
}

/* ---- one of them ---- */

void review_lines_put(Out *out, const ReviewLook *look)
{
    bool compared = look->count && look->lines[0].was;
    const LyColumn columns[] = { { .text = "Part", .hidden = true }, { .text = "Now" }, { .text = "Before" } };
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n<div class=\"ly-panel ly-panel--flush\">", compared ? text(out->cx, "What it says, and %s", look->changed ? counted(out->cx, (int64_t)look->changed, "change", NULL) : "no change") : "What it says");
    ly_table_begin(out, (LyTable){ .caption = "What it says", .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) - !compared });
    for (size_t i = 0; i < look->count; i++) {
        const ReviewLine *line = &look->lines[i];
        bool changed = compared && !same(line->was, line->is);
        html(out, "<tr><th scope=\"row\"><span>%s", line->label);
        if (changed) html(out, "<span class=\"ly-sub\">changed</span>");
        html(out, "</span></th><td data-label=\"Now\">%s</td>", *line->is ? line->is : "–");
        if (compared) html(out, "<td data-label=\"Before\"><span class=\"ly-quiet\">%s</span></td>", !changed ? "the same" : *line->was ? line->was : "–");
        html(out, "</tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

/* Why it cannot be published as it is: the course comes before its events. */
static Error *hindrance(Ctx *cx, const Review *r, const char **why)
{
    Event event = {0};
    *why = NULL;
    if (!r->event_id) return OK;
    TRY(event_find(cx, r->event_id, &event));
    const Error *lacks = event_lacks(cx, &event);
    if (lacks) *why = lacks->say;
    return OK;
}

static Error *office_acts(Out *out, const Request *rq, Response *rs, const Review *r, const ReviewLook *look)
{
    Ctx *cx = out->cx;
    const char *why, *path = text(cx, "/office/reviews/%ld", (long)r->id);
    TRY(hindrance(cx, r, &why));
    if (why) ly_note(out, LY_WARN, text(cx, "It cannot be published yet. %s.", why));
    form_begin(cx, rq, rs, path, false);
    html(out, "<input type=\"hidden\" name=\"seen\" value=\"%s\">", look->seen);
    const Option publish = { .value = "publish", .text = "Publish it", .hint = "Everybody sees it in the programme", .disabled = why != NULL }, back = { .value = "return", .text = "Send it back", .hint = "With what is to be changed, below" };
    const Option both[] = { publish, back };
    field_radios(out, rq, (Radios){ .name = "decision", .legend = "What becomes of it?", .legend_classes = "govuk-fieldset__legend--m", .classes = "govuk-radios--small", .items = both, .count = COUNT(both) });
    field_textarea(out, rq, (Textarea){ .name = "words", .label = "What is to be changed?", .label_classes = "govuk-label--s", .rows = 3,
                                        .hint = text(cx, "%s gets it by email, and finds it beside the draft", *r->asker ? r->asker : r->owner) });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the decision", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Change it yourself</a></div></form>\n", draft_path(cx, r));
    return OK;
}

static void department_acts(Out *out, const Request *rq, Response *rs, const Review *r)
{
    Ctx *cx = out->cx;
    html(out, "<p class=\"govuk-body\">You can still change it: the office publishes what it says then.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/office/reviews/%ld/withdraw", (long)r->id), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Take it back", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">To the draft</a></div></form>\n", draft_path(cx, r));
}

static void outcome_put(Out *out, const Review *r)
{
    Ctx *cx = out->cx;
    const char *by = *r->decider ? text(cx, " by %s", r->decider) : "", *on = date_words(cx, date_of(cx, r->decided_at));
    if (same(r->outcome, "published")) ly_note(out, LY_GOOD, text(cx, "Published%s on %s.", by, on));
    else if (same(r->outcome, "withdrawn")) ly_note(out, LY_INFO, text(cx, "Taken back%s on %s.", by, on));
    else ly_note(out, LY_WARN, text(cx, "Sent back%s on %s: %s", by, on, r->words));
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">%s</a></p>\n", draft_path(cx, r), same(r->outcome, "published") ? "See it" : "To the draft");
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Review r = {0};
    ReviewLook look;
    TRY(review_find(cx, rq->id, &r));
    TRY(review_look(cx, r.course_id, r.event_id, &look));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "To review: %s", r.title), .frame = FRAME_OFFICE, .current = "reviews", .back = "/office/reviews" });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>%s</h1>\n", kind_words(cx, &r), r.owner, r.title);
    html(out, "<p class=\"govuk-body\">Sent by %s on %s.</p>\n", *r.asker ? r.asker : r.owner, date_words(cx, date_of(cx, r.asked_at)));
    if (*r.note) govuk_inset_text(out, (InsetText){ .text = r.note });
    if (r.decided_at) outcome_put(out, &r);
    else review_lines_put(out, &look);
    if (!r.decided_at && may(cx, RUN_PROGRAMME)) TRY(office_acts(out, rq, rs, &r, &look));
    else if (!r.decided_at) department_acts(out, rq, rs, &r);
    page_end(rs);
    return OK;
}

static Error *one_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *decision = form_text(rq, "decision");
    if (!one_of(decision, "publish return")) return invalid(cx, "decision", "Choose whether it is published or sent back");
    bool publish = same(decision, "publish");
    TRY(publish ? review_publish(cx, rq->id, form_text(rq, "seen")) : review_return(cx, rq->id, form_text(rq, "words")));
    rs->flash = text(cx, "It is %s. Whoever sent it is told by email.", publish ? "published" : "sent back");
    return redirect(rs, "/office/reviews");
}

static Error *withdraw_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(review_withdraw(cx, rq->id));
    rs->flash = "It is taken back, and a draft of yours again.";
    return redirect(rs, "/office/reviews");
}

/* ---- sending ---- */

typedef struct { const char *title, *path, *back; int64_t course_id, event_id; const Error *lacks; } Sending;

static Error *sending_show(Ctx *cx, const Request *rq, Response *rs, const Sending *s)
{
    Review latest = {0};
    bool found;
    TRY(review_latest(cx, s->course_id, s->event_id, &latest, &found));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Send to the office: %s", s->title), .frame = FRAME_OFFICE, .current = s->event_id ? "office-programme" : "office-courses", .back = s->back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", s->title, s->lacks ? "It cannot be published yet" : "Send it to the office");
    TRY(review_note(out, s->course_id, s->event_id));
    if (s->lacks) {
        html(out, "<ul class=\"govuk-list govuk-list--bullet\">");
        for (const Error *lack = s->lacks; lack; lack = lack->next) html(out, "<li>%s</li>", lack->say);
        html(out, "</ul>\n");
        govuk_button(out, (Button){ .text = "Go back and add it", .href = s->back });
    } else if (found && !latest.decided_at) {
        html(out, "<p class=\"govuk-body\">You are told by email when it is published or sent back.</p>\n");
        govuk_button(out, (Button){ .text = "See what was sent", .href = text(cx, "/office/reviews/%ld", (long)latest.id), .classes = "govuk-button--secondary" });
    } else {
        html(out, "<p class=\"govuk-body\">%s looks at it, and publishes it or sends it back with words. You are told by email either way, and find here where it stands.</p>\n", cx->partnership->name);
        form_begin(cx, rq, rs, s->path, false);
        field_character_count(out, rq, (CharacterCount){ .characters = REVIEW_NOTE_MOST, .textarea = { .name = "note", .label = "Anything the office should know? (optional)", .label_classes = "govuk-label--s", .rows = 3 } });
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = "Send it to the office", .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"%s\">Not yet</a></div></form>\n", s->back);
    }
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *event_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Review course = {0};
    bool found;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(review_latest(cx, event.course_id, 0, &course, &found));
    if (found && !course.decided_at) event.course_state = "published";      /* it comes before its event */
    const char *back = text(cx, "/office/events/%ld", (long)rq->id);
    const Error *lacks = same(event.state, "draft") ? event_lacks(cx, &event) : conflict(cx, "This event is %s, so there is nothing to look at", event.state);
    return sending_show(cx, rq, rs, &(Sending){ event.title, text(cx, "%s/review", back), back, event.course_id, event.id, lacks });
}

static Error *course_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    ThemeLabel *themes;
    size_t count;
    TRY(course_find_own(cx, rq->id, &course));
    TRY(course_themes(cx, rq->id, &themes, &count));
    const char *back = text(cx, "/office/courses/%ld", (long)rq->id);
    const Error *lacks = same(course.state, "published") ? conflict(cx, "This course is published, so there is nothing to look at") : course_lacks(cx, &course, count);
    return sending_show(cx, rq, rs, &(Sending){ course.title, text(cx, "%s/review", back), back, course.id, 0, lacks });
}

static Error *event_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(review_ask_event(cx, rq->id, form_text(rq, "note")));
    rs->flash = "It is with the office. You are told by email.";
    return redirect(rs, text(cx, "/office/events/%ld", (long)rq->id));
}

static Error *course_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(review_ask_course(cx, rq->id, form_text(rq, "note")));
    rs->flash = "It is with the office. You are told by email.";
    return redirect(rs, text(cx, "/office/courses/%ld", (long)rq->id));
}

ROUTES(review_pages,
    GET ("/office/reviews",            OWN_COURSES, list_show),
    FORM("/office/reviews/:id",        OWN_COURSES, one_show,    NULL, one_submit),
    POST("/office/reviews/:id/withdraw", OWN_COURSES, NULL, withdraw_submit),
    FORM("/office/events/:id/review",  OWN_COURSES, event_show,  NULL, event_submit),
    FORM("/office/courses/:id/review", OWN_COURSES, course_show, NULL, course_submit),
);
