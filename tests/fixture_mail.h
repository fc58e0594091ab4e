/* A mail server (tests/mail_server.py, which says what its modes are), the same for all tests of a program, and the program told to use it. */
#pragma once
#include "tests/fixture.h"

void mail_server_begin(const char *mode);
void mail_server_begin_as(const char *mode, const char *password, int64_t answer_seconds);   /* the right one is "a password of its own" */
void mail_server_mode(const char *mode);            /* for the next letter */
const char *mail_server_file(const char *name);     /* what this test's letters are: "1.eml", "1.txt"; "" while there is no such file */
const char *mail_server_url(void);
const char *mail_server_ca(void);                   /* the file that vouches for it */
