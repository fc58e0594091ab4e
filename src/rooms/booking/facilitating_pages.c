/* The diary of whoever leads events: what they are asked, registers to take, what is to come month by month with their days away, what people said. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/attendance.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/booking/home_pages.h"
#include "rooms/programme/leading.h"

extern const RouteList facilitating_pages;
extern const HomeNeed leading_need;

typedef struct {
    Duty *duties;       size_t duty_count;
    Leading *asked;     size_t asked_count;
    Away *aways;        size_t away_count;
    ResultsEvent *said; size_t said_count;
} Diary;

static Error *diary_read(Ctx *cx, Diary *d)
{
    TRY(duties(cx, &d->duties, &d->duty_count));
    TRY(leadings_asked(cx, &d->asked, &d->asked_count));
    TRY(aways(cx, &d->aways, &d->away_count));
    return results_of_mine(cx, &d->said, &d->said_count);
}

/* ---- what they are asked ---- */

static const char *asked_when(Ctx *cx, const Leading *l)
{
    return l->session_count > 1 ? text(cx, "%s, the first of %ld sessions", day_words(cx, l->starts_on), (long)l->session_count) : text(cx, "%s, %s", day_words(cx, l->starts_on), clock_range(cx, l->starts_at, l->ends_at));
}

static void asked_rows(Out *out, const Leading *list, size_t n)
{
    Ctx *cx = out->cx;
    for (size_t i = 0; i < n; i++) {
        const Leading *l = &list[i];
        const char *href = text(cx, "/facilitating/events/%ld", (long)l->event_id), *where = !same(l->format, "online") && blank(l->place) ? "the place will be announced" : where_shown(cx, l->format, l->place);
        if (same(l->answer, "asked")) ly_need(out, text(cx, "Will you lead %s?", l->title), text(cx, "%s, %s.", asked_when(cx, l), where), "Say yes or no", href);
        else ly_need(out, text(cx, "Your agreement for %s", l->title), text(cx, "%s. It waits for you to accept it.", asked_when(cx, l)), "Read it", text(cx, "%s/agreement", href));
    }
}

static void asked_panel(Out *out, const Diary *d)
{
    if (!d->asked_count) return;
    ly_panel_begin(out, (LyPanel){ .title = "Asked of you" });
    ly_needs_begin(out);
    asked_rows(out, d->asked, d->asked_count);
    ly_needs_end(out);
    ly_panel_end(out);
}

/* ---- registers ---- */

typedef enum { TO_TAKE, TO_COME, TAKEN } DutyKind;

static DutyKind duty_kind(Ctx *cx, const Duty *duty)
{
    if (strcmp(date_of(cx, duty->starts_at), cx->today) > 0) return TO_COME;
    return duty->taken && duty->marked < duty->taken ? TO_TAKE : TAKEN;
}

static void duty_row(Out *out, const Duty *d, DutyKind kind)
{
    Ctx *cx = out->cx;
    bool post = cx->who->post_id;      /* without one nobody of theirs is shown, and nothing is prepared */
    const char *href = post ? text(cx, "/events/%ld/register/%ld", (long)d->event_id, (long)d->session_id) : text(cx, "/facilitating/events/%ld", (long)d->event_id);
    ly_session_begin(out, date_of(cx, d->starts_at));
    html(out, "<div class=\"ly-row ly-row--apart\"><span><b><a class=\"govuk-link\" href=\"%s\">%s</a></b>", href, d->title);
    if (same(d->answer, "asked")) {
        html(out, " ");
        ly_status_tiny(out, LY_WARN, "Not answered yet");
    }
    html(out, "<br>%s, %s<br><span class=\"ly-quiet\">%s%s</span>", clock_range(cx, d->starts_at, d->ends_at), where_shown(cx, d->format, d->place),
         d->session_count > 1 ? text(cx, "Session %ld of %ld. ", (long)d->position, (long)d->session_count) : "",
         d->marked ? text(cx, "%ld of %ld marked", (long)d->marked, (long)d->taken) : text(cx, "%s booked", counted(cx, d->taken, "person", "people")));
    html(out, "<br>");
    if (post) html(out, "<a class=\"govuk-link ly-small\" href=\"/events/%ld/materials\">Materials<span class=\"govuk-visually-hidden\"> of %s</span></a> ", (long)d->event_id, d->title);
    if (kind == TO_COME) html(out, "<a class=\"govuk-link ly-small\" href=\"/facilitating/events/%ld\">Your answer%s<span class=\"govuk-visually-hidden\"> for %s</span></a>", (long)d->event_id, same(d->answer, "asked") ? "" : " and agreement", d->title);
    html(out, "</span>");
    if (kind == TO_TAKE) ly_small_button(out, "Take the register", href, true);
    html(out, "</div>");
    ly_session_end(out);
}

static void duties_panel(Out *out, const char *title, const Diary *d, DutyKind kind)
{
    bool begun = false;
    for (size_t i = 0; i < d->duty_count; i++) {
        if (duty_kind(out->cx, &d->duties[i]) != kind) continue;
        if (!begun) {
            ly_panel_begin(out, (LyPanel){ .title = title });
            ly_sessions_begin(out);
        }
        begun = true;
        duty_row(out, &d->duties[i], kind);
    }
    if (!begun) return;
    ly_sessions_end(out);
    ly_panel_end(out);
}

