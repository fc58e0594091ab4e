/* The programme as a document to print: what the catalogue shows with the same filter, by theme. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/kept_document.h"
#include "platform/documents/pdf.h"
#include "platform/security/digest.h"
#include "rooms/members/own_mark.h"
#include "rooms/programme/catalogue_pages.h"
#include "rooms/programme/school_calendar.h"

enum { EVENTS_MOST = 1000, DATES_SHOWN = 8 };

typedef struct { int64_t id, audience_bits, phase_bits; const char *code, *kind, *summary, *outcome; } Printed;
static const Column printed_columns[] = { COLUMN(Printed, id), COLUMN(Printed, audience_bits), COLUMN(Printed, phase_bits), COLUMN(Printed, code), COLUMN(Printed, kind), COLUMN(Printed, summary), COLUMN(Printed, outcome) };
SQL(courses_to_print,
    "SELECT DISTINCT c.id, c.code, c.kind, c.summary, c.outcome, e.audience_bits, e.phase_bits FROM course c JOIN event e ON e.course_id = c.id"
    " WHERE e.state = 'published' AND e.starts_at > $1 ORDER BY c.id");

typedef struct { int64_t id, colour; const char *slug, *name, *description; } Chapter;
static const Column chapter_columns[] = { COLUMN(Chapter, id), COLUMN(Chapter, colour), COLUMN(Chapter, slug), COLUMN(Chapter, name), COLUMN(Chapter, description) };
SQL(themes_to_print, "SELECT id, colour, slug, name, description FROM theme ORDER BY retired, position, id LIMIT 100");

/* All that it is made of. */
typedef struct {
    CatalogueFilter filter;
    CatalogueEvent *events;  size_t event_count;
    Printed        *courses; size_t course_count;
    Chapter        *themes;  size_t theme_count;
    MarkPicture     mark;
    size_t         *theme_of;               /* of each event: its place among themes; theme_count: none of them */
} Programme;

/* ---- read ---- */

static bool has_slug(const char *slugs, const char *slug, size_t length)
{
    for (const char *at = slugs; (at = strstr(at, slug)); at++)
        if (at > slugs && at[-1] == ' ' && at[length] == ' ') return true;
    return false;
}

/* A course with several stands under its first; of a programme of some themes, under the first that was asked for. */
static size_t theme_of(const Programme *p, const CatalogueEvent *event)
{
    const char *chosen = p->filter.theme_slugs;
    for (const char *at = event->theme_slugs; *at && at[1]; at += 1 + strcspn(at + 1, " ")) {
        size_t length = strcspn(at + 1, " ");
        for (size_t i = 0; i < p->theme_count; i++)
            if (strlen(p->themes[i].slug) == length && !strncmp(p->themes[i].slug, at + 1, length) && (!*chosen || has_slug(chosen, p->themes[i].slug, length))) return i;
    }
    return p->theme_count;
}

/* "2027-01-05.2027-03-26": what begins on or between these days. Whatever else is typed narrows nothing. */
static void between(Ctx *cx, const char *typed, CatalogueEvent *events, size_t *count)
{
    enum { DATE = 10 };
    size_t kept = 0;
    if (strlen(typed) != 2 * DATE + 1 || typed[DATE] != '.') return;
    const char *from = text_copy(cx, typed, DATE), *till = typed + DATE + 1;
    if (!date_valid(from) || !date_valid(till)) return;
    for (size_t i = 0; i < *count; i++)
        if (strcmp(events[i].starts_on, from) >= 0 && strcmp(events[i].starts_on, till) <= 0) events[kept++] = events[i];
    *count = kept;
}

static Error *events_read(Ctx *cx, const Request *rq, Programme *p)
{
    filter_read(cx, rq, &p->filter);
    p->filter.after_at = p->filter.after_id = p->filter.before_at = p->filter.before_id = 0;
    return catalogue_feed(cx, &p->filter, EVENTS_MOST, &p->events, &p->event_count);
}

static Error *programme_read(Ctx *cx, const Request *rq, Programme *p)
{
    TRY(events_read(cx, rq, p));
    between(cx, query_value(rq, "between"), p->events, &p->event_count);
    TRY(db_list(cx, courses_to_print, printed_columns, &p->courses, &p->course_count, INT(cx->now)));
    TRY(db_list(cx, themes_to_print, chapter_columns, &p->themes, &p->theme_count, NONE));
    TRY(own_mark_find(cx, &p->mark));
    p->theme_of = array(cx, size_t, p->event_count + 1);
    for (size_t i = 0; i < p->event_count; i++) p->theme_of[i] = theme_of(p, &p->events[i]);
    return OK;
}

/* ---- in words ---- */

