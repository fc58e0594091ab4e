/* What somebody signed in sees first: what needs them, what is coming up; and a school's own bookings. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/csv.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/booking.h"
#include "rooms/members/permission.h"

enum { PAGE = 30, COMING = 30 };

typedef struct {
    int64_t id, event_id, starts_at, ends_at, offer_ends_at, price_pence, asked_at;
    const char *state, *title, *starts_on, *place, *format, *name;
} Mine;
static const Column mine_columns[] = {
    COLUMN(Mine, id), COLUMN(Mine, event_id), COLUMN(Mine, starts_at), COLUMN(Mine, ends_at), COLUMN(Mine, offer_ends_at), COLUMN(Mine, price_pence), COLUMN(Mine, asked_at),
    COLUMN(Mine, state), COLUMN(Mine, title), COLUMN(Mine, starts_on), COLUMN(Mine, place), COLUMN(Mine, format), COLUMN(Mine, name),
};
#define MINE_FIELDS \
    "SELECT r.id, r.event_id, e.starts_at, e.ends_at, r.offer_ends_at, r.price_pence, r.asked_at, r.state, c.title, e.starts_on, e.place, e.format, p.name" \
    "  FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id JOIN person p ON p.id = r.person_id"

SQL(coming_for_me, MINE_FIELDS " WHERE r.person_id = $1 AND r.state IN ('requested', 'waiting', 'offered', 'confirmed') AND e.ends_at > $2 ORDER BY e.starts_at, r.id LIMIT CAST($3 AS BIGINT)");
SQL(coming_for_us, MINE_FIELDS " WHERE r.organisation_id = $1 AND r.person_id <> $4 AND r.state IN ('requested', 'waiting', 'offered', 'confirmed') AND e.ends_at > $2"
                               " ORDER BY CASE r.state WHEN 'offered' THEN 0 ELSE 1 END, e.starts_at, r.id LIMIT CAST($3 AS BIGINT)");
SQL(ours_newest,   MINE_FIELDS " WHERE r.organisation_id = $1 AND (CAST($2 AS BIGINT) = 0 OR r.id < $2) AND (CAST($3 AS TEXT) = '' OR r.state = $3) ORDER BY r.id DESC LIMIT CAST($4 AS BIGINT)");

static const char *place_of(const Mine *r) { return same(r->format, "online") ? "Online" : blank(r->place) ? "Place to be announced" : r->place; }

static void status(Out *out, const Mine *r)
{
    if (same(r->state, "confirmed")) ly_status(out, LY_GOOD, "Booked");
    else if (same(r->state, "waiting")) ly_status(out, LY_WARN, "Waiting");
    else if (same(r->state, "offered")) ly_status(out, LY_INFO, "Offered");
    else ly_status(out, LY_QUIET, same(r->state, "lapsed") ? "Lapsed" : same(r->state, "requested") ? "Requested" : "Cancelled");
}

static void needs(Out *out, const Mine *rows, size_t n, bool mine)
{
    Ctx *cx = out->cx;
    for (size_t i = 0; i < n; i++)
        if (same(rows[i].state, "offered"))
            ly_need(out, mine ? text(cx, "A place is free for you: %s", rows[i].title) : text(cx, "A place is free for %s: %s", rows[i].name, rows[i].title),
                    text(cx, "Kept until %s", moment_words(cx, rows[i].offer_ends_at)), "Decide", text(cx, "/registrations/%ld", (long)rows[i].id));
}

static void coming(Out *out, const Mine *rows, size_t n, bool with_name)
{
    Ctx *cx = out->cx;
    ly_sessions_begin(out);
    for (size_t i = 0; i < n; i++) {
        const Mine *r = &rows[i];
        ly_session_begin(out, r->starts_on);
        html(out, "<b><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a></b> ", (long)r->id, r->title);
        status(out, r);
        html(out, "<br><span class=\"ly-quiet\">%s%s%s, %s</span>", with_name ? r->name : "", with_name ? ", " : "", clock_words(cx, r->starts_at), place_of(r));
        ly_session_end(out);
    }
    ly_sessions_end(out);
}

static Error *home_page(Ctx *cx, const Request *rq, Response *rs)
{
    Mine *mine, *ours = NULL;
    size_t n, our_count = 0;
    bool books = may(cx, BOOK_PLACES) && cx->who->organisation_id;
    TRY(db_list(cx, coming_for_me, mine_columns, &mine, &n, INT(cx->who->id), INT(cx->now), INT(COMING)));
    if (books) TRY(db_list(cx, coming_for_us, mine_columns, &ours, &our_count, INT(cx->who->organisation_id), INT(cx->now), INT(COMING), INT(cx->who->id)));
    size_t offers = 0;
    for (size_t i = 0; i < n; i++) offers += same(mine[i].state, "offered");
    for (size_t i = 0; i < our_count; i++) offers += same(ours[i].state, "offered");

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Home", .frame = FRAME_PUBLIC, .current = "home", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">Hello, %s</h1>\n<div class=\"ly-split ly-split--right\"><div>", cx->who->name);
    if (offers) {
        html(out, "<h2 class=\"govuk-heading-m\">Needs you</h2>\n");
        ly_needs_begin(out);
        needs(out, mine, n, true);
        needs(out, ours, our_count, false);
        ly_needs_end(out);
    }
    html(out, "<h2 class=\"govuk-heading-m\">Coming up for you</h2>\n");
    if (n) coming(out, mine, n, false);
    else ly_empty(out, (LyEmpty){ .title = "Nothing is booked for you", .words = "When you or a colleague books a place for you, it is here with everything you need on the day.", .act = "Find a course", .act_href = "/courses", .plain = true });
    if (books) {
        html(out, "<h2 class=\"govuk-heading-m\">Coming up at %s</h2>\n", cx->who->organisation);
        if (our_count) coming(out, ours, our_count, true);
        else html(out, "<p class=\"govuk-body\">No colleague is booked on anything yet. Open an event in <a class=\"govuk-link\" href=\"/courses\">the programme</a> and choose who should go.</p>");
    }
    html(out, "</div><aside aria-label=\"Shortcuts\">");
    ly_panel_begin(out, (LyPanel){ .title = "Your record", .tone = LY_MIST });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">What you attended, with hours and certificates.</p><p class=\"govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"/record\">See your record</a></p>");
    ly_panel_end(out);
    if (books) {
        ly_panel_begin(out, (LyPanel){ .title = "Your school" });
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">All bookings of %s, newest first, to look through or to download.</p><p class=\"govuk-!-margin-bottom-0\">"
                  "<a class=\"govuk-link\" href=\"/bookings\">See all bookings</a></p>", cx->who->organisation);
        ly_panel_end(out);
    }
    html(out, "</aside></div>");
    page_end(rs);
    return OK;
}

/* ---- a school's bookings ---- */

