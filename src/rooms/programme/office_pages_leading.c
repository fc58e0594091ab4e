/* Who is asked to lead what: asking, who has not answered or said no, and the agreement with each. */
#include "rooms/programme/office_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/leading_pages.h"

extern const RouteList office_leading_pages;

/* ---- who has not said yes ---- */

static const char *answer_words(Ctx *cx, const LeadingOpen *l)
{
    if (same(l->answer, "declined")) return text(cx, "Said no on %s", day_short(cx, date_of(cx, l->answered_at)));
    int64_t days = date_days_between(date_of(cx, l->asked_at), cx->today);
    return days ? text(cx, "Asked %s ago", counted(cx, days, "day", NULL)) : "Asked today";
}

static void open_row(Out *out, const Request *rq, Response *rs, const LeadingOpen *l)
{
    Ctx *cx = out->cx;
    bool declined = same(l->answer, "declined");
    html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Event\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></td><td data-label=\"Answer\"><span>",
         l->name, *l->answer_note ? l->answer_note : "", (long)l->event_id, l->title, day_words(cx, l->starts_on));
    ly_status_tiny(out, declined ? LY_BAD : LY_WARN, answer_words(cx, l));
    html(out, "</span></td><td class=\"ly-nowrap\"><div class=\"ly-acts\">");
    if (may(cx, OWN_COURSES)) {
        html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld/facilitators\">Ask somebody else<span class=\"govuk-visually-hidden\"> to lead %s</span></a>", (long)l->event_id, l->title);
        form_begin(cx, rq, rs, text(cx, "/office/events/%ld/facilitators/%ld/ask", (long)l->event_id, (long)l->person_id), false);
        html(out, "<input type=\"hidden\" name=\"from\" value=\"list\"><button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\" data-module=\"govuk-button\">Ask again<span class=\"govuk-visually-hidden\">: %s</span></button></form>", l->name);
    }
    html(out, "</div></td></tr>\n");
}

