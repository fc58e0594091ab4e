/* The schools register on its way in, as pages: upload, preview with a tab for each outcome, confirm, and what came of it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/register_import.h"

extern const RouteList import_pages;

static const char base[] = "/office/register";

static const char *outcome_words(const char *outcome)
{
    static const char *const words[][2] = { { "new", "new" }, { "changed", "changed" }, { "succeeded", "continued elsewhere" }, { "closed", "closed" },
                                            { "held", "with another status" }, { "error", "with mistakes" } };
    for (size_t i = 0; i < COUNT(words); i++)
        if (same(words[i][0], outcome)) return words[i][1];
    return outcome;
}

/* ---- sending a file ---- */

static void latest_list(Ctx *cx, Out *out, const Import *imports, size_t count)
{
    if (!count) return;
    html(out, "<h2 class=\"govuk-heading-m\">Files sent lately</h2><ul class=\"ly-plain\">");
    for (size_t i = 0; i < count; i++) {
        const char *state = same(imports[i].state, "staged") ? "waits for you" : same(imports[i].state, "applying") ? "is being written" : "written";
        html(out, "<li><a class=\"govuk-link\" href=\"%s\">%s</a> <span class=\"ly-quiet\">%s, %s</span></li>", text(cx, "%s/%ld", base, imports[i].id),
             imports[i].file_name, moment_words(cx, imports[i].made_at), state);
    }
    html(out, "</ul>\n");
}

