#include "platform/base/text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uchar.h>

#include "platform/base/check.h"

/* A text or whole number as most formats want it; NULL: another conversion, which is printf's. */
static const char *conversion_plain(const char **format, va_list *args, char digits[24])
{
    const char *at = *format + 1;
    int64_t number;
    if (*at == 's') return *format = at + 1, va_arg(*args, const char *);
    if (*at == 'd') number = va_arg(*args, int);
    else if (at[0] == 'l' && at[1] == 'd') number = va_arg(*args, int64_t), at++;
    else return NULL;
    *format = at + 1;

    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    char *first = digits + 23;
    for (*first = '\0'; left || !*first; left /= 10) *--first = (char)('0' + left % 10);
    if (number < 0) *--first = '-';
    return first;
}

/* Formats of texts and whole numbers alone, an eighth of what printf takes; -1: another conversion stands in it, or it is too long. */
static int format_plain(char *draft, size_t room, const char *format, va_list *args)
{
    size_t length = 0;
    while (*format) {
        char digits[24];
        const char *part = format;
        size_t n = strcspn(format, "%");
        if (n) format += n;
        else if (!(part = conversion_plain(&format, args, digits))) return -1;
        else n = strlen(part);
        if (length + n >= room) return -1;
        memcpy(draft + length, part, n);
        length += n;
    }
    return (int)length;
}

const char *text(Ctx *cx, const char *format, ...)
{
    char draft[512];
    va_list args;
    va_start(args, format);
    int length = format_plain(draft, sizeof draft, format, &args);
    va_end(args);
    if (length >= 0) return text_copy(cx, draft, (size_t)length);

    va_start(args, format);
    length = vsnprintf(draft, sizeof draft, format, args);
    va_end(args);
    CHECK(length >= 0);
    if ((size_t)length < sizeof draft) return text_copy(cx, draft, (size_t)length);

    char *s = arena_new(cx->arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(s, (size_t)length + 1, format, args);
    va_end(args);
    return s;
}

const char *text_copy(Ctx *cx, const char *bytes, size_t length)
{
    char *s = arena_bytes(cx->arena, length + 1);
    if (length) memcpy(s, bytes, length);
    s[length] = '\0';
    return s;
}

static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

const char *text_trim(Ctx *cx, const char *s)
{
    char *trimmed = arena_new(cx->arena, strlen(s) + 1);
    size_t n = 0;
    for (; *s; s++) {
        if (!space(*s)) trimmed[n++] = *s;
        else if (n && trimmed[n - 1] != ' ') trimmed[n++] = ' ';
    }
    if (n && trimmed[n - 1] == ' ') trimmed[n - 1] = '\0';
    return trimmed;
}

bool same(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

bool blank(const char *s)
{
    while (s && space(*s)) s++;
    return !s || !*s;
}

bool begins(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

bool ends(const char *s, const char *with)
{
    size_t n = strlen(s), m = strlen(with);
    return n >= m && strcmp(s + n - m, with) == 0;
}

bool one_of(const char *word, const char *words)
{
    size_t n = strlen(word);
    for (const char *at = words; n && (at = strstr(at, word)); at++)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) return true;
    return false;
}

size_t letters(const char *s)
{
    size_t n = 0;
    for (; *s; s++) n += (*s & 0xC0) != 0x80;
    return n;
}

bool utf8_valid(const char *bytes, size_t length)
{
    const unsigned char *s = (const unsigned char *)bytes, *end = s + length;
    while (s < end) {
        if (*s == 0) return false;
        if (*s < 0x80) { s++; continue; }
        size_t more = *s >= 0xC2 && *s <= 0xDF ? 1 : (*s & 0xF0) == 0xE0 ? 2 : *s >= 0xF0 && *s <= 0xF4 ? 3 : 0;
        if (!more || (size_t)(end - s) <= more) return false;
        for (size_t i = 1; i <= more; i++) if ((s[i] & 0xC0) != 0x80) return false;
        if ((*s == 0xE0 && s[1] < 0xA0) || (*s == 0xED && s[1] > 0x9F) || (*s == 0xF0 && s[1] < 0x90) || (*s == 0xF4 && s[1] > 0x8F)) return false;
        s += more + 1;
    }
    return true;
}

const char *text_from_windows(Ctx *cx, const char *bytes, size_t *length)
{
    UErrorCode status = U_ZERO_ERROR;
    CHECK(*length < INT32_MAX / 3);
    size_t high = 0;
    for (size_t i = 0; i < *length; i++) high += (unsigned char)bytes[i] >= 0x80;
    int32_t room = (int32_t)(*length + 2 * high + 1);      /* a byte is at most three of UTF-8 */
    char *converted = arena_new(cx->arena, (size_t)room);
    int32_t n = ucnv_convert("UTF-8", "windows-1252", converted, room, bytes, (int32_t)*length, &status);
    CHECK(U_SUCCESS(status));
    *length = (size_t)n;
    return converted;
}

bool text_is_line(const char *s)
{
    if (!utf8_valid(s, strlen(s))) return false;
    for (const unsigned char *c = (const unsigned char *)s; *c; c++) {
        if (*c < 0x20 || *c == 0x7F) return false;
        if (*c == 0xC2 && c[1] < 0xA0) return false;                                  /* C1 controls, next line */
        if (*c == 0xE2 && c[1] == 0x80 && (c[2] == 0xA8 || c[2] == 0xA9)) return false;   /* line and paragraph separators */
    }
    return true;
}

/* UTF-16 of s in the arena, for ICU. */
static UChar *utf16(Ctx *cx, const char *s, int32_t *length)
{
    size_t room = strlen(s) + 1;
    UChar *wide = array(cx, UChar, room);
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide, (int32_t)room, length, s, -1, 0xFFFD, NULL, &status);
    CHECK(U_SUCCESS(status));
    return wide;
}

static const char *utf8(Ctx *cx, const UChar *wide, int32_t length)
{
    size_t room = 3 * (size_t)length + 1;
    char *s = arena_new(cx->arena, room);
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(s, (int32_t)room, NULL, wide, length, 0xFFFD, NULL, &status);
    CHECK(U_SUCCESS(status));
    return s;
}

static bool ascii(const char *s)
{
    for (; *s; s++) if ((unsigned char)*s >= 0x80) return false;
    return true;
}

/* Nearly always a little longer than what it was made of; NFKC makes eighteen of some letters, and then it is measured first. */
static int32_t normalised(Ctx *cx, const UNormalizer2 *form, const UChar *from, int32_t length, UChar **into)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = length + length / 2 + 16;
    *into = array(cx, UChar, room);
    int32_t n = unorm2_normalize(form, from, length, *into, room, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        *into = array(cx, UChar, n);
        n = unorm2_normalize(form, from, length, *into, n, &status);
    }
    CHECK(U_SUCCESS(status));
    return n;
}

