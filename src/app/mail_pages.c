/* Letters: every one that was queued, what became of it, and what to do with one of which nobody knows whether it arrived. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/mail/mail.h"
#include "rooms/members/permission.h"

enum { PAGE = 50, EXPORT_MOST = 10000 };

typedef struct { int64_t id, person_id, queued_at, due_at, sent_at, attempt, about_id; const char *letter, *to_name, *to_email, *state, *answer, *calendar_method, *message_id, *title; } Row;
static const Column row_columns[] = {
    COLUMN(Row, id), COLUMN(Row, person_id), COLUMN(Row, queued_at), COLUMN(Row, due_at), COLUMN(Row, sent_at), COLUMN(Row, attempt), COLUMN(Row, about_id), COLUMN(Row, letter),
    COLUMN(Row, to_name), COLUMN(Row, to_email), COLUMN(Row, state), COLUMN(Row, answer), COLUMN(Row, calendar_method), COLUMN(Row, message_id), COLUMN(Row, title),
};
#define FIELDS "SELECT m.id, m.person_id, m.queued_at, m.due_at, m.sent_at, m.attempt, m.about_id, m.letter, m.to_name, m.to_email, m.state, m.answer, m.calendar_method, m.message_id, c.title" \
               "  FROM mail m LEFT JOIN event e ON e.id = m.about_id LEFT JOIN course c ON c.id = e.course_id"
#define LIKE_WORDS "(CAST($2 AS TEXT) = '' OR lower(m.to_name) LIKE '%' || $2 || '%' OR lower(m.to_email) LIKE '%' || $2 || '%')"
#define PAGED "(CAST($1 AS BIGINT) = 0 OR m.id < $1) AND " LIKE_WORDS " AND (CAST($3 AS BIGINT) = 0 OR m.about_id = $3) ORDER BY m.id DESC LIMIT CAST($4 AS BIGINT)"
#define FAILED "('refused', 'given up')"
SQL(mail_every,    FIELDS " WHERE " PAGED);
SQL(mail_waiting,  FIELDS " WHERE m.state IN ('queued', 'sending') AND " PAGED);
SQL(mail_sent,     FIELDS " WHERE m.state = 'sent' AND " PAGED);
SQL(mail_failed,   FIELDS " WHERE " MAIL_TROUBLED("m.") " AND m.state IN " FAILED " AND " PAGED);
SQL(mail_doubtful, FIELDS " WHERE " MAIL_TROUBLED("m.") " AND m.state = 'doubtful' AND " PAGED);
SQL(mail_one,      FIELDS " WHERE m.id = $1");
typedef struct { int64_t waiting, failed, doubtful; } Counts;
static const Column count_columns[] = { COLUMN(Counts, waiting), COLUMN(Counts, failed), COLUMN(Counts, doubtful) };
SQL(mail_counted, "SELECT (SELECT COUNT(*) FROM mail WHERE state IN ('queued', 'sending')) AS waiting,"
                  " (SELECT COUNT(*) FROM mail WHERE " MAIL_TROUBLED("") " AND state IN " FAILED ") AS failed,"
                  " (SELECT COUNT(*) FROM mail WHERE " MAIL_TROUBLED("") " AND state = 'doubtful') AS doubtful");
SQL(event_title, "SELECT c.title AS title FROM event e JOIN course c ON c.id = e.course_id WHERE e.id = $1");

static const struct { const char *slug, *name; const Sql *sql; const char *empty, *words; } lists[] = {
    { "",         "All",        &mail_every,    "No letter yet",            "Confirmations, offers and invitations appear here as they are queued." },
    { "waiting",  "Waiting",    &mail_waiting,  "No letter is waiting",     "Letters wait a few seconds, or longer while the mail server does not answer." },
    { "sent",     "Sent",       &mail_sent,     "No letter has been sent",  "What the mail server has taken appears here." },
    { "failed",   "Not sent",   &mail_failed,   "Every letter was taken",   "A letter whose address the mail server refuses, or that could not be sent for three days, appears here." },
    { "doubtful", "In doubt",   &mail_doubtful, "No letter is in doubt",    "When the connection is lost at the very end, nobody knows whether the letter arrived. It is not sent twice without you." },
};

static void status(Out *out, const Row *m)
{
    if (same(m->state, "sent")) ly_status_tiny(out, LY_GOOD, "Sent");
    else if (same(m->state, "doubtful")) ly_status_tiny(out, LY_WARN, "In doubt");
    else if (one_of(m->state, "refused") || same(m->state, "given up")) ly_status_tiny(out, LY_BAD, same(m->state, "refused") ? "Refused" : "Given up");
    else ly_status_tiny(out, LY_QUIET, m->attempt > 1 ? "Waiting, tried before" : "Waiting");
}

static const char *when_words(Ctx *cx, int64_t at) { return text(cx, "%s, %s", day_short(cx, date_of(cx, at)), clock_words(cx, at)); }

/* ---- the list ---- */

