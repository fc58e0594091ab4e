/* What waits for the person signed in behind the entries of the office's rail. */
#pragma once
#include "platform/html/layout.h"

Error *rail_waits(Ctx *cx, NavWaits *waits);
