/* The school calendar in the office: a year's terms, holidays, INSET days and bank holidays. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/programme/school_calendar.h"

enum { SCHOOLS_LISTED = 1000 };

/* ---- one academic year ---- */

/* "2026" is the year that begins on 1 September 2026; anything else is this one. */
static const char *year_asked(Ctx *cx, int64_t year)
{
    const char *first = date_from_parts(cx, year, 9, 1);
    return first ? first : academic_year_of(cx, cx->today);
}

static const char *year_moved(Ctx *cx, const char *year, int64_t by)
{
    int64_t first = 0;
    (void)number_parse(text_copy(cx, year, 4), 1900, 2200, &first);
    const char *moved = date_from_parts(cx, first + by, 9, 1);
    return moved ? moved : year;
}

static const char *year_words(Ctx *cx, const char *year) { return text(cx, "%.4s to %.4s", year, year_moved(cx, year, 1)); }
static const char *year_last(Ctx *cx, const char *year)  { return date_add_days(cx, year_moved(cx, year, 1), -1); }
static const char *year_path(Ctx *cx, const char *year)  { return text(cx, "/office/calendar?year=%.4s", year); }

static bool within(const SchoolPeriod *period, const char *from, const char *till) { return strcmp(period->from_on, till) <= 0 && strcmp(period->till_on, from) >= 0; }

static const char *days_words(Ctx *cx, const char *from, const char *till)
{
    return same(from, till) ? day_short(cx, from) : text(cx, "%s to %s", day_short(cx, from), day_short(cx, till));
}

typedef struct { int64_t taught, inset, bank_holidays, closed; } YearSum;

static YearSum year_sum(Ctx *cx, const SchoolCalendar *calendar, const char *year)
{
    YearSum sum = {0};
    const char *last = year_last(cx, year);
    for (const char *on = year; strcmp(on, last) <= 0; on = date_add_days(cx, on, 1)) {
        SchoolDay day = school_day(cx, calendar, on, NULL);
        sum.taught += day == DAY_TEACHES;
        sum.inset += day == DAY_INSET;
        sum.bank_holidays += day == DAY_BANK_HOLIDAY && date_weekday(on) < 5;
        sum.closed += (day == DAY_HOLIDAY || day == DAY_HALF_TERM) && date_weekday(on) < 5;
    }
    return sum;
}

static void year_figures(Out *out, const SchoolCalendar *calendar, const char *year)
{
    Ctx *cx = out->cx;
    YearSum sum = year_sum(cx, calendar, year);
    ly_figures_begin(out);
    ly_figure(out, "Days taught", text(cx, "%ld", sum.taught), "working days of the terms");
    ly_figure(out, "INSET days", text(cx, "%ld", sum.inset), "of all schools");
    ly_figure(out, "School holidays", counted(cx, sum.closed, "day", NULL), "working days, half-terms among them");
    ly_figure(out, "Bank holidays", text(cx, "%ld", sum.bank_holidays), "on working days");
    ly_figures_end(out);
}

/* ---- its entries ---- */

static void acts(Out *out, const SchoolPeriod *period)
{
    if (may(out->cx, RUN_PROGRAMME) && period->id)
        html(out, "<div class=\"ly-acts\"><a class=\"govuk-link\" href=\"/office/calendar/%ld\">Change<span class=\"govuk-visually-hidden\"> %s</span></a></div>", period->id, period->name);
}

static void entry(Out *out, const SchoolCalendar *calendar, const SchoolPeriod *period)
{
    Ctx *cx = out->cx;
    bool term = same(period->kind, "term");
    html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"When\">%s<span class=\"ly-sub\">%s</span></td><td data-label=\"What\">", period->name, days_words(cx, period->from_on, period->till_on),
         term ? text(cx, "%s taught", counted(cx, school_days_taught(cx, calendar, period), "day", NULL)) : counted(cx, date_days_between(period->from_on, period->till_on) + 1, "day", NULL));
    ly_status_tiny(out, term ? LY_GOOD : same(period->kind, "INSET") ? LY_INFO : LY_QUIET, term ? "Term" : same(period->kind, "INSET") ? "INSET" : capital(cx, period->kind));
    html(out, "</td><td>");
    acts(out, period);
    html(out, "</td></tr>\n");
}