typedef struct { size_t list; const char *words; int64_t event, before; } Filter;

static Filter filter_of(Ctx *cx, const Request *rq)
{
    Filter f = { .words = text_trim(cx, query_value(rq, "q")), .event = query_number(rq, "event", 0), .before = query_number(rq, "before", 0) };
    for (size_t i = 0; i < COUNT(lists); i++)
        if (same(query_value(rq, "list"), lists[i].slug)) f.list = i;
    return f;
}

static Error *rows_read(Ctx *cx, const Filter *f, int64_t most, Row **rows, size_t *count)
{
    return db_list(cx, *lists[f->list].sql, row_columns, rows, count, INT(f->before), STR(text_fold(cx, f->words)), INT(f->event), INT(most));
}

static void rows_table(Out *out, const Filter *f, const Row *rows, size_t count)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = lists[f->list].name, .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Letter" }, { .text = "To" }, { .text = "State" }, { .text = "Queued", .sorted = LY_DESCENDING }, { .text = "Sent" }) });
    for (size_t i = 0; i < count; i++) {
        const Row *m = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/mail/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>"
                  "<td data-label=\"To\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"State\">", m->id, mail_letter_name(cx, m->letter), m->title, m->to_name, m->to_email);
        status(out, m);
        html(out, "</td><td data-label=\"Queued\" class=\"ly-nowrap\">%s</td><td data-label=\"Sent\" class=\"ly-nowrap\">%s</td></tr>\n", when_words(cx, m->queued_at), m->sent_at ? when_words(cx, m->sent_at) : "–");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    typedef struct { const char *title; } Title;
    static const Column title_columns[] = { COLUMN(Title, title) };
    Filter f = filter_of(cx, rq);
    Row *rows;
    Counts counts = {0};
    Title event = { .title = "" };
    size_t count;
    bool found;
    TRY(rows_read(cx, &f, PAGE + 1, &rows, &count));
    TRY(db_one(cx, mail_counted, count_columns, &counts, NONE));
    TRY(db_maybe(cx, event_title, title_columns, &event, &found, INT(f.event)));
    size_t shown = count > PAGE ? PAGE : count;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Letters", .frame = FRAME_OFFICE, .current = "mail", .wide = true });
    ly_head_begin(out, "Letters");
    html(out, "<span class=\"ly-quiet ly-small\">%s%s</span>", found ? "About " : "Every email that was sent, or was to be", event.title);
    ly_head_end(out, false);
    LyTab tabs[COUNT(lists)];
    const int64_t numbers[COUNT(lists)] = { 0, counts.waiting, 0, counts.failed, counts.doubtful };
    for (size_t i = 0; i < COUNT(lists); i++) tabs[i] = (LyTab){ lists[i].name, text(cx, "/office/mail?list=%s&event=%ld", lists[i].slug, f.event), f.event ? 0 : numbers[i], i == f.list };
    ly_tabs(out, "Saved filters", tabs, COUNT(tabs));
    ly_filterbar_begin(out, "/office/mail");
    html(out, "<input type=\"hidden\" name=\"list\" value=\"%s\"><input type=\"hidden\" name=\"event\" value=\"%ld\">", lists[f.list].slug, f.event);
    ly_filter_text(out, "q", "Name or email address", "search", f.words);
    ly_filterbar_end_sheets(out, text(cx, "/office/mail.csv?list=%s&q=%s&event=%ld", lists[f.list].slug, text_url(cx, f.words), f.event));
    if (shown) rows_table(out, &f, rows, shown);
    else ly_empty(out, (LyEmpty){ .title = *f.words ? "No letter to anybody of that name" : lists[f.list].empty, .words = lists[f.list].words, .plain = true,
                                  .act = "Show all letters", .act_href = f.list || *f.words || f.event ? "/office/mail" : NULL });
    if (count > shown)
        html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" rel=\"next\" href=\"/office/mail?list=%s&amp;q=%s&amp;event=%ld&amp;before=%ld\">Earlier letters</a></p>\n", lists[f.list].slug, f.words, f.event, rows[shown - 1].id);
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Letter", "About", "Name", "Email", "State", "Queued", "Sent", "Attempts", "Answer of the mail server" };
    Filter f = filter_of(cx, rq);
    Row *rows;
    size_t count;
    Sheet sheet;
    TRY(rows_read(cx, &f, EXPORT_MOST, &rows, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        const Row *m = &rows[i];
        sheet_text(&sheet, mail_letter_name(cx, m->letter)), sheet_text(&sheet, m->title), sheet_text(&sheet, m->to_name), sheet_text(&sheet, m->to_email), sheet_text(&sheet, m->state);
        sheet_moment(&sheet, m->queued_at), sheet_moment(&sheet, m->sent_at), sheet_int(&sheet, m->attempt), sheet_text(&sheet, m->answer);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "letters");
}

