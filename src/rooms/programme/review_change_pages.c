/* What departments changed of what everybody sees: listed, looked at, accepted, or to be put right. */
#include "rooms/programme/review_change_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/office_pages.h"
#include "rooms/programme/review_pages.h"

static const char *kind_words(Ctx *cx, const ReviewChange *change)
{
    return change->event_id ? text(cx, "The event of %s", day_words(cx, change->starts_on)) : "The course";
}

static const char *its_path(Ctx *cx, const ReviewChange *change)
{
    return change->event_id ? text(cx, "/office/events/%ld", (long)change->event_id) : text(cx, "/office/courses/%ld", (long)change->course_id);
}

Error *review_change_note(Out *out, int64_t course_id, int64_t event_id)
{
    Ctx *cx = out->cx;
    ReviewChange change = {0};
    bool found;
    TRY(review_change_of(cx, course_id, event_id, &change, &found));
    if (!found) return OK;
    bool back = change.returned_at != 0;
    ly_note_begin(out, back ? LY_WARN : LY_INFO);
    if (back) html(out, "<b>The office asks for a change to be put right</b> since %s: %s", date_words(cx, date_of(cx, change.returned_at)), change.words);
    else html(out, "<b>Changed by %s</b> since the office last looked at it: %s.", change.owner, change.changes);
    if (may(cx, OWN_COURSES)) html(out, " <a href=\"/office/changes/%ld\">%s</a>", (long)change.id, may(cx, RUN_PROGRAMME) ? "Look at it and decide" : "See what is different");
    ly_note_end(out);
    return OK;
}

Error *review_changes_put(Out *out)
{
    Ctx *cx = out->cx;
    ReviewChange *list;
    size_t n;
    TRY(review_changes_open(cx, &list, &n));
    if (!n) return OK;
    html(out, "<h2 class=\"govuk-heading-m\">Changed while everybody sees it</h2>\n<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Changed while everybody sees it", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Department" }, { .text = "What is different" }, { .text = "Changed" }) });
    for (size_t i = 0; i < n; i++) {
        const ReviewChange *change = &list[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/changes/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>", (long)change->id, change->title, kind_words(cx, change));
        html(out, "<td data-label=\"Department\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"What is different\"><span>%s", change->owner, change->changer, change->changes);
        if (change->returned_at) html(out, "<span class=\"ly-sub\">to be put right: %s</span>", change->words);
        html(out, "</span></td><td data-label=\"Changed\" class=\"ly-nowrap\">%s</td></tr>\n", day_short(cx, date_of(cx, change->changed_at)));
    }
    ly_table_end(out);
    html(out, "</div>\n");
    return OK;
}

static void acts(Out *out, const Request *rq, Response *rs, const ReviewChange *change, const ReviewLook *look)
{
    static const Option both[] = { { .value = "accept", .text = "Accept it", .hint = "It stays as it is, and is off this list" }, { .value = "return", .text = "Ask for it to be put right", .hint = "With what is to be different, below" } };
    Ctx *cx = out->cx;
    form_begin(cx, rq, rs, text(cx, "/office/changes/%ld", (long)change->id), false);
    html(out, "<input type=\"hidden\" name=\"seen\" value=\"%s\">", look->seen);
    field_radios(out, rq, (Radios){ .name = "decision", .legend = "What becomes of it?", .legend_classes = "govuk-fieldset__legend--m", .classes = "govuk-radios--small", .items = both, .count = COUNT(both) });
    field_textarea(out, rq, (Textarea){ .name = "words", .label = "What is to be put right?", .label_classes = "govuk-label--s", .rows = 3,
                                        .hint = text(cx, "%s gets it by email, and finds it beside the %s", *change->changer ? change->changer : change->owner, change->event_id ? "event" : "course") });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the decision", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Change it yourself</a></div></form>\n", its_path(cx, change));
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    ReviewChange change = {0};
    ReviewLook look;
    TRY(review_change_find(cx, rq->id, &change));
    TRY(review_change_look(cx, &change, &look));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Changed: %s", change.title), .frame = FRAME_OFFICE, .current = "reviews", .back = "/office/reviews" });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>%s</h1>\n", kind_words(cx, &change), change.owner, change.title);
    html(out, "<p class=\"govuk-body\">Changed by %s on %s. Everybody sees it as it is now.</p>\n", *change.changer ? change.changer : change.owner, date_words(cx, date_of(cx, change.changed_at)));
    if (change.returned_at) ly_note(out, LY_WARN, text(cx, "The office asked for it to be put right on %s: %s", date_words(cx, date_of(cx, change.returned_at)), change.words));
    review_lines_put(out, &look);
    if (may(cx, RUN_PROGRAMME)) acts(out, rq, rs, &change, &look);
    else html(out, "<p class=\"govuk-body\">The office looks at it. <a class=\"govuk-link\" href=\"%s\">Change it again</a></p>\n", its_path(cx, &change));
    page_end(rs);
    return OK;
}

static Error *one_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *decision = form_text(rq, "decision");
    if (!one_of(decision, "accept return")) {
        ReviewChange change = {0};
        TRY(review_change_find(cx, rq->id, &change));
        return invalid(cx, "decision", "Choose whether it is accepted or to be put right");
    }
    bool accepted = same(decision, "accept");
    TRY(accepted ? review_change_accept(cx, rq->id, form_text(rq, "seen")) : review_change_return(cx, rq->id, form_text(rq, "words")));
    rs->flash = accepted ? "It is accepted." : "The department is asked by email to put it right.";
    return redirect(rs, "/office/reviews");
}

ROUTES(review_change_pages,
    FORM("/office/changes/:id", OWN_COURSES, one_show, NULL, one_submit),
);
