/* One's record, and that of somebody else as far as it may be seen. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/record/record.h"

static const char *year_words(Ctx *cx, const char *first_day) { return text(cx, "%.4s to %.4s", first_day, date_add_days(cx, first_day, 366)); }

typedef struct { const char *name; int64_t minutes; } Sum;

/* Adds to the sum of that name; the list has room for one a row. */
static void sum_add(Sum *sums, size_t *n, const char *name, int64_t minutes)
{
    size_t i = 0;
    while (i < *n && !same(sums[i].name, name)) i++;
    if (i == *n) sums[(*n)++] = (Sum){ name, 0 };
    sums[i].minutes += minutes;
}

static void sums_show(Out *out, const char *title, const Sum *sums, size_t n)
{
    ly_panel_begin(out, (LyPanel){ .title = title });
    ly_sum_begin(out);
    for (size_t i = 0; i < n; i++) ly_sum_row(out, sums[i].name, minutes_words(out->cx, sums[i].minutes), false);
    ly_sum_end(out);
    ly_panel_end(out);
}

/* The hours large, and what is over them beside. */
static void time_figure(Out *out, const char *name, int64_t minutes)
{
    bool over = minutes >= 60 && minutes % 60;
    ly_figure(out, name, minutes_words(out->cx, over ? minutes - minutes % 60 : minutes), over ? text(out->cx, "and %s", minutes_words(out->cx, minutes % 60)) : NULL);
}

/* A certificate is its holder's, the office's and the auditor's; a school sees that there is one. */
static void record_table(Out *out, const Attended *list, size_t n, bool own)
{
    Ctx *cx = out->cx;
    bool certificates = own || may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    const char *year = "";
    for (size_t i = 0; i < n; i++) {
        const Attended *a = &list[i];
        const char *of = academic_year_of(cx, a->held_on);
        if (!same(of, year)) {
            if (*year) ly_table_end(out);
            html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n", year_words(cx, of));
            ly_table_begin(out, (LyTable){ .caption = text(cx, "What was attended from %s", year_words(cx, of)), .phone = true,
                                           LY_COLUMNS({ .text = "Course" }, { .text = "Date" }, { .text = "Certificate" }) });
            year = of;
        }
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/events/%ld\">%s</a><span class=\"ly-sub\">%s%s%s</span></span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td>"
                  "<td data-label=\"Certificate\">", (long)a->event_id, a->title, a->theme, blank(a->theme) ? "" : ", ", minutes_words(cx, a->minutes), date_words(cx, a->held_on));
        if (a->certificate_id && !certificates) html(out, "Issued");
        else if (a->certificate_id) html(out, "<a class=\"govuk-link\" href=\"/certificates/%ld\">Open<span class=\"govuk-visually-hidden\"> the certificate for %s</span></a>", (long)a->certificate_id, a->title);
        else if (a->present < a->sessions) html(out, "<span class=\"ly-quiet\">None: not at every session</span>");
        else html(out, "<span class=\"ly-quiet\">On its way</span>");
        html(out, "</td></tr>\n");
    }
    if (*year) ly_table_end(out);
}

