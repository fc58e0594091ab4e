/*
 * How one literal of html() is written, worked out once: pieces of the literal, each followed by at most one value and the way
 * that value is made safe. A plan holds for one start state of the page; it is never changed after it is published.
 */
#pragma once
#include <stddef.h>

#include "platform/html/html.h"

/* Where in the grammar of a page a literal begins or ends. A state is one of these, and the flags below. */
enum {
    IN_TEXT,        /* between tags */
    IN_CODE,        /* inside <script>: nothing but its end tag may follow */
    IN_TAG,         /* inside an open tag, between attributes */
    IN_VALUE,       /* inside a quoted attribute value */
    WHERE      = 7,

    VALUE_LINK = 8,     /* the attribute takes an address */
    VALUE_ANY  = 16,    /* the attribute may take a value from outside */
    BEGUN      = 32,    /* the attribute value has something in it already */
    CODE_TAG   = 64,    /* the open tag is a script's */
};

typedef enum { PUT_NOTHING, PUT_ENTITIES, PUT_LINK, PUT_PERCENT, PUT_INT, PUT_LONG, PUT_LEVEL } Put;

typedef struct { const char *literal; size_t length; Put put; } Piece;

struct HtmlPlan {
    HtmlPlan   *next;          /* the same call, reached in another state */
    unsigned    start, end;
    const char *refused;       /* why this literal writes nothing here, or NULL */
    size_t      count;
    Piece       pieces[];
};

/* Never NULL. Lives as long as the process: a call site is static, and so is what is known about it. */
HtmlPlan *plan_make(const char *literal, unsigned start);

/* VALUE_ANY, and VALUE_LINK for an address, of an attribute that may take a value from outside; 0 for all others. `name` in lower case. */
unsigned plan_attribute(const char *name);

/* Bytes that html() wrote before, between two places in text: for part.c alone. */
void html_copy(Out *out, const char *bytes, size_t length);
