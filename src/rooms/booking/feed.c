#include "rooms/booking/feed.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/security/token.h"
#include "rooms/themes/theme.h"

enum { DAY = 86400 };

#define NAMED \
    "SELECT f.id, f.person_id, f.kind, f.subject_id, f.made_at, COALESCE(o.name, t.name, c.title, '') AS name FROM feed f" \
    "  LEFT JOIN organisation o ON o.id = f.subject_id AND f.kind = 'school' LEFT JOIN theme t ON t.id = f.subject_id AND f.kind = 'theme'" \
    "  LEFT JOIN course c ON c.id = f.subject_id AND f.kind = 'community'"
SQL(feeds_of,     NAMED " WHERE f.person_id = $1 AND f.revoked_at IS NULL ORDER BY f.id DESC LIMIT 50");
SQL(feed_by_hash, NAMED " WHERE f.token_hash = $1 AND f.revoked_at IS NULL AND (f.kind <> 'school' OR EXISTS (SELECT 1 FROM post p WHERE p.person_id = f.person_id"
                        " AND p.organisation_id = f.subject_id AND p.starts_on <= $2 AND (p.ends_on IS NULL OR p.ends_on >= $2)))");
SQL(feed_insert,  "INSERT INTO feed (id, token_hash, person_id, kind, subject_id, made_at) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(feed_count,   "SELECT COUNT(*) FROM feed WHERE person_id = $1 AND revoked_at IS NULL");
SQL(feed_end,     "UPDATE feed SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL");
SQL(communities_all, "SELECT id, title FROM course WHERE kind = 'network meeting' AND state = 'published' ORDER BY title, id LIMIT 100");
SQL(community_is,    "SELECT COUNT(*) FROM course WHERE id = $1 AND kind = 'network meeting' AND state = 'published'");

#define ENTRY(registration, sequence, people, leads, link) \
    "SELECT " registration " AS registration_id, s.id AS session_id, e.id AS event_id, s.starts_at, s.ends_at, s.position, e.session_count, " sequence " AS sequence, e.changed_at," \
    " " people " AS people, CAST(" leads " AS BIGINT) AS leads, c.title, s.place_kind, COALESCE(v.name, '') AS venue, COALESCE(v.address, '') AS address, COALESCE(v.postcode, '') AS postcode, " link " AS online_link" \
    "  FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id LEFT JOIN venue v ON v.id = s.venue_id"
#define NONE_OF_IT "CAST(0 AS BIGINT)"
/* By starts_at, then session_id, by their places: in one of two joined by UNION a name stands for neither. */
#define HELD " AND e.state <> 'draft' AND e.state <> 'cancelled' AND s.ends_at > $2"
#define ORDER " ORDER BY 4, 2 LIMIT CAST($3 AS BIGINT)"
SQL(feed_of_person,
    ENTRY("r.id", "r.calendar_sequence", NONE_OF_IT, "0", "s.online_link") " JOIN registration r ON r.event_id = e.id WHERE r.person_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed'" HELD
    " UNION ALL " ENTRY(NONE_OF_IT, "e.sequence", NONE_OF_IT, "1", "s.online_link") " JOIN facilitator f ON f.event_id = e.id WHERE f.person_id = $1 AND f.answer <> 'declined'" HELD ORDER);
SQL(feed_of_school,
    ENTRY(NONE_OF_IT, "e.sequence", "g.people", "0", "''") " JOIN (SELECT r.event_id, COUNT(*) AS people FROM registration r WHERE r.organisation_id = $1 AND r.state = 'confirmed' GROUP BY r.event_id) g"
    " ON g.event_id = e.id WHERE s.id > 0" HELD ORDER);
SQL(feed_of_theme,     ENTRY(NONE_OF_IT, "e.sequence", NONE_OF_IT, "0", "''") " JOIN course_theme ct ON ct.course_id = c.id WHERE ct.theme_id = $1 AND c.state = 'published'" HELD ORDER);
SQL(feed_of_community, ENTRY(NONE_OF_IT, "e.sequence", NONE_OF_IT, "0", "''") " WHERE c.id = $1 AND c.state = 'published'" HELD ORDER);

static const Column feed_columns[] = { COLUMN(Feed, id), COLUMN(Feed, person_id), COLUMN(Feed, kind), COLUMN(Feed, subject_id), COLUMN(Feed, made_at), COLUMN(Feed, name) };
static const Column entry_columns[] = {
    COLUMN(FeedEntry, registration_id), COLUMN(FeedEntry, session_id), COLUMN(FeedEntry, event_id), COLUMN(FeedEntry, starts_at), COLUMN(FeedEntry, ends_at), COLUMN(FeedEntry, position),
    COLUMN(FeedEntry, session_count), COLUMN(FeedEntry, sequence), COLUMN(FeedEntry, changed_at), COLUMN(FeedEntry, people), COLUMN(FeedEntry, leads), COLUMN(FeedEntry, title),
    COLUMN(FeedEntry, place_kind), COLUMN(FeedEntry, venue), COLUMN(FeedEntry, address), COLUMN(FeedEntry, postcode), COLUMN(FeedEntry, online_link),
};

/* Made of the store's secret, so that its owner can copy it again, and whoever reads the table by a query learns nothing of it. */
static const char *token_of(Ctx *cx, int64_t id) { return mac(cx, "calendar feed", text(cx, "%ld", (long)id)); }

const char *feed_path(Ctx *cx, int64_t id) { return text(cx, "/feeds/%s.ics", token_of(cx, id)); }

Error *feeds_mine(Ctx *cx, Feed **feeds, size_t *count) { return db_list(cx, feeds_of, feed_columns, feeds, count, INT(cx->who->id)); }

Error *communities(Ctx *cx, Community **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Community, id), COLUMN(Community, title) };
    return db_list(cx, communities_all, columns, list, count, NONE);
}

