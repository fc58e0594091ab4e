/*
 * What the program serves from itself: style sheet, scripts, icons. tools/embed_assets.py makes the table from assets/. A path holds
 * a hash of its bytes, so whoever got it may keep it for ever.
 */
#pragma once
#include <stddef.h>

typedef struct {
    const char *name;             /* "lyceum.css" */
    const char *path;             /* "/static/lyceum.1f3c5a7b9d0e.css" */
    const char *type;             /* of the Content-Type */
    const char *etag;             /* with its quotes */
    const unsigned char *bytes;
    size_t      length;
    const unsigned char *gzip;    /* the same, compressed; NULL when that is not shorter */
    size_t      gzip_length;
} Asset;

extern const Asset  assets[];
extern const size_t assets_count;

/* The path of an asset by its plain name. A name that does not exist stops the process. */
const char *asset(const char *name);
