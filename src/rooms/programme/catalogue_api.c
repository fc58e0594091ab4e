/* The catalogue for calendars, spreadsheets and programs: iCalendar feeds, sheets and JSON of what anybody may see. No online link stands in them. */
#include <string.h>
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/calendar.h"
#include "platform/documents/json.h"
#include "platform/documents/sheet.h"
#include "rooms/programme/session.h"

enum { FEED_MOST = 500 };

static const char *url_of(Ctx *cx, const char *path, int64_t id) { return text(cx, "%s/%s/%ld", cx->partnership->url, path, id); }

/* What follows "https://" of the partnership's address: an id of ours is unique within it. */
static const char *host_of(Ctx *cx)
{
    const char *url = cx->partnership->url, *slashes = strstr(url, "://");
    return slashes ? slashes + 3 : url;
}

/* ---- iCalendar ---- */

static Error *calendar_respond(Ctx *cx, Response *rs, const char *name, const CalendarEntry *entries, size_t count, const char *file)
{
    const char *ics;
    size_t length;
    TRY(calendar_write(cx, &(Calendar){ .method = "PUBLISH", .name = name, .organiser_name = cx->partnership->name, .organiser_email = cx->partnership->email,
                                        .entries = entries, .count = count }, &ics, &length));
    rs->download = file;
    return respond(rs, "text/calendar; charset=utf-8", ics, length);
}

static Error *courses_ics(Ctx *cx, const Request *rq, Response *rs)
{
    CatalogueFilter filter;
    CatalogueSession *sessions;
    size_t count;
    filter_read(cx, rq, &filter);
    TRY(catalogue_sessions(cx, &filter, FEED_MOST, &sessions, &count));
    CalendarEntry *entries = array(cx, CalendarEntry, count + 1);
    for (size_t i = 0; i < count; i++)
        entries[i] = (CalendarEntry){ .uid = text(cx, "session-%ld@%s", sessions[i].id, host_of(cx)), .sequence = sessions[i].sequence, .starts_at = sessions[i].starts_at,
            .ends_at = sessions[i].ends_at, .title = sessions[i].title, .description = sessions[i].summary, .place = where_shown(cx, sessions[i].format, sessions[i].place),
            .url = url_of(cx, "events", sessions[i].event_id), .changed_at = sessions[i].changed_at };
    rs->fresh_until = count ? sessions[0].starts_at : 0;
    return calendar_respond(cx, rs, text(cx, "Programme of %s", cx->partnership->name), entries, count, "programme.ics");
}

static const char *session_place(Ctx *cx, const Session *session)
{
    if (same(session->place_kind, "online")) return "Online";
    const char *venue = text(cx, "%s%s%s%s%s", session->venue, *session->address ? ", " : "", session->address, *session->postcode ? ", " : "", session->postcode);
    return same(session->place_kind, "both") ? text(cx, "%s, and online", venue) : venue;
}

static Error *event_ics(Ctx *cx, const Event *event, Response *rs)
{
    Session *sessions;
    size_t count;
    TRY(event_sessions(cx, event->id, &sessions, &count));
    CalendarEntry *entries = array(cx, CalendarEntry, count + 1);
    for (size_t i = 0; i < count; i++)
        entries[i] = (CalendarEntry){ .uid = text(cx, "session-%ld@%s", sessions[i].id, host_of(cx)), .sequence = event->sequence, .starts_at = sessions[i].starts_at,
            .ends_at = sessions[i].ends_at, .title = event->title, .description = event->summary, .place = session_place(cx, &sessions[i]),
            .url = url_of(cx, "events", event->id), .changed_at = cx->now, .cancelled = same(event->state, "cancelled") };
    return calendar_respond(cx, rs, event->title, entries, count, text(cx, "%s.ics", event->code));
}

/* ---- JSON ---- */