/* "Primary, secondary", or after words before it "teachers, governors". */
static const char *labels_words(Ctx *cx, const CourseLabel *labels, size_t count, int64_t bits, bool begins)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < count; i++)
        if (bits >> i & 1) draft_add(&words, "%s%s", words.length ? ", " : "", words.length || !begins ? labels[i].word : labels[i].name);
    return draft_text(&words);
}

static const char *facts_words(Ctx *cx, const Printed *course)
{
    Draft words = { .cx = cx };
    draft_add(&words, "%s %s", capital(cx, course->kind), course->code);
    if (course->audience_bits) draft_add(&words, ". For %s", labels_words(cx, course_audiences, course_audience_count, course->audience_bits, false));
    if (course->phase_bits)    draft_add(&words, ". %s", labels_words(cx, course_phases, course_phase_count, course->phase_bits, true));
    return draft_text(&words);
}

static PdfDate date_of_event(Ctx *cx, const CatalogueEvent *event)
{
    const char *sessions = event->session_count > 1 ? text(cx, ", %ld sessions", (long)event->session_count) : "";
    return (PdfDate){ text(cx, "%s %.4s, %s", day_short(cx, event->starts_on), event->starts_on, clock_words(cx, event->starts_at)),
                      text(cx, "%s%s\n%s", where_shown(cx, event->format, event->place), sessions, price_for_all(cx, event)) };
}

static const Printed *printed_of(const Programme *p, int64_t id)
{
    for (size_t i = 0; i < p->course_count; i++)
        if (p->courses[i].id == id) return &p->courses[i];
    return NULL;
}

static bool comes_first(const Programme *p, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (p->events[i].course_id == p->events[at].course_id) return false;
    return true;
}

static PdfCourse course_of(Ctx *cx, const Programme *p, size_t first)
{
    static const Printed unknown = { .code = "", .kind = "course", .summary = "", .outcome = "" };
    const CatalogueEvent *event = &p->events[first];
    const Printed *said = printed_of(p, event->course_id);
    PdfDate *dates = array(cx, PdfDate, DATES_SHOWN);
    size_t n = 0, more = 0;
    if (!said) said = &unknown;
    for (size_t i = first; i < p->event_count; i++) {
        if (p->events[i].course_id != event->course_id) continue;
        if (n < DATES_SHOWN) dates[n++] = date_of_event(cx, &p->events[i]);
        else more++;
    }
    return (PdfCourse){ .title = event->title, .url = text(cx, "%s/courses/%ld", cx->partnership->url, (long)event->course_id), .facts = facts_words(cx, said), .summary = said->summary,
                        .outcome = blank(said->outcome) ? "" : text(cx, "What pupils gain: %s", said->outcome), .dates = dates, .date_count = n,
                        .more = more ? text(cx, "and %s", counted(cx, (int64_t)more, "more date", NULL)) : "" };
}

/* ---- put together ---- */

/* The courses of one theme, in the order of their first dates; theme_count: those of none. */
static bool chapter_of(Ctx *cx, const Programme *p, size_t theme, PdfTheme *chapter)
{
    PdfCourse *courses = array(cx, PdfCourse, p->event_count + 1);
    size_t n = 0;
    int64_t dates = 0;
    for (size_t i = 0; i < p->event_count; i++) {
        if (p->theme_of[i] != theme) continue;
        dates++;
        if (comes_first(p, i)) courses[n++] = course_of(cx, p, i);
    }
    bool none = theme == p->theme_count;
    *chapter = (PdfTheme){ .name = none ? "More courses" : p->themes[theme].name, .words = none ? "" : p->themes[theme].description, .colour = none ? 6 : p->themes[theme].colour,
                           .figures = text(cx, "%s, %s", counted(cx, (int64_t)n, "course", NULL), counted(cx, dates, "date", NULL)), .courses = courses, .count = n };
    return n > 0;
}

static const PdfDay *days_of(Ctx *cx, const Programme *p, const size_t *chapter_at)
{
    PdfDay *days = array(cx, PdfDay, p->event_count + 1);
    for (size_t i = 0; i < p->event_count; i++) {
        const CatalogueEvent *event = &p->events[i];
        bool month = !i || strncmp(event->starts_on, p->events[i - 1].starts_on, 7) != 0;
        const char *day = day_short(cx, event->starts_on), *end = strrchr(day, ' ');      /* "Thu 28 Jan" */
        days[i] = (PdfDay){ .month = month ? month_words(cx, event->starts_on) : NULL, .day = end ? text_copy(cx, day, (size_t)(end - day)) : day, .title = event->title,
                            .where = text(cx, "%s, %s", clock_words(cx, event->starts_at), where_shown(cx, event->format, event->place)), .theme = chapter_at[p->theme_of[i]] };
    }
    return days;
}

static const char *period_words(Ctx *cx, const Programme *p)
{
    const char *from = p->events[0].starts_on, *to = p->events[p->event_count - 1].starts_on;
    return strncmp(from, to, 7) ? text(cx, "%s to %s", month_words(cx, from), month_words(cx, to)) : month_words(cx, from);
}