/* What the feed is of, *subject 0 for the person themself. */
static Error *subject_check(Ctx *cx, const char *kind, int64_t chosen, int64_t *subject)
{
    int64_t is = 0;
    Theme theme = {0};
    *subject = 0;
    if (same(kind, "mine")) return OK;
    if (same(kind, "school")) {
        *subject = cx->who->organisation_id;
        return *subject ? OK : invalid(cx, "kind", "You act for no school or organisation now. Choose another calendar");
    }
    *subject = chosen;
    if (same(kind, "theme")) {
        Error *error = chosen ? theme_find(cx, chosen, &theme) : invalid(cx, "theme", "Choose a theme");
        if (error) return error->kind == MISSING ? invalid(cx, "theme", "Choose a theme") : error;
        return theme.retired ? invalid(cx, "theme", "%s is no longer a theme. Choose another", theme.name) : OK;
    }
    if (!same(kind, "community")) return invalid(cx, "kind", "Choose which calendar");
    TRY(db_number(cx, community_is, &is, INT(chosen)));
    return is ? OK : invalid(cx, "community", "Choose a community");
}

Error *feed_make(Ctx *cx, const char *kind, int64_t subject_id, int64_t *id)
{
    int64_t there = 0, subject;
    TRY(subject_check(cx, kind, subject_id, &subject));
    TRY(db_number(cx, feed_count, &there, INT(cx->who->id)));
    if (there >= FEEDS_MOST) return conflict(cx, "You have %d links that work. Take one of them back first", FEEDS_MOST);
    *id = new_id(cx);
    TRY(db_run(cx, feed_insert, NULL, INT(*id), STR(token_hash(cx, token_of(cx, *id))), INT(cx->who->id), STR(kind), INT(subject), INT(cx->now)));
    return trail(cx, "feed.made", *id, kind);
}

Error *feed_revoke(Ctx *cx, int64_t id)
{
    int64_t ended = 0;
    TRY(db_run(cx, feed_end, &ended, INT(id), INT(cx->who->id), INT(cx->now)));
    return ended ? trail(cx, "feed.revoked", id, NULL) : missing(cx, "person %ld has no feed %ld that works", (long)cx->who->id, (long)id);
}

Error *feed_open(Ctx *cx, const char *token, Feed *feed)
{
    return db_one(cx, feed_by_hash, feed_columns, feed, STR(token_hash(cx, token)), STR(cx->today));
}

Error *feed_entries(Ctx *cx, const Feed *feed, FeedEntry **entries, size_t *count)
{
    bool mine = same(feed->kind, "mine"), school = same(feed->kind, "school"), theme = same(feed->kind, "theme");
    const Sql *sql = mine ? &feed_of_person : school ? &feed_of_school : theme ? &feed_of_theme : &feed_of_community;
    return db_list(cx, *sql, entry_columns, entries, count, INT(mine ? feed->person_id : feed->subject_id), INT(cx->now - (int64_t)FEED_PAST_DAYS * DAY), INT(FEED_ENTRIES_MOST));
}
