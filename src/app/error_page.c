#include "app/error_page.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"

static void not_found(Ctx *cx, Out *out)
{
    html(out, "<h1 class=\"govuk-heading-xl\">We cannot find that page</h1>"
              "<p class=\"govuk-body\">If you typed the address, check it. If you followed a link from an email of ours, the event may have been "
              "moved: search for its name.</p>");
    if (cx->who) html(out, "<p class=\"govuk-body\">If it is about another school or department of yours, change to your post there under your name at the top.</p>");
    ly_search(out, (LySearch){ .action = "/courses", .name = "q", .label = "Search the programme", .placeholder = "Try phonics, first aid or new governor", .line = true });
    html(out, "<p class=\"govuk-body govuk-!-margin-top-5\">Or go to the <a class=\"govuk-link\" href=\"/courses\">programme</a>");
    if (cx->who) html(out, ", <a class=\"govuk-link\" href=\"/my\">your home page</a> or <a class=\"govuk-link\" href=\"/help\">help</a>.</p>");
    else html(out, ", <a class=\"govuk-link\" href=\"/help\">help</a>, or <a class=\"govuk-link\" href=\"/sign-in\">sign in</a>: some pages open only to those they are for.</p>");
}

static void not_allowed(Ctx *cx, Out *out)
{
    html(out, "<h1 class=\"govuk-heading-xl\">This page is not open to you</h1>");
    if (cx->who && cx->who->post_id)
        html(out, "<p class=\"govuk-body\">You are signed in as %s, %s at %s, and that post does not open this page. If you hold another post, change "
                  "to it under your name at the top.</p>", cx->who->name, cx->who->post, cx->who->organisation);
    else if (cx->who)
        html(out, "<p class=\"govuk-body\">You are signed in as %s. You hold no current post that opens this page: your school’s administrator can "
                  "give you one.</p>", cx->who->name);
    if (cx->who) html(out, "<p class=\"govuk-body\">Go to <a class=\"govuk-link\" href=\"/my\">your home page</a> or to the <a class=\"govuk-link\" href=\"/courses\">programme</a>.</p>");
    else html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/courses\">Go to the programme</a></p>");
}

/* What the partnership can be asked, with the number that finds this request in the log. */
static void ask_us(Ctx *cx, Out *out)
{
    const Partnership *us = cx->partnership;
    html(out, "<p class=\"govuk-body\">If it happens again, write to <a class=\"govuk-link\" href=\"mailto:%s\">%s</a>", us->email, us->email);
    if (!blank(us->telephone)) html(out, " or ring %s", us->telephone);
    html(out, " and say this number:</p><p class=\"ly-ref\">%s</p><p class=\"ly-small ly-quiet\">%s</p>", cx->request_id, moment_words(cx, cx->now));
}

static void our_fault(Ctx *cx, Out *out, const Request *rq, const Error *error)
{
    if (error->unknown) {
        html(out, "<h1 class=\"govuk-heading-xl\">We cannot tell whether this was done</h1>"
                  "<p class=\"govuk-body\">What you sent arrived, but the last step was not confirmed.</p>"
                  "<p class=\"govuk-body\">Wait a minute, then load this page again and let your browser send the form once more: it is carried out once only, however often it is sent.</p>");
        ask_us(cx, out);
        return;
    }
    html(out, "<h1 class=\"govuk-heading-xl\">%s</h1>", error->kind == UNAVAILABLE ? "This cannot be done at the moment" : "Something went wrong, and it is our fault");
    if (same(rq->method, "POST")) html(out, "<p class=\"govuk-body\">What you sent was <b>not</b> carried out, and nothing was charged.</p>");
    html(out, "<p class=\"govuk-body\">Wait a minute, then try again. <a class=\"govuk-link\" href=\"/courses\">Go to the programme</a></p>");
    ask_us(cx, out);
}

/* What a person can put right: too many tries, too large a file, a form that has aged, a place gone meanwhile. */
static void refused(Out *out, const Error *error)
{
    html(out, "<h1 class=\"govuk-heading-xl\">%s</h1>", error->kind == TOO_MANY ? "Try again a little later" : error->kind == TOO_LARGE ? "That is too large" :
              "That could not be done");
    for (const Error *e = error; e; e = e->next) html(out, "<p class=\"govuk-body\">%s</p>", e->say);
    html(out, "<p class=\"govuk-body\">Go back to change what you sent, or go to the <a class=\"govuk-link\" href=\"/courses\">programme</a>.</p>");
}

static const char *title(const Error *error)
{
    switch (error->kind) {
    case MISSING:         return "Page not found";
    case FORBIDDEN:
    case REFUSED_SIGN_IN: return "Not open to you";
    case BROKEN:
    case UNAVAILABLE:     return "Something went wrong";
    default:              return "Not done";
    }
}

void error_page(Ctx *cx, const Request *rq, Response *rs, const Error *error)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title(error) });

    rs->status = (int)error->kind;
    rs->private_page = true;
    html(out, "<div class=\"ly-narrow-page\">");
    switch (error->kind) {
    case MISSING:         not_found(cx, out); break;
    case FORBIDDEN:
    case REFUSED_SIGN_IN: not_allowed(cx, out); break;
    case BROKEN:
    case UNAVAILABLE:     our_fault(cx, out, rq, error); break;
    default:              refused(out, error); break;
    }
    html(out, "</div>");
    page_end(rs);
}
