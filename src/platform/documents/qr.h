/* QR codes by libqrencode: a square of modules, quiet zone of four included by whoever draws it. */
#pragma once
#include "platform/base/context.h"

typedef struct { int size; const unsigned char *dark; } Qr;   /* size x size, row by row; 1 is dark */
CHECKED Error *qr_make(Ctx *cx, const char *message, Qr *qr);
