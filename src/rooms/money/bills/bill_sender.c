#include "rooms/money/bills/bill_sender.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/members/settings.h"

SQL(sender_one, "SELECT name, address, vat_number, account_name, sort_code, account_number FROM bill_sender WHERE id = 0");
SQL(sender_put, "UPDATE bill_sender SET name = $1, address = $2, vat_number = $3, account_name = $4, sort_code = $5, account_number = $6 WHERE id = 0");

enum { SORT_FIGURES = 6, ACCOUNT_FIGURES = 8 };

Error *sender_kept(Ctx *cx, Sender *sender)
{
    static const Column columns[] = { COLUMN(Sender, name), COLUMN(Sender, address), COLUMN(Sender, vat_number), COLUMN(Sender, account_name), COLUMN(Sender, sort_code), COLUMN(Sender, account_number) };
    return db_one(cx, sender_one, columns, sender, NONE);
}

Error *sender_read(Ctx *cx, Sender *sender)
{
    Settings settings;
    TRY(sender_kept(cx, sender));
    if (*sender->name && *sender->address) return OK;
    TRY(settings_load(cx, &settings));
    if (!*sender->name) sender->name = settings.name;
    if (!*sender->address) sender->address = settings.address;
    return OK;
}

const char *sender_account_words(Ctx *cx, const Sender *s) { return *s->account_number ? text(cx, "%s\nSort code %s\nAccount %s", s->account_name, s->sort_code, s->account_number) : ""; }

/* "12-34-56" of what was typed with or without dashes and spaces; NULL where it has not so many figures, or anything else in it. */
static const char *figures(Ctx *cx, const char *typed, size_t wanted)
{
    Draft draft = { .cx = cx };
    for (const char *c = typed; *c; c++) {
        if (*c >= '0' && *c <= '9') draft_bytes(&draft, c, 1);
        else if (*c != ' ' && *c != '-') return NULL;
    }
    return draft.length == wanted ? draft_text(&draft) : NULL;
}

static void line_check(Ctx *cx, Error **errors, const char *field, const char *typed)
{
    if (letters(typed) > SENDER_LINE_MOST || !text_is_line(typed)) errors_add(errors, invalid(cx, field, "Use %d characters or fewer, on one line", SENDER_LINE_MOST));
}

Error *sender_set(Ctx *cx, const Sender *typed)
{
    Error *errors = OK;
    const char *sort = figures(cx, typed->sort_code, SORT_FIGURES), *number = figures(cx, typed->account_number, ACCOUNT_FIGURES);
    bool account = !blank(typed->account_name) || !blank(typed->sort_code) || !blank(typed->account_number);
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "what stands on bills");
    line_check(cx, &errors, "name", typed->name);
    line_check(cx, &errors, "vat_number", typed->vat_number);
    line_check(cx, &errors, "account_name", typed->account_name);
    if (letters(typed->address) > SENDER_ADDRESS_MOST) errors_add(&errors, invalid(cx, "address", "Use %d characters or fewer", SENDER_ADDRESS_MOST));
    if (account && blank(typed->account_name)) errors_add(&errors, invalid(cx, "account_name", "Enter the name of the account"));
    if (account && !sort) errors_add(&errors, invalid(cx, "sort_code", "Enter the sort code: six figures, like 30-94-57"));
    if (account && !number) errors_add(&errors, invalid(cx, "account_number", "Enter the number of the account: eight figures"));
    TRY(errors);
    const char *code = account ? text(cx, "%.2s-%.2s-%.2s", sort, sort + 2, sort + 4) : "";
    TRY(db_run(cx, sender_put, NULL, STR(text_trim(cx, typed->name)), STR(blank(typed->address) ? "" : typed->address), STR(text_trim(cx, typed->vat_number)), STR(text_trim(cx, typed->account_name)),
               STR(code), STR(account ? number : "")));
    return trail(cx, "bills.sender_set", 0, NULL);
}
