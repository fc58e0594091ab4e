/* The office keeps the school calendar. */
#include <string.h>
#include "rooms/programme/school_calendar.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"

static const Column period_columns[] = {
    COLUMN(SchoolPeriod, id), COLUMN(SchoolPeriod, kind), COLUMN(SchoolPeriod, name), COLUMN(SchoolPeriod, from_on), COLUMN(SchoolPeriod, till_on),
    COLUMN(SchoolPeriod, organisation_id), COLUMN(SchoolPeriod, organisation),
};
SQL(period_by_id,  "SELECT p.id, p.kind, p.name, p.from_on, p.till_on, p.organisation_id, o.name AS organisation FROM school_period p"
                   " LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1");
SQL(period_put,    "INSERT INTO school_period (id, kind, name, from_on, till_on, organisation_id) VALUES ($1, $2, $3, $4, $5, $6)"
                   " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, from_on = excluded.from_on, till_on = excluded.till_on,"
                   " organisation_id = excluded.organisation_id");
SQL(calendar_hold, "UPDATE school_calendar SET version = version + 1 WHERE id = 1");
SQL(period_delete, "DELETE FROM school_period WHERE id = $1");
SQL(year_later,    "SELECT id, kind, name, from_on, till_on, organisation_id, '' AS organisation FROM school_period"
                   " WHERE from_on >= $1 AND from_on <= $2 AND kind <> 'bank holiday' ORDER BY from_on, id LIMIT 200");

/* Only the office keeps it, and one at a time: what is read of it then stays true until the act is over. */
static Error *keeping(Ctx *cx)
{
    return may(cx, RUN_PROGRAMME) ? db_run(cx, calendar_hold, NULL, NONE) : forbidden(cx, "the school calendar is the office's");
}

Error *school_period_find(Ctx *cx, int64_t id, SchoolPeriod *period)
{
    return db_one(cx, period_by_id, period_columns, period, INT(id));
}

static Error *dates_check(Ctx *cx, const SchoolPeriod *period)
{
    Error *errors = OK;
    if (blank(period->from_on)) errors_add(&errors, invalid(cx, "from_on", "Enter the first day, like 4 1 2027"));
    if (blank(period->till_on)) errors_add(&errors, invalid(cx, "till_on", "Enter the last day, like 12 2 2027"));
    if (errors) return errors;
    if (strcmp(period->till_on, period->from_on) < 0) return invalid(cx, "till_on", "The last day must not be before the first");
    if (date_days_between(period->from_on, period->till_on) >= PERIOD_DAYS_MOST)
        return invalid(cx, "till_on", "That is more than %d days. Check the year of both dates", PERIOD_DAYS_MOST);
    return OK;
}

static Error *organisation_check(Ctx *cx, const SchoolPeriod *period)
{
    Organisation organisation = {0};
    if (!period->organisation_id) return OK;
    if (!same(period->kind, "INSET")) return invalid(cx, "organisation", "Only an INSET day is of one school. Choose all schools");
    Error *error = organisation_find(cx, period->organisation_id, &organisation);
    return error && error->kind == MISSING ? invalid(cx, "organisation", "Choose a school from the list") : error;
}

/* Against what the calendar holds already: terms apart, a half-term inside one. */
static Error *place_check(Ctx *cx, const SchoolPeriod *period)
{
    SchoolCalendar calendar;
    TRY(school_calendar(cx, period->from_on, period->till_on, &calendar));
    if (same(period->kind, "half-term")) {
        const SchoolPeriod *term = school_term(&calendar, period->from_on);
        if (term && term->id != period->id && strcmp(term->till_on, period->till_on) >= 0) return OK;
        return invalid(cx, "from_on", "A half-term lies within a term, and there is none around these days. Add the term first");
    }
    for (size_t i = 0; same(period->kind, "term") && i < calendar.count; i++) {
        const SchoolPeriod *other = &calendar.periods[i];
        if (!same(other->kind, "term") || other->id == period->id) continue;
        if (strcmp(other->from_on, period->till_on) <= 0 && strcmp(other->till_on, period->from_on) >= 0)
            return invalid(cx, "from_on", "%s is from %s to %s, and terms do not overlap", other->name, date_words(cx, other->from_on), date_words(cx, other->till_on));
    }
    return OK;
}

static Error *period_check(Ctx *cx, const SchoolPeriod *period)
{
    Error *errors = OK;
    if (!one_of(period->kind, "term half-term holiday INSET") && !same(period->kind, "bank holiday")) errors_add(&errors, invalid(cx, "kind", "Say what it is"));
    if (blank(period->name)) errors_add(&errors, invalid(cx, "name", "Enter a name, like Autumn term"));
    else if (letters(period->name) > PERIOD_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Use %d characters or fewer for the name", PERIOD_NAME_MOST));
    errors_add(&errors, dates_check(cx, period));
    errors_add(&errors, organisation_check(cx, period));
    return errors ? errors : place_check(cx, period);
}

static Error *period_write(Ctx *cx, const SchoolPeriod *period, int64_t id)
{
    return db_run(cx, period_put, NULL, INT(id), STR(period->kind), STR(text_trim(cx, period->name)), STR(period->from_on), STR(period->till_on), REF(period->organisation_id));
}

Error *school_period_save(Ctx *cx, const SchoolPeriod *period, int64_t *id)
{
    SchoolPeriod before = {0};
    TRY(keeping(cx));
    if (period->id) TRY(school_period_find(cx, period->id, &before));
    TRY(period_check(cx, period));
    *id = period->id ? period->id : new_id(cx);
    TRY(period_write(cx, period, *id));
    return trail(cx, period->id ? "calendar.changed" : "calendar.added", *id, text(cx, "%s, %s to %s", period->kind, period->from_on, period->till_on));
}

Error *school_period_remove(Ctx *cx, int64_t id)
{
    SchoolPeriod period = {0};
    TRY(keeping(cx));
    TRY(school_period_find(cx, id, &period));
    TRY(db_run(cx, period_delete, NULL, INT(id)));
    return trail(cx, "calendar.removed", id, text(cx, "%s, %s to %s", period.kind, period.from_on, period.till_on));
}

Error *school_year_begin_next(Ctx *cx, const char *year, int64_t *added)
{
    enum { A_YEAR = 52 * 7 };
    SchoolPeriod *periods;
    SchoolCalendar next;
    size_t count;
    TRY(keeping(cx));
    const char *follows = academic_year_of(cx, date_add_days(cx, year, 370));
    TRY(school_calendar(cx, follows, follows, &next));
    if (school_year_known(cx, &next, follows)) return conflict(cx, "The year that follows has terms already. Change them there");
    TRY(db_list(cx, year_later, period_columns, &periods, &count, STR(year), STR(date_add_days(cx, follows, -1))));
    if (!count) return conflict(cx, "There is nothing in this year yet that the next could begin with");
    for (size_t i = 0; i < count; i++) {
        periods[i].from_on = date_add_days(cx, periods[i].from_on, A_YEAR);
        periods[i].till_on = date_add_days(cx, periods[i].till_on, A_YEAR);
        TRY(period_write(cx, &periods[i], new_id(cx)));
    }
    *added = (int64_t)count;
    return trail(cx, "calendar.year_begun", 0, text(cx, "%ld entries from %s", *added, follows));
}
