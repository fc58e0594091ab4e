#include "tests/sources.h"

#include <ctype.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"

enum { SOURCES_MOST = 4000, BREAKS_SHOWN = 20 };

static Source sources[SOURCES_MOST];
static size_t source_count;
static Ctx    keep;
static Draft  report;
static size_t findings;
static size_t root_length;

static char *file_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = arena_new(keep.arena, *length + 1);
    *length = fread(bytes, 1, *length, file);
    fclose(file);
    return bytes;
}

/* Splits a source in two views of the same length, so that a place in one is the same place in the other. */
static void split(const char *bytes, size_t length, char *code, char *literals)
{
    enum { CODE, LINE_COMMENT, COMMENT, STRING, CHARACTER } in = CODE;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i], next = bytes[i + 1];
        code[i] = literals[i] = c == '\n' ? '\n' : ' ';
        switch (in) {
        case CODE:
            if (c == '/' && next == '/') in = LINE_COMMENT;
            else if (c == '/' && next == '*') in = COMMENT;
            else if (c == '"') in = STRING;
            else if (c == '\'') in = CHARACTER;
            if (in == CODE || in == STRING || in == CHARACTER) code[i] = c;
            break;
        case LINE_COMMENT: if (c == '\n') in = CODE; break;
        case COMMENT:      if (c == '/' && bytes[i - 1] == '*') in = CODE; break;
        case STRING:
        case CHARACTER:
            if (c == '\\') { i++; code[i] = literals[i] = ' '; break; }
            if (c == (in == STRING ? '"' : '\'')) { code[i] = c; in = CODE; break; }
            if (in == STRING) literals[i] = c;
            break;
        }
    }
}

static int source_add(const char *path, const struct stat *stat, int kind, struct FTW *at)
{
    size_t length;
    if (kind != FTW_F || !(ends(path, ".c") || ends(path, ".h") || ends(path, ".sql"))) return 0;
    if (source_count == SOURCES_MOST) return 1;
    char *bytes = file_read(path, &length);
    if (!bytes) return 1;
    char *code = arena_new(keep.arena, length + 1), *literals = arena_new(keep.arena, length + 1);
    split(bytes, length, code, literals);
    sources[source_count++] = (Source){ text(&keep, "%s", path + root_length), bytes, code, literals };
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const Source *)a)->path, ((const Source *)b)->path);
}

const Source *sources_all(size_t *count)
{
    if (!source_count) {
        const char *root = getenv("LYCEUM_SOURCE");
        if (!root) root = ".";
        keep.arena = arena_begin(64 << 20);
        report.cx = &keep;
        root_length = strlen(root) + 1;
        EXPECT(nftw(text(&keep, "%s/src", root), source_add, 16, FTW_PHYS) == 0);
        EXPECT(source_count > 20);      /* or we are looking at the wrong folder, and every rule would seem to hold */
        qsort(sources, source_count, sizeof *sources, by_path);
    }
    *count = source_count;
    return sources;
}

static const char *same_place(const Source *source, const char *at)
{
    size_t length = strlen(source->bytes);
    for (const char *const *view = (const char *const[]){ source->bytes, source->code, source->literals, NULL }; *view; view++)
        if (at >= *view && at <= *view + length) return source->bytes + (at - *view);
    return source->bytes;
}

void breaks(const Source *source, const char *at, const char *why, ...)
{
    char words[300];
    int line = 1;
    va_list args;

    if (findings++ >= BREAKS_SHOWN) return;
    const char *place = same_place(source, at);
    for (const char *s = source->bytes; s < place; s++) line += *s == '\n';
    va_start(args, why);
    vsnprintf(words, sizeof words, why, args);
    va_end(args);
    draft_add(&report, "\n%s:%d: %s", source->path, line, words);
}

const char *breaks_found(void)
{
    if (findings > BREAKS_SHOWN) draft_add(&report, "\nand %zu more", findings - BREAKS_SHOWN);
    const char *found = findings ? text(&keep, "%s", draft_text(&report)) : "";
    report = (Draft){ .cx = &keep };
    findings = 0;
    return found;
}

static bool word_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

void word_each(const Source *source, const char *text, const char *word, void (*each)(const Source *source, const char *at, const char *word))
{
    size_t length = strlen(word);
    bool prefix = word[length - 1] == '_';
    for (const char *at = text; (at = strstr(at, word)); at += length)
        if ((at == text || !word_letter(at[-1])) && (prefix || !word_letter(at[length]))) each(source, at, word);
}

const char *line_end(const char *at)
{
    return strchrnul(at, '\n');
}
