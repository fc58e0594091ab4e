/* The office's pages of people and their posts. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"

extern const RouteList people_pages;

/* ---- the list ---- */

static PeopleFilter filter_of(const Request *rq)
{
    return (PeopleFilter){ .words = query_value(rq, "q"), .role = query_value(rq, "role"), .by_first_in = same(query_value(rq, "order"), "first-in"),
                           .after = query_number(rq, "after", 0), .before = query_number(rq, "before", 0) };
}

/* The list as it is filtered, under another address or in another order. */
static const char *address(Ctx *cx, const char *path, const PeopleFilter *f, bool by_first_in)
{
    return text(cx, "%s?q=%s&role=%s&order=%s", path, text_url(cx, f->words), text_url(cx, f->role), by_first_in ? "first-in" : "name");
}

static void filter_bar(Out *out, const PeopleFilter *f)
{
    size_t count;
    const Role *roles = roles_all(&count);
    html(out, "<form class=\"ly-filterbar\" action=\"/office/people\" method=\"get\">");
    filter_search(out, "Name or email address", f->words);
    html(out, "<div class=\"ly-field\"><label for=\"f-role\">Role</label><select id=\"f-role\" name=\"role\"><option value=\"\">All roles</option>");
    for (size_t i = 0; i < count; i++) {
        html(out, "<option value=\"%s\"", roles[i].name);
        html_attr(out, "selected", same(roles[i].name, f->role));
        html(out, ">%s</option>", roles[i].words);
    }
    html(out, "</select></div><input type=\"hidden\" name=\"order\" value=\"%s\"><button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\">Filter</button>", f->by_first_in ? "first-in" : "name");
    ly_sheet_links(out, address(out->cx, "/office/people.csv", f, f->by_first_in));
    html(out, "</form>\n");
}

static void people_list_put(Out *out, const PeopleFilter *f, const PersonEntry *people, size_t count)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = f->by_first_in ? "People, the latest to sign in for the first time at the top" : "People, by family name", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Name", .href = address(cx, "/office/people", f, false), .sorted = f->by_first_in ? LY_UNSORTED : LY_ASCENDING }, { .text = "Post" },
                   { .text = "First signed in", .href = address(cx, "/office/people", f, true), .sorted = f->by_first_in ? LY_DESCENDING : LY_UNSORTED }) });
    for (size_t i = 0; i < count; i++) {
        const PersonEntry *p = &people[i];
        const Role *role = role_find(p->role);
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/people/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Post\"><span>",
             p->id, p->name, p->email);
        if (p->organisation_id) html(out, "%s<span class=\"ly-sub\"><a class=\"govuk-link\" href=\"/office/schools/%ld\">%s</a>", role ? role->words : p->role, p->organisation_id, p->organisation);
        if (p->posts > 1) html(out, " and %s", counted(cx, p->posts - 1, "more post", "more posts"));
        if (p->organisation_id) html(out, "</span>");
        else html(out, "<span class=\"ly-quiet\">No current post</span>");
        html(out, "</span></td><td data-label=\"First signed in\">%s</td></tr>\n", p->first_in_at ? date_words(cx, date_of(cx, p->first_in_at)) : "Not yet");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *people_page(Ctx *cx, const Request *rq, Response *rs)
{
    PeopleFilter f = filter_of(rq);
    PersonEntry *people;
    size_t count;
    bool before, after;
    TRY(people_list(cx, &f, &people, &count, &before, &after));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "People", .frame = FRAME_OFFICE, .current = "people", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1>People</h1><div class=\"ly-buttons\">");
    if (may(cx, RUN_MEMBERS)) ly_small_button(out, "Import from a spreadsheet", "/office/imports/people", false);
    html(out, "</div></div>\n");
    filter_bar(out, &f);
    if (!count) html(out, "<div class=\"ly-empty\"><h2 class=\"ly-h\">Nobody fits</h2><p class=\"govuk-body\">Try part of the name or address. People are added on the page of their "
                          "<a class=\"govuk-link\" href=\"/office/schools\">school or organisation</a>, or <a class=\"govuk-link\" href=\"/office/imports/people\">from a spreadsheet</a>.</p></div>\n");
    else people_list_put(out, &f, people, count);
    const char *base = address(cx, "/office/people", &f, f.by_first_in);
    ly_parts(out, (LyParts){ .before = before ? text(cx, "%s&before=%ld", base, count ? people[0].id : 0) : NULL, .after = after ? text(cx, "%s&after=%ld", base, count ? people[count - 1].id : 0) : NULL,
                             .after_text = "More people" });
    page_end(rs);
    return OK;
}

