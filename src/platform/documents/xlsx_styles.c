/* Which formats of a workbook are dates: those the format has by number, and the workbook's own by the letters that stand for days and hours. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/xlsx_part.h"

enum { STYLES_MOST = 65536, OWN_FROM = 164 };

typedef struct { int64_t id; bool date; } Own;

static bool built_in_date(int64_t id) { return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58); }

/* "d mmm yyyy", "[$-809]dd/mm/yy", but not "£#,##0.00" or "0.00E+00": what stands in quotation marks or brackets is no part of it. */
static bool date_code(const char *code)
{
    for (; *code; code++) {
        if (*code == '"') { code += 1 + strcspn(code + 1, "\""); if (!*code) return false; }
        else if (*code == '[') { code += strcspn(code, "]"); if (!*code) return false; }
        else if (*code == '\\') { if (!*++code) return false; }
        else if (strchr("dDmMyYhH", *code)) return true;
        else if (strchr("0#?", *code)) return false;
    }
    return false;
}

static bool own_date(const Own *own, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (own[i].id == id) return own[i].date;
    return built_in_date(id);
}

Error *xlsx_dates(Book *book, const bool **dates, size_t *count)
{
    Ctx *cx = book->cx;
    Own own[1024];
    size_t own_count = 0;
    bool inside = false, *list = array(cx, bool, STYLES_MOST);
    Part part;
    *dates = list, *count = 0;
    if (!part_open(book, "xl/styles.xml", &part)) return book->error;
    while (part_next(&part)) {
        int64_t id = 0;
        if (part_begins(&part, "cellXfs")) inside = !part_is_empty(&part);
        else if (part_ends(&part, "cellXfs")) inside = false;
        else if (part_begins(&part, "numFmt") && own_count < COUNT(own) && number_parse(part_attribute(cx, &part, "numFmtId"), 0, INT32_MAX, &id))
            own[own_count++] = (Own){ id, date_code(part_attribute(cx, &part, "formatCode")) };
        else if (inside && part_begins(&part, "xf") && *count < STYLES_MOST) {
            (void)number_parse(part_attribute(cx, &part, "numFmtId"), 0, INT32_MAX, &id);
            list[(*count)++] = own_date(own, own_count, id);
        }
    }
    return book->error;
}
