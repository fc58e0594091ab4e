#include "rooms/members/settings.h"

#include <string.h>

#include "platform/base/colour.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "rooms/members/organisation.h"
#include "rooms/members/own_mark.h"
#include "rooms/members/second_factor.h"

enum { LINE_MOST = 120, TERMS_MOST = 20000, ADDRESS_DAYS_MOST = 730 };

/* One row for each: where it lives in the struct, and what it is until somebody says so. */
static const struct { const char *name; size_t at; const char *unless_set; } kept[] = {
    { "name",           offsetof(Settings, name),           "Learning Partnership" },
    { "short_name",     offsetof(Settings, short_name),     "Learning Partnership" },
    { "council",        offsetof(Settings, council),        "" },
    { "url",            offsetof(Settings, url),            "http://127.0.0.1:8080" },
    { "home_authority", offsetof(Settings, home_authority), "" },
    { "email",          offsetof(Settings, email),          "office@partnership.invalid" },
    { "telephone",      offsetof(Settings, telephone),      "" },
    { "address",        offsetof(Settings, address),        "" },
    { "terms",          offsetof(Settings, terms),          "" },
    { "address_days",   offsetof(Settings, address_days),   "90" },
    { "remind_days",    offsetof(Settings, remind_days),    "7, 1" },
    { "departments_publish", offsetof(Settings, departments_publish), "review" },
    { "second_factor_from", offsetof(Settings, second_factor_from), "" },
    { "brand_band",     offsetof(Settings, brand.band),     "" },
    { "brand_link",     offsetof(Settings, brand.link),     "" },
    { "brand_button",   offsetof(Settings, brand.button),   "" },
    { "brand_accent",   offsetof(Settings, brand.accent),   "" },
};

typedef struct { const char *name, *value; } Setting;
static const Column setting_row[] = { COLUMN(Setting, name), COLUMN(Setting, value) };

SQL(settings_all, "SELECT name, value FROM setting ORDER BY name");
SQL(setting_put,  "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");

Error *settings_load(Ctx *cx, Settings *settings)
{
    Setting *rows;
    size_t count;
    TRY(db_list(cx, settings_all, setting_row, &rows, &count, NONE));
    for (size_t k = 0; k < COUNT(kept); k++) {
        const char **value = (const char **)((char *)settings + kept[k].at);
        *value = kept[k].unless_set;
        for (size_t i = 0; i < count; i++)
            if (same(rows[i].name, kept[k].name)) *value = rows[i].value;
    }
    return OK;
}

bool remind_days(Ctx *cx, const char *typed, int64_t days[REMIND_MOST], size_t *count)
{
    *count = 0;
    for (const char *at = text_trim(cx, typed); *at; at += strcspn(at, ","), at += *at == ',') {
        int64_t number = 0;
        size_t place = *count;
        if (!number_parse(text_trim(cx, text_copy(cx, at, strcspn(at, ","))), 1, REMIND_DAYS_MOST, &number) || *count == REMIND_MOST) return false;
        while (place && days[place - 1] > number) place--;
        if (place && days[place - 1] == number) continue;
        for (size_t i = *count; i > place; i--) days[i] = days[i - 1];
        days[place] = number;
        (*count)++;
    }
    return true;
}

/* Words are written with these colours, on white, on the chalk of the rail, or in white on them: 4.5 is what WCAG asks of text (AA). */
static void colour_check(Ctx *cx, Error **errors, const char *field, const char *what, const char *colour, const char *against, const char *where)
{
    const double enough = 4.5;
    if (!*colour) return;
    if (!colour_valid(colour)) { errors_add(errors, invalid(cx, field, "Enter the %s as # and six digits or letters, like #0d3b45", what)); return; }
    double contrast = colour_contrast(colour, against);
    if (contrast < enough)
        errors_add(errors, invalid(cx, field, "The %s, %s, cannot be read %s: its contrast is %.1f, and 4.5 is needed. Choose a %s one", what, colour, where, contrast, same(against, "#16262b") ? "lighter" : "darker"));
}

static void brand_check(Ctx *cx, Error **errors, const Brand *brand)
{
    colour_check(cx, errors, "brand_band", "colour of the band", brand->band, "#ffffff", "under white words");
    colour_check(cx, errors, "brand_link", "colour of links", brand->link, "#f4f1ea", "on the light ground of the page’s foot");
    colour_check(cx, errors, "brand_button", "colour of buttons", brand->button, "#ffffff", "under white words");
    colour_check(cx, errors, "brand_accent", "accent", brand->accent, "#16262b", "under dark words");
}

