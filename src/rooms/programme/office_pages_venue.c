/* The office's venues. */
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/programme/office_pages_venue.h"

static Error *venues_show(Ctx *cx, const Request *rq, Response *rs)
{
    Venue *list;
    size_t count;
    TRY(venues(cx, true, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Venues", .frame = FRAME_OFFICE, .current = "office-venues", .wide = true });
    ly_head_begin(out, "Venues");
    ly_head_buttons(out);
    ly_sheet_buttons(out, "/office/venues.csv");
    ly_small_button(out, "New venue", "/office/venues/new", true);
    ly_head_end(out, true);
    if (!count) ly_empty(out, (LyEmpty){ .title = "There are no venues yet", .words = "A venue says where people meet, and how they get in.", .act = "New venue", .act_href = "/office/venues/new", .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Venues by name", .boxed = true, LY_COLUMNS({ .text = "Venue" }, { .text = "Address" }, { .text = "Seats", .number = true }, { .text = "Status" }) });
        for (size_t i = 0; i < count; i++) {
            html(out, "<tr><th scope=\"row\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/venues/%ld\">%s</a></th><td>%s %s</td><td class=\"ly-num\">", list[i].id, list[i].name, list[i].address, list[i].postcode);
            if (list[i].places) html(out, "%ld", list[i].places);
            html(out, "</td><td>");
            ly_status_tiny(out, list[i].retired ? LY_QUIET : LY_GOOD, list[i].retired ? "Retired" : "In use");
            html(out, "</td></tr>\n");
        }
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *venues_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Venue", "Address", "Postcode", "Seats", "Access", "What is there", "Retired" };
    Venue *list;
    size_t count;
    Sheet sheet;
    TRY(venues(cx, true, &list, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        sheet_text(&sheet, list[i].name), sheet_text(&sheet, list[i].address), sheet_text(&sheet, list[i].postcode), sheet_text(&sheet, list[i].places ? text(cx, "%ld", list[i].places) : "");
        sheet_text(&sheet, list[i].access), sheet_text(&sheet, list[i].kit), sheet_text(&sheet, list[i].retired ? "yes" : "no");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "venues");
}

static void venue_form(Out *out, const Request *rq, Response *rs, const Venue *venue, const char *action)
{
    Ctx *cx = out->cx;
    form_begin(cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = venue->name });
    field_textarea(out, rq, (Textarea){ .name = "address", .label = "Address", .label_classes = "govuk-label--s", .rows = 3, .value = venue->address });
    field_text(out, rq, (TextInput){ .name = "postcode", .label = "Postcode", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .value = venue->postcode });
    field_text(out, rq, (TextInput){ .name = "places", .label = "Seats in the largest room", .label_classes = "govuk-label--s", .hint = "Leave empty when it is not known. No more places are offered than that", .classes = "govuk-input--width-5", .inputmode = "numeric",
        .value = venue->places ? text(cx, "%ld", venue->places) : "" });
    field_textarea(out, rq, (Textarea){ .name = "access", .label = "Access", .label_classes = "govuk-label--s", .hint = "One line each, like Step-free: level entrance from the car park", .rows = 5, .value = venue->access });
    field_textarea(out, rq, (Textarea){ .name = "kit", .label = "What is there", .label_classes = "govuk-label--s", .hint = "One line each, like Projector and screen, or Kitchen", .rows = 3, .value = venue->kit });
    govuk_button(out, (Button){ .text = "Save the venue", .prevent_double_click = YES });
    html(out, "</form>\n");
    if (venue->id) {
        form_begin(cx, rq, rs, text(cx, "/office/venues/%ld/retire", venue->id), false);
        html(out, "<input type=\"hidden\" name=\"retired\" value=\"%d\">", venue->retired ? 0 : 1);
        govuk_button(out, (Button){ .text = venue->retired ? "Use the venue again" : "Retire the venue", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
}

static Error *venue_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Venue fresh = { .name = "", .address = "", .postcode = "", .access = "", .kit = "" };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New venue", .frame = FRAME_OFFICE, .current = "office-venues", .back = "/office/venues" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">New venue</h1>\n");
    venue_form(out, rq, rs, &fresh, "/office/venues/new");
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *venue_show(Ctx *cx, const Request *rq, Response *rs)
{
    Venue venue = {0};
    TRY(venue_find(cx, rq->id, &venue));
    VenueParts parts;
    TRY(venue_parts(cx, rq->id, &parts));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = venue.name, .frame = FRAME_OFFICE, .current = "office-venues", .wide = true, CRUMBS({ "Venues", "/office/venues" }) });
    ly_head_begin(out, venue.name);
    ly_status(out, venue.retired ? LY_QUIET : LY_GOOD, venue.retired ? "Retired" : "In use");
    ly_head_buttons(out);
    ly_small_button(out, "Its diary", text(cx, "/office/venues/%ld/diary", rq->id), false);
    ly_head_end(out, true);
    html(out, "<div class=\"ly-split ly-split--even\"><div>\n");
    venue_form(out, rq, rs, &venue, text(cx, "/office/venues/%ld", rq->id));
    html(out, "</div><div>\n");
    venue_panels(out, rq, rs, &venue, &parts);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *venue_keep(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    const char *places = text_trim(cx, form_text(rq, "places"));
    Venue venue = { .id = id, .name = form_text(rq, "name"), .address = form_text(rq, "address"), .postcode = text_trim(cx, form_text(rq, "postcode")),
                    .access = form_text(rq, "access"), .kit = form_text(rq, "kit") };
    if (*places && !number_parse(places, 1, 100000, &venue.places)) venue.places = -1;
    TRY(venue_save(cx, &venue, &id));
    rs->flash = "The venue is saved.";
    return redirect(rs, "/office/venues");
}

static Error *venue_new_submit(Ctx *cx, Request *rq, Response *rs) { return venue_keep(cx, rq, rs, 0); }
static Error *venue_submit(Ctx *cx, Request *rq, Response *rs)     { return venue_keep(cx, rq, rs, rq->id); }

static Error *venue_retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool retired = form_number(rq, "retired", 0) == 1;
    TRY(venue_retire(cx, rq->id, retired));
    rs->flash = retired ? "The venue is retired. Where it was used, it stays." : "The venue is in use again.";
    return redirect(rs, "/office/venues");
}

ROUTES(office_venue_pages,
    GET ("/office/venues",            RUN_PROGRAMME, venues_show),
    SHEET("/office/venues",           RUN_PROGRAMME, venues_sheet),
    FORM("/office/venues/new",        RUN_PROGRAMME, venue_new_show, NULL, venue_new_submit),
    FORM("/office/venues/:id",        RUN_PROGRAMME, venue_show,     NULL, venue_submit),
    POST("/office/venues/:id/retire", RUN_PROGRAMME,                 NULL, venue_retire_submit),
);
