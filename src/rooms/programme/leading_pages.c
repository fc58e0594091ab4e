/* What somebody who leads events is asked: each event with its answer, their agreement, and the days on which they are away. */
#include "rooms/programme/leading_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "platform/html/field.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/session.h"

extern const RouteList leading_pages;

static const char *when_words(Ctx *cx, const Session *session)
{
    return text(cx, "%s, %s", day_words(cx, date_of(cx, session->starts_at)), clock_range(cx, session->starts_at, session->ends_at));
}

/* ---- one event ---- */

static bool is_to_come(const Ctx *cx, const Leading *l) { return one_of(l->state, "draft published closed") && (!l->starts_at || l->starts_at > cx->now); }

static void note_field(Out *out, const Request *rq, const char *hint)
{
    field_textarea(out, rq, (Textarea){ .name = "note", .label = "A word with it (optional)", .label_classes = "govuk-label--s", .rows = 2, .hint = hint });
}

static void ask_form(Out *out, const Request *rq, Response *rs, const char *action)
{
    form_begin(out->cx, rq, rs, action, false);
    note_field(out, rq, "Whoever asked you reads it. Do not write about health");
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Yes, I lead it", .name = "answer", .value = "yes", .prevent_double_click = YES });
    govuk_button(out, (Button){ .text = "No, I cannot", .name = "answer", .value = "no", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/facilitating\">Answer later</a></div></form>\n");
}

static void withdraw_form(Out *out, const Request *rq, Response *rs, const char *action)
{
    govuk_details_begin(out, (Details){ .summary = "I cannot lead it after all", .open = rq->posted });
    form_begin(out->cx, rq, rs, action, false);
    note_field(out, rq, "Whoever planned it is told at once and reads it. Do not write about health");
    govuk_button(out, (Button){ .text = "Say that I cannot lead it", .name = "answer", .value = "no", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>\n");
    govuk_details_end(out);
}

static void agreement_panel(Out *out, const Leading *l)
{
    const char *href = text(out->cx, "/facilitating/events/%ld/agreement", (long)l->event_id);
    if (!*l->agreement) return;
    ly_panel_begin(out, (LyPanel){ .title = "Agreement", .tone = same(l->agreement, "agreed") ? LY_PLAIN : LY_MIST });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">%s</p>", same(l->agreement, "agreed") ? "You have accepted it." : "What you are paid and what for is written down, and waits for you to accept it.");
    ly_small_button(out, same(l->agreement, "agreed") ? "See the agreement" : "Read and accept it", href, !same(l->agreement, "agreed"));
    ly_panel_end(out);
}

static const char *heading(Ctx *cx, const Leading *l)
{
    if (same(l->answer, "asked")) return text(cx, "Will you lead %s?", l->title);
    return text(cx, same(l->answer, "accepted") ? "You lead %s" : "You have said no to %s", l->title);
}

static void state_words(Out *out, const Leading *l)
{
    Ctx *cx = out->cx;
    if (same(l->state, "cancelled")) ly_note(out, LY_WARN, "This event has been cancelled.");
    else if (same(l->state, "draft")) html(out, "<p class=\"govuk-body\">It is not in the programme yet.</p>\n");
    if (same(l->answer, "declined"))
        html(out, "<p class=\"govuk-body\">You said so on %s, and whoever planned it knows. Can you lead it after all? Write to the office, and you are asked again.</p>\n", day_words(cx, date_of(cx, l->answered_at)));
    else if (same(l->answer, "asked") && l->asked_at && *l->asker) html(out, "<p class=\"govuk-body\">%s asks you, since %s.</p>\n", l->asker, day_words(cx, date_of(cx, l->asked_at)));
    if (*l->answer_note) html(out, "<p class=\"govuk-body\">Your note: %s</p>\n", l->answer_note);
}

static void sessions_put(Out *out, const Leading *l, const Session *sessions, size_t n)
{
    Ctx *cx = out->cx;
    bool register_there = cx->who->post_id && !same(l->answer, "declined") && one_of(l->state, "published closed archived");
    if (!n) html(out, "<p class=\"govuk-body\">It has no date yet.</p>\n");
    ly_sessions_begin(out);
    for (size_t i = 0; i < n; i++) {
        ly_session_begin(out, date_of(cx, sessions[i].starts_at));
        html(out, "<b>%s</b><br>%s", when_words(cx, &sessions[i]), where_shown(cx, sessions[i].place_kind, sessions[i].venue));
        if (register_there) html(out, "<br><a class=\"govuk-link ly-small\" href=\"/events/%ld/register/%ld\">Who comes<span class=\"govuk-visually-hidden\">, %s</span></a>", (long)l->event_id, (long)sessions[i].id, when_words(cx, &sessions[i]));
        ly_session_end(out);
    }
    ly_sessions_end(out);
}

static Error *answer_show(Ctx *cx, const Request *rq, Response *rs)
{
    Leading l = {0};
    Session *sessions;
    size_t n;
    const char *clash = NULL, *action = text(cx, "/facilitating/events/%ld", (long)rq->id);
    TRY(leading_find(cx, rq->id, &l));
    TRY(event_sessions(cx, rq->id, &sessions, &n));
    bool asked = same(l.answer, "asked");
    if (asked && is_to_come(cx, &l)) TRY(leading_clash(cx, rq->id, &clash));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = heading(cx, &l), .frame = FRAME_PUBLIC, .current = "facilitating", .back = "/facilitating" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", heading(cx, &l));
    state_words(out, &l);
    sessions_put(out, &l, sessions, n);
    if (!same(l.state, "draft")) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/events/%ld\">What is offered, and to whom</a></p>\n", (long)rq->id);
    if (clash) ly_note(out, LY_WARN, clash);
    if (!same(l.answer, "declined")) agreement_panel(out, &l);      /* before they answer, too: they want to know it */
    if (asked && one_of(l.state, "draft published closed") && (!l.ends_at || l.ends_at > cx->now)) ask_form(out, rq, rs, action);
    if (same(l.answer, "accepted") && is_to_come(cx, &l)) withdraw_form(out, rq, rs, action);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *answer_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *answer = form_text(rq, "answer");
    bool yes = same(answer, "yes");
    if (!yes && !same(answer, "no")) return invalid(cx, NULL, "Choose yes or no");
    TRY(leading_answer(cx, rq->id, yes, form_text(rq, "note")));
    rs->flash = yes ? "You lead it. It comes by email for your calendar." : "You have said no, and whoever asked you is told.";
    return redirect(rs, yes ? text(cx, "/facilitating/events/%ld", (long)rq->id) : "/facilitating");
}

/* ---- the agreement ---- */

void agreement_facts(Out *out, const Agreement *a)
{
    Ctx *cx = out->cx;
    ly_facts_begin(out, false);
    ly_fact(out, "Fee", a->fee_pence ? money_words(cx, a->fee_pence) : "None");
    ly_fact(out, "Expenses", a->expenses_pence ? text(cx, "Up to %s, against receipts", money_words(cx, a->expenses_pence)) : "None");
    ly_fact(out, "Accepted", a->agreed_at ? text(cx, "By %s on %s", a->name, day_words(cx, date_of(cx, a->agreed_at))) : a->offered_at ? text(cx, "Not yet. Offered on %s", day_words(cx, date_of(cx, a->offered_at))) : "Not offered yet");
    ly_facts_end(out);
}

static Error *agreement_show(Ctx *cx, const Request *rq, Response *rs)
{
    Agreement a = {0};
    Event event = {0};
    TRY(agreement_find_mine(cx, rq->id, &a));
    TRY(event_find(cx, rq->id, &event));
    const char *here = text(cx, "/facilitating/events/%ld/agreement", (long)rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Agreement: %s", event.title), .frame = FRAME_PUBLIC, .current = "facilitating", .back = text(cx, "/facilitating/events/%ld", (long)rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Agreement</h1>\n<p class=\"ly-lede\">%s, %s</p>\n", event.title, blank(event_when_words(cx, &event)) ? "no date yet" : event_when_words(cx, &event));
    ly_panel_begin(out, (LyPanel){ .title = "What is agreed" });
    html_markdown(out, a.words, 3);
    agreement_facts(out, &a);
    ly_panel_end(out);
    if (!a.agreed_at && a.leads) {
        form_begin(cx, rq, rs, here, false);
        html(out, "<input type=\"hidden\" name=\"version\" value=\"%ld\">", (long)a.version);
        govuk_button(out, (Button){ .text = "Accept the agreement", .prevent_double_click = YES });
        html(out, "</form><p class=\"ly-small ly-quiet\">Is something in it not right? Write to the office before you accept.</p>\n");
    }
    ly_small_button(out, "Take it away (PDF)", text(cx, "%s.pdf", here), false);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *agreement_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(agreement_accept(cx, rq->id, form_number(rq, "version", 0)));
    rs->flash = "You have accepted the agreement";
    return redirect(rs, text(cx, "/facilitating/events/%ld/agreement", (long)rq->id));
}

Error *agreement_pdf(Ctx *cx, const Event *event, const Agreement *a, Response *rs)
{
    const char *bytes, *accepted = a->agreed_at ? text(cx, "Accepted by %s, signed in, at %s.", a->name, moment_words(cx, a->agreed_at)) : "Not accepted yet.";
    size_t length;
    const PdfColumn columns[] = { { "", 0.3, false }, { "", 0.7, false } };
    Pdf *pdf = pdf_begin(cx, (PdfPage){ .title = text(cx, "Agreement: %s", event->title), .author = cx->partnership->name, .footer = cx->partnership->name });
    pdf_heading(pdf, 1, "Agreement");
    pdf_text(pdf, text(cx, "Between %s and %s", cx->partnership->name, a->name));
    pdf_table(pdf, "What it is about", columns, COUNT(columns));
    pdf_row(pdf, (const char *[]){ "Event", text(cx, "%s (%s)", event->title, event->code) });
    pdf_row(pdf, (const char *[]){ "When", blank(event_when_words(cx, event)) ? "No date yet" : event_when_words(cx, event) });
    pdf_row(pdf, (const char *[]){ "Where", event_where_words(cx, event) });
    pdf_row(pdf, (const char *[]){ "Fee", a->fee_pence ? money_table(cx, a->fee_pence) : "None" });
    pdf_row(pdf, (const char *[]){ "Expenses", a->expenses_pence ? text(cx, "Up to %s, against receipts", money_table(cx, a->expenses_pence)) : "None" });
    pdf_table_end(pdf);
    pdf_space(pdf, 8);
    pdf_text(pdf, a->words);
    pdf_space(pdf, 8);
    pdf_text(pdf, accepted);
    if (a->offered_at) pdf_small(pdf, text(cx, "Version %ld, offered%s%s at %s.", (long)a->version, blank(a->offered_by) ? "" : " by ", a->offered_by, moment_words(cx, a->offered_at)));
    TRY(pdf_end(pdf, &bytes, &length));
    rs->download = "agreement.pdf";
    return respond(rs, "application/pdf", bytes, length);
}

static Error *agreement_mine_pdf(Ctx *cx, const Request *rq, Response *rs)
{
    Agreement a = {0};
    Event event = {0};
    TRY(agreement_find_mine(cx, rq->id, &a));
    TRY(event_find(cx, rq->id, &event));
    return agreement_pdf(cx, &event, &a, rs);
}

/* ---- days away ---- */

static Error *away_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Days away", .frame = FRAME_PUBLIC, .current = "facilitating", .back = "/facilitating" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">When can you not lead anything?</h1>\n<p class=\"govuk-body\">Whoever plans an event with you on one of these days is warned. Why you are away is asked by nobody.</p>\n");
    form_begin(cx, rq, rs, "/facilitating/away/new", false);
    field_date(out, rq, (DateField){ .name = "from_on", .legend = "First day", .hint = "For example, 15 2 2027", .stored = "" });
    field_date(out, rq, (DateField){ .name = "till_on", .legend = "Last day (optional)", .hint = "Leave it empty for one day", .stored = "" });
    govuk_button(out, (Button){ .text = "Save the days", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *away_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *from_on, *till_on;
    int64_t id;
    TRY(form_date(cx, rq, "from_on", "The first day", &from_on));
    TRY(form_date(cx, rq, "till_on", "The last day", &till_on));
    TRY(away_add(cx, from_on, till_on, &id));
    rs->flash = "The days are saved. What you have said yes to stays: say on its page if you cannot come.";
    return redirect(rs, "/facilitating");
}

static Error *away_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(away_remove(cx, rq->id));
    rs->flash = "You are not away then any more";
    return redirect(rs, "/facilitating");
}

ROUTES(leading_pages,
    FORM("/facilitating/events/:id",               SIGNED_IN, answer_show, NULL, answer_submit),
    FORM("/facilitating/events/:id/agreement",     SIGNED_IN, agreement_show, NULL, agreement_submit),
    SLOW("/facilitating/events/:id/agreement.pdf", SIGNED_IN, agreement_mine_pdf),
    FORM("/facilitating/away/new",                 SIGNED_IN, away_show, NULL, away_submit),
    POST("/facilitating/away/:id/remove",          SIGNED_IN, NULL, away_remove_submit),
);
