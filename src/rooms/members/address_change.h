/*
 * A new address of one's own. A link is sent to it, and it holds from the moment somebody presses the button on the page that the link
 * opens; until then, or for ever when nobody does, the old one holds. Both addresses are told. Whether somebody else has the address is
 * said there and not before, so that nobody finds out by asking.
 */
#pragma once
#include "rooms/members/person.h"

enum { ADDRESS_HOURS = 24 };

typedef struct { int64_t person_id; const char *name, *email, *old_email; } AddressChange;

CHECKED Error *address_ask(Ctx *cx, const Person *person, const char *email);             /* what was asked for before opens nothing any more */
CHECKED Error *address_asked(Ctx *cx, int64_t person_id, AddressChange *change, bool *found);
CHECKED Error *address_by_link(Ctx *cx, const char *token, AddressChange *change, bool *found);
CHECKED Error *address_confirm(Ctx *cx, const char *token, AddressChange *change);        /* CONFLICT in words when the link is over */
CHECKED Error *address_drop(Ctx *cx, int64_t person_id);                                  /* what was asked for is so no more; nothing when nothing was */
CHECKED Error *address_changes_sweep(Ctx *cx);
