/* The list of a school's own people: by group, found, narrowed, in either order, page by page, and as a file. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/our_people.h"
#include "rooms/members/permission.h"

static const struct { const char *slug, *words, *caption; } groups[PEOPLE_GROUPS] = {
    [HERE_NOW] = { "here", "Here now", "People with a post today" }, [NOT_IN_YET] = { "not-in", "Not signed in yet", "People here who have not signed in yet" },
    [TO_COME] = { "to-come", "To come", "People whose post is still to begin" }, [HAVE_LEFT] = { "left", "Have left", "Posts that have ended" },
};

static OurPeopleFilter filter_of(Ctx *cx, const Request *rq)
{
    OurPeopleFilter f = { .words = text_trim(cx, query_value(rq, "q")), .role = query_value(rq, "role"), .after = query_number(rq, "after", 0), .newest = same(query_value(rq, "order"), "newest") };
    for (size_t i = 0; i < PEOPLE_GROUPS; i++)
        if (same(groups[i].slug, query_value(rq, "group"))) f.group = (PeopleGroup)i;
    if (!role_find(f.role)) f.role = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const OurPeopleFilter *f, PeopleGroup group, bool newest)
{
    return text(cx, "%s?group=%s&q=%s&role=%s&order=%s", path, groups[group].slug, text_url(cx, f->words), text_url(cx, f->role), newest ? "newest" : "name");
}

static void tabs_show(Out *out, const OurPeopleFilter *f, const OurPeopleCounts *counts)
{
    LyTab tabs[PEOPLE_GROUPS];
    size_t n = 0;
    for (size_t i = 0; i < PEOPLE_GROUPS; i++)
        if (i == HERE_NOW || counts->of[i] || i == f->group)
            tabs[n++] = (LyTab){ groups[i].words, text(out->cx, "/people?group=%s", groups[i].slug), counts->of[i], i == f->group };
    ly_tabs(out, "Groups of people", tabs, n);
}

static void filters(Out *out, const OurPeopleFilter *f)
{
    size_t all, n = 1;
    const Role *roles = roles_all(&all);
    SelectItem *items = array(out->cx, SelectItem, all + 1);
    items[0] = (SelectItem){ .value = "", .text = "All roles" };
    for (size_t i = 0; i < all; i++)
        if (role_fits(&roles[i], "school")) items[n++] = (SelectItem){ .value = roles[i].name, .text = roles[i].words };
    ly_filterbar_begin(out, "/people");
    html(out, "<input type=\"hidden\" name=\"group\" value=\"%s\"><input type=\"hidden\" name=\"order\" value=\"%s\">", groups[f->group].slug, f->newest ? "newest" : "name");
    ly_filter_text(out, "q", "Name or email address", "search", f->words);
    ly_filter_select(out, "role", "Role", items, n, f->role);
    ly_filterbar_end(out, "Show");
}

static const char *signing_in(Ctx *cx, const OurPost *p)
{
    if (p->first_in_at) return "Signs in";
    return p->invited_at ? text(cx, "Invited %s", date_words(cx, date_of(cx, p->invited_at))) : "Not invited yet";
}

static void rows(Out *out, const OurPeopleFilter *f, const OurPost *posts, size_t count)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = groups[f->group].caption, .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Name", .href = address(cx, "/people", f, f->group, false), .sorted = f->newest ? LY_UNSORTED : LY_ASCENDING }, { .text = "Post" },
                   { .text = "From and to", .href = address(cx, "/people", f, f->group, true), .sorted = f->newest ? LY_DESCENDING : LY_UNSORTED }, { .text = "Signing in" }) });
    for (size_t i = 0; i < count; i++) {
        Post post = our_post(&posts[i]);
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/people/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>", posts[i].person_id, posts[i].person,
             posts[i].email);
        html(out, "<td data-label=\"Post\"><span>%s", post_words(cx, &post));
        if (*posts[i].title) html(out, "<span class=\"ly-sub\">%s</span>", posts[i].title);
        html(out, "</span></td><td data-label=\"From and to\">%s</td><td data-label=\"Signing in\">%s</td></tr>\n", post_span(cx, &post), signing_in(cx, &posts[i]));
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static void nobody(Out *out, const OurPeopleFilter *f)
{
    if (*f->words || *f->role)
        ly_empty(out, (LyEmpty){ .title = "Nobody fits", .words = "Try part of the name, or another role.", .act = "See everybody", .act_href = "/people", .plain = true });
    else if (f->group != HERE_NOW)
        ly_empty(out, (LyEmpty){ .title = "Nobody", .words = "Whoever belongs in this group is listed here.", .act = "See who is here now", .act_href = "/people", .plain = true });
    else
        ly_empty(out, (LyEmpty){ .title = "Nobody is here yet", .words = "Add your colleagues, so that they can be booked and keep a record of what they attend.", .act = "Add a colleague", .act_href = "/people/new" });
}

static Error *list_page(Ctx *cx, const Request *rq, Response *rs)
{
    OurPost *posts;
    OurPeopleCounts counts;
    size_t count;
    bool more;
    OurPeopleFilter f = filter_of(cx, rq);
    TRY(our_people(cx, cx->who->organisation_id, &f, &posts, &count, &more, &counts));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Our people", .frame = FRAME_PUBLIC, .current = "people", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Our people</h1><span class=\"ly-quiet\">%s</span><div class=\"ly-buttons\">", cx->who->organisation);
    ly_sheet_buttons(out, address(cx, "/people.csv", &f, f.group, f.newest));
    ly_small_button(out, "Import from a spreadsheet", "/people/import", false);
    ly_small_button(out, "Add a colleague", "/people/new", true);
    html(out, "</div></div>\n");
    tabs_show(out, &f, &counts);
    filters(out, &f);
    if (count) rows(out, &f, posts, count);
    else nobody(out, &f);
    const char *first = address(cx, "/people", &f, f.group, f.newest);
    ly_parts(out, (LyParts){ .first = f.after ? first : NULL, .after = more ? text(cx, "%s&after=%ld", first, posts[count - 1].id) : NULL, .after_text = "More people" });
    page_end(rs);
    return OK;
}

static Error *sheet_row(Ctx *cx, void *row, void *data)
{
    const OurPost *p = row;
    Sheet *sheet = data;
    sheet_text(sheet, p->person), sheet_text(sheet, p->email), sheet_text(sheet, p->role), sheet_text(sheet, p->title), sheet_date(sheet, p->starts_on), sheet_date(sheet, p->ends_on);
    sheet_text(sheet, p->governor_category), sheet_text(sheet, p->governor_office), sheet_date(sheet, p->first_in_at ? date_of(cx, p->first_in_at) : "");
    sheet_line(sheet);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "Role", "Title", "First day", "Last day", "Governor category", "Governor office", "First signed in" };
    Sheet sheet;
    OurPeopleFilter f = filter_of(cx, rq);
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    TRY(our_people_each(cx, cx->who->organisation_id, &f, sheet_row, &sheet));
    return sheet_respond(&sheet, rs, "people");
}

ROUTES(our_people_list_pages,
    GET ("/people",     MANAGE_PEOPLE, list_page),
    SHEET("/people", MANAGE_PEOPLE, list_sheet),
);