/* By what a customer is, where that is not the price for others. */
static Json *prices_json(Ctx *cx, const ClassPrices *prices)
{
    Json *json = json_object_new(cx);
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (prices->pence[i] != PRICE_NONE) json_put_int(json, customer_classes[i].class, prices->pence[i]);
    return json;
}

static Json *event_json(Ctx *cx, const CatalogueEvent *event)
{
    Json *json = json_object_new(cx), *themes = json_list_new(cx);
    for (const char *at = event->theme_slugs; *at && at[1]; at += 1 + strcspn(at + 1, " ")) json_add_text(themes, text_copy(cx, at + 1, strcspn(at + 1, " ")));
    json_put_id(json, "id", event->id);
    json_put_id(json, "course_id", event->course_id);
    json_put_text(json, "title", event->title);
    json_put_text(json, "summary", event->summary);
    json_put_text(json, "starts_at", instant_iso(cx, event->starts_at));
    json_put_text(json, "ends_at", instant_iso(cx, event->ends_at));
    json_put_int(json, "sessions", event->session_count);
    json_put_text(json, "format", event->format);
    json_put_text(json, "place", event->place);
    json_put(json, "themes", themes);
    json_put_int(json, "places", event->places);
    json_put_int(json, "taken", event->taken);
    json_put_int(json, "waiting", event->waiting);
    json_put_int(json, "member_price_pence", event->member_price_pence);
    json_put_int(json, "other_price_pence", event->other_price_pence);
    if (event->prices) json_put(json, "prices_pence", prices_json(cx, event->prices));
    json_put_text(json, "url", url_of(cx, "events", event->id));
    return json;
}

static Error *json_respond(Ctx *cx, Response *rs, const Json *json)
{
    const char *body = json_write(cx, json);
    return respond(rs, "application/json; charset=utf-8", body, strlen(body));
}

/* The same events as the page, a page at a time; "next" is the address of the one after. */
static Error *courses_json(Ctx *cx, const Request *rq, Response *rs)
{
    CatalogueFilter filter;
    CatalogueEvent *events;
    size_t count;
    filter_read(cx, rq, &filter);
    filter.before_at = filter.before_id = 0;
    TRY(catalogue_feed(cx, &filter, CATALOGUE_PAGE + 1, &events, &count));
    size_t shown = count > CATALOGUE_PAGE ? CATALOGUE_PAGE : count;

    Json *json = json_object_new(cx), *list = json_list_new(cx);
    for (size_t i = 0; i < shown; i++) json_add(list, event_json(cx, &events[i]));
    json_put(json, "events", list);
    json_put_text(json, "after", count > shown ? text(cx, "%ld-%ld", events[shown - 1].starts_at, events[shown - 1].id) : NULL);
    rs->fresh_until = count ? events[0].starts_at : 0;
    return json_respond(cx, rs, json);
}

static Error *event_as_json(Ctx *cx, const Event *event, Response *rs)
{
    Session *sessions;
    ThemeLabel *themes;
    ClassPrices prices;
    size_t count, theme_count;
    TRY(event_sessions(cx, event->id, &sessions, &count));
    TRY(course_themes(cx, event->course_id, &themes, &theme_count));
    TRY(event_prices_find(cx, event, &prices));
    Draft slugs = { .cx = cx };
    for (size_t i = 0; i < theme_count; i++) draft_add(&slugs, "%s%s ", i ? "" : " ", themes[i].slug);

    Json *json = event_json(cx, &(CatalogueEvent){ .id = event->id, .course_id = event->course_id, .title = event->title, .summary = event->summary,
        .starts_at = event->starts_at, .ends_at = event->ends_at, .session_count = event->session_count, .format = event->format, .place = event->place,
        .theme_slugs = draft_text(&slugs), .places = event->places, .taken = event->taken, .waiting = event->waiting,
        .member_price_pence = event->member_price_pence, .other_price_pence = event->other_price_pence,
        .prices = event->rules & RULE_PRICES ? &prices : NULL });
    Json *list = json_list_new(cx);
    for (size_t i = 0; i < count; i++) {
        Json *session = json_object_new(cx);
        json_put_text(session, "starts_at", instant_iso(cx, sessions[i].starts_at));
        json_put_text(session, "ends_at", instant_iso(cx, sessions[i].ends_at));
        json_put_text(session, "place", session_place(cx, &sessions[i]));
        json_add(list, session);
    }
    json_put(json, "session_list", list);
    json_put_text(json, "state", event->state);
    json_put_text(json, "outcome", event->outcome);
    json_put_text(json, "led_by", event->led_by);
    return json_respond(cx, rs, json);
}

