/* The office's side of booking: all bookings, and a whole event cancelled. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/booking.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"

enum { PAGE = 50, EXPORT_MOST = 10000 };

typedef struct { int64_t id, event_id, asked_at, price_pence, saved_pence; const char *state, *name, *email, *organisation, *title, *code, *starts_on, *purchase_order, *booker; } Row;
static const Column row_columns[] = { COLUMN(Row, id), COLUMN(Row, event_id), COLUMN(Row, asked_at), COLUMN(Row, price_pence), COLUMN(Row, saved_pence), COLUMN(Row, state), COLUMN(Row, name),
                                      COLUMN(Row, organisation), COLUMN(Row, title), COLUMN(Row, starts_on), COLUMN(Row, purchase_order),
                                      COLUMN(Row, email), COLUMN(Row, code), COLUMN(Row, booker) };
#define ASKED(states)                                                                                                                                   \
    "SELECT r.id, r.event_id, r.asked_at, r.price_pence, " PLACE_SAVED " AS saved_pence, r.state, " REGISTRATION_NAME " AS name, p.email, o.name AS organisation, c.title, c.code, e.starts_on, b.purchase_order," \
    " w.name AS booker FROM registration r"                                                                                                            \
    "  LEFT JOIN person p ON p.id = r.person_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id JOIN booking b ON b.id = r.booking_id" \
    "  LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN person w ON w.id = b.booked_by"                                                  \
    " WHERE " states                                                                                                                                   \
    " AND (CAST($2 AS TEXT) = '' OR p.name_folded LIKE '%' || $2 || '%' OR p.email_folded LIKE '%' || $2 || '%' OR o.name_folded LIKE '%' || $2 || '%' OR lower(b.purchase_order) LIKE '%' || $2 || '%')" \
    " AND (r.asked_at, r.id) "
#define LATEST "< ($1, $4) ORDER BY r.asked_at DESC, r.id DESC LIMIT CAST($3 AS BIGINT)"
#define OLDEST "> ($1, $4) ORDER BY r.asked_at, r.id LIMIT CAST($3 AS BIGINT)"
#define BOTH(id, states) SQL(id, ASKED(states) LATEST); SQL(id##_oldest, ASKED(states) OLDEST)
BOTH(bookings_all,     "r.id > 0");
BOTH(bookings_booked,  "r.state = 'confirmed'");
BOTH(bookings_asked,   "r.state = 'requested'");
BOTH(bookings_waiting, "r.state = 'waiting'");
BOTH(bookings_offered, "r.state = 'offered'");
BOTH(bookings_over,    "r.state IN ('cancelled', 'lapsed', 'refused')");
typedef struct { int64_t waiting, offered; } Counts;
static const Column count_columns[] = { COLUMN(Counts, waiting), COLUMN(Counts, offered) };
SQL(bookings_counted, "SELECT COUNT(*) FILTER (WHERE r.state = 'waiting') AS waiting, COUNT(*) FILTER (WHERE r.state = 'offered') AS offered FROM registration r WHERE r.state IN ('waiting', 'offered')");

static const struct { const char *slug, *name; const Sql *latest, *oldest; const char *empty; } lists[] = {
    { "", "All", &bookings_all, &bookings_all_oldest, "No booking yet" }, { "booked", "Booked", &bookings_booked, &bookings_booked_oldest, "Nobody has a place yet" },
    { "asked", "Asked for", &bookings_asked, &bookings_asked_oldest, "Nobody asks for a place" },
    { "waiting", "Waiting", &bookings_waiting, &bookings_waiting_oldest, "Nobody is waiting" }, { "offered", "On offer", &bookings_offered, &bookings_offered_oldest, "No place is on offer" },
    { "over", "Cancelled or lapsed", &bookings_over, &bookings_over_oldest, "No place has been given up" },
};

static void status(Out *out, const char *state)
{
    LyMeaning meaning = same(state, "confirmed") ? LY_GOOD : same(state, "waiting") ? LY_WARN : same(state, "offered") ? LY_INFO : LY_QUIET;
    ly_status_tiny(out, meaning, same(state, "confirmed") ? "Booked" : same(state, "waiting") ? "Waiting" : same(state, "offered") ? "Offered" : same(state, "lapsed") ? "Lapsed" : same(state, "requested") ? "Asked for" : same(state, "refused") ? "Refused" : "Cancelled");
}

/* ---- a whole event cancelled ---- */

