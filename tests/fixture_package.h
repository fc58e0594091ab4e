/* A package, who subscribes to it, and what it includes: laid only where a test asks for it. */
#pragma once
#include "rooms/money/subscriptions/entitlement.h"
#include "tests/fixture.h"

enum { PACKAGE_LAID = 981, PACKAGE_RULE = 982 };

/* "Primary package 2026/27", from 1 September 2026 to 31 August 2027, which includes nothing yet. */
void    package_lay(void);
void    package_lay_item(const char *kind, const char *course_kind, int64_t amount);        /* amount POT_ENDLESS: without a limit */
/* Active, in those days, with the pots of what the package includes by then. */
int64_t subscription_lay(int64_t organisation, const char *starts_on, const char *ends_on);
/* One pot for 2026/27, of a subscription that is laid with it. Its id. */
int64_t pot_lay(int64_t organisation, const char *kind, const char *course_kind, int64_t amount);

int64_t pot_used(int64_t id);
/* Pots that hold another number than their open draws. */
int64_t pots_unsound(void);
