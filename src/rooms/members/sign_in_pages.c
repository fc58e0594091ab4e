/* Signing in: by password, by a link in a letter, by accepting an invitation; and signing out. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/mail/mail.h"
#include "platform/security/password.h"
#include "rooms/members/identity.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/person.h"
#include "rooms/members/permission.h"
#include "rooms/members/sign_in.h"

extern const RouteList sign_in_pages;

Error *sign_in_answer(Ctx *cx, const Request *rq, Response *rs, int64_t person_id, const char *factor, const char *next)
{
    const char *token;
    const Who *who;
    TRY(sign_in_begin(cx, person_id, rq->agent, factor, &token));
    TRY(sign_in_who(cx, token, &who));
    rs->cookie = token;
    return redirect(rs, who->withheld ? text(cx, "/sign-in/second?next=%s", text_url(cx, next)) : next);
}

/* ---- with a password ---- */

static void provider_buttons(Ctx *cx, Out *out, const Request *rq, const IdentityProvider *list, size_t count)
{
    for (size_t i = 0; i < count && !list[i].retired; i++)
        govuk_button(out, (Button){ .text = text(cx, "Use my %s", list[i].name), .href = text(cx, "/sign-in/with/%s?next=%s", list[i].slug, text_url(cx, next_path(rq, "/my"))), .classes = "govuk-button--secondary ly-full" });
}

static Error *sign_in_show(Ctx *cx, const Request *rq, Response *rs)
{
    IdentityProvider *providers;
    size_t provider_count;
    TRY(providers_all(cx, &providers, &provider_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Sign in", .frame = FRAME_PUBLIC, .wide = true });
    html(out, "<div class=\"ly-split ly-split--right\"><div class=\"ly-narrow\"><h1 class=\"govuk-heading-xl govuk-!-margin-bottom-3\">Sign in</h1>\n");
    form_begin(cx, rq, rs, "/sign-in", false);
    html(out, "<input type=\"hidden\" name=\"next\" value=\"%s\">", next_path(rq, "/my"));
    field_text(out, rq, (TextInput){ .name = "email", .label = "Work email", .label_classes = "govuk-label--s", .hint = "The address your school uses for you",
                                     .type = "email", .autocomplete = "username", .spellcheck = NO });
    field_password(out, rq, (PasswordInput){ .name = "password", .label = "Password", .label_classes = "govuk-label--s" });
    html(out, "<p class=\"govuk-body-s\"><a class=\"govuk-link\" href=\"/sign-in/link?for=password\">I have forgotten it</a></p>\n");
    govuk_button(out, (Button){ .text = "Sign in", .classes = "ly-full", .prevent_double_click = YES });
    html(out, "<p class=\"ly-or\"><span>or without a password</span></p>\n");
    govuk_button(out, (Button){ .text = "Email me a sign-in link", .name = "for", .value = "sign-in", .attributes = ATTRIBUTES({ "formaction", "/sign-in/link" }),
                                .classes = "govuk-button--secondary ly-full", .prevent_double_click = YES });
    html(out, "</form>");
    provider_buttons(cx, out, rq, providers, provider_count);
    html(out, "</div>\n<aside aria-label=\"No account yet\"><section class=\"ly-panel ly-panel--tint ly-small\">"
              "<h2 class=\"ly-h govuk-!-margin-bottom-2\">No account yet?</h2><ul class=\"ly-plain\">"
              "<li><b>You work at a school here</b><br>Your CPD lead or school administrator adds you, and an invitation comes by email.</li>"
              "<li><b>You are a governor or clerk</b><br>The clerk or your school’s administrator adds you.</li>");
    if (*cx->partnership->email)
        html(out, "<li><b>Nobody there can help</b><br>Write to <a class=\"govuk-link\" href=\"mailto:%s\">%s</a>.</li>", cx->partnership->email, cx->partnership->email);
    html(out, "<li><b>You only want to look</b><br>The <a class=\"govuk-link\" href=\"/courses\">programme</a> is open to all.</li></ul></section></aside></div>\n");
    page_end(rs);
    return OK;
}

typedef struct { Guesser guesser; int64_t person_id, wait; bool right; } Try;

/* The same steps whether or not anybody has the address: a look, a wait, a hash. */
static Error *sign_in_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Try *try = new(cx, Try);
    Person person;
    bool found, knows = false;
    Error *errors = OK;
    const char *email = text_trim(cx, form_text(rq, "email"));
    if (blank(email)) errors_add(&errors, invalid(cx, "email", "Enter your email address"));
    else if (!email_valid(email)) errors_add(&errors, invalid(cx, "email", "Enter an email address with an @, like name@school.example"));
    if (!*form_text(rq, "password")) errors_add(&errors, invalid(cx, "password", "Enter your password, or have a sign-in link emailed to you"));
    if (errors) return errors;

    TRY(person_by_email(cx, email, &person, &found));
    TRY(sign_in_knows_device(cx, found ? person.id : 0, cookie_sign_in(rq), &knows));
    try->guesser = (Guesser){ email, knows ? cookie_sign_in(rq) : "" };
    TRY(attempt_wait(cx, &try->guesser, &try->wait));
    if (!try->wait) TRY(password_verify(cx, found ? person.password_hash : "", form_text(rq, "password"), &try->right));
    try->person_id = found ? person.id : 0;
    rq->prepared = try;
    return OK;
}

static Error *sign_in_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Try *try = rq->prepared;
    int64_t wait = try->wait;
    if (!wait) TRY(attempt_wait(cx, &try->guesser, &wait));   /* others may have failed while this password was hashed */
    if (wait) return answer_again(cx, rq, rs, sign_in_show, too_many(cx, "That was too many tries. Wait %s, or have a sign-in link emailed to you now", wait_words(cx, wait)));
    if (!try->right) {
        TRY(attempt_failed(cx, &try->guesser));
        TRY(trail(cx, "sign_in.failed", try->person_id, NULL));
        return answer_again(cx, rq, rs, sign_in_show, invalid(cx, "email", "That address and password do not belong together. Try again, or have a sign-in link emailed to you"));
    }
    TRY(attempt_succeeded(cx, &try->guesser));
    return sign_in_answer(cx, rq, rs, try->person_id, "", next_path(rq, "/my"));
}

