/* Invoices that stand, and the finance officer who takes what comes for them. */
#pragma once
#include "rooms/money/payments/payment.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_money.h"

int64_t invoiced(int64_t organisation_id, int64_t pence);       /* an invoice of that sum, today, without VAT */
int64_t open_of(int64_t document_id);
/* way "bank", on 2026-11-20 and no reference unless it is said. */
Error  *pay_by(const Somebody *who, PaymentDraft draft, int64_t *id);
Error  *pay_by_rex(PaymentDraft draft, int64_t *id);
Error  *allocate_by_rex(int64_t payment_id, int64_t document_id, const char *amount);
Error  *lift_by_rex(int64_t allocation_id);
Error  *reverse_payment_by_rex(int64_t payment_id, const char *on, const char *why);
