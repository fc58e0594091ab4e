/*
 * The register, on a phone in the room.
 *
 * While somebody may mark, a script keeps a leaner page of it on the phone (?kept=1: names and marks, and nothing else of anybody), which a worker shows when
 * there is no connection: assets/scripts/register.js, register_worker.js.
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/asset.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/booking/needs_share.h"
#include "rooms/booking/register_pages.h"
#include "rooms/members/permission.h"

enum { DAY = 86400 };

typedef struct { int64_t present, absent, left, unnamed; } Marks;

static Marks marks_count(const AttendanceRegister *found)
{
    Marks marks = {0};
    for (size_t i = 0; i < found->count; i++) {
        const RegisterRow *row = &found->rows[i];
        marks.present += one_of(row->mark, "present part");
        marks.absent += same(row->mark, "absent");
        marks.left += row->person_id && blank(row->mark);
        marks.unnamed += !row->person_id;
    }
    return marks;
}

static bool unmarked_only(const Request *rq) { return same(query_value(rq, "show"), "unmarked"); }

/* Each row sends a mark and minutes: where a form cannot hold both for everybody, it asks for marks alone. */
static bool asks_minutes(const AttendanceRegister *found) { return 2 * found->count + 10 < FIELDS_MOST; }

static const char *row_note(Ctx *cx, const RegisterRow *row)
{
    if (!row->person_id) return "No name yet";
    return row->walked_in ? text(cx, "%s%scame unbooked", row->organisation, *row->organisation ? ", " : "") : row->organisation;
}

static bool is_kept(const Request *rq) { return same(query_value(rq, "kept"), "1"); }

static void row_put(Out *out, const Request *rq, const RegisterRow *row, bool minutes)
{
    Ctx *cx = out->cx;
    const char *name = text(cx, "mark_%ld", (long)row->registration_id), *minutes_name = minutes ? text(cx, "minutes_%ld", (long)row->registration_id) : NULL;
    ly_mark(out, (LyMark){ .id = name, .name = name, .person = row->name, .organisation = is_kept(rq) ? NULL : row_note(cx, row), .need = row->need, .mark = form_value(rq, name, row->mark), .minutes_name = minutes_name,
                           .minutes = minutes ? form_value(rq, minutes_name, row->minutes ? text(cx, "%ld", (long)row->minutes) : "") : NULL,
                           .error = minutes ? error_for(rq, minutes_name) : NULL });
}

/* "16 of 24 here, 1 absent, 7 to mark" */
static void marks_words(Out *out, const AttendanceRegister *found, Marks marks)
{
    html(out, "<p class=\"govuk-body\"><b>%ld of %ld here</b>", (long)marks.present, (long)found->count);
    if (marks.absent) html(out, ", %ld absent", (long)marks.absent);
    if (marks.unnamed) html(out, ", %s not named yet", counted(out->cx, marks.unnamed, "place", NULL));
    html(out, ", %s</p>\n", marks.left ? text(out->cx, "%ld to mark", (long)marks.left) : "all marked");
}

/* A place that their school has not named anybody for: whoever comes for it is put down like a walk-in. */
static void unnamed_put(Out *out, const char *here, const RegisterRow *row)
{
    html(out, "<li><div><b>%s</b><div class=\"ly-small ly-quiet\">No name yet</div></div><a class=\"govuk-link ly-small\" href=\"%s/walk-in?instead_of=%ld\">Say who came</a></li>\n",
         row->name, here, (long)row->registration_id);
}

/* Rows that the page shows, in their order. */
static const RegisterRow *rows_shown(Ctx *cx, const AttendanceRegister *found, bool few, size_t *count)
{
    RegisterRow *rows = array(cx, RegisterRow, found->count + 1);
    *count = 0;
    for (size_t i = 0; i < found->count; i++)
        if (!few || blank(found->rows[i].mark)) rows[(*count)++] = found->rows[i];
    return rows;
}

static void marks_buttons(Out *out, const char *here, Marks marks, bool kept)
{
    html(out, "<div class=\"ly-stickybar ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the register", .prevent_double_click = YES });
    if (marks.left) govuk_button(out, (Button){ .text = marks.present || marks.absent ? "The rest are here" : "All are here", .name = "all", .value = "present", .classes = "govuk-button--secondary" });
    if (!kept) govuk_button(out, (Button){ .text = "Walk-in", .href = text(out->cx, "%s/walk-in", here), .classes = "govuk-button--secondary" });
    html(out, "</div>");
}

