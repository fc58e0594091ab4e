#include <string.h>
#include "rooms/programme/school_calendar.h"
#include "platform/base/content.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/csv.h"

static const Column period_columns[] = {
    COLUMN(SchoolPeriod, id), COLUMN(SchoolPeriod, kind), COLUMN(SchoolPeriod, name), COLUMN(SchoolPeriod, from_on), COLUMN(SchoolPeriod, till_on),
    COLUMN(SchoolPeriod, organisation_id), COLUMN(SchoolPeriod, organisation),
};
SQL(periods_between,
    "SELECT p.id, p.kind, p.name, p.from_on, p.till_on, p.organisation_id, o.name AS organisation FROM school_period p"
    " LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.from_on <= $2 AND p.till_on >= $1 ORDER BY p.from_on, p.till_on DESC, p.id LIMIT 600");
SQL(term_begun, "SELECT from_on FROM school_period WHERE kind = 'term' AND from_on <= $1 AND from_on > $2 ORDER BY from_on DESC LIMIT 1");

/* ---- the bank holidays that the program brings ---- */

typedef struct { SchoolPeriod *periods; size_t count, room; const char *from_on, *till_on; } Bringing;

static Error *bank_holiday_row(Ctx *cx, const CsvRow *row, void *data)
{
    Bringing *bring = data;
    const char *on = csv_cell(row, "Date");
    if (strcmp(on, bring->from_on) < 0 || strcmp(on, bring->till_on) > 0 || bring->count == bring->room) return OK;
    on = text_copy(cx, on, strlen(on));
    const char *name = csv_cell(row, "Name");
    bring->periods[bring->count++] = (SchoolPeriod){ .kind = "bank holiday", .name = text_copy(cx, name, strlen(name)), .from_on = on, .till_on = on, .organisation = "" };
    return OK;
}

static Error *bank_holidays_bring(Ctx *cx, Bringing *bring)
{
    static const char *const needed[] = { "Date", "Name" };
    const char *list = content("calendar/bank-holidays.csv");
    return csv_read(cx, list, strlen(list), CSV_UTF8, needed, COUNT(needed), bank_holiday_row, bring);
}

const char *bank_holidays_until(Ctx *cx)
{
    const char *list = content("calendar/bank-holidays.csv"), *last = "";
    for (const char *line = list; (line = strchr(line, '\n')) && line[1]; line++) last = line + 1;
    return text_copy(cx, last, strlen("YYYY-MM-DD"));
}

/* ---- what is known of some years ---- */

static const char *year_end(Ctx *cx, const char *on)
{
    return date_add_days(cx, academic_year_of(cx, date_add_days(cx, academic_year_of(cx, on), 370)), -1);
}

Error *school_calendar(Ctx *cx, const char *from_on, const char *till_on, SchoolCalendar *calendar)
{
    enum { BANK_HOLIDAYS_MOST = 100 };
    SchoolPeriod *typed;
    size_t count, a = 0, b = 0;
    Bringing bring = { .periods = array(cx, SchoolPeriod, BANK_HOLIDAYS_MOST), .room = BANK_HOLIDAYS_MOST, .from_on = academic_year_of(cx, from_on), .till_on = year_end(cx, till_on) };
    TRY(db_list(cx, periods_between, period_columns, &typed, &count, STR(bring.from_on), STR(bring.till_on)));
    TRY(bank_holidays_bring(cx, &bring));
    *calendar = (SchoolCalendar){ .periods = array(cx, SchoolPeriod, count + bring.count + 1) };
    while (a < count || b < bring.count) {
        bool next_is_typed = b == bring.count || (a < count && strcmp(typed[a].from_on, bring.periods[b].from_on) <= 0);
        calendar->periods[calendar->count++] = next_is_typed ? typed[a++] : bring.periods[b++];
    }
    return OK;
}

static bool holds(const SchoolPeriod *period, const char *on)
{
    return strcmp(period->from_on, on) <= 0 && strcmp(period->till_on, on) >= 0;
}

static const SchoolPeriod *period_of(const SchoolCalendar *calendar, const char *kind, const char *on)
{
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *period = &calendar->periods[i];
        if (!period->organisation_id && same(period->kind, kind) && holds(period, on)) return period;
    }
    return NULL;
}

const SchoolPeriod *school_term(const SchoolCalendar *calendar, const char *on) { return period_of(calendar, "term", on); }

bool school_year_known(Ctx *cx, const SchoolCalendar *calendar, const char *on)
{
    const char *from = academic_year_of(cx, on), *till = year_end(cx, on);
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *period = &calendar->periods[i];
        if (same(period->kind, "term") && strcmp(period->from_on, till) <= 0 && strcmp(period->till_on, from) >= 0) return true;
    }
    return false;
}

