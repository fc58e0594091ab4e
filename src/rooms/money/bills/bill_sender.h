/* Who sends the bills: what stands on each of them. A document keeps what stood on it when it was issued. */
#pragma once
#include "platform/db/db.h"

enum { SENDER_LINE_MOST = 80, SENDER_ADDRESS_MOST = 300 };

typedef struct { const char *name, *address, *vat_number, *account_name, *sort_code, *account_number; } Sender;
/* As bills say it: the partnership's name and address where nothing else was said. */
CHECKED Error *sender_read(Ctx *cx, Sender *sender);
CHECKED Error *sender_kept(Ctx *cx, Sender *sender);            /* as it was typed: for the form */
const char    *sender_account_words(Ctx *cx, const Sender *sender);      /* name, sort code and number, a line each; "" where there is no account yet */
/* KEEP_LEDGER, for it says into which account schools pay. Refused about "name", "address", "vat_number", "account_name", "sort_code", "account_number". */
CHECKED Error *sender_set(Ctx *cx, const Sender *sender);
