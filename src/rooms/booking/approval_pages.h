/* What pages say of places that are asked for first. */
#pragma once
#include "platform/html/ly/ly.h"
#include "platform/http/http.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/cover.h"

/* On the page of a registration that is requested or was refused: who decides, or who did and why. */
CHECKED Error *request_part(Out *out, const Registration *registration);
/* Who is out on the days of an event, and what cover for one place costs; nothing where the event is outside school hours. `limit` may be OUT_LIMIT_NONE. */
void cover_panel(Out *out, const Cover *cover, const Standing *standing, const char *school, bool priced);   /* priced: with what cover costs */
/* The school's side of its bookings, as tabs: "bookings", "requests", "charges", "rules". */
void our_tabs(Out *out, const char *current, size_t requests);
const char *asked_when(Ctx *cx, const Asked *asked);      /* "Thursday 10 December 2026, 9.30am to 12.30pm" */
const char *asked_free(Ctx *cx, const Asked *asked);      /* "3 places are free", or that whoever is approved waits */
