#include "rooms/members/identity.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "platform/security/fetch.h"
#include "platform/security/seal.h"
#include "platform/security/token.h"

static const char sealed_for[] = "identity provider";

enum { NAME_LETTERS = 60, FIELD_LETTERS = 500 };

#define PROVIDER_FIELDS "id, slug, name, issuer, client_id, client_secret, tenants, gives_factor, retired"
static const Column provider_row[] = {
    COLUMN(IdentityProvider, id), COLUMN(IdentityProvider, slug), COLUMN(IdentityProvider, name), COLUMN(IdentityProvider, issuer), COLUMN(IdentityProvider, client_id),
    COLUMN(IdentityProvider, client_secret), COLUMN(IdentityProvider, tenants), COLUMN(IdentityProvider, gives_factor), COLUMN(IdentityProvider, retired),
};
static const Column offer_row[] = { COLUMN(IdentityOffer, provider_id), COLUMN(IdentityOffer, issuer), COLUMN(IdentityOffer, subject), COLUMN(IdentityOffer, email_said), COLUMN(IdentityOffer, provider) };
static const Column identity_row[] = { COLUMN(Identity, id), COLUMN(Identity, linked_at), COLUMN(Identity, provider), COLUMN(Identity, email_said) };

SQL(providers_list,    "SELECT " PROVIDER_FIELDS " FROM identity_provider ORDER BY retired, name, id LIMIT 20");
SQL(providers_count,   "SELECT count(*) FROM identity_provider");
SQL(provider_by_id,    "SELECT " PROVIDER_FIELDS " FROM identity_provider WHERE id = $1");
SQL(provider_by_slug,  "SELECT " PROVIDER_FIELDS " FROM identity_provider WHERE slug = $1 AND retired = 0");
SQL(provider_insert,   "INSERT INTO identity_provider (id, slug, name, issuer, client_id, client_secret, tenants, gives_factor, retired) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (slug) DO NOTHING");
SQL(provider_update,   "UPDATE identity_provider SET name = $2, issuer = $3, client_id = $4, client_secret = $5, tenants = $6, gives_factor = $7 WHERE id = $1");
SQL(provider_retires,  "UPDATE identity_provider SET retired = $2 WHERE id = $1");
SQL(identity_owned_by, "SELECT person_id FROM identity WHERE issuer = $1 AND subject = $2");
SQL(identities_by_person, "SELECT i.id, i.linked_at, p.name AS provider, i.email_said FROM identity i JOIN identity_provider p ON p.id = i.provider_id WHERE i.person_id = $1 ORDER BY i.linked_at, i.id LIMIT 50");
SQL(identity_insert,   "INSERT INTO identity (id, provider_id, issuer, subject, person_id, email_said, linked_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (issuer, subject) DO NOTHING");
SQL(identity_delete,   "DELETE FROM identity WHERE id = $1 AND person_id = $2");
SQL(offer_insert,      "INSERT INTO identity_offer (token_hash, provider_id, issuer, subject, email_said, made_at) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(offer_by_token,    "SELECT o.provider_id, o.issuer, o.subject, o.email_said, p.name AS provider FROM identity_offer o JOIN identity_provider p ON p.id = o.provider_id"
                       " WHERE o.token_hash = $1 AND o.made_at > $2 AND p.retired = 0");
SQL(offer_delete,      "DELETE FROM identity_offer WHERE token_hash = $1");
SQL(offers_old,        "DELETE FROM identity_offer WHERE made_at <= $1");

/* ---- providers ---- */

Error *providers_all(Ctx *cx, IdentityProvider **list, size_t *count) { return db_list(cx, providers_list, provider_row, list, count, NONE); }

Error *provider_find(Ctx *cx, int64_t id, IdentityProvider *provider) { return db_one(cx, provider_by_id, provider_row, provider, INT(id)); }

Error *provider_in_use(Ctx *cx, const char *slug, IdentityProvider *provider) { return db_one(cx, provider_by_slug, provider_row, provider, STR(slug)); }

/* "Microsoft account" is "microsoft-account" in addresses. */
static const char *slug_of(Ctx *cx, const char *name)
{
    Draft slug = { .cx = cx };
    for (const char *c = text_fold(cx, name); *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (plain) draft_bytes(&slug, c, 1);
        else if (slug.length && draft_text(&slug)[slug.length - 1] != '-') draft_bytes(&slug, "-", 1);
    }
    return slug.length ? draft_text(&slug) : "provider";
}

static Error *provider_check(Ctx *cx, const IdentityProvider *p, const char *secret)
{
    Error *errors = OK;
    if (blank(p->name) || letters(p->name) > NAME_LETTERS) errors_add(&errors, invalid(cx, "name", "Enter a name for the button, %d letters or fewer, like Microsoft account", NAME_LETTERS));
    if (!fetch_allows(p->issuer) || ends(p->issuer, "/") || letters(p->issuer) > FIELD_LETTERS || strpbrk(p->issuer, " ?#<>\""))
        errors_add(&errors, invalid(cx, "issuer", "Enter the issuer’s address, which begins with https:// and has no slash at the end, like https://accounts.google.com"));
    if (blank(p->client_id) || letters(p->client_id) > FIELD_LETTERS) errors_add(&errors, invalid(cx, "client_id", "Enter the client id that the provider gave you"));
    if ((!p->id && blank(secret)) || letters(secret) > FIELD_LETTERS) errors_add(&errors, invalid(cx, "client_secret", "Enter the client secret that the provider gave you"));
    if (letters(p->tenants) > FIELD_LETTERS * 4) errors_add(&errors, invalid(cx, "tenants", "That is too long: %d letters at most", FIELD_LETTERS * 4));
    return errors;
}