/* Between two terms, where nobody has given the holidays a name of their own. */
static void gap(Out *out, const SchoolCalendar *calendar, const char *from, const char *till)
{
    Ctx *cx = out->cx;
    if (strcmp(from, till) > 0) return;
    for (size_t i = 0; i < calendar->count; i++)
        if (same(calendar->periods[i].kind, "holiday") && within(&calendar->periods[i], from, till)) return;
    html(out, "<tr class=\"ly-quiet\"><th scope=\"row\">School holidays</th><td data-label=\"When\">%s<span class=\"ly-sub\">%s</span></td><td data-label=\"What\">", days_words(cx, from, till),
         counted(cx, date_days_between(from, till) + 1, "day", NULL));
    ly_status_tiny(out, LY_QUIET, "Between terms");
    html(out, "</td><td></td></tr>\n");
}

static void terms_panel(Out *out, const SchoolCalendar *calendar, const char *year)
{
    Ctx *cx = out->cx;
    const char *last = year_last(cx, year), *ended = NULL;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = text(cx, "Terms and holidays of %s, by date", year_words(cx, year)), .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Name" }, { .text = "When" }, { .text = "What" }, { .text = "Act", .hidden = true }) });
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *period = &calendar->periods[i];
        if (same(period->kind, "bank holiday") || period->organisation_id || !within(period, year, last)) continue;
        if (same(period->kind, "term")) {
            if (ended) gap(out, calendar, date_add_days(cx, ended, 1), date_add_days(cx, period->from_on, -1));
            ended = period->till_on;
        }
        entry(out, calendar, period);
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static void bank_holidays(Out *out, const SchoolCalendar *calendar, const char *year)
{
    Ctx *cx = out->cx;
    const char *last = year_last(cx, year);
    bool begun = false;
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *period = &calendar->periods[i];
        if (!within(period, year, last) || !same(period->kind, "bank holiday")) continue;
        if (!begun) ly_facts_begin(out, false);
        begun = true;
        ly_fact_begin(out, day_short(cx, period->from_on));
        if (period->id && may(cx, RUN_PROGRAMME)) html(out, "<a class=\"govuk-link\" href=\"/office/calendar/%ld\">%s</a>", period->id, period->name);
        else html(out, "%s", period->name);
        ly_fact_end(out);
    }
    if (begun) ly_facts_end(out);
    html(out, "<p class=\"ly-small ly-quiet\">%sThose of England are known to %s. Add one that is proclaimed later.</p>\n", begun ? "" : "None is known in this year. ",
         date_words(cx, bank_holidays_until(cx)));
}

static void insets_panel(Out *out, const SchoolCalendar *calendar, const char *year)
{
    Ctx *cx = out->cx;
    const char *last = year_last(cx, year);
    bool begun = false;
    ly_panel_begin(out, (LyPanel){ .title = "INSET days of one school", .tone = LY_FLUSH });
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *period = &calendar->periods[i];
        if (!within(period, year, last) || !period->organisation_id) continue;
        if (!begun) ly_table_begin(out, (LyTable){ .caption = "INSET days of one school, by date", .boxed = true, LY_COLUMNS({ .text = "School" }, { .text = "When" }, { .text = "Act", .hidden = true }) });
        begun = true;
        html(out, "<tr><th scope=\"row\">%s</th><td>%s</td><td>", period->organisation, days_words(cx, period->from_on, period->till_on));
        acts(out, period);
        html(out, "</td></tr>\n");
    }
    if (begun) ly_table_end(out);
    else html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">None is known. An INSET day of one school warns when its staff are expected elsewhere.</p>\n");
    ly_panel_end(out);
}

static void beside_panels(Out *out, const SchoolCalendar *calendar, const char *year)
{
    ly_panel_begin(out, (LyPanel){ .title = "Bank holidays", .tone = LY_TINT });
    bank_holidays(out, calendar, year);
    ly_panel_end(out);
    insets_panel(out, calendar, year);
}

/* ---- the page ---- */

static void year_tabs(Out *out, const char *year)
{
    Ctx *cx = out->cx;
    LyTab tabs[3];
    for (size_t i = 0; i < COUNT(tabs); i++) {
        const char *one = year_moved(cx, year, (int64_t)i - 1);
        tabs[i] = (LyTab){ year_words(cx, one), year_path(cx, one), 0, i == 1 };
    }
    ly_tabs(out, "Academic years", tabs, COUNT(tabs));
}

