/* The office's pages of schools and other organisations. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"

extern const RouteList school_pages;

/* ---- the list ---- */

static OrganisationFilter filter_of(const Request *rq)
{
    return (OrganisationFilter){ .words = query_value(rq, "q"), .kind = query_value(rq, "kind"), .phase = query_value(rq, "phase"),
                                 .authority = query_value(rq, "authority"), .status = query_value(rq, "status"), .member = query_value(rq, "member"),
                                 .by_pupils = same(query_value(rq, "order"), "pupils"), .after = query_number(rq, "after", 0), .before = query_number(rq, "before", 0) };
}

/* The list as it is filtered, under another address or in another order. */
static const char *address(Ctx *cx, const char *path, const OrganisationFilter *f, bool by_pupils)
{
    return text(cx, "%s?q=%s&kind=%s&phase=%s&authority=%s&status=%s&member=%s&order=%s", path, text_url(cx, f->words), text_url(cx, f->kind), text_url(cx, f->phase),
                text_url(cx, f->authority), text_url(cx, f->status), text_url(cx, f->member), by_pupils ? "pupils" : "name");
}

/* The register's "not applicable" is an independent school's, or another's that teaches no one phase: its type says what it is. */
static void phase_select(Out *out, const char *chosen)
{
    SelectItem items[16] = { { .value = "", .text = "All phases" } };
    size_t n = 1;
    for (const char *const *phase = school_phases; *phase && n < COUNT(items); phase++)
        items[n++] = (SelectItem){ .value = *phase, .text = same(*phase, "not applicable") ? "Independent and others" : capital(out->cx, *phase) };
    ly_filter_select(out, "phase", "Phase", items, n, chosen);
}

static void filter_bar(Ctx *cx, Out *out, const OrganisationFilter *f, const Authority *list, size_t count)
{
    static const char *const statuses[] = { "open", "proposed to close", "proposed to open", "closed", NULL };
    html(out, "<form class=\"ly-filterbar\" action=\"/office/schools\" method=\"get\">");
    filter_search(out, "Name, town, postcode or URN", f->words);
    filter_select(out, "kind", "Kind", "All kinds", organisation_kinds, f->kind);
    phase_select(out, f->phase);
    html(out, "<div class=\"ly-field\"><label for=\"f-authority\">Authority</label><select id=\"f-authority\" name=\"authority\"><option value=\"\">All authorities</option>");
    for (size_t i = 0; i < count; i++) {
        html(out, "<option value=\"%s\"", list[i].code);
        html_attr(out, "selected", same(list[i].code, f->authority));
        html(out, ">%s</option>", list[i].name);
    }
    html(out, "</select></div>");
    filter_select(out, "status", "Status", "All", statuses, f->status);
    filter_select(out, "member", "Member", "All", (const char *const[]){ "yes", "no", NULL }, f->member);
    html(out, "<input type=\"hidden\" name=\"order\" value=\"%s\"><button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\">Filter</button>", f->by_pupils ? "pupils" : "name");
    ly_sheet_links(out, address(cx, "/office/schools.csv", f, f->by_pupils));
    html(out, "</form>\n");
}

static void status_tag(Out *out, const char *status)
{
    if (same(status, "open")) html(out, "<span class=\"ly-status ly-status--tiny ly-status--good\">Open</span>");
    else if (same(status, "closed")) html(out, "<span class=\"ly-status ly-status--tiny\">Closed</span>");
    else if (*status) html(out, "<span class=\"ly-status ly-status--tiny ly-status--warn\">%s</span>", capital(out->cx, status));
}