Error *provider_save(Ctx *cx, IdentityProvider *p, const char *secret)
{
    int64_t added = 1, there;
    TRY(provider_check(cx, p, secret));
    const char *sealed = blank(secret) ? p->client_secret : seal(cx, sealed_for, secret);
    if (p->id) {
        TRY(db_run(cx, provider_update, &added, INT(p->id), STR(p->name), STR(p->issuer), STR(p->client_id), STR(sealed), STR(p->tenants), INT(p->gives_factor)));
        return added ? trail(cx, "settings.provider", p->id, p->name) : missing(cx, "provider %ld", p->id);
    }
    TRY(db_number(cx, providers_count, &there, NONE));
    if (there >= PROVIDERS_MOST) return invalid(cx, "name", "There are %d already, and more do not fit on the page to sign in", PROVIDERS_MOST);
    p->id = new_id(cx);
    TRY(db_run(cx, provider_insert, &added, INT(p->id), STR(slug_of(cx, p->name)), STR(p->name), STR(p->issuer), STR(p->client_id), STR(sealed), STR(p->tenants), INT(p->gives_factor)));
    return added ? trail(cx, "settings.provider", p->id, p->name) : invalid(cx, "name", "There is one of that name already");
}

Error *provider_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed;
    TRY(db_run(cx, provider_retires, &changed, INT(id), INT(retired)));
    return changed ? trail(cx, "settings.provider", id, retired ? "retired" : "brought back") : missing(cx, "provider %ld", id);
}

Error *provider_asked(Ctx *cx, const IdentityProvider *provider, OidcProvider *asked)
{
    const char *secret = seal_open(cx, sealed_for, provider->client_secret);
    if (!secret) return broken(cx, "the secret of provider %ld was sealed with another secret than this store's", provider->id);
    *asked = (OidcProvider){ provider->issuer, provider->client_id, secret, provider->tenants };
    return OK;
}

/* ---- whose ---- */

Error *identities_of(Ctx *cx, int64_t person_id, Identity **list, size_t *count) { return db_list(cx, identities_by_person, identity_row, list, count, INT(person_id)); }

Error *identity_owner(Ctx *cx, const OidcClaims *claims, int64_t *person_id) { return db_number(cx, identity_owned_by, person_id, STR(claims->issuer), STR(claims->subject)); }

Error *identity_drop(Ctx *cx, int64_t id)
{
    int64_t dropped;
    TRY(db_run(cx, identity_delete, &dropped, INT(id), INT(cx->who->id)));
    return dropped ? trail(cx, "identity.dropped", cx->who->id, NULL) : missing(cx, "identity %ld of person %ld", id, cx->who->id);
}

static const char *offer_hash(Ctx *cx, const char *token, const char *browser) { return token_hash(cx, text(cx, "%s %s", token, browser)); }

Error *identity_offer(Ctx *cx, int64_t provider_id, const OidcClaims *claims, const char *browser, const char **token)
{
    *token = token_new(cx);
    return db_run(cx, offer_insert, NULL, STR(offer_hash(cx, *token, browser)), INT(provider_id), STR(claims->issuer), STR(claims->subject), STR(claims->email), INT(cx->now));
}

Error *identity_offered(Ctx *cx, const char *token, const char *browser, IdentityOffer *offer)
{
    return db_one(cx, offer_by_token, offer_row, offer, STR(offer_hash(cx, token, browser)), INT(cx->now - IDENTITY_OFFER_SECONDS));
}

Error *identity_take(Ctx *cx, const char *token, const char *browser)
{
    IdentityOffer offer;
    int64_t taken;
    TRY(identity_offered(cx, token, browser, &offer));
    TRY(db_run(cx, identity_insert, &taken, INT(new_id(cx)), INT(offer.provider_id), STR(offer.issuer), STR(offer.subject), INT(cx->who->id), STR(offer.email_said), INT(cx->now)));
    if (!taken) return conflict(cx, "That account is connected already");
    TRY(db_run(cx, offer_delete, NULL, STR(offer_hash(cx, token, browser))));
    TRY(mail_queue(cx, &(Mail){ .letter = "identity-connected", .person_id = cx->who->id, .to_name = cx->who->name, .to_email = cx->who->email,
        MAIL_VALUES({ "name", cx->who->name }, { "partnership", cx->partnership->name }, { "office", cx->partnership->email }, { "account", text(cx, "%s %s", offer.provider, offer.email_said) },
                    { "link", text(cx, "%s/account", cx->partnership->url) }) }));
    return trail(cx, "identity.connected", cx->who->id, offer.provider);
}

Error *identity_offers_sweep(Ctx *cx) { return db_run(cx, offers_old, NULL, INT(cx->now - IDENTITY_OFFER_SECONDS)); }
