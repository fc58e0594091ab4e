/* Everybody on one event, as the office has them: the list, somebody added, chosen places cancelled. */
#include "rooms/programme/office_pages.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/booking/busy.h"
#include "rooms/booking/eligible.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/programme/eligibility.h"

enum { BULK_MOST = 100, FOUND_MOST = 20 };

static const char *people_path(Ctx *cx, int64_t event_id) { return text(cx, "/office/events/%ld/registrations", event_id); }

static LyMeaning state_meaning(const char *state, const char **words)
{
    static const struct { const char *state, *words; LyMeaning meaning; } states[] = {
        { "confirmed", "Booked", LY_GOOD }, { "offered", "Offered", LY_INFO }, { "waiting", "Waiting", LY_WARN }, { "requested", "Asked for", LY_INFO },
    };
    for (size_t i = 0; i < COUNT(states); i++)
        if (same(states[i].state, state)) { *words = states[i].words; return states[i].meaning; }
    *words = "Cancelled";
    return LY_QUIET;
}

/* What the state does not say: where in line and whether in vain, or until when the offer is kept. */
static const char *state_note(Ctx *cx, const Registration *r, const Waiting *queue, size_t waiting)
{
    if (same(r->state, "offered")) return text(cx, "until %s, %s", day_short(cx, date_of(cx, r->offer_ends_at)), clock_words(cx, r->offer_ends_at));
    for (size_t w = 0; w < waiting; w++)
        if (queue[w].registration_id == r->id) return text(cx, "%s in line%s", ordinal(cx, queue[w].position), queue[w].barred ? ", may not come by the rules" : "");
    return "";
}

/* ---- the list ---- */

static void people_table(Out *out, int64_t event_id, const Registration *list, size_t n, const Waiting *queue, size_t waiting)
{
    static const LyAct acts[] = { { "act", "cancel", "Cancel their places" } };
    Ctx *cx = out->cx;
    bool acting = may(cx, RUN_PROGRAMME);
    const LyColumn columns[] = { { .text = "Choose", .hidden = true }, { .text = "Person" }, { .text = "For" }, { .text = "State" }, { .text = "Asked" }, { .text = "Price", .number = true } };
    if (acting) {
        html(out, "<form action=\"%s/cancel\" method=\"get\" data-ly-bulk>", people_path(cx, event_id));
        ly_bulk(out, "What to do with those chosen", acts, COUNT(acts));
    }
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Everybody on this event", .boxed = true, .phone = true, .columns = columns + !acting, .count = COUNT(columns) - !acting });
    for (size_t i = 0; i < n; i++) {
        const Registration *r = &list[i];
        const char *words;
        LyMeaning meaning = state_meaning(r->state, &words);
        html(out, "<tr>");
        if (acting) ly_choose_cell(out, "registration", r->id, r->name, false);
        if (may(cx, AUDIT)) html(out, "<th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld\">%s</a>", r->id, r->name);
        else html(out, "<th scope=\"row\"><span>%s", r->name);
        html(out, "<span class=\"ly-sub\">%s</span></span></th><td data-label=\"For\">%s</td><td data-label=\"State\"><span>", r->person_id ? r->email : "No name yet", r->organisation);
        ly_status_tiny(out, meaning, words);
        html(out, "<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Asked\" class=\"ly-nowrap\">%s</td><td data-label=\"Price\" class=\"ly-num\">%s</td></tr>\n", state_note(cx, r, queue, waiting), day_short(cx, date_of(cx, r->asked_at)), !r->price_pence && r->saved_pence ? "Covered" : money_table(cx, r->price_pence));
    }
    ly_table_end(out);
    html(out, "</div>");
    if (acting) html(out, "</form>\n");
}

