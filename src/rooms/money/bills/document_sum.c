#include "rooms/money/bills/document_sum.h"

#include "platform/base/text.h"

static DocumentVat *vat_for(const DocumentLine *line, DocumentVat *vats, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        if (vats[i].rate_bp == line->rate_bp && same(vats[i].treatment, line->treatment)) return &vats[i];
    vats[*count] = (DocumentVat){ .rate_bp = line->rate_bp, .treatment = line->treatment, .words = line->vat_words };
    return &vats[(*count)++];
}

static bool before(const DocumentVat *a, const DocumentVat *b)
{
    bool taxed = same(a->treatment, "standard"), other = same(b->treatment, "standard");
    return taxed != other ? other : a->rate_bp < b->rate_bp;
}

Error *document_sum(Ctx *cx, Document *document, const DocumentLine *lines, size_t count, DocumentVat **vats, size_t *vat_count)
{
    DocumentVat *list = array(cx, DocumentVat, count + 1);
    size_t n = 0;
    document->net_pence = document->vat_pence = 0;
    document->lines = (int64_t)count;
    for (size_t i = 0; i < count; i++) {
        vat_for(&lines[i], list, &n)->taxable_pence += lines[i].pence;
        document->net_pence += lines[i].pence;
    }
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j && before(&list[j], &list[j - 1]); j--) {
            DocumentVat moved = list[j];
            list[j] = list[j - 1], list[j - 1] = moved;
        }
    for (size_t i = 0; i < n; i++) {
        list[i].vat_pence = vat_of(list[i].taxable_pence, list[i].rate_bp);
        document->vat_pence += list[i].vat_pence;
    }
    document->total_pence = document->net_pence + document->vat_pence;
    *vats = list;
    *vat_count = n;
    return OK;
}

/* ---- held against the rules ---- */

static int64_t taxable_of(const DocumentLine *lines, size_t count, const DocumentVat *vat)
{
    int64_t pence = 0;
    for (size_t i = 0; i < count; i++)
        if (lines[i].rate_bp == vat->rate_bp && same(lines[i].treatment, vat->treatment)) pence += lines[i].pence;
    return pence;
}

static Error *vat_sound(Ctx *cx, const Document *d, const DocumentLine *lines, size_t count, const DocumentVat *vat, size_t vat_count)
{
    int64_t away = vat->vat_pence - vat_of(vat->taxable_pence, vat->rate_bp), most = same(d->kind, "credit note") ? 1 : 0;
    if (taxable_of(lines, count, vat) != vat->taxable_pence) return broken(cx, "%s: BR-S-08: what is taxed as %s is not the sum of its lines", d->name, vat->treatment);
    if (vat->rate_bp ? away > most || away < -most : vat->vat_pence != 0) return broken(cx, "%s: BR-CO-17: VAT of %ld pence as %s is not its rate of %ld", d->name, (long)vat->vat_pence, vat->treatment, (long)vat->taxable_pence);
    if (same(vat->treatment, "outside") && vat_count > 1) return broken(cx, "%s: BR-O-11: what is outside the scope of VAT stands with something else", d->name);
    if (blank(vat->words)) return broken(cx, "%s: BR-E-10: no reason is given for %s", d->name, vat->treatment);
    return OK;
}

Error *document_sound(Ctx *cx, const Document *d, const DocumentLine *lines, size_t count, const DocumentVat *vats, size_t vat_count)
{
    int64_t net = 0, vat = 0, taxable = 0;
    if (!count || count > DOCUMENT_LINES_MOST || d->lines != (int64_t)count) return broken(cx, "%s: BR-16: it has %zu lines", d->name, count);
    if (!vat_count) return broken(cx, "%s: BR-CO-18: it says nothing of VAT", d->name);
    for (size_t i = 0; i < count; i++) net += lines[i].pence;
    for (size_t i = 0; i < vat_count; i++) {
        TRY(vat_sound(cx, d, lines, count, &vats[i], vat_count));
        vat += vats[i].vat_pence, taxable += vats[i].taxable_pence;
    }
    if (taxable != net) return broken(cx, "%s: BR-S-08: a line of it is in no breakdown of VAT", d->name);
    if (d->net_pence != net) return broken(cx, "%s: BR-CO-10, BR-CO-13: its lines are %ld pence, and it says %ld", d->name, (long)net, (long)d->net_pence);
    if (d->vat_pence != vat) return broken(cx, "%s: BR-CO-14: its VAT is %ld pence, and it says %ld", d->name, (long)vat, (long)d->vat_pence);
    if (d->total_pence != net + vat) return broken(cx, "%s: BR-CO-15, BR-CO-16: it is of %ld pence, and it says %ld", d->name, (long)(net + vat), (long)d->total_pence);
    return OK;
}
