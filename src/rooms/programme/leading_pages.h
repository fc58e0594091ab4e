/* What the pages of who leads and of the office share. */
#pragma once
#include "platform/html/layout.h"
#include "rooms/programme/agreement.h"

void agreement_facts(Out *out, const Agreement *agreement);                                  /* fee, expenses, whether it is accepted */
CHECKED Error *agreement_pdf(Ctx *cx, const Event *event, const Agreement *agreement, Response *rs);