static void schools_table(Ctx *cx, Out *out, const OrganisationFilter *f, const OrganisationEntry *list, size_t count)
{
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = f->by_pupils ? "Schools and organisations, by pupils on roll" : "Schools and organisations, by name", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Name", .href = address(cx, "/office/schools", f, false), .sorted = f->by_pupils ? LY_UNSORTED : LY_ASCENDING }, { .text = "Kind" }, { .text = "Authority" },
                   { .text = "Status" }, { .text = "Pupils", .number = true, .href = address(cx, "/office/schools", f, true), .sorted = f->by_pupils ? LY_DESCENDING : LY_UNSORTED },
                   { .text = "Member" }, { .text = "People", .number = true }) });
    for (size_t i = 0; i < count; i++) {
        const OrganisationEntry *o = &list[i];
        const char *what = organisation_sort(cx, o->phase, o->type_name, o->kind);
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/schools/%ld\">%s</a><span class=\"ly-sub\">", o->id, o->name);
        if (*o->urn) html(out, "URN %s%s", o->urn, *o->town ? ", " : "");
        html(out, "%s</span></span></th><td data-label=\"Kind\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Authority\">%s</td><td data-label=\"Status\">",
             o->town, what, same(what, o->type_name) ? "" : o->type_name, *o->authority ? o->authority : "–");
        if (*o->status) status_tag(out, o->status);
        else html(out, "–");
        html(out, "</td><td class=\"ly-num\" data-label=\"Pupils\">%s</td><td data-label=\"Member\">%s</td><td class=\"ly-num\" data-label=\"People\">%ld</td></tr>\n",
             o->roll > 0 ? number_words(cx, o->roll) : "–", o->member ? "Member" : "–", o->people);
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *schools_page(Ctx *cx, const Request *rq, Response *rs)
{
    OrganisationFilter f = filter_of(rq);
    OrganisationEntry *list;
    Authority *places;
    size_t count, place_count;
    int64_t total;
    bool before, after;
    TRY(organisations_list(cx, &f, &list, &count, &before, &after));
    TRY(organisations_count(cx, &f, &total));
    TRY(authorities(cx, &places, &place_count));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Schools and organisations", .frame = FRAME_OFFICE, .current = "schools", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1>Schools and organisations</h1><span class=\"ly-quiet ly-small\">%s</span><div class=\"ly-buttons\">", counted(cx, total, "organisation", NULL));
    if (may(cx, RUN_MEMBERS)) {
        ly_small_button(out, "Schools register", "/office/register", false);
        ly_small_button(out, "Add an organisation", "/office/organisations/new", true);
    }
    html(out, "</div></div>\n");
    filter_bar(cx, out, &f, places, place_count);
    if (count) schools_table(cx, out, &f, list, count);
    else html(out, "<div class=\"ly-empty\"><h2 class=\"ly-h\">No organisation fits</h2><p class=\"govuk-body\">Try fewer words or <a class=\"govuk-link\" href=\"/office/schools\">see all</a>. "
                   "Schools come from the <a class=\"govuk-link\" href=\"/office/register\">schools register</a>; departments and partners are "
                   "<a class=\"govuk-link\" href=\"/office/organisations/new\">added by hand</a>.</p></div>\n");
    const char *base = address(cx, "/office/schools", &f, f.by_pupils);
    ly_parts(out, (LyParts){ .before = before ? text(cx, "%s&before=%ld", base, count ? list[0].id : 0) : NULL, .after = after ? text(cx, "%s&after=%ld", base, count ? list[count - 1].id : 0) : NULL,
                             .after_text = "More organisations" });
    page_end(rs);
    return OK;
}

static Error *sheet_row(Ctx *cx, void *row, void *data)
{
    const OrganisationEntry *o = row;
    Sheet *sheet = data;
    const char *cells[] = { o->urn, o->name, o->kind, o->phase, o->type_name, o->status, o->authority, o->town };
    for (size_t i = 0; i < COUNT(cells); i++) sheet_text(sheet, cells[i]);
    sheet_int(sheet, o->roll);
    sheet_text(sheet, o->maintained ? "yes" : "no");
    sheet_text(sheet, o->member ? "yes" : "no");
    sheet_int(sheet, o->people);
    sheet_line(sheet);
    return OK;
}

static Error *schools_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "URN", "Name", "Kind", "Phase", "Type", "Status", "Authority", "Town", "Pupils on roll", "Maintained", "Member today", "People" };
    OrganisationFilter f = filter_of(rq);
    Sheet sheet;
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    TRY(organisations_each(cx, &f, sheet_row, &sheet));
    return sheet_respond(&sheet, rs, "schools");
}

/* ---- one organisation ---- */

