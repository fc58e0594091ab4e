/* Somebody stands at the door who has not booked. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/walk_in.h"

static void school_field(Out *out, const Request *rq, const WalkInOrganisation *list, size_t n)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n + 2);
    items[0] = (SelectItem){ .value = "", .text = "Choose a school" };
    items[1] = (SelectItem){ .value = "none", .text = "No school: they come for themselves" };
    for (size_t i = 0; i < n; i++) items[i + 2] = (SelectItem){ .value = text(cx, "%ld", (long)list[i].id), .text = list[i].name };
    field_select(out, rq, (Select){ .name = "organisation", .label = "School", .label_classes = "govuk-label--s", .items = items, .count = n + 2 });
}

/* Whoever is marked present is here, and keeps their place. */
static void instead_field(Out *out, const Request *rq, const AttendanceRegister *found, bool full)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, found->count + 1);
    size_t n = 0;
    items[n++] = (SelectItem){ .value = "", .text = full ? "Choose whose place" : "Nobody: a free place" };
    for (size_t i = 0; i < found->count; i++)
        if (!one_of(found->rows[i].mark, "present part"))
            items[n++] = (SelectItem){ .value = text(cx, "%ld", (long)found->rows[i].registration_id),
                                       .text = text(cx, "%s%s%s", found->rows[i].name, *found->rows[i].organisation ? ", " : "", found->rows[i].organisation) };
    const char *asked = query_value(rq, "instead_of");
    field_select(out, rq, (Select){ .name = "instead_of", .value = asked, .label = "Instead of", .label_classes = "govuk-label--s",
                                    .hint = "Somebody booked who has not come. Their place passes on, and nothing is said of a no-show", .items = items, .count = n });
}

static Error *walk_in_show(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    WalkInOrganisation *list;
    size_t n;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    if (register_is_to_read(cx)) return forbidden(cx, "reads registers and adds nobody");
    TRY(walk_in_organisations(cx, &list, &n));
    const char *here = text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2);
    int64_t left = found.event.places - found.event.taken;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Walk-in: %s", found.event.title), .frame = FRAME_TASK, .back = here });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">Somebody came without booking</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-4\">%s, %s, %s</p>\n", found.event.title,
         day_words(cx, date_of(cx, found.session.starts_at)), clock_range(cx, found.session.starts_at, found.session.ends_at));
    html(out, "<p class=\"govuk-body\">%s Whoever you add is marked present, and told by email.</p>\n",
         left > 0 ? text(cx, "%s free.", counted(cx, left, "place is", "places are")) : "All places are taken: say whose place it is, if somebody has not come.");
    form_begin(cx, rq, rs, text(cx, "%s/walk-in", here), false);
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address", .label_classes = "govuk-label--s", .type = "email", .autocomplete = "off", .spellcheck = NO,
                                     .hint = "If we know it, this is enough: name and school are known with it" });
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .autocomplete = "off" });
    school_field(out, rq, list, n);
    if (found.count) instead_field(out, rq, &found, left < 1);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Add to the register", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Back to the register</a></div></form>\n", here);
    page_end(rs);
    return OK;
}

static Error *walk_in_submit(Ctx *cx, Request *rq, Response *rs)
{
    WalkIn who = { .name = text_trim(cx, form_text(rq, "name")), .email = text_trim(cx, form_text(rq, "email")), .organisation_id = form_number(rq, "organisation", 0),
                   .for_themselves = same(form_text(rq, "organisation"), "none"), .instead_of = form_number(rq, "instead_of", 0) };
    WalkedIn came;
    if (!*who.email) return invalid(cx, "email", "Enter their email address");
    TRY(walk_in_add(cx, rq->id, rq->id2, &who, &came));
    rs->flash = text(cx, "%s %s, and marked present", came.name, came.was_booked ? "had booked" : "is on the register");
    return redirect(rs, text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2));
}

ROUTES(walk_in_pages,
    FORM("/events/:id/register/:id/walk-in", SIGNED_IN, walk_in_show, NULL, walk_in_submit),
);
