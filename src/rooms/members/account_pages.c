/* One's own account: name and address, password, where one is signed in, and the posts one holds. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/mail/mail.h"
#include "platform/security/password.h"
#include "rooms/members/address_change.h"
#include "rooms/members/identity.h"
#include "rooms/members/members.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"
#include "rooms/members/proof_pages.h"
#include "rooms/members/own_passkey_pages.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"

extern const RouteList account_pages;

/* ---- the account ---- */

static void posts_list(Ctx *cx, Out *out, const Post *posts, size_t count)
{
    html(out, "<section class=\"ly-panel\"><div class=\"ly-panel__head\"><h2 class=\"ly-h\">My posts</h2>");
    if (count > 1) html(out, "<span class=\"ly-end\"><a class=\"govuk-link\" href=\"/posts\">Act in another</a></span>");
    html(out, "</div>");
    if (!count) html(out, "<p class=\"govuk-body\">You hold no post. You still see your own record. Your school’s administrator or the partnership’s office can add one.</p>");
    else html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++)
        html(out, "<li><b>%s</b>, %s<br><span class=\"ly-quiet ly-small\">%s%s</span></li>\n", post_words(cx, &posts[i]), posts[i].organisation,
             post_span(cx, &posts[i]), post_is_current(cx, &posts[i]) ? "" : " (not current)");
    if (count) html(out, "</ul>");
    html(out, "</section>\n");
}

/* "Firefox on Windows", of what a browser says about itself; the first name that fits, for they all claim to be each other. */
static const char *device_words(Ctx *cx, const char *agent)
{
    static const char *const browsers[][2] = { { "Edg", "Edge" }, { "OPR/", "Opera" }, { "SamsungBrowser", "Samsung Internet" }, { "Firefox", "Firefox" },
                                               { "FxiOS", "Firefox" }, { "CriOS", "Chrome" }, { "Chrome", "Chrome" }, { "Safari", "Safari" } };
    static const char *const systems[][2] = { { "iPhone", "an iPhone" }, { "iPad", "an iPad" }, { "Android", "Android" }, { "CrOS", "a Chromebook" },
                                              { "Windows", "Windows" }, { "Mac OS", "a Mac" }, { "Linux", "Linux" } };
    const char *browser = NULL, *system = NULL;
    for (size_t i = 0; i < COUNT(browsers) && !browser; i++)
        if (strstr(agent, browsers[i][0])) browser = browsers[i][1];
    for (size_t i = 0; i < COUNT(systems) && !system; i++)
        if (strstr(agent, systems[i][0])) system = systems[i][1];
    if (!browser) return *agent ? agent : "A browser that did not say what it is";
    return system ? text(cx, "%s on %s", browser, system) : browser;
}

static void sign_ins_list(Ctx *cx, const Request *rq, Response *rs, const SignIn *list, size_t count)
{
    Out *out = &rs->out;
    html(out, "<section class=\"ly-panel\"><div class=\"ly-panel__head\"><h2 class=\"ly-h\" id=\"sign-ins\">Where you are signed in</h2></div><ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        bool here = list[i].id == cx->who->sign_in_id;
        html(out, "<li><b>%s</b>%s<br><span class=\"ly-quiet ly-small\">since %s", device_words(cx, list[i].device),
             here ? " (this one)" : "", moment_words(cx, list[i].began_at));
        if (*list[i].address) html(out, ", from %s", list[i].address);
        html(out, "</span>");
        if (!here) {
            form_begin(cx, rq, rs, text(cx, "/account/sign-ins/%ld/end", list[i].id), false);
            html(out, "<button type=\"submit\" class=\"ly-linklike ly-small\">Sign out there<span class=\"govuk-visually-hidden\"> (since %s)</span></button></form>",
                 moment_words(cx, list[i].began_at));
        }
        html(out, "</li>\n");
    }
    html(out, "</ul>");
    if (count > 1) {
        form_begin(cx, rq, rs, "/account/sign-ins/end-others", false);
        govuk_button(out, (Button){ .text = "Sign out everywhere else", .classes = "govuk-button--secondary ly-small-button govuk-!-margin-top-3" });
        html(out, "</form>");
    }
    html(out, "</section>\n");
}

static void app_words(Ctx *cx, Out *out, const SecondFactor *has)
{
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\" id=\"app\">Authenticator app</h2>\n<p class=\"govuk-body\">");
    if (!has->app_set_at) {
        html(out, "You have set up none. Where a post of yours shows you other people’s data, a code of it is asked for when you sign in. <a class=\"govuk-link\" href=\"/account/second-factor\">Set one up</a></p>");
        return;
    }
    html(out, "Set up on %s. You have %s left. <a class=\"govuk-link\" href=\"/account/recovery-codes\">Make new recovery codes</a> or <a class=\"govuk-link\" href=\"/account/second-factor\">set up another app</a></p>",
         date_words(cx, date_of(cx, has->app_set_at)), counted(cx, has->codes_left, "recovery code", NULL));
}

