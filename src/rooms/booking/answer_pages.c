/* Of one place: what its person was asked, answered or changed; and whether they share what they need. */
#include "rooms/booking/answer_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/home_pages.h"
#include "rooms/booking/needs_share.h"
#include "rooms/members/permission.h"

static bool to_answer(const Ctx *cx, const Registration *r)
{
    bool theirs = r->person_id == cx->who->id || registration_is_to_hand_on(cx, r);
    return theirs && r->person_id && one_of(r->state, "requested waiting offered confirmed") && r->starts_at > cx->now && !registration_is_to_read(cx, r);
}

/* ---- on the page of the place ---- */

static Error *answered_panel(Ctx *cx, Out *out, const Registration *r)
{
    AnswerGiven *given;
    size_t count;
    TRY(answers_of(cx, r->id, &given, &count));
    bool open = to_answer(cx, r);
    if (!count && !open) return OK;
    ly_panel_begin(out, (LyPanel){ .title = "What was asked", .end_text = count ? "Change" : "Answer", .end_href = open ? text(cx, "/registrations/%ld/answers", (long)r->id) : NULL });
    ly_facts_begin(out, false);
    for (size_t i = 0; i < count; i++) ly_fact(out, given[i].question, answer_words(cx, given[i].words));
    ly_facts_end(out);
    if (!count) html(out, "<p class=\"ly-small govuk-!-margin-top-0\">The organiser asks something, and nothing is answered yet.</p>");
    ly_panel_end(out);
    return OK;
}

static void share_button(Out *out, const Request *rq, Response *rs, const Registration *r, bool share)
{
    form_begin(out->cx, rq, rs, text(out->cx, "/registrations/%ld/needs", (long)r->id), false);
    html(out, "<input type=\"hidden\" name=\"share\" value=\"%s\">", share ? "yes" : "no");
    govuk_button(out, (Button){ .text = share ? "Share it for this event" : "Share it no more", .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
    html(out, "</form>");
}

static Error *needs_panel(Ctx *cx, Out *out, const Request *rq, Response *rs, const Registration *r)
{
    Needs needs;
    bool said, shared;
    TRY(needs_find(cx, &needs));
    TRY(needs_are_shared(cx, r->id, &said, &shared));
    ly_panel_begin(out, (LyPanel){ .title = "What you need", .end_text = "Change", .end_href = "/account/needs" });
    if (needs_none(&needs)) html(out, "<p class=\"ly-small govuk-!-margin-top-0\">Step-free access, a diet? <a class=\"govuk-link\" href=\"/account/needs\">Say it once</a>, then share it here with whoever runs this event.</p>");
    else {
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">%s.</p><p class=\"ly-small\">%s</p>", needs_words(cx, &needs),
             shared ? "Whoever runs this event sees it until it ends." : "Nobody sees it. Whoever runs this event may, if you share it, until it ends.");
        share_button(out, rq, rs, r, !shared);
    }
    ly_panel_end(out);
    return OK;
}

Error *answers_part(Ctx *cx, Out *out, const Request *rq, Response *rs, const Registration *r, const Event *event)
{
    bool live = one_of(r->state, "requested waiting offered confirmed") && r->ends_at > cx->now;
    if (event->rules & RULE_QUESTIONS) TRY(answered_panel(cx, out, r));
    return live && r->person_id == cx->who->id ? needs_panel(cx, out, rq, rs, r) : OK;
}

/* ---- of whoever comes to a place that stands ---- */

Error *answers_of_newcomer(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    Question *questions;
    size_t count;
    if (!(event->rules & RULE_QUESTIONS)) return OK;
    TRY(questions_of(cx, event->id, &questions, &count));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-top-6 govuk-!-margin-bottom-2\">What the organiser asks</h2>\n");
    answer_fields(out, rq, questions, count, answer_key(cx, 0, 1), NULL, 0);
    return OK;
}

