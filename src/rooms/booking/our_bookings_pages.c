/* A school's bookings: found, narrowed, in either order, page by page and as a file. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "rooms/booking/approval_pages.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/members/permission.h"

enum { PAGE = 30, WORDS_MOST = 100 };

typedef struct { int64_t id, event_id, person_id, starts_at, price_pence, saved_pence, asked_at; const char *state, *title, *starts_on, *place, *format, *name, *purchase_order; } Ours;
static const Column ours_columns[] = {
    COLUMN(Ours, id), COLUMN(Ours, event_id), COLUMN(Ours, person_id), COLUMN(Ours, starts_at), COLUMN(Ours, price_pence), COLUMN(Ours, saved_pence), COLUMN(Ours, asked_at), COLUMN(Ours, state), COLUMN(Ours, title),
    COLUMN(Ours, starts_on), COLUMN(Ours, place), COLUMN(Ours, format), COLUMN(Ours, name), COLUMN(Ours, purchase_order),
};
/* $1 whose, $2 state, $3 folded words, $4 one event, $5 and $6 from when until when the event begins, $7 and $8 where the page before ended, $9 how many */
#define OURS \
    "SELECT r.id, r.event_id, r.person_id, e.starts_at, r.price_pence, " PLACE_SAVED " AS saved_pence, r.asked_at, r.state, c.title, e.starts_on, e.place, e.format, " REGISTRATION_NAME " AS name, b.purchase_order" \
    "  FROM registration r JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN person p ON p.id = r.person_id" \
    "  LEFT JOIN organisation o ON o.id = r.organisation_id" \
    " WHERE r.organisation_id = $1 AND (CAST($2 AS TEXT) = '' OR r.state = $2)" \
    " AND (CAST($3 AS TEXT) = '' OR p.name_folded LIKE '%' || $3 || '%' OR lower(c.title) LIKE '%' || $3 || '%')" \
    " AND (CAST($4 AS BIGINT) = 0 OR r.event_id = $4) AND e.starts_at >= $5 AND e.starts_at < $6"
SQL(ours_by_asking, OURS " AND (CAST($7 AS BIGINT) = 0 OR r.asked_at < $7 OR (r.asked_at = $7 AND r.id < $8)) ORDER BY r.asked_at DESC, r.id DESC LIMIT CAST($9 AS BIGINT)");
SQL(ours_by_date,   OURS " AND (CAST($7 AS BIGINT) = 0 OR e.starts_at > $7 OR (e.starts_at = $7 AND r.id > $8)) ORDER BY e.starts_at, r.id LIMIT CAST($9 AS BIGINT)");

typedef struct { const char *words, *state, *when, *order; int64_t event_id, after_at, after_id; bool by_date; } Filter;

/* What is to come stands by date and is what the page opens with; what was held, and all together, by when it was asked for. */
static Filter filter_of(Ctx *cx, const Request *rq, const char *when_unasked)
{
    Filter f = { .words = text_trim(cx, query_value(rq, "q")), .state = query_value(rq, "state"), .when = query_value(rq, "when"), .order = query_value(rq, "order"),
                 .event_id = query_number(rq, "event", 0), .after_at = query_number(rq, "at", 0), .after_id = query_number(rq, "after", 0) };
    if (!one_of(f.state, "confirmed requested waiting offered cancelled refused lapsed")) f.state = "";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    bool asked = !blank(f.words) || *f.state || f.event_id;
    if (!one_of(f.when, "all coming past")) f.when = asked ? "all" : when_unasked;
    if (!one_of(f.order, "date asked")) f.order = "";
    f.by_date = same(f.order, "date") || (!*f.order && same(f.when, "coming"));
    return f;
}

/* The filter as the end of an address, after "?". */
static const char *address(Out *out, const char *path, const Filter *f, bool by_date)
{
    Ctx *cx = out->cx;
    Draft words = { .cx = cx };
    draft_add(&words, "%s?when=%s&state=%s&order=%s", path, f->when, f->state, by_date ? "date" : "asked");
    if (f->event_id) draft_add(&words, "&event=%ld", (long)f->event_id);
    if (!blank(f->words)) draft_add(&words, "&q=%s", text_url(cx, f->words));
    return draft_text(&words);
}