static Error *sheet_row(Ctx *cx, void *row, void *data)
{
    const PersonEntry *p = row;
    const Role *role = role_find(p->role);
    Sheet *sheet = data;
    sheet_text(sheet, p->name), sheet_text(sheet, p->email), sheet_text(sheet, role ? role->words : p->role), sheet_text(sheet, p->organisation), sheet_int(sheet, p->posts);
    sheet_date(sheet, p->first_in_at ? date_of(cx, p->first_in_at) : "");
    sheet_line(sheet);
    return OK;
}

static Error *people_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "Role", "Organisation", "Posts today", "First signed in" };
    const PeopleFilter f = filter_of(rq);
    Sheet sheet;
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    TRY(people_each(cx, &f, sheet_row, &sheet));
    return sheet_respond(&sheet, rs, "people");
}

/* ---- one person ---- */

/* What a post lets its holder do, under its name; a post that is over lets them do nothing. */
static void post_gives(Out *out, const Post *post)
{
    uint64_t gives = permissions_of(post->role, post->organisation_kind);
    if (!post_is_current(out->cx, post)) return;
    for (int i = 0; i < PERMISSIONS_END; i++)
        if (permission_words(i, gives)) html(out, "<span class=\"ly-sub\">%s</span>", permission_words(i, gives));
    if (!gives) html(out, "<span class=\"ly-sub\">Book for themselves</span>");
}

static void posts_panel(Ctx *cx, Out *out, const Post *posts, size_t count)
{
    ly_panel_begin(out, (LyPanel){ .title = "Posts", .tone = LY_FLUSH });
    if (!count) html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">No posts. Add one, and what it lets them do begins on its first day.</p>");
    else {
        ly_table_begin(out, (LyTable){ .caption = "Posts, current ones first", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "Post" }, { .text = "Where, and what it lets them do" }, { .text = "From and to" }) });
        for (size_t i = 0; i < count; i++) {
            html(out, "<tr><th scope=\"row\"><span>%s", post_words(cx, &posts[i]));
            if (*posts[i].title) html(out, "<span class=\"ly-sub\">%s</span>", posts[i].title);
            html(out, "</span></th><td data-label=\"Where\"><span><a class=\"govuk-link\" href=\"/office/schools/%ld\">%s</a>", posts[i].organisation_id, posts[i].organisation);
            post_gives(out, &posts[i]);
            html(out, "</span></td><td data-label=\"From and to\"><span>%s ", post_span(cx, &posts[i]));
            if (may(cx, RUN_MEMBERS) && (post_is_current(cx, &posts[i]) || !*posts[i].ends_on))
                html(out, "<a class=\"govuk-link ly-nowrap\" href=\"/office/posts/%ld/end\">End it<span class=\"govuk-visually-hidden\">: the post of %s at %s</span></a>", posts[i].id, posts[i].role, posts[i].organisation);
            html(out, "</span></td></tr>\n");
        }
        ly_table_end(out);
    }
    ly_panel_end(out);
}

static void app_words(Ctx *cx, Out *out, const Person *person, const SecondFactor *has)
{
    if (!second_factor_is_set(has)) {
        html(out, "<p class=\"ly-small\">No authenticator app and no passkey is set up.</p>");
        return;
    }
    html(out, "<p class=\"ly-small\">");
    if (has->app_set_at) html(out, "Authenticator app set up on %s, ", date_words(cx, date_of(cx, has->app_set_at)));
    if (has->passkeys) html(out, "%s, ", counted(cx, has->passkeys, "passkey", NULL));
    html(out, "%s left.", counted(cx, has->codes_left, "recovery code", NULL));
    if (may(cx, RUN_MEMBERS)) html(out, " <a class=\"govuk-link\" href=\"/office/people/%ld/second-factor\">Take it away</a>", person->id);
    html(out, "</p>");
}