/* ---- a link by mail ---- */

static bool for_password(const Request *rq)
{
    return same(*form_text(rq, "for") ? form_text(rq, "for") : query_value(rq, "for"), "password");
}

static Error *ask_show(Ctx *cx, const Request *rq, Response *rs)
{
    bool password = for_password(rq);
    const char *title = password ? "Set a new password" : "Email me a sign-in link";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .back = "/sign-in" });
    html(out, "<div class=\"ly-narrow\"><h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">%s</p>\n", title,
         password ? "We email you a link. The page it opens lets you choose a new password." : "The link signs you in once, within an hour. You need no password.");
    form_begin(cx, rq, rs, "/sign-in/link", false);
    if (password) html(out, "<input type=\"hidden\" name=\"for\" value=\"password\">");
    field_text(out, rq, (TextInput){ .name = "email", .label = "Work email", .label_classes = "govuk-label--s", .type = "email", .autocomplete = "username", .spellcheck = NO });
    govuk_button(out, (Button){ .text = "Email me the link", .classes = "ly-full", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *ask_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *email = text_trim(cx, form_text(rq, "email"));
    if (blank(email) && same(form_text(rq, "for"), "sign-in")) return redirect(rs, "/sign-in/link");   /* the sign-in page's button, before anything was typed */
    if (blank(email)) return invalid(cx, "email", "Enter your email address");
    if (!email_valid(email)) return invalid(cx, "email", "Enter an email address with an @, like name@school.example");
    TRY(link_ask(cx, email, for_password(rq) ? "password" : "sign-in"));
    return redirect(rs, "/sign-in/sent");
}

static Error *sent_page(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Look in your email", .frame = FRAME_PUBLIC, .back = "/sign-in" });
    html(out, "<h1 class=\"govuk-heading-l\">Look in your email</h1>\n"
              "<p class=\"govuk-body\">If that address is known here, a letter with a link is on its way. It works once, within an hour.</p>\n"
              "<p class=\"govuk-body\">Nothing after five minutes? Look in the folder for unwanted mail, or try the address that your school uses for you. "
              "If that does not help, your school’s administrator can see which address we hold.</p>\n"
              "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/sign-in/link\">Use another address</a></p>\n");
    page_end(rs);
    return OK;
}

/* ---- the page that a link opens: looking at it uses nothing up, for mail programs look at links too ---- */

static void link_is_over(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "This link no longer works", .frame = FRAME_TASK });
    html(out, "<h1 class=\"govuk-heading-l\">This link no longer works</h1>\n"
              "<p class=\"govuk-body\">It has been used already, or it is too old. Nothing is lost: have a new one sent.</p>\n");
    govuk_button(out, (Button){ .text = "Email me a new link", .href = "/sign-in/link" });
    page_end(rs);
    rs->private_page = true;
}

