#include "platform/http/guard.h"

#include <string.h>

#include "platform/base/text.h"

void guard_begin(Guard *guard, const char *method, const char *version)
{
    *guard = (Guard){
        .in = { .method = method, .target = "", .cookies = "", .content_type = "", .host = "", .origin = "", .fetch_site = "", .agent = "", .address = "", .body = "" },
        .accept_encoding = "", .if_none_match = "", .forwarded_for = "", .content_length = -1,
    };
    if (!same(version, "HTTP/1.1") && !same(version, "HTTP/1.0")) guard->why = "version";
    if (!one_of(method, "GET HEAD POST PUT DELETE PATCH OPTIONS")) guard->why = "method";
}

/* RFC 9110's token. */
static bool is_token(const char *s, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = s[i], lower = (char)(c | 0x20);
        if (!((c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || (c && strchr("!#$%&'*+-.^_`|~", c)))) return false;
    }
    return length > 0;
}

static bool has_control(const char *s, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f) return true;
    return false;
}

static bool named(const char *name, size_t length, const char *wanted, size_t wanted_length)
{
    return length == wanted_length && strncasecmp(name, wanted, length) == 0;
}
/* It begins like the name that says where a body ends, an underscore taken for a hyphen as some servers do: another on the way may take it for that name. */
static bool spelt_like(const char *name, size_t length, const char *wanted)
{
    size_t i = 0;
    while (i < length && wanted[i] && ((name[i] | 0x20) == wanted[i] || (name[i] == '_' && wanted[i] == '-'))) i++;
    return !wanted[i];
}
#define NAMED(wanted) named(name, name_length, wanted, sizeof wanted - 1)

/* A second one would leave it open which of the two counts. */
static void once(Guard *guard, const char **place, const char *value, const char *why)
{
    if (**place) guard->why = why;
    *place = value;
}

static bool host_plain(const char *host)
{
    return *host && strspn(host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]") == strlen(host);
}

static void length_read(Guard *guard, const char *value, size_t length)
{
    int64_t number;
    if (guard->content_length >= 0) guard->why = "two lengths";
    else if (!length || length > 15 || strspn(value, "0123456789") != length || !number_parse(value, 0, INT64_MAX, &number)) guard->why = "length";
    else guard->content_length = number;
}

static void coding_read(Guard *guard, const char *value)
{
    if (guard->chunked) guard->why = "two codings";
    else if (strcasecmp(value, "chunked") != 0) guard->why = "coding";
    guard->chunked = true;
}

void guard_header(Guard *guard, const char *name, size_t name_length, const char *value, size_t value_length)
{
    if (++guard->count > HEADERS_MOST) guard->why = "too many headers";
    if (!is_token(name, name_length)) guard->why = "header name";
    if (has_control(value, value_length) || strlen(value) != value_length) guard->why = "control byte";
    if (guard->why) return;

    switch (name[0] | 0x20) {
    case 'h':
        if (!NAMED("host")) return;
        guard->hosts++;
        guard->in.host = value;
        if (!host_plain(value)) guard->why = "host";
        return;
    case 'c':
        if (NAMED("cookie")) once(guard, &guard->in.cookies, value, "two cookie headers");
        else if (NAMED("content-type")) once(guard, &guard->in.content_type, value, "two content types");
        else if (NAMED("content-length")) length_read(guard, value, value_length);
        else if (spelt_like(name, name_length, "content-length")) guard->why = "a name like length";
        else if (NAMED("content-encoding")) guard->why = "content coding";
        return;
    case 't':
        if (NAMED("transfer-encoding")) coding_read(guard, value);
        else if (spelt_like(name, name_length, "transfer-encoding")) guard->why = "a name like coding";
        return;
    case 'o':
        if (NAMED("origin")) once(guard, &guard->in.origin, value, "two origins");
        return;
    case 's':
        if (NAMED("sec-fetch-site")) once(guard, &guard->in.fetch_site, value, "two Sec-Fetch-Site");
        return;
    case 'u':
        if (NAMED("user-agent")) guard->in.agent = value;
        else if (NAMED("upgrade")) guard->why = "upgrade";
        return;
    case 'a':
        if (NAMED("accept-encoding")) guard->accept_encoding = value;
        return;
    case 'i':
        if (NAMED("if-none-match")) guard->if_none_match = value;
        return;
    case 'x':
        if (NAMED("x-forwarded-for")) guard->forwarded_for = value;
        return;
    default:
        return;
    }
}

bool guard_end(Guard *guard)
{
    bool body = guard->chunked || guard->content_length > 0;
    if (guard->why) return false;
    if (guard->hosts != 1) guard->why = guard->hosts ? "two hosts" : "no host";
    else if (guard->chunked && guard->content_length >= 0) guard->why = "length and coding";
    else if (body && !same(guard->in.method, "POST")) guard->why = "a body where none belongs";
    return !guard->why;
}
