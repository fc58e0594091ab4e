/* Venues from a file. One that is here by its name is changed to what its line says; none is removed. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/imports/imports.h"
#include "rooms/members/permission.h"
#include "rooms/programme/venue.h"

extern const ImportKind venue_import;

enum { F_NAME, F_ADDRESS, F_POSTCODE, F_PLACES, F_ACCESS, F_END };
static const ImportField fields[F_END] = {
    [F_NAME]     = { "name", "Venue", { "Name" }, .needed = true, .examples = { "The Corn Exchange", "Quay House" } },
    [F_ADDRESS]  = { "address", "Address", { "Street" }, .needed = true, .examples = { "Market Place, Fleet", "2 Quay Street" } },
    [F_POSTCODE] = { "postcode", "Postcode", { "Post code" }, .examples = { "FW3 8QD", "FW1 1AA" } },
    [F_PLACES]   = { "places", "Seats", { "Capacity", "Seats in the largest room" }, .hint = "Of the largest room, as a number", .examples = { "60", "" } },
    [F_ACCESS]   = { "access", "Access", { "Accessibility" }, .hint = "Step-free entrance, hearing loop, parking", .examples = { "Step-free: a lift from the yard", "" } },
};

SQL(import_venue_remove, "DELETE FROM venue WHERE id = $1");

typedef struct { Lookup *names; const Venue *list; } Known;

static Error *begin(Ctx *cx, const Intake *intake, void **data)
{
    Known *known = new(cx, Known);
    Venue *list;
    size_t count;
    TRY(venues(cx, true, &list, &count));
    known->names = lookup_new(cx), known->list = list;
    for (size_t i = 0; i < count; i++) (void)lookup_put(known->names, text_fold(cx, list[i].name), (int64_t)i);
    *data = known;
    return OK;
}

static Venue venue_of(const char *const *cells, int64_t id)
{
    Venue venue = { .id = id, .name = cells[F_NAME], .address = cells[F_ADDRESS], .postcode = cells[F_POSTCODE], .access = cells[F_ACCESS] };
    if (*cells[F_PLACES] && !number_parse(cells[F_PLACES], 0, 100000, &venue.places)) venue.places = -1;
    return venue;
}

static Error *check(Ctx *cx, void *data, const char *const *cells, ImportVerdict *verdict)
{
    const Known *known = data;
    const Venue venue = venue_of(cells, 0);
    int64_t at;
    verdict->name = venue.name;
    Error *errors = venue_check(cx, &venue);
    if (errors) return errors;
    verdict->key = text_fold(cx, venue.name);
    verdict->say = text(cx, "%s%s%s%s", venue.address, blank(venue.postcode) ? "" : " ", venue.postcode, venue.places ? text(cx, ", %s", counted(cx, venue.places, "seat", NULL)) : "");
    if (!lookup_get(known->names, verdict->key, &at)) return OK;
    const Venue *is = &known->list[at];
    bool equal = same(is->name, venue.name) && same(is->address, venue.address) && same(is->postcode, venue.postcode) && same(text_trim(cx, is->access), venue.access) && is->places == venue.places;
    verdict->outcome = equal ? IMPORT_SAME : IMPORT_CHANGED;
    return OK;
}

/* What it was, a line a field: access has lines of its own, so it stands last. */
static const char *was_of(Ctx *cx, const Venue *venue) { return text(cx, "%s\n%s\n%s\n%ld\n%s", venue->name, venue->address, venue->postcode, (long)venue->places, venue->access); }

static const char *line_of(Ctx *cx, const char **at)
{
    size_t n = strcspn(*at, "\n");
    const char *line = text_copy(cx, *at, n);
    *at += n + ((*at)[n] != 0);
    return line;
}

static Error *apply(Ctx *cx, const Intake *intake, int64_t line, const char *const *cells)
{
    Known *known;
    int64_t at, id;
    TRY(begin(cx, intake, (void **)&known));      /* a few hundred at most */
    if (!lookup_get(known->names, text_fold(cx, cells[F_NAME]), &at)) {
        const Venue venue = venue_of(cells, 0);
        TRY(venue_save(cx, &venue, &id));
        return import_made(cx, intake, line, "venue", id, "");
    }
    const Venue venue = venue_of(cells, known->list[at].id);
    TRY(import_made(cx, intake, line, "venue change", venue.id, was_of(cx, &known->list[at])));
    return venue_save(cx, &venue, &id);
}

static Error *undo(Ctx *cx, const ImportMade *made)
{
    if (same(made->noun, "venue")) return db_run(cx, import_venue_remove, NULL, INT(made->subject_id));
    Venue venue = { .id = made->subject_id };
    const char *at = made->was;
    int64_t id;
    venue.name = line_of(cx, &at), venue.address = line_of(cx, &at), venue.postcode = line_of(cx, &at);
    (void)number_parse(line_of(cx, &at), 0, 100000, &venue.places);
    venue.access = at;
    return venue_save(cx, &venue, &id);
}

const ImportKind venue_import = {
    .kind = "venues", .title = "Venues", .many = "venues", .needs = RUN_PROGRAMME,
    .words = "A line for each venue. One that is here by its name is changed to what the line says; none is removed.",
    .fields = fields, .field_count = F_END, .begin = begin, .check = check, .apply = apply, .undo = undo,
};