static void identities_list(Ctx *cx, const Request *rq, Response *rs, const Identity *list, size_t count, const IdentityProvider *providers, size_t provider_count)
{
    Out *out = &rs->out;
    if (!count && (!provider_count || providers[0].retired)) return;
    html(out, "<section class=\"ly-panel\"><div class=\"ly-panel__head\"><h2 class=\"ly-h\" id=\"identities\">Accounts elsewhere that sign you in</h2></div>");
    if (count) html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        html(out, "<li><b>%s</b> %s<br><span class=\"ly-quiet ly-small\">since %s</span>", list[i].provider, list[i].email_said, moment_words(cx, list[i].linked_at));
        form_begin(cx, rq, rs, text(cx, "/account/identities/%ld/drop", list[i].id), false);
        html(out, "<button type=\"submit\" class=\"ly-linklike ly-small\">Take it away<span class=\"govuk-visually-hidden\"> (%s %s)</span></button></form></li>\n", list[i].provider, list[i].email_said);
    }
    if (count) html(out, "</ul>");
    for (size_t i = 0; i < provider_count && !providers[i].retired; i++)
        html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"/sign-in/with/%s?next=/account\">Connect a %s</a></p>", providers[i].slug, providers[i].name);
    html(out, "</section>\n");
}

static Error *address_note(Ctx *cx, const Request *rq, Response *rs)
{
    AddressChange change;
    bool found;
    TRY(address_asked(cx, cx->who->id, &change, &found));
    if (!found) return OK;
    Out *out = &rs->out;
    ly_note_begin(out, LY_INFO);
    html(out, "We have written to <b>%s</b>. That address holds once you follow the link in the letter; until then this one does. ", change.email);
    ly_note_end(out);
    form_begin(cx, rq, rs, "/account/address/drop", false);
    govuk_button(out, (Button){ .text = "Keep my old address", .classes = "govuk-button--secondary ly-small-button govuk-!-margin-bottom-6" });
    html(out, "</form>\n");
    return OK;
}

static Error *account_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    Post *posts;
    SignIn *sign_ins;
    SecondFactor factor;
    Identity *identities;
    IdentityProvider *providers;
    OwnPasskey *passkeys;
    size_t post_count, sign_in_count, identity_count, provider_count, passkey_count;
    TRY(person_find(cx, cx->who->id, &person));
    TRY(posts_of(cx, person.id, 0, &posts, &post_count));
    TRY(sign_ins_of(cx, person.id, &sign_ins, &sign_in_count));
    TRY(second_factor_of(cx, person.id, &factor));
    TRY(passkeys_of(cx, person.id, &passkeys, &passkey_count));
    TRY(identities_of(cx, person.id, &identities, &identity_count));
    TRY(providers_all(cx, &providers, &provider_count));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "My account", .frame = FRAME_PUBLIC, .current = "account", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">My account</h1>\n<div class=\"ly-split ly-split--right\"><div class=\"ly-narrow\">");
    TRY(address_note(cx, rq, rs));
    form_begin(cx, rq, rs, "/account", false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "As it should stand on certificates", .value = person.name, .autocomplete = "name" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address", .label_classes = "govuk-label--s", .hint = "Letters go there, and you sign in with it. A new one holds once you follow the link that we send to it",
                                     .value = person.email, .type = "email", .autocomplete = "email", .spellcheck = NO });
    ask_proof(out, rq, &person, "Only needed to change the address");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form>\n<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Password</h2>\n<p class=\"govuk-body\">%s <a class=\"govuk-link\" href=\"/account/password\">%s</a></p>",
         *person.password_hash ? "You have a password, and can also have a sign-in link emailed." : "You have none: you sign in by a link that we email.", *person.password_hash ? "Change your password" : "Set a password");
    app_words(cx, out, &factor);
    passkeys_words(cx, out, &factor, passkeys, passkey_count);
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Notices</h2>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/account/notices\">Choose how often they come</a>, and see the latest.</p>\n<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Calendar links</h2>\n"
              "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/account/feeds\">Put your events into your own calendar</a>, and take a link back.</p>\n<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Saved searches</h2>\n"
              "<p class=\"govuk-body\">Searches of the programme that tell you of what is new. <a class=\"govuk-link\" href=\"/account/searches\">See yours</a></p>");
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">What you need</h2>\n<p class=\"govuk-body\">Step-free access, a diet, a seat near the front: said once, and shared only for the events that you choose. <a class=\"govuk-link\" href=\"/account/needs\">Say what you need</a></p>\n");
    html(out, "</div>\n<div>");
    posts_list(cx, out, posts, post_count);
    identities_list(cx, rq, rs, identities, identity_count, providers, provider_count);
    sign_ins_list(cx, rq, rs, sign_ins, sign_in_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *account_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Proof *proof;
    if (person_address_stays(cx->who->email, text_trim(cx, form_text(rq, "email")))) return OK;
    return prove(cx, rq, "current", &proof);
}

