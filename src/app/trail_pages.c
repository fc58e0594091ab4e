/* Who did what: the whole trail, for the office and the auditor. The trail keeps ids; names are looked up as they are now. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/db.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/members/trail_words.h"

enum { PAGE = 50, EXPORT_MOST = 10000 };

typedef struct { int64_t id, happened_at, subject_id, person_id; const char *what, *detail, *name, *post, *subject; } Row;
static const Column row_columns[] = { COLUMN(Row, id), COLUMN(Row, happened_at), COLUMN(Row, subject_id), COLUMN(Row, person_id), COLUMN(Row, what), COLUMN(Row, detail),
                                      COLUMN(Row, name), COLUMN(Row, post), COLUMN(Row, subject) };
/* Sessions and facilitators are noted under their event, links and sign-ins under their person. Ids are unique over all tables but those of small test stores. */
#define OF(words) "CASE WHEN t.what LIKE '" words "' THEN t.subject_id END"
SQL(trail_page,
    "SELECT t.id, t.happened_at, t.subject_id, t.person_id, t.what, " TRAIL_DETAIL ", w.name, o.name AS post,"
    " COALESCE(l.name || ', ' || ec.title, ec.title, c.title, g.name, s.name || ', ' || rc.title, s.name, v.name, h.name, f.name || ', ' || f.course) AS subject"
    "  FROM trail t LEFT JOIN person w ON w.id = t.person_id"
    "  LEFT JOIN post k ON k.id = (SELECT MAX(k2.id) FROM post k2 WHERE k2.person_id = t.person_id) LEFT JOIN organisation o ON o.id = k.organisation_id"
    "  LEFT JOIN event e ON e.id = CASE WHEN t.what LIKE 'event.%' OR t.what LIKE 'session.%' OR t.what LIKE 'facilitator.%' OR t.what LIKE 'register.%' THEN t.subject_id END"
    "  LEFT JOIN course ec ON ec.id = e.course_id LEFT JOIN course c ON c.id = " OF("course.%")
    "  LEFT JOIN organisation g ON g.id = CASE WHEN t.what LIKE 'organisation.%' OR t.what LIKE 'school.%' OR t.what LIKE 'membership.%' THEN t.subject_id END"
    "  LEFT JOIN registration r ON r.id = " OF("registration.%") " LEFT JOIN event re ON re.id = r.event_id LEFT JOIN course rc ON rc.id = re.course_id"
    "  LEFT JOIN post u ON u.id = CASE WHEN t.what LIKE 'post.%' OR t.what = 'sign_in.post_chosen' THEN t.subject_id END"
    "  LEFT JOIN person s ON s.id = COALESCE(r.person_id, u.person_id, CASE WHEN t.what LIKE 'person.%' OR t.what LIKE 'sign_in.%' OR t.what LIKE 'link.%' THEN t.subject_id END)"
    "  LEFT JOIN person l ON l.id = " TRAIL_LEADER
    "  LEFT JOIN venue v ON v.id = " OF("venue.%") " LEFT JOIN theme h ON h.id = " OF("theme.%") " LEFT JOIN certificate f ON f.id = " OF("certificate.%")
    " WHERE (CAST($1 AS BIGINT) = 0 OR t.id < $1) AND (CAST($2 AS TEXT) = '' OR w.name_folded LIKE '%' || $2 || '%') AND (CAST($3 AS TEXT) = '' OR t.what LIKE $3 || '.%')"
    "  AND t.happened_at >= $4 AND t.happened_at < $5 AND (CAST($6 AS BIGINT) = 0 OR t.subject_id = $6) ORDER BY t.id DESC LIMIT CAST($7 AS BIGINT)");

typedef struct { const char *words, *part, *from, *to; int64_t before, subject; } Filter;

static Filter filter_of(Ctx *cx, const Request *rq)
{
    Filter f = { .words = text_trim(cx, query_value(rq, "q")), .part = "", .from = query_value(rq, "from"), .to = query_value(rq, "to"),
                 .before = query_number(rq, "before", 0), .subject = query_number(rq, "subject", 0) };
    for (const TrailPart *part = trail_parts; part->part; part++)
        if (same(part->part, query_value(rq, "what"))) f.part = part->part;
    if (!date_valid(f.from)) f.from = "";
    if (!date_valid(f.to)) f.to = "";
    return f;
}

static Error *rows_read(Ctx *cx, const Filter *f, int64_t most, Row **rows, size_t *count)
{
    int64_t from = 0, to = INT64_MAX;
    if (*f->from) instant_of(f->from, 0, 0, false, &from);
    if (*f->to) instant_of(date_add_days(cx, f->to, 1), 0, 0, false, &to);
    return db_list(cx, trail_page, row_columns, rows, count, INT(f->before), STR(text_fold(cx, f->words)), STR(f->part), INT(from), INT(to), INT(f->subject), INT(most));
}

