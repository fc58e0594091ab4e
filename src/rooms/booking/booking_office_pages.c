/* The office's side of booking: everybody on an event, somebody added, bulk acts, a whole event cancelled, and all bookings. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/csv.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"

enum { PAGE = 50, BULK_MOST = 200 };

typedef struct { int64_t id, event_id, asked_at, price_pence; const char *state, *name, *organisation, *title, *starts_on, *purchase_order; } Row;
static const Column row_columns[] = { COLUMN(Row, id), COLUMN(Row, event_id), COLUMN(Row, asked_at), COLUMN(Row, price_pence), COLUMN(Row, state), COLUMN(Row, name),
                                      COLUMN(Row, organisation), COLUMN(Row, title), COLUMN(Row, starts_on), COLUMN(Row, purchase_order) };
SQL(registrations_newest,
    "SELECT r.id, r.event_id, r.asked_at, r.price_pence, r.state, p.name, o.name AS organisation, c.title, e.starts_on, b.purchase_order FROM registration r"
    "  JOIN person p ON p.id = r.person_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id JOIN booking b ON b.id = r.booking_id"
    "  LEFT JOIN organisation o ON o.id = r.organisation_id"
    " WHERE (CAST($1 AS BIGINT) = 0 OR r.id < $1) AND (CAST($2 AS TEXT) = '' OR r.state = $2) AND (CAST($3 AS TEXT) = '' OR p.name_folded LIKE '%' || $3 || '%' OR o.name_folded LIKE '%' || $3 || '%')"
    " ORDER BY r.id DESC LIMIT CAST($4 AS BIGINT)");
typedef struct { int64_t person_id, organisation_id; const char *name; } Found;
static const Column found_columns[] = { COLUMN(Found, person_id), COLUMN(Found, organisation_id), COLUMN(Found, name) };
SQL(person_by_email,
    "SELECT p.id AS person_id, p.name, t.organisation_id FROM person p LEFT JOIN post t ON t.person_id = p.id AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)"
    " WHERE p.email_folded = $1 ORDER BY t.id LIMIT 1");

static void status(Out *out, const char *state)
{
    LyMeaning meaning = same(state, "confirmed") ? LY_GOOD : same(state, "waiting") ? LY_WARN : same(state, "offered") ? LY_INFO : LY_QUIET;
    ly_status_tiny(out, meaning, same(state, "confirmed") ? "Booked" : same(state, "waiting") ? "Waiting" : same(state, "offered") ? "Offered" : same(state, "lapsed") ? "Lapsed" : same(state, "requested") ? "Requested" : "Cancelled");
}

/* ---- everybody on an event ---- */

