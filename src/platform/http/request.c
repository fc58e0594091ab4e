#include <string.h>

#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/http/parse.h"

static const char *value_in(const Pair *pairs, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) if (same(pairs[i].name, name)) return pairs[i].value;
    return NULL;
}

static const char *or_empty(const char *value) { return value ? value : ""; }

static int64_t number_or(const char *value, int64_t otherwise)
{
    int64_t number;
    return value && number_parse(value, INT64_MIN, INT64_MAX, &number) ? number : otherwise;
}

const char *query_value(const Request *rq, const char *name)  { return or_empty(value_in(rq->query, rq->query_count, name)); }
const char *form_text(const Request *rq, const char *name)    { return or_empty(value_in(rq->form, rq->form_count, name)); }
const char *cookie_value(const Request *rq, const char *name) { return or_empty(value_in(rq->cookies, rq->cookie_count, name)); }
bool        form_has(const Request *rq, const char *name)     { return value_in(rq->form, rq->form_count, name) != NULL; }

int64_t query_number(const Request *rq, const char *name, int64_t otherwise) { return number_or(value_in(rq->query, rq->query_count, name), otherwise); }
int64_t form_number(const Request *rq, const char *name, int64_t otherwise)  { return number_or(value_in(rq->form, rq->form_count, name), otherwise); }

bool form_ticked(const Request *rq, const char *name, const char *value)
{
    for (size_t i = 0; i < rq->form_count; i++)
        if (same(rq->form[i].name, name) && same(rq->form[i].value, value)) return true;
    return false;
}

const char *const *form_list(Ctx *cx, const Request *rq, const char *name, size_t *n)
{
    const char **list = array(cx, const char *, rq->form_count + 1);
    *n = 0;
    for (size_t i = 0; i < rq->form_count; i++)
        if (same(rq->form[i].name, name)) list[(*n)++] = rq->form[i].value;
    return list;
}

/* A box that was unticked does not come at all, so after a post what is absent counts as empty. */
const char *form_value(const Request *rq, const char *name, const char *stored)
{
    return rq->posted ? form_text(rq, name) : stored;
}

const Upload *form_upload(const Request *rq, const char *name)
{
    for (size_t i = 0; i < rq->upload_count; i++) if (same(rq->uploads[i].field, name)) return &rq->uploads[i];
    return NULL;
}

const char *error_for(const Request *rq, const char *field)
{
    for (const Error *error = rq->errors; error; error = error->next)
        if (error->field && same(error->field, field)) return error->say;
    return NULL;
}

const char *cookie_sign_in(const Request *rq) { return cookie_value(rq, COOKIE_SIGN_IN); }

const char *next_path(const Request *rq, const char *otherwise)
{
    const char *next = form_has(rq, "next") ? form_text(rq, "next") : query_value(rq, "next");
    return path_is_ours(next) ? next : otherwise;
}
