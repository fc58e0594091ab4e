/* What is compiled into the program: each file's response is made once and sent by reference. */
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/html/asset.h"
#include "platform/http/server/inside.h"

typedef struct { struct MHD_Response *plain, *gzip, *unchanged; } Served;
static Served *served;

static struct MHD_Response *response_of(const Asset *row, const unsigned char *bytes, size_t length, bool gzip)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(length, (void *)bytes, MHD_RESPMEM_PERSISTENT);
    CHECK(response);
    MHD_add_response_header(response, "Content-Type", row->type);
    MHD_add_response_header(response, "ETag", row->etag);
    MHD_add_response_header(response, "Cache-Control", "public, max-age=31536000, immutable");
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (gzip) MHD_add_response_header(response, "Content-Encoding", "gzip");
    return response;
}

void assets_begin(void)
{
    served = calloc(assets_count, sizeof *served);
    CHECK(served);
    for (size_t i = 0; i < assets_count; i++) {
        const Asset *row = &assets[i];
        served[i].plain = response_of(row, row->bytes, row->length, false);
        served[i].gzip = row->gzip ? response_of(row, row->gzip, row->gzip_length, true) : NULL;
        served[i].unchanged = response_of(row, (const unsigned char *)"", 0, false);
    }
}

bool asset_answers(Exchange *exchange, enum MHD_Result *result)
{
    const char *target = exchange->guard.in.target;
    if (strncmp(target, "/static/", 8) != 0 || *exchange->guard.in.method == 'P') return false;
    for (size_t i = 0; i < assets_count; i++) {
        if (strcmp(assets[i].path, target) != 0) continue;
        bool unchanged = strstr(exchange->guard.if_none_match, assets[i].etag) != NULL;
        bool gzip = served[i].gzip && strstr(exchange->guard.accept_encoding, "gzip");
        *result = exchange_queue(exchange, unchanged ? served[i].unchanged : gzip ? served[i].gzip : served[i].plain, unchanged ? 304 : 200);
        return true;
    }
    return false;
}

void assets_end(void)
{
    for (size_t i = 0; served && i < assets_count; i++) {
        MHD_destroy_response(served[i].plain);
        if (served[i].gzip) MHD_destroy_response(served[i].gzip);
        MHD_destroy_response(served[i].unchanged);
    }
    free(served);
    served = NULL;
}