static Error *person_page(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    Post *posts;
    HistoryEntry *history;
    SecondFactor factor;
    size_t count, history_count;
    TRY(person_find(cx, rq->id, &person));
    TRY(second_factor_of(cx, person.id, &factor));
    TRY(posts_of(cx, person.id, 0, &posts, &count));
    TRY(history_of(cx, person.id, &history, &history_count));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = person.name, .frame = FRAME_OFFICE, .current = "people", .wide = true, CRUMBS({ "People", "/office/people" }, { person.name, NULL }) });
    html(out, "<div class=\"ly-page__head\"><h1>%s</h1><span class=\"ly-quiet ly-small\">%s</span><div class=\"ly-buttons\">", person.name, person.email);
    if (may(cx, RUN_MEMBERS)) {
        ly_small_button(out, "Change", text(cx, "/office/people/%ld/change", person.id), false);
        ly_small_button(out, "Add a post", text(cx, "/office/people/%ld/posts/new", person.id), true);
    }
    html(out, "</div></div>\n<div class=\"ly-split ly-split--wide\"><div>");
    posts_panel(cx, out, posts, count);
    ly_panel_begin(out, (LyPanel){ .title = "What they do here" });
    html(out, "<ul class=\"ly-plain ly-small\"><li><a class=\"govuk-link\" href=\"/records/%ld\">Their record</a>: what they came to, with hours and certificates</li>"
              "<li><a class=\"govuk-link\" href=\"/office/bookings?q=%s\">Their bookings</a>: what they have a place at or wait for</li></ul>\n", person.id, person.email);
    ly_panel_end(out);
    html(out, "</div><div>");
    ly_panel_begin(out, (LyPanel){ .title = "Signing in" });
    html(out, "<p class=\"ly-small\">");
    if (person.first_in_at) html(out, "First signed in on %s.</p>", date_words(cx, date_of(cx, person.first_in_at)));
    else if (person.invited_at) html(out, "Invited on %s, and has not signed in yet.</p>", date_words(cx, date_of(cx, person.invited_at)));
    else html(out, "Has not been invited yet.</p>");
    if (!person.first_in_at && may(cx, RUN_MEMBERS)) {
        form_begin(cx, rq, rs, text(cx, "/office/people/%ld/invite", person.id), false);
        govuk_button(out, (Button){ .text = person.invited_at ? "Invite again" : "Invite by email", .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
    }
    app_words(cx, out, &person, &factor);
    ly_panel_end(out);
    history_list(cx, out, history, history_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    TRY(person_find(cx, rq->id, &person));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", person.name), .frame = FRAME_OFFICE, .current = "people", .back = text(cx, "/office/people/%ld", person.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Change %s</h1>\n", person.name);
    form_begin(cx, rq, rs, text(cx, "/office/people/%ld/change", person.id), false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = person.name });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address", .label_classes = "govuk-label--s", .value = person.email, .type = "email", .spellcheck = NO,
                                     .hint = "They sign in with it: make sure that it is theirs" });
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(person_change(cx, rq->id, form_text(rq, "name"), form_text(rq, "email")));
    rs->flash = "The person is changed";
    return redirect(rs, text(cx, "/office/people/%ld", rq->id));
}

static Error *invite_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post *posts;
    size_t count;
    TRY(posts_current(cx, rq->id, &posts, &count));
    TRY(invitation_send(cx, rq->id, count ? posts[0].organisation : cx->partnership->name));
    rs->flash = text(cx, "The invitation is on its way. Its link works for %d days", INVITATION_DAYS);
    return redirect(rs, text(cx, "/office/people/%ld", rq->id));
}

/* ---- posts ---- */

