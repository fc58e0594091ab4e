/* Cookies, and proof that a form was ours: a keyed hash over a secret that only this browser and we know. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/http/parse.h"
#include "platform/security/token.h"


const char *cookie_line(Ctx *cx, const char *name, const char *value, int64_t seconds)
{
    return text(cx, "%s=%s; Path=/; Max-Age=%ld; Secure; HttpOnly; SameSite=Lax", name, value, seconds);
}

const char *csrf_token(Ctx *cx, const char *secret) { return mac(cx, "csrf", secret); }

/* "https://learning.example:8443" names the host of this request, whatever port or proxy brought it. */
static bool origin_is_ours(const Turn *turn)
{
    const char *slashes = strstr(turn->in.origin, "://");
    return slashes && (same(slashes + 3, turn->in.host) || same(turn->in.origin, turn->cx.partnership->url));
}

Error *csrf_check(Turn *turn)
{
    const char *came = form_text(&turn->rq, "csrf"), *why = NULL;

    if (*turn->in.fetch_site && !same(turn->in.fetch_site, "same-origin")) why = "Sec-Fetch-Site";
    else if (!*turn->in.fetch_site && *turn->in.origin && !origin_is_ours(turn)) why = "Origin";
    else if (turn->visitor_new || !secret_same(came, turn->rq.csrf)) why = "token";
    else if (blank(form_text(&turn->rq, "key"))) why = "key";
    if (!why) return OK;

    Error *error = forbidden(&turn->cx, "CSRF: %s", why);
    error->say = "This form is too old, or your browser keeps no cookies. Go back, load the page again and send it once more";
    error->kind = INVALID;
    return error;
}

/* ---- what the act before this page reports ---- */

static const char *flash_mac(Ctx *cx, int64_t until, const char *words) { return mac(cx, "flash", text(cx, "%ld %s", until, words)); }

const char *flash_seal(Ctx *cx, const char *words)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t length = strlen(words);
    char *escaped = arena_new(cx->arena, 3 * length + 1), *at = escaped;
    for (const unsigned char *c = (const unsigned char *)words; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z');
        if (plain) *at++ = (char)*c;
        else *at++ = '%', *at++ = digits[*c >> 4], *at++ = digits[*c & 15];
    }
    int64_t until = cx->now + FLASH_SECONDS;
    return text(cx, "%ld.%s.=%s", until, flash_mac(cx, until, words), escaped);
}

const char *flash_open(Ctx *cx, const char *sealed)
{
    const char *dot = strchr(sealed, '.'), *second = dot ? strchr(dot + 1, '.') : NULL;
    int64_t until;
    if (!second || !number_parse(text_copy(cx, sealed, (size_t)(dot - sealed)), cx->now, cx->now + FLASH_SECONDS, &until)) return NULL;

    const Pair *pairs;
    size_t n;
    Error *error = urlencoded_parse(cx, second, strlen(second), &pairs, &n);
    if (error || n != 1) return NULL;
    const char *words = pairs[0].value;
    return secret_same(text_copy(cx, dot + 1, (size_t)(second - dot - 1)), flash_mac(cx, until, words)) ? words : NULL;
}