/* ---- month by month ---- */

static void away_row(Out *out, const Request *rq, Response *rs, const Away *away)
{
    Ctx *cx = out->cx;
    const char *words = same(away->from_on, away->till_on) ? day_words(cx, away->from_on) : text(cx, "%s to %s", day_words(cx, away->from_on), day_words(cx, away->till_on));
    ly_session_begin(out, away->from_on);
    html(out, "<div class=\"ly-row ly-row--apart\"><span><b>Away</b><br>%s</span>", words);
    form_begin(cx, rq, rs, text(cx, "/facilitating/away/%ld/remove", (long)away->id), false);
    html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\" data-module=\"govuk-button\">Remove<span class=\"govuk-visually-hidden\"> %s</span></button></form></div>", words);
    ly_session_end(out);
}

/* The day of the next thing to come, an event or days away; NULL: there is nothing more. */
static const char *next_day(Ctx *cx, const Diary *d, size_t duty, size_t away, bool *is_away)
{
    const char *event_on = duty < d->duty_count ? date_of(cx, d->duties[duty].starts_at) : NULL, *away_on = away < d->away_count ? d->aways[away].from_on : NULL;
    *is_away = away_on && (!event_on || strcmp(away_on, event_on) <= 0);
    return *is_away ? away_on : event_on;
}

static void month_begin(Out *out, const char *on, const char **month)
{
    Ctx *cx = out->cx;
    const char *this_month = strcmp(on, cx->today) < 0 ? text_copy(cx, cx->today, strlen("2026-11")) : text_copy(cx, on, strlen("2026-11"));
    if (same(*month, this_month)) return;
    if (*month) ly_sessions_end(out), ly_panel_end(out);
    *month = this_month;
    ly_panel_begin(out, (LyPanel){ .title = month_words(cx, strcmp(on, cx->today) < 0 ? cx->today : on) });
    ly_sessions_begin(out);
}

static void months_put(Out *out, const Request *rq, Response *rs, const Diary *d)
{
    Ctx *cx = out->cx;
    const char *month = NULL, *on;
    size_t duty = 0, away = 0;
    bool is_away;
    while (duty < d->duty_count && duty_kind(cx, &d->duties[duty]) != TO_COME) duty++;     /* in the order of their days */
    while ((on = next_day(cx, d, duty, away, &is_away))) {
        month_begin(out, on, &month);
        if (is_away) away_row(out, rq, rs, &d->aways[away++]);
        else duty_row(out, &d->duties[duty++], TO_COME);
    }
    if (month) ly_sessions_end(out), ly_panel_end(out);
}

/* ---- pages ---- */

static Error *facilitating_page(Ctx *cx, const Request *rq, Response *rs)
{
    Diary d = {0};
    TRY(diary_read(cx, &d));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "My events", .frame = FRAME_PUBLIC, .current = "facilitating", .wide = true });
    html(out, "<div class=\"ly-narrow-page\"><div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">My events</h1><div class=\"ly-buttons\">");
    ly_small_button(out, "Days away", "/facilitating/away/new", false);
    if (d.duty_count) ly_sheet_buttons(out, "/facilitating.csv");
    html(out, "</div></div>\n");
    asked_panel(out, &d);
    if (!d.duty_count && !d.asked_count) ly_empty(out, (LyEmpty){ .title = "You lead nothing in the coming weeks", .words = "When the office asks you to lead an event, you say yes or no here, and its register is here.", .act = "See the programme", .act_href = "/courses" });
    duties_panel(out, "Registers to take", &d, TO_TAKE);
    months_put(out, rq, rs, &d);
    duties_panel(out, "Taken in the last week", &d, TAKEN);
    said_of_mine(out, d.said, d.said_count);
    html(out, "</div>");
    page_end(rs);
    return OK;
}

static Error *facilitating_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Event", "Starts", "Ends", "Where", "Session", "Of", "Booked", "Marked", "Your answer" };
    Duty *list;
    size_t n;
    Sheet sheet;
    TRY(duties(cx, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].title), sheet_moment(&sheet, list[i].starts_at), sheet_moment(&sheet, list[i].ends_at), sheet_text(&sheet, where_shown(cx, list[i].format, list[i].place));
        sheet_int(&sheet, list[i].position), sheet_int(&sheet, list[i].session_count), sheet_int(&sheet, list[i].taken), sheet_int(&sheet, list[i].marked);
        sheet_text(&sheet, same(list[i].answer, "asked") ? "not yet" : "yes");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "my-events");
}

ROUTES(facilitating_pages,
    GET  ("/facilitating", SIGNED_IN, facilitating_page),
    SHEET("/facilitating", SIGNED_IN, facilitating_sheet),
);

/* ---- on the home page ---- */

static Error *need_find(Ctx *cx, void **rows, size_t *count) { return leadings_asked(cx, (Leading **)rows, count); }

static void need_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    (void)rq, (void)rs;
    asked_rows(out, rows, count < 3 ? count : 3);
    if (count > 3) ly_need(out, counted(out->cx, (int64_t)count - 3, "more question about what you lead", "more questions about what you lead"), "They wait for your answer.", "See all of them", "/facilitating");
}

const HomeNeed leading_need = { SIGNED_IN, need_find, need_show };
