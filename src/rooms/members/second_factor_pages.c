/* A step further in signing in: a code of the app, a passkey, or a recovery code. And the office, for somebody who has none of them any more. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/own_passkey_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/proof_pages.h"

extern const RouteList second_factor_pages;

/* ---- signing in ---- */

static bool by_recovery_code(const Request *rq, const SecondFactor *has)
{
    return !has->app_set_at || same(form_value(rq, "with", query_value(rq, "with")), "recovery");
}

static void other_ways(Ctx *cx, Out *out, const Request *rq, const SecondFactor *has, bool recovery)
{
    const char *next = next_path(rq, "/my");
    html(out, "<h2 class=\"govuk-heading-s govuk-!-margin-bottom-2\">Another way</h2>\n<ul class=\"govuk-list govuk-list--bullet\">");
    if (recovery && has->app_set_at) html(out, "<li><a class=\"govuk-link\" href=\"/sign-in/second?next=%s\">Use the app on your phone</a></li>", next);
    if (!recovery && (has->codes_left || has->given)) html(out, "<li><a class=\"govuk-link\" href=\"/sign-in/second?with=recovery&amp;next=%s\">Use a recovery code</a></li>", next);
    html(out, "<li>%s and codes are gone: write to <a class=\"govuk-link\" href=\"mailto:%s\">%s</a>", has->passkeys ? has->app_set_at ? "Phone, passkey" : "Passkey" : "Phone", cx->partnership->email, cx->partnership->email);
    if (!blank(cx->partnership->telephone)) html(out, " or ring %s", cx->partnership->telephone);
    html(out, ". The office makes sure that it is you, and lets you set up another</li>"
              "<li><a class=\"govuk-link\" href=\"/my\">Go on without</a>: you see your own bookings and your own record</li></ul>\n");
}

static bool has_code(const SecondFactor *has) { return has->app_set_at || has->codes_left || has->given; }

static void code_form(Ctx *cx, const Request *rq, Response *rs, const SecondFactor *has, bool recovery)
{
    Out *out = &rs->out;
    bool theirs = has->app_set_at || has->codes_left;      /* and not one that they were given for a day */
    form_begin(cx, rq, rs, "/sign-in/second", false);
    html(out, "<input type=\"hidden\" name=\"next\" value=\"%s\"><input type=\"hidden\" name=\"with\" value=\"%s\">", next_path(rq, "/my"), recovery ? "recovery" : "");
    if (recovery) field_text(out, rq, (TextInput){ .name = "code", .label = theirs ? "Recovery code" : "Code", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .autocomplete = "off", .spellcheck = NO,
                                                   .hint = theirs ? "One of those you kept when you set up the app or the passkey. Each works once" : "The one that you were given. It works once" });
    else field_text(out, rq, (TextInput){ .name = "code", .label = "Code from your app", .label_classes = "govuk-label--s", .classes = "govuk-input--width-10", .inputmode = "numeric", .autocomplete = "one-time-code", .spellcheck = NO,
                                          .hint = text(cx, "The six digits that the app on your phone shows for %s now", cx->partnership->short_name) });
    govuk_button(out, (Button){ .text = "Go on", .classes = has->passkeys ? "ly-full govuk-button--secondary" : "ly-full", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *second_show(Ctx *cx, const Request *rq, Response *rs)
{
    SecondFactor has;
    OwnPasskey *passkeys;
    size_t count;
    const char *next = next_path(rq, "/my");
    if (*cx->who->factor && !rq->posted) return redirect(rs, next);
    TRY(second_factor_of(cx, cx->who->id, &has));
    if (!has.passkeys && !has_code(&has) && !rq->posted) return redirect(rs, text(cx, "/account/second-factor?next=%s", text_url(cx, next)));
    TRY(passkeys_of(cx, cx->who->id, &passkeys, &count));

    bool recovery = by_recovery_code(rq, &has);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Confirm that it is you", .frame = FRAME_TASK });
    html(out, "<div class=\"ly-narrow\"><h1 class=\"govuk-heading-l\">Confirm that it is you</h1>\n");
    if (cx->who->withheld) html(out, "<p class=\"govuk-body\">As %s at %s you see other people’s data, so signing in takes one step more.</p>\n", cx->who->post, cx->who->organisation);
    else html(out, "<p class=\"govuk-body\">What comes next shows other people’s data, so signing in takes one step more.</p>\n");
    passkey_form(cx, rq, rs, passkeys, count);
    if (has_code(&has) || !count) code_form(cx, rq, rs, &has, recovery);
    other_ways(cx, out, rq, &has, recovery);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *second_prepare(Ctx *cx, Request *rq, Response *rs) { return passkey_came(rq) ? passkey_hold(cx, rq) : OK; }

static Error *second_submit(Ctx *cx, Request *rq, Response *rs)
{
    SecondFactor has;
    CodeIs is = CODE_WRONG;
    bool lacking, by_passkey = passkey_came(rq);
    if (by_passkey) TRY(passkey_lacking(cx, rq, rs, second_show, &lacking));
    else TRY(code_lacking(cx, rq, rs, second_show, &is, &lacking));
    if (lacking) return OK;
    TRY(sign_in_proven(cx, cx->who->id, cx->who->sign_in_id, by_passkey ? "passkey" : is == CODE_OF_APP ? "totp" : "recovery"));
    TRY(second_factor_of(cx, cx->who->id, &has));
    if (is == CODE_OF_RECOVERY && second_factor_is_set(&has)) rs->flash = text(cx, "You have %s left. You can make new ones on the page of your account", counted(cx, has.codes_left, "recovery code", NULL));
    return redirect(rs, next_path(rq, "/my"));
}

/* ---- the office ---- */

static Error *reset_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    TRY(person_find(cx, rq->id, &person));
    const char *back = text(cx, "/office/people/%ld", person.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Take away the second factor of %s", person.name), .frame = FRAME_OFFICE, .current = "people", .back = back });
    html(out, "<h1 class=\"govuk-heading-l\">Take away the second factor of %s?</h1>\n"
              "<p class=\"govuk-body\">For somebody whose phone, passkeys and recovery codes are gone. Their app, passkeys and codes work no more, and they set up others when they next sign in. We write to %s.</p>\n"
              "<p class=\"govuk-body\"><b>Make sure that it is them:</b> ring them on a number that you know, or see them. Whoever reads their mail and gets past you sees what they see.</p>\n", person.name, person.email);
    form_begin(cx, rq, rs, text(cx, "/office/people/%ld/second-factor", person.id), false);
    govuk_button(out, (Button){ .text = "Take it away", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *reset_submit(Ctx *cx, Request *rq, Response *rs)
{
    Person person;
    TRY(person_find(cx, rq->id, &person));
    TRY(second_factor_reset(cx, person.id));
    rs->flash = text(cx, "%s can set up another app when they next sign in", person.name);
    return redirect(rs, text(cx, "/office/people/%ld", person.id));
}

ROUTES(second_factor_pages,
    FORM("/sign-in/second",                  SIGNED_IN, second_show, second_prepare, second_submit),
    FORM("/office/people/:id/second-factor", RUN_MEMBERS, reset_show, NULL, reset_submit),
);
