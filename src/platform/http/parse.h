/*
 * Reading strangers' bytes: the target, forms, cookies. Each parser refuses what it does not understand rather than repair it, and is
 * bounded in time and memory by what it is given. An Error from here is about the request's form, so it is answered with 400.
 */
#pragma once
#include "platform/http/http.h"

enum {
    TARGET_MOST   = 4096,     /* bytes of path and query together */
    COOKIES_MOST  = 64,
    BOUNDARY_MOST = 70,       /* RFC 2046 */
    PARTS_MOST    = FIELDS_MOST,
    PART_HEAD_MOST = 2048,    /* bytes of one part's own header */
    FIELD_NAME_MOST = 200,
    FILE_NAME_MOST  = 255,
};

CHECKED Error *malformed(Ctx *cx, const char *log);

/* Fills path, query_text and query. */
CHECKED Error *target_parse(Ctx *cx, const char *target, Request *rq);

/* "a=1&b=two+words" into pairs. */
CHECKED Error *urlencoded_parse(Ctx *cx, const char *bytes, size_t length, const Pair **pairs, size_t *count);

/* A whole multipart/form-data body, which stays where it is: uploads point into it. Fills form and uploads. */
CHECKED Error *multipart_parse(Ctx *cx, const char *content_type, const char *bytes, size_t length, Request *rq);

/* A body by its content type; no other type than a browser's two forms is taken. */
CHECKED Error *body_parse(Ctx *cx, const char *content_type, const char *bytes, size_t length, Request *rq);

/* What a Cookie header holds; a pair that cannot be read is passed over, for other programs on this host may have set it. */
void cookies_parse(Ctx *cx, const char *header, Request *rq);

/* Text as a handler gets it: valid UTF-8, line ends made \n, other control characters made spaces. NULL when it is no text. */
const char *text_clean(Ctx *cx, const char *bytes, size_t length);

/* A path on this site that a browser will not take for another site's, fit for a Location. */
bool path_is_ours(const char *path);
