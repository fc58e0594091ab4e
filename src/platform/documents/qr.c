#include "platform/documents/qr.h"

#include <qrencode.h>

Error *qr_make(Ctx *cx, const char *message, Qr *qr)
{
    QRcode *code = QRcode_encodeString8bit(message, 0, QR_ECLEVEL_M);
    if (!code) return broken(cx, "no QR code holds this message");
    size_t modules = (size_t)code->width * (size_t)code->width;
    unsigned char *dark = array(cx, unsigned char, modules);
    for (size_t i = 0; i < modules; i++) dark[i] = code->data[i] & 1;
    *qr = (Qr){ code->width, dark };
    QRcode_free(code);
    return OK;
}
