/* A request without a socket, undone afterwards. */
#include "tests/doors/doors.h"

#include <string.h>

#include "app/lists.h"
#include "platform/base/text.h"

#define BOUNDARY "door-door-door"

/* ---- which addresses there are ---- */

enum { DOORS_MOST = 3000, PATH_MOST = 400 };
static Door   door_list[DOORS_MOST];
static size_t door_count;

/* The path that is still to be filled in, and what came of what stands before it. */
typedef struct { const char *rest, *path, *shown, *name; bool has_id, all_nothing; } Filling;

static void door_add(const Route *route, const char *method, const Filling *filled)
{
    EXPECT(door_count < DOORS_MOST);
    Door *door = &door_list[door_count++];
    *door = (Door){ route, method, filled->path, filled->shown, NULL };
    if (!filled->has_id || filled->all_nothing) door->nothing = door;
}

/* Whether a thing belongs here: its "before" is how the route's path ends up to this id, and its "of" is the id before. */
static bool fits(const Thing *thing, const char *before, const char *of)
{
    return ends(before, thing->before) && (!thing->of || same(thing->of, of));
}

static bool is_known(const char *before)
{
    size_t count;
    const Thing *things = door_things(&count);
    for (size_t i = 0; i < count; i++)
        if (ends(before, things[i].before)) return true;
    return false;
}

static size_t longest_before(const char *before, const char *of)
{
    size_t count, most = 0;
    const Thing *things = door_things(&count);
    for (size_t i = 0; i < count; i++)
        if (fits(&things[i], before, of) && strlen(things[i].before) > most) most = strlen(things[i].before);
    return most;
}

static void fill(const Route *route, const char *method, Filling at)
{
    Ctx *cx = test_cx();
    size_t length = strcspn(at.rest, ":*"), count;
    const char *piece = text_copy(cx, at.rest, length);
    at.path = text(cx, "%s%s", at.path, piece), at.shown = text(cx, "%s%s", at.shown, piece);
    if (!at.rest[length]) {
        door_add(route, method, &at);
        return;
    }
    bool word = at.rest[length] == '*';
    at.rest += length + (word ? 1 : strlen(":id"));
    const char *before = text_copy(cx, route->path, (size_t)(at.rest - route->path) - (word ? 0 : strlen(":id")));
    size_t most = longest_before(before, at.name);
    const Thing *things = door_things(&count);
    Filling next = at;
    next.has_id = true;
    for (size_t i = 0; i < count; i++) {
        if (!fits(&things[i], before, at.name) || strlen(things[i].before) != most) continue;
        next.path = text(cx, "%s%s", at.path, things[i].value), next.shown = text(cx, "%s%s", at.shown, things[i].name);
        next.name = things[i].name, next.all_nothing = false;
        fill(route, method, next);
    }
    if (!is_known(before)) print_message("# no thing in door_world.c stands for what %s means\n", route->path);
    EXPECT(is_known(before));
    next.path = text(cx, "%s%s", at.path, word ? "nothing.at.all" : "424242"), next.shown = text(cx, "%snothing", at.shown);
    next.name = "nothing", next.all_nothing = at.all_nothing;
    fill(route, method, next);
}

static void nothings_find(size_t from)
{
    const Door *nothing = NULL;
    for (size_t i = from; i < door_count; i++)
        if (door_list[i].nothing) nothing = &door_list[i];
    for (size_t i = from; i < door_count; i++) door_list[i].nothing = nothing;
}

static void doors_of(const Route *route, const char *method)
{
    size_t from = door_count;
    fill(route, method, (Filling){ .rest = route->path, .path = "", .shown = "", .name = "", .all_nothing = true });
    nothings_find(from);
}

const Door *doors(size_t *count)
{
    door_count = 0;
    for (size_t l = 0; l < the_app.list_count; l++)
        for (size_t i = 0; i < the_app.lists[l]->count; i++) {
            const Route *route = &the_app.lists[l]->routes[i];
            if (route->kind != ROUTE_POST) doors_of(route, "GET");
            if (route->kind == ROUTE_POST || route->kind == ROUTE_FORM) doors_of(route, "POST");
        }
    *count = door_count;
    return door_list;
}

bool door_at(const char *method, const char *path, Door *door)
{
    Ctx *cx = test_cx();
    Request rq = {0};
    int status;
    const Route *route = route_match(method, text_copy(cx, path, strcspn(path, "?#")), cx, &rq, &status);
    *door = (Door){ route, method, path, path, NULL };
    return route != NULL;
}

/* ---- a body ---- */

static Bytes meant(const char *value)
{
    size_t count;
    const Thing *things = door_things(&count);
    if (same(value, "@register")) return door_register();
    for (size_t i = 0; *value == '@' && i < count; i++)
        if (same(things[i].name, value + 1)) value = things[i].value;
    return (Bytes){ value, strlen(value) };
}

static void part_add(Draft *body, const char *name, const char *value, bool file)
{
    draft_add(body, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n", name, file ? "; filename=\"file.csv\"" : "");
    Bytes bytes = meant(value);
    draft_bytes(body, bytes.bytes, bytes.length);
    draft_add(body, "\r\n");
}

