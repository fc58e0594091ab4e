/* For whoever owns an event: what its people answered, and what those who share it need. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/booking/answers.h"
#include "rooms/booking/needs_share.h"
#include "rooms/members/permission.h"
#include "rooms/programme/office_pages.h"

typedef struct { Event event; Question *questions; size_t question_count; AnswerGiven *given; size_t given_count; Registration *people; size_t people_count; } Answers;

static Error *answers_load(Ctx *cx, int64_t event_id, Answers *a)
{
    TRY(event_find_own(cx, event_id, &a->event));
    TRY(questions_of(cx, event_id, &a->questions, &a->question_count));
    TRY(answers_of_event(cx, event_id, &a->given, &a->given_count));
    return registrations_of_event(cx, event_id, &a->people, &a->people_count);
}

static const char *state_words(const char *state)
{
    return same(state, "confirmed") ? "Booked" : same(state, "offered") ? "Offered a place" : same(state, "waiting") ? "On the waiting list" : "Asked for";
}

/* ---- what they need ---- */

static void counts_put(Out *out, const char *title, const char *const *list, size_t count, const NeedsOf *needs, size_t n, bool dietary)
{
    bool begun = false;
    for (size_t i = 0; i < count; i++) {
        int64_t people = 0;
        for (size_t k = 0; k < n; k++) people += (dietary ? needs[k].dietary_bits : needs[k].access_bits) >> i & 1;
        if (!people) continue;
        if (!begun) {
            html(out, "<h4 class=\"govuk-heading-s govuk-!-margin-bottom-1\">%s</h4>", title);
            ly_facts_begin(out, false);
        }
        begun = true;
        ly_fact(out, list[i], text(out->cx, "%ld", (long)people));
    }
    if (begun) ly_facts_end(out);
}

static void needs_table(Out *out, const NeedsOf *needs, size_t n)
{
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "What each needs who has shared it", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Person" }, { .text = "Needs" }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Needs\">%s</td></tr>\n", needs[i].name, needs[i].organisation, needs_of(out->cx, needs, n, needs[i].registration_id));
    ly_table_end(out);
    html(out, "</div>\n");
}

static void needs_part(Out *out, const Event *event, const NeedsOf *needs, size_t n)
{
    bool over = event->session_count && event->ends_at <= out->cx->now;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-top-6 govuk-!-margin-bottom-2\" id=\"needs\">What people need</h2>\n");
    if (!n) {
        html(out, "<p class=\"govuk-body\">%s</p>\n", over ? "The event is over, and what was shared for it is deleted." : "Nobody with a place has shared anything yet. Each says it once in their account, and shares it for this event or not.");
        return;
    }
    html(out, "<p class=\"govuk-body\">%s for this event alone. It is gone when the event ends: do not copy it.</p>\n<div class=\"ly-split ly-split--right\"><div>\n", n == 1 ? "Shared by one person" : text(out->cx, "Shared by %zu people", n));
    needs_table(out, needs, n);
    html(out, "</div><aside aria-label=\"How many\">\n");
    ly_panel_begin(out, (LyPanel){ .title = "How many", .tone = LY_MIST, .level = 3 });
    counts_put(out, "To take part", needs_access, needs_access_count, needs, n, false);
    counts_put(out, "To eat", needs_dietary, needs_dietary_count, needs, n, true);
    ly_panel_end(out);
    html(out, "</aside></div>\n");
}

/* ---- what they answered ---- */

static void answers_table(Out *out, const Answers *a)
{
    Ctx *cx = out->cx;
    LyColumn *columns = array(cx, LyColumn, a->question_count + 1);
    columns[0] = (LyColumn){ .text = "Person" };
    for (size_t q = 0; q < a->question_count; q++) columns[q + 1] = (LyColumn){ .text = a->questions[q].words };
    html(out, "<div class=\"ly-panel ly-panel--flush ly-scroll\">");
    ly_table_begin(out, (LyTable){ .caption = "Answers to the questions of this event", .boxed = true, .phone = true, .columns = columns, .count = a->question_count + 1 });
    for (size_t i = 0; i < a->people_count; i++) {
        const Registration *r = &a->people[i];
        html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th>", r->name, same(r->state, "confirmed") ? r->organisation : state_words(r->state));
        for (size_t q = 0; q < a->question_count; q++)
            html(out, "<td data-label=\"%s\">%s</td>", a->questions[q].words, answer_words(cx, answer_of(a->given, a->given_count, r->id, a->questions[q].id)));
        html(out, "</tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *answers_show(Ctx *cx, const Request *rq, Response *rs)
{
    Answers a = {0};
    NeedsOf *needs;
    size_t n;
    TRY(answers_load(cx, rq->id, &a));
    TRY(needs_of_event(cx, rq->id, &needs, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Answers and needs: %s", a.event.title), .frame = FRAME_OFFICE, .current = "office-programme",
                                              CRUMBS({ "Programme", "/office/programme" }, { a.event.code, course_page_path(cx, a.event.course_id) }) });
    event_head(out, &a.event);
    event_tabs(out, &a.event, "answers");
    if (!a.question_count) ly_empty(out, (LyEmpty){ .title = "This event asks nothing", .words = "What an event asks of each person when they are booked is listed here.", .act = "Ask something", .act_href = text(cx, "/office/events/%ld/questions", (long)rq->id), .plain = true });
    else if (!a.people_count) ly_empty(out, (LyEmpty){ .title = "Nobody is booked yet", .words = "Answers appear here as people are booked.", .act = "See the questions", .act_href = text(cx, "/office/events/%ld/questions", (long)rq->id), .plain = true });
    else {
        html(out, "<div class=\"ly-row ly-row--apart\"><p class=\"govuk-body\">What each was asked when booking. It is deleted %d days after the event. Below: <a class=\"govuk-link\" href=\"#needs\">what people need</a>.</p><div class=\"ly-buttons\">", ANSWERS_KEPT_DAYS);
        ly_small_button(out, "The questions", text(cx, "/office/events/%ld/questions", (long)rq->id), false);
        ly_sheet_buttons(out, text(cx, "/office/events/%ld/answers.csv", (long)rq->id));
        html(out, "</div></div>\n");
        answers_table(out, &a);
    }
    needs_part(out, &a.event, needs, n);
    page_end(rs);
    return OK;
}

static Error *answers_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    Answers a = {0};
    Sheet sheet;
    TRY(answers_load(cx, rq->id, &a));
    const char **heads = array(cx, const char *, a.question_count + 3);
    heads[0] = "Name", heads[1] = "Organisation", heads[2] = "State";
    for (size_t q = 0; q < a.question_count; q++) heads[q + 3] = a.questions[q].words;
    sheet_begin(&sheet, cx, rq, heads, a.question_count + 3);
    for (size_t i = 0; i < a.people_count; i++) {
        sheet_text(&sheet, a.people[i].name), sheet_text(&sheet, a.people[i].organisation), sheet_text(&sheet, state_words(a.people[i].state));
        for (size_t q = 0; q < a.question_count; q++) sheet_text(&sheet, answer_words(cx, answer_of(a.given, a.given_count, a.people[i].id, a.questions[q].id)));
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "answers-%s", a.event.starts_on));
}

ROUTES(office_answer_pages,
    GET ("/office/events/:id/answers", OWN_COURSES, answers_show),
    SHEET("/office/events/:id/answers", OWN_COURSES, answers_sheet),
);
