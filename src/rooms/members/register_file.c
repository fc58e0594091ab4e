#include "rooms/members/register_file.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/csv.h"

/* The register pads some codes ("02") and not others, and spreadsheets take the zeros away: compare without them. */
static const char *code(const char *cell)
{
    while (*cell == '0' && cell[1]) cell++;
    return cell;
}

static const char *phase_words(const char *phase, const char *type)
{
    static const char *const words[] = { NULL, "nursery", "primary", "middle deemed primary", "secondary", "middle deemed secondary", "16 plus", "all-through" };
    int64_t n;
    if (number_parse(phase, 1, COUNT(words) - 1, &n)) return words[n];
    if (one_of(type, "7 8 10 12 32 33 36 44")) return "special";            /* the register gives these no phase */
    if (one_of(type, "14 38 42 43")) return "alternative provision";
    return "not applicable";
}

static const char *status_words(const char *status)
{
    static const char *const words[] = { NULL, "open", "closed", "proposed to close", "proposed to open" };
    int64_t n;
    return number_parse(status, 1, COUNT(words) - 1, &n) ? words[n] : NULL;
}

/* "01-09-2012" -> "2012-09-01"; "" for what is no date, for the register leaves many empty. */
static const char *date_from_register(Ctx *cx, const char *cell)
{
    int64_t day, month, year;
    if (strlen(cell) != 10 || cell[2] != cell[5] || !number_parse(text_copy(cx, cell, 2), 1, 31, &day) ||
        !number_parse(text_copy(cx, cell + 3, 2), 1, 12, &month) || !number_parse(cell + 6, 1000, 2999, &year)) return "";
    const char *date = date_from_parts(cx, year, month, day);
    return date ? date : "";
}

static const char *text_cell(Ctx *cx, const CsvRow *row, const char *column)
{
    return csv_has(row, column) ? text_trim(cx, csv_cell(row, column)) : NULL;
}

static int64_t number_cell(const CsvRow *row, const char *column, int64_t most)
{
    int64_t n;
    if (!csv_has(row, column)) return REGISTER_ABSENT;
    return number_parse(csv_cell(row, column), 0, most, &n) ? n : -1;
}

typedef struct { const char *authorities; Error *(*each)(Ctx *, const RegisterSchool *, void *); void *data; } Reading;

static bool wanted(const char *authorities, const char *authority)
{
    if (blank(authorities)) return true;
    const char *at = strstr(authorities, authority);
    for (size_t n = strlen(authority); n && at; at = strstr(at + 1, authority))
        if ((at == authorities || at[-1] == ',' || at[-1] == ' ') && (at[n] == ',' || at[n] == ' ' || !at[n])) return true;
    return false;
}

