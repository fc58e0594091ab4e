/* GOV.UK Pay as its interface is published (tests/card_server.py, which says what its modes are), the same for all tests of a program. */
#pragma once
#include "tests/fixture.h"

void        card_server_begin(const char *mode);
void        card_server_mode(const char *mode);                /* from the next question on */
const char *card_server_url(void);
extern const char card_server_key[];
const char *card_server_visit(const char *next_url, const char *does);      /* whoever pays: "pay" or "cancel"; where they are sent back to */
size_t      card_server_asked(const char *line);               /* how often: "POST /v1/payments" */