static Error *cancel_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Cancel %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">Cancel %s?</h1>\n<p class=\"govuk-body\">%s.</p>\n", event.title, day_words(cx, event.starts_on));
    const char *booked = counted(cx, event.taken, "person loses a place", "people lose a place"), *waiting = counted(cx, event.waiting, "person waits no longer", "people wait no longer");
    const char *what = event.taken && event.waiting ? text(cx, "%s, %s, and all are told why by email.", booked, waiting) : event.taken || event.waiting ? text(cx, "%s, and are told why by email.", event.taken ? booked : waiting) : "Nobody is booked, so nobody is written to.";
    govuk_warning_text(out, (WarningText){ .icon_text = "Warning", .text = text(cx, "%s This cannot be undone.", what) });
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/cancel", (long)rq->id), false);
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "Why is it cancelled?", .label_classes = "govuk-label--s", .hint = "Everybody reads this, for example: The facilitator is ill. We will offer a new date in March.", .rows = 3 });
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

typedef struct { size_t list; const char *words; bool oldest; int64_t after_at, after_id; } Filter;   /* after: the last row of the page before; 0: the first page */

static Filter filter_of(Ctx *cx, const Request *rq)
{
    Filter f = { .words = text_trim(cx, query_value(rq, "q")), .oldest = same(query_value(rq, "order"), "oldest"),
                 .after_at = query_number(rq, "after_at", 0), .after_id = query_number(rq, "after_id", 0) };
    for (size_t i = 0; i < COUNT(lists); i++)
        if (same(query_value(rq, "list"), lists[i].slug)) f.list = i;
    return f;
}

static Error *rows_read(Ctx *cx, const Filter *f, int64_t most, Row **rows, size_t *n)
{
    const Sql *sql = f->oldest ? lists[f->list].oldest : lists[f->list].latest;
    bool first = !f->after_id && !f->oldest;
    return db_list(cx, *sql, row_columns, rows, n, INT(first ? INT64_MAX : f->after_at), STR(text_fold(cx, f->words)), INT(most), INT(first ? INT64_MAX : f->after_id));
}

