#pragma once
#include "platform/db/db.h"

/* Part of money_check(): an active subscription has its membership and its bill item, and nothing is earned beyond what is billed. */
CHECKED Error *subscription_check(Ctx *cx);