const char *text_fold(Ctx *cx, const char *s)
{
    if (ascii(s)) {   /* nearly always, and a hundred times quicker */
        size_t n = strlen(s);
        char *folded = arena_new(cx->arena, n + 1);
        for (size_t i = 0; i < n; i++) folded[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
        return folded;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&status), *apart = unorm2_getNFDInstance(&status);
    CHECK(U_SUCCESS(status));
    int32_t length;
    UChar *wide = utf16(cx, s, &length), *folded, *parts;
    int32_t n = normalised(cx, fold, wide, length, &folded);
    n = normalised(cx, apart, folded, n, &parts);

    int32_t kept = 0, at = 0;
    while (at < n) {
        UChar32 c;
        U16_NEXT(parts, at, n, c);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        if (c == 0x142) c = 'l';   /* ł, ø and đ are letters of their own to Unicode; English fingers type l, o and d */
        if (c == 0xF8) c = 'o';
        if (c == 0x111) c = 'd';
        U16_APPEND_UNSAFE(parts, kept, c);
    }
    return utf8(cx, parts, kept);
}

const char *text_words(Ctx *cx, const char *s)
{
    const char *folded = text_fold(cx, s);
    int32_t n = (int32_t)strlen(folded), at = 0, kept = 0;
    char *words = arena_new(cx->arena, (size_t)n + 1);
    while (at < n) {
        UChar32 c;
        int32_t from = at;
        U8_NEXT((const uint8_t *)folded, at, n, c);
        if (c == '\'' || c == 0x2019) continue;   /* school's is schools, don't is dont */
        bool part = c > 0 && (u_isalnum(c) || u_charType(c) == U_COMBINING_SPACING_MARK);
        if (part) while (from < at) words[kept++] = folded[from++];
        else if (kept && words[kept - 1] != ' ') words[kept++] = ' ';
    }
    if (kept && words[kept - 1] == ' ') kept--;
    words[kept] = '\0';
    return words;
}

static UCollator *collator;   /* opening one costs a millisecond; nobody changes it, so every thread may ask it */

static void collator_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    collator = ucol_open("en_GB", &status);
    CHECK(U_SUCCESS(status) && collator);
}

