/* The fields of a rule for charges: on an event's rules, and on the page of the usual ones. */
#pragma once
#include "platform/html/field.h"
#include "rooms/programme/event_charges.h"

void charges_fields(Out *out, const Request *rq, const ChargeRule *rule);
ChargeDraft charges_draft(Ctx *cx, const Request *rq);
