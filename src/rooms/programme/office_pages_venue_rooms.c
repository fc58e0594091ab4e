/* A venue's rooms, opening times, and when it is not to be had. */
#include <string.h>
#include "rooms/programme/office_pages_venue.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"

static const char *const weekdays[WEEKDAYS] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

Error *venue_parts(Ctx *cx, int64_t venue_id, VenueParts *parts)
{
    TRY(venue_rooms(cx, venue_id, &parts->rooms, &parts->room_count));
    TRY(venue_blocks(cx, venue_id, cx->now, &parts->blocks, &parts->block_count));
    return venue_hours(cx, venue_id, parts->hours, &parts->hours_known);
}

/* ---- the panels ---- */

/* What stands line by line, in one. */
static const char *in_a_line(Ctx *cx, const char *lines)
{
    Draft line = { .cx = cx };
    for (const char *at = lines; *at; at += strspn(at, "\r\n")) {
        size_t length = strcspn(at, "\r\n");
        if (length) draft_add(&line, "%s%.*s", line.length ? ", " : "", (int)length, at);
        at += length;
    }
    return draft_text(&line);
}

static void rooms_panel(Out *out, const Venue *venue, const VenueParts *parts)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Rooms", .tone = LY_FLUSH, .end_text = "Add a room", .end_href = text(cx, "/office/venues/%ld/rooms/new", venue->id) });
    if (!parts->room_count) html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">None is named, so there is one event here at a time. With rooms there is one in each.</p>\n");
    else {
        ly_table_begin(out, (LyTable){ .caption = "Rooms by name", .boxed = true, LY_COLUMNS({ .text = "Room" }, { .text = "Seats", .number = true }, { .text = "Status" }) });
        for (size_t i = 0; i < parts->room_count; i++) {
            const VenueRoom *room = &parts->rooms[i];
            html(out, "<tr><th scope=\"row\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/venues/%ld/rooms/%ld\">%s</a><span class=\"ly-sub\">%s</span></th><td class=\"ly-num\">", venue->id, room->id,
                 room->name, in_a_line(cx, room->kit));
            if (room->places) html(out, "%ld", room->places);
            html(out, "</td><td>");
            ly_status_tiny(out, room->retired ? LY_QUIET : LY_GOOD, room->retired ? "Retired" : "In use");
            html(out, "</td></tr>\n");
        }
        ly_table_end(out);
    }
    ly_panel_end(out);
}

static void hours_panel(Out *out, const Venue *venue, const VenueParts *parts)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Opening times", .end_text = "Change", .end_href = text(cx, "/office/venues/%ld/hours", venue->id) });
    if (!parts->hours_known) html(out, "<p class=\"ly-small ly-quiet\">Not known, so no session is refused for its hour.</p>\n");
    else {
        ly_facts_begin(out, false);
        for (size_t day = 0; day < WEEKDAYS; day++) {
            const OpenHours *hours = &parts->hours[day];
            ly_fact(out, weekdays[day], hours->closes ? text(cx, "%s to %s", minutes_clock(cx, hours->opens), minutes_clock(cx, hours->closes)) : "Closed");
        }
        ly_facts_end(out);
    }
    ly_panel_end(out);
}

static void blocks_panel(Out *out, const Request *rq, Response *rs, const Venue *venue, const VenueParts *parts)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Not available", .tone = LY_FLUSH, .end_text = "Block some days", .end_href = text(cx, "/office/venues/%ld/blocks/new", venue->id) });
    if (!parts->block_count) html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">No days are blocked. Put elections, building works or a letting here, and no session is held then.</p>\n");
    else {
        ly_table_begin(out, (LyTable){ .caption = "When it is not available, by date", .boxed = true, LY_COLUMNS({ .text = "From" }, { .text = "Until" }, { .text = "Why" }, { .text = "Act", .hidden = true }) });
        for (size_t i = 0; i < parts->block_count; i++) {
            const VenueBlock *block = &parts->blocks[i];
            html(out, "<tr><th scope=\"row\">%s<span class=\"ly-sub\">%s</span></th><td>%s<span class=\"ly-sub\">%s</span></td><td>%s<span class=\"ly-sub\">%s</span></td><td>", day_short(cx, date_of(cx, block->from_at)),
                 clock_words(cx, block->from_at), day_short(cx, date_of(cx, block->till_at - 1)), clock_words(cx, block->till_at), block->why, block->room_id ? block->room : "The whole venue");
            form_begin(cx, rq, rs, text(cx, "/office/venues/%ld/blocks/%ld/remove", venue->id, block->id), false);
            html(out, "<button type=\"submit\" class=\"ly-linklike\">Free it<span class=\"govuk-visually-hidden\"> again: %s</span></button></form></td></tr>\n", block->why);
        }
        ly_table_end(out);
    }
    ly_panel_end(out);
}

