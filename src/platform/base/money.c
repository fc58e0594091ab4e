#include "platform/base/money.h"

#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

const char *money_table(Ctx *cx, int64_t pence)
{
    uint64_t amount = pence < 0 ? -(uint64_t)pence : (uint64_t)pence;
    uint64_t pounds = amount / 100;
    const char *sign = pence < 0 ? "−" : "";
    if (pounds < 1000) return text(cx, "%s£%lu.%02lu", sign, pounds, amount % 100);
    if (pounds < 1000000) return text(cx, "%s£%lu,%03lu.%02lu", sign, pounds / 1000, pounds % 1000, amount % 100);
    return text(cx, "%s£%lu,%03lu,%03lu.%02lu", sign, pounds / 1000000, pounds / 1000 % 1000, pounds % 1000, amount % 100);
}

const char *money_words(Ctx *cx, int64_t pence)
{
    if (pence == 0) return "Free";
    const char *full = money_table(cx, pence);
    return pence % 100 ? full : text_copy(cx, full, strlen(full) - strlen(".00"));
}

bool money_parse(const char *typed, int64_t *pence)
{
    int64_t pounds = 0, part = 0;
    int digits = 0, decimals = 0, since = -1;      /* since: digits after the last comma; -1: there was none */

    while (*typed == ' ') typed++;
    if (begins(typed, "£")) typed += strlen("£");
    while (*typed == ' ') typed++;
    for (; (*typed >= '0' && *typed <= '9') || *typed == ','; typed++) {
        if (*typed == ',') {
            if (!digits || (since < 0 ? digits > 3 : since != 3)) return false;
            since = 0;
            continue;
        }
        pounds = 10 * pounds + (*typed - '0');
        if (pounds > PENCE_MOST / 100) return false;
        digits++;
        if (since >= 0) since++;
    }
    if (since >= 0 && since != 3) return false;    /* "1,00" is as likely a pound as a hundred */
    if (*typed == '.') {
        for (typed++; *typed >= '0' && *typed <= '9'; typed++, decimals++) part = 10 * part + (*typed - '0');
        if (decimals != 2) return false;   /* "£60.5" is as likely a slip as sixty pounds fifty */
    }
    while (*typed == ' ') typed++;
    if (*typed || !digits) return false;
    *pence = 100 * pounds + part;
    return *pence <= PENCE_MOST;
}

int64_t money_share(int64_t pence, int64_t part, int64_t whole)
{
    CHECK(pence >= 0 && part >= 0 && whole > 0);
    return (int64_t)(((__int128)pence * part * 2 + whole) / ((__int128)whole * 2));
}
