#include "platform/documents/qr.h"
#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

enum { QUIET = 4 };   /* modules of white around, without which some cameras see no square */

/* Each run of dark modules as one box. */
static const char *runs(Ctx *cx, const Qr *qr)
{
    Draft path = { .cx = cx };
    for (int y = 0; y < qr->size; y++)
        for (int x = 0, n; x < qr->size; x += n) {
            const unsigned char *row = qr->dark + y * qr->size;
            for (n = 1; x + n < qr->size && row[x + n] == row[x]; n++) { }
            if (row[x]) draft_add(&path, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
        }
    return draft_text(&path);
}

Error *ly_qr(Out *out, const char *message, const char *words)
{
    Qr qr;
    TRY(qr_make(out->cx, message, &qr));
    int whole = qr.size + 2 * QUIET;
    html(out, "<svg class=\"ly-qr\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><path d=\"%s\"/></svg>\n", whole, whole, words, runs(out->cx, &qr));
    return OK;
}
