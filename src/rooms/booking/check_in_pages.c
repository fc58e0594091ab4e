/* Checking in: a person's own code, the page that whoever scans it gets, the code in the room, and where it is typed. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/check_in.h"

enum { OWN_FRESH = 40, ROOM_FRESH = 30 };   /* seconds after which a script loads the page anew: well within a code's life */

static const char *register_href(Ctx *cx, int64_t event_id, int64_t session_id) { return text(cx, "/events/%ld/register/%ld", (long)event_id, (long)session_id); }

/* ---- one's own code ---- */

static void no_code(Out *out, const OwnCode *code)
{
    Ctx *cx = out->cx;
    if (code->opens_at) ly_note(out, LY_INFO, text(cx, "Your code is here from %s.", soon_words(cx, code->opens_at)));
    else ly_note(out, LY_INFO, "There is no session left to check in at.");
}

static Error *own_page(Ctx *cx, const Request *rq, Response *rs)
{
    OwnCode code;
    TRY(own_code(cx, rq->id, &code));
    const Registration *r = &code.registration;
    rs->private_page = true;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Check in: %s", r->title), .frame = FRAME_TASK, .back = text(cx, "/registrations/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">Check in</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0\">%s</p>\n", r->title);
    if (one_of(code.mark, "present part")) {
        ly_note(out, LY_GOOD, text(cx, "You are checked in, %s.", r->name));
    } else if (!*code.token) {
        no_code(out, &code);
    } else {
        html(out, "<section class=\"ly-panel ly-check-in\" data-ly-fresh=\"%d\">", OWN_FRESH);
        TRY(ly_qr(out, text(cx, "%s/check-in/%s", cx->partnership->url, code.token), text(cx, "The code of %s", r->name)));
        html(out, "<p class=\"govuk-body govuk-!-margin-bottom-1\"><b>%s</b></p><p class=\"ly-small ly-quiet govuk-!-margin-top-0\">Show this to whoever takes the register. It is yours alone and changes every minute.</p></section>\n", r->name);
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = "Show a new code", .href = text(cx, "/registrations/%ld/here", (long)rq->id), .classes = "govuk-button--secondary" });
        html(out, "<a class=\"govuk-link\" href=\"/here\">Type the code that is shown in the room</a></div>\n");
    }
    page_end(rs);
    return OK;
}

/* ---- who scans it ---- */

static Error *scan_show(Ctx *cx, const Request *rq, Response *rs)
{
    Scanned who;
    Error *stale = own_code_read(cx, rq->word, &who);
    if (stale && stale->kind != CONFLICT) return stale;
    const char *back = register_href(cx, who.event_id, who.session_id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Check in %s", who.name), .frame = FRAME_TASK, .back = back });
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-lede\">%s%s%s</p>\n", who.name, who.organisation, *who.organisation ? ". " : "", who.title);
    if (one_of(who.mark, "present part")) {
        ly_note(out, LY_GOOD, text(cx, "%s is checked in already.", who.name));
        govuk_button(out, (Button){ .text = "Back to the register", .href = back, .classes = "govuk-button--secondary" });
    } else if (stale) {
        if (!rq->posted) ly_note(out, LY_WARN, text(cx, "%s.", stale->say));   /* else the page begins with it */
        govuk_button(out, (Button){ .text = "Back to the register", .href = back, .classes = "govuk-button--secondary" });
    } else {
        html(out, "<p class=\"govuk-body\">Is this who stands before you?</p>\n");
        form_begin(cx, rq, rs, text(cx, "/check-in/%s", rq->word), false);
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = text(cx, "%s is here", who.name), .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"%s\">No: back to the register</a></div></form>\n", back);
    }
    page_end(rs);
    return OK;
}

static Error *scan_submit(Ctx *cx, Request *rq, Response *rs)
{
    Scanned who;
    TRY(own_code_scan(cx, rq->word, &who));
    rs->flash = text(cx, "%s is here. Scan the next code with your camera, or tap", who.name);
    return redirect(rs, register_href(cx, who.event_id, who.session_id));
}

/* ---- the code in the room ---- */