static Error *people_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Registration *list;
    Waiting *queue;
    size_t n, waiting;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(registrations_of_event(cx, rq->id, &list, &n));
    TRY(waiting_list(cx, rq->id, &queue, &waiting));
    bool open = may(cx, RUN_PROGRAMME) && one_of(event.state, "published closed") && event.ends_at > cx->now;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "People: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme",
                                              CRUMBS({ "Programme", "/office/programme" }, { event.code, course_page_path(cx, event.course_id) }) });
    event_head(out, &event);
    event_tabs(out, &event, "people");
    html(out, "<div class=\"ly-row ly-row--apart\">");
    ly_places(out, (LyPlaces){ event.places, event.taken, event.waiting });
    html(out, "<div class=\"ly-buttons\">");
    ly_sheet_buttons(out, text(cx, "%s.csv", people_path(cx, rq->id)));
    if (open) ly_small_button(out, "Add somebody", text(cx, "%s/add", people_path(cx, rq->id)), true);
    html(out, "</div></div>\n");
    if (n) people_table(out, rq->id, list, n, queue, waiting);
    else ly_empty(out, (LyEmpty){ .title = "Nobody is booked yet", .words = "Bookings appear here as they are made.", .act = open ? "Add somebody" : NULL, .act_href = open ? text(cx, "%s/add", people_path(cx, rq->id)) : NULL, .plain = true });
    page_end(rs);
    return OK;
}

static Error *people_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "Organisation", "State", "In line", "Price", "Asked on" };
    Event event = {0};
    Registration *list;
    Waiting *queue;
    size_t n, waiting;
    Sheet sheet;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(registrations_of_event(cx, rq->id, &list, &n));
    TRY(waiting_list(cx, rq->id, &queue, &waiting));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Registration *r = &list[i];
        sheet_text(&sheet, r->person_id ? r->name : text(cx, "%s, no name yet", r->name)), sheet_text(&sheet, r->email), sheet_text(&sheet, r->organisation), sheet_text(&sheet, r->state), sheet_text(&sheet, state_note(cx, r, queue, waiting));
        sheet_pence(&sheet, r->price_pence), sheet_date(&sheet, date_of(cx, r->asked_at));
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "people-%s", event.starts_on));
}

/* ---- somebody added ---- */

