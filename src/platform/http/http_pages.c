/* What machines ask any site for. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/db.h"
#include "platform/html/asset.h"
#include "platform/http/http.h"

enum { SECURITY_CONTACT_DAYS = 365 };

SQL(store_answers, "SELECT CAST(1 AS BIGINT)");

static Error *plain_text(Response *rs, const char *words)
{
    return respond(rs, "text/plain; charset=utf-8", words, strlen(words));
}

/* That the process runs and its store can be read. */
static Error *health_show(Ctx *cx, const Request *rq, Response *rs)
{
    int64_t one;
    TRY(db_number(cx, store_answers, &one, NONE));
    rs->private_page = true;
    return plain_text(rs, "ok\n");
}

static Error *robots_show(Ctx *cx, const Request *rq, Response *rs)
{
    return plain_text(rs, "User-agent: *\nDisallow: /sign-in\n");
}

/* RFC 9116. Without an address of the partnership there is nobody to name. */
static Error *security_show(Ctx *cx, const Request *rq, Response *rs)
{
    if (blank(cx->partnership->email)) return missing(cx, "the partnership has no email address");
    int64_t until = cx->now - cx->now % 86400 + SECURITY_CONTACT_DAYS * 86400;
    return plain_text(rs, text(cx, "Contact: mailto:%s\nExpires: %s\nPreferred-Languages: en\n", cx->partnership->email, instant_iso(cx, until)));
}

static Error *favicon_show(Ctx *cx, const Request *rq, Response *rs)
{
    return redirect(rs, asset("mark.svg"));
}

ROUTES(http_pages,
    GET("/healthz",                  PUBLIC, health_show),
    GET("/robots.txt",               PUBLIC, robots_show),
    GET("/.well-known/security.txt", PUBLIC, security_show),
    GET("/favicon.ico",              PUBLIC, favicon_show),
);
