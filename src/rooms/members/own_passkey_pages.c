/*
 * Passkeys: adding one by the browser that made it, using one as the second step, and removing one.
 *
 * Only script can ask a browser for a passkey (assets/scripts/passkey.js). It is given all it needs by the page, and puts what the browser said into
 * the form's hidden fields. Without script the words stay that say so, and codes do the same.
 */
#include "rooms/members/own_passkey_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/security/token.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/proof_pages.h"
#include "rooms/members/recovery_shown_pages.h"

extern const RouteList own_passkey_pages;

/* ---- what script needs ---- */

static void script_begin(Ctx *cx, Out *out, const char *what, const char *challenge, const OwnPasskey *list, size_t count)
{
    html(out, "<div data-ly-passkey=\"%s\" data-challenge=\"%s\" data-site=\"%s\" data-known=\"", what, challenge, passkey_site(cx, cx->partnership->url));
    for (size_t i = 0; i < count; i++) html(out, "%s%s", i ? " " : "", list[i].credential);
    html(out, "\" data-partnership=\"%s\" data-owner=\"%s\" data-email=\"%s\" data-name=\"%s\">", cx->partnership->short_name, mac(cx, "passkey-owner", text(cx, "%ld", cx->who->id)), cx->who->email, cx->who->name);
    html(out, "<input type=\"hidden\" name=\"credential\"><input type=\"hidden\" name=\"client_data\"><input type=\"hidden\" name=\"authenticator_data\"><input type=\"hidden\" name=\"signature\">");
}

/* The button that script shows, what went wrong, and the words for whoever has none. */
static void script_end(Out *out, const Request *rq, const char *button, const char *without)
{
    const char *wrong = error_for(rq, "passkey");
    html(out, "<div id=\"passkey\" class=\"ly-passkey%s\" tabindex=\"-1\">", wrong ? " govuk-form-group--error" : "");
    html(out, "<p class=\"govuk-error-message\" role=\"alert\">");
    if (wrong) html(out, "<span class=\"govuk-visually-hidden\">Error:</span> %s", wrong);
    html(out, "</p><div hidden>");
    govuk_button(out, (Button){ .text = button, .classes = "ly-full", .prevent_double_click = YES });
    html(out, "</div><p class=\"govuk-body-s ly-quiet\">%s</p></div></div>\n", without);
}

static PasskeySaid said_of(const Request *rq) { return (PasskeySaid){ form_text(rq, "client_data"), form_text(rq, "authenticator_data"), form_text(rq, "signature") }; }

/* ---- the second step ---- */

typedef struct { OwnPasskey passkey; int64_t counter; const char *spent; Error *refused; } Held;

bool passkey_came(const Request *rq) { return form_has(rq, "client_data"); }

void passkey_form(Ctx *cx, const Request *rq, Response *rs, const OwnPasskey *list, size_t count)
{
    Out *out = &rs->out;
    if (!count) return;
    form_begin(cx, rq, rs, "/sign-in/second", false);
    html(out, "<input type=\"hidden\" name=\"next\" value=\"%s\">", next_path(rq, "/my"));
    script_begin(cx, out, "use", passkey_challenge(cx, passkey_to_use(cx)), list, count);
    script_end(out, rq, "Use a passkey", "You have a passkey, and using it needs script in the browser. A code does the same.");
    html(out, "</form>\n");
}

static Error *hold(Ctx *cx, const Request *rq, Held *held)
{
    bool found;
    const PasskeySaid said = said_of(rq);
    TRY(passkey_by_credential(cx, form_text(rq, "credential"), &held->passkey, &found));
    if (!found) return invalid(cx, "passkey", "That passkey is none of yours here. Use one that you added to your account, or another way");
    const Passkey key = { held->passkey.credential, held->passkey.public_key, held->passkey.algorithm, held->passkey.counter };
    return passkey_used(cx, passkey_to_use(cx), &said, &key, &held->counter, &held->spent);
}

