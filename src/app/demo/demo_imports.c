/* A file of people that somebody sent this morning, with two mistakes in it: read, and waiting to be looked through. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/security/digest.h"

SQL(demo_file_add,   "INSERT INTO stored_file (id, name, type, length, digest, linked, made_by, made_at) VALUES ($1, 'new-starters.csv', 'text/csv', $2, $3, 1, $4, $5)");
SQL(demo_part_add,   "INSERT INTO stored_file_part (file_id, position, bytes) VALUES ($1, 0, $2)");
SQL(demo_intake_add, "INSERT INTO intake (id, kind, person_id, file_id, file_name, state, rows, wrong, made_at) VALUES ($1, 'people', $2, $3, 'new-starters.csv', 'staged', $4, 2, $5)");
SQL(demo_column_add, "INSERT INTO intake_column (intake_id, position, heading, example, field, matched) VALUES ($1, $2, $3, $4, $5, 1)");
SQL(demo_line_add,   "INSERT INTO intake_row (intake_id, line, name, cells, outcome, say) VALUES ($1, $2, $3, $4, $5, $6)");

static const struct { const char *heading, *field; } columns[] = { { "Name", "name" }, { "Email", "email" }, { "School", "school" }, { "Role", "role" }, { "First day", "starts_on" } };
static const struct { const char *name, *email, *role, *wrong; } lines[] = {
    { "Imani Clarke", "imani.clarke@starters.example", "teacher", NULL },
    { "Rhys Pritchard", "rhys.pritchard@starters.example", "teaching assistant", NULL },
    { "Sunniva Dahl", "", "teacher", "Enter their email address" },
    { "Tariq Aziz", "tariq.aziz@starters.example", "TA", "“TA” is no role here. The page where files are sent lists the roles" },
    { "Wiktoria Lis", "wiktoria.lis@starters.example", "SENCO", NULL },
};

static Error *file_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const DemoOrganisation *school = &demo->organisations[demo_body_count];
    int64_t file = demo_id(demo), intake = demo_id(demo), at = demo->now - 1800;
    const char *first = date_add_days(cx, demo->today, 40);
    Draft words = { .cx = cx };
    Digest digest = {0};
    draft_add(&words, "Name,Email,School,Role,First day\n");
    for (size_t i = 0; i < COUNT(lines); i++) draft_add(&words, "%s,%s,%s,%s,%s\n", lines[i].name, lines[i].email, school->name, lines[i].role, first);
    digest_begin(&digest);
    digest_add(&digest, words.bytes, words.length);
    TRY(demo_put(cx, demo, demo_file_add, INT(file), INT((int64_t)words.length), STR(digest_end(cx, &digest)), INT(demo->administrator_id), INT(at)));
    TRY(demo_put(cx, demo, demo_part_add, INT(file), BYTES(words.bytes, words.length)));
    TRY(demo_put(cx, demo, demo_intake_add, INT(intake), INT(demo->administrator_id), INT(file), INT(COUNT(lines)), INT(at)));
    for (size_t i = 0; i < COUNT(columns); i++)
        TRY(demo_put(cx, demo, demo_column_add, INT(intake), INT((int64_t)i), STR(columns[i].heading), STR(i == 0 ? lines[0].name : ""), STR(columns[i].field)));
    for (size_t i = 0; i < COUNT(lines); i++)
        TRY(demo_put(cx, demo, demo_line_add, INT(intake), INT((int64_t)i + 2), STR(lines[i].name),
                     STR(text(cx, "%s\x1f%s\x1f%s\x1f%s\x1f\x1f%s\x1f\x1f\x1f", lines[i].name, lines[i].email, school->name, lines[i].role, first)), STR(lines[i].wrong ? "wrong" : "new"),
                     STR(lines[i].wrong ? lines[i].wrong : text(cx, "%s at %s, from %s", capital(cx, lines[i].role), school->name, date_words(cx, first)))));
    return OK;
}

Error *demo_imports(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, file_lay, demo); }