static Error *link_show(Ctx *cx, const Request *rq, Response *rs)
{
    Link link;
    bool found;
    TRY(link_find(cx, rq->word, &link, &found));
    if (!found) {
        link_is_over(cx, rq, rs);
        return OK;
    }
    bool invitation = same(link.purpose, "invitation"), password = same(link.purpose, "password");
    const char *title = invitation ? text(cx, "Welcome, %s", link.name) : password ? "Set a new password" : "Sign in";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_TASK });
    html(out, "<div class=\"ly-narrow\"><h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    if (invitation) html(out, "<p class=\"govuk-body\">You have an account at %s, with the address %s. Sign in now; a password is optional, "
                              "for you can always have a link emailed instead.</p>\n", cx->partnership->name, link.email);
    else html(out, "<p class=\"govuk-body\">You are %s, %s.</p>\n", link.name, link.email);
    form_begin(cx, rq, rs, text(cx, "/sign-in/link/%s", rq->word), false);
    if (invitation || password)
        field_password(out, rq, (PasswordInput){ .name = "password", .label = invitation ? "Choose a password (optional)" : "New password", .label_classes = "govuk-label--s",
                       .hint = "10 characters or more. Three words that do not belong together make a good one", .autocomplete = "new-password" });
    govuk_button(out, (Button){ .text = password ? "Save the password and sign in" : "Sign in", .classes = "ly-full", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *link_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Link link;
    bool found;
    const char *password = form_text(rq, "password"), *hash = NULL;
    TRY(link_find(cx, rq->word, &link, &found));
    if (found && same(link.purpose, "password") && !*password) return invalid(cx, "password", "Enter a new password");
    if (found && !same(link.purpose, "sign-in") && *password) {
        TRY(password_check(cx, "password", password, text(cx, "%s %s", link.name, link.email)));
        TRY(password_hash(cx, password, &hash));
    }
    rq->prepared = (void *)(uintptr_t)hash;
    return OK;
}

static Error *link_submit(Ctx *cx, Request *rq, Response *rs)
{
    Link link;
    const char *hash = rq->prepared;
    TRY(link_use(cx, rq->word, &link));
    if (hash) {
        TRY(person_set_password(cx, link.person_id, hash));
        if (link.has_password) TRY(sign_ins_end_others(cx, link.person_id, 0));    /* whoever knew the old one is out */
    }
    TRY(attempt_succeeded(cx, &(Guesser){ link.email, "" }));
    return sign_in_answer(cx, rq, rs, link.person_id, "", "/my");
}

static Error *sign_out_submit(Ctx *cx, Request *rq, Response *rs)
{
    if (cx->who->sign_in_id) TRY(sign_in_end(cx, cx->who->sign_in_id));
    rs->cookie = "", rs->flash = "You are signed out";
    return redirect(rs, "/");
}

static const Route routes[] = {
    FORM("/sign-in",        PUBLIC, sign_in_show, sign_in_prepare, sign_in_submit),
    FORM("/sign-in/link",   PUBLIC, ask_show, NULL, ask_submit),
    GET ("/sign-in/sent",   PUBLIC, sent_page),
    FORM("/sign-in/link/*", PUBLIC, link_show, link_prepare, link_submit),
    POST("/sign-out",       SIGNED_IN, NULL, sign_out_submit),
};
const RouteList sign_in_pages = { routes, COUNT(routes) };