#define FROM(cx, f)  INT(same((f)->when, "coming") ? (cx)->now : 0)
#define UNTIL(cx, f) INT(same((f)->when, "past") ? (cx)->now : INT64_MAX)
#define ASKED(cx, f) INT((cx)->who->organisation_id), STR((f)->state), STR(text_fold((cx), (f)->words)), INT((f)->event_id), FROM(cx, f), UNTIL(cx, f)

static void filters(Out *out, const Filter *f)
{
    static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "confirmed", .text = "Booked" }, { .value = "requested", .text = "Asked for" }, { .value = "waiting", .text = "On the waiting list" },
                                         { .value = "offered", .text = "Offered a place" }, { .value = "cancelled", .text = "Cancelled" }, { .value = "refused", .text = "Refused" }, { .value = "lapsed", .text = "Offer ran out" } };
    static const SelectItem whens[] = { { .value = "coming", .text = "To come" }, { .value = "past", .text = "Held before" }, { .value = "all", .text = "All" } };
    ly_filterbar_begin(out, "/bookings");
    ly_filter_text(out, "q", "Person or event", "search", f->words);
    ly_filter_select(out, "when", "When", whens, COUNT(whens), f->when);
    ly_filter_select(out, "state", "State", states, COUNT(states), f->state);
    if (f->event_id) html(out, "<input type=\"hidden\" name=\"event\" value=\"%ld\">", (long)f->event_id);
    if (*f->order) html(out, "<input type=\"hidden\" name=\"order\" value=\"%s\">", f->order);
    ly_filterbar_end(out, "Show");
}

static void unnamed_note(Out *out, const Ours *r)
{
    bool to_name = one_of(r->state, "confirmed waiting offered") && r->starts_at > out->cx->now;
    html(out, "<span class=\"ly-sub\">No name yet");
    if (to_name) html(out, ". <a class=\"govuk-link\" href=\"/registrations/%ld/name\">Say who comes</a>", (long)r->id);
    html(out, "</span>");
}