static Error *settings_check(Ctx *cx, const Settings *s)
{
    Error *errors = OK;
    if (blank(s->name) || letters(s->name) > LINE_MOST) errors_add(&errors, invalid(cx, "name", "Enter the partnership’s name, %d letters or fewer", LINE_MOST));
    if (blank(s->short_name) || letters(s->short_name) > 40) errors_add(&errors, invalid(cx, "short_name", "Enter a short name, 40 letters or fewer"));
    if (letters(s->council) > LINE_MOST) errors_add(&errors, invalid(cx, "council", "Shorten the council’s name to %d letters or fewer", LINE_MOST));
    if (!(begins(s->url, "https://") || begins(s->url, "http://")) || ends(s->url, "/") || strpbrk(s->url, " \"<>\n"))
        errors_add(&errors, invalid(cx, "url", "Enter the address of this site, like https://learning.council.example, without a slash at the end"));
    int64_t code;
    if (*s->home_authority && (strlen(s->home_authority) != 3 || !number_parse(s->home_authority, 1, 999, &code)))
        errors_add(&errors, invalid(cx, "home_authority", "Enter the authority’s three-digit code, like 205"));
    if (!email_valid(s->email)) errors_add(&errors, invalid(cx, "email", "Enter an email address with an @, like office@partnership.example"));
    if (letters(s->telephone) > 40) errors_add(&errors, invalid(cx, "telephone", "Shorten the telephone number to 40 characters or fewer"));
    if (letters(s->address) > 500) errors_add(&errors, invalid(cx, "address", "Shorten the postal address to 500 letters or fewer"));
    if (letters(s->terms) > TERMS_MOST) errors_add(&errors, invalid(cx, "terms", "Shorten the booking terms to %d letters or fewer", TERMS_MOST));
    int64_t days;
    if (!number_parse(s->address_days, 1, ADDRESS_DAYS_MOST, &days)) errors_add(&errors, invalid(cx, "address_days", "Enter a number of days from 1 to %d, like 90", ADDRESS_DAYS_MOST));
    const char *latest = date_add_days(cx, cx->today, SECOND_FACTOR_SETTING_DAYS);
    if (*s->second_factor_from && strcmp(s->second_factor_from, latest) > 0)
        errors_add(&errors, invalid(cx, "second_factor_from", "Codes from a phone are asked for by %s at the latest", date_words(cx, latest)));
    int64_t before[REMIND_MOST];
    size_t count;
    if (!remind_days(cx, s->remind_days, before, &count))
        errors_add(&errors, invalid(cx, "remind_days", "Enter the days before an event on which people are reminded, from 1 to %d with commas between, like 7, 1: %d of them at most", REMIND_DAYS_MOST, REMIND_MOST));
    brand_check(cx, &errors, &s->brand);
    return errors;
}

static Error *factor_day_told(Ctx *cx, const char *was, const char *is)
{
    if (same(was, is)) return OK;
    return trail(cx, "settings.second_factor", 0, *is ? text(cx, "to %s", date_words(cx, is)) : "to the first day");
}

Error *settings_save(Ctx *cx, const Settings *settings)
{
    Settings before;
    TRY(settings_check(cx, settings));
    TRY(settings_load(cx, &before));
    TRY(factor_day_told(cx, before.second_factor_from, settings->second_factor_from));
    for (size_t k = 0; k < COUNT(kept); k++)
        TRY(db_run(cx, setting_put, NULL, STR(kept[k].name), STR(*(const char *const *)((const char *)settings + kept[k].at))));
    TRY(organisation_own_rename(cx, text_trim(cx, settings->name)));
    TRY(fact(cx, "settings.changed", 0));
    return trail(cx, "settings.changed", 0, NULL);
}

Error *settings_take_up(Ctx *cx)
{
    Settings s;
    TRY(settings_load(cx, &s));
    Partnership partnership = { .name = s.name, .short_name = s.short_name, .url = s.url, .email = s.email, .telephone = s.telephone,
                                .authority = s.home_authority, .council = s.council,
                                .second_factor_from = s.second_factor_from, .brand = s.brand };
    TRY(own_mark_shown(cx, &partnership.mark));
    cx->partnership = store_partnership(cx->store, &partnership);
    return OK;
}