static void nothing_yet(Out *out, const Request *rq, Response *rs, const char *year, bool before_known)
{
    Ctx *cx = out->cx;
    bool keeps = may(cx, RUN_PROGRAMME);
    ly_empty(out, (LyEmpty){ .title = text(cx, "The terms of %s are not here yet", year_words(cx, year)),
        .words = "Once they are, repeats keep to days on which schools teach, and every date in the holidays is pointed out.", .act = keeps ? "Add a term" : NULL,
        .act_href = keeps ? text(cx, "/office/calendar/new?year=%.4s", year) : NULL, .plain = true });
    if (!keeps || !before_known) return;
    const char *before = year_moved(cx, year, -1);
    form_begin(cx, rq, rs, "/office/calendar/next", false);
    html(out, "<input type=\"hidden\" name=\"year\" value=\"%s\"><p class=\"govuk-body\">Or begin with the terms, half-terms and INSET days of %s, each 52 weeks later, and change what differs.</p>\n", text_copy(cx, before, 4), year_words(cx, before));
    govuk_button(out, (Button){ .text = text(cx, "Begin with %s", year_words(cx, before)), .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *calendar_show(Ctx *cx, const Request *rq, Response *rs)
{
    const char *year = year_asked(cx, query_number(rq, "year", 0)), *before = year_moved(cx, year, -1);
    SchoolCalendar calendar;
    TRY(school_calendar(cx, before, year, &calendar));
    bool known = school_year_known(cx, &calendar, year);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "School calendar", .frame = FRAME_OFFICE, .current = "office-calendar", .wide = true });
    ly_head_begin(out, "School calendar");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", year_words(cx, year));
    ly_head_buttons(out);
    ly_sheet_buttons(out, text(cx, "/office/calendar.csv?year=%.4s", year));
    if (may(cx, RUN_PROGRAMME)) ly_small_button(out, "Add to the calendar", text(cx, "/office/calendar/new?year=%.4s", year), true);
    ly_head_end(out, true);
    year_tabs(out, year);
    if (known) year_figures(out, &calendar, year);
    html(out, "<div class=\"ly-split ly-split--right\"><div>\n");
    if (known) terms_panel(out, &calendar, year);
    else nothing_yet(out, rq, rs, year, school_year_known(cx, &calendar, before));
    html(out, "</div><div>\n");
    beside_panels(out, &calendar, year);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *calendar_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Kind", "Name", "First day", "Last day", "School" };
    const char *year = year_asked(cx, query_number(rq, "year", 0)), *last = year_last(cx, year);
    SchoolCalendar calendar;
    Sheet sheet;
    TRY(school_calendar(cx, year, year, &calendar));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < calendar.count; i++) {
        const SchoolPeriod *period = &calendar.periods[i];
        if (!within(period, year, last)) continue;
        sheet_text(&sheet, period->kind), sheet_text(&sheet, period->name), sheet_date(&sheet, period->from_on), sheet_date(&sheet, period->till_on), sheet_text(&sheet, period->organisation);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "school-calendar-%.4s", year));
}

/* ---- one entry ---- */

typedef struct { SelectItem *items; size_t count; } SchoolItems;

static Error *school_item(Ctx *cx, void *row, void *data)
{
    const OrganisationEntry *school = row;
    SchoolItems *schools = data;
    if (schools->count > SCHOOLS_LISTED) return OK;
    schools->items[schools->count++] = (SelectItem){ .value = text(cx, "%ld", school->id), .text = text_copy(cx, school->name, strlen(school->name)) };
    return OK;
}

static Error *school_field(Out *out, const Request *rq, const SchoolPeriod *period)
{
    Ctx *cx = out->cx;
    const OrganisationFilter open = { .words = "", .kind = "school", .phase = "", .authority = "", .status = "open", .member = "" };
    SchoolItems schools = { .items = array(cx, SelectItem, SCHOOLS_LISTED + 2), .count = 1 };
    schools.items[0] = (SelectItem){ .value = "", .text = "All schools" };
    TRY(organisations_each(cx, &open, school_item, &schools));
    field_select(out, rq, (Select){ .name = "organisation", .label = "Whose INSET day", .label_classes = "govuk-label--s", .hint = "Everything else is of all schools",
        .value = period->organisation_id ? text(cx, "%ld", period->organisation_id) : "", .items = schools.items, .count = schools.count });
    return OK;
}