const char *text_sort_key(Ctx *cx, const char *s)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CHECK(pthread_once(&once, collator_open) == 0);

    int32_t length;
    UChar *wide = utf16(cx, s, &length);
    uint8_t small[256], *key = small;
    int32_t n = ucol_getSortKey(collator, wide, length, key, sizeof small);
    if ((size_t)n > sizeof small) {
        key = array(cx, uint8_t, n);
        n = ucol_getSortKey(collator, wide, length, key, n);
    }
    char *hex = arena_new(cx->arena, 2 * (size_t)n + 1);
    for (int32_t i = 0; i + 1 < n; i++) {   /* without the key's own closing zero */
        hex[2 * i]     = "0123456789abcdef"[key[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[key[i] & 15];
    }
    return hex;
}

bool number_parse(const char *s, int64_t least, int64_t most, int64_t *number)
{
    bool negative = *s == '-';
    int64_t value = 0;
    if (negative) s++;
    if (!*s) return false;
    for (; *s; s++) {
        if (*s < '0' || *s > '9') return false;
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        if (__builtin_sub_overflow(value, *s - '0', &value)) return false;   /* downwards, since the least number has no positive twin */
    }
    if (!negative && __builtin_mul_overflow(value, -1, &value)) return false;
    if (value < least || value > most) return false;
    *number = value;
    return true;
}

const char *text_url(Ctx *cx, const char *s)
{
    Draft url = { .cx = cx };
    for (; *s; s++) {
        bool plain = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == '.' || *s == '_' || *s == '~';
        if (plain) draft_bytes(&url, s, 1);
        else draft_add(&url, "%%%02X", (unsigned char)*s);
    }
    return draft_text(&url);
}

const char *capital(Ctx *cx, const char *words)
{
    return *words >= 'a' && *words <= 'z' ? text(cx, "%c%s", *words - 'a' + 'A', words + 1) : words;
}

const char *number_words(Ctx *cx, int64_t n)
{
    if (n < 0) return text(cx, "−%s", number_words(cx, -n));
    return n < 1000 ? text(cx, "%ld", n) : text(cx, "%s,%03ld", number_words(cx, n / 1000), n % 1000);
}

const char *text_list(Ctx *cx, const char *const *items, size_t count)
{
    Draft list = { .cx = cx };
    for (size_t i = 0; i < count; i++) draft_add(&list, "%s%s", !i ? "" : i + 1 == count ? " and " : ", ", items[i]);
    return draft_text(&list);
}

const char *counted(Ctx *cx, int64_t n, const char *one, const char *many)
{
    return text(cx, "%s %s%s", number_words(cx, n), n == 1 || !many ? one : many, n == 1 || many ? "" : "s");
}

const char *minutes_words(Ctx *cx, int64_t minutes)
{
    if (minutes < 60) return counted(cx, minutes, "minute", NULL);
    const char *hours = counted(cx, minutes / 60, "hour", NULL);
    return minutes % 60 ? text(cx, "%s %s", hours, counted(cx, minutes % 60, "minute", NULL)) : hours;
}

const char *ordinal(Ctx *cx, int64_t n)
{
    static const char *const words[] = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth" };
    if (n >= 1 && n <= (int64_t)COUNT(words)) return words[n - 1];
    const char *end = n % 100 / 10 == 1 ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
    return text(cx, "%ld%s", n, end);
}

static void draft_room(Draft *draft, size_t more)
{
    if (draft->length + more + 1 <= draft->room) return;
    size_t room = 2 * (draft->length + more + 64);
    char *bytes = arena_new(draft->cx->arena, room);
    if (draft->length) memcpy(bytes, draft->bytes, draft->length);
    draft->bytes = bytes;
    draft->room = room;
}

void draft_bytes(Draft *draft, const char *bytes, size_t length)
{
    draft_room(draft, length);
    if (length) memcpy(draft->bytes + draft->length, bytes, length);
    draft->length += length;
}

void draft_add(Draft *draft, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    CHECK(length >= 0);
    draft_room(draft, (size_t)length);
    va_start(args, format);
    vsnprintf(draft->bytes + draft->length, (size_t)length + 1, format, args);
    va_end(args);
    draft->length += (size_t)length;
}

const char *draft_text(Draft *draft)
{
    draft_room(draft, 0);
    draft->bytes[draft->length] = '\0';
    return draft->bytes;
}
