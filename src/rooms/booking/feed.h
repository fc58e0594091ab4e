/*
 * Calendar feeds by secret link: what somebody has a place at or leads, what their school goes to, the events of a theme or of a community. A calendar program
 * asks for it without signing in, so the address is the secret: 256 bits, of which the store keeps a hash alone. A person makes a link for each device, copies it
 * as often as they like, and takes it back; from then on it is missing, like one that never was. A school's ends with the post of whoever made it.
 *
 * No feed names anybody: a school's says how many of its people come. A link to join online stands in a person's own alone. Until there are communities of
 * their own, a course of network meetings is one.
 */
#pragma once
#include "rooms/booking/booking.h"

enum { FEEDS_MOST = 20, FEED_ENTRIES_MOST = 200, FEED_PAST_DAYS = 60 };

typedef struct { int64_t id, person_id, subject_id, made_at; const char *kind, *name; } Feed;      /* name: of the school, theme or course; "" of "mine" */

/* Those of the person signed in that work, the latest first. */
CHECKED Error *feeds_mine(Ctx *cx, Feed **feeds, size_t *count);
/* Makes one: "mine", "school" (the one acted for), "theme", "community". Refused about "kind", "theme" or "community", and above FEEDS_MOST. */
CHECKED Error *feed_make(Ctx *cx, const char *kind, int64_t subject_id, int64_t *id);
CHECKED Error *feed_revoke(Ctx *cx, int64_t id);                 /* one's own; anybody else's, or one taken back, is missing */
const char    *feed_path(Ctx *cx, int64_t id);                   /* "/feeds/....ics": for its owner alone */

/* What can be subscribed to as a community: published courses of network meetings, by title; 100 at most. */
typedef struct { int64_t id; const char *title; } Community;
CHECKED Error *communities(Ctx *cx, Community **list, size_t *count);

/* The feed of that token; MISSING where there is none, it was taken back, or its owner is of that school no more. */
CHECKED Error *feed_open(Ctx *cx, const char *token, Feed *feed);
/* A session of it. people: of the school; registration_id 0: not of a place. */
typedef struct {
    int64_t     registration_id, session_id, event_id, starts_at, ends_at, position, session_count, sequence, changed_at, people, leads;
    const char *title, *place_kind, *venue, *address, *postcode, *online_link;
} FeedEntry;
/* From FEED_PAST_DAYS ago on, in order of time. */
CHECKED Error *feed_entries(Ctx *cx, const Feed *feed, FeedEntry **entries, size_t *count);
