#include "rooms/money/subscriptions/subscription_letters.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/mail/mail.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"

/* One letter to each of those who may see the school's money, the first by name; where there is nobody, nobody is written to and the school's own page says it all. */
static Error *tell(Ctx *cx, const Subscription *s, const Mail *mail)
{
    Colleague *people;
    size_t n, told = 0;
    TRY(colleagues(cx, s->organisation_id, "", &people, &n));
    MailValue *values = array(cx, MailValue, mail->value_count + 1);
    for (size_t i = 0; i < mail->value_count; i++) values[i + 1] = mail->values[i];
    for (size_t i = 0; i < n && told < MONEY_READERS_MOST; i++) {
        if (!(permissions_of(people[i].role, "school") >> OUR_MONEY & 1)) continue;
        Mail to = { .letter = mail->letter, .person_id = people[i].id, .to_name = people[i].name, .to_email = people[i].email, .values = values, .value_count = mail->value_count + 1, .unhurried = true };
        values[0] = (MailValue){ "name", people[i].name };
        TRY(mail_queue(cx, &to));
        told++;
    }
    return OK;
}

static const char *sum(Ctx *cx, int64_t pence) { return pence ? money_words(cx, pence) : "£0"; }
static const char *days(Ctx *cx, const Subscription *s) { return text(cx, "%s to %s", date_words(cx, s->starts_on), date_words(cx, s->ends_on)); }
static const char *our_package(Ctx *cx) { return text(cx, "%s/package", cx->partnership->url); }
static const char *order_page(Ctx *cx, const Subscription *s) { return text(cx, "%s/package/%ld/order", cx->partnership->url, (long)s->package_id); }
static const char *until(Ctx *cx, const Subscription *s) { return *s->order_by ? date_words(cx, s->order_by) : ""; }

#define ABOUT(cx, s) { "school", (s)->organisation }, { "package", (s)->package }, { "days", days((cx), (s)) }

Error *letter_subscription_offer(Ctx *cx, const Subscription *s, const Priced *priced, int64_t last_pence)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-offer", MAIL_VALUES(ABOUT(cx, s), { "price", sum(cx, priced->pence) }, { "why", priced->why }, { "before", last_pence ? sum(cx, last_pence) : "" }, { "until", until(cx, s) }, { "link", order_page(cx, s) }) });
}

Error *letter_subscription_reminder(Ctx *cx, const Subscription *s, const Priced *priced)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-reminder", MAIL_VALUES(ABOUT(cx, s), { "price", sum(cx, priced->pence) }, { "why", priced->why }, { "until", until(cx, s) }, { "link", order_page(cx, s) }) });
}

Error *letter_subscription_ordered(Ctx *cx, const Subscription *s)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-ordered", MAIL_VALUES(ABOUT(cx, s), { "price", sum(cx, s->pence) }, { "why", s->price_why }, { "order", s->purchase_order }, { "by", s->ordered_by }, { "link", our_package(cx) }) });
}

Error *letter_subscription_active(Ctx *cx, const Subscription *s)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-active", MAIL_VALUES(ABOUT(cx, s), { "price", sum(cx, s->pence) }, { "order", s->purchase_order }, { "link", our_package(cx) }) });
}

Error *letter_subscription_lapsed(Ctx *cx, const Subscription *s)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-lapsed", MAIL_VALUES(ABOUT(cx, s), { "until", until(cx, s) }, { "link", our_package(cx) }) });
}

Error *letter_subscription_cancelled(Ctx *cx, const Subscription *s, const char *credit)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-cancelled", MAIL_VALUES({ "school", s->organisation }, { "package", s->package }, { "last", date_words(cx, s->ends_on) }, { "credit", credit }, { "link", our_package(cx) }) });
}

Error *letter_subscription_changed(Ctx *cx, const Subscription *s, const char *from_on, const char *change, const char *difference)
{
    return tell(cx, s, &(Mail){ .letter = "subscription-changed", MAIL_VALUES({ "school", s->organisation }, { "package", s->package }, { "from", date_words(cx, from_on) }, { "change", change }, { "difference", difference }, { "link", our_package(cx) }) });
}
