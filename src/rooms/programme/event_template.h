/* Templates: a name for an event from which others begin. What is copied is the event as it is then: its terms, sessions, rules and facilitators. */
#pragma once
#include "rooms/programme/event.h"

enum { TEMPLATE_NAME_MOST = 80, TEMPLATES_MOST = 200 };

typedef struct { int64_t id, event_id, session_count, minutes; const char *name, *title, *code, *format, *place, *owner; } EventTemplate;

CHECKED Error *event_templates(Ctx *cx, EventTemplate **templates, size_t *count);                /* those of events one may change, by name */
CHECKED Error *event_template_add(Ctx *cx, int64_t event_id, const char *name, int64_t *id);      /* a name that another has is refused */
CHECKED Error *event_template_remove(Ctx *cx, int64_t id);                                        /* the name; the event stays */
