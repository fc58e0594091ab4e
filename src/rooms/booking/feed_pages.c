/* Calendars by secret link: the page on which a person makes them, copies them and takes them back, and the calendar itself. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/calendar.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/feed.h"
#include "rooms/themes/theme.h"

enum { REFRESH_HOURS = 4 };

/* ---- the calendar ---- */

static const char *host_of(Ctx *cx)
{
    const char *url = cx->partnership->url, *slashes = strstr(url, "://");
    return slashes ? slashes + 3 : url;
}

static const char *place_words(Ctx *cx, const FeedEntry *entry)
{
    if (same(entry->place_kind, "online")) return "Online";
    const char *venue = text(cx, "%s%s%s%s%s", entry->venue, *entry->address ? ", " : "", entry->address, *entry->postcode ? ", " : "", entry->postcode);
    return same(entry->place_kind, "both") ? text(cx, "%s, and online", venue) : venue;
}

static CalendarEntry entry_of(Ctx *cx, const Feed *feed, const FeedEntry *row)
{
    CalendarEntry entry = { .sequence = row->sequence, .starts_at = row->starts_at, .ends_at = row->ends_at, .changed_at = row->changed_at, .place = place_words(cx, row), .title = row->title,
                            .uid = text(cx, "session-%ld@%s", (long)row->session_id, host_of(cx)), .url = text(cx, "%s/events/%ld", cx->partnership->url, (long)row->event_id) };
    const char *join = *row->online_link ? text(cx, "Join online: %s\n", row->online_link) : "";
    if (row->session_count > 1) entry.title = text(cx, "%s (session %ld of %ld)", row->title, (long)row->position, (long)row->session_count);
    if (row->leads) entry.description = text(cx, "%sYou lead it.", join);
    else if (row->registration_id) {      /* the same as of the invitation, so that a calendar with both shows one */
        entry.uid = text(cx, "registration-%ld-%ld@%s", (long)row->registration_id, (long)row->session_id, host_of(cx));
        entry.url = text(cx, "%s/registrations/%ld", cx->partnership->url, (long)row->registration_id);
        entry.description = text(cx, "%sYour place, and what to do if you cannot come: %s", join, entry.url);
    } else if (same(feed->kind, "school")) {
        entry.uid = text(cx, "school-%ld-%ld@%s", (long)feed->subject_id, (long)row->session_id, host_of(cx));
        entry.description = text(cx, "%s of %s.", counted(cx, row->people, "person", "people"), feed->name);
    }
    return entry;
}

static const char *kind_words(Ctx *cx, const Feed *feed)
{
    if (same(feed->kind, "mine")) return "My places, and what I lead";
    if (same(feed->kind, "school")) return text(cx, "What %s goes to", feed->name);
    return same(feed->kind, "theme") ? text(cx, "Theme: %s", feed->name) : feed->name;
}

/* "TOKEN.ics". Nothing in it differs by who asks, so it is kept like a public page until the store changes, and most programs are answered that it has not. */
static Error *feed_ics(Ctx *cx, const Request *rq, Response *rs)
{
    Feed feed = {0};
    FeedEntry *rows;
    const char *ics;
    size_t n, length, end = strlen(rq->word), dot = strlen(".ics");
    int64_t midnight = 0;
    if (end <= dot || !ends(rq->word, ".ics")) return missing(cx, "no calendar");
    TRY(feed_open(cx, text_copy(cx, rq->word, end - dot), &feed));
    TRY(feed_entries(cx, &feed, &rows, &n));
    CalendarEntry *entries = array(cx, CalendarEntry, n + 1);
    for (size_t i = 0; i < n; i++) entries[i] = entry_of(cx, &feed, &rows[i]);
    TRY(calendar_write(cx, &(Calendar){ .method = "PUBLISH", .name = text(cx, "%s: %s", cx->partnership->short_name, kind_words(cx, &feed)), .organiser_name = cx->partnership->name,
                                        .organiser_email = cx->partnership->email, .entries = entries, .count = n, .refresh_hours = REFRESH_HOURS }, &ics, &length));
    instant_of(date_add_days(cx, cx->today, 1), 0, 0, false, &midnight);
    rs->fresh_until = midnight;      /* a post that ends takes its school's calendar along */
    return respond(rs, "text/calendar; charset=utf-8", ics, length);
}

/* ---- the page ---- */

