/* No-shows: a person or their school says why, and the office looks through them. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/no_show.h"
#include "rooms/members/permission.h"

enum { PAGE = 50, EXPORT_MOST = 10000 };

/* ---- saying why ---- */

static Error *missed_show(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    NoShow no_show = {0};
    bool found;
    TRY(registration_find(cx, rq->id, &r));
    TRY(no_show_find(cx, rq->id, &no_show, &found));
    if (!found) return missing(cx, "registration %ld was no no-show", (long)rq->id);
    bool mine = r.person_id == cx->who->id;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Not there: %s", r.title), .frame = FRAME_PUBLIC, .current = mine ? "home" : "bookings",
                                              .back = may(cx, AUDIT) ? "/office/no-shows" : text(cx, "/registrations/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">%s had a place on <a class=\"govuk-link\" href=\"/events/%ld\">%s</a> on %s. The register says that nobody came to it.</p>\n",
         mine ? "We missed you" : text(cx, "%s did not come", r.name), mine ? "You" : r.name, (long)r.event_id, r.title, day_words(cx, r.starts_on));
    if (no_show.answered_at)
        ly_note(out, LY_GOOD, text(cx, "%s, %s: %s", no_show.answered_by, soon_words(cx, no_show.answered_at), no_show.reason));
    if (registration_is_to_read(cx, &r)) {
        if (!no_show.answered_at) ly_note(out, LY_INFO, text(cx, "Asked %s. Nobody has said why yet.", soon_words(cx, no_show.told_at)));
        page_end(rs);
        return OK;
    }
    form_begin(cx, rq, rs, text(cx, "/registrations/%ld/missed", (long)rq->id), false);
    field_textarea(out, rq, (Textarea){ .name = "reason", .label = no_show.answered_at ? "Say it differently" : "Why was that?", .label_classes = "govuk-label--s", .rows = 3,
                                        .hint = "A sentence is enough. Leave out what is private: “unwell” will do", .value = no_show.reason });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Tell the partnership", .prevent_double_click = YES });
    html(out, "</div></form>\n<p class=\"ly-small ly-quiet\">%s there after all? Answer the letter, and the register is put right.</p>\n", mine ? "Were you" : "Was somebody");
    page_end(rs);
    return OK;
}

static Error *missed_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(no_show_answer(cx, rq->id, form_text(rq, "reason")));
    rs->flash = "Thank you: the partnership knows why now";
    return redirect(rs, text(cx, "/registrations/%ld/missed", (long)rq->id));
}

/* ---- the office's list ---- */

static const struct { const char *slug, *name, *empty, *words; } lists[] = {
    { "",         "All",           "Nobody has stayed away",      "The day after an event’s last session, everybody whom its register calls absent is asked why. They appear here." },
    { "silent",   "No word yet",   "Everybody has said why",      "Whoever stays away from an event and has not said why appears here." },
    { "answered", "Said why",      "Nobody has said why yet",     "What people and their schools answer appears here." },
};

static NoShowFilter filter_of(Ctx *cx, const Request *rq)
{
    NoShowFilter f = { .words = text_trim(cx, query_value(rq, "q")), .before_at = query_number(rq, "before_at", 0), .before_id = query_number(rq, "before_id", 0) };
    for (size_t i = 0; i < COUNT(lists); i++)
        if (same(query_value(rq, "list"), lists[i].slug)) f.list = (NoShowList)i;
    return f;
}

static void rows_table(Out *out, const NoShowFilter *f, const NoShow *rows, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = lists[f->list].name, .boxed = true, .phone = true, LY_COLUMNS({ .text = "Person" }, { .text = "Event" }, { .text = "Asked", .sorted = LY_DESCENDING }, { .text = "Why" }) });
    for (size_t i = 0; i < n; i++) {
        const NoShow *r = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/registrations/%ld/missed\">%s</a><span class=\"ly-sub\">%s</span></span></th>"
                  "<td data-label=\"Event\"><span><a class=\"govuk-link\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></td>"
                  "<td data-label=\"Asked\" class=\"ly-nowrap\">%s</td><td data-label=\"Why\">",
             r->registration_id, r->name, r->organisation, r->event_id, r->title, date_words(cx, r->starts_on), day_short(cx, date_of(cx, r->told_at)));
        if (r->answered_at) html(out, "<span>%s<span class=\"ly-sub\">%s, %s</span></span>", r->reason, r->answered_by, day_short(cx, date_of(cx, r->answered_at)));
        else ly_status_tiny(out, LY_WARN, "No word yet");
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *list_page(Ctx *cx, const Request *rq, Response *rs)
{
    NoShowFilter f = filter_of(cx, rq);
    NoShow *rows;
    size_t n;
    TRY(no_shows(cx, &f, PAGE + 1, &rows, &n));
    size_t shown = n > PAGE ? PAGE : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "No-shows", .frame = FRAME_OFFICE, .current = "no-shows", .wide = true });
    ly_head_begin(out, "No-shows");
    html(out, "<span class=\"ly-quiet ly-small\">Places that were kept and nobody came to</span>");
    ly_head_end(out, false);
    LyTab tabs[COUNT(lists)];
    for (size_t i = 0; i < COUNT(lists); i++) tabs[i] = (LyTab){ lists[i].name, text(cx, "/office/no-shows?list=%s", lists[i].slug), 0, i == (size_t)f.list };
    ly_tabs(out, "Saved filters", tabs, COUNT(tabs));
    ly_filterbar_begin(out, "/office/no-shows");
    html(out, "<input type=\"hidden\" name=\"list\" value=\"%s\">", lists[f.list].slug);
    ly_filter_text(out, "q", "Person, school or event", "search", f.words);
    ly_filterbar_end_sheets(out, text(cx, "/office/no-shows.csv?list=%s&q=%s", lists[f.list].slug, text_url(cx, f.words)));
    if (shown) rows_table(out, &f, rows, shown);
    else ly_empty(out, (LyEmpty){ .title = *f.words ? "No no-show fits" : lists[f.list].empty, .words = lists[f.list].words, .plain = true,
                                  .act = "Show all no-shows", .act_href = f.list || *f.words ? "/office/no-shows" : NULL });
    if (n > shown) html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" rel=\"next\" href=\"/office/no-shows?list=%s&amp;q=%s&amp;before_at=%ld&amp;before_id=%ld\">Earlier no-shows</a></p>\n",
                          lists[f.list].slug, f.words, rows[shown - 1].told_at, rows[shown - 1].registration_id);
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "Organisation", "Event", "First session", "Asked on", "Why", "Said by", "Said on" };
    NoShowFilter f = filter_of(cx, rq);
    NoShow *rows;
    size_t n;
    Sheet sheet;
    TRY(no_shows(cx, &f, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const NoShow *r = &rows[i];
        sheet_text(&sheet, r->name), sheet_text(&sheet, r->email), sheet_text(&sheet, r->organisation), sheet_text(&sheet, r->title), sheet_date(&sheet, r->starts_on);
        sheet_date(&sheet, date_of(cx, r->told_at)), sheet_text(&sheet, r->reason), sheet_text(&sheet, r->answered_by);
        sheet_date(&sheet, r->answered_at ? date_of(cx, r->answered_at) : "");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "no-shows");
}

ROUTES(no_show_pages,
    FORM("/registrations/:id/missed", SIGNED_IN, missed_show, NULL, missed_submit),
    GET ("/office/no-shows",          AUDIT,     list_page),
    SHEET("/office/no-shows",         AUDIT,     list_sheet),
);