static void pair_add(Draft *body, const char *name, const char *value)
{
    draft_add(body, "%s%s=", body->length ? "&" : "", name);
    for (const unsigned char *c = meant(value).bytes; *c; c++) draft_add(body, "%%%02X", *c);
}

/* ---- who asks ---- */

/* Every request of a person sends the same, so it is made once. */
typedef struct { int64_t person_id; const char *cookies, *csrf; } Asker;
enum { ASKERS_MOST = 20 };
static Asker  askers[ASKERS_MOST];
static size_t asker_count;

static void askers_forget(void *nothing) { asker_count = 0; }

static const Asker *asker_of(const Somebody *who)
{
    for (size_t i = 0; i < asker_count; i++)
        if (askers[i].person_id == who->id) return &askers[i];
    if (!asker_count) test_after(askers_forget, NULL);
    EXPECT(asker_count < ASKERS_MOST);
    askers[asker_count] = (Asker){ who->id, cookies_of(who), csrf_of(who) };
    return &askers[asker_count++];
}

static void body_make(Ctx *cx, Incoming *in, const Door *door, const Somebody *who, const Asking *asking)
{
    bool files = door->route->body_most == UPLOAD_MOST;
    const char *const *form = asking->form ? asking->form : door_form(door->route);
    Draft body = { .cx = cx };
    const char *csrf = asking->csrf ? asking->csrf : asker_of(who)->csrf;
    files ? part_add(&body, "csrf", csrf, false) : pair_add(&body, "csrf", csrf);
    files ? part_add(&body, "key", "door", false) : pair_add(&body, "key", "door");
    for (; form[0] && *form[0]; form += 2) files ? part_add(&body, form[0], form[1], one_of(form[0], "file links")) : pair_add(&body, form[0], form[1]);
    if (files) draft_add(&body, "--" BOUNDARY "--\r\n");
    in->content_type = asking->content_type ? asking->content_type : files ? "multipart/form-data; boundary=" BOUNDARY : "application/x-www-form-urlencoded";
    in->body = draft_text(&body);
    in->body_length = body.length;
}

/* ---- asking ---- */

/* Of the last act, before it was taken back: that it was carried out, and what came of sending it again. */
static bool undone, once, again;

static bool is_once(Ctx *cx, Turn *turn)
{
    const char *location = turn->rs.location;
    Error *error = turn_write(cx, turn);
    bool alike = !error && turn->replayed && same(turn->rs.location, location);
    turn->body_hash = "of other words";
    error = turn_write(cx, turn);
    return alike && error && error->kind == CONFLICT;
}

static Error *act_and_undo(Ctx *cx, void *turn)
{
    undone = once = false;
    TRY(turn_write(cx, turn));
    undone = true;
    if (again) once = is_once(cx, turn);
    return conflict(cx, "It was carried out, and is taken back");
}

static void act(Asked *asked)
{
    Turn *turn = &asked->turn;
    asked->acts = true;
    undone = once = false;
    Error *error = db_write(&turn->cx, act_and_undo, turn);
    asked->once = once;
    turn_written(turn, undone ? OK : error);
    if (turn->next == TURN_SETTLE) turn_settle(turn);
}

static const char *word_of(const Asked *asked, const Somebody *who)
{
    int status = asked->answer.status;
    bool away = begins(answer_header(&asked->answer, "Location"), "/sign-in");
    if (status == 303 && !who->id && away && asked->turn.route && asked->turn.route->needs != PUBLIC) return "ask";
    if (status < 400) return "open";
    if (status == 403) return "no";
    if (status == 404) return "-";
    return status < 500 ? "said" : "broken";
}

void door_ask(Asked *asked, const Door *door, const Somebody *who, const Asking *asking)
{
    static const Asking as_usual = {0};
    if (!asking) asking = &as_usual;
    *asked = (Asked){0};
    ctx_begin(&asked->cx, fixture_store(), ARENA_REQUEST_LIMIT);
    asked->cx.request_id = "door";
    asked->turn = (Turn){ .cx = asked->cx, .in = { .method = asking->method ? asking->method : door->method, .target = door->path, .cookies = asker_of(who)->cookies, .content_type = "",
                          .host = "learning.example", .origin = asking->origin ? asking->origin : "", .fetch_site = asking->fetch_site ? asking->fetch_site : "", .agent = "door",
                          .address = "192.0.2.9", .body = "" } };
    if (same(asked->turn.in.method, "POST")) body_make(&asked->cx, &asked->turn.in, door, who, asking);

    again = asking->again;
    turn_open(&asked->turn);
    turn_read(&asked->turn);
    if (asked->turn.next == TURN_WRITE) act(asked);
    turn_answer(&asked->turn, &asked->answer);
    asked->word = word_of(asked, who);
}

void door_end(Asked *asked) { ctx_end(&asked->cx); }

const char *door_page(Asked *asked)
{
    static const char mark[] = "name=\"key\" value=\"";
    Draft page = { .cx = &asked->cx };
    const char *at = text_copy(&asked->cx, asked->answer.bytes, asked->answer.length);
    for (const char *key; (key = strstr(at, mark)); at = key + strcspn(key, "\"")) {
        key += strlen(mark);
        draft_bytes(&page, at, (size_t)(key - at));
    }
    draft_add(&page, "%s", at);
    return draft_text(&page);
}