static Error *account_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Proof *proof = rq->prepared;
    bool lacking;
    TRY(proof_lacking(cx, rq, rs, account_show, &lacking));
    if (lacking) return OK;
    if (proof) TRY(person_check(cx, "name", form_text(rq, "name"), "email", form_text(rq, "email")));
    TRY(person_change(cx, cx->who->id, form_text(rq, "name"), proof ? proof->person.email : form_text(rq, "email")));
    if (proof) TRY(address_ask(cx, &proof->person, form_text(rq, "email")));
    rs->flash = proof ? text(cx, "Look in the email of %s: your address changes when you follow the link there", text_trim(cx, form_text(rq, "email"))) : "Your account is saved";
    return redirect(rs, "/account");
}

/* ---- password ---- */

static Error *password_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    TRY(person_find(cx, cx->who->id, &person));
    const char *title = *person.password_hash ? "Change your password" : "Set a password";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .back = "/account" });
    html(out, "<div class=\"ly-narrow\"><h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    form_begin(cx, rq, rs, "/account/password", false);
    ask_proof(out, rq, &person, NULL);
    field_password(out, rq, (PasswordInput){ .name = "password", .label = "New password", .label_classes = "govuk-label--s", .autocomplete = "new-password",
                   .hint = "10 characters or more. Three words that do not belong together make a good one" });
    html(out, "<p class=\"govuk-body-s ly-quiet\">You are signed out everywhere else when you save it.</p>");
    govuk_button(out, (Button){ .text = "Save the new password", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *password_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Proof *proof;
    const char *password = form_text(rq, "password");
    TRY(prove(cx, rq, form_has(rq, "current") ? "current" : "password", &proof));
    if (*proof->person.password_hash && !proof->right) return OK;
    TRY(password_check(cx, "password", password, text(cx, "%s %s %s", proof->person.name, proof->person.email, cx->who->organisation ? cx->who->organisation : "")));
    return password_hash(cx, password, &proof->hash);
}

static Error *password_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Proof *proof = rq->prepared;
    bool lacking;
    TRY(proof_lacking(cx, rq, rs, password_show, &lacking));
    if (lacking) return OK;
    TRY(person_set_password(cx, cx->who->id, proof->hash));
    TRY(sign_ins_end_others(cx, cx->who->id, cx->who->sign_in_id));
    TRY(mail_queue(cx, &(Mail){ .letter = "password-changed", .person_id = cx->who->id, .to_name = proof->person.name, .to_email = proof->person.email,
        MAIL_VALUES({ "name", proof->person.name }, { "partnership", cx->partnership->name }, { "office", cx->partnership->email },
                    { "link", text(cx, "%s/sign-in/link?for=password", cx->partnership->url) }) }));
    rs->flash = "Your password is changed";
    return redirect(rs, "/account");
}

/* ---- sign-ins and posts ---- */

static Error *end_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(sign_in_end(cx, rq->id));
    rs->flash = "Signed out there";
    return redirect(rs, "/account#sign-ins");
}

static Error *end_others_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(sign_ins_end_others(cx, cx->who->id, cx->who->sign_in_id));
    rs->flash = "You are signed out everywhere else";
    return redirect(rs, "/account#sign-ins");
}

static Error *posts_show(Ctx *cx, const Request *rq, Response *rs)
{
    Post *posts;
    size_t count;
    TRY(posts_current(cx, cx->who->id, &posts, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Choose a post", .frame = FRAME_PUBLIC });
    if (!count) {
        html(out, "<h1 class=\"govuk-heading-l\">You hold no post at the moment</h1>\n<p class=\"govuk-body\">You still see your own record. "
                  "When a school or the partnership’s office gives you a post, what it lets you do appears here.</p>\n"
                  "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/account\">My account</a></p>\n");
        page_end(rs);
        return OK;
    }
    Option *items = array(cx, Option, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (Option){ .value = text(cx, "%ld", posts[i].id), .text = text(cx, "%s, %s", post_words(cx, &posts[i]), posts[i].organisation), .hint = post_span(cx, &posts[i]) };
    form_begin(cx, rq, rs, "/posts", false);
    field_radios(out, rq, (Radios){ .name = "post", .legend = "Which post are you acting in?", .legend_classes = "govuk-fieldset__legend--l", .page_heading = true,
                 .hint = "What you see and may do follows the post.", .value = text(cx, "%ld", cx->who->post_id), .items = items, .count = count });
    govuk_button(out, (Button){ .text = "Go on in this post" });
    html(out, "</form>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/account\">My account</a></p>\n");
    page_end(rs);
    return OK;
}

static Error *posts_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t post = form_number(rq, "post", 0);
    if (!post) return invalid(cx, "post", "Choose a post");
    TRY(sign_in_act_in(cx, cx->who->sign_in_id, post));
    return redirect(rs, "/my");
}

static const Route routes[] = {
    FORM("/account",                     SIGNED_IN, account_show, account_prepare, account_submit),
    FORM("/account/password",            SIGNED_IN, password_show, password_prepare, password_submit),
    POST("/account/sign-ins/:id/end",    SIGNED_IN, NULL, end_submit),
    POST("/account/sign-ins/end-others", SIGNED_IN, NULL, end_others_submit),
    FORM("/posts",                       SIGNED_IN, posts_show, NULL, posts_submit),
};
const RouteList account_pages = { routes, COUNT(routes) };