static void facts(Ctx *cx, Out *out, const Organisation *o)
{
    const char *what = organisation_sort(cx, o->phase, o->type_name, o->kind);
    ly_facts_begin(out, false);
    ly_fact(out, "Address", text_trim(cx, text(cx, "%s%s%s %s", o->street, *o->street && *o->town ? ", " : "", o->town, o->postcode)));
    ly_fact(out, "Telephone", o->telephone);
    ly_fact(out, "Website", o->website);
    ly_fact(out, "Authority", o->authority);
    ly_fact(out, "Ward", o->ward);
    if (*o->urn) {
        ly_fact(out, "Status", capital(cx, o->status));
        ly_fact(out, "URN", *o->establishment_number ? text(cx, "%s (number %s)", o->urn, o->establishment_number) : o->urn);
        ly_fact(out, "Phase and type", text(cx, "%s%s%s", what, *o->type_name && !same(what, o->type_name) ? ", " : "", same(what, o->type_name) ? "" : o->type_name));
        ly_fact(out, "Maintained by the authority", o->maintained ? "Yes" : "No");
        ly_fact(out, "Pupils on roll", o->roll > 0 ? number_words(cx, o->roll) : "");
        ly_fact(out, "Ages", o->high_age > 0 ? text(cx, "%ld to %ld", o->low_age, o->high_age) : "");
        ly_fact(out, "Trust", o->trust);
        ly_fact(out, "Opened", *o->opened_on ? date_words(cx, o->opened_on) : "");
        ly_fact(out, "Closed", *o->closed_on ? date_words(cx, o->closed_on) : "");
    }
    ly_facts_end(out);
}

static void links_list(Ctx *cx, Out *out, const SchoolLink *links, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        html(out, "<p class=\"govuk-body\">%s <a class=\"govuk-link\" href=\"/office/schools/%ld\">%s</a> (URN %s)",
             links[i].forward ? "Continued by" : "Continues", links[i].id, links[i].name, links[i].urn);
        if (*links[i].established_on) html(out, " since %s", date_words(cx, links[i].established_on));
        html(out, "%s.</p>\n", same(links[i].kind, "merger") ? ", by a merger" : same(links[i].kind, "split") ? ", by a split" : "");
    }
}

static void memberships_panel(Ctx *cx, const Request *rq, Response *rs, const Organisation *o, const Membership *list, size_t count)
{
    Out *out = &rs->out;
    ly_panel_begin(out, (LyPanel){ .title = "Membership", .end_text = may(cx, RUN_MEMBERS) ? "Add a membership" : NULL, .end_href = text(cx, "/office/schools/%ld/memberships/new", o->id) });
    if (!count) html(out, "<p class=\"ly-small\">Not a member. Add a membership to give it members’ prices from that day.</p>");
    else html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < count; i++) {
        bool open_end = !*list[i].ends_on;
        html(out, "<li>%s%s%s", date_words(cx, list[i].starts_on), open_end ? ", until further notice" : " to ", open_end ? "" : date_words(cx, list[i].ends_on));
        if (open_end && may(cx, RUN_MEMBERS)) html(out, " <a class=\"govuk-link\" href=\"/office/schools/%ld/memberships/%ld/end\">End it</a>", o->id, list[i].id);
        html(out, "</li>");
    }
    if (count) html(out, "</ul>");
    if (may(cx, BILL)) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"/office/waivers/new?organisation=%ld\">Give a hardship waiver</a></p>", o->id);
    ly_panel_end(out);
}

