/* One letter as bytes for the wire (GMime). Names and subjects are one line whatever they hold, and carry no encoded words of their own. */
#pragma once
#include "platform/base/context.h"

typedef struct {
    const char *from_name, *from_email, *to_name, *to_email;
    const char *subject, *message_id;          /* "<letter-7@fleetandwandle.example>" */
    const char *plain, *page;
    const char *const *calendars;              /* the first is the letter's own invitation, the others are attached */
    size_t      calendar_count;
    const char *calendar_method;
    const char *const *calendar_methods;       /* of each, where they differ; NULL: all have calendar_method */
    int64_t     at;                            /* Date */
} MimeLetter;

void        mime_begin(void);                  /* once, before the first thread */
const char *mime_write(Ctx *cx, const MimeLetter *letter, size_t *length);