static Error *record_show(Ctx *cx, const Request *rq, Response *rs, const char *title, const char *back, const char *csv_href, const Attended *list, size_t n)
{
    Sum *years = array(cx, Sum, n + 1), *themes = array(cx, Sum, n + 1);
    size_t year_count = 0, theme_count = 0;
    for (size_t i = 0; i < n; i++) {
        sum_add(years, &year_count, year_words(cx, academic_year_of(cx, list[i].held_on)), list[i].minutes);
        sum_add(themes, &theme_count, blank(list[i].theme) ? "Other" : list[i].theme, list[i].minutes);
    }
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = "record", .back = back, .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">%s</h1>", title);
    if (n) {
        html(out, "<div class=\"ly-buttons\">");
        ly_sheet_buttons(out, csv_href);
        html(out, "</div>");
    }
    html(out, "</div>\n");
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = "Nothing attended yet", .words = "After a course, its facilitator keeps the register, and the course is here with its hours and certificate.", .act = "Find a course", .act_href = "/courses" });
    } else {
        int64_t minutes = 0, certificates = 0;
        for (size_t i = 0; i < n; i++) minutes += list[i].minutes, certificates += list[i].certificate_id != 0;
        const char *year = academic_year_of(cx, cx->today);
        ly_figures_begin(out);
        time_figure(out, text(cx, "Since September %.4s", year), same(years[0].name, year_words(cx, year)) ? years[0].minutes : 0);
        time_figure(out, "In all", minutes);
        ly_figure(out, "Attended", counted(cx, (int64_t)n, "event", NULL), NULL);
        ly_figure(out, "Certificates", text(cx, "%ld", (long)certificates), NULL);
        ly_figures_end(out);
        html(out, "<div class=\"ly-split ly-split--right\"><div>");
        record_table(out, list, n, same(csv_href, "/record.csv"));
        html(out, "</div><aside aria-label=\"Hours\">");
        sums_show(out, "By academic year", years, year_count);
        sums_show(out, "By theme", themes, theme_count);
        html(out, "</aside></div>");
    }
    page_end(rs);
    return OK;
}

static Error *record_page(Ctx *cx, const Request *rq, Response *rs)
{
    Attended *list;
    size_t n;
    TRY(record_of(cx, cx->who->id, 0, &list, &n));
    return record_show(cx, rq, rs, "My record", NULL, "/record.csv", list, n);
}

/* Of somebody else: the office sees all; a booker what a present colleague did for their school. */
static Error *record_of_other(Ctx *cx, int64_t person_id, const char **name, Attended **list, size_t *n)
{
    bool all = may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    if (all) {
        PersonName person = {0};
        TRY(person_name(cx, person_id, &person));
        *name = person.name;
    } else {
        Colleague colleague = {0};
        if (!may(cx, BOOK_PLACES) && !may(cx, MANAGE_PEOPLE)) return missing(cx, "the record of person %ld", (long)person_id);
        TRY(colleague_find(cx, cx->who->organisation_id, person_id, &colleague));
        *name = colleague.name;
    }
    return record_of(cx, person_id, all ? 0 : cx->who->organisation_id, list, n);
}

static Error *record_other_page(Ctx *cx, const Request *rq, Response *rs)
{
    const char *name = "";
    Attended *list = NULL;
    size_t n = 0;
    TRY(record_of_other(cx, rq->id, &name, &list, &n));
    return record_show(cx, rq, rs, text(cx, "Record of %s", name), NULL, text(cx, "/records/%ld/record.csv", (long)rq->id), list, n);
}

static Error *record_as_sheet(Ctx *cx, const Request *rq, Response *rs, const Attended *list, size_t n)
{
    Sheet sheet;
    static const char *const heads[] = { "Course", "Date", "Theme", "Minutes", "For" };
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].title), sheet_date(&sheet, list[i].held_on), sheet_text(&sheet, list[i].theme), sheet_int(&sheet, list[i].minutes), sheet_text(&sheet, list[i].organisation);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "record");
}

static Error *record_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    Attended *list;
    size_t n;
    TRY(record_of(cx, cx->who->id, 0, &list, &n));
    return record_as_sheet(cx, rq, rs, list, n);
}

static Error *record_other_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    const char *name;
    Attended *list = NULL;
    size_t n = 0;
    TRY(record_of_other(cx, rq->id, &name, &list, &n));
    return record_as_sheet(cx, rq, rs, list, n);
}

ROUTES(record_pages,
    GET ("/record",                           SIGNED_IN, record_page),
    SHEET("/record",                          SIGNED_IN, record_sheet),
    GET ("/records/:id",                      SIGNED_IN, record_other_page),
    SHEET("/records/:id/record",              SIGNED_IN, record_other_sheet),
);