static void rows_show(Out *out, const Filter *f, const Ours *rows, size_t n)
{
    Ctx *cx = out->cx;
    ly_table_begin(out, (LyTable){ .caption = f->by_date ? "Bookings, by date of the event" : "Bookings, newest first", .phone = true,
        LY_COLUMNS({ .text = "Person" }, { .text = "Event" }, { .text = "Date", .href = address(out, "/bookings", f, true), .sorted = f->by_date ? LY_ASCENDING : LY_UNSORTED },
                   { .text = "State" }, { .text = "Asked", .href = address(out, "/bookings", f, false), .sorted = f->by_date ? LY_UNSORTED : LY_DESCENDING }, { .text = "Price", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const Ours *r = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld\">%s</a>", (long)r->id, r->name);
        if (!r->person_id) unnamed_note(out, r);
        html(out, "</span></th><td data-label=\"Event\"><span>%s<span class=\"ly-sub\">%s</span></span></td>", r->title, held_where(cx, r->format, r->place));
        html(out, "<td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"State\">", date_words(cx, r->starts_on));
        registration_status(out, r->state);
        html(out, "</td><td class=\"ly-nowrap\" data-label=\"Asked\">%s</td><td class=\"ly-num\" data-label=\"Price\">%s</td></tr>\n", date_words(cx, date_of(cx, r->asked_at)), r->price_pence ? money_table(cx, r->price_pence) : r->saved_pence ? "Covered" : "Free");
    }
    ly_table_end(out);
}

static void nothing(Out *out, const Filter *f)
{
    bool narrowed = !blank(f->words) || *f->state || same(f->when, "past") || f->event_id;
    if (narrowed) ly_empty(out, (LyEmpty){ .title = "No booking fits", .words = "Try part of a name or of a title, or take the filters off.", .act = "See all bookings", .act_href = "/bookings?when=all", .plain = true });
    else if (same(f->when, "coming"))
        ly_empty(out, (LyEmpty){ .title = "Nobody is booked on anything to come", .words = "What you or a colleague books for your school is listed here. What was held stands under Held before.", .act = "Find a course", .act_href = "/courses" });
    else ly_empty(out, (LyEmpty){ .title = "Nothing is booked yet", .words = "What you or a colleague books for your school is listed here.", .act = "Find a course", .act_href = "/courses" });
}

static Error *bookings_page(Ctx *cx, const Request *rq, Response *rs)
{
    Ours *rows;
    Asked *asked;
    size_t n, asked_count;
    Filter f = filter_of(cx, rq, "coming");
    if (f.by_date) TRY(db_list(cx, ours_by_date, ours_columns, &rows, &n, ASKED(cx, &f), INT(f.after_at), INT(f.after_id), INT(PAGE + 1)));
    else TRY(db_list(cx, ours_by_asking, ours_columns, &rows, &n, ASKED(cx, &f), INT(f.after_at), INT(f.after_id), INT(PAGE + 1)));
    TRY(approvals_of_school(cx, &asked, &asked_count));
    bool more = n > PAGE;
    if (more) n = PAGE;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bookings", .frame = FRAME_PUBLIC, .current = "bookings", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Bookings</h1><span class=\"ly-quiet\">%s</span><div class=\"ly-buttons\">", cx->who->organisation);
    ly_sheet_buttons(out, address(out, "/bookings.csv", &f, f.by_date));
    ly_small_button(out, "Book for colleagues", "/courses", true);
    html(out, "</div></div>\n");
    our_tabs(out, "bookings", asked_count);
    filters(out, &f);
    if (f.event_id && n) html(out, "<p class=\"govuk-body\">Only <b>%s</b> on %s. <a class=\"govuk-link\" href=\"/bookings?when=all\">Show all bookings</a></p>", rows[0].title, date_words(cx, rows[0].starts_on));
    if (!n) nothing(out, &f);
    else rows_show(out, &f, rows, n);
    const char *first = address(out, "/bookings", &f, f.by_date);
    ly_parts(out, (LyParts){ .first = f.after_id ? first : NULL, .after_text = f.by_date ? "Later bookings" : "Earlier bookings",
                             .after = more ? text(cx, "%s&at=%ld&after=%ld", first, f.by_date ? rows[n - 1].starts_at : rows[n - 1].asked_at, rows[n - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *sheet_row(Ctx *cx, void *row, void *data)
{
    const Ours *r = row;
    Sheet *sheet = data;
    sheet_text(sheet, r->person_id ? r->name : text(cx, "%s, no name yet", r->name)), sheet_text(sheet, r->title), sheet_date(sheet, r->starts_on), sheet_text(sheet, held_where(cx, r->format, r->place)), sheet_text(sheet, registration_state_words(r->state));
    sheet_pence(sheet, r->price_pence), sheet_date(sheet, date_of(cx, r->asked_at)), sheet_text(sheet, r->purchase_order), sheet_pence(sheet, r->saved_pence);
    sheet_line(sheet);
    return OK;
}

static Error *bookings_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    Sheet sheet;
    Ours row = {0};
    Filter f = filter_of(cx, rq, "all");
    static const char *const heads[] = { "Person", "Event", "Date", "Place", "State", "Price", "Asked on", "Purchase order", "Covered by the package" };
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    if (f.by_date) TRY(db_each(cx, ours_by_date, ours_columns, &row, sheet_row, &sheet, ASKED(cx, &f), INT(0), INT(0), INT(CSV_ROWS_MOST)));
    else TRY(db_each(cx, ours_by_asking, ours_columns, &row, sheet_row, &sheet, ASKED(cx, &f), INT(0), INT(0), INT(CSV_ROWS_MOST)));
    return sheet_respond(&sheet, rs, "bookings");
}

ROUTES(our_bookings_pages,
    GET ("/bookings",     BOOK_PLACES, bookings_page),
    SHEET("/bookings", BOOK_PLACES, bookings_sheet),
);
