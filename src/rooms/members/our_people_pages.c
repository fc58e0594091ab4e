/* A school's own people, kept by its headteacher, business manager or administrator. Another school's person or post is missing here. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/members/sign_in.h"

extern const RouteList our_people_pages;

/* A person is ours while they hold a post here or held one: the query says so, and nobody else's is found. */
static Error *our_posts(Ctx *cx, int64_t person_id, Post **posts, size_t *count)
{
    TRY(posts_of(cx, person_id, cx->who->organisation_id, posts, count));
    return *count ? OK : missing(cx, "person %ld has no post at %ld", person_id, cx->who->organisation_id);
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    OrganisationName o;
    TRY(organisation_name(cx, cx->who->organisation_id, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a colleague", .frame = FRAME_PUBLIC, .current = "people", .back = "/people" });
    html(out, "<h1 class=\"govuk-heading-l\">Add a colleague at %s</h1>\n", o.name);
    form_begin(cx, rq, rs, "/people/new", false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Work email", .label_classes = "govuk-label--s", .type = "email", .spellcheck = NO, .hint = "They sign in with it" });
    post_fields(cx, out, rq, o.kind, &(Post){ .role = "", .title = "", .starts_on = cx->today, .ends_on = "", .governor_category = "", .governor_office = "" });
    field_checkbox(out, rq, "invite", "Invite them by email", NULL, true);
    govuk_button(out, (Button){ .text = "Add the colleague", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post post = { .organisation_id = cx->who->organisation_id };
    OrganisationName o;
    bool made;
    TRY(organisation_name(cx, cx->who->organisation_id, &o));
    Error *errors = person_check(cx, "name", form_text(rq, "name"), "email", form_text(rq, "email"));
    errors_add(&errors, post_typed(cx, rq, o.kind, &post));
    if (errors) return errors;
    TRY(person_join(cx, form_text(rq, "name"), form_text(rq, "email"), &post, form_has(rq, "invite"), &made));
    rs->flash = made ? text(cx, "%s is added", text_trim(cx, form_text(rq, "name"))) : "Somebody with that address was known already, and has the post now";
    return redirect(rs, text(cx, "/people/%ld", post.person_id));
}

/*
 * Until somebody has come in, their school may mend a name or an address. After that both are the person's own; and while they have or had
 * a post elsewhere, too, they are the office's, for whoever changes the address gets the posts at the other school with it.
 */
static Error *changeable_here(Ctx *cx, const Person *person, bool *changeable)
{
    Post *posts;
    size_t count;
    TRY(posts_of(cx, person->id, 0, &posts, &count));
    *changeable = !person->first_in_at;
    for (size_t i = 0; i < count; i++) *changeable &= posts[i].organisation_id == cx->who->organisation_id;
    return OK;
}

static Error *person_page(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    Post *posts;
    size_t count;
    bool changeable;
    TRY(our_posts(cx, rq->id, &posts, &count));
    TRY(person_find(cx, rq->id, &person));
    TRY(changeable_here(cx, &person, &changeable));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = person.name, .frame = FRAME_PUBLIC, .current = "people", .wide = true, CRUMBS({ "Our people", "/people" }, { person.name, NULL }) });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-6\">%s</p>\n<div class=\"ly-split ly-split--right\"><div>", person.name, person.email);
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "Posts at %s", cx->who->organisation), .end_text = "Add a post", .end_href = text(cx, "/people/%ld/posts/new", person.id) });
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        bool current = post_is_current(cx, &posts[i]);
        html(out, "<li class=\"ly-row ly-row--apart\"><span><b>%s</b>%s%s<br><span class=\"ly-quiet ly-small\">%s</span></span>", post_words(cx, &posts[i]), *posts[i].title ? ", " : "", posts[i].title,
             post_span(cx, &posts[i]));
        if (current || !*posts[i].ends_on)
            html(out, "<a class=\"govuk-link ly-small\" href=\"/people/posts/%ld/end\">End this post<span class=\"govuk-visually-hidden\">: %s</span></a>", posts[i].id, posts[i].role);
        else ly_status(out, LY_QUIET, "Ended");
        html(out, "</li>\n");
    }
    html(out, "</ul>");
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "Signing in" });
    if (person.first_in_at) {
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">First signed in on %s. Name and address are theirs to change, under My account.</p>\n", date_words(cx, date_of(cx, person.first_in_at)));
    } else {
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">%s</p>\n", person.invited_at ? text(cx, "Invited on %s, and has not signed in yet.", date_words(cx, date_of(cx, person.invited_at))) : "Has not been invited yet.");
        html(out, "<div class=\"ly-buttons\">");
        form_begin(cx, rq, rs, text(cx, "/people/%ld/invite", person.id), false);
        govuk_button(out, (Button){ .text = person.invited_at ? "Invite again" : "Invite by email", .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
        if (changeable) html(out, "<a class=\"govuk-link ly-small\" href=\"/people/%ld/change\">Change the name or address</a>", person.id);
        html(out, "</div>\n");
    }
    ly_panel_end(out);
    html(out, "</div><aside aria-label=\"What they attend\">");
    ly_panel_begin(out, (LyPanel){ .title = "What they attend", .tone = LY_MIST });
    html(out, "<ul class=\"ly-plain ly-small\"><li><a class=\"govuk-link\" href=\"/records/%ld\">Their record here</a></li>", person.id);
    if (may(cx, BOOK_PLACES)) html(out, "<li><a class=\"govuk-link\" href=\"/bookings?when=coming&amp;q=%s\">What is booked for them</a></li>", person.name);
    html(out, "</ul>");
    ly_panel_end(out);
    html(out, "</aside></div>\n");
    page_end(rs);
    return OK;
}

