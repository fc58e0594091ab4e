/*
 * What a page shows before it is kept: an app's secret and recovery codes, sealed in the form. A page that is only looked at writes nothing,
 * so they hold once the form comes back: their own person's, for an hour.
 */
#pragma once
#include "platform/html/html.h"
#include "platform/http/http.h"
#include "rooms/members/second_factor.h"

typedef struct { const char *secret, *codes[RECOVERY_CODES], *sealed; } Shown;

bool   shown_read(Ctx *cx, const Request *rq, Shown *shown);         /* the field "shown" */
void   shown_again(Ctx *cx, const Request *rq, Shown *shown);        /* what a refused form showed, or what nobody saw yet */
void   shown_field(Out *out, const Shown *shown);
void   shown_codes(Out *out, const Shown *shown);
Error *shown_too_old(Ctx *cx, const char *anew);                     /* about the field "code" */
