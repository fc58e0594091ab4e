/* How often notices come, and which came of late. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/notice.h"

enum { SHOWN = 30 };

extern const RouteList notice_pages;

static const char *waits_words(const char *pace) { return same(pace, "weekly") ? "Comes on Monday" : same(pace, "daily") ? "Comes tomorrow morning" : "On its way"; }

static void notices_list(Out *out, const NoticeKept *notices, size_t count, const char *pace)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Your notices" });
    if (!count) ly_empty(out, (LyEmpty){ .title = "There is none yet", .words = "What you may like to hear of will stand here, and comes by letter as often as you choose.", .act = "See the programme", .act_href = "/courses", .plain = true });
    else html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++)
        html(out, "<li><a class=\"govuk-link\" href=\"%s\">%s</a>%s%s<br><span class=\"ly-quiet ly-small\">%s%s%s</span></li>\n", notices[i].link, notices[i].subject, *notices[i].words ? ". " : "", notices[i].words,
             date_words(cx, date_of(cx, notices[i].made_at)), notices[i].letter ? "" : ". ", notices[i].letter ? "" : waits_words(pace));
    if (count) html(out, "</ul>");
    ly_panel_end(out);
}

static Error *notices_show(Ctx *cx, const Request *rq, Response *rs)
{
    static const Option paces[] = {
        { .value = "at once", .text = "At once", .hint = "A letter for each" },
        { .value = "daily",   .text = "Once a day", .hint = "One letter at 7am, where there is anything" },
        { .value = "weekly",  .text = "Once a week", .hint = "One letter on Monday at 7am, where there is anything" },
    };
    const char *pace;
    NoticeKept *notices;
    size_t count;
    TRY(notice_pace(cx, &pace));
    TRY(notices_mine(cx, SHOWN, &notices, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Notices", .frame = FRAME_PUBLIC, .current = "account", .back = "/account", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">Notices</h1>\n<div class=\"ly-split ly-split--right\"><div class=\"ly-narrow\">"
              "<p class=\"govuk-body\">What you may like to hear, such as new dates that a search of yours has found. What is about a place of yours, booked, offered, moved or cancelled, always comes at once.</p>\n");
    form_begin(cx, rq, rs, "/account/notices", false);
    field_radios(out, rq, (Radios){ .name = "pace", .legend = "How often notices come", .legend_classes = "govuk-fieldset__legend--m", .value = pace, .items = paces, .count = COUNT(paces) });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/account\">Change nothing</a></div></form></div>\n<div>");
    notices_list(out, notices, count, pace);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *notices_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *pace = form_text(rq, "pace");
    TRY(notice_pace_set(cx, pace));
    rs->flash = same(pace, "weekly") ? "Your notices come once a week, on Monday" : same(pace, "daily") ? "Your notices come once a day" : "Your notices come at once";
    return redirect(rs, "/account/notices");
}

static const Route routes[] = { FORM("/account/notices", SIGNED_IN, notices_show, NULL, notices_submit) };
const RouteList notice_pages = { routes, COUNT(routes) };