Error *passkey_hold(Ctx *cx, Request *rq)
{
    Held *held = new(cx, Held);
    held->refused = hold(cx, rq, held);
    if (held->refused && held->refused->kind != INVALID) return held->refused;
    rq->prepared = held;
    return OK;
}

Error *passkey_lacking(Ctx *cx, Request *rq, Response *rs, Show *show, bool *lacking)
{
    const Held *held = rq->prepared;
    Error *refused = held->refused ? held->refused : passkey_take(cx, &held->passkey, held->counter, held->spent);
    *lacking = refused != OK;
    if (!refused || refused->kind != INVALID) return refused;
    TRY(trail(cx, "second_factor.failed", cx->who->id, NULL));
    return answer_again(cx, rq, rs, show, refused);
}

/* ---- one's own ---- */

void passkeys_words(Ctx *cx, Out *out, const SecondFactor *has, const OwnPasskey *list, size_t count)
{
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\" id=\"passkeys\">Passkeys</h2>\n");
    if (count) html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        html(out, "<li><b>%s</b> <a class=\"govuk-link ly-small\" href=\"/account/passkeys/%ld/remove\">Remove<span class=\"govuk-visually-hidden\"> %s</span></a><br><span class=\"ly-quiet ly-small\">Added on %s, ",
             list[i].name, list[i].id, list[i].name, date_words(cx, date_of(cx, list[i].made_at)));
        if (list[i].used_at) html(out, "last used %s</span></li>\n", moment_words(cx, list[i].used_at));
        else html(out, "not used yet</span></li>\n");
    }
    if (count) html(out, "</ul>\n");
    html(out, "<p class=\"govuk-body%s\">%s", count ? " govuk-!-margin-top-2" : "", count ? "" : "A fingerprint, a face or a key that you touch, in place of a code. ");
    if (count && !has->app_set_at) html(out, "You have %s left. ", counted(cx, has->codes_left, "recovery code", NULL));
    if (count && !has->app_set_at && has->codes_left) html(out, "<a class=\"govuk-link\" href=\"/account/recovery-codes\">Make new recovery codes</a> or ");
    html(out, "<a class=\"govuk-link\" href=\"/account/passkeys/new\">%s</a></p>\n", count && !has->app_set_at && has->codes_left ? "add another passkey" : count ? "Add another passkey" : "Add a passkey");
}

/* Whoever has an app or a passkey gives it first: a password alone neither adds one nor takes one away. */
static Error *may_change(Ctx *cx, SecondFactor *has)
{
    TRY(second_factor_of(cx, cx->who->id, has));
    return second_factor_is_set(has) && !*cx->who->factor ? unproven(cx, "person %ld changes passkeys", cx->who->id) : OK;
}

static bool needs_codes(const SecondFactor *has) { return !has->app_set_at && !has->codes_left; }

static Error *add_form(Ctx *cx, const Request *rq, Response *rs, const SecondFactor *has, bool fresh)
{
    Out *out = &rs->out;
    Person person;
    OwnPasskey *list;
    Shown shown;
    size_t count;
    TRY(person_find(cx, cx->who->id, &person));
    TRY(passkeys_of(cx, cx->who->id, &list, &count));
    form_begin(cx, rq, rs, "/account/passkeys/new", false);
    html(out, "<input type=\"hidden\" name=\"next\" value=\"%s\">", next_path(rq, "/account"));
    if (needs_codes(has)) {
        shown_again(cx, rq, &shown);
        shown_field(out, &shown);
        html(out, "<h2 class=\"govuk-heading-m\">Keep these recovery codes</h2>\n<p class=\"govuk-body\">Each signs you in once when the passkey is not at hand. Print this page or write them down.</p>\n");
        shown_codes(out, &shown);
    }
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name of the passkey", .label_classes = "govuk-label--s", .hint = "So that you know it again, like Laptop at school, or Blue key", .autocomplete = "off" });
    if (!fresh) ask_proof(out, rq, &person, "For you signed in more than a quarter of an hour ago");
    script_begin(cx, out, "add", passkey_challenge(cx, passkey_to_add(cx)), list, count);
    script_end(out, rq, "Add the passkey", "Adding a passkey needs script in the browser, and one that knows passkeys. An authenticator app does the same without.");
    html(out, "</form>\n");
    return OK;
}