static Error *school_page(Ctx *cx, const Request *rq, Response *rs)
{
    Organisation o;
    Post *posts;
    Membership *memberships;
    SchoolLink *links = NULL;
    HistoryEntry *history;
    size_t post_count, membership_count, link_count = 0, history_count;
    TRY(organisation_find(cx, rq->id, &o));
    TRY(posts_at(cx, o.id, "", &posts, &post_count));
    TRY(memberships_of(cx, o.id, &memberships, &membership_count));
    if (*o.urn) TRY(school_links(cx, o.urn, &links, &link_count));
    TRY(history_of(cx, o.id, &history, &history_count));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = o.name, .frame = FRAME_OFFICE, .current = "schools", .wide = true,
                                              CRUMBS({ "Schools and organisations", "/office/schools" }, { o.name, NULL }) });
    html(out, "<div class=\"ly-page__head\"><h1>%s</h1><span class=\"ly-quiet ly-small\">%s</span><div class=\"ly-buttons\">", o.name, organisation_sort(cx, o.phase, o.type_name, o.kind));
    ly_small_button(out, "Training", text(cx, "/office/schools/%ld/training", o.id), false);
    if (may(cx, RUN_MEMBERS)) {
        ly_small_button(out, "Change", text(cx, "/office/schools/%ld/change", o.id), false);
        ly_small_button(out, "Add a person", text(cx, "/office/schools/%ld/people/new", o.id), true);
    }
    html(out, "</div></div>\n<div class=\"ly-split ly-split--wide\"><div>");
    links_list(cx, out, links, link_count);
    html(out, "<div class=\"ly-row ly-row--apart\"><h2 class=\"ly-h\">People</h2><a class=\"govuk-link ly-small\" href=\"/office/bookings?q=%s\">Their bookings</a></div>", o.name);
    if (post_count) people_table(cx, out, "People with a post here today", "/office/people", posts, post_count);
    else html(out, "<div class=\"ly-empty\"><p class=\"govuk-body\">Nobody has a post here yet. <a class=\"govuk-link\" href=\"/office/schools/%ld/people/new\">Add a person</a> or "
                   "<a class=\"govuk-link\" href=\"/office/imports/people\">import people from a spreadsheet</a>.</p></div>", o.id);
    html(out, "</div><div>");
    ly_panel_begin(out, (LyPanel){ .title = "Facts" });
    facts(cx, out, &o);
    ly_panel_end(out);
    memberships_panel(cx, rq, rs, &o, memberships, membership_count);
    history_list(cx, out, history, history_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

/* ---- changing and adding ---- */

static void organisation_fields(Out *out, const Request *rq, const Organisation *o)
{
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .value = o->name });
    field_text(out, rq, (TextInput){ .name = "street", .label = "Street", .label_classes = "govuk-label--s", .value = o->street });
    field_text(out, rq, (TextInput){ .name = "town", .label = "Town", .label_classes = "govuk-label--s", .value = o->town });
    field_text(out, rq, (TextInput){ .name = "postcode", .label = "Postcode", .label_classes = "govuk-label--s", .value = o->postcode, .classes = "govuk-input--width-10" });
    field_text(out, rq, (TextInput){ .name = "telephone", .label = "Telephone", .label_classes = "govuk-label--s", .value = o->telephone, .type = "tel", .classes = "govuk-input--width-20" });
    field_text(out, rq, (TextInput){ .name = "website", .label = "Website", .label_classes = "govuk-label--s", .value = o->website, .hint = "With https:// in front" });
}

