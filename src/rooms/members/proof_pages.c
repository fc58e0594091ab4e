/* Proving again, on a page of the account, who somebody is. */
#include "rooms/members/proof_pages.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/html/field.h"
#include "platform/security/password.h"
#include "rooms/members/members_pages.h"

Error *prove(Ctx *cx, Request *rq, const char *field, Proof **made)
{
    Proof *proof = *made = new(cx, Proof);
    TRY(person_find(cx, cx->who->id, &proof->person));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &proof->fresh));
    if (*proof->person.password_hash) {
        proof->guesser = (Guesser){ proof->person.email, cookie_sign_in(rq) };
        TRY(attempt_wait(cx, &proof->guesser, &proof->wait));
        if (!proof->wait) TRY(password_verify(cx, proof->person.password_hash, form_text(rq, field), &proof->right));
    } else if (!proof->fresh) {
        return invalid(cx, field, "You signed in more than %d minutes ago. Sign out, have a link emailed to you, and come back", FRESH_MINUTES);
    }
    rq->prepared = proof;
    return OK;
}

Error *proof_lacking(Ctx *cx, Request *rq, Response *rs, Show *show, bool *lacking)
{
    const Proof *proof = rq->prepared;
    int64_t wait = proof ? proof->wait : 0;
    *lacking = false;
    if (!proof || !*proof->person.password_hash) return OK;
    if (!wait) TRY(attempt_wait(cx, &proof->guesser, &wait));   /* others may have failed while this password was hashed */
    if (!wait && proof->right) return attempt_succeeded(cx, &proof->guesser);
    *lacking = true;
    if (wait) return answer_again(cx, rq, rs, show, too_many(cx, "That was too many tries. Wait %s", wait_words(cx, wait)));
    TRY(attempt_failed(cx, &proof->guesser));
    return answer_again(cx, rq, rs, show, invalid(cx, "current", "That is not your password. Try again, or sign out and choose I have forgotten it"));
}

void ask_proof(Out *out, const Request *rq, const Person *person, const char *why)
{
    if (*person->password_hash)
        field_password(out, rq, (PasswordInput){ .name = "current", .label = "Your password now", .label_classes = "govuk-label--s", .hint = why });
}

/* ---- a code ---- */

static Error *code_refused(Ctx *cx, Request *rq, Response *rs, Show *show, const Guesser *guesser, CodeIs is)
{
    TRY(attempt_failed(cx, guesser));
    TRY(trail(cx, "second_factor.failed", cx->who->id, NULL));
    return answer_again(cx, rq, rs, show, is == CODE_USED ? invalid(cx, "code", "That code has been used. Wait for the next one of the app, or take another recovery code")
                                                          : invalid(cx, "code", "That code does not fit. Enter the one that is shown now, or a recovery code that you have not used"));
}

Error *code_lacking(Ctx *cx, Request *rq, Response *rs, Show *show, CodeIs *is, bool *lacking)
{
    const Guesser guesser = { text(cx, "second factor of %ld", cx->who->id), "" };
    int64_t wait;
    *lacking = true;
    if (blank(form_text(rq, "code"))) return invalid(cx, "code", "Enter the code");
    TRY(attempt_wait(cx, &guesser, &wait));
    if (wait) return answer_again(cx, rq, rs, show, too_many(cx, "That was too many tries. Wait %s", wait_words(cx, wait)));
    TRY(second_factor_take(cx, cx->who->id, form_text(rq, "code"), is));
    if (*is == CODE_WRONG || *is == CODE_USED) return code_refused(cx, rq, rs, show, &guesser, *is);
    *lacking = false;
    return attempt_succeeded(cx, &guesser);
}
