#include "platform/documents/calendar.h"

#include <libical/ical.h>
#include <pthread.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

/* libical keeps its zones in one unguarded table: one calendar is written at a time. */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void text_put(icalcomponent *component, icalproperty *(*make)(const char *), const char *value)
{
    if (!blank(value)) icalcomponent_add_property(component, make(value));
}

/*
 * A time with TZID=Europe/London. libical would name the zone "/freeassociation.sourceforge.net/Europe/London", which other readers do not
 * know, and take it as floating: so the zone is written under its own name, and the parameter is set by hand.
 */
static icalproperty *moment(icalproperty *(*make)(struct icaltimetype), int64_t instant, icaltimezone *zone)
{
    struct icaltimetype time = icaltime_from_timet_with_zone((time_t)instant, 0, icaltimezone_get_utc_timezone());
    time = icaltime_convert_to_zone(time, zone);
    time.zone = NULL;
    icalproperty *property = make(time);
    icalproperty_add_parameter(property, icalparameter_new_tzid("Europe/London"));
    return property;
}

/* The zone's rules from the first entry's year on: without the years since 1847, which a reader has no use for. */
static icalcomponent *zone_component(icaltimezone *zone, const Calendar *calendar)
{
    int64_t first = calendar->entries[0].starts_at, last = first;
    for (size_t i = 0; i < calendar->count; i++) {
        if (calendar->entries[i].starts_at < first) first = calendar->entries[i].starts_at;
        if (calendar->entries[i].ends_at > last) last = calendar->entries[i].ends_at;
    }
    enum { YEAR = 366 * 86400 };
    icalcomponent *component = icalcomponent_new_clone(icaltimezone_get_component(zone));
    struct icaltimetype from = icaltime_from_timet_with_zone((time_t)(first - YEAR), 0, icaltimezone_get_utc_timezone());
    struct icaltimetype to = icaltime_from_timet_with_zone((time_t)(last + YEAR), 0, icaltimezone_get_utc_timezone());
    icalproperty *name = icalcomponent_get_first_property(component, ICAL_TZID_PROPERTY);
    if (name) icalproperty_set_tzid(name, "Europe/London");
    icaltimezone_truncate_vtimezone(component, from, to, 1);
    return component;
}

static void people_put(icalcomponent *event, const Calendar *calendar, Ctx *cx)
{
    if (!blank(calendar->organiser_email)) {
        icalproperty *organiser = icalproperty_new_organizer(text(cx, "mailto:%s", calendar->organiser_email));
        if (!blank(calendar->organiser_name)) icalproperty_add_parameter(organiser, icalparameter_new_cn(calendar->organiser_name));
        icalcomponent_add_property(event, organiser);
    }
    if (blank(calendar->attendee_email)) return;
    icalproperty *attendee = icalproperty_new_attendee(text(cx, "mailto:%s", calendar->attendee_email));
    if (!blank(calendar->attendee_name)) icalproperty_add_parameter(attendee, icalparameter_new_cn(calendar->attendee_name));
    icalproperty_add_parameter(attendee, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));   /* booked already: no answer is awaited */
    icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    icalcomponent_add_property(event, attendee);
}

/* In the words of RFC 7986, and in those that older programs read. */
static void refresh_put(icalcomponent *whole, int64_t hours, Ctx *cx)
{
    static const char *const names[] = { "REFRESH-INTERVAL", "X-PUBLISHED-TTL" };
    for (size_t i = 0; hours && i < COUNT(names); i++) {
        icalproperty *refresh = icalproperty_new_x(text(cx, "PT%ldH", (long)hours));
        icalproperty_set_x_name(refresh, names[i]);
        if (!i) icalproperty_add_parameter(refresh, icalparameter_new_value(ICAL_VALUE_DURATION));
        icalcomponent_add_property(whole, refresh);
    }
}

static icalcomponent *entry_component(Ctx *cx, const Calendar *calendar, const CalendarEntry *entry, icaltimezone *zone)
{
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    struct icaltimetype stamp = icaltime_from_timet_with_zone((time_t)entry->changed_at, 0, icaltimezone_get_utc_timezone());
    bool cancelled = entry->cancelled || same(calendar->method, "CANCEL");
    icalcomponent_add_property(event, icalproperty_new_uid(entry->uid));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
    icalcomponent_add_property(event, icalproperty_new_sequence((int)entry->sequence));
    icalcomponent_add_property(event, moment(icalproperty_new_dtstart, entry->starts_at, zone));
    icalcomponent_add_property(event, moment(icalproperty_new_dtend, entry->ends_at, zone));
    icalcomponent_add_property(event, icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    text_put(event, icalproperty_new_summary, entry->title);
    text_put(event, icalproperty_new_description, entry->description);
    text_put(event, icalproperty_new_location, entry->place);
    text_put(event, icalproperty_new_url, entry->url);
    people_put(event, calendar, cx);
    return event;
}

Error *calendar_write(Ctx *cx, const Calendar *calendar, const char **ics, size_t *length)
{
    icalproperty_method method = same(calendar->method, "REQUEST") ? ICAL_METHOD_REQUEST : same(calendar->method, "CANCEL") ? ICAL_METHOD_CANCEL : ICAL_METHOD_PUBLISH;
    pthread_mutex_lock(&one_at_a_time);
    set_zone_directory("/usr/share/zoneinfo");
    icaltimezone *zone = icaltimezone_get_builtin_timezone("Europe/London");
    char *written = NULL;
    if (zone) {
        icalcomponent *whole = icalcomponent_new_vcalendar();
        icalcomponent_add_property(whole, icalproperty_new_version("2.0"));
        icalcomponent_add_property(whole, icalproperty_new_prodid("-//Lyceum//Learning partnership//EN"));
        icalcomponent_add_property(whole, icalproperty_new_calscale("GREGORIAN"));
        icalcomponent_add_property(whole, icalproperty_new_method(method));
        if (!blank(calendar->name)) {
            icalproperty *name = icalproperty_new_x(calendar->name);
            icalproperty_set_x_name(name, "X-WR-CALNAME");
            icalcomponent_add_property(whole, name);
        }
        refresh_put(whole, calendar->refresh_hours, cx);
        if (calendar->count) icalcomponent_add_component(whole, zone_component(zone, calendar));
        for (size_t i = 0; i < calendar->count; i++) icalcomponent_add_component(whole, entry_component(cx, calendar, &calendar->entries[i], zone));
        written = icalcomponent_as_ical_string_r(whole);
        icalcomponent_free(whole);
    }
    pthread_mutex_unlock(&one_at_a_time);
    if (!written) return broken(cx, "libical does not know Europe/London");
    *length = strlen(written);
    *ics = text_copy(cx, written, *length);
    icalmemory_free_buffer(written);
    return OK;
}