static Error *change_find(Ctx *cx, int64_t id, Person *person)
{
    Post *posts;
    size_t count;
    bool changeable;
    TRY(our_posts(cx, id, &posts, &count));
    TRY(person_find(cx, id, person));
    TRY(changeable_here(cx, person, &changeable));
    return changeable ? OK : missing(cx, "person %ld has signed in or has posts elsewhere: not this school's to change", id);
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Person person;
    TRY(change_find(cx, rq->id, &person));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", person.name), .frame = FRAME_PUBLIC, .current = "people", .back = text(cx, "/people/%ld", person.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Change %s</h1>\n", person.name);
    form_begin(cx, rq, rs, text(cx, "/people/%ld/change", person.id), false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = person.name });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Work email", .label_classes = "govuk-label--s", .value = person.email, .type = "email", .spellcheck = NO });
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    Person person;
    TRY(change_find(cx, rq->id, &person));
    TRY(person_change(cx, person.id, form_text(rq, "name"), form_text(rq, "email")));
    rs->flash = "The colleague is changed";
    return redirect(rs, text(cx, "/people/%ld", person.id));
}

static Error *invite_submit(Ctx *cx, Request *rq, Response *rs)
{
    Person person;
    Post *posts;
    size_t count;
    TRY(our_posts(cx, rq->id, &posts, &count));
    TRY(person_find(cx, rq->id, &person));
    if (person.first_in_at) return missing(cx, "person %ld has signed in already", person.id);
    TRY(invitation_send(cx, person.id, cx->who->organisation));
    rs->flash = text(cx, "The invitation is on its way. Its link works for %d days", INVITATION_DAYS);
    return redirect(rs, text(cx, "/people/%ld", person.id));
}

static Error *post_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Post *posts;
    OrganisationName o;
    size_t count;
    TRY(our_posts(cx, rq->id, &posts, &count));
    TRY(organisation_name(cx, cx->who->organisation_id, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a post", .frame = FRAME_PUBLIC, .current = "people", .back = text(cx, "/people/%ld", rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">Add a post for %s</h1>\n", posts[0].person);
    form_begin(cx, rq, rs, text(cx, "/people/%ld/posts/new", rq->id), false);
    post_fields(cx, out, rq, o.kind, &(Post){ .role = "", .title = "", .starts_on = cx->today, .ends_on = "", .governor_category = "", .governor_office = "" });
    govuk_button(out, (Button){ .text = "Add the post", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *post_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post post = { .person_id = rq->id, .organisation_id = cx->who->organisation_id }, *posts;
    OrganisationName o;
    size_t count;
    TRY(our_posts(cx, rq->id, &posts, &count));
    TRY(organisation_name(cx, cx->who->organisation_id, &o));
    TRY(post_typed(cx, rq, o.kind, &post));
    TRY(post_add(cx, &post));
    rs->flash = "The post is added";
    return redirect(rs, text(cx, "/people/%ld", rq->id));
}

static Error *post_end_show(Ctx *cx, const Request *rq, Response *rs)
{
    Post post;
    TRY(post_find_at(cx, rq->id, cx->who->organisation_id, &post));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "End a post", .frame = FRAME_PUBLIC, .current = "people", .back = text(cx, "/people/%ld", post.person_id) });
    html(out, "<h1 class=\"govuk-heading-l\">End the post of %s</h1>\n<p class=\"govuk-body\">%s, %s. From the day after its last, the post lets them do nothing more. "
              "They keep their account and their record.</p>\n", post.person, post_words(cx, &post), post_span(cx, &post));
    if (post.person_id == cx->who->id) govuk_warning_text(out, (WarningText){ .text = "This is your own post. Once it has ended you can no longer keep this school’s people." });
    form_begin(cx, rq, rs, text(cx, "/people/posts/%ld/end", post.id), false);
    field_date(out, rq, (DateField){ .name = "ends_on", .legend = "Last day", .hint = "The day before its first takes the post away, as if it had never been", .stored = cx->today });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "End the post", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/people/%ld\">Keep it</a></div></form>\n", post.person_id);
    page_end(rs);
    return OK;
}

static Error *post_end_submit(Ctx *cx, Request *rq, Response *rs)
{
    Post post;
    const char *on;
    TRY(post_find_at(cx, rq->id, cx->who->organisation_id, &post));
    TRY(form_date(cx, rq, "ends_on", "The last day", &on));
    TRY(post_end(cx, post.id, on));
    rs->flash = text(cx, "The post of %s ends on %s", post.person, date_words(cx, on));
    return redirect(rs, "/people");
}

static const Route routes[] = {
    FORM("/people/new",           MANAGE_PEOPLE, new_show, NULL, new_submit),
    GET ("/people/:id",           MANAGE_PEOPLE, person_page),
    FORM("/people/:id/change",    MANAGE_PEOPLE, change_show, NULL, change_submit),
    POST("/people/:id/invite",    MANAGE_PEOPLE, NULL, invite_submit),
    FORM("/people/:id/posts/new", MANAGE_PEOPLE, post_new_show, NULL, post_new_submit),
    FORM("/people/posts/:id/end", MANAGE_PEOPLE, post_end_show, NULL, post_end_submit),
};
const RouteList our_people_pages = { routes, COUNT(routes) };
