/*
 * Open Badges (3.0): a certificate as a signed document that its holder takes away, and that any wallet or verifier checks by the partnership's published
 * key, without asking anybody. What is withdrawn stands in a public list.
 */
#pragma once
#include "rooms/record/certificate.h"

enum { WITHDRAWN_MOST = 5000, KEYS_MOST = 20 };

/* What a badge says of a standing certificate of the person signed in, or any for the office. MISSING where it was withdrawn. */
typedef struct {
    Certificate certificate;
    int64_t     course_id;
    const char *outcome, *identity;      /* identity: "sha256$..." of the holder's address and the certificate's code, as the standard has it */
} Badge;
CHECKED Error *badge_find(Ctx *cx, int64_t certificate_id, Badge *badge);

/* The key that signs now; `private_jwk` opened. found: there is one, which a timed job sees to. */
typedef struct { const char *kid, *private_jwk, *public_jwk; } SigningKey;
CHECKED Error *signing_key_find(Ctx *cx, SigningKey *key, bool *found);
typedef struct { const char *kid, *public_jwk; } PublishedKey;
CHECKED Error *published_keys(Ctx *cx, PublishedKey **keys, size_t *count);      /* the newest first; those retired, too */
/* Makes a key where there is none. For a job, off the writer; two at once leave one. */
CHECKED Error *signing_key_make(Ctx *cx);

/* Certificates that were withdrawn, the latest first; WITHDRAWN_MOST at most. */
typedef struct { const char *code, *why; } Withdrawn;
CHECKED Error *certificates_withdrawn_list(Ctx *cx, Withdrawn **list, size_t *count);

/* What a badge of a course is for, whether or not it is still in the programme; MISSING where none was ever given. */
typedef struct { int64_t id; const char *title, *summary, *outcome; } BadgeCourse;
CHECKED Error *badge_course(Ctx *cx, int64_t course_id, BadgeCourse *course);
