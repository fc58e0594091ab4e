/* Conversations with the mail server (libcurl). One connection serves a batch. */
#pragma once
#include "platform/mail/mail.h"

typedef enum {
    SMTP_SENT,        /* the server has taken it */
    SMTP_AGAIN,       /* it has not: not reached, not let in, or not now */
    SMTP_REFUSED,     /* it has not, and never will */
    SMTP_DOUBTFUL,    /* all of the letter went out, and no answer came back */
} SmtpEnd;

typedef struct { SmtpEnd end; bool reached; const char *answer; } SmtpResult;   /* reached: the server speaks to us at all */

typedef struct Smtp Smtp;
void  smtp_begin(void);                                     /* once, before the first thread */
Smtp *smtp_open(Ctx *cx, const MailServer *server);         /* lives as long as cx's arena */
SmtpResult smtp_send(Ctx *cx, Smtp *smtp, const char *from, const char *to, const char *bytes, size_t length);