static void switch_form(Out *out, const Request *rq, Response *rs, bool on)
{
    Ctx *cx = out->cx;
    form_begin(cx, rq, rs, text(cx, "%s/room", register_href(cx, rq->id, rq->id2)), false);
    govuk_button(out, (Button){ .text = on ? "Switch it off" : "Switch it on", .name = "on", .value = on ? "0" : "1", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *room_show(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    bool on;
    int64_t here = 0;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    if (register_is_to_read(cx)) return forbidden(cx, "reads registers and shows no codes");
    TRY(room_code_is_on(cx, rq->id, &on));
    for (size_t i = 0; i < found.count; i++) here += one_of(found.rows[i].mark, "present part");
    int64_t opens_at = found.session.starts_at - CHECK_IN_BEFORE;
    const char *code = room_code(cx, rq->id2);

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Code for the room: %s", found.event.title), .frame = FRAME_TASK, .back = register_href(cx, rq->id, rq->id2) });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n", found.event.title);
    if (!on) {
        ly_note(out, LY_INFO, "Nobody checks themself in at this event: names are tapped on the register, or each person’s own code is scanned.");
    } else if (cx->now < opens_at || cx->now > found.session.ends_at) {
        ly_note(out, LY_INFO, cx->now < opens_at ? text(cx, "The code is here from %s.", soon_words(cx, opens_at)) : "The session is over, so there is no code for it any more.");
    } else {
        html(out, "<p class=\"ly-lede\">Check in: scan the square, or sign in and type the code at <b>%s/here</b></p>\n<section class=\"ly-panel ly-check-in ly-check-in--room\" data-ly-fresh=\"%d\">", cx->partnership->url, ROOM_FRESH);
        TRY(ly_qr(out, text(cx, "%s/here?code=%s", cx->partnership->url, code), "The code of this room"));
        html(out, "<span class=\"ly-code\">%s %s</span><p class=\"ly-quiet govuk-!-margin-0\">%ld of %ld here</p></section>\n", text_copy(cx, code, ROOM_CODE_LETTERS / 2), code + ROOM_CODE_LETTERS / 2, (long)here, (long)found.count);
        html(out, "<p class=\"ly-small ly-quiet\">It changes every two minutes. <a class=\"govuk-link\" href=\"%s/room\">Show a new code</a></p>\n", register_href(cx, rq->id, rq->id2));
    }
    switch_form(out, rq, rs, on);
    page_end(rs);
    return OK;
}

static Error *room_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool on = same(form_text(rq, "on"), "1");
    TRY(room_code_switch(cx, rq->id, rq->id2, on));
    rs->flash = on ? "People may check themselves in again" : "Nobody checks themself in at this event any more";
    return redirect(rs, text(cx, "%s/room", register_href(cx, rq->id, rq->id2)));
}

static Error *here_show(Ctx *cx, const Request *rq, Response *rs)
{
    SessionNow *list;
    size_t n, open = 0;
    TRY(sessions_now(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "I am here", .frame = FRAME_TASK, .back = "/my" });
    html(out, "<h1 class=\"govuk-heading-l\">Check in</h1>\n");
    for (size_t i = 0; i < n; i++) {
        bool is_in = one_of(list[i].mark, "present part");
        if (is_in) ly_note(out, LY_GOOD, text(cx, "You are checked in at %s.", list[i].title));
        else html(out, "<p class=\"govuk-body\"><b>%s</b> is on. <a class=\"govuk-link\" href=\"/registrations/%ld/here\">Show my own code instead</a></p>\n", list[i].title, (long)list[i].registration_id);
        open += !is_in;
    }
    if (!n)
        ly_empty(out, (LyEmpty){ .title = "Nothing of yours is on now", .words = "From half an hour before a session at which you have a place until its end, you check in here with the code that is shown in the room.",
                                 .act = "See what is coming up", .act_href = "/my" });
    if (open) {
        form_begin(cx, rq, rs, "/here", false);
        field_text(out, rq, (TextInput){ .name = "code", .label = "Code shown in the room", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .hint = "Six letters and figures, like K7M 4QX",
                                         .autocomplete = "off", .autocapitalize = "characters", .spellcheck = NO, .value = query_value(rq, "code") });
        govuk_button(out, (Button){ .text = "I am here", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    page_end(rs);
    return OK;
}

/* A wrong code is an answer, so that the try is counted. */
static Error *wrong(Ctx *cx, Request *rq, Response *rs, Error *error)
{
    rq->errors = error, rq->posted = true;
    rs->status = (int)error->kind;
    return here_show(cx, rq, rs);
}

static Error *here_submit(Ctx *cx, Request *rq, Response *rs)
{
    RoomCheckIn done;
    if (blank(form_text(rq, "code"))) return invalid(cx, "code", "Enter the code that is shown in the room");
    TRY(room_code_enter(cx, form_text(rq, "code"), &done));
    if (done.wait) return wrong(cx, rq, rs, too_many(cx, "That was too many tries. Wait %s, or show your own code to whoever takes the register", counted(cx, done.wait, "second", NULL)));
    if (!done.right) return wrong(cx, rq, rs, invalid(cx, "code", "That is not the code of this room now. It changes every two minutes: type the one that is shown"));
    rs->flash = text(cx, "You are checked in at %s", done.session.title);
    return redirect(rs, "/here");
}

ROUTES(check_in_pages,
    GET ("/registrations/:id/here",       SIGNED_IN, own_page),
    FORM("/check-in/*",                   SIGNED_IN, scan_show, NULL, scan_submit),
    FORM("/events/:id/register/:id/room", SIGNED_IN, room_show, NULL, room_submit),
    FORM("/here",                         SIGNED_IN, here_show, NULL, here_submit),
);
