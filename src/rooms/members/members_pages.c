#include "rooms/members/members_pages.h"
#include "platform/html/ly/ly.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/trail_words.h"

const char *organisation_sort(Ctx *cx, const char *phase, const char *type, const char *kind)
{
    bool phased = *phase && !same(phase, "not applicable");
    return capital(cx, phased ? phase : *type ? type : kind);
}

void filter_select(Out *out, const char *name, const char *label, const char *all, const char *const *words, const char *chosen)
{
    html(out, "<div class=\"ly-field\"><label for=\"f-%s\">%s</label><select id=\"f-%s\" name=\"%s\"><option value=\"\">%s</option>", name, label, name, name, all);
    for (; *words; words++) {
        html(out, "<option value=\"%s\"", *words);
        html_attr(out, "selected", same(*words, chosen));
        html(out, ">%s</option>", capital(out->cx, *words));
    }
    html(out, "</select></div>");
}

void filter_search(Out *out, const char *label, const char *typed)
{
    html(out, "<div class=\"ly-field\"><label for=\"f-q\">%s</label><input id=\"f-q\" name=\"q\" type=\"search\" value=\"%s\"></div>", label, typed);
}

/* ---- a post ---- */

static size_t words_to_items(Ctx *cx, const char *const *words, const char *none, SelectItem **items)
{
    size_t n = 0;
    while (words[n]) n++;
    *items = array(cx, SelectItem, n + 1);
    (*items)[0] = (SelectItem){ .value = "", .text = none };
    for (size_t i = 0; i < n; i++) (*items)[i + 1] = (SelectItem){ .value = words[i], .text = capital(cx, words[i]) };
    return n + 1;
}

void post_fields(Ctx *cx, Out *out, const Request *rq, const char *organisation_kind, const Post *post)
{
    size_t all, n = 1;
    const Role *roles = roles_all(&all);
    SelectItem *items = array(cx, SelectItem, all + 1), *categories, *offices;
    items[0] = (SelectItem){ .value = "", .text = "Choose a role" };
    for (size_t i = 0; i < all; i++)
        if (role_fits(&roles[i], organisation_kind)) items[n++] = (SelectItem){ .value = roles[i].name, .text = roles[i].words };

    field_select(out, rq, (Select){ .name = "role", .label = "What they do here", .label_classes = "govuk-label--s", .value = post->role, .items = items, .count = n,
                                    .hint = "The role decides what they may do: a headteacher or CPD lead books for colleagues" });
    field_text(out, rq, (TextInput){ .name = "title", .label = "Job title (optional)", .label_classes = "govuk-label--s", .hint = "As you say it: Year 3 teacher, phonics lead", .value = post->title });
    field_date(out, rq, (DateField){ .name = "starts_on", .legend = "First day", .hint = "For example, 1 9 2026", .stored = post->starts_on });
    field_date(out, rq, (DateField){ .name = "ends_on", .legend = "Last day (optional)", .hint = "They keep what the post lets them do up to and with this day", .stored = post->ends_on });
    if (!same(organisation_kind, "school")) return;
    size_t category_count = words_to_items(cx, governor_categories, "Not a governor", &categories), office_count = words_to_items(cx, governor_offices, "No office", &offices);
    bool governor = same(form_value(rq, "role", post->role), "governor") || *form_value(rq, "governor_category", post->governor_category) || error_for(rq, "governor_category") || error_for(rq, "governor_office");
    govuk_details_begin(out, (Details){ .summary = "For a governor: kind and office", .open = governor });
    field_select(out, rq, (Select){ .name = "governor_category", .label = "Kind of governor", .value = post->governor_category, .items = categories, .count = category_count });
    field_select(out, rq, (Select){ .name = "governor_office", .label = "Office", .value = post->governor_office, .items = offices, .count = office_count,
                                    .hint = "The term is four years from the first day, unless you enter a last day" });
    govuk_details_end(out);
}

static bool about(const Error *errors, const char *field)
{
    while (errors && !(errors->field && same(errors->field, field))) errors = errors->next;
    return errors != NULL;
}