static Error *bookings_page(Ctx *cx, const Request *rq, Response *rs)
{
    Mine *rows;
    size_t n;
    const char *state = query_value(rq, "state");
    if (!blank(state) && !one_of(state, "confirmed waiting offered cancelled lapsed")) state = "";
    TRY(db_list(cx, ours_newest, mine_columns, &rows, &n, INT(cx->who->organisation_id), INT(query_number(rq, "before", 0)), STR(state), INT(PAGE + 1)));
    bool more = n > PAGE;
    if (more) n = PAGE;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bookings", .frame = FRAME_PUBLIC, .current = "bookings", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">Bookings of %s</h1>\n", cx->who->organisation);
    static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "confirmed", .text = "Booked" }, { .value = "waiting", .text = "Waiting" }, { .value = "offered", .text = "Offered" },
                                         { .value = "cancelled", .text = "Cancelled" }, { .value = "lapsed", .text = "Lapsed" } };
    ly_filterbar_begin(out, "/bookings");
    ly_filter_select(out, "state", "State", states, COUNT(states), state);
    ly_filterbar_end(out, "Filter");
    if (!n) ly_empty(out, (LyEmpty){ .title = "No bookings here", .words = "Bookings that you or a colleague make for your school are listed here.", .act = "See the programme", .act_href = "/courses" });
    else {
        ly_table_begin(out, (LyTable){ .caption = "Bookings, newest first", .phone = true, LY_COLUMNS({ .text = "Person" }, { .text = "Event" }, { .text = "When" }, { .text = "State" }, { .text = "Price", .number = true }) });
        for (size_t i = 0; i < n; i++) {
            html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a></th><td data-label=\"Event\">%s</td><td data-label=\"When\">%s</td><td data-label=\"State\">", (long)rows[i].id,
                 rows[i].name, rows[i].title, date_words(cx, rows[i].starts_on));
            status(out, &rows[i]);
            html(out, "</td><td class=\"ly-num\" data-label=\"Price\">%s</td></tr>\n", money_table(cx, rows[i].price_pence));
        }
        ly_table_end(out);
        html(out, "<p class=\"govuk-body\">");
        if (more) html(out, "<a class=\"govuk-link\" href=\"/bookings?state=%s&amp;before=%s\">Earlier bookings</a> ", state, text(cx, "%ld", (long)rows[n - 1].id));
        html(out, "<a class=\"govuk-link\" href=\"/bookings.csv?state=%s\">Download as CSV</a></p>", state);
    }
    page_end(rs);
    return OK;
}

static Error *csv_row(Ctx *cx, void *row, void *data)
{
    const Mine *r = row;
    CsvWriter *csv = data;
    csv_text(csv, r->name), csv_text(csv, r->title), csv_text(csv, r->starts_on), csv_text(csv, place_of(r)), csv_text(csv, r->state);
    csv_text(csv, text(cx, "%ld.%02ld", (long)r->price_pence / 100, (long)r->price_pence % 100)), csv_text(csv, date_of(cx, r->asked_at));
    csv_line(csv);
    return OK;
}

static Error *bookings_csv(Ctx *cx, const Request *rq, Response *rs)
{
    CsvWriter csv;
    Mine row = {0};
    csv_begin(&csv, cx);
    static const char *const heads[] = { "Person", "Event", "Date", "Place", "State", "Price", "Asked on" };
    for (size_t i = 0; i < COUNT(heads); i++) csv_text(&csv, heads[i]);
    csv_line(&csv);
    TRY(db_each(cx, ours_newest, mine_columns, &row, csv_row, &csv, INT(cx->who->organisation_id), INT(0), STR(query_value(rq, "state")), INT(CSV_ROWS_MOST)));
    rs->download = "bookings.csv";
    return respond(rs, "text/csv; charset=utf-8", csv.bytes, csv.length);
}

ROUTES(home_pages,
    GET ("/my",           SIGNED_IN,   home_page),
    GET ("/bookings",     BOOK_PLACES, bookings_page),
    SLOW("/bookings.csv", BOOK_PLACES, bookings_csv),
);
