/* A person's saved searches: to save the filter that is shown, to see, rename and delete them, and to stop one by the link of a letter. */
#include <string.h>
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/catalogue_pages.h"
#include "rooms/programme/saved_search.h"

#define HERE "/account/searches"

/* ---- save ---- */

static const char *query_shown(Ctx *cx, const Request *rq)
{
    CatalogueFilter filter;
    if (rq->posted) return form_text(rq, "query");
    filter_read(cx, rq, &filter);
    return filter_query(cx, &filter);
}

static void tells_field(Out *out, const Request *rq, bool tells)
{
    field_checkbox(out, rq, "tells", "Tell me when something new fits", "Each event once, as often as you choose for your notices", tells);
}

static void name_field(Out *out, const Request *rq, const char *name)
{
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "By which you know it again", .value = name });
}

static const char *cut(Ctx *cx, const char *words) { return letters(words) > SAVED_NAME_MOST ? text(cx, "%s", text_copy(cx, words, strcspn(words, ","))) : words; }

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Catalogue catalogue = {0};
    CatalogueFilter filter;
    const char *query = query_shown(cx, rq), *unread = error_for(rq, "query");
    TRY(filter_of_query(cx, unread ? "" : query, &filter));
    TRY(catalogue_page_of(cx, &filter, &catalogue, NULL, 0));
    const char *words = filter_words(cx, &filter, catalogue.themes, catalogue.theme_count);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Save this search", .frame = FRAME_PUBLIC, .current = "programme", .back = unread ? "/courses" : text(cx, "/courses?%s", query) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Save this search</h1>\n");
    if (unread) html(out, "<p class=\"govuk-error-message\" id=\"query\">%s</p>\n", unread);
    ly_facts_begin(out, false);
    ly_fact(out, "It looks for", words);
    ly_fact(out, "It finds now", counted(cx, catalogue.counts.chosen, "event", NULL));
    ly_facts_end(out);
    form_begin(cx, rq, rs, HERE "/new", false);
    html(out, "<input type=\"hidden\" name=\"query\" value=\"%s\">", query);
    name_field(out, rq, cut(cx, words));
    html(out, "<p class=\"govuk-body\">You are told of what is published from now on and fits. You can stop that, or delete the search, at any time.</p><div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the search", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Do not save it</a></div></form></div>\n", unread ? "/courses" : text(cx, "/courses?%s", query));
    page_end(rs);
    return OK;
}

/* What came is read as a filter and written again, so that nothing else is ever kept. */
static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    CatalogueFilter filter;
    if (filter_of_query(cx, form_text(rq, "query"), &filter)) return invalid(cx, "query", "This search cannot be read. Search the programme, and save it from there");
    TRY(saved_search_add(cx, form_text(rq, "name"), filter_query(cx, &filter)));
    rs->flash = "Your search is saved, and tells you of what is new";
    return redirect(rs, HERE);
}

/* ---- all of mine ---- */

static void search_row(Out *out, const SavedSearch *search)
{
    Ctx *cx = out->cx;
    html(out, "<li><b><a class=\"govuk-link\" href=\"%s\">%s</a></b><br><span class=\"ly-quiet ly-small\">%s. Saved on %s. </span>"
              "<a class=\"govuk-link ly-small\" href=\"" HERE "/%ld\">Change<span class=\"govuk-visually-hidden\"> %s</span></a></li>\n",
         text(cx, "/courses?%s", search->query), search->name, search->tells ? "Tells you of what is new" : "Tells you nothing", date_words(cx, date_of(cx, search->made_at)), search->id, search->name);
}

