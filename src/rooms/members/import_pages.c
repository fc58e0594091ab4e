/*
 * Files on their way in, as pages: the schools register for the office, people for the office and for a school's own administrator.
 * Upload, preview with a tab for each outcome, confirm, and what came of it.
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/people_import.h"
#include "rooms/members/permission.h"
#include "rooms/members/register_import.h"

extern const RouteList import_pages;

/* The three places where files come in differ in these. */
typedef struct { const char *kind, *base, *title, *current; Frame frame; bool own; } Place;
static const Place register_place = { "register", "/office/register", "Schools register", "register", FRAME_OFFICE, false };
static const Place people_place   = { "people", "/office/people/import", "Import people", "people-import", FRAME_OFFICE, false };
static const Place our_place      = { "people", "/people/import", "Import our people", "people", FRAME_PUBLIC, true };

static int64_t owner(const Ctx *cx, const Place *place) { return place->own ? cx->who->organisation_id : 0; }

static const char *outcome_words(const char *outcome)
{
    static const char *const words[][2] = { { "new", "new" }, { "changed", "changed" }, { "succeeded", "continued elsewhere" }, { "closed", "closed" },
                                            { "held", "with another status" }, { "error", "with mistakes" } };
    for (size_t i = 0; i < COUNT(words); i++)
        if (same(words[i][0], outcome)) return words[i][1];
    return outcome;
}

/* ---- sending a file ---- */

static void latest_list(Ctx *cx, Out *out, const Place *place, const Import *imports, size_t count)
{
    if (!count) return;
    html(out, "<h2 class=\"govuk-heading-m\">Files sent lately</h2><ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        const char *state = same(imports[i].state, "staged") ? "waits for you" : same(imports[i].state, "applying") ? "is being written" : "written";
        html(out, "<li><a class=\"govuk-link\" href=\"%s\">%s</a> <span class=\"ly-quiet\">%s, %s</span></li>", text(cx, "%s/%ld", place->base, imports[i].id),
             imports[i].file_name, moment_words(cx, imports[i].made_at), state);
    }
    html(out, "</ul>\n");
}

/* The words that the column "Role" takes. */
static void roles_list(Ctx *cx, Out *out, const Place *place)
{
    size_t count;
    const Role *roles = roles_all(&count);
    govuk_details_begin(out, (Details){ .summary = "The roles you can use" });
    html(out, "<ul class=\"govuk-list govuk-list--bullet\">");
    for (size_t i = 0; i < count; i++)
        if (!place->own || role_fits(&roles[i], "school")) html(out, "<li>%s</li>", roles[i].name);
    html(out, "</ul><p class=\"govuk-body\">A governor also needs a kind of governor: parent, staff, co-opted, local authority, foundation, partnership, ex officio, associate, trustee or member.</p>");
    govuk_details_end(out);
}

static Error *send_page(Ctx *cx, const Request *rq, Response *rs, const Place *place)
{
    Import *imports;
    size_t count;
    TRY(imports_latest(cx, place->kind, owner(cx, place), &imports, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = place->title, .frame = place->frame, .current = place->current,
                                              .back = place == &register_place ? "/office/schools" : place->own ? "/people" : "/office/people" });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">You see what the file would change before anything is written.</p>\n", place->title);
    if (place != &register_place) {
        html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s/template.csv\">Download the template</a>, fill in a line for each post, and save it as CSV.</p>\n", place->base);
        roles_list(cx, out, place);
    }
    form_begin(cx, rq, rs, place->base, true);
    if (place == &register_place) {
        field_file(out, rq, (FileUpload){ .name = "file", .label = "The register’s extract", .label_classes = "govuk-label--s", .accept = ".csv,text/csv",
                   .hint = "“All establishment data” from Get Information about Schools, as CSV. A file over 25 MB is imported with the command lyceum import gias" });
        field_file(out, rq, (FileUpload){ .name = "links", .label = "Its file of links (optional)", .label_classes = "govuk-label--s", .accept = ".csv,text/csv",
                   .hint = "It says which school continues which. Without it, address and dates are looked at" });
        field_text(out, rq, (TextInput){ .name = "authorities", .label = "Authorities", .label_classes = "govuk-label--s", .classes = "govuk-input--width-20",
                   .hint = "Three-digit codes with commas between, like 205,207. Leave it empty to take every school of the file", .value = cx->partnership->authority });
    } else {
        field_file(out, rq, (FileUpload){ .name = "file", .label = "The file", .label_classes = "govuk-label--s", .accept = ".csv,text/csv", .hint = "A spreadsheet saved as CSV, 5,000 lines or fewer" });
        field_checkbox(out, rq, "invite", "Invite those who are new by email", "The invitations go out when you confirm, not before", false);
    }
    govuk_button(out, (Button){ .text = "See what it would change", .prevent_double_click = YES });
    html(out, "</form>\n");
    latest_list(cx, out, place, imports, count);
    page_end(rs);
    return OK;
}

