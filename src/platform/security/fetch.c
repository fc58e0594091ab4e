#include "platform/security/fetch.h"

#include <curl/curl.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/log.h"
#include "platform/base/text.h"

enum { CONNECT_SECONDS = 3 };

static bool is_here(const char *url)
{
    static const char *const hosts[] = { "http://127.0.0.1", "http://localhost" };
    for (size_t i = 0; i < COUNT(hosts); i++)
        if (begins(url, hosts[i]) && strchr(":/", url[strlen(hosts[i])])) return true;
    return false;
}

/* Before an @ somebody's name can stand, and look like the host: "http://127.0.0.1:80@elsewhere.example/" is elsewhere. */
static bool names_somebody(const char *url)
{
    const char *slashes = strstr(url, "://");
    return slashes && memchr(slashes + 3, '@', strcspn(slashes + 3, "/"));
}

bool fetch_allows(const char *url) { return text_is_line(url) && !names_somebody(url) && (begins(url, "https://") || is_here(url)); }

static size_t more_came(char *bytes, size_t size, size_t n, void *data)
{
    Draft *body = data;
    if (body->length + size * n > FETCH_MOST) return 0;      /* ends it */
    draft_bytes(body, bytes, size * n);
    return size * n;
}

static void about_reaching(CURL *curl, const char *url)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_here(url) ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");            /* whatever the environment says */
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)FETCH_SECONDS);
}

static struct curl_slist *heads_of(Ctx *cx, const FetchAsk *ask)
{
    struct curl_slist *heads = curl_slist_append(NULL, "Accept: application/json");
    CHECK(heads);
    if (ask->json) CHECK(curl_slist_append(heads, "Content-Type: application/json"));
    if (ask->bearer) CHECK(curl_slist_append(heads, text(cx, "Authorization: Bearer %s", ask->bearer)));
    return heads;
}

/* One question: `body_sent` and `heads` may be NULL. */
static Error *ask_once(Ctx *cx, const char *url, const char *body_sent, struct curl_slist *heads, Fetched *fetched)
{
    Draft body = { .cx = cx };
    CURL *curl = curl_easy_init();
    CHECK(curl);
    about_reaching(curl, url);
    if (body_sent) curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body_sent);
    if (heads) curl_easy_setopt(curl, CURLOPT_HTTPHEADER, heads);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, more_came);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    CURLcode done = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &fetched->status);
    curl_easy_cleanup(curl);
    if (done != CURLE_OK) {
        log_warning(cx, "fetch", "%s: %s", url, curl_easy_strerror(done));
        return unavailable(cx, "%s: %s", url, curl_easy_strerror(done));
    }
    fetched->length = body.length;
    fetched->bytes = draft_text(&body);
    return OK;
}

Error *fetch(Ctx *cx, const char *url, const char *form, Fetched *fetched)
{
    return fetch_allows(url) ? ask_once(cx, url, form, NULL, fetched) : unavailable(cx, "%s is not asked without encryption", url);
}

Error *fetch_asked(Ctx *cx, const FetchAsk *ask, Fetched *fetched)
{
    if (!fetch_allows(ask->url)) return unavailable(cx, "%s is not asked without encryption", ask->url);
    if (ask->bearer && !text_is_line(ask->bearer)) return unavailable(cx, "the key for %s is not one line", ask->url);
    struct curl_slist *heads = heads_of(cx, ask);
    Error *error = ask_once(cx, ask->url, ask->json, heads, fetched);
    curl_slist_free_all(heads);
    return error;
}