Error *post_typed(Ctx *cx, const Request *rq, const char *organisation_kind, Post *post)
{
    Error *dates = OK, *errors = OK;
    post->role = form_text(rq, "role"), post->title = text_trim(cx, form_text(rq, "title"));
    post->governor_category = form_text(rq, "governor_category"), post->governor_office = form_text(rq, "governor_office");
    errors_add(&dates, form_date(cx, rq, "starts_on", "The first day", &post->starts_on));
    errors_add(&dates, form_date(cx, rq, "ends_on", "The last day", &post->ends_on));
    for (Error *error = post_check(cx, post, organisation_kind), *next; error; error = next) {
        next = error->next, error->next = NULL;
        if (!about(dates, error->field)) errors_add(&errors, error);   /* a date that is none is stored as blank, and is not asked for again */
    }
    errors_add(&errors, dates);
    return errors;
}

void people_table(Ctx *cx, Out *out, const char *caption, const char *base, const Post *posts, size_t count)
{
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = caption, .boxed = true, .phone = true, LY_COLUMNS({ .text = "Name" }, { .text = "Post" }, { .text = "From and to" }) });
    for (size_t i = 0; i < count; i++) {
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th>",
             text(cx, "%s/%ld", base, posts[i].person_id), posts[i].person, posts[i].email);
        html(out, "<td data-label=\"Post\"><span>%s", post_words(cx, &posts[i]));
        if (*posts[i].title) html(out, "<span class=\"ly-sub\">%s</span>", posts[i].title);
        html(out, "</span></td><td data-label=\"From and to\">%s</td></tr>\n", post_span(cx, &posts[i]));
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

/* ---- history ---- */

void history_list(Ctx *cx, Out *out, const HistoryEntry *list, size_t count)
{
    ly_panel_begin(out, (LyPanel){ .title = "History" });
    if (!count) html(out, "<p class=\"ly-small ly-quiet\">Nothing has been changed since the day of adding.</p>");
    else html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < count; i++) {
        html(out, "<li><b>%s</b>", trail_words(list[i].what));
        if (*list[i].detail) html(out, ": %s", list[i].detail);
        html(out, "<br><span class=\"ly-quiet\">%s", moment_words(cx, list[i].happened_at));
        if (*list[i].person) html(out, ", %s", list[i].person);
        html(out, "</span></li>\n");
    }
    if (count) html(out, "</ul>");
    ly_panel_end(out);
}

/* ---- imports ---- */

int64_t import_count(const ImportCount *counts, size_t n, const char *outcome)
{
    for (size_t i = 0; i < n; i++)
        if (same(counts[i].outcome, outcome)) return counts[i].count;
    return 0;
}

const char *import_tabs(Ctx *cx, Out *out, const Request *rq, const char *base, const ImportCount *counts, size_t count)
{
    static const struct { const char *outcome, *words; } tabs[] = {
        { "error", "Mistakes" }, { "succeeded", "Continued elsewhere" }, { "closed", "Closed" }, { "held", "Other status" }, { "changed", "Changed" }, { "new", "New" },
    };
    const char *shown = query_value(rq, "outcome"), *first = NULL;
    for (size_t i = 0; i < COUNT(tabs); i++)
        if (!first && import_count(counts, count, tabs[i].outcome)) first = tabs[i].outcome;
    if (!import_count(counts, count, shown)) shown = first;

    html(out, "<nav aria-label=\"What the file would change\"><ul class=\"ly-tabs\">");
    for (size_t i = 0; i < COUNT(tabs); i++) {
        int64_t n = import_count(counts, count, tabs[i].outcome);
        if (!n) continue;
        html(out, "<li><a href=\"%s\"", text(cx, "%s?outcome=%s", base, tabs[i].outcome));
        if (same(tabs[i].outcome, shown)) html(out, " aria-current=\"page\"");
        html(out, ">%s <span class=\"ly-pip\">%ld</span></a></li>", tabs[i].words, n);
    }
    html(out, "</ul></nav>\n");
    return shown;
}

/* ---- refusals that count ---- */

Error *answer_again(Ctx *cx, Request *rq, Response *rs, Show *show, Error *error)
{
    rq->errors = error, rq->posted = true;
    rs->status = (int)error->kind;
    return show(cx, rq, rs);
}

const char *wait_words(Ctx *cx, int64_t seconds)
{
    return seconds < 60 ? counted(cx, seconds, "second", NULL) : counted(cx, (seconds + 59) / 60, "minute", NULL);
}
