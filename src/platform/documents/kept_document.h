/*
 * Documents that take long to draw and are the same for everybody, kept by what they are made of: whoever asks again, while that is the same,
 * has it at once. One at a time is drawn, so that asking for many different ones holds up nobody else.
 */
#pragma once
#include "platform/base/context.h"

enum { DOCUMENTS_KEPT = 8, DOCUMENT_KEPT_MOST = 8 << 20 };   /* a longer one is drawn each time */

typedef Error *DocumentDraw(Ctx *cx, const void *data, const char **bytes, size_t *length);
/* `key` says all that it shows: a digest. The bytes are in the arena. UNAVAILABLE while another is drawn and one more waits. */
CHECKED Error *document_kept(Ctx *cx, const char *key, DocumentDraw *draw, const void *data, const char **bytes, size_t *length);