static Error *register_row(Ctx *cx, const CsvRow *row, void *data)
{
    const Reading *reading = data;
    RegisterSchool s = { .line = row->line };
    int64_t urn;

    s.authority_code = text_trim(cx, csv_cell(row, "LA (code)"));
    if (!wanted(reading->authorities, s.authority_code)) return OK;
    s.urn = text_trim(cx, csv_cell(row, "URN"));
    if (!number_parse(s.urn, 1, 9999999, &urn)) return invalid(cx, "file", "Line %ld: “%s” is not a URN, which is a number of six digits", row->line, s.urn);
    s.name = text_trim(cx, csv_cell(row, "EstablishmentName"));
    if (blank(s.name)) return invalid(cx, "file", "Line %ld: URN %s has no name", row->line, s.urn);
    s.status = status_words(code(text_trim(cx, csv_cell(row, "EstablishmentStatus (code)"))));
    if (!s.status) return invalid(cx, "file", "Line %ld: URN %s has the status “%s”, which is none of the register’s (1 to 4)", row->line, s.urn,
                                  csv_cell(row, "EstablishmentStatus (code)"));

    s.type_code = text_trim(cx, csv_cell(row, "TypeOfEstablishment (code)"));
    s.type_group = code(text_trim(cx, csv_cell(row, "EstablishmentTypeGroup (code)")));
    s.phase_code = code(text_trim(cx, csv_cell(row, "PhaseOfEducation (code)")));
    const char *type = code(s.type_code);
    s.phase = phase_words(s.phase_code, type);
    s.maintained = same(s.type_group, "4") || one_of(type, "1 2 3 5 7 12 14 15");
    s.independent = same(s.type_group, "3") || one_of(type, "10 11");

    s.type_name = text_cell(cx, row, "TypeOfEstablishment (name)"), s.authority_name = text_cell(cx, row, "LA (name)");
    s.street = text_cell(cx, row, "Street"), s.town = text_cell(cx, row, "Town"), s.postcode = text_cell(cx, row, "Postcode");
    s.ward = text_cell(cx, row, "AdministrativeWard (name)");
    s.telephone = text_cell(cx, row, "TelephoneNum"), s.website = text_cell(cx, row, "SchoolWebsite");
    s.establishment_number = text_cell(cx, row, "EstablishmentNumber"), s.ukprn = text_cell(cx, row, "UKPRN"), s.trust = text_cell(cx, row, "Trusts (name)");
    s.opened_on = csv_has(row, "OpenDate") ? date_from_register(cx, csv_cell(row, "OpenDate")) : NULL;
    s.closed_on = csv_has(row, "CloseDate") ? date_from_register(cx, csv_cell(row, "CloseDate")) : NULL;
    s.register_changed_on = csv_has(row, "LastChangedDate") ? date_from_register(cx, csv_cell(row, "LastChangedDate")) : NULL;
    s.low_age = number_cell(row, "StatutoryLowAge", 120), s.high_age = number_cell(row, "StatutoryHighAge", 120);
    s.roll = number_cell(row, "NumberOfPupils", 100000);
    s.easting = number_cell(row, "Easting", 9999999), s.northing = number_cell(row, "Northing", 9999999);
    return reading->each(cx, &s, reading->data);
}

Error *register_read(Ctx *cx, const char *bytes, size_t length, const char *authorities,
                     Error *(*each)(Ctx *, const RegisterSchool *, void *), void *data)
{
    static const char *const needed[] = { "URN", "LA (code)", "EstablishmentName", "EstablishmentStatus (code)", "TypeOfEstablishment (code)",
                                          "EstablishmentTypeGroup (code)", "PhaseOfEducation (code)" };
    Reading reading = { authorities, each, data };
    return csv_read(cx, bytes, length, CSV_WINDOWS_1252, needed, COUNT(needed), register_row, &reading);
}

typedef struct { RegisterLink *links; size_t count, room; } Links;

static Error *link_row(Ctx *cx, const CsvRow *row, void *data)
{
    Links *links = data;
    const char *type = text_fold(cx, csv_cell(row, "LinkType"));
    bool back = begins(type, "predecessor"), forward = begins(type, "successor");
    if (!back && !forward) return OK;       /* sixth-form centres, changed age ranges: they continue nothing */
    const char *one = text_trim(cx, csv_cell(row, "URN")), *other = text_trim(cx, csv_cell(row, "LinkURN"));

    if (links->count == links->room) {
        RegisterLink *more = array(cx, RegisterLink, links->room ? links->room * 2 : 256);
        if (links->count) memcpy(more, links->links, links->count * sizeof *more);
        links->links = more, links->room = links->room ? links->room * 2 : 256;
    }
    links->links[links->count++] = (RegisterLink){
        .urn = back ? other : one, .linked_urn = back ? one : other,
        .kind = strstr(type, "merge") || strstr(type, "amalgam") ? "merger" : strstr(type, "split") ? "split" : "successor",
        .established_on = date_from_register(cx, text_trim(cx, csv_cell(row, "LinkEstablishedDate"))),
    };
    return OK;
}

Error *register_links_read(Ctx *cx, const char *bytes, size_t length, RegisterLink **list, size_t *count)
{
    static const char *const needed[] = { "URN", "LinkURN", "LinkType" };
    Links links = {0};
    TRY(csv_read(cx, bytes, length, CSV_WINDOWS_1252, needed, COUNT(needed), link_row, &links));
    *list = links.links, *count = links.count;
    return OK;
}
