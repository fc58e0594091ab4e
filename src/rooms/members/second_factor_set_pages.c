/* Setting up one's authenticator app, and making new recovery codes. What is shown holds once the form comes back with a code that fits. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/security/totp.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/proof_pages.h"
#include "rooms/members/recovery_shown_pages.h"

extern const RouteList second_factor_set_pages;

/* ---- the app ---- */

/* Whoever has one, or a passkey, gives it first, so that a password alone cannot put another in its place. */
static Error *may_set(Ctx *cx)
{
    SecondFactor has;
    TRY(second_factor_of(cx, cx->who->id, &has));
    return second_factor_is_set(&has) && !*cx->who->factor ? unproven(cx, "person %ld has an app or a passkey, and has not given it", cx->who->id) : OK;
}

/* Four letters at a time, to type. */
static const char *in_fours(Ctx *cx, const char *secret)
{
    Draft fours = { .cx = cx };
    for (size_t i = 0; secret[i]; i++) {
        if (i && i % 4 == 0) draft_bytes(&fours, " ", 1);
        draft_bytes(&fours, secret + i, 1);
    }
    return draft_text(&fours);
}

static Error *steps(Ctx *cx, Out *out, const Request *rq, const Shown *shown)
{
    html(out, "<h2 class=\"govuk-heading-m\">1. Let the app read this picture</h2>\n"
              "<p class=\"govuk-body\">In Microsoft Authenticator, Google Authenticator, your phone’s own passwords or any other app that makes codes, choose to add an account.</p>\n");
    html(out, "<div class=\"ly-app\">");
    TRY(ly_qr(out, totp_address(cx, shown->secret, cx->who->email, cx->partnership->short_name), "Picture for an authenticator app"));
    html(out, "</div><p class=\"govuk-body-s\">Or type this key into it: <span class=\"ly-key\">%s</span></p>\n", in_fours(cx, shown->secret));
    html(out, "<h2 class=\"govuk-heading-m\">2. Keep these recovery codes</h2>\n"
              "<p class=\"govuk-body\">Each signs you in once when the phone is not at hand. Print this page or write them down, and keep them away from the phone.</p>\n");
    shown_codes(out, shown);
    html(out, "<h2 class=\"govuk-heading-m\">3. Show that it works</h2>\n");
    field_text(out, rq, (TextInput){ .name = "code", .label = "Code from your app", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .inputmode = "numeric", .autocomplete = "one-time-code", .spellcheck = NO,
                                     .hint = "The six digits that the app shows now" });
    return OK;
}

static Error *set_form(Ctx *cx, const Request *rq, Response *rs, const Person *person, bool fresh)
{
    Out *out = &rs->out;
    Shown shown;
    shown_again(cx, rq, &shown);
    form_begin(cx, rq, rs, "/account/second-factor", false);
    shown_field(out, &shown);
    html(out, "<input type=\"hidden\" name=\"next\" value=\"%s\">", next_path(rq, "/account"));
    TRY(steps(cx, out, rq, &shown));
    if (!fresh) ask_proof(out, rq, person, "For you signed in more than a quarter of an hour ago");
    govuk_button(out, (Button){ .text = "Set up the app", .prevent_double_click = YES });
    html(out, "</form>\n");
    return OK;
}

static void sign_in_first(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = &rs->out;
    html(out, "<p class=\"govuk-body\">You signed in more than %d minutes ago. So that nobody who finds your browser open sets up an app of theirs, sign out, have a link emailed to you, and come back here.</p>\n", FRESH_MINUTES);
    form_begin(cx, rq, rs, "/sign-out", false);
    govuk_button(out, (Button){ .text = "Sign out" });
    html(out, "</form>\n");
}

