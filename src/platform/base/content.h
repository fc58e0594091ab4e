/* What is written in content/ without C: letters and guidance, in Markdown, and lists of facts, as CSV. tools/embed_content.py makes the table. */
#pragma once
#include <stddef.h>

typedef struct { const char *path, *text; } Content;

extern const Content contents[];
extern const size_t  contents_count;

/* The text of a file by its path in content/ ("letters/sign-in-link.md"), or NULL when there is none. */
const char *content(const char *path);
