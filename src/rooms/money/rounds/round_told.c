#include "rooms/money/rounds/round_told.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "rooms/members/notice.h"
#include "rooms/members/permission.h"

enum { SLICE = 10, POSTS = 500 };

/* Who takes it, and who would have liked some and does not. */
SQL(round_to_tell,
    "SELECT w.organisation_id, w.person_id, w.quantity, w.allotted, w.pence FROM (SELECT organisation_id, person_id, quantity, allotted, pence FROM round_commitment WHERE round_id = $1 AND quantity > 0 AND CAST($3 AS BIGINT) = 1"
    "   UNION ALL SELECT i.organisation_id, i.person_id, 0, NULL, NULL FROM round_interest i WHERE i.round_id = $1 AND i.quantity > 0 AND CAST($4 AS BIGINT) = 1"
    "     AND NOT EXISTS (SELECT 1 FROM round_commitment c WHERE c.round_id = i.round_id AND c.organisation_id = i.organisation_id AND c.quantity > 0)) w"
    " WHERE NOT EXISTS (SELECT 1 FROM round_told t WHERE t.round_id = $1 AND t.step = $2 AND t.whom_id = w.organisation_id) ORDER BY w.organisation_id LIMIT CAST($5 AS BIGINT)");
SQL(round_told_put,  "INSERT INTO round_told (round_id, step, whom_id, told_at) VALUES ($1, $2, $3, $4) ON CONFLICT (round_id, step, whom_id) DO NOTHING");
/* Whoever spoke for it first; then the others. */
SQL(round_voices,
    "SELECT t.person_id, p.name, p.email, t.role, o.kind, o.name AS organisation FROM post t JOIN person p ON p.id = t.person_id JOIN organisation o ON o.id = t.organisation_id WHERE t.organisation_id = $1 AND t.starts_on <= $2"
    " AND (t.ends_on IS NULL OR t.ends_on >= $2) ORDER BY CASE WHEN t.person_id = $3 THEN 0 ELSE 1 END, p.sort_key, t.id LIMIT 500");
SQL(round_posts,
    "SELECT t.id AS post_id, t.person_id, t.role, o.kind FROM post t JOIN organisation o ON o.id = t.organisation_id WHERE t.id > $1 AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)"
    " ORDER BY t.id LIMIT CAST($3 AS BIGINT)");
SQL(rounds_for_reminder, "SELECT id FROM round WHERE state = 'commitment' AND commit_until BETWEEN $1 AND $2 ORDER BY id LIMIT 50");

typedef struct { int64_t organisation_id, person_id, quantity, allotted, pence; } Whom;
static const Column whom_columns[] = { COLUMN(Whom, organisation_id), COLUMN(Whom, person_id), COLUMN(Whom, quantity), COLUMN(Whom, allotted), COLUMN(Whom, pence) };
typedef struct { int64_t person_id; const char *name, *email, *role, *kind, *organisation; } Voice;
static const Column voice_columns[] = { COLUMN(Voice, person_id), COLUMN(Voice, name), COLUMN(Voice, email), COLUMN(Voice, role), COLUMN(Voice, kind), COLUMN(Voice, organisation) };

Error *round_tell_later(Ctx *cx, int64_t round_id) { return job_queue(cx, "rounds.tell", round_id, cx->now, ""); }

static const char *link_to(Ctx *cx, const Round *round) { return text(cx, "%s/buying/%ld", cx->partnership->url, (long)round->id); }

static Error *mark_told(Ctx *cx, int64_t round_id, const char *step, int64_t whom_id, bool *first)
{
    int64_t added = 0;
    TRY(db_run(cx, round_told_put, &added, INT(round_id), STR(step), INT(whom_id), INT(cx->now)));
    *first = added == 1;
    return OK;
}

static bool buys(const char *role, const char *kind) { return permissions_of(role, kind) >> BUY_TOGETHER & 1; }

static Error *voice_of(Ctx *cx, const Whom *whom, Voice *voice, bool *found)
{
    Voice *list;
    size_t n;
    *found = false;
    TRY(db_list(cx, round_voices, voice_columns, &list, &n, INT(whom->organisation_id), STR(cx->today), INT(whom->person_id)));
    for (size_t i = 0; i < n && !*found; i++)
        if (buys(list[i].role, list[i].kind)) *voice = list[i], *found = true;
    return OK;
}

