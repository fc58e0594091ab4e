/* An Act that lays the fixture's rows into an empty, migrated store. */
#pragma once
#include "platform/db/store.h"

CHECKED Error *world_lay(Ctx *cx, void *nothing);