static Error *add_show(Ctx *cx, const Request *rq, Response *rs)
{
    SecondFactor has;
    bool fresh;
    TRY(may_change(cx, &has));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &fresh));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a passkey", .frame = FRAME_PUBLIC, .current = "account", .back = "/account" });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l\">Add a passkey</h1>\n"
              "<p class=\"govuk-body\">This computer or phone, or a key that you carry, confirms that it is you when you sign in: by a fingerprint, a face, a PIN or a touch. What it knows you by never leaves it.</p>\n");
    TRY(add_form(cx, rq, rs, &has, fresh));
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/account/second-factor\">%s an authenticator app</a>, or <a class=\"govuk-link\" href=\"/account\">not now</a></p></div>\n", has.app_set_at ? "Set up another" : "Set up");
    page_end(rs);
    return OK;
}

static Error *add_prepare(Ctx *cx, Request *rq, Response *rs)
{
    SecondFactor has;
    Proof *proof;
    bool fresh;
    TRY(may_change(cx, &has));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &fresh));
    return fresh ? OK : prove(cx, rq, form_has(rq, "current") ? "current" : "passkey", &proof);
}

static Error *add_submit(Ctx *cx, Request *rq, Response *rs)
{
    SecondFactor has;
    Passkey made;
    Shown shown = {0};
    bool lacking;
    const char *name = text_trim(cx, form_text(rq, "name")), *spent;
    const PasskeySaid said = said_of(rq);
    TRY(may_change(cx, &has));
    TRY(proof_lacking(cx, rq, rs, add_show, &lacking));
    if (lacking) return OK;
    if (blank(name) || letters(name) > PASSKEY_NAME_LETTERS) return invalid(cx, "name", "Enter a name for the passkey, %d letters or fewer, like Laptop at school", PASSKEY_NAME_LETTERS);
    if (needs_codes(&has) && !shown_read(cx, rq, &shown)) return invalid(cx, "passkey", "This page was open for more than an hour, so it shows other codes now. Keep them, and try once more");
    TRY(passkey_made(cx, passkey_to_add(cx), &said, &made, &spent));
    TRY(passkey_add(cx, name, &made, spent));
    if (needs_codes(&has)) TRY(recovery_codes_keep(cx, cx->who->id, shown.codes));
    if (!*cx->who->factor) TRY(sign_in_proven(cx, cx->who->id, cx->who->sign_in_id, "passkey"));
    rs->flash = text(cx, "%s is added. It is asked for when you next sign in", name);
    return redirect(rs, next_path(rq, "/account"));
}

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    SecondFactor has;
    OwnPasskey passkey;
    TRY(may_change(cx, &has));
    TRY(passkey_find(cx, rq->id, &passkey));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Remove %s", passkey.name), .frame = FRAME_PUBLIC, .current = "account", .back = "/account" });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l\">Remove %s?</h1>\n<p class=\"govuk-body\">It confirms nothing here any more.", passkey.name);
    if (!has.app_set_at && has.passkeys == 1) html(out, " It is the only one that you have, and you have no authenticator app, so your recovery codes go with it. Where a post of yours shows you other people’s data, you set one up when you next sign in.");
    html(out, " The device itself may still list it: remove it there, too.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/account/passkeys/%ld/remove", passkey.id), false);
    govuk_button(out, (Button){ .text = "Remove it", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/account\">Keep it</a></p></div>\n");
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    SecondFactor has;
    TRY(may_change(cx, &has));
    TRY(passkey_remove(cx, rq->id));
    rs->flash = "The passkey is removed";
    return redirect(rs, "/account#passkeys");
}

ROUTES(own_passkey_pages,
    FORM("/account/passkeys/new",        SIGNED_IN, add_show, add_prepare, add_submit),
    FORM("/account/passkeys/:id/remove", SIGNED_IN, remove_show, NULL, remove_submit),
);
