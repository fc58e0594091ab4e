/* What the partnership is called and where it is reached: rows of the setting table, changed on a page of the office. */
#pragma once
#include "platform/db/db.h"

enum { REMIND_MOST = 4, REMIND_DAYS_MOST = 60 };

typedef struct {
    const char *name, *short_name;    /* "Fleet and Wandle Learning Partnership", "Fleet and Wandle" */
    const char *council;
    const char *url;                  /* without a slash at the end */
    const char *home_authority;       /* "205" */
    const char *email, *telephone;
    const char *address;              /* for letters and certificates; several lines */
    Brand       brand;                /* colours that are not the house's; "" where they are */
    const char *terms;                /* of booking, in Markdown */
    const char *departments_publish;  /* "alone", or "review": the office looks first (programme/review.h) */
    const char *second_factor_from;   /* a day, or "": see second_factor.h */
    const char *remind_days;          /* "7, 1": how many days before it people are reminded of a place; "": they are not */
    const char *address_days;         /* "90": how long the trail keeps addresses of connections */
} Settings;

/* The numbers in remind_days, the fewest first and each once; false where it holds anything else, or more than REMIND_MOST. */
bool remind_days(Ctx *cx, const char *typed, int64_t days[REMIND_MOST], size_t *count);

CHECKED Error *settings_load(Ctx *cx, Settings *settings);             /* what was never set has a plain default */
CHECKED Error *settings_save(Ctx *cx, const Settings *settings);       /* refuses with every mistake at once */
/* What every page needs of them is kept beside the store (store_partnership); from here on as they are now, for this request too. */
CHECKED Error *settings_take_up(Ctx *cx);