static void marks_form(Out *out, const Request *rq, Response *rs, const AttendanceRegister *found, Marks marks)
{
    Ctx *cx = out->cx;
    const char *here = text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2);
    bool kept = is_kept(rq), few = unmarked_only(rq) && marks.left && !kept;
    size_t n;
    const RegisterRow *rows = rows_shown(cx, found, few, &n);
    if (few) html(out, "<p class=\"ly-small\">Only those still to mark. <a class=\"govuk-link\" href=\"%s\">Show everybody</a></p>\n", here);
    else if (marks.left && (marks.present || marks.absent) && !kept) html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"%s?show=unmarked\">Show only those to mark</a></p>\n", here);
    /* A day after the session nothing of it stays on a phone. */
    html(out, "<div data-ly-register=\"%s\" data-ly-who=\"%ld\" data-ly-until=\"%ld\"", here, (long)cx->who->id, (long)(found->session.ends_at + DAY));
    if (kept) html(out, " data-ly-lean=\"\"");
    html(out, ">");
    form_begin(cx, rq, rs, here, false);
    html(out, "<input type=\"hidden\" name=\"seen\" value=\"%s\">", form_value(rq, "seen", register_seen(cx, rows, n)));
    ly_find(out, kept ? "Find a name" : "Find a name or school");
    ly_register_begin(out);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].person_id) row_put(out, rq, &rows[i], asks_minutes(found));
        else if (!kept) unnamed_put(out, here, &rows[i]);
    }
    ly_register_end(out);
    marks_buttons(out, here, marks, kept);
    html(out, "</form></div>\n");
}

/* Filled by script: since when there is no connection, and how many marks wait on this phone. */
static void kept_banner(Out *out)
{
    html(out, "<div class=\"ly-offline\" role=\"status\" data-ly-kept hidden>");
    icon(out, ICON_OFFLINE);
    html(out, "<p></p></div>\n");
}

/* To read: before the day, or for those who mark nobody. */
static void booked_list(Out *out, const AttendanceRegister *found, bool begun)
{
    Ctx *cx = out->cx;
    if (!begun) ly_note(out, LY_INFO, text(cx, "The register opens on the day itself, %s.", day_words(cx, date_of(cx, found->session.starts_at))));
    ly_panel_begin(out, (LyPanel){ .title = counted(cx, (int64_t)found->count, "person is booked", "people are booked") });
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < found->count; i++) {
        html(out, "<li class=\"ly-row\">");
        ly_person(out, found->rows[i].name, row_note(cx, &found->rows[i]));
        if (found->rows[i].need) html(out, "<span class=\"ly-small\"><b>Needs:</b> %s</span>", found->rows[i].need);
        html(out, " %s</li>", found->rows[i].minutes ? text(cx, "%s, %s", found->rows[i].mark, minutes_words(cx, found->rows[i].minutes)) : found->rows[i].mark);
    }
    html(out, "</ul>");
    ly_panel_end(out);
}

static void beside(Out *out, const Request *rq, const AttendanceRegister *found, const Session *sessions, size_t n)
{
    Ctx *cx = out->cx;
    const Session *session = &found->session;
    html(out, "<aside aria-label=\"About this session\">");
    if (!register_is_to_read(cx) && session->ends_at > cx->now) {
        ly_panel_begin(out, (LyPanel){ .title = "By phone", .tone = LY_TINT });
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">Scan the code on each person’s phone with your camera, or show one in the room by which they check themselves in.</p>");
        ly_small_button(out, "Code for the room", text(cx, "/events/%ld/register/%ld/room", (long)rq->id, (long)rq->id2), false);
        ly_panel_end(out);
    }
    ly_panel_begin(out, (LyPanel){ .title = "On paper", .tone = LY_TINT });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">A sheet to sign, with lines for whoever comes unbooked.</p>");
    const char *file = text(cx, "/events/%ld/register/%ld/register", (long)rq->id, (long)rq->id2);
    ly_small_button(out, "Print the register (PDF)", text(cx, "%s.pdf", file), false);
    html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">As a list: <a class=\"govuk-link\" href=\"%s.csv\">CSV</a> or <a class=\"govuk-link\" href=\"%s.xlsx\">Excel</a></p>", file, file);
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "Where" });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0 govuk-!-margin-bottom-0\">%s", session_where(cx, session));
    if (*session->address) html(out, "<br>%s, %s", session->address, session->postcode);
    if (!blank(session->online_link)) html(out, "<br><a class=\"govuk-link\" href=\"%s\">Join online</a>", session->online_link);
    html(out, "</p>");
    ly_panel_end(out);
    if (n > 1) {
        ly_panel_begin(out, (LyPanel){ .title = "Its sessions" });
        html(out, "<ul class=\"ly-plain ly-small\">");
        for (size_t i = 0; i < n; i++) {
            const char *words = text(cx, "%s, %s", day_words(cx, date_of(cx, sessions[i].starts_at)), clock_words(cx, sessions[i].starts_at));
            if (sessions[i].id == session->id) html(out, "<li><b>%s</b> (this one)</li>", words);
            else html(out, "<li><a class=\"govuk-link\" href=\"/events/%ld/register/%ld\">%s</a></li>", (long)rq->id, (long)sessions[i].id, words);
        }
        html(out, "</ul>");
        ly_panel_end(out);
    }
    html(out, "</aside>");
}

