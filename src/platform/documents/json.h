/* JSON by jansson: documents are built as a tree in the arena's keeping and written once. */
#pragma once
#include "platform/base/context.h"

typedef struct Json Json;

Json *json_object_new(Ctx *cx);
Json *json_list_new(Ctx *cx);
void  json_put_text(Json *object, const char *name, const char *value);   /* NULL writes null */
void  json_put_int(Json *object, const char *name, int64_t value);
void  json_put_id(Json *object, const char *name, int64_t id);            /* ids are strings in JSON; 0 writes null */
void  json_put_bool(Json *object, const char *name, bool value);
void  json_put(Json *object, const char *name, Json *value);
void  json_add(Json *list, Json *value);
void  json_add_text(Json *list, const char *value);
/* {"name": "value" ...} at once, for what is written often: `pairs` are names and values in turn, valid UTF-8. */
const char *json_texts(Ctx *cx, const char *const *pairs, size_t count);
const char *json_write(Ctx *cx, const Json *json);                        /* compact, keys in the order they were put */

/* Reading: depth 32 and 1 MiB at most; NULL or "" where a name is absent or of another kind. */
CHECKED Error *json_read(Ctx *cx, const char *bytes, size_t length, Json **json);
const char *json_get_text(const Json *object, const char *name);
int64_t     json_get_int(const Json *object, const char *name, int64_t otherwise);
Json       *json_get(const Json *object, const char *name);
size_t      json_size(const Json *list);
Json       *json_at(const Json *list, size_t i);
