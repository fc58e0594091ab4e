#include "tests/fixture_money.h"

#include "rooms/money/ledger/ledger_close.h"

const Somebody rex = { 117, "Rex Calloway", "rex@office.example" };

void rex_lay(void)
{
    fixture_run("INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) VALUES (117, 'Rex Calloway', 'rex calloway', 'rex', 'rex@office.example', 'rex@office.example', 1790000000, 1790000000)");
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) VALUES (299, 117, 16, 'finance officer', '', '2024-09-01', 1790000000)");
}

typedef struct { NoteDraft draft; int64_t id; } Noting;
typedef struct { int64_t posting_id, id; const char *on; } Reversing;

static Error *note_act(Ctx *cx, void *noting)       { return ledger_note(cx, &((Noting *)noting)->draft, &((Noting *)noting)->id); }
static Error *close_act(Ctx *cx, void *month)       { return ledger_close(cx, month, ""); }
static Error *reverse_act(Ctx *cx, void *reversing) { return ledger_reverse(cx, ((Reversing *)reversing)->posting_id, ((Reversing *)reversing)->on, "To the wrong fund", &((Reversing *)reversing)->id); }

Error *note_by_rex(NoteDraft draft, int64_t *id)
{
    if (!draft.cost_centre_id) draft.cost_centre_id = COST_CENTRE_OWN;
    if (!draft.fund_id) draft.fund_id = FUND_SUBSCRIPTIONS;
    if (!draft.words) draft.words = "As it happened";
    Noting noting = { .draft = draft };
    Error *error = write_as(&rex, note_act, &noting);
    if (id) *id = noting.id;
    return error;
}

int64_t noted(const char *on, int64_t from, int64_t to, const char *amount)
{
    int64_t id = 0;
    EXPECT_OK(note_by_rex((NoteDraft){ .on = on, .from = from, .to = to, .amount = amount }, &id));
    return id;
}

Error *reverse_by_rex(int64_t posting_id, const char *on, int64_t *id)
{
    Reversing reversing = { .posting_id = posting_id, .on = on };
    Error *error = write_as(&rex, reverse_act, &reversing);
    if (id) *id = reversing.id;
    return error;
}

Error *close_by_rex(const char *month) { return write_as(&rex, close_act, (void *)(uintptr_t)month); }

static Error *statement_run(Ctx *cx, void *statement)
{
    int64_t changed;
    return db_run_(cx, statement, &changed, ARGS(NONE));
}

void expect_never(const Sql *statement, const char *why)
{
    Error *error = write_as(&nobody, statement_run, (void *)(uintptr_t)statement);
    EXPECT_HAS(error && error->log ? error->log : "it was carried out", why);
}
