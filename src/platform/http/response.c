#include <stdio.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/http/parse.h"

Error *redirect(Response *rs, const char *to)
{
    /* A path of this site, or a whole address that the program itself made: of another site's sign-in, which in tests is on this machine. */
    bool ours = path_is_ours(to) || ((begins(to, "https://") || begins(to, "http://127.0.0.1:")) && text_is_line(to));
    rs->status = 303;
    rs->location = ours ? to : "/";
    return OK;
}

Error *respond(Response *rs, const char *type, const char *bytes, size_t length)
{
    rs->type = type;
    rs->bytes = bytes;
    rs->length = length;
    return OK;
}

void form_begin(Ctx *cx, const Request *rq, Response *rs, const char *action, bool with_files)
{
    Out *out = &rs->out;
    CHECK(path_is_ours(action));
    rs->posts = true;
    html(out, "<form method=\"post\" novalidate action=\"%s\"", action);
    if (with_files) html(out, " enctype=\"multipart/form-data\"");
    html(out, "><input type=\"hidden\" name=\"csrf\" value=\"%s\">", rq->csrf);
    /* A page may hold several forms that post to one address: each has a key of its own. */
    html(out, "<input type=\"hidden\" name=\"key\" value=\"%s-%ld\">", rq->key, (int64_t)out->length);
}

/* ---- headers ---- */

/* A file that somebody sent or that is kept elsewhere runs nothing and loads nothing, whatever it is opened with. */
static const char file_policy[] = "default-src 'none'; frame-ancestors 'none'; sandbox";
static const char policy[] =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

static void header(Answer *answer, const char *name, const char *value)
{
    CHECK(answer->header_count < ANSWER_HEADERS_MOST);
    answer->headers[answer->header_count++] = (Pair){ name, value };
}

const char *answer_header(const Answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->header_count; i++)
        if (strcasecmp(answer->headers[i].name, name) == 0) return answer->headers[i].value;
    return "";
}

static void headers_safe(const Ctx *cx, bool file, Answer *answer)
{
    header(answer, "Content-Security-Policy", file ? file_policy : policy);
    header(answer, "X-Content-Type-Options", "nosniff");
    header(answer, "Referrer-Policy", "same-origin");
    header(answer, "Cross-Origin-Opener-Policy", "same-origin");
    if (begins(cx->partnership->url, "https://")) header(answer, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

/* Old readers get the ASCII of it, new ones the whole name. */
static const char *disposition(Ctx *cx, const char *name)
{
    Draft plain = { .cx = cx }, whole = { .cx = cx };
    for (const unsigned char *c = (const unsigned char *)name; *c; c++) {
        bool safe = (*c >= '0' && *c <= '9') || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') || strchr("._-", *c);
        if (safe) draft_bytes(&whole, (const char *)c, 1);
        else draft_add(&whole, "%%%02X", *c);
        if ((*c & 0xc0) != 0x80) draft_bytes(&plain, safe || *c == ' ' ? (const char *)c : "_", 1);
    }
    return text(cx, "attachment; filename=\"%s\"; filename*=UTF-8''%s", draft_text(&plain), draft_text(&whole));
}

static void cookies_set(Turn *turn, Answer *answer)
{
    Ctx *cx = &turn->cx;
    Response *rs = &turn->rs;
    bool page = !rs->location && !rs->bytes;

    if (rs->cookie) {
        header(answer, "Set-Cookie", cookie_line(cx, COOKIE_SIGN_IN, rs->cookie, *rs->cookie ? COOKIE_SECONDS : 0));
        if (!*rs->cookie) header(answer, "Clear-Site-Data", "\"cache\", \"storage\"");
    }
    if (rs->posts && !cx->who && turn->visitor_new) header(answer, "Set-Cookie", cookie_line(cx, COOKIE_VISITOR, turn->visitor, COOKIE_SECONDS));
    if (rs->flash) header(answer, "Set-Cookie", cookie_line(cx, COOKIE_FLASH, flash_seal(cx, rs->flash), FLASH_SECONDS));
    else if (page && *cookie_value(&turn->rq, COOKIE_FLASH)) header(answer, "Set-Cookie", cookie_line(cx, COOKIE_FLASH, "", 0));
}

static bool may_keep(const Turn *turn)
{
    const Response *rs = &turn->rs;
    bool fresh = !rs->fresh_until || rs->fresh_until > turn->cx.now;
    return turn->route && turn->route->kind == ROUTE_GET && !turn->error && !turn->cx.who && !rs->status && !rs->location && !rs->posts && !rs->private_page
        && !rs->cookie && !rs->flash && !*cookie_value(&turn->rq, COOKIE_FLASH) && fresh;
}

void turn_answer(Turn *turn, Answer *answer)
{
    Ctx *cx = &turn->cx;
    Response *rs = &turn->rs;

    answer->header_count = 0;
    answer->status = rs->status ? rs->status : 200;
    answer->bytes = "";
    answer->length = 0;
    if (rs->location) {
        header(answer, "Location", rs->location);
    } else if (rs->bytes) {
        header(answer, "Content-Type", rs->type);
        answer->bytes = rs->bytes;
        answer->length = rs->length;
        if (rs->download) header(answer, "Content-Disposition", disposition(cx, rs->download));
    } else if (rs->out.length) {
        header(answer, "Content-Type", "text/html; charset=utf-8");
        answer->bytes = rs->out.bytes;
        answer->length = rs->out.length;
    }
    if (answer->status == TOO_MANY || answer->status == UNAVAILABLE) header(answer, "Retry-After", "60");
    if (turn->status == 405) header(answer, "Allow", same(turn->rq.method, "POST") ? "GET, HEAD" : "POST");
    answer->keep = may_keep(turn);
    header(answer, "Cache-Control", rs->lasting && rs->bytes ? "private, max-age=31536000, immutable" : answer->keep ? "no-cache" : "no-store");
    header(answer, "Vary", "Cookie, Accept-Encoding");
    headers_safe(cx, rs->download && rs->bytes, answer);
    cookies_set(turn, answer);
}
