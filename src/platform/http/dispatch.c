#include "platform/http/dispatch.h"

#include <string.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/parse.h"
#include "platform/security/token.h"

enum { TOKEN_LENGTH = 43, AGENT_MOST = 160, KEY_MOST = 64 };

static bool turn_writes(const Turn *turn)
{
    return turn->route && (turn->route->kind == ROUTE_CALLBACK || same(turn->rq.method, "POST"));
}

/* ---- opening ---- */

static const char *agent_short(Ctx *cx, const char *agent)
{
    const char *clean = text_clean(cx, agent, strnlen(agent, AGENT_MOST));
    return clean ? clean : "";
}

void turn_open(Turn *turn)
{
    Ctx *cx = &turn->cx;
    Request *rq = &turn->rq;
    int status = 400;

    html_begin(&turn->rs.out, cx);
    *rq = (Request){ .method = same(turn->in.method, "HEAD") ? "GET" : turn->in.method, .path = "/", .query_text = "", .word = "", .csrf = "", .key = "",
                     .agent = agent_short(cx, turn->in.agent) };
    turn->next = TURN_READ;
    turn->visitor = "";
    cookies_parse(cx, turn->in.cookies, rq);
    turn->error = target_parse(cx, turn->in.target, rq);
    if (!turn->error) {
        turn->route = route_match(rq->method, rq->path, cx, rq, &status);
        if (!turn->route) turn->error = missing(cx, "no such route");
        if (!turn->route && status == 405) turn->status = 405;
    } else {
        turn->status = 400;
    }
}

size_t turn_body_most(const Turn *turn)
{
    if (!turn->route || !same(turn->rq.method, "POST")) return 0;
    return turn->route->body_most ? turn->route->body_most : BODY_MOST;
}

bool turn_is_slow(const Turn *turn)
{
    return turn->route && (turn->route->kind == ROUTE_SLOW || (turn->route->prepare && turn_writes(turn)));
}

void turn_too_large(Turn *turn)
{
    size_t most = turn_body_most(turn);
    Error *error = invalid(&turn->cx, NULL, "This is larger than we can take. Send %zu MB at most", most >> 20 ? most >> 20 : 1);
    error->kind = TOO_LARGE;
    turn->error = error;
    turn->status = 0;
}

/* ---- who ---- */

static Error *who_find(Turn *turn)
{
    Ctx *cx = &turn->cx;
    const char *token = cookie_value(&turn->rq, COOKIE_SIGN_IN);

    if (strlen(token) == TOKEN_LENGTH) TRY(http_app()->who(cx, token, &cx->who));
    if (cx->who) {
        turn->token = turn->visitor = token;
        turn->owner = text(cx, "person %ld", cx->who->id);
    } else {
        const char *visitor = cookie_value(&turn->rq, COOKIE_VISITOR);
        turn->visitor_new = strlen(visitor) != TOKEN_LENGTH;
        turn->visitor = turn->visitor_new ? token_new(cx) : visitor;
        turn->owner = turn->visitor_new ? "" : text(cx, "visitor %s", token_hash(cx, visitor));
    }
    turn->rq.csrf = csrf_token(cx, turn->visitor);
    turn->rq.key = text(cx, "%lx", new_id(cx));
    const char *flash = cookie_value(&turn->rq, COOKIE_FLASH);
    if (*flash) turn->rq.flash = flash_open(cx, flash);
    return OK;
}

static const char *percent_encoded(Ctx *cx, const char *s)
{
    Draft draft = { .cx = cx };
    for (; *s; s++) {
        if (strchr("&#+%=?\"<>' ", *s) || (unsigned char)*s >= 0x7f) draft_add(&draft, "%%%02X", (unsigned char)*s);
        else draft_bytes(&draft, s, 1);
    }
    return draft_text(&draft);
}

/* A page, or the page of a form, to come back to; NULL: what was sent has none. */
static const char *way_back(const Turn *turn)
{
    return turn->route && turn->route->show && path_is_ours(turn->in.target) ? turn->in.target : NULL;
}

static void lead_to(Turn *turn, const char *page)
{
    Ctx *cx = &turn->cx;
    const char *back = way_back(turn);
    (void)redirect(&turn->rs, back ? text(cx, "%s?next=%s", page, percent_encoded(cx, back)) : page);
}

/* A stranger who may know more after signing in is sent to do so, and comes back. */
static Error *permitted(Turn *turn)
{
    Ctx *cx = &turn->cx;
    int needs = turn->route->needs;

    if (needs == PUBLIC || (cx->who && (needs == SIGNED_IN || may(cx, needs)))) return OK;
    if (cx->who && (cx->who->withheld >> needs & 1)) return unproven(cx, "%s asks for permission %d", turn->route->path, needs);
    if (cx->who) {
        note(cx, "access.denied", 0, turn->route->path);
        return forbidden(cx, "%s asks for permission %d", turn->route->path, needs);
    }
    lead_to(turn, "/sign-in");
    return OK;
}

/* ---- answers ---- */

static void answer_anew(Turn *turn)
{
    turn->rs = (Response){0};
    html_begin(&turn->rs.out, &turn->cx);
}

/* Whether it may be another answer once this person has proven who they are: what is withheld from them looks absent. */
static bool would_be_known(const Turn *turn, const Error *error)
{
    const Who *who = turn->cx.who;
    return error->kind == REFUSED_SIGN_IN || (who && who->withheld && turn->route && (error->kind == MISSING || error->kind == FORBIDDEN));
}