static Error *found_radios(Out *out, const Request *rq, const Event *event, const PersonEntry *people, size_t count)
{
    Ctx *cx = out->cx;
    Busy *busy;
    size_t busy_count;
    TRY(people_busy(cx, event, &busy, &busy_count));
    Option *items = array(cx, Option, count);
    for (size_t i = 0; i < count; i++) {
        const Busy *is = busy_of(busy, busy_count, people[i].id);
        const char *hint = *people[i].organisation ? text(cx, "%s. %s", people[i].organisation, people[i].email) : people[i].email;
        items[i] = (Option){ .value = text(cx, "%ld", people[i].id), .text = people[i].name, .hint = is ? text(cx, "%s. %s", hint, busy_words(cx, is)) : hint };
    }
    field_radios(out, rq, (Radios){ .name = "person", .legend = "Who is it?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .items = items, .count = count });
    return OK;
}

/* Of an event that is not for everybody: what its rules say, whom they do not keep out, and a reason for one more. */
static Error *let_in_list(Out *out, const Event *event)
{
    Ctx *cx = out->cx;
    Eligibility rules;
    LetIn *list;
    size_t n;
    TRY(eligibility_of_event(cx, event, &rules));
    TRY(eligible_let_in_list(cx, event->id, &list, &n));
    html(out, "<p class=\"govuk-body\">%s.</p>\n", eligibility_words(cx, &rules));
    if (!n) return OK;
    html(out, "<ul class=\"govuk-list govuk-list--bullet ly-small\">");
    for (size_t i = 0; i < n; i++) html(out, "<li>%s is let in all the same: %s (%s, %s)</li>", list[i].name, list[i].why, *list[i].let_in_by ? list[i].let_in_by : "the office", day_short(cx, date_of(cx, list[i].let_in_at)));
    html(out, "</ul>\n");
    return OK;
}

static void let_in_field(Out *out, const Request *rq)
{
    field_text(out, rq, (TextInput){ .name = "let_in", .label = "If the rules say no: why do they come all the same? (optional)", .label_classes = "govuk-label--s",
                                     .hint = "The history keeps it. Write nothing personal, for example: Leads phonics from January" });
}

static Error *add_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    PersonEntry *people = NULL;
    size_t count = 0;
    bool before, after;
    const char *words = text_trim(cx, *form_text(rq, "q") ? form_text(rq, "q") : query_value(rq, "q")), *path = people_path(cx, rq->id);
    TRY(event_find_own(cx, rq->id, &event));
    if (letters(words) >= 2 && letters(words) <= 100) TRY(people_list(cx, &(PeopleFilter){ .words = words, .role = "" }, &people, &count, &before, &after));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add somebody", .frame = FRAME_OFFICE, .current = "office-programme", .back = path });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Add somebody</h1>\n", event.title, event.session_count ? day_words(cx, event.starts_on) : "no date yet");
    html(out, "<div class=\"govuk-!-margin-bottom-4\">");
    ly_places(out, (LyPlaces){ event.places, event.taken, event.waiting });
    html(out, "</div>\n");
    bool ruled = event.rules & RULE_ELIGIBLE;
    if (ruled) TRY(let_in_list(out, &event));
    ly_filterbar_begin(out, text(cx, "%s/add", path));
    ly_filter_text(out, "q", "Name or email address", "search", words);
    ly_filterbar_end(out, "Find");
    if (*words && !count) html(out, "<p class=\"govuk-body\">Nobody is found. Enter at least two letters of a name or address. Somebody new is added on the page of <a class=\"govuk-link\" href=\"/office/schools\">their school</a> first.</p>\n");
    if (count) {
        form_begin(cx, rq, rs, text(cx, "%s/add", path), false);
        html(out, "<input type=\"hidden\" name=\"q\" value=\"%s\">", words);
        TRY(found_radios(out, rq, &event, people, count < FOUND_MOST ? count : FOUND_MOST));
        if (count > FOUND_MOST) html(out, "<p class=\"ly-small ly-quiet\">These are the first %d. Enter more of the name to see others.</p>", FOUND_MOST);
        field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Purchase order (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10" });
        if (ruled) let_in_field(out, rq);
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = event.taken < event.places && !event.waiting ? "Book a place" : "Put on the waiting list", .prevent_double_click = YES });
        if (ruled) govuk_button(out, (Button){ .text = "Let them in, and book nothing", .name = "act", .value = "let-in", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</div></form>\n");
    }
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *add_submit(Ctx *cx, Request *rq, Response *rs)
{
    Event event = {0};
    Person person = {0};
    Post *posts;
    Booked booked;
    size_t count;
    int64_t person_id = form_number(rq, "person", 0);
    TRY(event_find_own(cx, rq->id, &event));
    if (!person_id) return invalid(cx, "person", "Choose who is to come");
    TRY(person_find(cx, person_id, &person));
    bool lets_in = same(form_text(rq, "act"), "let-in");
    if (lets_in || !blank(form_text(rq, "let_in"))) TRY(eligible_let_in(cx, rq->id, person_id, form_text(rq, "let_in")));
    if (lets_in) {
        rs->flash = text(cx, "%s can come now, however they book.", person.name);
        return redirect(rs, text(cx, "%s/add?q=%s", people_path(cx, rq->id), text_url(cx, form_text(rq, "q"))));
    }
    TRY(posts_current(cx, person_id, &posts, &count));
    Error *errors = booking_make(cx, &(BookingRequest){ .event_id = rq->id, .organisation_id = count ? posts[0].organisation_id : 0, .count = 1, .purchase_order = text_trim(cx, form_text(rq, "purchase_order")),
                                                        .people = &(Invitee){ .person_id = person.id, .name = person.name, .email = person.email } }, &booked);
    for (Error *each = errors; each; each = each->next)
        if (each->field && same(each->field, "people")) each->field = "person";      /* as this form calls it */
    if (errors) return errors;
    rs->flash = booked.confirmed ? text(cx, "%s has a place.", person.name) : text(cx, "The event is full: %s is on the waiting list.", person.name);
    return redirect(rs, people_path(cx, rq->id));
}

/* ---- chosen places cancelled ---- */

/* Those of the event's people whose ids were chosen, in the address or in the form. */
static Error *chosen_find(Ctx *cx, const Request *rq, Registration **chosen, size_t *count)
{
    Registration *all;
    size_t n;
    *count = 0;
    TRY(registrations_of_event(cx, rq->id, &all, &n));
    *chosen = array(cx, Registration, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const char *id = text(cx, "%ld", all[i].id);
        bool is = form_ticked(rq, "registration", id);
        for (size_t q = 0; q < rq->query_count && !is; q++) is = same(rq->query[q].name, "registration") && same(rq->query[q].value, id);
        if (is) (*chosen)[(*count)++] = all[i];
    }
    return OK;
}

static Error *cancel_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Registration *chosen;
    size_t n;
    const char *path = people_path(cx, rq->id);
    TRY(event_find_own(cx, rq->id, &event));
    TRY(chosen_find(cx, rq, &chosen, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Cancel places", .frame = FRAME_OFFICE, .current = "office-programme", .back = path });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>", event.title);
    if (!n) {
        html(out, "Nobody is chosen</h1><p class=\"govuk-body\">Tick the people whose places are to be cancelled, then choose “Cancel their places”.</p>\n");
        govuk_button(out, (Button){ .text = "Back to the list", .href = path });
        html(out, "</div>\n");
        page_end(rs);
        return OK;
    }
    html(out, "Cancel %s?</h1>\n<ul class=\"govuk-list govuk-list--bullet\">", counted(cx, (int64_t)n, "place", NULL));
    for (size_t i = 0; i < n; i++) html(out, "<li>%s%s%s</li>", chosen[i].name, *chosen[i].organisation ? ", " : "", chosen[i].organisation);
    html(out, "</ul>\n<p class=\"govuk-body\">Each of them is told by email, and what is in their calendar is withdrawn. A place that comes free is offered to the next in line%s.</p>\n", event.waiting ? "" : "; nobody waits now");
    form_begin(cx, rq, rs, text(cx, "%s/cancel", path), false);
    for (size_t i = 0; i < n; i++) html(out, "<input type=\"hidden\" name=\"registration\" value=\"%ld\">", chosen[i].id);
    field_text(out, rq, (TextInput){ .name = "reason", .label = "Why? (optional)", .label_classes = "govuk-label--s", .hint = "They read it, for example: Booked twice by mistake" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = text(cx, "Cancel %s", counted(cx, (int64_t)n, "place", NULL)), .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep them</a></div></form></div>\n", path);
    page_end(rs);
    return OK;
}

static Error *cancel_submit(Ctx *cx, Request *rq, Response *rs)
{
    Event event = {0};
    Registration *chosen;
    size_t n;
    const char *reason = text_trim(cx, form_text(rq, "reason"));
    TRY(event_find_own(cx, rq->id, &event));
    TRY(chosen_find(cx, rq, &chosen, &n));
    if (!n) return invalid(cx, NULL, "Choose whose places to cancel");
    if (n > BULK_MOST) return invalid(cx, NULL, "Choose %d people at most in one go", BULK_MOST);
    if (letters(reason) > CANCEL_REASON_MOST) return invalid(cx, "reason", "Shorten the reason to %d letters or fewer", CANCEL_REASON_MOST);
    for (size_t i = 0; i < n; i++) TRY(registration_cancel(cx, chosen[i].id, *reason ? reason : "Cancelled by the office"));
    rs->flash = text(cx, "%s cancelled, and everybody is told.", counted(cx, (int64_t)n, "place is", "places are"));
    return redirect(rs, people_path(cx, rq->id));
}

ROUTES(office_people_pages,
    GET ("/office/events/:id/registrations",        READ_PROGRAMME, people_show),
    SHEET("/office/events/:id/registrations",    READ_PROGRAMME, people_sheet),
    FORM("/office/events/:id/registrations/add",    RUN_PROGRAMME,  add_show,    NULL, add_submit),
    FORM("/office/events/:id/registrations/cancel", RUN_PROGRAMME,  cancel_show, NULL, cancel_submit),
);
