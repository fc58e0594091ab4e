/* What people were given to read: before and after events that the people of one school come to, so that a visitor finds some. */
#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/documents/pdf.h"
#include "platform/security/digest.h"

enum { DAY = 86400, EVENTS_EACH_WAY = 8, PART = 256 << 10 };

SQL(demo_paper_add,  "INSERT INTO stored_file (id, name, type, length, digest, linked, made_by, made_at) VALUES ($1, $2, 'application/pdf', $3, $4, 1, $5, $6)");
SQL(demo_paper_part, "INSERT INTO stored_file_part (file_id, position, bytes) VALUES ($1, 0, $2)");
SQL(demo_school_events,
    "SELECT DISTINCT e.id, e.starts_at, e.ends_at FROM event e JOIN registration r ON r.event_id = e.id WHERE r.organisation_id = $1 AND r.state = 'confirmed' AND e.state IN ('published', 'closed')"
    " AND e.starts_at > $2 AND e.starts_at < $3 ORDER BY e.starts_at, e.id LIMIT CAST($4 AS BIGINT)");
SQL(demo_sharing_add, "INSERT INTO material_sharing (id, event_id, moment, shared_by, shared_at, told_up_to, told_at) VALUES ($1, $2, $3, $4, $5, 1, $5)");
SQL(demo_material_add, "INSERT INTO material (id, event_id, moment, position, name, file_id, link, sharing_id, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");

typedef struct { int64_t id, starts_at, ends_at; } Near;
static const Column near_columns[] = { COLUMN(Near, id), COLUMN(Near, starts_at), COLUMN(Near, ends_at) };

typedef struct { const char *name, *heading; const char *const *lines; size_t count; } Paper;

static const char *const reading[] = {
    "Ten minutes before you come. You need nothing else, and nothing is handed in.",
    "Choose one pupil whom you wonder about. Give no name: a letter is enough. What have you tried, and what changed?",
    "Think of one lesson this week in which everybody spoke. What did you do that made it so?",
    "Bring one piece of work that surprised you, with the name folded away.",
};
static const char *const notes[] = {
    "What we tried together, for those who were there.",
    "Wait longer: ten seconds feel like a minute, and they are when the quiet ones begin.",
    "One change at a time. Write down on Friday what you saw, in two lines.",
    "In six weeks we ask what came of it. The best answers are the honest ones.",
};
static const Paper papers[] = { { "Before you come.pdf", "Before you come", reading, COUNT(reading) }, { "Notes of the session.pdf", "Notes of the session", notes, COUNT(notes) } };

typedef struct { Demo *demo; Bytes bytes[COUNT(papers)]; } Printed;

static Error *print(Ctx *cx, const Paper *paper, Bytes *bytes)
{
    const char *made;
    size_t length;
    Pdf *pdf = pdf_begin(cx, (PdfPage){ .title = paper->heading, .author = "Fleet and Wandle Learning Partnership", .footer = "Fleet and Wandle Learning Partnership" });
    pdf_heading(pdf, 1, paper->heading);
    for (size_t i = 0; i < paper->count; i++) pdf_text(pdf, paper->lines[i]);
    TRY(pdf_end(pdf, &made, &length));
    *bytes = (Bytes){ made, length };
    return length <= PART ? OK : broken(cx, "%s takes more than one part", paper->name);
}

static Error *paper_lay(Ctx *cx, Demo *demo, const Paper *paper, Bytes bytes, int64_t *id)
{
    Digest digest = {0};
    digest_begin(&digest);
    digest_add(&digest, bytes.bytes, bytes.length);
    *id = demo_id(demo);
    TRY(demo_put(cx, demo, demo_paper_add, INT(*id), STR(paper->name), INT((int64_t)bytes.length), STR(digest_end(cx, &digest)), INT(demo->administrator_id), INT(demo->now - 30 * DAY)));
    return demo_put(cx, demo, demo_paper_part, INT(*id), BYTES(bytes.bytes, bytes.length));
}

/* A file and a link, shared and told of. */
static Error *given(Ctx *cx, Demo *demo, int64_t event_id, const char *moment, int64_t at, const char *name, int64_t file_id, const char *link_name, const char *link)
{
    int64_t sharing = demo_id(demo), by = demo->administrator_id;
    TRY(demo_put(cx, demo, demo_sharing_add, INT(sharing), INT(event_id), STR(moment), INT(by), INT(at)));
    TRY(demo_put(cx, demo, demo_material_add, INT(demo_id(demo)), INT(event_id), STR(moment), INT(1), STR(name), INT(file_id), STR(""), INT(sharing), INT(by), INT(at)));
    return demo_put(cx, demo, demo_material_add, INT(demo_id(demo)), INT(event_id), STR(moment), INT(2), STR(link_name), REF(0), STR(link), INT(sharing), INT(by), INT(at));
}

static Error *materials_lay(Ctx *cx, void *data)
{
    const Printed *printed = data;
    Demo *demo = printed->demo;
    const DemoOrganisation *school = &demo->organisations[demo_body_count];
    Near *ahead, *past;
    size_t ahead_count, past_count;
    int64_t before, after;
    TRY(db_list(cx, demo_school_events, near_columns, &ahead, &ahead_count, INT(school->id), INT(demo->now), INT(demo->now + 90 * DAY), INT(EVENTS_EACH_WAY)));
    TRY(db_list(cx, demo_school_events, near_columns, &past, &past_count, INT(school->id), INT(demo->now - 60 * DAY), INT(demo->now - DAY), INT(EVENTS_EACH_WAY)));
    TRY(paper_lay(cx, demo, &papers[0], printed->bytes[0], &before));
    TRY(paper_lay(cx, demo, &papers[1], printed->bytes[1], &after));
    for (size_t i = 0; i < ahead_count; i++)
        TRY(given(cx, demo, ahead[i].id, "before", demo->now - 2 * DAY, "Before you come", before, "A film of four minutes", "https://films.fleetandwandle.example/before-you-come"));
    for (size_t i = 0; i < past_count; i++)
        TRY(given(cx, demo, past[i].id, "after", past[i].ends_at + DAY / 24, "Notes of the session", after, "The template we used", "https://documents.fleetandwandle.example/template"));
    if (ahead_count)   /* and one that is added and not shared yet, for the office to share */
        TRY(demo_put(cx, demo, demo_material_add, INT(demo_id(demo)), INT(ahead[0].id), STR("after"), INT(1), STR("Notes of the session"), INT(after), STR(""), REF(0), INT(demo->administrator_id), INT(demo->now)));
    return OK;
}

Error *demo_materials(Ctx *cx, Demo *demo)
{
    Printed printed = { .demo = demo };
    for (size_t i = 0; i < COUNT(papers); i++) TRY(print(cx, &papers[i], &printed.bytes[i]));
    return demo_slice(cx, demo, materials_lay, &printed);
}
