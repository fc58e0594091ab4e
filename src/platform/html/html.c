#include "platform/html/html.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/html/plan.h"

enum { FIRST_ROOM = 128 << 10 };   /* most pages fit; what a page does not reach is never touched */

static bool strict;   /* set by test programs, before their first page */

void html_strict(bool on) { strict = on; }

void html_begin(Out *out, Ctx *cx) { *out = (Out){ .cx = cx, .state = IN_TEXT }; }

void html_begin_letter(Out *out, Ctx *cx) { *out = (Out){ .cx = cx, .state = IN_TEXT, .letter = true }; }

bool html_whole(const Out *out) { return out->state == IN_TEXT && !out->broken; }

/* A page that cannot be finished safely is not finished: whatever follows writes nothing. */
static void refuse(Out *out, const char *why, const char *literal)
{
    if (strict) {
        fprintf(stderr, "html(): %s in \"%s\"\n", why, literal);
        abort();
    }
    out->broken = text(out->cx, "%s in \"%s\"", why, literal);
}

static bool room_for(Out *out, size_t more)
{
    if (out->length + more < out->room) return true;   /* one byte is kept for the NUL */
    if (arena_spent(out->cx->arena)) { out->broken = "the page is larger than a request's memory"; return false; }
    size_t room = out->room ? 2 * out->room : FIRST_ROOM;
    while (room <= out->length + more) room *= 2;
    char *bytes = arena_bytes(out->cx->arena, room);
    if (out->length) memcpy(bytes, out->bytes, out->length);
    out->bytes = bytes;
    out->room = room;
    return true;
}

static inline void put(Out *out, const char *bytes, size_t n)
{
    if (!n || !room_for(out, n)) return;
    memcpy(out->bytes + out->length, bytes, n);
    out->length += n;
}

void html_copy(Out *out, const char *bytes, size_t length)
{
    if (!out->broken) put(out, bytes, length);
}

const char *html_text(Out *out)
{
    if (!room_for(out, 0)) return "";
    out->bytes[out->length] = '\0';
    return out->bytes;
}

static const char *const entities[256] = { ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;" };

static void put_entities(Out *out, const char *s)
{
    const char *run = s;
    for (; *s; s++) {
        const char *entity = entities[(unsigned char)*s];
        if (!entity) continue;
        put(out, run, (size_t)(s - run));
        put(out, entity, strlen(entity));
        run = s + 1;
    }
    put(out, run, (size_t)(s - run));
}

static bool unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

static void put_percent(Out *out, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        char hex[3] = { '%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15] };
        if (unreserved(*s)) put(out, s, 1);
        else put(out, hex, sizeof hex);
    }
}

bool html_link_is_safe(const char *s)
{
    static const char *const starts[] = { "https://", "http://", "mailto:", "tel:", "#", "?" };
    for (const unsigned char *c = (const unsigned char *)s; *c; c++)
        if (*c < 0x20 || *c == 0x7F) return false;   /* browsers drop tabs and line ends: "/\t/elsewhere" */
    for (size_t i = 0; i < COUNT(starts); i++) if (begins(s, starts[i])) return true;
    return s[0] == '/' && s[1] != '/' && s[1] != '\\';
}

static void put_number(Out *out, long number)
{
    char digits[24], *at = digits + sizeof digits;
    unsigned long left = number < 0 ? -(unsigned long)number : (unsigned long)number;
    do *--at = (char)('0' + left % 10); while (left /= 10);
    if (number < 0) *--at = '-';
    put(out, at, (size_t)(digits + sizeof digits - at));
}

static void put_level(Out *out, int level) { put_number(out, level < 1 ? 1 : level > 6 ? 6 : level); }

static const HtmlPlan *plan_find(HtmlSite *site, const char *literal, unsigned state)
{
    HtmlPlan *first = atomic_load_explicit(&site->plans, memory_order_acquire);
    for (const HtmlPlan *plan = first; plan; plan = plan->next) if (plan->start == state) return plan;

    /* Two threads may both get here: the list then holds the plan twice, which costs a few bytes once. */
    HtmlPlan *plan = plan_make(literal, state);
    do plan->next = first;
    while (!atomic_compare_exchange_weak_explicit(&site->plans, &first, plan, memory_order_release, memory_order_acquire));
    return plan;
}

void html_write(Out *out, HtmlSite *site, const char *literal, ...)
{
    if (out->broken) return;
    const HtmlPlan *plan = plan_find(site, literal, out->state);
    if (plan->refused) { refuse(out, plan->refused, literal); return; }

    va_list args;
    va_start(args, literal);
    for (const Piece *piece = plan->pieces, *end = piece + plan->count; piece < end; piece++) {
        put(out, piece->literal, piece->length);
        const char *s;
        switch (piece->put) {
        case PUT_NOTHING:  break;
        case PUT_ENTITIES: if ((s = va_arg(args, const char *))) put_entities(out, s); break;
        case PUT_PERCENT:  if ((s = va_arg(args, const char *))) put_percent(out, s); break;
        case PUT_LINK:     if ((s = va_arg(args, const char *))) put_entities(out, html_link_is_safe(s) ? s : "#"); break;
        case PUT_INT:      put_number(out, va_arg(args, int)); break;
        case PUT_LONG:     put_number(out, va_arg(args, long)); break;
        case PUT_LEVEL:    put_level(out, va_arg(args, int)); break;
        }
    }
    va_end(args);
    out->state = plan->end;
}

static bool attribute_name(const char *name)
{
    const char *c = name;
    while ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-') c++;
    return c > name && !*c;
}

void html_attribute(Out *out, const char *name, const char *value)
{
    if (out->broken) return;
    unsigned takes = attribute_name(name) ? plan_attribute(name) : 0;
    if ((out->state & WHERE) != IN_TAG) { refuse(out, "html_attribute() outside an open tag", name); return; }
    if (!takes) { refuse(out, "an attribute that takes no value (plan.c lists those that do)", name); return; }
    put(out, " ", 1);
    put(out, name, strlen(name));
    put(out, "=\"", 2);
    if (value) put_entities(out, !(takes & VALUE_LINK) || html_link_is_safe(value) ? value : "#");
    put(out, "\"", 1);
}

void html_attr(Out *out, const char *name, bool present)
{
    if (out->broken) return;
    if ((out->state & WHERE) != IN_TAG) refuse(out, "html_attr() outside an open tag", name);
    else if (!one_of(name, "checked selected disabled hidden required readonly multiple open novalidate")) refuse(out, "an unknown boolean attribute", name);
    else if (present) put(out, " ", 1), put(out, name, strlen(name));
}

void html_style_(Out *out, const char *style)
{
    if (out->broken) return;
    if (!out->letter || (out->state & WHERE) != IN_TAG) { refuse(out, "a style outside the elements of a letter", style); return; }
    put(out, "style=\"", 7);
    put_entities(out, style);
    put(out, "\"", 1);
}