static Error *send_page(Ctx *cx, const Request *rq, Response *rs)
{
    Import *imports;
    size_t count;
    TRY(imports_latest(cx, "register", 0, &imports, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Schools register", .frame = FRAME_OFFICE, .current = "register", .back = "/office/schools" });
    html(out, "<h1 class=\"govuk-heading-l\">Schools register</h1>\n<p class=\"govuk-body\">You see what the file would change before anything is written.</p>\n");
    form_begin(cx, rq, rs, base, true);
    field_file(out, rq, (FileUpload){ .name = "file", .label = "The register’s extract", .label_classes = "govuk-label--s", .accept = ".csv,text/csv",
               .hint = "“All establishment data” from Get Information about Schools, as CSV. A file over 25 MB is imported with the command lyceum import gias" });
    field_file(out, rq, (FileUpload){ .name = "links", .label = "Its file of links (optional)", .label_classes = "govuk-label--s", .accept = ".csv,text/csv",
               .hint = "It says which school continues which. Without it, address and dates are looked at" });
    field_text(out, rq, (TextInput){ .name = "authorities", .label = "Authorities", .label_classes = "govuk-label--s", .classes = "govuk-input--width-20",
               .hint = "Three-digit codes with commas between, like 205,207. Leave it empty to take every school of the file", .value = cx->partnership->authority });
    govuk_button(out, (Button){ .text = "See what it would change", .prevent_double_click = YES });
    html(out, "</form>\n");
    latest_list(cx, out, imports, count);
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
static Error *send_prepare(Ctx *cx, Request *rq, Response *rs)
{
    const Upload *file = form_upload(rq, "file"), *links = form_upload(rq, "links");
    Import *import = rq->prepared = new(cx, Import);
    if (!file || !file->length) return invalid(cx, "file", "Choose a file");
    return of_the_file(register_stage(cx, &(RegisterFile){ .file_name = file->name, .authorities = text_trim(cx, form_text(rq, "authorities")), .bytes = file->bytes, .length = file->length,
                                               .links = links && links->length ? links->bytes : NULL, .links_length = links ? links->length : 0 }, import));
}

static Error *send_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Import *import = rq->prepared;
    TRY(import_staged(cx, import->id, import->rows, import->same));
    return redirect(rs, text(cx, "%s/%ld", base, import->id));
}

/* ---- the preview ---- */

static bool held(const char *outcome) { return one_of(outcome, "closed succeeded held"); }

static void rows_table(Ctx *cx, Out *out, const Request *rq, const Import *import, const char *outcome, const ImportRow *rows, size_t count)
{
    bool ticks = held(outcome) && same(import->state, "staged");
    const char *what = same(outcome, "error") ? "What is wrong" : "What changes";
    const LyColumn columns[] = { { .text = "Accept", .hidden = true }, { .text = "School" }, { .text = what }, { .text = "Line", .number = true } };
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

static void outcome_panel(Ctx *cx, const Request *rq, Response *rs, const Import *import, const char *shown, const ImportRow *rows, size_t count)
{
    Out *out = &rs->out;
    const char *here = text(cx, "%s/%ld", base, import->id);
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
    html(out, "</form><span class=\"ly-quiet ly-small\">Nothing is written yet.</span></div>\n");
}

static Error *preview_page(Ctx *cx, const Request *rq, Response *rs)
{
    Import import;
    ImportCount *counts;
    ImportRow *rows = NULL;
    size_t count, row_count = 0;
    int64_t accepted = 0, staged = 0;
    TRY(import_find(cx, rq->id, "register", 0, &import));
    TRY(import_counts(cx, import.id, &counts, &count));
    for (size_t i = 0; i < count; i++) accepted += counts[i].accepted, staged += counts[i].count;

    const char *here = text(cx, "%s/%ld", base, import.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = import.file_name, .frame = FRAME_OFFICE, .current = "register", .back = base, .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">%s</h1><span class=\"ly-quiet ly-small\">%s%s</span></div>\n", import.file_name,
         counted(cx, import.rows, "line", NULL), import.same ? text(cx, ", %ld of them the same as here", import.same) : "");
    if (same(import.state, "applying")) govuk_inset_text(out, (InsetText){ .text = text(cx, "It is being written, up to line %ld so far. Load this page again to see how far it is.", import.last_line) });
    if (same(import.state, "applied")) govuk_panel(out, (Panel){ .title = text(cx, "%s written", counted(cx, accepted, "line is", "lines are")), .text = moment_words(cx, import.applied_at) });
    if (same(import.state, "dropped")) govuk_inset_text(out, (InsetText){ .text = "This file was dropped. Nothing of it was written." });
    if (!staged && same(import.state, "staged"))
        html(out, "<div class=\"ly-empty\"><h2 class=\"ly-h\">Nothing would change</h2><p class=\"govuk-body\">Every line of the file is here already.</p></div>\n");

    if (same(import.state, "staged")) acts_put(cx, rq, rs, here, &import, accepted);
    const char *shown = staged ? import_tabs(cx, out, rq, here, counts, count) : NULL;
    if (shown) {
        TRY(import_rows(cx, import.id, shown, query_number(rq, "after", 0), &rows, &row_count));
        outcome_panel(cx, rq, rs, &import, shown, rows, row_count);
    }
    page_end(rs);
    return OK;
}

static Error *accept_submit(Ctx *cx, Request *rq, Response *rs)
{
    Import import;
    size_t count;
    int64_t line;
    TRY(import_find(cx, rq->id, "register", 0, &import));
    const char *const *shown = form_list(cx, rq, "shown", &count);
    for (size_t i = 0; i < count && i < IMPORT_PAGE; i++)
        if (number_parse(shown[i], 1, INT64_MAX, &line)) TRY(import_accept(cx, import.id, line, form_ticked(rq, "accept", shown[i])));
    rs->flash = "The ticks are kept. Nothing is written yet";
    return redirect(rs, text(cx, "%s/%ld?outcome=%s", base, import.id, held(form_text(rq, "outcome")) ? form_text(rq, "outcome") : "held"));
}

static Error *apply_submit(Ctx *cx, Request *rq, Response *rs)
{
    Import import;
    TRY(import_find(cx, rq->id, "register", 0, &import));
    TRY(import_apply_begin(cx, import.id));
    return redirect(rs, text(cx, "%s/%ld", base, import.id));
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    Import import;
    TRY(import_find(cx, rq->id, "register", 0, &import));
    TRY(import_drop(cx, import.id));
    rs->flash = "The file is dropped. Nothing of it was written";
    return redirect(rs, base);
}

static const Route routes[] = {
    UPLOAD("/office/register",            RUN_MEMBERS, send_page, send_prepare, send_submit),
    GET   ("/office/register/:id",        RUN_MEMBERS, preview_page),
    POST  ("/office/register/:id/accept", RUN_MEMBERS, NULL, accept_submit),
    POST  ("/office/register/:id/apply",  RUN_MEMBERS, NULL, apply_submit),
    POST  ("/office/register/:id/drop",   RUN_MEMBERS, NULL, drop_submit),
};
const RouteList import_pages = { routes, COUNT(routes) };
