/* Who has a venue when: for whoever plans an event, a department too. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/venue_diary.h"

enum { WEEKS = 6, WEEK = 7 };

static const char *monday_of(Ctx *cx, const char *date) { return date_add_days(cx, date, -date_weekday(date)); }

static int64_t midnight(const char *date)
{
    int64_t instant = 0;
    instant_of(date, 0, 0, false, &instant);
    return instant;
}

/* Where whoever asks finds it: their own in the office, others' in the programme, a foreign draft nowhere. */
static const char *event_path(Ctx *cx, const DiaryEntry *entry)
{
    int64_t scope = programme_scope(cx);
    if (!entry->event_id) return NULL;
    if (scope == SCOPE_ALL || scope == entry->owner_id) return text(cx, "/office/events/%ld", entry->event_id);
    return same(entry->state, "draft") ? NULL : text(cx, "/events/%ld", entry->event_id);
}

static void diary_row(Out *out, const DiaryEntry *entry, const char *on, bool first_of_day)
{
    Ctx *cx = out->cx;
    const char *status = "Blocked", *last = date_of(cx, entry->ends_at - 1);
    LyMeaning meaning = LY_BAD;
    if (entry->event_id) meaning = event_meaning(entry->state, entry->places, entry->taken, &status);
    html(out, "<tr><th scope=\"row\">");
    if (first_of_day) html(out, "%s", day_short(cx, on));
    else html(out, "<span class=\"govuk-visually-hidden\">%s</span>", day_short(cx, on));
    if (same(on, last)) html(out, "</th><td data-label=\"Time\" class=\"ly-nowrap\">%s", clock_range(cx, entry->starts_at, entry->ends_at));
    else html(out, "</th><td data-label=\"Time\">%s to %s, %s", clock_words(cx, entry->starts_at), day_short(cx, last), clock_words(cx, entry->ends_at));
    html(out, "</td><td data-label=\"Room\">%s</td><td data-label=\"What\">", *entry->room ? entry->room : "The whole venue");
    const char *path = event_path(cx, entry);
    if (path) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a>", path, entry->title);
    else html(out, "%s", entry->title);
    html(out, "</td><td data-label=\"Status\">");
    ly_status_tiny(out, meaning, status);
    html(out, "</td></tr>\n");
}

static void diary_table(Out *out, const Venue *venue, const DiaryEntry *entries, size_t count)
{
    Ctx *cx = out->cx;
    const char *before = "";
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = text(cx, "%s: who has it when", venue->name), .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Day" }, { .text = "Time" }, { .text = "Room" }, { .text = "What" }, { .text = "Status" }) });
    for (size_t i = 0; i < count; i++) {
        const char *on = date_of(cx, entries[i].starts_at);
        diary_row(out, &entries[i], on, !same(on, before));
        before = on;
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *diary_show(Ctx *cx, const Request *rq, Response *rs)
{
    Venue venue = {0};
    DiaryEntry *entries;
    size_t count;
    const char *asked = query_value(rq, "from"), *from = monday_of(cx, date_valid(asked) ? asked : cx->today), *till = date_add_days(cx, from, WEEKS * WEEK);
    TRY(venue_find(cx, rq->id, &venue));
    TRY(venue_diary(cx, rq->id, midnight(from), midnight(till), &entries, &count));
    const char *path = text(cx, "/office/venues/%ld/diary", rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Diary: %s", venue.name), .frame = FRAME_OFFICE, .current = "office-venues", .wide = true,
        .back = may(cx, RUN_PROGRAMME) ? text(cx, "/office/venues/%ld", rq->id) : "/office/programme" });
    ly_head_begin(out, venue.name);
    html(out, "<span class=\"ly-quiet ly-small\">%s to %s</span>", day_words(cx, from), day_words(cx, date_add_days(cx, till, -1)));
    ly_head_end(out, false);
    ly_filterbar_begin(out, path);
    ly_filter_text(out, "from", "Six weeks from", "date", from);
    ly_filterbar_end(out, "Show");
    if (count) diary_table(out, &venue, entries, count);
    else ly_empty(out, (LyEmpty){ .title = "It is free in these six weeks", .words = "Sessions planned here stand in its diary, drafts too, and so do the days when it is not available.", .plain = true });
    ly_parts(out, (LyParts){ .before = text(cx, "%s?from=%s", path, date_add_days(cx, from, -WEEKS * WEEK)), .before_text = "Earlier", .after = text(cx, "%s?from=%s", path, till), .after_text = "Later" });
    page_end(rs);
    return OK;
}

ROUTES(office_venue_diary_pages,
    GET("/office/venues/:id/diary", READ_PROGRAMME, diary_show),
);