static void rows_table(Out *out, const Filter *f, const Row *rows, size_t n)
{
    Ctx *cx = out->cx;
    const char *turn = text(cx, "/office/bookings?list=%s&q=%s&order=%s", lists[f->list].slug, text_url(cx, f->words), f->oldest ? "" : "oldest");
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = lists[f->list].name, .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Person" }, { .text = "Event" }, { .text = "State" }, { .text = "Asked", .href = turn, .sorted = f->oldest ? LY_ASCENDING : LY_DESCENDING }, { .text = "Purchase order" }, { .text = "Price", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const Row *r = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>"
                  "<td data-label=\"Event\"><span><a class=\"govuk-link\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></td><td data-label=\"State\">",
             r->id, r->name, r->organisation, r->event_id, r->title, date_words(cx, r->starts_on));
        status(out, r->state);
        html(out, "</td><td data-label=\"Asked\"><span>%s<span class=\"ly-sub\">%s%s</span></span></td><td data-label=\"Purchase order\">%s</td><td data-label=\"Price\" class=\"ly-num\">%s</td></tr>\n",
             day_short(cx, date_of(cx, r->asked_at)), *r->booker ? "by " : "", r->booker, *r->purchase_order ? r->purchase_order : "–", !r->price_pence && r->saved_pence ? "Covered" : money_table(cx, r->price_pence));
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *all_page(Ctx *cx, const Request *rq, Response *rs)
{
    Filter f = filter_of(cx, rq);
    Counts counts = {0};
    Row *rows;
    size_t n;
    TRY(rows_read(cx, &f, PAGE + 1, &rows, &n));
    TRY(db_one(cx, bookings_counted, count_columns, &counts, NONE));
    size_t shown = n > PAGE ? PAGE : n;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bookings", .frame = FRAME_OFFICE, .current = "bookings", .wide = true });
    ly_head_begin(out, "Bookings");
    html(out, "<span class=\"ly-quiet ly-small\">%s first</span>", f.oldest ? "Oldest" : "Newest");
    ly_head_end(out, false);
    const int64_t numbers[COUNT(lists)] = { 0, 0, 0, counts.waiting, counts.offered, 0 };
    LyTab tabs[COUNT(lists)];
    for (size_t i = 0; i < COUNT(lists); i++) tabs[i] = (LyTab){ lists[i].name, text(cx, "/office/bookings?list=%s", lists[i].slug), numbers[i], i == f.list };
    ly_tabs(out, "Saved filters", tabs, COUNT(tabs));
    ly_filterbar_begin(out, "/office/bookings");
    html(out, "<input type=\"hidden\" name=\"list\" value=\"%s\"><input type=\"hidden\" name=\"order\" value=\"%s\">", lists[f.list].slug, f.oldest ? "oldest" : "");
    ly_filter_text(out, "q", "Person, address, school or order number", "search", f.words);
    ly_filterbar_end_sheets(out, text(cx, "/office/bookings.csv?list=%s&q=%s&order=%s", lists[f.list].slug, text_url(cx, f.words), f.oldest ? "oldest" : ""));
    if (shown) rows_table(out, &f, rows, shown);
    else ly_empty(out, (LyEmpty){ .title = *f.words ? "No booking fits" : lists[f.list].empty, .words = "Bookings appear here as schools make them. The office books for anybody on the page of an event.",
                                  .act = f.list || *f.words ? "Show all bookings" : "See the programme", .act_href = f.list || *f.words ? "/office/bookings" : "/office/programme", .plain = true });
    if (n > shown) html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" rel=\"next\" href=\"/office/bookings?list=%s&amp;q=%s&amp;order=%s&amp;after_at=%ld&amp;after_id=%ld\">%s bookings</a></p>\n",
                          lists[f.list].slug, f.words, f.oldest ? "oldest" : "", rows[shown - 1].asked_at, rows[shown - 1].id, f.oldest ? "Later" : "Earlier");
    page_end(rs);
    return OK;
}

static Error *all_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "Organisation", "Code", "Event", "First session", "State", "Asked on", "Booked by", "Purchase order", "Price", "Covered by a package" };
    Filter f = filter_of(cx, rq);
    Row *rows;
    size_t n;
    Sheet sheet;
    TRY(rows_read(cx, &f, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Row *r = &rows[i];
        sheet_text(&sheet, r->name), sheet_text(&sheet, r->email), sheet_text(&sheet, r->organisation), sheet_text(&sheet, r->code), sheet_text(&sheet, r->title);
        sheet_date(&sheet, r->starts_on), sheet_text(&sheet, r->state), sheet_date(&sheet, date_of(cx, r->asked_at)), sheet_text(&sheet, r->booker);
        sheet_text(&sheet, r->purchase_order), sheet_pence(&sheet, r->price_pence), sheet_pence(&sheet, r->saved_pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "bookings");
}

ROUTES(booking_office_pages,
    FORM("/office/events/:id/cancel", OWN_COURSES, cancel_show, NULL, cancel_submit),
    GET ("/office/bookings",          AUDIT,         all_page),
    SHEET("/office/bookings",      AUDIT,         all_sheet),
);
