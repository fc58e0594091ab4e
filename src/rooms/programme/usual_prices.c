#include "rooms/programme/usual_prices.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course.h"

typedef struct { const char *class; int64_t pence; } PriceRow;
typedef struct { const char *kind; } KindRow;
static const Column price_columns[] = { COLUMN(PriceRow, class), COLUMN(PriceRow, pence) }, kind_columns[] = { COLUMN(KindRow, kind) };
static const Column discount_columns[] = { COLUMN(Discount, early_percent), COLUMN(Discount, early_days), COLUMN(Discount, group_percent), COLUMN(Discount, group_from) };
SQL(usual_prices_of,      "SELECT class, pence FROM usual_price WHERE kind = $1");
SQL(usual_prices_drop,    "DELETE FROM usual_price WHERE kind = $1");
SQL(usual_price_add,      "INSERT INTO usual_price (kind, class, pence) VALUES ($1, $2, $3)");
SQL(usual_discount_of,    "SELECT early_percent, early_days, group_percent, group_from FROM usual_discount WHERE kind = $1");
SQL(usual_discount_drop,  "DELETE FROM usual_discount WHERE kind = $1");
SQL(usual_discount_add,   "INSERT INTO usual_discount (kind, early_percent, early_days, group_percent, group_from) VALUES ($1, $2, $3, $4, $5)");
SQL(kind_of_course,       "SELECT kind FROM course WHERE id = $1");

Error *usual_prices_find(Ctx *cx, const char *kind, UsualPrices *usual)
{
    PriceRow *rows;
    size_t count;
    bool found;
    *usual = (UsualPrices){ .member = PRICE_NONE, .other = PRICE_NONE, .discount = { .early_on = "" } };
    for (size_t k = 0; k < CUSTOMER_CLASSES; k++) usual->classes.pence[k] = PRICE_NONE;
    TRY(db_list(cx, usual_prices_of, price_columns, &rows, &count, STR(kind)));
    for (size_t i = 0; i < count; i++) {
        if (same(rows[i].class, "member")) usual->member = rows[i].pence;
        else if (same(rows[i].class, "other")) usual->other = rows[i].pence;
        else for (size_t k = 0; k < CUSTOMER_CLASSES; k++)
            if (same(customer_classes[k].class, rows[i].class)) usual->classes.pence[k] = rows[i].pence;
    }
    return db_maybe(cx, usual_discount_of, discount_columns, &usual->discount, &found, STR(kind));
}

bool usual_prices_none(const UsualPrices *usual)
{
    return usual->member == PRICE_NONE && usual->other == PRICE_NONE && class_prices_none(&usual->classes) && !usual->discount.early_percent && !usual->discount.group_percent;
}

const char *usual_prices_words(Ctx *cx, const UsualPrices *usual)
{
    const char *discount = discount_words(cx, &usual->discount, ""), *classes = class_prices_words(cx, &usual->classes);
    const char *member = usual->member == PRICE_NONE ? "" : text(cx, "%s for members", money_words(cx, usual->member)), *other = usual->other == PRICE_NONE ? "" : text(cx, "%s for others", money_words(cx, usual->other));
    const char *const parts[] = { member, other, classes, discount };
    Draft words = { .cx = cx };
    for (size_t i = 0; i < COUNT(parts); i++)
        if (*parts[i]) draft_add(&words, "%s%s", words.length ? ", " : "", parts[i]);
    return draft_text(&words);
}

/* ---- set ---- */

static Error *plain_read(Ctx *cx, const char *field, const char *whose, const char *typed, int64_t *pence)
{
    *pence = PRICE_NONE;
    return blank(typed) || money_parse(typed, pence) ? OK : invalid(cx, field, "Enter the price for %s in pounds, like 60 or 60.50, or leave it empty", whose);
}

static Error *price_put(Ctx *cx, const char *kind, const char *class, int64_t pence)
{
    return pence == PRICE_NONE ? OK : db_run(cx, usual_price_add, NULL, STR(kind), STR(class), INT(pence));
}

Error *usual_prices_set(Ctx *cx, const char *kind, const UsualPricesDraft *draft)
{
    UsualPrices usual;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "the usual prices");
    if (!course_kind_valid(kind)) return missing(cx, "no kind of course is called that");
    Error *errors = plain_read(cx, "price_member", "members", draft->member, &usual.member);
    errors_add(&errors, plain_read(cx, "price_other", "others", draft->other, &usual.other));
    errors_add(&errors, class_prices_read(cx, &draft->classes, &usual.classes));
    errors_add(&errors, discount_read(cx, &draft->discount, &usual.discount));
    if (errors) return errors;
    TRY(db_run(cx, usual_prices_drop, NULL, STR(kind)));
    TRY(price_put(cx, kind, "member", usual.member));
    TRY(price_put(cx, kind, "other", usual.other));
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) TRY(price_put(cx, kind, customer_classes[i].class, usual.classes.pence[i]));
    TRY(db_run(cx, usual_discount_drop, NULL, STR(kind)));
    const Discount *d = &usual.discount;
    if (d->early_percent || d->group_percent) TRY(db_run(cx, usual_discount_add, NULL, STR(kind), INT(d->early_percent), INT(d->early_days), INT(d->group_percent), INT(d->group_from)));
    return trail(cx, "prices.usual_set", 0, kind);
}

/* ---- what a new event begins with ---- */

/* As the form would have it typed. */
static void fill(Ctx *cx, const char **typed, int64_t usual)
{
    if (blank(*typed) && usual != PRICE_NONE) *typed = money_table(cx, usual);
}

Error *usual_prices_fill(Ctx *cx, int64_t course_id, EventDraft *draft)
{
    KindRow row = { "" };
    UsualPrices usual;
    bool found;
    if (!blank(draft->member_price) && !blank(draft->other_price)) return OK;
    TRY(db_maybe(cx, kind_of_course, kind_columns, &row, &found, INT(course_id)));
    if (!found) return OK;
    TRY(usual_prices_find(cx, row.kind, &usual));
    fill(cx, &draft->member_price, usual.member);
    fill(cx, &draft->other_price, usual.other);
    return OK;
}

Error *usual_prices_begin(Ctx *cx, int64_t event_id, const char *kind)
{
    UsualPrices usual;
    TRY(usual_prices_find(cx, kind, &usual));
    if (!class_prices_none(&usual.classes)) TRY(event_prices_put(cx, event_id, &usual.classes));
    return usual.discount.early_percent || usual.discount.group_percent ? event_discount_put(cx, event_id, &usual.discount) : OK;
}