static Error *period_page(Ctx *cx, const Request *rq, Response *rs, const SchoolPeriod *period, const char *back)
{
    const char *title = period->id ? "Change the calendar" : "Add to the calendar";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "office-calendar", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    form_begin(cx, rq, rs, period->id ? text(cx, "/office/calendar/%ld", period->id) : "/office/calendar/new", false);
    field_radios(out, rq, (Radios){ .name = "kind", .legend = "What is it?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = period->kind,
        OPTIONS({ .value = "term", .text = "A term", .hint = "From the first to the last day of school, half-term within it" }, { .value = "half-term", .text = "A half-term" },
                { .value = "holiday", .text = "Holidays with a name of their own", .hint = "Days between terms are holidays without being entered" },
                { .value = "INSET", .text = "An INSET day" }, { .value = "bank holiday", .text = "A bank holiday that is not in the list yet" }) });
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "Like Autumn term, or INSET day", .classes = "govuk-input--width-20", .value = period->name });
    html(out, "<div class=\"ly-together\">\n");
    field_date(out, rq, (DateField){ .name = "from_on", .legend = "First day", .hint = "For example, 4 1 2027", .stored = period->from_on });
    field_date(out, rq, (DateField){ .name = "till_on", .legend = "Last day", .hint = "Leave empty for one day", .stored = period->till_on });
    html(out, "</div>\n");
    TRY(school_field(out, rq, period));
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form>\n");
    if (period->id) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/calendar/%ld/remove\">Take it off the calendar</a></p>\n", period->id);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    return period_page(cx, rq, rs, &(SchoolPeriod){ .kind = "term", .name = "", .from_on = "", .till_on = "" }, year_path(cx, year_asked(cx, query_number(rq, "year", 0))));
}

static Error *period_show(Ctx *cx, const Request *rq, Response *rs)
{
    SchoolPeriod period = {0};
    TRY(school_period_find(cx, rq->id, &period));
    return period_page(cx, rq, rs, &period, year_path(cx, academic_year_of(cx, period.from_on)));
}

static Error *period_keep(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    Error *errors = OK;
    SchoolPeriod period = { .id = id, .kind = form_text(rq, "kind"), .name = form_text(rq, "name"), .organisation_id = form_number(rq, "organisation", 0) };
    errors_add(&errors, form_date(cx, rq, "from_on", "The first day", &period.from_on));
    errors_add(&errors, form_date(cx, rq, "till_on", "The last day", &period.till_on));
    if (errors) return errors;
    if (blank(period.till_on)) period.till_on = period.from_on;
    TRY(school_period_save(cx, &period, &id));
    rs->flash = text(cx, "%s is on the calendar.", text_trim(cx, period.name));
    return redirect(rs, year_path(cx, academic_year_of(cx, period.from_on)));
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)    { return period_keep(cx, rq, rs, 0); }
static Error *period_submit(Ctx *cx, Request *rq, Response *rs) { return period_keep(cx, rq, rs, rq->id); }

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    SchoolPeriod period = {0};
    TRY(school_period_find(cx, rq->id, &period));
    const char *back = text(cx, "/office/calendar/%ld", rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Take it off the calendar", .frame = FRAME_OFFICE, .current = "office-calendar", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Take %s off the calendar?</h1>\n"
              "<p class=\"govuk-body\">No event moves. Dates are compared with the calendar as it is from then on.</p>\n", days_words(cx, period.from_on, period.till_on), period.name);
    form_begin(cx, rq, rs, text(cx, "%s/remove", back), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Take it off", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep it</a></div></form></div>\n", back);
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    SchoolPeriod period = {0};
    TRY(school_period_find(cx, rq->id, &period));
    TRY(school_period_remove(cx, rq->id));
    rs->flash = text(cx, "%s is off the calendar.", period.name);
    return redirect(rs, year_path(cx, academic_year_of(cx, period.from_on)));
}

static Error *next_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *year = year_asked(cx, form_number(rq, "year", 0));
    int64_t added;
    TRY(school_year_begin_next(cx, year, &added));
    rs->flash = text(cx, "%s added. Change what differs.", counted(cx, added, "entry is", "entries are"));
    return redirect(rs, year_path(cx, year_moved(cx, year, 1)));
}

ROUTES(office_calendar_pages,
    GET ("/office/calendar",            READ_PROGRAMME, calendar_show),
    SHEET("/office/calendar",           READ_PROGRAMME, calendar_sheet),
    FORM("/office/calendar/new",        RUN_PROGRAMME,  new_show,    NULL, new_submit),
    POST("/office/calendar/next",       RUN_PROGRAMME,               NULL, next_submit),
    FORM("/office/calendar/:id",        RUN_PROGRAMME,  period_show, NULL, period_submit),
    FORM("/office/calendar/:id/remove", RUN_PROGRAMME,  remove_show, NULL, remove_submit),
);
