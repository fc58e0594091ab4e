/* Two years of a package, and what schools and the office do with it: laid only where a test asks for it. */
#pragma once
#include "rooms/money/subscriptions/renewal.h"
#include "tests/fixture_money.h"

/*
 * THIS_YEAR is the package of April 2026 to March 2027, NEXT_YEAR of the year after and follows it, to be ordered until 30 April 2027. Primary schools pay £5 a pupil, at least
 * £1,000, secondary schools £2,400 (this year £1,800 where they are maintained, and primary academies £7 a pupil); next year a tenth less for ordering by 28 February 2027. Whoever joins
 * later pays by months. Alder pays £1,200, Beech £1,000, Cedar £2,400.
 */
enum { THIS_YEAR = 981, NEXT_YEAR = 982, RULE_OF_PACKAGES = 983 };
void packages_lay(void);
void heads_lay(void);      /* ann and cara are headteachers */

Error  *quote_by(const Somebody *who, int64_t organisation_id, int64_t package_id, const char *from, int64_t *id);
Error  *order_by(const Somebody *who, int64_t organisation_id, int64_t package_id, int64_t pence, int64_t *id);      /* PO 7; pence: what the page said */
Error  *confirm_by(const Somebody *who, int64_t id);
/* Ordered by the office and confirmed. */
int64_t subscribed(int64_t organisation_id, int64_t package_id);
/* The same from a day on. */
int64_t subscribed_from(int64_t organisation_id, int64_t package_id, const char *from);
/* Its bill item, with whatever else its school owes, is invoiced or credited today. */
void    item_invoiced(const char *kind, int64_t subject_id);
/* It is that moment, and subscriptions' hourly jobs run. */
void    hourly_at(const char *moment);
