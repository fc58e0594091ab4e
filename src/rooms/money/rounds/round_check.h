/* What joint purchases promise, whatever has happened to the store: for lyceum check. */
#pragma once
#include "platform/db/db.h"

CHECKED Error *rounds_check(Ctx *cx);      /* a CONFLICT for each promise that its rows break */