static void error_answer(Turn *turn, const Error *error)
{
    Ctx *cx = &turn->cx;

    if (error->kind == BROKEN || error->kind == UNAVAILABLE)
        log_error(cx, "request", "%s %s: %s", turn->rq.method, turn->route ? turn->route->path : "-", error->log ? error->log : error->say);
    answer_anew(turn);
    if (http_app()->second_step && would_be_known(turn, error)) {
        lead_to(turn, http_app()->second_step);
        return;
    }
    turn->rq.errors = NULL;      /* of a form that this page is not: they could tell what it held */
    http_app()->error_page(cx, &turn->rq, &turn->rs, error);
    turn->rs.status = turn->status ? turn->status : (int)error->kind;
    turn->rs.private_page = true;
    if (turn->rs.out.broken) {
        log_error(cx, "request", "the error page: %s", turn->rs.out.broken);
        answer_anew(turn);
        static const char plain[] = "Something went wrong, and it is our fault.\n";
        turn->rs.status = BROKEN;
        (void)respond(&turn->rs, "text/plain; charset=utf-8", plain, sizeof plain - 1);
    }
}

/* What a handler wrote can still be unfit to show. */
static Error *page_check(Turn *turn)
{
    const Out *out = &turn->rs.out;
    if (arena_spent(turn->cx.arena)) return broken(&turn->cx, "over the memory of one request");
    if (turn->rs.location || turn->rs.bytes || !out->length) return OK;
    if (!html_whole(out)) return broken(&turn->cx, "the page: %s", out->broken ? out->broken : "ends inside a tag");
    return OK;
}

static void show(Turn *turn)
{
    answer_anew(turn);
    Error *error = turn->route->show(&turn->cx, &turn->rq, &turn->rs);
    if (!error) error = page_check(turn);
    if (error) error_answer(turn, error);
}

/* A refused form is shown again as it was typed; where there is no form to show, the refusal is a page. */
static void refuse(Turn *turn, const Error *error)
{
    bool typed = error->kind == INVALID || error->kind == CONFLICT || error->kind == TOO_MANY;

    if (!typed || !turn->route || !turn->route->show || turn->route->kind != ROUTE_FORM) {
        error_answer(turn, error);
        return;
    }
    turn->rq.posted = true;
    turn->rq.errors = error;
    show(turn);
    if (!turn->rs.status && !turn->rs.location) turn->rs.status = (int)error->kind;
}

/* ---- reading ---- */

static Error *post_begin(Turn *turn)
{
    Ctx *cx = &turn->cx;
    bool found = false;

    if (turn->route->kind != ROUTE_CALLBACK) {
        Error *error = body_parse(cx, turn->in.content_type, turn->in.body, turn->in.body_length, &turn->rq);
        if (error) return turn->status = 400, error;
        TRY(csrf_check(turn));
        if (strlen(form_text(&turn->rq, "key")) > KEY_MOST) return malformed(cx, "the key is too long");
        turn->body_hash = body_hash(cx, &turn->rq);
        if (turn->route->prepare) TRY(key_find(turn, &found));
    }
    if (found) return OK;
    turn->next = TURN_WRITE;
    return turn->route->prepare ? turn->route->prepare(cx, &turn->rq, &turn->rs) : OK;
}

void turn_read(Turn *turn)
{
    Ctx *cx = &turn->cx;

    turn->next = TURN_ANSWER;
    Error *error = store_read_begin(cx);
    if (!error) error = who_find(turn);
    if (!error) error = turn->error;
    if (!error) error = permitted(turn);
    if (error) {
        error_answer(turn, error);
    } else if (!turn->rs.location) {
        if (!turn_writes(turn)) {
            show(turn);
        } else if ((error = post_begin(turn))) {
            turn->next = TURN_ANSWER;
            if (turn->status == 400) error_answer(turn, error);
            else refuse(turn, error);
        }
    }
    store_read_end(cx);
    if (turn->next == TURN_ANSWER && cx->notes) turn->next = TURN_NOTES;
}

/* ---- writing ---- */

Error *turn_write(Ctx *cx, void *turn_)
{
    Turn *turn = turn_;
    bool mine = true;

    answer_anew(turn);   /* it may run twice */
    turn->replayed = false;
    if (turn->route->kind == ROUTE_CALLBACK) return turn->route->submit(cx, &turn->rq, &turn->rs);
    TRY(key_take(turn, &mine));
    if (!mine) return OK;
    TRY(turn->route->submit(cx, &turn->rq, &turn->rs));
    return key_keep(turn);
}

void turn_written(Turn *turn, Error *error)
{
    turn->error = error;
    turn->next = error ? TURN_SETTLE : turn->cx.notes ? TURN_NOTES : TURN_ANSWER;
}

void turn_settle(Turn *turn)
{
    Ctx *cx = &turn->cx;
    Error *error = turn->error, *reading = store_read_begin(cx);

    if (reading) error_answer(turn, reading);
    else refuse(turn, error);
    store_read_end(cx);
    turn->next = cx->notes ? TURN_NOTES : TURN_ANSWER;
}

Error *turn_notes(Ctx *cx, void *turn) { return notes_write(cx); }

void dispatch(const Ctx *cx, const Incoming *in, Turn *turn, Answer *answer)
{
    *turn = (Turn){ .cx = *cx, .in = *in };
    turn_open(turn);
    if (!turn->error && in->body_length > turn_body_most(turn) && same(turn->rq.method, "POST")) turn_too_large(turn);
    turn_read(turn);
    if (turn->next == TURN_WRITE) turn_written(turn, db_write(&turn->cx, turn_write, turn));
    if (turn->next == TURN_SETTLE) turn_settle(turn);
    if (turn->next == TURN_NOTES) {
        Error *error = db_write(&turn->cx, turn_notes, turn);
        if (error) log_error(&turn->cx, "notes", "%s", error->log ? error->log : error->say);
    }
    turn_answer(turn, answer);
}