static void organisation_typed(Ctx *cx, const Request *rq, Organisation *o)
{
    o->name = text_trim(cx, form_text(rq, "name")), o->street = text_trim(cx, form_text(rq, "street")), o->town = text_trim(cx, form_text(rq, "town"));
    o->postcode = text_trim(cx, form_text(rq, "postcode")), o->telephone = text_trim(cx, form_text(rq, "telephone")), o->website = text_trim(cx, form_text(rq, "website"));
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Organisation o;
    TRY(organisation_find(cx, rq->id, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", o.name), .frame = FRAME_OFFICE, .current = "schools", .back = text(cx, "/office/schools/%ld", o.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Change %s</h1>\n", o.name);
    if (*o.urn) govuk_inset_text(out, (InsetText){ .text = "This school is in the national register. The next import shows where the register says otherwise." });
    form_begin(cx, rq, rs, text(cx, "/office/schools/%ld/change", o.id), false);
    organisation_fields(out, rq, &o);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    Organisation o = { .id = rq->id };
    organisation_typed(cx, rq, &o);
    TRY(organisation_change(cx, &o));
    rs->flash = text(cx, "%s is changed", o.name);
    return redirect(rs, text(cx, "/office/schools/%ld", o.id));
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add an organisation", .frame = FRAME_OFFICE, .current = "schools", .back = "/office/schools" });
    html(out, "<h1 class=\"govuk-heading-l\">Add an organisation</h1>\n<p class=\"govuk-body\">Schools are not added here: they come from the "
              "<a class=\"govuk-link\" href=\"/office/register\">schools register</a>.</p>\n");
    form_begin(cx, rq, rs, "/office/organisations/new", false);
    field_radios(out, rq, (Radios){ .name = "kind", .legend = "What kind of organisation?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small",
        OPTIONS({ .value = "department", .text = "Council department", .hint = "Its officers publish their own courses" },
                { .value = "partner", .text = "Partner", .hint = "Cultural, business or community" }, { .value = "other", .text = "Other", .hint = "Another body whose people book places" }) });
    organisation_fields(out, rq, &(Organisation){ .name = "", .street = "", .town = "", .postcode = "", .telephone = "", .website = "" });
    govuk_button(out, (Button){ .text = "Add the organisation", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    Organisation o = { .kind = form_text(rq, "kind"), .authority_code = "" };
    organisation_typed(cx, rq, &o);
    TRY(organisation_add(cx, &o));
    rs->flash = text(cx, "%s is added", o.name);
    return redirect(rs, text(cx, "/office/schools/%ld", o.id));
}

/* ---- membership ---- */

static Error *membership_show(Ctx *cx, const Request *rq, Response *rs)
{
    Organisation o;
    TRY(organisation_find(cx, rq->id, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a membership", .frame = FRAME_OFFICE, .current = "schools", .back = text(cx, "/office/schools/%ld", o.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Add a membership of %s</h1>\n", o.name);
    form_begin(cx, rq, rs, text(cx, "/office/schools/%ld/memberships/new", o.id), false);
    field_date(out, rq, (DateField){ .name = "starts_on", .legend = "First day", .hint = "For example, 1 9 2026", .stored = cx->today });
    field_date(out, rq, (DateField){ .name = "ends_on", .legend = "Last day (optional)", .hint = "Leave it empty for until further notice", .stored = "" });
    govuk_button(out, (Button){ .text = "Add the membership", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *membership_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *starts_on, *ends_on;
    Error *errors = OK;
    errors_add(&errors, form_date(cx, rq, "starts_on", "The first day", &starts_on));
    errors_add(&errors, form_date(cx, rq, "ends_on", "The last day", &ends_on));
    if (errors) return errors;
    TRY(membership_add(cx, rq->id, starts_on, ends_on));
    rs->flash = "The membership is added";
    return redirect(rs, text(cx, "/office/schools/%ld", rq->id));
}

static Error *membership_of(Ctx *cx, int64_t id, int64_t organisation_id)
{
    Membership *list;
    size_t count;
    TRY(memberships_of(cx, organisation_id, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id) return OK;
    return missing(cx, "membership %ld is not of organisation %ld", id, organisation_id);
}

static Error *membership_end_show(Ctx *cx, const Request *rq, Response *rs)
{
    Organisation o;
    TRY(organisation_find(cx, rq->id, &o));
    TRY(membership_of(cx, rq->id2, o.id));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "End the membership", .frame = FRAME_OFFICE, .current = "schools", .back = text(cx, "/office/schools/%ld", o.id) });
    html(out, "<h1 class=\"govuk-heading-l\">End the membership of %s</h1>\n<p class=\"govuk-body\">From the next day it pays the price for others. Places it has booked keep their price.</p>\n", o.name);
    form_begin(cx, rq, rs, text(cx, "/office/schools/%ld/memberships/%ld/end", o.id, rq->id2), false);
    field_date(out, rq, (DateField){ .name = "ends_on", .legend = "Last day", .hint = "A day before its first takes the membership away", .stored = cx->today });
    govuk_button(out, (Button){ .text = "End the membership", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *membership_end_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *ends_on;
    TRY(form_date(cx, rq, "ends_on", "The last day", &ends_on));
    TRY(membership_end(cx, rq->id2, rq->id, ends_on));
    rs->flash = "The membership ends";
    return redirect(rs, text(cx, "/office/schools/%ld", rq->id));
}

static const Route routes[] = {
    GET ("/office/schools",            AUDIT, schools_page),
    SHEET("/office/schools",        AUDIT, schools_sheet),
    GET ("/office/schools/:id",        AUDIT, school_page),
    FORM("/office/schools/:id/change", RUN_MEMBERS, change_show, NULL, change_submit),
    FORM("/office/schools/:id/memberships/new",     RUN_MEMBERS, membership_show, NULL, membership_submit),
    FORM("/office/schools/:id/memberships/:id/end", RUN_MEMBERS, membership_end_show, NULL, membership_end_submit),
    FORM("/office/organisations/new",  RUN_MEMBERS, new_show, NULL, new_submit),
};
const RouteList school_pages = { routes, COUNT(routes) };