/* Where it can be looked at; NULL: nowhere. */
static const char *subject_href(Ctx *cx, const Row *row)
{
    static const struct { const char *part, *path; } places[] = {
        { "event.", "/office/events/" }, { "session.", "/office/events/" }, { "facilitator.", "/office/events/" }, { "register.", "/office/events/" },
        { "registration.", "/registrations/" }, { "organisation.", "/office/schools/" }, { "school.", "/office/schools/" }, { "membership.", "/office/schools/" },
        { "person.", "/office/people/" }, { "sign_in.", "/office/people/" }, { "link.", "/office/people/" }, { "mail.", "/office/mail/" },
    };
    for (size_t i = 0; i < COUNT(places); i++)
        if (begins(row->what, places[i].part) && row->subject_id && (*row->subject || begins(row->what, "mail."))) return text(cx, "%s%ld", places[i].path, row->subject_id);
    return NULL;
}

static const char *who_words(const Row *row) { return trail_who(row->what, row->person_id, row->name); }

static void row_put(Out *out, const Row *row)
{
    Ctx *cx = out->cx;
    const char *href = subject_href(cx, row);
    html(out, "<tr><td data-label=\"When\" class=\"ly-nowrap\"><span>%s<span class=\"ly-sub\">%s</span></span></td><th scope=\"row\" data-label=\"What\">%s</th><td data-label=\"Of\"><span>",
         date_words(cx, date_of(cx, row->happened_at)), clock_words(cx, row->happened_at), trail_words(row->what));
    if (href) html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", href, *row->subject ? row->subject : "The letter");
    else html(out, "%s", row->subject);
    if (*row->detail) html(out, "<span class=\"ly-sub\">%s</span>", row->detail);
    html(out, "</span></td><td data-label=\"Who\"><span>");
    if (row->person_id && *row->name) html(out, "<a class=\"govuk-link\" href=\"/office/people/%ld\">%s</a><span class=\"ly-sub\">%s</span>", row->person_id, row->name, row->post);
    else html(out, "<span class=\"ly-quiet\">%s</span>", capital(cx, who_words(row)));
    html(out, "</span></td></tr>\n");
}

static void filter_bar(Out *out, const Filter *f)
{
    SelectItem items[32] = { { .value = "", .text = "Everything" } };
    size_t n = 1;
    for (const TrailPart *part = trail_parts; part->part && n < COUNT(items); part++) items[n++] = (SelectItem){ .value = part->part, .text = part->name };
    ly_filterbar_begin(out, "/office/trail");
    ly_filter_text(out, "q", "Who", "search", f->words);
    ly_filter_select(out, "what", "What", items, n, f->part);
    ly_filter_text(out, "from", "From", "date", f->from);
    ly_filter_text(out, "to", "To", "date", f->to);
    ly_filterbar_end_sheets(out, text(out->cx, "/office/trail.csv?q=%s&what=%s&from=%s&to=%s&subject=%ld", text_url(out->cx, f->words), text_url(out->cx, f->part), text_url(out->cx, f->from), text_url(out->cx, f->to), f->subject));
}

static Error *trail_show(Ctx *cx, const Request *rq, Response *rs)
{
    Filter f = filter_of(cx, rq);
    Row *rows;
    size_t count;
    TRY(rows_read(cx, &f, PAGE + 1, &rows, &count));
    size_t shown = count > PAGE ? PAGE : count;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Who did what", .frame = FRAME_OFFICE, .current = "trail", .wide = true });
    ly_head_begin(out, "Who did what");
    html(out, "<span class=\"ly-quiet ly-small\">Newest first. Nothing here can be changed</span>");
    ly_head_end(out, false);
    filter_bar(out, &f);
    if (!shown) ly_empty(out, (LyEmpty){ .title = "Nothing was done that fits", .words = "Every change is written down here with who made it and when. Try other days or another name.",
                                         .act = "Show everything", .act_href = "/office/trail", .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Who did what, newest first", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "When", .sorted = LY_DESCENDING }, { .text = "What" }, { .text = "Of" }, { .text = "Who" }) });
        for (size_t i = 0; i < shown; i++) row_put(out, &rows[i]);
        ly_table_end(out);
        html(out, "</div>\n");
    }
    if (count > shown)
        html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" rel=\"next\" href=\"/office/trail?q=%s&amp;what=%s&amp;from=%s&amp;to=%s&amp;subject=%ld&amp;before=%ld\">What was done before</a></p>\n",
             f.words, f.part, f.from, f.to, f.subject, rows[shown - 1].id);
    page_end(rs);
    return OK;
}

static Error *trail_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "When", "What", "Of", "Detail", "Who", "Organisation", "Code" };
    Filter f = filter_of(cx, rq);
    Row *rows;
    size_t count;
    Sheet sheet;
    TRY(rows_read(cx, &f, EXPORT_MOST, &rows, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        sheet_moment(&sheet, rows[i].happened_at), sheet_text(&sheet, trail_words(rows[i].what)), sheet_text(&sheet, rows[i].subject), sheet_text(&sheet, rows[i].detail);
        sheet_text(&sheet, who_words(&rows[i])), sheet_text(&sheet, rows[i].post), sheet_text(&sheet, rows[i].what);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "who-did-what");
}

ROUTES(trail_pages,
    GET ("/office/trail",     AUDIT, trail_show),
    SHEET("/office/trail", AUDIT, trail_sheet),
);
