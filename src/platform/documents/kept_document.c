#include "platform/documents/kept_document.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

enum { KEY_MOST = 80, WAITING_MOST = 1 };

typedef struct { char key[KEY_MOST]; char *bytes; size_t length; uint64_t asked; } Document;

static Document        documents[DOCUMENTS_KEPT];
static uint64_t        asked;                       /* counts up: what was asked for longest ago makes room */
static pthread_mutex_t documents_lock = PTHREAD_MUTEX_INITIALIZER, drawing_lock = PTHREAD_MUTEX_INITIALIZER;
static int             in_line;                     /* one that is drawn, and those who wait for it; under documents_lock */

static bool find(Ctx *cx, const char *key, const char **bytes, size_t *length)
{
    bool found = false;
    pthread_mutex_lock(&documents_lock);
    for (size_t i = 0; i < DOCUMENTS_KEPT && !found; i++) {
        Document *d = &documents[i];
        if (!d->bytes || !same(d->key, key)) continue;
        d->asked = ++asked, found = true;
        *bytes = text_copy(cx, d->bytes, d->length), *length = d->length;
    }
    pthread_mutex_unlock(&documents_lock);
    return found;
}

static void put(const char *key, const char *bytes, size_t length)
{
    if (length > DOCUMENT_KEPT_MOST || strlen(key) >= KEY_MOST) return;
    char *copy = malloc(length + 1);
    CHECK(copy);
    memcpy(copy, bytes, length);
    pthread_mutex_lock(&documents_lock);
    Document *place = &documents[0];
    for (size_t i = 1; i < DOCUMENTS_KEPT; i++)
        if (documents[i].asked < place->asked) place = &documents[i];
    free(place->bytes);
    asked++;
    *place = (Document){ .bytes = copy, .length = length, .asked = asked };
    memcpy(place->key, key, strlen(key) + 1);
    pthread_mutex_unlock(&documents_lock);
}

static bool stand_in_line(void)
{
    pthread_mutex_lock(&documents_lock);
    bool room = in_line <= WAITING_MOST;
    in_line += room;
    pthread_mutex_unlock(&documents_lock);
    return room;
}

static void leave_line(void)
{
    pthread_mutex_lock(&documents_lock);
    in_line--;
    pthread_mutex_unlock(&documents_lock);
}

Error *document_kept(Ctx *cx, const char *key, DocumentDraw *draw, const void *data, const char **bytes, size_t *length)
{
    Error *error = OK;
    if (find(cx, key, bytes, length)) return OK;
    if (!stand_in_line()) return unavailable(cx, "another document is drawn, and one more waits");
    pthread_mutex_lock(&drawing_lock);
    if (!find(cx, key, bytes, length)) {            /* who waited may have waited for this one */
        error = draw(cx, data, bytes, length);
        if (!error) put(key, *bytes, *length);
    }
    pthread_mutex_unlock(&drawing_lock);
    leave_line();
    return error;
}