static void feeds_list(Out *out, const Request *rq, Response *rs, const Feed *feeds, size_t count)
{
    Ctx *cx = out->cx;
    int64_t made = query_number(rq, "made", 0);
    ly_panel_begin(out, (LyPanel){ .title = "Your calendar links" });
    if (!count) ly_empty(out, (LyEmpty){ .title = "There is none yet", .words = "Choose a calendar and make its link, then copy it into your calendar program, where it is called a subscription.", .plain = true });
    else html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        const char *words = kind_words(cx, &feeds[i]), *id = text(cx, "feed-%ld", (long)feeds[i].id);
        html(out, "<li><label class=\"govuk-label govuk-label--s\" for=\"%s\">%s%s</label><input class=\"govuk-input\" id=\"%s\" type=\"text\" value=\"%s%s\" readonly spellcheck=\"false\" autocomplete=\"off\">", id, words,
             feeds[i].id == made ? " (new)" : "", id, cx->partnership->url, feed_path(cx, feeds[i].id));
        html(out, "<span class=\"ly-quiet ly-small\">Made on %s. </span>", date_words(cx, date_of(cx, feeds[i].made_at)));
        form_begin(cx, rq, rs, text(cx, "/account/feeds/%ld/revoke", (long)feeds[i].id), false);
        html(out, "<button type=\"submit\" class=\"ly-linklike ly-small\">Take it back<span class=\"govuk-visually-hidden\"> (%s, made on %s)</span></button></form></li>\n", words, date_words(cx, date_of(cx, feeds[i].made_at)));
    }
    if (count) html(out, "</ul>");
    ly_panel_end(out);
}

typedef struct { const Request *rq; const SelectItem *items; size_t count; } Choices;

static void theme_reveal(Out *out, const void *data)
{
    const Choices *choices = data;
    field_select(out, choices->rq, (Select){ .name = "theme", .label = "Which theme", .value = "", .items = choices->items, .count = choices->count });
}

static void community_reveal(Out *out, const void *data)
{
    const Choices *choices = data;
    field_select(out, choices->rq, (Select){ .name = "community", .label = "Which community", .value = "", .items = choices->items, .count = choices->count });
}

static Error *choices_read(Ctx *cx, Choices *by_theme, Choices *by_community)
{
    Theme *themes;
    Community *list;
    size_t theme_count, n;
    TRY(themes_in_use(cx, &themes, &theme_count));
    TRY(communities(cx, &list, &n));
    SelectItem *theme_items = array(cx, SelectItem, theme_count + 1), *items = array(cx, SelectItem, n + 1);
    theme_items[0] = items[0] = (SelectItem){ .value = "", .text = "Choose one" };
    for (size_t i = 0; i < theme_count; i++) theme_items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)themes[i].id), .text = themes[i].name };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)list[i].id), .text = list[i].title };
    by_theme->items = theme_items, by_theme->count = theme_count + 1;
    by_community->items = items, by_community->count = n + 1;
    return OK;
}

static void feed_form(Out *out, const Request *rq, Response *rs, const Choices *themes, const Choices *list)
{
    Ctx *cx = out->cx;
    Option options[4];
    size_t n = 0;
    options[n++] = (Option){ .value = "mine", .text = "My places, and what I lead", .hint = "With links to join online, so keep it to your own devices." };
    if (cx->who->organisation_id) options[n++] = (Option){ .value = "school", .text = text(cx, "What %s goes to", cx->who->organisation), .hint = "How many of your people come to what. It names nobody, and ends with your post." };
    options[n++] = (Option){ .value = "theme", .text = "A theme of the programme", .reveal = theme_reveal, .data = themes };
    options[n++] = (Option){ .value = "community", .text = "A community", .hint = "The meetings of a network.", .reveal = community_reveal, .data = list };
    form_begin(cx, rq, rs, "/account/feeds", false);
    field_radios(out, rq, (Radios){ .name = "kind", .legend = "Which calendar?", .legend_classes = "govuk-fieldset__legend--m", .value = "", .items = options, .count = n });
    html(out, "<div class=\"ly-buttons govuk-!-margin-bottom-6\">");
    govuk_button(out, (Button){ .text = "Make a link", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/account\">Back to your account</a></div></form>\n");
}

static Error *feeds_show(Ctx *cx, const Request *rq, Response *rs)
{
    Feed *feeds;
    size_t count;
    Choices themes = { .rq = rq }, list = { .rq = rq };
    TRY(feeds_mine(cx, &feeds, &count));
    TRY(choices_read(cx, &themes, &list));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Calendar links", .frame = FRAME_PUBLIC, .current = "account", .back = "/account", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">Calendar links</h1>\n<div class=\"ly-split ly-split--even\"><div><p class=\"govuk-body\">A link puts events into the calendar of your phone or computer and keeps them right there. "
              "Whoever has it sees what it shows, without signing in: make one for each device, and take it back when a device is lost.</p>\n");
    feed_form(out, rq, rs, &themes, &list);
    html(out, "</div>\n<div>");
    feeds_list(out, rq, rs, feeds, count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *feeds_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *kind = form_text(rq, "kind");
    int64_t id;
    TRY(feed_make(cx, kind, form_number(rq, same(kind, "theme") ? "theme" : "community", 0), &id));
    rs->flash = "The link is made. Copy it into your calendar program.";
    return redirect(rs, text(cx, "/account/feeds?made=%ld", (long)id));
}

static Error *revoke_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(feed_revoke(cx, rq->id));
    rs->flash = "The link is taken back: whoever has it sees nothing more.";
    return redirect(rs, "/account/feeds");
}

ROUTES(feed_pages,
    GET ("/feeds/*",                  PUBLIC,    feed_ics),
    FORM("/account/feeds",            SIGNED_IN, feeds_show, NULL, feeds_submit),
    POST("/account/feeds/:id/revoke", SIGNED_IN, NULL, revoke_submit),
);