/* ---- letters ---- */

static const char *price_step(Ctx *cx, int64_t pence) { return text(cx, "fell %ld", (long)pence); }

static Error *letter_fell(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    return mail_queue(cx, &(Mail){ .letter = "round-fell", .unhurried = true, .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "price", money_words(cx, round->price_pence) }, { "quantity", round_count_words(cx, round, whom->quantity) },
                    { "due", money_words(cx, whom->quantity * round->price_pence) }, { "until", date_words(cx, round->commit_until) }, { "link", link_to(cx, round) }) });
}

static Error *letter_specified(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    (void)whom;
    return mail_queue(cx, &(Mail){ .letter = "round-specified", .unhurried = true, .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "organisation", to->organisation }, { "link", link_to(cx, round) }) });
}

static const char *from_price(Ctx *cx, const Round *round) { return text(cx, "%s for one, less the more are wanted", money_words(cx, round_most_price(&round->steps))); }

static Error *letter_opened(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    (void)whom;
    return mail_queue(cx, &(Mail){ .letter = "round-opened", .unhurried = true, .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "organisation", to->organisation }, { "price", from_price(cx, round) }, { "until", date_words(cx, round->commit_until) }, { "link", link_to(cx, round) }) });
}

static Error *letter_reminder(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    (void)whom;
    return mail_queue(cx, &(Mail){ .letter = "round-reminder", .unhurried = true, .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "organisation", to->organisation }, { "next", round_next_words(cx, round) }, { "until", date_words(cx, round->commit_until) }, { "link", link_to(cx, round) }) });
}

static Error *letter_closed(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    return mail_queue(cx, &(Mail){ .letter = "round-closed", .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "organisation", to->organisation }, { "quantity", round_count_words(cx, round, whom->quantity) }, { "price", money_words(cx, round->price_pence) },
                    { "together", round_count_words(cx, round, round->quantity) }, { "link", link_to(cx, round) }) });
}

static Error *letter_allotted(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    const char *fewer = whom->allotted < whom->quantity ? text(cx, "More were wanted than can be had. %s", round_share_words(round)) : "";
    return mail_queue(cx, &(Mail){ .letter = "round-allotted", .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "organisation", to->organisation }, { "quantity", round_count_words(cx, round, whom->allotted) }, { "wanted", round_count_words(cx, round, whom->quantity) },
                    { "fewer", fewer }, { "due", money_table(cx, whom->pence) }, { "link", link_to(cx, round) }) });
}

static Error *letter_off(Ctx *cx, const Round *round, const Voice *to, const Whom *whom)
{
    (void)whom;
    return mail_queue(cx, &(Mail){ .letter = "round-called-off", .person_id = to->person_id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "round", round->title }, { "organisation", to->organisation }, { "reason", round->ended_why }, { "link", link_to(cx, round) }) });
}

Error *round_commitment_told(Ctx *cx, const Round *round, const Commitment *c)
{
    bool first;
    TRY(mark_told(cx, round->id, price_step(cx, round->price_pence), cx->who->organisation_id, &first));      /* this letter says the price */
    const char *price = round->price_pence ? money_words(cx, round->price_pence) : text(cx, "not known before %s are committed", number_words(cx, round_least(&round->steps)));
    return mail_queue(cx, &(Mail){ .letter = "round-committed", .person_id = cx->who->id, .to_name = cx->who->name, .to_email = cx->who->email,
        MAIL_VALUES({ "name", cx->who->name }, { "round", round->title }, { "organisation", cx->who->organisation }, { "quantity", round_count_words(cx, round, c->quantity) }, { "price", price },
                    { "most", money_words(cx, c->quantity * round_most_price(&round->steps)) }, { "until", date_words(cx, round->commit_until) }, { "order", c->purchase_order }, { "link", link_to(cx, round) }) });
}

/* ---- step by step ---- */

typedef Error *Letter(Ctx *cx, const Round *round, const Voice *to, const Whom *whom);
typedef struct { const char *step; bool takers, others; Letter *letter; } Telling;

