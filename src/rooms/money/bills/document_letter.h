/* A document is sent to its customer's address for bills: a letter with its link. Nothing where the customer has no address. */
#pragma once
#include "rooms/money/bills/document.h"

CHECKED Error *letter_document(Ctx *cx, int64_t id);