/* ---- one letter ---- */

static void what_next(Out *out, const Request *rq, Response *rs, const Row *m)
{
    Ctx *cx = out->cx;
    if (one_of(m->state, "queued sending")) { ly_note(out, LY_INFO, text(cx, "It goes by itself. Next try: %s.", when_words(cx, m->due_at))); return; }
    if (same(m->state, "refused")) { ly_note(out, LY_BAD, "The mail server refused it for good, mostly because nobody has this address. Put the address right on the person’s page, and tell them yourself what the letter said."); return; }
    if (same(m->state, "given up")) { ly_note(out, LY_BAD, "The mail server did not take it for three days. Tell the person yourself what the letter said."); return; }
    if (!same(m->state, "doubtful")) return;
    ly_note(out, LY_WARN, "The connection was lost at the very end, so nobody knows whether it arrived. Ask the person, or look into the mail server’s own list.");
    if (!may(cx, RUN_MEMBERS)) return;
    html(out, "<div class=\"ly-buttons\">");
    form_begin(cx, rq, rs, text(cx, "/office/mail/%ld/again", m->id), false);
    govuk_button(out, (Button){ .text = "Send it again", .classes = "ly-small-button", .prevent_double_click = YES });
    html(out, "</form>\n");
    form_begin(cx, rq, rs, text(cx, "/office/mail/%ld/arrived", m->id), false);
    govuk_button(out, (Button){ .text = "It arrived", .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
    html(out, "</form></div>\n");
}

static Error *letter_show(Ctx *cx, const Request *rq, Response *rs)
{
    Row m = {0};
    TRY(db_one(cx, mail_one, row_columns, &m, INT(rq->id)));
    const char *name = mail_letter_name(cx, m.letter);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = name, .frame = FRAME_OFFICE, .current = "mail", CRUMBS({ "Letters", "/office/mail" }, { name, NULL }) });
    ly_head_begin(out, name);
    status(out, &m);
    ly_head_end(out, false);
    what_next(out, rq, rs, &m);
    ly_panel_begin(out, (LyPanel){ .title = "What is on record" });
    ly_facts_begin(out, false);
    ly_fact_begin(out, "To");
    if (m.person_id) html(out, "<a class=\"govuk-link\" href=\"/office/people/%ld\">%s</a>, %s", m.person_id, m.to_name, m.to_email);
    else html(out, "%s, %s", m.to_name, m.to_email);
    ly_fact_end(out);
    if (*m.title) {
        ly_fact_begin(out, "About");
        html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">%s</a>", m.about_id, m.title);
        ly_fact_end(out);
    }
    ly_fact(out, "Queued", moment_words(cx, m.queued_at));
    ly_fact(out, "Sent", m.sent_at ? moment_words(cx, m.sent_at) : "");
    ly_fact(out, "Tried", m.attempt ? counted(cx, m.attempt, "time", NULL) : "");
    ly_fact(out, "Calendar", same(m.calendar_method, "REQUEST") ? "An invitation goes along" : same(m.calendar_method, "CANCEL") ? "The invitation is withdrawn" : "");
    ly_fact(out, "The mail server said", m.answer);
    ly_fact(out, "Number", m.message_id);
    ly_facts_end(out);
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

static Error *again_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(mail_send_again(cx, rq->id));
    rs->flash = "The letter is queued again.";
    return redirect(rs, text(cx, "/office/mail/%ld", rq->id));
}

static Error *arrived_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(mail_take_as_sent(cx, rq->id));
    rs->flash = "The letter is taken as arrived.";
    return redirect(rs, text(cx, "/office/mail/%ld", rq->id));
}

ROUTES(mail_pages,
    GET ("/office/mail",             AUDIT,       list_show),
    SHEET("/office/mail",         AUDIT,       list_sheet),
    GET ("/office/mail/:id",         AUDIT,       letter_show),
    POST("/office/mail/:id/again",   RUN_MEMBERS, NULL, again_submit),
    POST("/office/mail/:id/arrived", RUN_MEMBERS, NULL, arrived_submit),
);