/* All that fits the page's filter, to plan with. */
static Error *courses_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    enum { BEFORE = 11 };
    static const char *const own[BEFORE + 2] = { "Title", "First session", "Starts", "Ends", "Sessions", "Where", "Places", "Taken", "Waiting", "Price for members", "Price for others", "Summary", "Address" };
    const char *heads[COUNT(own) + CUSTOMER_CLASSES];
    CatalogueFilter filter;
    CatalogueEvent *events;
    size_t count;
    Sheet sheet;
    filter_read(cx, rq, &filter);
    filter.after_at = filter.after_id = filter.before_at = filter.before_id = 0;
    TRY(catalogue_feed(cx, &filter, CATALOGUE_MOST, &events, &count));
    for (size_t i = 0; i < BEFORE; i++) heads[i] = own[i];
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) heads[BEFORE + i] = text(cx, "Price for %s", customer_classes[i].many);
    for (size_t i = BEFORE; i < COUNT(own); i++) heads[CUSTOMER_CLASSES + i] = own[i];
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        const CatalogueEvent *event = &events[i];
        sheet_text(&sheet, event->title), sheet_date(&sheet, event->starts_on), sheet_moment(&sheet, event->starts_at), sheet_moment(&sheet, event->ends_at), sheet_int(&sheet, event->session_count);
        sheet_text(&sheet, where_shown(cx, event->format, event->place)), sheet_int(&sheet, event->places), sheet_int(&sheet, event->taken), sheet_int(&sheet, event->waiting);
        sheet_pence(&sheet, event->member_price_pence), sheet_pence(&sheet, event->other_price_pence);
        for (size_t k = 0; k < CUSTOMER_CLASSES; k++) {      /* what they pay, be it the price for others */
            int64_t pence = event->prices ? event->prices->pence[k] : PRICE_NONE;
            sheet_pence(&sheet, pence == PRICE_NONE ? event->other_price_pence : pence);
        }
        sheet_text(&sheet, event->summary), sheet_text(&sheet, url_of(cx, "events", event->id));
        sheet_line(&sheet);
    }
    rs->fresh_until = count ? events[0].starts_at : 0;
    return sheet_respond(&sheet, rs, "programme");
}

/* "123.ics" or "123.json": a route's segment is a number or text, so the ending is read here. */
static Error *event_file(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    int64_t id;
    const char *dot = strchr(rq->word, '.');
    bool ics = dot && same(dot, ".ics"), json = dot && same(dot, ".json");
    if (!(ics || json) || !number_parse(text_copy(cx, rq->word, (size_t)(dot - rq->word)), 1, INT64_MAX, &id)) return missing(cx, "no file of an event");
    TRY(event_find(cx, id, &event));
    if (!event_visible(cx, &event)) return missing(cx, "event %ld is a draft", id);
    return ics ? event_ics(cx, &event, rs) : event_as_json(cx, &event, rs);
}

ROUTES(catalogue_api,
    GET("/courses.ics",  PUBLIC, courses_ics),
    GET("/courses.json", PUBLIC, courses_json),
    SHEET("/courses",    PUBLIC, courses_sheet),
    GET("/events/*",     PUBLIC, event_file),
);