static const char *narrowed_words(Ctx *cx, const Programme *p)
{
    ThemeLabel *labels = array(cx, ThemeLabel, p->theme_count + 1);
    for (size_t i = 0; i < p->theme_count; i++) labels[i] = (ThemeLabel){ p->themes[i].id, p->themes[i].slug, p->themes[i].name, p->themes[i].colour };
    const char *words = filter_words(cx, &p->filter, labels, p->theme_count);
    return *filter_query(cx, &p->filter) ? words : "";
}

static const char *const *how_words(Ctx *cx, const char *address, size_t *count)
{
    const Partnership *of = cx->partnership;
    const char **how = array(cx, const char *, 4);
    *count = 0;
    how[(*count)++] = text(cx, "Point a phone at the square beside a course, or go to %s. There you see how many places are left and what your school pays.", address);
    how[(*count)++] = "Whoever books for your school can book several of you in one go. Anybody else asks for a place there, or books it where their school needs no approval. Sending a colleague instead is always free.";
    how[(*count)++] = "Is a date full? Join its waiting list. A place that comes free is offered to schools that have nobody there yet, then in the order of asking.";
    how[(*count)++] = text(cx, "This is the programme as of %s; the page of each course has the latest.%s%s%s%s%s", date_words(cx, cx->today), blank(of->email) ? "" : " Write to ", of->email ? of->email : "",
                           blank(of->email) || blank(of->telephone) ? "" : " or telephone ", blank(of->email) || blank(of->telephone) ? "" : of->telephone, blank(of->email) ? "" : " with any question.");
    return how;
}

static Error *draw(Ctx *cx, const void *data, const char **bytes, size_t *length) { return pdf_prospectus(cx, data, bytes, length); }

/* A digest of all that it shows: whoever asks while that is the same has what was drawn before. */
static const char *key_of(Ctx *cx, const PdfProspectus *of, int64_t mark)
{
    Draft all = { .cx = cx };
    draft_add(&all, "%ld|%s|%s|%s|%s|%s|%s|%s", (long)mark, of->partnership, of->period, of->words, of->promise, of->figures, of->url, of->address);
    draft_add(&all, "|%s|%s|%s|%s", of->brand.band ? of->brand.band : "", of->brand.link ? of->brand.link : "", of->brand.button ? of->brand.button : "", of->brand.accent ? of->brand.accent : "");
    for (size_t i = 0; i < of->how_count; i++) draft_add(&all, "|%s", of->how[i]);
    for (size_t t = 0; t < of->theme_count; t++) {
        draft_add(&all, "\n%s|%s|%ld", of->themes[t].name, of->themes[t].words, (long)of->themes[t].colour);
        for (size_t c = 0; c < of->themes[t].count; c++) {
            const PdfCourse *course = &of->themes[t].courses[c];
            draft_add(&all, "\n%s|%s|%s|%s|%s|%s", course->title, course->url, course->facts, course->summary, course->outcome, course->more);
            for (size_t d = 0; d < course->date_count; d++) draft_add(&all, "|%s|%s", course->dates[d].when, course->dates[d].where);
        }
    }
    for (size_t i = 0; i < of->day_count; i++) draft_add(&all, "\n%s|%s|%s|%zu", of->days[i].day, of->days[i].title, of->days[i].where, of->days[i].theme);
    return digest_of(cx, draft_text(&all));
}

static Error *prospectus(Ctx *cx, const Request *rq, Response *rs)
{
    Programme p = {0};
    const char *bytes;
    size_t length;
    int64_t courses = 0;
    TRY(programme_read(cx, rq, &p));
    const char *query = filter_query(cx, &p.filter);
    if (!p.event_count) return redirect(rs, text(cx, "/courses%s%s", *query ? "?" : "", query));   /* which says why nothing was found */

    PdfTheme *themes = array(cx, PdfTheme, p.theme_count + 2);
    size_t *chapter_at = array(cx, size_t, p.theme_count + 1), chapters = 0;
    for (size_t t = 0; t <= p.theme_count; t++) {
        chapter_at[t] = chapters;
        if (!chapter_of(cx, &p, t, &themes[chapters])) continue;
        courses += (int64_t)themes[chapters++].count;
    }
    const char *url = cx->partnership->url, *slashes = strstr(url, "://"), *address = slashes ? slashes + 3 : url;
    const Picture mark = { p.mark.type, p.mark.bytes.bytes, p.mark.bytes.length, p.mark.width, p.mark.height };
    PdfProspectus of = { .partnership = cx->partnership->name, .title = "Programme", .period = period_words(cx, &p), .words = narrowed_words(cx, &p),
        .promise = text(cx, "Courses, networks and visits for every school in %s.", cx->partnership->short_name),
        .figures = text(cx, "%s, %s, %s", counted(cx, courses, "course", NULL), counted(cx, (int64_t)p.event_count, "date", NULL), counted(cx, (int64_t)chapters, "theme", NULL)),
        .url = text(cx, "%s/courses%s%s", url, *query ? "?" : "", query), .address = address, .themes = themes, .theme_count = chapters, .days = days_of(cx, &p, chapter_at), .day_count = p.event_count,
        .brand = cx->partnership->brand, .mark = p.mark.id ? &mark : NULL };
    of.how = how_words(cx, address, &of.how_count);
    TRY(document_kept(cx, key_of(cx, &of, p.mark.id), draw, &of, &bytes, &length));
    rs->download = "programme.pdf";
    return respond(rs, "application/pdf", bytes, length);
}

