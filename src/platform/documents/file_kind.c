#include "platform/documents/file_kind.h"

#include <magic.h>
#include <pthread.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

/* The order is that in which they are named to people. */
static const FileKind kinds[] = {
    { FILES_TEXT,    "application/pdf", "pdf", "PDF" },
    { FILES_TEXT,    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word" },
    { FILES_SLIDES,  "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "PowerPoint" },
    { FILES_SHEETS,  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel" },
    { FILES_TEXT,    "application/vnd.oasis.opendocument.text", "odt", "OpenDocument" },
    { FILES_SLIDES,  "application/vnd.oasis.opendocument.presentation", "odp", "OpenDocument" },
    { FILES_SHEETS,  "application/vnd.oasis.opendocument.spreadsheet", "ods", "OpenDocument" },
    { FILES_PICTURE, "image/png", "png", "PNG" },
    { FILES_PICTURE, "image/jpeg", "jpg", "JPEG" },
    { FILES_SHEETS,  "text/csv", "csv", "CSV" },
    { FILES_TEXT,    "text/plain", "txt", "plain text" },
};

/* One set of rules for all threads, one file at a time: it is not made to be shared. */
static magic_t         rules;
static pthread_mutex_t rules_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t  rules_once = PTHREAD_ONCE_INIT;

static void rules_load(void)
{
    rules = magic_open(MAGIC_MIME_TYPE);
    CHECK(rules);
    if (magic_load(rules, NULL) != 0) magic_close(rules), rules = NULL;
}

void file_kind_begin(void) { pthread_once(&rules_once, rules_load); }

static bool holds(const char *bytes, size_t length, const char *word) { return memmem(bytes, length, word, strlen(word)) != NULL; }

/* Programs other than Office lay out the same parts in another order, and to libmagic that is any ZIP; names in a ZIP are not compressed. */
static const char *office_type(const char *bytes, size_t length, const char *found)
{
    static const char *const parts[] = { "word/document.xml", "ppt/presentation.xml", "xl/workbook.xml" };
    if (length < 4 || memcmp(bytes, "PK\3\4", 4) != 0) return found;
    if (holds(bytes, length, "vbaProject.bin")) return "macros";
    if (!one_of(found, "application/zip application/octet-stream") || !holds(bytes, length, "[Content_Types].xml")) return found;
    for (size_t i = 0; i < COUNT(parts); i++)
        if (holds(bytes, length, parts[i])) return kinds[1 + i].type;
    return found;
}

static Error *type_of(Ctx *cx, const char *bytes, size_t length, const char **type)
{
    file_kind_begin();
    if (!rules) return unavailable(cx, "libmagic's rules cannot be read: is libmagic-mgc there?");
    pthread_mutex_lock(&rules_lock);
    const char *found = magic_buffer(rules, bytes, length);
    *type = text(cx, "%s", found ? office_type(bytes, length, found) : "");
    pthread_mutex_unlock(&rules_lock);
    return OK;
}

const char *file_size_words(Ctx *cx, int64_t length)
{
    enum { KB = 1000, MB = 1000 * KB };
    if (length < KB) return counted(cx, length, "byte", NULL);
    if (length < MB) return text(cx, "%ld KB", (long)((length + KB / 2) / KB));
    int64_t tenths = (length + MB / 20) / (MB / 10);
    return tenths % 10 ? text(cx, "%ld.%ld MB", (long)(tenths / 10), (long)(tenths % 10)) : text(cx, "%ld MB", (long)(tenths / 10));
}

/* "PDF, Word or PNG" */
static const char *allowed_words(Ctx *cx, int allowed)
{
    const char *names[COUNT(kinds)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        bool said = !(kinds[i].set & allowed);
        for (size_t j = 0; j < n && !said; j++) said = same(names[j], kinds[i].words);
        if (!said) names[n++] = kinds[i].words;
    }
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < n; i++) draft_add(&draft, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", names[i]);
    return draft_text(&draft);
}

const char *file_kind_words(Ctx *cx, int allowed, size_t most) { return text(cx, "%s, %s or less", allowed_words(cx, allowed), file_size_words(cx, (int64_t)most)); }

const char *file_kind_accept(Ctx *cx, int allowed)
{
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].set & allowed) draft_add(&draft, "%s.%s%s", draft.length ? "," : "", kinds[i].ending, same(kinds[i].ending, "jpg") ? ",.jpeg" : "");
    return draft_text(&draft);
}

const char *file_kind_name(const char *type)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (same(kinds[i].type, type)) return kinds[i].words;
    return "";
}

Error *file_kind_check(Ctx *cx, const char *field, const char *bytes, size_t length, int allowed, size_t most, const FileKind **kind)
{
    const char *type = "";
    if (!length) return invalid(cx, field, "The file is empty. Choose another");
    if (length > most) return invalid(cx, field, "The file is %s. Choose one of %s or less", file_size_words(cx, (int64_t)length), file_size_words(cx, (int64_t)most));
    TRY(type_of(cx, bytes, length, &type));
    if (same(type, "macros")) return invalid(cx, field, "The file holds macros, which are programs. Save it without them");
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].set & allowed && same(kinds[i].type, type)) {
            *kind = &kinds[i];
            return OK;
        }
    return invalid(cx, field, "By its content the file is none of these, whatever its name says. Choose one that is %s", allowed_words(cx, allowed));
}