/* Outside every term: a holiday between two of them, and in a year with all its terms; before and after those of a year that is half entered nobody knows. */
static bool holiday_known(Ctx *cx, const SchoolCalendar *calendar, const char *on)
{
    enum { TERMS = 3 };
    const char *from = academic_year_of(cx, on), *till = year_end(cx, on);
    int before = 0, after = 0;
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *period = &calendar->periods[i];
        if (!same(period->kind, "term") || strcmp(period->from_on, till) > 0 || strcmp(period->till_on, from) < 0) continue;
        if (strcmp(period->till_on, on) < 0) before++;
        else after++;
    }
    return before + after >= TERMS || (before && after);
}

SchoolDay school_day(Ctx *cx, const SchoolCalendar *calendar, const char *on, const char **name)
{
    static const struct { const char *kind; SchoolDay day; } named[] = {
        { "bank holiday", DAY_BANK_HOLIDAY }, { "half-term", DAY_HALF_TERM }, { "holiday", DAY_HOLIDAY }, { "INSET", DAY_INSET },
    };
    const char *unused;
    if (!name) name = &unused;
    *name = "";
    for (size_t i = 0; i < COUNT(named); i++) {
        const SchoolPeriod *period = period_of(calendar, named[i].kind, on);
        if (!period || (named[i].day == DAY_INSET && date_weekday(on) >= 5)) continue;
        return *name = period->name, named[i].day;
    }
    if (date_weekday(on) >= 5) return DAY_WEEKEND;
    if (school_term(calendar, on)) return DAY_TEACHES;
    return holiday_known(cx, calendar, on) ? DAY_HOLIDAY : DAY_UNKNOWN;
}

const char *school_day_words(Ctx *cx, const SchoolCalendar *calendar, const char *on)
{
    const char *name;
    switch (school_day(cx, calendar, on, &name)) {
    case DAY_BANK_HOLIDAY: return text(cx, "%s, a bank holiday", name);
    case DAY_HALF_TERM:    return text(cx, "in %s, when schools are closed", name);
    case DAY_HOLIDAY:      return *name ? text(cx, "in %s, when schools are closed", name) : "in the school holidays";
    case DAY_INSET:        return text(cx, "an INSET day of all schools (%s)", name);
    case DAY_WEEKEND:      return date_weekday(on) == 5 ? "a Saturday" : "a Sunday";
    case DAY_TEACHES:
    case DAY_UNKNOWN:      break;
    }
    return NULL;
}

const char *school_insets_words(Ctx *cx, const SchoolCalendar *calendar, const char *on)
{
    const char **names = array(cx, const char *, calendar->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < calendar->count; i++)
        if (calendar->periods[i].organisation_id && holds(&calendar->periods[i], on)) names[count++] = calendar->periods[i].organisation;
    return text_list(cx, names, count);
}

bool school_day_usable(Ctx *cx, const SchoolCalendar *calendar, const char *on, bool with_inset)
{
    SchoolDay day = school_day(cx, calendar, on, NULL);
    return day == DAY_TEACHES || day == DAY_UNKNOWN || (day == DAY_INSET && with_inset);
}

int64_t school_days_taught(Ctx *cx, const SchoolCalendar *calendar, const SchoolPeriod *term)
{
    int64_t taught = 0;
    for (const char *on = term->from_on; strcmp(on, term->till_on) <= 0; on = date_add_days(cx, on, 1)) taught += school_day(cx, calendar, on, NULL) == DAY_TEACHES;
    return taught;
}

/* ---- the term of a day ---- */

static const Column term_columns[] = { COLUMN(TermStart, from_on) };

Query school_term_query(Ctx *cx, const char *today, TermStart *start, bool *found)
{
    Arg *args = array(cx, Arg, 2);
    args[0] = STR(today), args[1] = STR(date_add_days(cx, today, -365));
    return (Query){ .sql = &term_begun, .columns = term_columns, .column_count = COUNT(term_columns), .out = start, .found = found, .args = args, .arg_count = 2 };
}

/* Autumn from September, spring from January, summer from after Easter, which no date tells: April. */
const char *school_term_start(Ctx *cx, const char *today, const char *found)
{
    if (found && *found) return found;
    int month = 10 * (today[5] - '0') + today[6] - '0';
    return text(cx, "%.4s-0%c-01", today, month >= 9 ? '9' : month >= 4 ? '4' : '1');
}