static Error *tell(Ctx *cx, const Round *round, const Telling *telling, int64_t *done)
{
    Whom *list;
    size_t n;
    TRY(db_list(cx, round_to_tell, whom_columns, &list, &n, INT(round->id), STR(telling->step), INT(telling->takers), INT(telling->others), INT(SLICE)));
    for (size_t i = 0; i < n; i++) {      /* SLICE at most */
        Voice to = {0};
        bool first, found;
        TRY(mark_told(cx, round->id, telling->step, list[i].organisation_id, &first));
        TRY(voice_of(cx, &list[i], &to, &found));
        if (first && found) TRY(telling->letter(cx, round, &to, &list[i]));
    }
    *done += (int64_t)n;
    return OK;
}

Error *round_tell_slice(Ctx *cx, int64_t round_id, int64_t *done)
{
    static const struct { const char *state; Telling telling; } steps[] = {
        { "specification", { "specification", false, true, letter_specified } }, { "commitment", { "opened", false, true, letter_opened } }, { "closed", { "closed", true, false, letter_closed } },
        { "allotted", { "allotted", true, false, letter_allotted } },            { "called off", { "called off", true, true, letter_off } },
    };
    Round round = {0};
    *done = 0;
    TRY(round_find(cx, round_id, &round));
    for (size_t i = 0; i < COUNT(steps); i++)
        if (same(steps[i].state, round.state)) TRY(tell(cx, &round, &steps[i].telling, done));
    bool fell = same(round.state, "commitment") && round.price_pence && round.price_pence < round_most_price(&round.steps);
    return fell ? tell(cx, &round, &(Telling){ price_step(cx, round.price_pence), true, false, letter_fell }, done) : OK;
}

Error *round_remind_tell(Ctx *cx, int64_t round_id, int64_t *done)
{
    Round round = {0};
    *done = 0;
    TRY(round_find(cx, round_id, &round));
    return same(round.state, "commitment") ? tell(cx, &round, &(Telling){ "reminder", false, true, letter_reminder }, done) : OK;
}

Error *rounds_near_their_day(Ctx *cx, RoundDue **list, size_t *count)
{
    static const Column columns[] = { COLUMN(RoundDue, id) };
    return db_list(cx, rounds_for_reminder, columns, list, count, STR(cx->today), STR(date_add_days(cx, cx->today, ROUND_REMIND_DAYS)));
}

/* ---- a new one ---- */

Error *round_readers(Ctx *cx, int64_t *after, RoundReader **readers, size_t *count, bool *more)
{
    typedef struct { int64_t post_id, person_id; const char *role, *kind; } PostRow;
    static const Column columns[] = { COLUMN(PostRow, post_id), COLUMN(PostRow, person_id), COLUMN(PostRow, role), COLUMN(PostRow, kind) };
    PostRow *posts;
    size_t n;
    TRY(db_list(cx, round_posts, columns, &posts, &n, INT(*after), STR(cx->today), INT(POSTS)));
    *readers = array(cx, RoundReader, n + 1);
    *count = 0, *more = n == POSTS;
    if (n) *after = posts[n - 1].post_id;
    for (size_t i = 0; i < n; i++)
        if (buys(posts[i].role, posts[i].kind)) (*readers)[(*count)++] = (RoundReader){ posts[i].person_id };
    return OK;
}

Error *round_announce(Ctx *cx, int64_t round_id, int64_t person_id)
{
    Round round = {0};
    bool first;
    TRY(round_find(cx, round_id, &round));
    bool asks = same(round.state, "interest"), commits = same(round.state, "commitment");
    if (!asks && !commits) return OK;
    TRY(mark_told(cx, round_id, "announced", person_id, &first));
    if (!first) return OK;
    const char *until = date_words(cx, asks ? round.interest_until : round.commit_until);
    return notice_put(cx, &(Notice){ .person_id = person_id, .kind = "joint purchase", .subject = text(cx, "Buy together: %s", round.title), .link = text(cx, "/buying/%ld", (long)round_id),
        .words = text(cx, "%s%s%s by %s. The more are wanted, the less it costs everybody.", round.what, blank(round.what) ? "" : ends(round.what, ".") ? " " : ". ", asks ? "Say whether you are interested" : "Commit to how many you take", until) });
}