static Error *open_show(Ctx *cx, const Request *rq, Response *rs)
{
    LeadingOpen *list;
    size_t n;
    TRY(leadings_open(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Facilitators who have not said yes", .frame = FRAME_OFFICE, .current = "office-programme", .wide = true, CRUMBS({ "Programme", "/office/programme" }) });
    ly_head_begin(out, "Facilitators who have not said yes");
    ly_head_buttons(out);
    if (n) ly_sheet_buttons(out, "/office/facilitators.csv");
    ly_head_end(out, true);
    if (!n) ly_empty(out, (LyEmpty){ .title = "Everybody has said yes", .words = "Whoever is named to lead an event is asked by email. Who says no, or has not answered, is here until somebody leads it.", .act = "See the programme", .act_href = "/office/programme", .plain = true });
    else {
        ly_panel_begin(out, (LyPanel){ .title = counted(cx, (int64_t)n, "facilitator", NULL), .tone = LY_FLUSH });
        ly_table_begin(out, (LyTable){ .caption = "Who said no first, then who has not answered, by date", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Facilitator" }, { .text = "Event" }, { .text = "Answer" }, { .text = "Acts", .hidden = true }) });
        for (size_t i = 0; i < n; i++) open_row(out, rq, rs, &list[i]);
        ly_table_end(out);
        ly_panel_end(out);
    }
    page_end(rs);
    return OK;
}

static Error *open_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Facilitator", "Event", "Starts", "Answer", "Asked", "Note" };
    LeadingOpen *list;
    size_t n;
    Sheet sheet;
    TRY(leadings_open(cx, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].name), sheet_text(&sheet, list[i].title), sheet_moment(&sheet, list[i].starts_at), sheet_text(&sheet, same(list[i].answer, "declined") ? "no" : "not yet");
        sheet_moment(&sheet, list[i].asked_at), sheet_text(&sheet, list[i].answer_note);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "facilitators-to-answer");
}

static Error *ask_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(leading_ask(cx, rq->id, rq->id2));
    rs->flash = "They are asked by email.";
    return redirect(rs, same(form_text(rq, "from"), "list") ? "/office/facilitators" : text(cx, "/office/events/%ld", (long)rq->id));
}

/* ---- the agreement ---- */

static const char *pounds(Ctx *cx, int64_t pence) { return pence ? money_table(cx, pence) + strlen("£") : ""; }

static Error *agreement_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Agreement a = {0};
    TRY(event_find_own(cx, rq->id, &event));
    TRY(agreement_find(cx, rq->id, rq->id2, &a));
    const char *here = text(cx, "/office/events/%ld/agreements/%ld", (long)rq->id, (long)rq->id2);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Agreement with %s", a.name), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", (long)rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Agreement with %s</h1>\n", event.title, a.name);
    if (a.version) agreement_facts(out, &a);
    else if (*a.words) ly_note(out, LY_INFO, text(cx, "What was offered to %s last stands below. Change what is different this time.", a.name));
    if (a.agreed_at && a.leads) ly_note(out, LY_WARN, "It is accepted. Once you change a word or an amount it has to be accepted anew.");
    if (*a.paid_on) ly_note(out, LY_INFO, text(cx, "It was paid on %s, so it stays as it is.", date_words(cx, a.paid_on)));
    if (!a.leads || *a.paid_on || one_of(event.state, "cancelled archived")) html_markdown(out, a.words, 2);
    else {
        form_begin(cx, rq, rs, here, false);
        field_character_count(out, rq, (CharacterCount){ .characters = AGREEMENT_WORDS_MOST, .threshold = 75, .textarea = { .name = "words", .label = "What is agreed", .label_classes = "govuk-label--s", .rows = 8, .value = a.words,
            .hint = "What they do, what you provide, when they are paid, and what holds if it is cancelled" } });
        field_text(out, rq, (TextInput){ .name = "fee", .label = "Fee", .label_classes = "govuk-label--s", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal", .value = pounds(cx, a.fee_pence), .hint = "Leave it empty where there is none" });
        field_text(out, rq, (TextInput){ .name = "expenses", .label = "Expenses, up to", .label_classes = "govuk-label--s", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal", .value = pounds(cx, a.expenses_pence) });
        const SelectItem *funds;
        size_t fund_count;
        TRY(fund_items(cx, &funds, &fund_count));
        field_select(out, rq, (Select){ .name = "fund", .label = "Paid from", .label_classes = "govuk-label--s", .hint = "For us alone. It may change without a word to them", .items = funds, .count = fund_count, .value = a.fund_id ? text(cx, "%ld", (long)a.fund_id) : NULL });
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = "Save and offer it", .name = "offer", .value = "1", .prevent_double_click = YES });
        govuk_button(out, (Button){ .text = "Save only", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</div></form>\n");
    }
    if (a.version) ly_small_button(out, "Take it away (PDF)", text(cx, "%s/agreement.pdf", here), false);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *agreement_submit(Ctx *cx, Request *rq, Response *rs)
{
    const AgreementDraft draft = { .words = form_text(rq, "words"), .fee = form_text(rq, "fee"), .expenses = form_text(rq, "expenses"), .offer = form_has(rq, "offer"), .fund_id = form_number(rq, "fund", 0) };
    TRY(agreement_save(cx, rq->id, rq->id2, &draft));
    rs->flash = draft.offer ? "The agreement is offered by email, and waits to be accepted." : "The agreement is saved.";
    return redirect(rs, text(cx, "/office/events/%ld/costs", (long)rq->id));
}

static Error *agreement_file(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Agreement a = {0};
    TRY(event_find_own(cx, rq->id, &event));
    TRY(agreement_find(cx, rq->id, rq->id2, &a));
    return a.version ? agreement_pdf(cx, &event, &a, rs) : missing(cx, "event %ld has no agreement with person %ld", (long)rq->id, (long)rq->id2);
}

ROUTES(office_leading_pages,
    GET  ("/office/facilitators",                                READ_PROGRAMME, open_show),
    SHEET("/office/facilitators",                                READ_PROGRAMME, open_sheet),
    POST ("/office/events/:id/facilitators/:id/ask",             OWN_COURSES, NULL, ask_submit),
    FORM ("/office/events/:id/agreements/:id",                   OWN_COURSES, agreement_show, NULL, agreement_submit),
    SLOW ("/office/events/:id/agreements/:id/agreement.pdf",     OWN_COURSES, agreement_file),
);