/* What cannot be read is said beside the field that brought it. */
static Error *of_the_file(Error *error)
{
    for (Error *e = error; e; e = e->next)
        if (e->kind == INVALID && !e->field) e->field = "file";
    return error;
}

/* Comparing reads everything and writes to staging tables in slices, so it is done here, off the writer: under an id that nothing shows. */
static Error *send_prepare(Ctx *cx, Request *rq, const Place *place)
{
    const Upload *file = form_upload(rq, "file"), *links = form_upload(rq, "links");
    Import *import = rq->prepared = new(cx, Import);
    if (!file || !file->length) return invalid(cx, "file", "Choose a file");
    if (place == &register_place)
        return of_the_file(register_stage(cx, &(RegisterFile){ .file_name = file->name, .authorities = text_trim(cx, form_text(rq, "authorities")), .bytes = file->bytes, .length = file->length,
                                                   .links = links && links->length ? links->bytes : NULL, .links_length = links ? links->length : 0 }, import));
    return of_the_file(people_stage(cx, &(PeopleFile){ .file_name = file->name, .bytes = file->bytes, .length = file->length, .organisation_id = owner(cx, place),
                                           .invite = form_has(rq, "invite") }, import));
}

static Error *send_submit(Ctx *cx, Request *rq, Response *rs, const Place *place)
{
    const Import *import = rq->prepared;
    TRY(import_staged(cx, import->id, import->rows, import->same));
    if (import->left_out) rs->flash = text(cx, "The file is read but for its columns %s, which the template does not have", import->left_out);
    return redirect(rs, text(cx, "%s/%ld", place->base, import->id));
}

/* ---- the preview ---- */

static bool held(const char *outcome) { return one_of(outcome, "closed succeeded held"); }

static void rows_table(Ctx *cx, Out *out, const Request *rq, const Import *import, const char *outcome, const ImportRow *rows, size_t count)
{
    bool ticks = held(outcome) && same(import->state, "staged");
    const char *what = same(outcome, "error") ? "What is wrong" : "What changes";
    const LyColumn columns[] = { { .text = "Accept", .hidden = true }, { .text = same(import->kind, "register") ? "School" : "Person" }, { .text = what }, { .text = "Line", .number = true } };
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = text(cx, "Lines of the file that are %s", outcome_words(outcome)), .boxed = true, .phone = true, .columns = columns + !ticks, .count = COUNT(columns) - !ticks });
    for (size_t i = 0; i < count; i++) {
        html(out, "<tr>");
        if (ticks) {
            html(out, "<td><span class=\"ly-check\"><input type=\"checkbox\" id=\"l%ld\" name=\"accept\" value=\"%ld\" aria-label=\"Accept the change of %s\"", rows[i].line, rows[i].line, rows[i].name);
            html_attr(out, "checked", rows[i].accepted);
            html(out, "><input type=\"hidden\" name=\"shown\" value=\"%ld\"></span></td>", rows[i].line);
        }
        html(out, "<th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"%s\"><span>%s</span></td><td class=\"ly-num\" data-label=\"Line\">%ld</td></tr>\n", rows[i].name,
             same(rows[i].name, rows[i].key) ? "" : rows[i].key, what, rows[i].say, rows[i].line);
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static void outcome_panel(Ctx *cx, const Request *rq, Response *rs, const Place *place, const Import *import, const char *shown, const ImportRow *rows, size_t count)
{
    Out *out = &rs->out;
    const char *here = text(cx, "%s/%ld", place->base, import->id);
    bool ticks = held(shown) && same(import->state, "staged");
    if (held(shown)) html(out, "<p class=\"govuk-body\">People and memberships hang on a school’s status, so it changes only for the schools you tick.</p>\n");
    if (same(shown, "error")) html(out, "<p class=\"govuk-body\">These lines are left out. Mend them in the file and send it again: lines that are in already change nothing.</p>\n");
    if (ticks) {
        form_begin(cx, rq, rs, text(cx, "%s/accept", here), false);
        html(out, "<input type=\"hidden\" name=\"outcome\" value=\"%s\">", shown);
    }
    rows_table(cx, out, rq, import, shown, rows, count);
    if (ticks) {
        govuk_button(out, (Button){ .text = "Keep these ticks", .classes = "govuk-button--secondary" });
        html(out, "</form>\n");
    }
    if (count == IMPORT_PAGE)
        html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" rel=\"next\" href=\"%s?outcome=%s&amp;after=%ld\">More lines</a></p>\n", here, shown, rows[count - 1].line);
}