static Error *set_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    bool fresh;
    TRY(may_set(cx));
    TRY(person_find(cx, cx->who->id, &person));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &fresh));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Set up an authenticator app", .frame = FRAME_TASK });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l\">Set up an authenticator app</h1>\n");
    if (cx->who->withheld) html(out, "<p class=\"govuk-body\">As %s at %s you see other people’s data. So that a password or a mailbox alone does not open it, a code from your phone is asked for as well, once in each sign-in. "
                                     "It takes two minutes, this once.</p>\n", cx->who->post, cx->who->organisation);
    else html(out, "<p class=\"govuk-body\">Where a post of yours shows you other people’s data, a code from your phone is asked for as well when you sign in. It takes two minutes, this once.</p>\n");
    if (fresh || *person.password_hash) TRY(set_form(cx, rq, rs, &person, fresh));
    else sign_in_first(cx, rq, rs);
    html(out, "<p class=\"govuk-body\">No phone for codes? <a class=\"govuk-link\" href=\"/account/passkeys/new?next=%s\">Add a passkey</a> of this computer, or of a key that you carry.</p>\n", next_path(rq, "/account"));
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/my\">Not now</a>: until then you see your own bookings and your own record</p></div>\n");
    page_end(rs);
    return OK;
}

static Error *set_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Proof *proof;
    bool fresh;
    TRY(may_set(cx));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &fresh));
    return fresh ? OK : prove(cx, rq, form_has(rq, "current") ? "current" : "code", &proof);
}

static Error *set_submit(Ctx *cx, Request *rq, Response *rs)
{
    Shown shown;
    bool lacking;
    TRY(may_set(cx));
    TRY(proof_lacking(cx, rq, rs, set_show, &lacking));
    if (lacking) return OK;
    if (!shown_read(cx, rq, &shown)) return shown_too_old(cx, "another picture and other codes");
    if (blank(form_text(rq, "code"))) return invalid(cx, "code", "Enter the six digits that the app shows");
    TRY(second_factor_set(cx, cx->who->id, shown.secret, form_text(rq, "code"), shown.codes));
    TRY(sign_in_proven(cx, cx->who->id, cx->who->sign_in_id, "totp"));
    rs->flash = "Your app is set up. Its code is asked for when you next sign in";
    return redirect(rs, next_path(rq, "/account"));
}

/* ---- recovery codes ---- */

static Error *codes_show(Ctx *cx, const Request *rq, Response *rs)
{
    SecondFactor has;
    Shown shown;
    TRY(second_factor_of(cx, cx->who->id, &has));
    if (!second_factor_is_set(&has) && !rq->posted) return redirect(rs, "/account/second-factor");
    shown_again(cx, rq, &shown);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New recovery codes", .frame = FRAME_PUBLIC, .current = "account", .back = "/account" });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l\">New recovery codes</h1>\n"
              "<p class=\"govuk-body\">You have %s left. These take their place: print this page or write them down, then enter %s. Until then the old ones work.</p>\n", counted(cx, has.codes_left, "code", NULL), has.app_set_at ? "a code of your app" : "one of the old ones");
    shown_codes(out, &shown);
    form_begin(cx, rq, rs, "/account/recovery-codes", false);
    shown_field(out, &shown);
    if (has.app_set_at) field_text(out, rq, (TextInput){ .name = "code", .label = "Code from your app", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .inputmode = "numeric", .autocomplete = "one-time-code", .spellcheck = NO });
    else field_text(out, rq, (TextInput){ .name = "code", .label = "Recovery code", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .autocomplete = "off", .spellcheck = NO });
    govuk_button(out, (Button){ .text = "Keep the new codes", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *codes_submit(Ctx *cx, Request *rq, Response *rs)
{
    Shown shown;
    CodeIs is;
    bool lacking;
    if (!shown_read(cx, rq, &shown)) return shown_too_old(cx, "other codes");
    TRY(code_lacking(cx, rq, rs, codes_show, &is, &lacking));
    if (lacking) return OK;
    TRY(recovery_codes_set(cx, cx->who->id, shown.codes));
    rs->flash = "The new recovery codes hold. The old ones work no more";
    return redirect(rs, "/account");
}

ROUTES(second_factor_set_pages,
    FORM("/account/second-factor",  SIGNED_IN, set_show, set_prepare, set_submit),
    FORM("/account/recovery-codes", SIGNED_IN, codes_show, NULL, codes_submit),
);