Error *answers_of_newcomer_set(Ctx *cx, const Request *rq, int64_t registration_id)
{
    Registration r = {0};
    Event event = {0};
    TRY(registration_find(cx, registration_id, &r));
    TRY(event_find(cx, r.event_id, &event));
    return event.rules & RULE_QUESTIONS ? answers_set(cx, registration_id, answers_typed(cx, rq), answer_key(cx, 0, 1)) : OK;
}

/* ---- answered, or changed ---- */

static Error *answers_show(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    Question *questions;
    AnswerGiven *given;
    size_t count, given_count;
    TRY(registration_find(cx, rq->id, &r));
    if (registration_is_to_read(cx, &r)) return forbidden(cx, "an auditor writes nothing");
    TRY(questions_of(cx, r.event_id, &questions, &count));
    TRY(answers_of(cx, r.id, &given, &given_count));
    const char *back = text(cx, "/registrations/%ld", (long)rq->id);
    bool mine = r.person_id == cx->who->id;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What the organiser asks", .frame = FRAME_PUBLIC, .current = mine ? "home" : "bookings", .back = back });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">%s, %s.</p>\n", mine ? "What the organiser asks" : text(cx, "What is asked of %s", r.name), r.title,
         held_words(cx, r.starts_on, r.starts_at, r.ends_at, r.session_count));
    if (!count || !to_answer(cx, &r)) ly_empty(out, (LyEmpty){ .title = count ? "There is nothing to answer any more" : "Nothing is asked for this event", .words = "What was answered is deleted after the event.", .act = "See the place", .act_href = back, .plain = true });
    else {
        form_begin(cx, rq, rs, text(cx, "/registrations/%ld/answers", (long)rq->id), false);
        answer_fields(out, rq, questions, count, answer_key(cx, r.person_id, 0), given, given_count);
        html(out, "<p class=\"govuk-body-s ly-quiet\">Whoever runs the event reads the answers. They are deleted %d days after it.</p>\n<div class=\"ly-buttons\">", ANSWERS_KEPT_DAYS);
        govuk_button(out, (Button){ .text = "Save the answers", .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"%s\">Change nothing</a></div></form>\n", back);
    }
    page_end(rs);
    return OK;
}

static Error *answers_submit(Ctx *cx, Request *rq, Response *rs)
{
    Registration r = {0};
    TRY(registration_find(cx, rq->id, &r));
    TRY(answers_set(cx, rq->id, answers_typed(cx, rq), answer_key(cx, r.person_id, 0)));
    rs->flash = "The answers are saved.";
    return redirect(rs, text(cx, "/registrations/%ld", (long)rq->id));
}

static Error *needs_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool share = same(form_text(rq, "share"), "yes");
    TRY(needs_share(cx, rq->id, share));
    rs->flash = share ? "Whoever runs this event sees what you need, until it ends." : "Nobody sees what you need for this event.";
    return redirect(rs, text(cx, "/registrations/%ld", (long)rq->id));
}

/* ---- at home, of a place that others booked ---- */

static Error *wanting_find(Ctx *cx, void **rows, size_t *count)
{
    Unanswered *list;
    TRY(answers_wanting(cx, &list, count));
    *rows = list;
    return OK;
}

static void wanting_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    const Unanswered *list = rows;
    for (size_t i = 0; i < count; i++)
        ly_need(out, text(out->cx, "The organiser of %s asks something of you", list[i].title), text(out->cx, "%s. It helps to know it before.", day_words(out->cx, list[i].starts_on)), "Answer",
                text(out->cx, "/registrations/%ld/answers", (long)list[i].registration_id));
}

const HomeNeed answers_need = { SIGNED_IN, wanting_find, wanting_show };

ROUTES(answer_pages,
    FORM("/registrations/:id/answers", SIGNED_IN, answers_show, NULL, answers_submit),
    POST("/registrations/:id/needs",   SIGNED_IN, NULL, needs_submit),
);