static Error *searches_show(Ctx *cx, const Request *rq, Response *rs)
{
    SavedSearch *searches;
    size_t count;
    TRY(saved_searches(cx, &searches, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Saved searches", .frame = FRAME_PUBLIC, .current = "account", .back = "/account" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Saved searches</h1>\n");
    if (!count) {
        ly_empty(out, (LyEmpty){ .title = "You have saved none", .words = "Search or filter the programme, then choose “Save this search”. It tells you when something new fits.", .act = "See the programme", .act_href = "/courses" });
    } else {
        html(out, "<p class=\"govuk-body\">How often they tell you is chosen with your <a class=\"govuk-link\" href=\"/account/notices\">notices</a>. %s</p>\n",
             count < SAVED_SEARCHES_MOST ? "" : text(cx, "You have %d, which is as many as there is room for.", SAVED_SEARCHES_MOST));
        html(out, "<div class=\"ly-panel\"><ul class=\"ly-plain\">");
        for (size_t i = 0; i < count; i++) search_row(out, &searches[i]);
        html(out, "</ul></div>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/courses\">Search the programme</a></p>");
    }
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

/* ---- one ---- */

static Error *search_show(Ctx *cx, const Request *rq, Response *rs)
{
    SavedSearch search = {0};
    TRY(saved_search_find(cx, rq->id, &search));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = search.name, .frame = FRAME_PUBLIC, .current = "account", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">See what it finds now</a></p>\n", search.name, text(cx, "/courses?%s", search.query));
    form_begin(cx, rq, rs, text(cx, HERE "/%ld", (long)search.id), false);
    name_field(out, rq, search.name);
    tells_field(out, rq, search.tells);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "/%ld/delete\">Delete this search</a></div></form></div>\n", search.id);
    page_end(rs);
    return OK;
}

static Error *search_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool tells = form_has(rq, "tells");
    TRY(saved_search_change(cx, rq->id, form_text(rq, "name"), tells));
    rs->flash = tells ? "Saved. It tells you of what is new" : "Saved. It tells you nothing";
    return redirect(rs, HERE);
}

static Error *delete_show(Ctx *cx, const Request *rq, Response *rs)
{
    SavedSearch search = {0};
    TRY(saved_search_find(cx, rq->id, &search));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Delete a saved search", .frame = FRAME_PUBLIC, .current = "account", .back = text(cx, HERE "/%ld", (long)search.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Delete “%s”?</h1>\n<p class=\"govuk-body\">It is not kept, and tells you nothing more. What it has told you stays in your notices.</p>\n", search.name);
    form_begin(cx, rq, rs, text(cx, HERE "/%ld/delete", (long)search.id), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Delete it", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Keep it</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *delete_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(saved_search_remove(cx, rq->id));
    rs->flash = "The search is deleted";
    return redirect(rs, HERE);
}

/* ---- by the link of a letter, without signing in ---- */

static Error *stop_show(Ctx *cx, const Request *rq, Response *rs)
{
    SavedSearch search = {0};
    TRY(saved_search_of_stop(cx, rq->word, &search));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = search.tells ? "Hear no more of a search" : "You hear no more of this search", .frame = FRAME_PUBLIC });
    html(out, "<div class=\"ly-read\">");
    if (search.tells) {
        html(out, "<h1 class=\"govuk-heading-l\">Hear no more of “%s”?</h1>\n<p class=\"govuk-body\">The search stays saved, and you can have it tell you again in your account. Your other notices go on.</p>\n", search.name);
        form_begin(cx, rq, rs, text(cx, "/searches/stop/%s", rq->word), false);
        govuk_button(out, (Button){ .text = "Tell me no more", .prevent_double_click = YES });
        html(out, "</form>");
    } else
        html(out, "<h1 class=\"govuk-heading-l\">You hear no more of “%s”</h1>\n<p class=\"govuk-body\">In your account you can have it tell you again: <a class=\"govuk-link\" href=\"" HERE "\">your saved searches</a>.</p>\n", search.name);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *stop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(saved_search_stop(cx, rq->word));
    return redirect(rs, text(cx, "/searches/stop/%s", rq->word));
}

ROUTES(saved_search_pages,
    GET (HERE,                        SIGNED_IN, searches_show),
    FORM(HERE "/new",                 SIGNED_IN, new_show, NULL, new_submit),
    FORM(HERE "/:id",                 SIGNED_IN, search_show, NULL, search_submit),
    FORM(HERE "/:id/delete",          SIGNED_IN, delete_show, NULL, delete_submit),
    FORM("/searches/stop/*",          PUBLIC,    stop_show, NULL, stop_submit),
);