static Error *registrations_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Registration *list;
    Waiting *queue;
    size_t n, waiting;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(registrations_of_event(cx, rq->id, &list, &n));
    TRY(waiting_list(cx, rq->id, &queue, &waiting));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Bookings: %s", event.title), .frame = FRAME_OFFICE, .current = "programme",
                                              CRUMBS({ "Programme", "/office/programme" }, { event.title, text(cx, "/office/events/%ld", (long)rq->id) }, { "Bookings", NULL }) });
    ly_head_begin(out, "Bookings");
    html(out, "<span class=\"ly-quiet\">%s, %s</span>", event.title, day_words(cx, event.starts_on));
    ly_head_buttons(out);
    ly_small_button(out, "Download CSV", text(cx, "/office/events/%ld/registrations.csv", (long)rq->id), false);
    ly_head_end(out, true);
    ly_places(out, (LyPlaces){ event.places, event.taken, event.waiting });

    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/registrations", (long)rq->id), false);
    if (n) {
        static const LyAct acts[] = { { "act", "cancel", "Cancel their places" } };
        ly_bulk(out, "What to do with those chosen", acts, COUNT(acts));
        ly_table_begin(out, (LyTable){ .caption = "Everybody on this event", LY_COLUMNS({ .text = "Choose", .hidden = true }, { .text = "Person" }, { .text = "For" }, { .text = "State" }, { .text = "Asked" }, { .text = "Price", .number = true }) });
        for (size_t i = 0; i < n; i++) {
            const Registration *r = &list[i];
            const char *place = "";
            for (size_t w = 0; w < waiting; w++)
                if (queue[w].registration_id == r->id) place = text(cx, "%s in line", ordinal(cx, queue[w].position));
            html(out, "<tr>");
            ly_choose_cell(out, "registration", r->id, r->name, form_ticked(rq, "registration", text(cx, "%ld", (long)r->id)));
            html(out, "<th scope=\"row\"><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a><br><small>%s</small></th><td>%s</td><td>", (long)r->id, r->name, r->email, r->organisation);
            status(out, r->state);
            html(out, " <small>%s</small></td><td>%s</td><td class=\"ly-num\">%s</td></tr>\n", place, day_short(cx, date_of(cx, r->asked_at)), money_table(cx, r->price_pence));
        }
        ly_table_end(out);
    } else ly_empty(out, (LyEmpty){ .title = "Nobody is booked yet", .words = "Bookings appear here as they are made. You can add somebody below.", .plain = true });
    ly_panel_begin(out, (LyPanel){ .title = "Add somebody", .tone = LY_TINT });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address of a person who has an account", .type = "email", .autocomplete = "off", .spellcheck = NO, .classes = "govuk-input--width-20" });
    govuk_button(out, (Button){ .text = "Book a place", .name = "act", .value = "add", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    ly_panel_end(out);
    html(out, "</form>");
    page_end(rs);
    return OK;
}

static Error *somebody_add(Ctx *cx, const Request *rq, Response *rs)
{
    Found found = {0};
    Booked booked;
    bool is;
    const char *email = text_trim(cx, form_text(rq, "email"));
    if (blank(email)) return invalid(cx, "email", "Enter the email address of the person to book");
    TRY(db_maybe(cx, person_by_email, found_columns, &found, &is, STR(text_fold(cx, email)), STR(cx->today)));
    if (!is) return invalid(cx, "email", "Nobody has this address. Add the person under People first");
    TRY(booking_make(cx, &(BookingRequest){ .event_id = rq->id, .organisation_id = found.organisation_id, .people = &(Invitee){ .person_id = found.person_id, .name = found.name, .email = email }, .count = 1, .purchase_order = "" }, &booked));
    rs->flash = booked.confirmed ? text(cx, "%s has a place", found.name) : text(cx, "The event is full: %s is on the waiting list", found.name);
    return OK;
}

static Error *chosen_cancel(Ctx *cx, const Request *rq, Response *rs)
{
    size_t n;
    int64_t id;
    const char *const *ids = form_list(cx, rq, "registration", &n);
    if (!n) return invalid(cx, "registration", "Choose whose places to cancel");
    if (n > BULK_MOST) return invalid(cx, "registration", "Choose %d people at most in one go", BULK_MOST);
    for (size_t i = 0; i < n; i++) {
        if (!number_parse(ids[i], 1, INT64_MAX, &id)) return invalid(cx, "registration", "Choose people from the list");
        TRY(registration_cancel(cx, id, "Cancelled by the office"));
    }
    rs->flash = text(cx, "%s cancelled, and everybody is told", counted(cx, (int64_t)n, "place is", "places are"));
    return OK;
}

static Error *registrations_submit(Ctx *cx, Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    if (same(form_text(rq, "act"), "cancel")) TRY(chosen_cancel(cx, rq, rs));
    else TRY(somebody_add(cx, rq, rs));
    return redirect(rs, text(cx, "/office/events/%ld/registrations", (long)rq->id));
}

static Error *registrations_csv(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Registration *list;
    size_t n;
    CsvWriter csv;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(registrations_of_event(cx, rq->id, &list, &n));
    csv_begin(&csv, cx);
    static const char *const heads[] = { "Name", "Email", "Organisation", "State", "Price", "Asked on" };
    for (size_t i = 0; i < COUNT(heads); i++) csv_text(&csv, heads[i]);
    csv_line(&csv);
    for (size_t i = 0; i < n; i++) {
        csv_text(&csv, list[i].name), csv_text(&csv, list[i].email), csv_text(&csv, list[i].organisation), csv_text(&csv, list[i].state);
        csv_text(&csv, text(cx, "%ld.%02ld", (long)list[i].price_pence / 100, (long)list[i].price_pence % 100)), csv_text(&csv, date_of(cx, list[i].asked_at));
        csv_line(&csv);
    }
    rs->download = text(cx, "bookings-%s.csv", event.starts_on);
    return respond(rs, "text/csv; charset=utf-8", csv.bytes, csv.length);
}

/* ---- a whole event cancelled ---- */

static Error *cancel_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Cancel %s", event.title), .frame = FRAME_OFFICE, .current = "programme", .back = text(cx, "/office/events/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">Cancel %s?</h1>\n<p class=\"govuk-body\">%s.</p>\n", event.title, day_words(cx, event.starts_on));
    govuk_warning_text(out, (WarningText){ .icon_text = "Warning", .text = text(cx, "%s and %s lose their place and are told why by email. This cannot be undone.",
                                           counted(cx, event.taken, "person with a place", "people with a place"), counted(cx, event.waiting, "person waiting", "people waiting")) });
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/cancel", (long)rq->id), false);
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "Why is it cancelled?", .hint = "Everybody reads this, for example: The facilitator is ill. We will offer a new date in March.", .rows = 3 });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Cancel the event", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Keep it</a></div></form>", (long)rq->id);
    page_end(rs);
    return OK;
}

