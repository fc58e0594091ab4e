/* Opening one of an event's materials. */
#include "platform/db/stored_file.h"
#include "platform/http/http.h"
#include "rooms/booking/material_reader.h"

extern const RouteList material_reader_pages;

/* Up to 25 MB, so on a worker. As an attachment under a policy that lets it do nothing, whatever it holds. */
static Error *material_open(Ctx *cx, const Request *rq, Response *rs)
{
    Material material = {0};
    StoredFile file;
    Bytes bytes;
    TRY(material_read(cx, rq->id, &material));
    if (!material.file_id) return redirect(rs, material.link);
    TRY(stored_file_read(cx, material.file_id, &file, &bytes));
    rs->download = file.name;
    return respond(rs, file.type, bytes.bytes, bytes.length);
}

ROUTES(material_reader_pages,
    SLOW("/materials/:id", SIGNED_IN, material_open),
);
