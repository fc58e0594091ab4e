#include "platform/documents/json.h"

#include <jansson.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

/* A Json is jansson's own value; the one that heads a document belongs to the arena, the others to their parents. */
enum { JSON_BYTES_MOST = 1 << 20, JSON_DEPTH_MOST = 32 };

static json_t *of(const Json *json) { return (json_t *)json; }

static void release(void *json) { json_decref(json); }

static Json *kept(Ctx *cx, json_t *json)
{
    CHECK(json);
    arena_defer(cx->arena, release, json);
    return (Json *)json;
}

Json *json_object_new(Ctx *cx) { return kept(cx, json_object()); }
Json *json_list_new(Ctx *cx) { return kept(cx, json_array()); }

void json_put_text(Json *object, const char *name, const char *value)
{
    json_t *text = value ? json_string(value) : json_null();
    CHECK(text && json_object_set_new(of(object), name, text) == 0);   /* text is valid UTF-8 since the door */
}

void json_put_int(Json *object, const char *name, int64_t value) { CHECK(json_object_set_new(of(object), name, json_integer(value)) == 0); }

void json_put_id(Json *object, const char *name, int64_t id)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", (long)id);
    json_put_text(object, name, id ? digits : NULL);
}

void json_put_bool(Json *object, const char *name, bool value) { CHECK(json_object_set_new(of(object), name, json_boolean(value)) == 0); }
void json_put(Json *object, const char *name, Json *value) { CHECK(json_object_set(of(object), name, of(value)) == 0); }
void json_add(Json *list, Json *value) { CHECK(json_array_append(of(list), of(value)) == 0); }
void json_add_text(Json *list, const char *value) { CHECK(json_array_append_new(of(list), json_string(value)) == 0); }

static int take_bytes(const char *bytes, size_t length, void *draft)
{
    draft_bytes(draft, bytes, length);
    return 0;
}

const char *json_write(Ctx *cx, const Json *json)
{
    Draft draft = { .cx = cx };
    CHECK(json_dump_callback(of(json), take_bytes, &draft, JSON_COMPACT) == 0);
    return draft_text(&draft);
}

/* Most texts mean themselves; whatever needs a backslash is the library's. */
static void text_add(Draft *draft, const char *value)
{
    size_t length = 0;
    while ((unsigned char)value[length] >= ' ' && value[length] != '"' && value[length] != '\\') length++;
    if (value[length]) {
        json_t *text = json_string(value);
        CHECK(text && json_dump_callback(text, take_bytes, draft, JSON_ENCODE_ANY) == 0);
        json_decref(text);
        return;
    }
    draft_bytes(draft, "\"", 1);
    draft_bytes(draft, value, length);
    draft_bytes(draft, "\"", 1);
}

const char *json_texts(Ctx *cx, const char *const *pairs, size_t count)
{
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < count; i++) {
        draft_bytes(&draft, i ? "," : "{", 1);
        text_add(&draft, pairs[2 * i]);
        draft_bytes(&draft, ":", 1);
        text_add(&draft, pairs[2 * i + 1]);
    }
    draft_bytes(&draft, count ? "}" : "{}", count ? 1 : 2);
    return draft_text(&draft);
}

/* jansson's own limit of nesting is 2,048; what strangers send has no need of more than 32. */
static bool too_deep(const char *bytes, size_t length)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (quoted && c == '\\') i++;
        else if (c == '"') quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[')) { if (++depth > JSON_DEPTH_MOST) return true; }
        else if (!quoted && (c == '}' || c == ']')) depth--;
    }
    return false;
}

Error *json_read(Ctx *cx, const char *bytes, size_t length, Json **json)
{
    json_error_t error;
    if (length > JSON_BYTES_MOST) return invalid(cx, NULL, "Send at most %d bytes of JSON", JSON_BYTES_MOST);
    if (too_deep(bytes, length)) return invalid(cx, NULL, "Send JSON that is nested %d deep at most", JSON_DEPTH_MOST);
    json_t *read = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (!read) return invalid(cx, NULL, "This is not JSON: line %d, %s", error.line, error.text);
    *json = kept(cx, read);
    return OK;
}

const char *json_get_text(const Json *object, const char *name)
{
    const char *text = json_string_value(json_object_get(of(object), name));
    return text ? text : "";
}

int64_t json_get_int(const Json *object, const char *name, int64_t otherwise)
{
    const json_t *number = json_object_get(of(object), name);
    return json_is_integer(number) ? json_integer_value(number) : otherwise;
}

Json *json_get(const Json *object, const char *name) { return (Json *)json_object_get(of(object), name); }
size_t json_size(const Json *list) { return json_array_size(of(list)); }
Json *json_at(const Json *list, size_t i) { return (Json *)json_array_get(of(list), i); }