static Error *cancel_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(booking_cancel_event(cx, rq->id, form_text(rq, "why")));
    rs->flash = "The event is cancelled. Everybody booked is being told";
    return redirect(rs, text(cx, "/office/events/%ld", (long)rq->id));
}

/* ---- all bookings ---- */

static Error *all_page(Ctx *cx, const Request *rq, Response *rs)
{
    Row *rows;
    size_t n;
    const char *state = query_value(rq, "state"), *words = query_value(rq, "q");
    if (!blank(state) && !one_of(state, "confirmed waiting offered cancelled lapsed")) state = "";
    TRY(db_list(cx, registrations_newest, row_columns, &rows, &n, INT(query_number(rq, "before", 0)), STR(state), STR(text_fold(cx, text_trim(cx, words))), INT(PAGE + 1)));
    bool more = n > PAGE;
    if (more) n = PAGE;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bookings", .frame = FRAME_OFFICE, .current = "bookings" });
    ly_head_begin(out, "Bookings");
    ly_head_end(out, false);
    static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "confirmed", .text = "Booked" }, { .value = "waiting", .text = "Waiting" }, { .value = "offered", .text = "Offered" },
                                         { .value = "cancelled", .text = "Cancelled" }, { .value = "lapsed", .text = "Lapsed" } };
    ly_filterbar_begin(out, "/office/bookings");
    ly_filter_text(out, "q", "Person or school", "search", words);
    ly_filter_select(out, "state", "State", states, COUNT(states), state);
    ly_filterbar_end(out, "Filter");
    if (!n) ly_empty(out, (LyEmpty){ .title = "No bookings here", .words = "Bookings appear as schools make them. Try another name or state.", .act = "Show all", .act_href = "/office/bookings" });
    else {
        ly_table_begin(out, (LyTable){ .caption = "Bookings, newest first", LY_COLUMNS({ .text = "Person" }, { .text = "Event" }, { .text = "Date" }, { .text = "State" }, { .text = "Purchase order" }, { .text = "Price", .number = true }) });
        for (size_t i = 0; i < n; i++) {
            html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a><br><small>%s</small></th><td><a class=\"govuk-link\" href=\"/office/events/%ld/registrations\">%s</a></td><td>%s</td><td>",
                 (long)rows[i].id, rows[i].name, rows[i].organisation, (long)rows[i].event_id, rows[i].title, date_words(cx, rows[i].starts_on));
            status(out, rows[i].state);
            html(out, "</td><td>%s</td><td class=\"ly-num\">%s</td></tr>\n", rows[i].purchase_order, money_table(cx, rows[i].price_pence));
        }
        ly_table_end(out);
        if (more) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/bookings?q=%s&amp;state=%s&amp;before=%s\">Earlier bookings</a></p>", words, state, text(cx, "%ld", (long)rows[n - 1].id));
    }
    page_end(rs);
    return OK;
}

ROUTES(booking_office_pages,
    FORM("/office/events/:id/registrations",     RUN_PROGRAMME, registrations_show, NULL, registrations_submit),
    SLOW("/office/events/:id/registrations.csv", RUN_PROGRAMME, registrations_csv),
    FORM("/office/events/:id/cancel",            RUN_PROGRAMME, cancel_show, NULL, cancel_submit),
    GET ("/office/bookings",                     RUN_PROGRAMME, all_page),
);