static const char *session_words(Ctx *cx, const AttendanceRegister *found)
{
    const Session *session = &found->session;
    const char *day = date_of(cx, session->starts_at);
    const char *which = found->event.session_count > 1 ? text(cx, "Session %ld of %ld, ", (long)session->position, (long)found->event.session_count) : "";
    return text(cx, "%s%s, %s, %s", which, same(day, cx->today) ? "today" : day_words(cx, day), clock_range(cx, session->starts_at, session->ends_at), session_where(cx, session));
}

/* What those who share it need, until the event ends. On no phone that keeps the page, and on no sheet that goes round to be signed. */
Error *register_needs(Ctx *cx, AttendanceRegister *found)
{
    NeedsOf *needs;
    size_t n;
    TRY(needs_of_event(cx, found->event.id, &needs, &n));
    for (size_t i = 0; i < found->count; i++) found->rows[i].need = needs_of(cx, needs, n, found->rows[i].registration_id);
    return OK;
}

/* What a phone keeps: names and marks, and the form they are sent by. */
static Error *register_kept(Ctx *cx, const Request *rq, Response *rs, const AttendanceRegister *found)
{
    Marks marks = marks_count(found);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Register: %s", found->event.title), .frame = FRAME_TASK });
    kept_banner(out);
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-4\">%s</p>\n", found->event.title, session_words(cx, found));
    marks_form(out, rq, rs, found, marks);
    html(out, "<p class=\"ly-small ly-quiet\">Somebody came without booking? Write their name down, and add them when there is a connection.</p>\n");
    page_end(rs);
    return OK;
}

static Error *register_show(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    Session *sessions;
    size_t n;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    TRY(event_sessions(cx, rq->id, &sessions, &n));
    Marks marks = marks_count(&found);
    bool begun = strcmp(date_of(cx, found.session.starts_at), cx->today) <= 0, open = begun && !register_is_to_read(cx);
    if (!is_kept(rq)) TRY(register_needs(cx, &found));
    if (is_kept(rq)) return open ? register_kept(cx, rq, rs, &found) : missing(cx, "no phone keeps a register that is not open");

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Register: %s", found.event.title), .frame = FRAME_TASK, .wide = true,
                                              .back = may(cx, READ_PROGRAMME) ? text(cx, "/office/events/%ld", (long)rq->id) : "/facilitating" });
    if (open) kept_banner(out);
    html(out, "<div class=\"ly-split ly-split--right\"><div>\n<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-4\">%s</p>\n", found.event.title,
         session_words(cx, &found));
    if (!found.count && open)
        ly_empty(out, (LyEmpty){ .title = "Nobody is booked", .words = "Whoever comes all the same can be put on the register here.", .act = "Somebody came without booking",
                                 .act_href = text(cx, "/events/%ld/register/%ld/walk-in", (long)rq->id, (long)rq->id2) });
    else if (!found.count)
        ly_empty(out, (LyEmpty){ .title = "Nobody is booked", .words = "When somebody books a place, their name is here.", .act = "Look at the event",
                                 .act_href = event_visible(cx, &found.event) ? text(cx, "/events/%ld", (long)rq->id) : NULL });
    else if (!open) {
        if (marks.present + marks.absent) marks_words(out, &found, marks);
        booked_list(out, &found, begun);
    } else {
        marks_words(out, &found, marks);
        marks_form(out, rq, rs, &found, marks);
    }
    html(out, "</div>");
    beside(out, rq, &found, sessions, n);
    html(out, "</div>");
    page_end(rs);
    return OK;
}

static Error *register_submit(Ctx *cx, Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    Merged merged;
    size_t n;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    const Mark *marks = register_typed(cx, rq, &found, &n);
    TRY(register_merge(cx, rq->id, rq->id2, marks, n, &merged));
    rs->flash = register_kept_words(cx, &merged);
    return redirect(rs, text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2));
}

/* At the root, so that it may see to the registers' addresses. */
static Error *worker_script(Ctx *cx, const Request *rq, Response *rs)
{
    (void)rq;
    for (size_t i = 0; i < assets_count; i++)
        if (same(assets[i].name, "register_worker.js")) return respond(rs, assets[i].type, (const char *)assets[i].bytes, assets[i].length);
    return missing(cx, "no worker among the assets");
}

ROUTES(register_pages,
    GET ("/register-worker.js", PUBLIC, worker_script),
    FORM("/events/:id/register/:id", SIGNED_IN, register_show, NULL, register_submit),
);
