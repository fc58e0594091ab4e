/* The office sets up the providers whose accounts people sign in with. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/identity.h"
#include "rooms/members/permission.h"

extern const RouteList provider_pages;

static Error *providers_page(Ctx *cx, const Request *rq, Response *rs)
{
    IdentityProvider *list;
    size_t count;
    TRY(providers_all(cx, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Accounts elsewhere", .frame = FRAME_OFFICE, .current = "settings", .wide = true, CRUMBS({ "Settings", "/office/settings" }, { "Accounts elsewhere", NULL }) });
    ly_head_begin(out, "Accounts elsewhere");
    if (count) ly_head_buttons(out);
    if (count) ly_small_button(out, "Add a provider", "/office/providers/new", true);
    ly_head_end(out, count > 0);
    if (!count) {
        ly_empty(out, (LyEmpty){ .title = "Nobody signs in by an account elsewhere yet", .words = "Let people sign in with their school’s Microsoft or Google account, or with any other that speaks OpenID Connect.",
                                 .act = "Add a provider", .act_href = "/office/providers/new" });
        page_end(rs);
        return OK;
    }
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Providers", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Button" }, { .text = "Issuer" }, { .text = "Second factor" }, { .text = "Act" }) });
    for (size_t i = 0; i < count; i++) {
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Issuer\">%s</td><td data-label=\"Second factor\">%s</td><td data-label=\"Act\"><div class=\"ly-acts\">", list[i].name, list[i].issuer,
             list[i].retired ? "Retired" : list[i].gives_factor ? "Asked for there" : "Asked for here");
        html(out, "<a class=\"govuk-link\" href=\"/office/providers/%ld\">Change<span class=\"govuk-visually-hidden\"> %s</span></a> ", list[i].id, list[i].name);
        form_begin(cx, rq, rs, text(cx, "/office/providers/%ld/retire", list[i].id), false);
        html(out, "<input type=\"hidden\" name=\"retired\" value=\"%s\"><button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form></div></td></tr>\n",
             list[i].retired ? "" : "1", list[i].retired ? "Bring back" : "Retire", list[i].name);
    }
    ly_table_end(out);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *form(Ctx *cx, const Request *rq, Response *rs, const IdentityProvider *p)
{
    const char *title = p->id ? text(cx, "Change %s", p->name) : "Add a provider", *action = p->id ? text(cx, "/office/providers/%ld", p->id) : "/office/providers/new";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "settings", .back = "/office/providers" });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n<div class=\"ly-narrow-page\"><p class=\"govuk-body\">Register this site with the provider first. The address to go back to is <b>%s/sign-in/oidc</b>.</p>\n", title, cx->partnership->url);
    form_begin(cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name on the button", .label_classes = "govuk-label--s", .value = p->name, .hint = "Like Microsoft account, or the name of your trust" });
    field_text(out, rq, (TextInput){ .name = "issuer", .label = "Issuer", .label_classes = "govuk-label--s", .value = p->issuer, .spellcheck = NO,
                                     .hint = "Microsoft: https://login.microsoftonline.com/ and your directory’s id, then /v2.0. Google: https://accounts.google.com" });
    field_text(out, rq, (TextInput){ .name = "tenants", .label = "Directories that are let in (optional)", .label_classes = "govuk-label--s", .value = p->tenants, .spellcheck = NO,
                                     .hint = "Only for Microsoft’s issuer of many, https://login.microsoftonline.com/organizations/v2.0: the id of each school’s directory, apart by spaces" });
    field_text(out, rq, (TextInput){ .name = "client_id", .label = "Client id", .label_classes = "govuk-label--s", .value = p->client_id, .spellcheck = NO });
    field_password(out, rq, (PasswordInput){ .name = "client_secret", .label = "Client secret", .label_classes = "govuk-label--s", .autocomplete = "off", .hint = p->id ? "Empty keeps the one there is" : NULL });
    field_checkbox(out, rq, "gives_factor", "It asks everybody for a second factor itself", "Then we do not ask again. Tick this only where the provider enforces it", p->gives_factor);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    return form(cx, rq, rs, &(IdentityProvider){ .name = "", .issuer = "", .client_id = "", .tenants = "" });
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    IdentityProvider p;
    TRY(provider_find(cx, rq->id, &p));
    return form(cx, rq, rs, &p);
}

static Error *save(Ctx *cx, Request *rq, Response *rs, IdentityProvider *p)
{
    p->name = text_trim(cx, form_text(rq, "name")), p->issuer = text_trim(cx, form_text(rq, "issuer")), p->client_id = text_trim(cx, form_text(rq, "client_id"));
    p->tenants = text_trim(cx, form_text(rq, "tenants")), p->gives_factor = form_has(rq, "gives_factor");
    TRY(provider_save(cx, p, text_trim(cx, form_text(rq, "client_secret"))));
    rs->flash = text(cx, "%s is on the page to sign in", p->name);
    return redirect(rs, "/office/providers");
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs) { return save(cx, rq, rs, &(IdentityProvider){ .client_secret = "" }); }

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    IdentityProvider p;
    TRY(provider_find(cx, rq->id, &p));
    return save(cx, rq, rs, &p);
}

static Error *retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool retired = *form_text(rq, "retired");
    TRY(provider_retire(cx, rq->id, retired));
    rs->flash = retired ? "Nobody signs in by it any more" : "It is on the page to sign in again";
    return redirect(rs, "/office/providers");
}

ROUTES(provider_pages,
    GET ("/office/providers",            SET_UP, providers_page),
    FORM("/office/providers/new",        SET_UP, new_show, NULL, new_submit),
    FORM("/office/providers/:id",        SET_UP, change_show, NULL, change_submit),
    POST("/office/providers/:id/retire", SET_UP, NULL, retire_submit),
);