/* Above the lines, which can be hundreds: what is done with them is seen before they are read. */
static void acts_put(Ctx *cx, const Request *rq, Response *rs, const char *here, const Import *import, int64_t accepted)
{
    Out *out = &rs->out;
    html(out, "<div class=\"ly-row govuk-!-margin-bottom-4\">");
    if (accepted) {
        form_begin(cx, rq, rs, text(cx, "%s/apply", here), false);
        govuk_button(out, (Button){ .text = text(cx, "Write %s", counted(cx, accepted, "line", NULL)), .classes = "ly-small-button", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    form_begin(cx, rq, rs, text(cx, "%s/drop", here), false);
    govuk_button(out, (Button){ .text = "Drop this file", .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
    html(out, "</form><span class=\"ly-quiet ly-small\">Nothing is written yet.%s</span></div>\n", accepted && import->invite ? " Those who are new are invited by email." : "");
}

static Error *preview_page(Ctx *cx, const Request *rq, Response *rs, const Place *place)
{
    Import import;
    ImportCount *counts;
    ImportRow *rows = NULL;
    size_t count, row_count = 0;
    int64_t accepted = 0, staged = 0;
    TRY(import_find(cx, rq->id, place->kind, owner(cx, place), &import));
    TRY(import_counts(cx, import.id, &counts, &count));
    for (size_t i = 0; i < count; i++) accepted += counts[i].accepted, staged += counts[i].count;

    const char *here = text(cx, "%s/%ld", place->base, import.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = import.file_name, .frame = place->frame, .current = place->current, .back = place->base, .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">%s</h1><span class=\"ly-quiet ly-small\">%s%s</span></div>\n", import.file_name,
         counted(cx, import.rows, "line", NULL), import.same ? text(cx, ", %ld of them the same as here", import.same) : "");
    if (same(import.state, "applying")) govuk_inset_text(out, (InsetText){ .text = text(cx, "It is being written, up to line %ld so far. Load this page again to see how far it is.", import.last_line) });
    if (same(import.state, "applied")) govuk_panel(out, (Panel){ .title = text(cx, "%s written", counted(cx, accepted, "line is", "lines are")), .text = moment_words(cx, import.applied_at) });
    if (same(import.state, "dropped")) govuk_inset_text(out, (InsetText){ .text = "This file was dropped. Nothing of it was written." });
    if (!staged && same(import.state, "staged"))
        html(out, "<div class=\"ly-empty\"><h2 class=\"ly-h\">Nothing would change</h2><p class=\"govuk-body\">Every line of the file is here already.</p></div>\n");

    if (same(import.state, "staged")) acts_put(cx, rq, rs, here, &import, accepted);
    const char *shown = staged ? import_tabs(cx, out, rq, here, &import, counts, count) : NULL;
    if (shown) {
        TRY(import_rows(cx, import.id, shown, query_number(rq, "after", 0), &rows, &row_count));
        outcome_panel(cx, rq, rs, place, &import, shown, rows, row_count);
    }
    page_end(rs);
    return OK;
}

static Error *accept_submit_at(Ctx *cx, Request *rq, Response *rs, const Place *place)
{
    Import import;
    size_t count;
    int64_t line;
    TRY(import_find(cx, rq->id, place->kind, owner(cx, place), &import));
    const char *const *shown = form_list(cx, rq, "shown", &count);
    for (size_t i = 0; i < count && i < IMPORT_PAGE; i++)
        if (number_parse(shown[i], 1, INT64_MAX, &line)) TRY(import_accept(cx, import.id, line, form_ticked(rq, "accept", shown[i])));
    rs->flash = "The ticks are kept. Nothing is written yet";
    return redirect(rs, text(cx, "%s/%ld?outcome=%s", place->base, import.id, held(form_text(rq, "outcome")) ? form_text(rq, "outcome") : "held"));
}

static Error *apply_submit_at(Ctx *cx, Request *rq, Response *rs, const Place *place)
{
    Import import;
    TRY(import_find(cx, rq->id, place->kind, owner(cx, place), &import));
    TRY(import_apply_begin(cx, import.id));
    return redirect(rs, text(cx, "%s/%ld", place->base, import.id));
}

static Error *drop_submit_at(Ctx *cx, Request *rq, Response *rs, const Place *place)
{
    Import import;
    TRY(import_find(cx, rq->id, place->kind, owner(cx, place), &import));
    TRY(import_drop(cx, import.id));
    rs->flash = "The file is dropped. Nothing of it was written";
    return redirect(rs, place->base);
}

static Error *template_at(Ctx *cx, Response *rs, const Place *place)
{
    size_t length;
    const char *bytes = people_template(cx, !place->own, &length);
    rs->download = "people-template.csv";
    return respond(rs, "text/csv; charset=utf-8", bytes, length);
}

/* Each place has its own handlers, for a route names a function and nothing more. */
#define AT(place)                                                                                                                          \
    static Error *place##_send(Ctx *cx, const Request *rq, Response *rs)         { return send_page(cx, rq, rs, &place); }                  \
    static Error *place##_send_prepare(Ctx *cx, Request *rq, Response *rs)       { return send_prepare(cx, rq, &place); }                   \
    static Error *place##_send_submit(Ctx *cx, Request *rq, Response *rs)        { return send_submit(cx, rq, rs, &place); }                \
    static Error *place##_preview(Ctx *cx, const Request *rq, Response *rs)      { return preview_page(cx, rq, rs, &place); }               \
    static Error *place##_apply(Ctx *cx, Request *rq, Response *rs)              { return apply_submit_at(cx, rq, rs, &place); }            \
    static Error *place##_drop(Ctx *cx, Request *rq, Response *rs)               { return drop_submit_at(cx, rq, rs, &place); }
AT(register_place)
AT(people_place)
AT(our_place)

static Error *register_accept(Ctx *cx, Request *rq, Response *rs)             { return accept_submit_at(cx, rq, rs, &register_place); }
static Error *people_template_csv(Ctx *cx, const Request *rq, Response *rs)   { return template_at(cx, rs, &people_place); }
static Error *our_template_csv(Ctx *cx, const Request *rq, Response *rs)      { return template_at(cx, rs, &our_place); }

static const Route routes[] = {
    UPLOAD("/office/register",                 RUN_MEMBERS, register_place_send, register_place_send_prepare, register_place_send_submit),
    GET   ("/office/register/:id",             RUN_MEMBERS, register_place_preview),
    POST  ("/office/register/:id/accept",      RUN_MEMBERS, NULL, register_accept),
    POST  ("/office/register/:id/apply",       RUN_MEMBERS, NULL, register_place_apply),
    POST  ("/office/register/:id/drop",        RUN_MEMBERS, NULL, register_place_drop),
    UPLOAD("/office/people/import",            RUN_MEMBERS, people_place_send, people_place_send_prepare, people_place_send_submit),
    GET   ("/office/people/import/template.csv", RUN_MEMBERS, people_template_csv),
    GET   ("/office/people/import/:id",        RUN_MEMBERS, people_place_preview),
    POST  ("/office/people/import/:id/apply",  RUN_MEMBERS, NULL, people_place_apply),
    POST  ("/office/people/import/:id/drop",   RUN_MEMBERS, NULL, people_place_drop),
    UPLOAD("/people/import",                   MANAGE_PEOPLE, our_place_send, our_place_send_prepare, our_place_send_submit),
    GET   ("/people/import/template.csv",      MANAGE_PEOPLE, our_template_csv),
    GET   ("/people/import/:id",               MANAGE_PEOPLE, our_place_preview),
    POST  ("/people/import/:id/apply",         MANAGE_PEOPLE, NULL, our_place_apply),
    POST  ("/people/import/:id/drop",          MANAGE_PEOPLE, NULL, our_place_drop),
};
const RouteList import_pages = { routes, COUNT(routes) };