void venue_panels(Out *out, const Request *rq, Response *rs, const Venue *venue, const VenueParts *parts)
{
    rooms_panel(out, venue, parts);
    hours_panel(out, venue, parts);
    blocks_panel(out, rq, rs, venue, parts);
}

/* ---- one room ---- */

static Error *task_begin(Ctx *cx, const Request *rq, Response *rs, const char *title, Out **out)
{
    Venue venue = {0};
    TRY(venue_find(cx, rq->id, &venue));
    *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "office-venues", .back = text(cx, "/office/venues/%ld", rq->id) });
    html(*out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", venue.name, title);
    return OK;
}

static Error *room_page(Ctx *cx, const Request *rq, Response *rs, const VenueRoom *room)
{
    const char *path = room->id ? text(cx, "/office/venues/%ld/rooms/%ld", rq->id, room->id) : text(cx, "/office/venues/%ld/rooms/new", rq->id);
    Out *out;
    TRY(task_begin(cx, rq, rs, room->id ? "Change the room" : "Add a room", &out));
    form_begin(cx, rq, rs, path, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = room->name });
    field_text(out, rq, (TextInput){ .name = "places", .label = "Seats", .label_classes = "govuk-label--s", .hint = "Leave empty when it is not known. No more places are offered than that", .classes = "govuk-input--width-5",
        .inputmode = "numeric", .value = room->places ? text(cx, "%ld", room->places) : "" });
    field_textarea(out, rq, (Textarea){ .name = "kit", .label = "What is in it", .label_classes = "govuk-label--s", .hint = "One line each, like Projector and screen, or Tables for six", .rows = 4, .value = room->kit });
    field_textarea(out, rq, (Textarea){ .name = "access", .label = "Access", .label_classes = "govuk-label--s", .hint = "What differs from the venue’s, like First floor, lift by the stairs", .rows = 3, .value = room->access });
    govuk_button(out, (Button){ .text = "Save the room", .prevent_double_click = YES });
    html(out, "</form>\n");
    if (room->id) {
        form_begin(cx, rq, rs, text(cx, "%s/retire", path), false);
        html(out, "<input type=\"hidden\" name=\"retired\" value=\"%d\">", room->retired ? 0 : 1);
        govuk_button(out, (Button){ .text = room->retired ? "Use the room again" : "Retire the room", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *room_new_show(Ctx *cx, const Request *rq, Response *rs) { return room_page(cx, rq, rs, &(VenueRoom){ .name = "", .kit = "", .access = "" }); }

static Error *room_show(Ctx *cx, const Request *rq, Response *rs)
{
    VenueRoom room = {0};
    TRY(venue_room_find(cx, rq->id, rq->id2, &room));
    return room_page(cx, rq, rs, &room);
}

static Error *room_keep(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    const char *places = text_trim(cx, form_text(rq, "places"));
    VenueRoom room = { .id = id, .venue_id = rq->id, .name = form_text(rq, "name"), .kit = form_text(rq, "kit"), .access = form_text(rq, "access") };
    if (*places && !number_parse(places, 1, 100000, &room.places)) room.places = -1;
    TRY(venue_room_save(cx, &room, &id));
    rs->flash = "The room is saved.";
    return redirect(rs, text(cx, "/office/venues/%ld", rq->id));
}

static Error *room_new_submit(Ctx *cx, Request *rq, Response *rs) { return room_keep(cx, rq, rs, 0); }
static Error *room_submit(Ctx *cx, Request *rq, Response *rs)     { return room_keep(cx, rq, rs, rq->id2); }

static Error *room_retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool retired = form_number(rq, "retired", 0) == 1;
    TRY(venue_room_retire(cx, rq->id, rq->id2, retired));
    rs->flash = retired ? "The room is retired. Where it was used, it stays." : "The room is in use again.";
    return redirect(rs, text(cx, "/office/venues/%ld", rq->id));
}

/* ---- opening times ---- */

static Error *hours_show(Ctx *cx, const Request *rq, Response *rs)
{
    OpenHours hours[WEEKDAYS];
    bool known;
    TRY(venue_hours(cx, rq->id, hours, &known));
    Out *out;
    TRY(task_begin(cx, rq, rs, "Opening times", &out));
    html(out, "<p class=\"govuk-body\">A session outside them is refused. Leave both times of a day empty where it is closed, and all of them when they are not known.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/office/venues/%ld/hours", rq->id), false);
    for (size_t day = 0; day < WEEKDAYS; day++) {
        bool open = hours[day].closes > 0;
        html(out, "<fieldset class=\"govuk-fieldset\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">%s</legend><div class=\"ly-together\">\n", weekdays[day]);
        field_text(out, rq, (TextInput){ .name = text(cx, "opens_%zu", day), .label = "Opens", .classes = "govuk-input--width-5", .value = open ? minutes_clock(cx, hours[day].opens) : "" });
        field_text(out, rq, (TextInput){ .name = text(cx, "closes_%zu", day), .label = "Closes", .classes = "govuk-input--width-5", .value = open ? minutes_clock(cx, hours[day].closes) : "" });
        html(out, "</div></fieldset>\n");
    }
    govuk_button(out, (Button){ .text = "Save the opening times", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *hours_submit(Ctx *cx, Request *rq, Response *rs)
{
    HoursTyped typed[WEEKDAYS];
    for (size_t day = 0; day < WEEKDAYS; day++)
        typed[day] = (HoursTyped){ text_trim(cx, form_text(rq, text(cx, "opens_%zu", day))), text_trim(cx, form_text(rq, text(cx, "closes_%zu", day))) };
    TRY(venue_hours_set(cx, rq->id, typed));
    rs->flash = "The opening times are saved. Sessions that are planned already stay.";
    return redirect(rs, text(cx, "/office/venues/%ld", rq->id));
}

/* ---- not to be had ---- */

static Error *block_show(Ctx *cx, const Request *rq, Response *rs)
{
    VenueRoom *rooms;
    size_t count, n = 0;
    TRY(venue_rooms(cx, rq->id, &rooms, &count));
    Out *out;
    TRY(task_begin(cx, rq, rs, "Block some days", &out));
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[n++] = (SelectItem){ .value = "", .text = "The whole venue" };
    for (size_t i = 0; i < count; i++)
        if (!rooms[i].retired) items[n++] = (SelectItem){ .value = text(cx, "%ld", rooms[i].id), .text = rooms[i].name };
    form_begin(cx, rq, rs, text(cx, "/office/venues/%ld/blocks/new", rq->id), false);
    if (n > 1) field_select(out, rq, (Select){ .name = "room", .label = "What is not available", .label_classes = "govuk-label--s", .items = items, .count = n });
    html(out, "<div class=\"ly-together\">\n");
    field_date(out, rq, (DateField){ .name = "from_on", .legend = "From", .hint = "For example, 28 1 2027", .stored = "" });
    field_text(out, rq, (TextInput){ .name = "from_time", .label = "At", .hint = "Empty: from the morning", .classes = "govuk-input--width-5", .value = "" });
    html(out, "</div><div class=\"ly-together\">\n");
    field_date(out, rq, (DateField){ .name = "till_on", .legend = "Until", .hint = "Leave empty for the same day", .stored = "" });
    field_text(out, rq, (TextInput){ .name = "till_time", .label = "At", .hint = "Empty: to the end of the day", .classes = "govuk-input--width-5", .value = "" });
    html(out, "</div>\n");
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why", .label_classes = "govuk-label--s", .hint = "Whoever plans a session is told, like Elections", .value = "" });
    govuk_button(out, (Button){ .text = "Block it", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *block_submit(Ctx *cx, Request *rq, Response *rs)
{
    Error *errors = OK;
    int64_t id;
    BlockDraft draft = { .venue_id = rq->id, .room_id = form_number(rq, "room", 0), .from_time = form_text(rq, "from_time"), .till_time = form_text(rq, "till_time"), .why = form_text(rq, "why") };
    errors_add(&errors, form_date(cx, rq, "from_on", "The first day", &draft.from_on));
    errors_add(&errors, form_date(cx, rq, "till_on", "The last day", &draft.till_on));
    if (errors) return errors;
    TRY(venue_block_add(cx, &draft, &id));
    rs->flash = "It is blocked. No session is put there then.";
    return redirect(rs, text(cx, "/office/venues/%ld", rq->id));
}

static Error *block_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(venue_block_remove(cx, rq->id, rq->id2));
    rs->flash = "It is free again.";
    return redirect(rs, text(cx, "/office/venues/%ld", rq->id));
}

ROUTES(office_venue_room_pages,
    FORM("/office/venues/:id/rooms/new",         RUN_PROGRAMME, room_new_show, NULL, room_new_submit),
    FORM("/office/venues/:id/rooms/:id",         RUN_PROGRAMME, room_show,     NULL, room_submit),
    POST("/office/venues/:id/rooms/:id/retire",  RUN_PROGRAMME,                NULL, room_retire_submit),
    FORM("/office/venues/:id/hours",             RUN_PROGRAMME, hours_show,    NULL, hours_submit),
    FORM("/office/venues/:id/blocks/new",        RUN_PROGRAMME, block_show,    NULL, block_submit),
    POST("/office/venues/:id/blocks/:id/remove", RUN_PROGRAMME,                NULL, block_remove_submit),
);
