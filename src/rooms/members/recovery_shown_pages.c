/* What a page shows before it is kept, sealed in its form. */
#include "rooms/members/recovery_shown_pages.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/security/seal.h"
#include "platform/security/totp.h"

enum { SHOWN_SECONDS = 3600 };

static const char sealed_for[] = "second factor as shown";

static void shown_new(Ctx *cx, Shown *shown)
{
    const char *const *codes = recovery_codes_new(cx);
    Draft all = { .cx = cx };
    shown->secret = totp_secret_new(cx);
    draft_add(&all, "%ld %ld %s", cx->who->id, cx->now, shown->secret);
    for (int i = 0; i < RECOVERY_CODES; i++) draft_add(&all, " %s", shown->codes[i] = codes[i]);
    shown->sealed = seal(cx, sealed_for, draft_text(&all));
}

static const char *word_take(Ctx *cx, const char **at)
{
    size_t length = strcspn(*at, " ");
    const char *word = text_copy(cx, *at, length);
    *at += length + ((*at)[length] == ' ');
    return word;
}

bool shown_read(Ctx *cx, const Request *rq, Shown *shown)
{
    int64_t person, made_at;
    shown->sealed = form_text(rq, "shown");
    const char *at = *shown->sealed ? seal_open(cx, sealed_for, shown->sealed) : NULL;
    if (!at || !number_parse(word_take(cx, &at), 1, INT64_MAX, &person) || !number_parse(word_take(cx, &at), 1, INT64_MAX, &made_at)) return false;
    shown->secret = word_take(cx, &at);
    for (int i = 0; i < RECOVERY_CODES; i++) shown->codes[i] = word_take(cx, &at);
    return person == cx->who->id && cx->now - made_at < SHOWN_SECONDS;
}

void shown_again(Ctx *cx, const Request *rq, Shown *shown)
{
    if (!rq->posted || !shown_read(cx, rq, shown)) shown_new(cx, shown);
}

Error *shown_too_old(Ctx *cx, const char *anew) { return invalid(cx, "code", "This page was open for more than an hour, so it shows %s now. Begin with them", anew); }

void shown_field(Out *out, const Shown *shown) { html(out, "<input type=\"hidden\" name=\"shown\" value=\"%s\">", shown->sealed); }

void shown_codes(Out *out, const Shown *shown)
{
    html(out, "<ul class=\"ly-codes\">");
    for (int i = 0; i < RECOVERY_CODES; i++) html(out, "<li class=\"ly-key\">%s</li>", shown->codes[i]);
    html(out, "</ul>\n");
}
