/* The page that the letter to a new address leads to: looking at it changes nothing, its button does. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/address_change.h"
#include "rooms/members/permission.h"

extern const RouteList address_change_pages;

static Error *confirm_show(Ctx *cx, const Request *rq, Response *rs)
{
    AddressChange change;
    bool found;
    TRY(address_by_link(cx, rq->word, &change, &found));
    const char *title = found ? "Use this address?" : "This link no longer works";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_TASK });
    html(out, "<div class=\"ly-narrow\"><h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    if (!found) {
        html(out, "<p class=\"govuk-body\">It has been used already, or it is too old, or another address was asked for since. Your account says which address holds.</p>\n");
        govuk_button(out, (Button){ .text = "My account", .href = "/account" });
    } else {
        html(out, "<p class=\"govuk-body\">Letters to %s then go to <b>%s</b>, and no more to %s. You sign in with the new address, and are signed out everywhere but here.</p>\n", change.name, change.email, change.old_email);
        form_begin(cx, rq, rs, text(cx, "/sign-in/address/%s", rq->word), false);
        govuk_button(out, (Button){ .text = "Use this address", .classes = "ly-full", .prevent_double_click = YES });
        html(out, "</form>");
    }
    html(out, "</div>\n");
    page_end(rs);
    rs->private_page = true;
    return OK;
}

static Error *confirm_submit(Ctx *cx, Request *rq, Response *rs)
{
    AddressChange change;
    TRY(address_confirm(cx, rq->word, &change));
    rs->flash = text(cx, "Your address is now %s", change.email);
    return redirect(rs, cx->who && cx->who->sign_in_id ? "/account" : "/sign-in");
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(address_drop(cx, cx->who->id));
    rs->flash = "Your address stays as it is";
    return redirect(rs, "/account");
}

static const Route routes[] = {
    FORM("/sign-in/address/*",    PUBLIC, confirm_show, NULL, confirm_submit),
    POST("/account/address/drop", SIGNED_IN, NULL, drop_submit),
};
const RouteList address_change_pages = { routes, COUNT(routes) };