/* Somebody new at an organisation, or somebody known by their address. */
static Error *join_show(Ctx *cx, const Request *rq, Response *rs)
{
    OrganisationName o;
    TRY(organisation_name(cx, rq->id, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a person", .frame = FRAME_OFFICE, .current = "schools", .back = text(cx, "/office/schools/%ld", o.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Add a person at %s</h1>\n", o.name);
    form_begin(cx, rq, rs, text(cx, "/office/schools/%ld/people/new", o.id), false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address", .label_classes = "govuk-label--s", .type = "email", .spellcheck = NO, .hint = "Somebody with this address gets the post; if nobody has it, they are added" });
    post_fields(cx, out, rq, o.kind, &(Post){ .role = "", .title = "", .starts_on = cx->today, .ends_on = "", .governor_category = "", .governor_office = "" });
    field_checkbox(out, rq, "invite", "Invite them by email, if they are new", NULL, true);
    govuk_button(out, (Button){ .text = "Add the person", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *join_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post post = { .organisation_id = rq->id };
    OrganisationName o;
    bool made;
    TRY(organisation_name(cx, rq->id, &o));
    Error *errors = person_check(cx, "name", form_text(rq, "name"), "email", form_text(rq, "email"));
    errors_add(&errors, post_typed(cx, rq, o.kind, &post));
    if (errors) return errors;
    TRY(person_join(cx, form_text(rq, "name"), form_text(rq, "email"), &post, form_has(rq, "invite"), &made));
    rs->flash = made ? text(cx, "%s is added", text_trim(cx, form_text(rq, "name"))) : "Somebody with that address was known already, and has the post now";
    return redirect(rs, text(cx, "/office/schools/%ld", rq->id));
}

static Error *post_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    TRY(person_find(cx, rq->id, &person));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a post", .frame = FRAME_OFFICE, .current = "people", .back = text(cx, "/office/people/%ld", person.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Add a post for %s</h1>\n<p class=\"govuk-body\">Find the school or organisation: the post is added on its page, with the address %s.</p>\n"
              "<form class=\"ly-filterbar\" action=\"/office/people/%ld/posts/new\" method=\"get\">", person.name, person.email, person.id);
    filter_search(out, "Name, town, postcode or URN", query_value(rq, "q"));
    html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\">Find</button></form>\n");
    if (!blank(query_value(rq, "q"))) {
        OrganisationFilter f = { .words = query_value(rq, "q"), .kind = "", .phase = "", .authority = "", .status = "", .member = "" };
        OrganisationEntry *list;
        size_t count;
        bool before, after;
        TRY(organisations_list(cx, &f, &list, &count, &before, &after));
        if (count) html(out, "<ul class=\"govuk-list\">");
        else       html(out, "<p class=\"govuk-body\">No organisation fits. Try part of its name.</p>");
        for (size_t i = 0; i < count; i++)
            html(out, "<li><a class=\"govuk-link\" href=\"/office/people/%ld/posts/new/%ld\">%s</a> <span class=\"ly-quiet\">%s</span></li>\n", person.id, list[i].id, list[i].name, list[i].town);
        if (count) html(out, "</ul>");
    }
    page_end(rs);
    return OK;
}

static Error *post_there_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    OrganisationName o;
    TRY(person_find(cx, rq->id, &person));
    TRY(organisation_name(cx, rq->id2, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a post", .frame = FRAME_OFFICE, .current = "people", .back = text(cx, "/office/people/%ld/posts/new", person.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Add a post for %s at %s</h1>\n", person.name, o.name);
    form_begin(cx, rq, rs, text(cx, "/office/people/%ld/posts/new/%ld", person.id, o.id), false);
    post_fields(cx, out, rq, o.kind, &(Post){ .role = "", .title = "", .starts_on = cx->today, .ends_on = "", .governor_category = "", .governor_office = "" });
    govuk_button(out, (Button){ .text = "Add the post", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *post_there_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post post = { .person_id = rq->id, .organisation_id = rq->id2 };
    OrganisationName o;
    TRY(organisation_name(cx, rq->id2, &o));
    TRY(post_typed(cx, rq, o.kind, &post));
    TRY(post_add(cx, &post));
    rs->flash = "The post is added";
    return redirect(rs, text(cx, "/office/people/%ld", rq->id));
}

static Error *post_end_show(Ctx *cx, const Request *rq, Response *rs)
{
    Post post;
    TRY(post_find(cx, rq->id, &post));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "End a post", .frame = FRAME_OFFICE, .current = "people", .back = text(cx, "/office/people/%ld", post.person_id) });
    html(out, "<h1 class=\"govuk-heading-l\">End a post of %s</h1>\n<p class=\"govuk-body\">%s at %s, %s. From the day after its last, the post lets them do nothing more. "
              "They keep their account and their record.</p>\n", post.person, post_words(cx, &post), post.organisation, post_span(cx, &post));
    form_begin(cx, rq, rs, text(cx, "/office/posts/%ld/end", post.id), false);
    field_date(out, rq, (DateField){ .name = "ends_on", .legend = "Last day", .hint = "The day before its first takes the post away, as if it had never been", .stored = cx->today });
    govuk_button(out, (Button){ .text = "End the post", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *post_end_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post post;
    const char *on;
    TRY(post_find(cx, rq->id, &post));
    TRY(form_date(cx, rq, "ends_on", "The last day", &on));
    TRY(post_end(cx, post.id, on));
    rs->flash = text(cx, "The post ends on %s", date_words(cx, on));
    return redirect(rs, text(cx, "/office/people/%ld", post.person_id));
}

static const Route routes[] = {
    GET ("/office/people",                   AUDIT, people_page),
    SHEET("/office/people",               AUDIT, people_sheet),
    GET ("/office/people/:id",               AUDIT, person_page),
    FORM("/office/people/:id/change",        RUN_MEMBERS, change_show, NULL, change_submit),
    POST("/office/people/:id/invite",        RUN_MEMBERS, NULL, invite_submit),
    GET ("/office/people/:id/posts/new",     RUN_MEMBERS, post_new_show),
    FORM("/office/people/:id/posts/new/:id", RUN_MEMBERS, post_there_show, NULL, post_there_submit),
    FORM("/office/posts/:id/end",            RUN_MEMBERS, post_end_show, NULL, post_end_submit),
    FORM("/office/schools/:id/people/new",   RUN_MEMBERS, join_show, NULL, join_submit),
};
const RouteList people_pages = { routes, COUNT(routes) };
