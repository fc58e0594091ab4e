/*
 * A picture that somebody sent, made safe: known by its content and not by its name, bounded, and written anew, so that nothing is
 * kept but the picture. A PNG is drawn again, smaller where it is large; of a JPEG its notes (where and when, by which camera) are left out.
 */
#pragma once
#include "platform/base/context.h"

typedef struct { const char *type; const char *bytes; size_t length; int64_t width, height; } Picture;   /* "image/png" or "image/jpeg"; in the arena */

/* INVALID beside `field` when it is neither, too large, too small, or cannot be read. */
CHECKED Error *picture_read(Ctx *cx, const char *field, const char *bytes, size_t length, Picture *picture);