/* ---- which part of it ---- */

static void part_put(Out *out, const Programme *p, const char *name, const char *from, const char *till)
{
    Ctx *cx = out->cx;
    const char *query = filter_query(cx, &p->filter), *days = from ? text(cx, "%s.%s", from, till) : "";
    CatalogueEvent *events = array(cx, CatalogueEvent, p->event_count + 1);
    size_t n = p->event_count;
    memcpy(events, p->events, n * sizeof *events);
    if (from) between(cx, days, events, &n);
    if (!n) return;
    ly_need_begin(out, name, text(cx, "%s, from %s to %s", counted(cx, (int64_t)n, "date", NULL), date_words(cx, events[0].starts_on), date_words(cx, events[n - 1].starts_on)));
    html(out, "<a class=\"govuk-button govuk-button--secondary ly-small-button\" role=\"button\" draggable=\"false\" data-module=\"govuk-button\" href=\"%s\">Download PDF<span class=\"govuk-visually-hidden\">: %s</span></a>",
         text(cx, "/prospectus.pdf%s%s%s%s", *query || from ? "?" : "", query, *query && from ? "&" : "", from ? text(cx, "between=%s", days) : ""), name);
    ly_need_end(out);
}

static void parts_put(Out *out, const Programme *p, const SchoolCalendar *calendar)
{
    Ctx *cx = out->cx;
    const char *year = academic_year_of(cx, cx->today);
    ly_needs_begin(out);
    part_put(out, p, "All that is planned", NULL, NULL);
    for (int i = 0; i < 2; i++) {
        const char *next = academic_year_of(cx, date_add_days(cx, year, 380));
        part_put(out, p, text(cx, "Academic year %.4s to %.4s", year, next), year, date_add_days(cx, next, -1));
        year = next;
    }
    for (size_t i = 0; i < calendar->count; i++)
        if (same(calendar->periods[i].kind, "term")) part_put(out, p, text(cx, "%s %.4s", calendar->periods[i].name, calendar->periods[i].from_on), calendar->periods[i].from_on, calendar->periods[i].till_on);
    ly_needs_end(out);
}

static Error *parts_page(Ctx *cx, const Request *rq, Response *rs)
{
    Programme p = {0};
    SchoolCalendar calendar = {0};
    TRY(events_read(cx, rq, &p));
    TRY(db_list(cx, themes_to_print, chapter_columns, &p.themes, &p.theme_count, NONE));
    TRY(school_calendar(cx, cx->today, date_add_days(cx, cx->today, 365), &calendar));
    const char *query = filter_query(cx, &p.filter), *narrowed = narrowed_words(cx, &p), *back = text(cx, "/courses%s%s", *query ? "?" : "", query);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Prospectus", .frame = FRAME_PUBLIC, .current = "programme", .back = back });
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-3\">Prospectus</h1>\n<p class=\"ly-lede\">The programme to print or to send on: courses by theme with their dates, places and prices, a square that leads a phone to each, and all dates in order.</p>\n");
    if (*narrowed) html(out, "<p class=\"govuk-body\">Only: <b>%s</b>. <a class=\"govuk-link\" href=\"/prospectus\">Print the whole programme</a></p>\n", narrowed);
    else html(out, "<p class=\"govuk-body\">For a part of it, such as one theme or what is for governors, <a class=\"govuk-link\" href=\"/courses\">choose in the programme first</a>.</p>\n");
    if (p.event_count) parts_put(out, &p, &calendar);
    else ly_empty(out, (LyEmpty){ .title = "There is nothing to print", .words = "No date that is still to come fits what was chosen.", .act = "See the whole programme", .act_href = "/courses", .plain = true });
    if (p.event_count) rs->fresh_until = p.events[0].starts_at;
    page_end(rs);
    return OK;
}

ROUTES(prospectus_pages,
    GET ("/prospectus",     PUBLIC, parts_page),
    SLOW("/prospectus.pdf", PUBLIC, prospectus),
);
