#include "rooms/members/our_people.h"

#include "platform/base/text.h"

enum { ALL = 100000 };

static const Column our_row[] = {
    COLUMN(OurPost, id), COLUMN(OurPost, person_id), COLUMN(OurPost, first_in_at), COLUMN(OurPost, invited_at), COLUMN(OurPost, person), COLUMN(OurPost, email), COLUMN(OurPost, role),
    COLUMN(OurPost, title), COLUMN(OurPost, starts_on), COLUMN(OurPost, ends_on), COLUMN(OurPost, governor_category), COLUMN(OurPost, governor_office),
};

/* $1 where, $2 today, $3 group, $4 folded words, $5 role, $6 the post before, $7 how many */
#define OURS \
    "SELECT t.id, t.person_id, p.first_in_at, p.invited_at, p.name AS person, p.email, t.role, t.title, t.starts_on, t.ends_on, t.governor_category, t.governor_office" \
    "  FROM post t JOIN person p ON p.id = t.person_id WHERE t.organisation_id = $1" \
    " AND CASE CAST($3 AS BIGINT) WHEN 2 THEN t.starts_on > $2 WHEN 3 THEN t.ends_on IS NOT NULL AND t.ends_on < $2" \
    "     ELSE t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2) AND (CAST($3 AS BIGINT) <> 1 OR p.first_in_at IS NULL) END" \
    " AND (CAST($4 AS TEXT) = '' OR p.name_folded LIKE '%' || $4 || '%' OR p.email_folded LIKE '%' || $4 || '%') AND (CAST($5 AS TEXT) = '' OR t.role = $5)"
#define BEFORE(field) "(SELECT " field " FROM post a JOIN person ap ON ap.id = a.person_id WHERE a.id = $6)"

SQL(ours_by_name, OURS " AND (CAST($6 AS BIGINT) = 0 OR p.sort_key > " BEFORE("ap.sort_key") " OR (p.sort_key = " BEFORE("ap.sort_key") " AND t.id > $6))"
                  " ORDER BY p.sort_key, t.id LIMIT CAST($7 AS BIGINT)");
SQL(ours_newest,  OURS " AND (CAST($6 AS BIGINT) = 0 OR t.starts_on < " BEFORE("a.starts_on") " OR (t.starts_on = " BEFORE("a.starts_on") " AND t.id < $6))"
                  " ORDER BY t.starts_on DESC, t.id DESC LIMIT CAST($7 AS BIGINT)");

typedef struct { int64_t here, not_in, to_come, have_left; } Groups;
static const Column groups_row[] = { COLUMN(Groups, here), COLUMN(Groups, not_in), COLUMN(Groups, to_come), COLUMN(Groups, have_left) };
#define NOW_HERE "t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)"
SQL(ours_counted,
    "SELECT CAST(COALESCE(sum(CASE WHEN " NOW_HERE " THEN 1 ELSE 0 END), 0) AS BIGINT) AS here,"
    " CAST(COALESCE(sum(CASE WHEN " NOW_HERE " AND p.first_in_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS not_in,"
    " CAST(COALESCE(sum(CASE WHEN t.starts_on > $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS to_come,"
    " CAST(COALESCE(sum(CASE WHEN t.ends_on < $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS have_left"
    "  FROM post t JOIN person p ON p.id = t.person_id WHERE t.organisation_id = $1");

#define ASKED(cx, organisation_id, f) INT(organisation_id), STR((cx)->today), INT((f)->group), STR(text_fold((cx), (f)->words)), STR((f)->role)

Error *our_people(Ctx *cx, int64_t organisation_id, const OurPeopleFilter *filter, OurPost **posts, size_t *count, bool *more, OurPeopleCounts *counts)
{
    Groups groups = {0};
    if (filter->newest) TRY(db_list(cx, ours_newest, our_row, posts, count, ASKED(cx, organisation_id, filter), INT(filter->after), INT(OUR_PEOPLE_PAGE + 1)));
    else TRY(db_list(cx, ours_by_name, our_row, posts, count, ASKED(cx, organisation_id, filter), INT(filter->after), INT(OUR_PEOPLE_PAGE + 1)));
    *more = *count > OUR_PEOPLE_PAGE;
    if (*more) *count = OUR_PEOPLE_PAGE;
    TRY(db_one(cx, ours_counted, groups_row, &groups, INT(organisation_id), STR(cx->today)));
    *counts = (OurPeopleCounts){ { [HERE_NOW] = groups.here, [NOT_IN_YET] = groups.not_in, [TO_COME] = groups.to_come, [HAVE_LEFT] = groups.have_left } };
    return OK;
}

Error *our_people_each(Ctx *cx, int64_t organisation_id, const OurPeopleFilter *filter, Error *(*each)(Ctx *cx, void *post, void *data), void *data)
{
    OurPost post = {0};
    return filter->newest ? db_each(cx, ours_newest, our_row, &post, each, data, ASKED(cx, organisation_id, filter), INT(0), INT(ALL))
                          : db_each(cx, ours_by_name, our_row, &post, each, data, ASKED(cx, organisation_id, filter), INT(0), INT(ALL));
}

Post our_post(const OurPost *ours)
{
    return (Post){ .id = ours->id, .person_id = ours->person_id, .role = ours->role, .title = ours->title, .starts_on = ours->starts_on, .ends_on = ours->ends_on,
                   .governor_category = ours->governor_category, .governor_office = ours->governor_office, .person = ours->person, .email = ours->email };
}
