/*
 * Files on their way in, as pages: of every kind for the office, of its own people for a school. Sent, its columns matched, looked through,
 * written, undone. What a file may hold, and what comes of it, the kinds say (platform/imports/imports.h).
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/documents/sheet.h"
#include "platform/imports/imports.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"

extern const RouteList intake_pages;

/* The places differ in these: a school's own page is about its people alone, and whoever keeps the money sends bank statements alone. */
typedef struct { const char *base, *current, *only, *back; Frame frame; int64_t owner; bool own; } Place;

static Place place_of(const Ctx *cx, const Request *rq)
{
    if (begins(rq->path, "/people/")) return (Place){ "/people/import", "people", "people", "/people", FRAME_PUBLIC, cx->who->organisation_id, true };
    if (begins(rq->path, "/office/bank/")) return (Place){ "/office/bank/import", "payments", "bank", "/office/bank", FRAME_OFFICE, 0, false };
    return (Place){ "/office/imports", "imports", NULL, "/office/imports", FRAME_OFFICE, 0, false };
}

static const char *home_of(Ctx *cx, const Place *place, const ImportKind *kind) { return place->only ? place->base : text(cx, "%s/%s", place->base, kind->kind); }

static Error *kind_asked(Ctx *cx, const Request *rq, const Place *place, const ImportKind **kind)
{
    *kind = import_kind(place->only ? place->only : rq->word);
    return *kind && (place->own || may(cx, (*kind)->needs)) ? OK : missing(cx, "no such kind of file");
}

static Error *found(Ctx *cx, const Request *rq, Place *place, Intake *intake)
{
    *place = place_of(cx, rq);
    TRY(intake_find(cx, rq->id, place->owner, intake));
    const ImportKind *kind = import_kind(intake->kind);
    bool theirs = kind && (place->own || may(cx, kind->needs)) && (!place->only || same(place->only, intake->kind));
    return theirs ? OK : missing(cx, "file %ld is of a kind that is not theirs", (long)rq->id);
}

static bool has(const Intake *intake, const char *state) { return same(intake->state, state); }

/* ---- where files are sent ---- */

static const char *state_words(const Intake *intake)
{
    static const char *const words[][2] = { { "matching", "Columns to match" }, { "reading", "Being read" }, { "staged", "To look through" }, { "applying", "Being written" }, { "applied", "Written" },
                                            { "undoing", "Being undone" }, { "undone", "Undone" }, { "failed", "Not read" } };
    if (has(intake, "staged") && intake->wrong) return "With mistakes";
    for (size_t i = 0; i < COUNT(words); i++)
        if (has(intake, words[i][0])) return words[i][1];
    return intake->state;
}

static LyMeaning state_meaning(const Intake *intake)
{
    if (has(intake, "applied")) return LY_GOOD;
    if (has(intake, "failed") || (has(intake, "staged") && intake->wrong)) return LY_BAD;
    return has(intake, "undone") ? LY_QUIET : LY_WARN;
}

static void latest_put(Out *out, const Place *place, const Intake *list, size_t count)
{
    Ctx *cx = out->cx;
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = "Files sent lately", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Files sent lately, newest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "File" }, { .text = "Holds" }, { .text = "Status" }, { .text = "Sent" }) });
    for (size_t i = 0; i < count; i++) {
        const ImportKind *kind = import_kind(list[i].kind);
        if (!place->own && kind && !may(cx, kind->needs)) continue;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"%s\">%s</a></th><td data-label=\"Holds\">%s</td><td data-label=\"Status\">", text(cx, "%s/%ld", place->base, (long)list[i].id),
             list[i].file_name, kind ? capital(cx, kind->many) : list[i].kind);
        ly_status_tiny(out, state_meaning(&list[i]), state_words(&list[i]));
        html(out, "</td><td data-label=\"Sent\">%s</td></tr>\n", soon_words(cx, list[i].made_at));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *kinds_page(Ctx *cx, const Request *rq, Response *rs)
{
    const Place place = place_of(cx, rq);
    Intake *list;
    size_t count, kind_count;
    const ImportKind *const *kinds = import_kinds(&kind_count);
    TRY(intakes_latest(cx, NULL, 0, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Imports", .frame = FRAME_OFFICE, .current = "imports", .wide = true });
    ly_head_begin(out, "Imports");
    html(out, "<span class=\"ly-quiet ly-small\">From a spreadsheet, as CSV or Excel. Nothing is written before you have seen what it would change</span>");
    ly_head_end(out, false);
    ly_panel_begin(out, (LyPanel){ .title = "What the file holds" });
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < kind_count; i++)
        if (may(cx, kinds[i]->needs))
            html(out, "<li><a class=\"govuk-link\" href=\"%s\"><b>%s</b></a><p class=\"ly-quiet ly-small\">%s</p></li>", home_of(cx, &place, kinds[i]), kinds[i]->title, kinds[i]->words);
    html(out, "<li><a class=\"govuk-link\" href=\"/office/register\"><b>Schools</b></a><p class=\"ly-quiet ly-small\">From the national register’s extract.</p></li></ul>\n");
    ly_panel_end(out);
    latest_put(out, &place, list, count);
    page_end(rs);
    return OK;
}

/* The words that the column "Role" takes. */
static void roles_put(Out *out, const Place *place)
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

static Error *send_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Place place = place_of(cx, rq);
    const ImportKind *kind;
    Intake *list;
    size_t count;
    TRY(kind_asked(cx, rq, &place, &kind));
    TRY(intakes_latest(cx, kind->kind, place.owner, &list, &count));
    const char *home = home_of(cx, &place, kind), *title = place.own ? "Import our people" : text(cx, "Import %s", kind->many);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = place.frame, .current = place.current, .back = place.back });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">%s</p>\n", title, kind->words);
    html(out, "<p class=\"govuk-body\">Download the template as <a class=\"govuk-link\" href=\"%s\">CSV</a> or <a class=\"govuk-link\" href=\"%s\">Excel</a>, or send a spreadsheet of your own: you say once what its columns mean.</p>\n",
         text(cx, "%s/template.csv", home), text(cx, "%s/template.xlsx", home));
    if (same(kind->kind, "people")) roles_put(out, &place);
    form_begin(cx, rq, rs, home, true);
    field_file(out, rq, (FileUpload){ .name = "file", .label = "The file", .label_classes = "govuk-label--s", .accept = same(kind->kind, "bank") ? ".csv,.xlsx,.xml,text/csv" : ".csv,.xlsx,text/csv",
               .hint = text(cx, "%s, 25 MB and 200,000 lines at most. With one mistake in it nothing is written", same(kind->kind, "bank") ? "CSV, an Excel workbook or camt.053" : "CSV or an Excel workbook") });
    if (kind->invites) field_checkbox(out, rq, "invite", "Invite those who are new by email", "The invitations go out when you confirm, not before. They cannot be called back", false);
    govuk_button(out, (Button){ .text = "See what it would change", .prevent_double_click = YES });
    html(out, "</form>\n");
    latest_put(out, &place, list, count);
    page_end(rs);
    return OK;
}

static Error *send_prepare(Ctx *cx, Request *rq, Response *rs)
{
    const Place place = place_of(cx, rq);
    const Upload *file = form_upload(rq, "file");
    const ImportKind *kind;
    TRY(kind_asked(cx, rq, &place, &kind));
    if (!file || !file->length) return invalid(cx, "file", "Choose a file");
    rq->prepared = new(cx, Intake);
    return intake_send(cx, kind, &(IntakeFile){ .name = file->name, .bytes = file->bytes, .length = file->length, .organisation_id = place.owner, .invite = form_has(rq, "invite") }, rq->prepared);
}

static Error *send_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Place place = place_of(cx, rq);
    Intake *intake = rq->prepared;
    TRY(intake_settle(cx, intake, NULL));
    return redirect(rs, text(cx, "%s/%ld%s", place.base, (long)intake->id, has(intake, "matching") ? "/columns" : ""));
}

static Error *template_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    const Place place = place_of(cx, rq);
    const ImportKind *kind;
    const char *heads[IMPORT_FIELDS_MOST];
    size_t count = 0;
    Sheet sheet;
    TRY(kind_asked(cx, rq, &place, &kind));
    for (size_t f = 0; f < kind->field_count; f++)
        if (!(place.own && kind->fields[f].office)) heads[count++] = kind->fields[f].label;
    sheet_begin(&sheet, cx, rq, heads, count);
    for (size_t line = 0; line < 2; line++) {
        for (size_t f = 0; f < kind->field_count; f++)
            if (!(place.own && kind->fields[f].office)) sheet_text(&sheet, kind->fields[f].examples[line]);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "%s-template", kind->kind));
}

/* ---- its columns ---- */

static const char *column_name(Ctx *cx, int64_t position) { return text(cx, "column-%ld", (long)position); }

static void column_put(Out *out, const Request *rq, const IntakeColumn *column, const SelectItem *items, size_t count)
{
    Ctx *cx = out->cx;
    if (blank(column->heading)) return;
    field_select(out, rq, (Select){ .name = column_name(cx, column->position), .label = text(cx, "“%s”", column->heading), .label_classes = "govuk-label--s",
                                    .hint = *column->example ? text(cx, "For example, %s", column->example) : "Empty in the first lines", .items = items, .count = count, .value = column->field });
}

static Error *columns_show(Ctx *cx, const Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    IntakeColumn *columns;
    size_t count, n = 1;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_columns(cx, intake.id, &columns, &count));
    const ImportKind *kind = import_kind(intake.kind);
    SelectItem items[IMPORT_FIELDS_MOST + 1] = { { .value = "", .text = "Leave this column out" } };
    for (size_t f = 0; f < kind->field_count; f++)
        if (!(place.own && kind->fields[f].office)) items[n++] = (SelectItem){ .value = kind->fields[f].name, .text = text(cx, "%s%s", kind->fields[f].label, kind->fields[f].needed ? " (needed)" : "") };

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What the columns mean", .frame = place.frame, .current = place.current, .back = home_of(cx, &place, kind) });
    html(out, "<h1 class=\"govuk-heading-l\">What the columns mean</h1>\n<p class=\"govuk-body\">Say for each column of <b>%s</b> what it holds. The next file with the same headings is read the same way.</p>\n", intake.file_name);
    if (!one_of(intake.state, "matching staged failed")) {
        html(out, "<p class=\"govuk-body\">This file has been written or dropped already. <a class=\"govuk-link\" href=\"%s\">See what came of it</a></p>\n", text(cx, "%s/%ld", place.base, (long)intake.id));
        page_end(rs);
        return OK;
    }
    form_begin(cx, rq, rs, text(cx, "%s/%ld/columns", place.base, (long)intake.id), false);
    for (size_t i = 0; i < count; i++) column_put(out, rq, &columns[i], items, n);
    govuk_button(out, (Button){ .text = "See what it would change", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *columns_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    IntakeColumn *columns;
    size_t count;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_columns(cx, intake.id, &columns, &count));
    const char **fields = array(cx, const char *, count + 1);
    for (size_t i = 0; i < count; i++) fields[i] = form_text(rq, column_name(cx, columns[i].position));
    rq->prepared = new(cx, Intake);
    return intake_match(cx, import_kind(intake.kind), &intake, fields, count, rq->prepared);
}

static Error *columns_submit(Ctx *cx, Request *rq, Response *rs)
{
    Place place;
    Intake old, *intake = rq->prepared;
    TRY(found(cx, rq, &place, &old));
    TRY(intake_settle(cx, intake, &old));
    return redirect(rs, text(cx, "%s/%ld", place.base, (long)intake->id));
}

/* ---- what it would change ---- */

static int64_t count_of(const IntakeCount *counts, size_t n, const char *outcome)
{
    for (size_t i = 0; i < n; i++)
        if (same(counts[i].outcome, outcome)) return counts[i].count;
    return 0;
}

static const struct { const char *outcome, *tab, *caption, *what; } outcomes[] = {
    { "wrong", "Mistakes", "Lines with mistakes", "What is wrong" }, { "kept", "Stays", "Lines that were not undone", "Why it stays" },
    { "changed", "Changed", "Lines that change what is here", "What changes" }, { "new", "New", "Lines that are new", "What is added" },
};

static size_t tabs_put(Out *out, const Request *rq, const char *here, const IntakeCount *counts, size_t n)
{
    LyTab tabs[COUNT(outcomes)];
    size_t shown = COUNT(outcomes), tab_count = 0;
    for (size_t i = 0; i < COUNT(outcomes); i++) {
        int64_t count = count_of(counts, n, outcomes[i].outcome);
        bool asked = same(query_value(rq, "outcome"), outcomes[i].outcome);
        if (count && (asked || shown == COUNT(outcomes))) shown = i;
    }
    for (size_t i = 0; i < COUNT(outcomes); i++) {
        int64_t count = count_of(counts, n, outcomes[i].outcome);
        if (count) tabs[tab_count++] = (LyTab){ outcomes[i].tab, text(out->cx, "%s?outcome=%s", here, outcomes[i].outcome), count, i == shown };
    }
    if (tab_count) ly_tabs(out, "Lines of the file", tabs, tab_count);
    return shown;
}

static Error *rows_put(Ctx *cx, Out *out, const Request *rq, const char *here, const Intake *intake, size_t shown)
{
    IntakeRow *rows;
    size_t count;
    const char *outcome = outcomes[shown].outcome, *what = outcomes[shown].what;
    TRY(intake_rows(cx, intake->id, outcome, query_number(rq, "after", 0), &rows, &count));
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = outcomes[shown].caption, .boxed = true, .phone = true, LY_COLUMNS({ .text = "Line", .number = true }, { .text = "Name" }, { .text = what }) });
    for (size_t i = 0; i < count; i++)
        html(out, "<tr><td class=\"ly-num\" data-label=\"Line\">%ld</td><th scope=\"row\">%s</th><td data-label=\"%s\"><span>%s</span></td></tr>\n", (long)rows[i].line, blank(rows[i].name) ? "–" : rows[i].name, what,
             rows[i].say);
    ly_table_end(out);
    html(out, "</div>\n");
    if (count == INTAKE_PAGE) html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" rel=\"next\" href=\"%s?outcome=%s&amp;after=%ld\">More lines</a></p>\n", here, outcome, (long)rows[count - 1].line);
    return OK;
}

static void act_put(Ctx *cx, const Request *rq, Response *rs, const char *action, const char *words, bool first)
{
    form_begin(cx, rq, rs, action, false);
    govuk_button(&rs->out, (Button){ .text = words, .classes = first ? "ly-small-button" : "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
    html(&rs->out, "</form>\n");
}

/* Above the lines, which can be many: what is done with them is seen before they are read. */
static void acts_put(Ctx *cx, const Request *rq, Response *rs, const char *here, const Intake *intake, int64_t to_write)
{
    Out *out = &rs->out;
    if (intake->wrong) {
        ly_note(out, LY_BAD, text(cx, "%s mistakes, so nothing of the file can be written. Mend %s in the file and send it again: lines that are in already change nothing.",
                                  counted(cx, intake->wrong, "line has", "lines have"), intake->wrong == 1 ? "it" : "them"));
        html(out, "<div class=\"ly-row govuk-!-margin-bottom-4\">");
        ly_small_button(out, "Mistakes as CSV", text(cx, "%s/mistakes.csv", here), false);
        ly_small_button(out, "Mistakes as Excel", text(cx, "%s/mistakes.xlsx", here), false);
    } else {
        html(out, "<div class=\"ly-row govuk-!-margin-bottom-4\">");
        if (to_write) act_put(cx, rq, rs, text(cx, "%s/apply", here), text(cx, "Write %s", counted(cx, to_write, "line", NULL)), true);
    }
    ly_small_button(out, "Match the columns again", text(cx, "%s/columns", here), false);
    act_put(cx, rq, rs, text(cx, "%s/drop", here), "Drop this file", false);
    html(out, "<span class=\"ly-quiet ly-small\">Nothing is written yet.%s</span></div>\n", to_write && intake->invite && !intake->wrong ? " Those who are new are invited by email." : "");
}

static void under_way(Out *out, const char *here, const char *words)
{
    ly_note_begin(out, LY_INFO);
    html(out, "%s Bookings and everything else go on meanwhile. <a class=\"govuk-link\" href=\"%s\">See how far it is</a>", words, here);
    ly_note_end(out);
}

static void state_put(Ctx *cx, const Request *rq, Response *rs, const char *here, const Intake *intake, int64_t to_write, int64_t kept)
{
    Out *out = &rs->out;
    if (has(intake, "matching")) {
        ly_note(out, LY_WARN, "Say what its columns mean, then it is read.");
        ly_small_button(out, "Match the columns", text(cx, "%s/columns", here), true);
    } else if (has(intake, "reading")) under_way(out, here, "It is being read: every line is compared with what is here.");
    else if (has(intake, "failed")) {
        ly_note(out, LY_BAD, text(cx, "It could not be read. %s.", intake->say));
        act_put(cx, rq, rs, text(cx, "%s/drop", here), "Drop this file", false);
    } else if (has(intake, "staged")) {
        acts_put(cx, rq, rs, here, intake, to_write);
        if (!to_write && !intake->wrong) ly_empty(out, (LyEmpty){ .title = "Nothing would change", .words = "Every line of the file is here already.", .plain = true });
    } else if (has(intake, "applying")) under_way(out, here, intake->last_line ? text(cx, "It is being written, up to line %ld so far.", (long)intake->last_line) : "It is about to be written.");
    else if (has(intake, "applied")) {
        govuk_panel(out, (Panel){ .title = text(cx, "%s written", counted(cx, to_write, "line is", "lines are")), .text = moment_words(cx, intake->applied_at) });
        if (intake_undoable(cx, intake)) {
            html(out, "<p class=\"govuk-body\">It can be undone until %s.</p>", soon_words(cx, intake->applied_at + IMPORT_UNDO_SECONDS));
            ly_small_button(out, "Undo this import", text(cx, "%s/undo", here), false);
        }
    } else if (has(intake, "undoing")) under_way(out, here, *intake->say ? text(cx, "%s. So all that was written of it is being taken back.", intake->say) : "It is being undone, the last line first.");
    else if (has(intake, "undone")) {
        if (*intake->say) ly_note(out, LY_BAD, text(cx, "%s. So nothing of the file was kept.", intake->say));
        else ly_note(out, LY_GOOD, kept ? text(cx, "This import is undone, but for %s.", counted(cx, kept, "line", NULL)) : "This import is undone. Everything is as it was.");
    } else if (has(intake, "dropped")) ly_note(out, LY_QUIET, "This file was dropped. Nothing of it was written.");
}

static Error *preview(Ctx *cx, const Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    IntakeCount *counts;
    size_t n;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_counts(cx, intake.id, &counts, &n));
    const ImportKind *kind = import_kind(intake.kind);
    const char *here = text(cx, "%s/%ld", place.base, (long)intake.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = intake.file_name, .frame = place.frame, .current = place.current, .back = home_of(cx, &place, kind), .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">%s</h1><span class=\"ly-quiet ly-small\">%s", intake.file_name, kind->title);
    if (intake.rows) html(out, ". %s%s", counted(cx, intake.rows, "line", NULL), intake.same ? text(cx, ", %s of them the same as here", number_words(cx, intake.same)) : "");
    html(out, "</span></div>\n");
    state_put(cx, rq, rs, here, &intake, count_of(counts, n, "new") + count_of(counts, n, "changed"), count_of(counts, n, "kept"));
    if (!one_of(intake.state, "matching reading failed")) {
        size_t shown = tabs_put(out, rq, here, counts, n);
        if (shown < COUNT(outcomes)) TRY(rows_put(cx, out, rq, here, &intake, shown));
    }
    page_end(rs);
    return OK;
}

static Error *mistake_put(Ctx *cx, const IntakeWrong *row, void *data)
{
    Sheet *sheet = data;
    sheet_int(sheet, row->line);
    for (size_t i = 0; i < row->count; i++) sheet_text(sheet, row->cells[i]);
    sheet_text(sheet, row->say);
    sheet_line(sheet);
    return OK;
}

/* The file's own columns, so that it can be mended there and sent again. */
static Error *mistakes_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    IntakeColumn *columns;
    size_t count;
    Sheet sheet;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_columns(cx, intake.id, &columns, &count));
    const char **heads = array(cx, const char *, count + 2);
    heads[0] = "Line", heads[count + 1] = "What is wrong";
    for (size_t i = 0; i < count; i++) heads[i + 1] = columns[i].heading;
    sheet_begin(&sheet, cx, rq, heads, count + 2);
    TRY(intake_wrong_each(cx, &intake, mistake_put, &sheet));
    return sheet_respond(&sheet, rs, text(cx, "mistakes-%s", date_of(cx, intake.made_at)));
}

/* ---- what is done with it ---- */

static Error *apply_submit(Ctx *cx, Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_apply_begin(cx, &intake));
    return redirect(rs, text(cx, "%s/%ld", place.base, (long)intake.id));
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_drop(cx, &intake));
    rs->flash = "The file is dropped. Nothing of it was written";
    return redirect(rs, home_of(cx, &place, import_kind(intake.kind)));
}

static Error *undo_show(Ctx *cx, const Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    TRY(found(cx, rq, &place, &intake));
    const char *here = text(cx, "%s/%ld", place.base, (long)intake.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Undo this import", .frame = place.frame, .current = place.current, .back = here });
    if (!intake_undoable(cx, &intake)) {
        html(out, "<h1 class=\"govuk-heading-l\">This import can no longer be undone</h1>\n<p class=\"govuk-body\">That is possible within a day of its being written, and once.</p>\n");
        page_end(rs);
        return OK;
    }
    html(out, "<h1 class=\"govuk-heading-l\">Undo this import?</h1>\n<p class=\"govuk-body\">What <b>%s</b> added is removed, and what it changed is as it was before. What has been used since, "
              "such as a person who has signed in or is booked, stays and is listed.%s</p>\n", intake.file_name, intake.invite ? " Invitations that went out are not called back, but their links lead nowhere." : "");
    form_begin(cx, rq, rs, text(cx, "%s/undo", here), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Undo this import", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep it</a></div></form>\n", here);
    page_end(rs);
    return OK;
}

static Error *undo_submit(Ctx *cx, Request *rq, Response *rs)
{
    Place place;
    Intake intake;
    TRY(found(cx, rq, &place, &intake));
    TRY(intake_undo_begin(cx, &intake));
    return redirect(rs, text(cx, "%s/%ld", place.base, (long)intake.id));
}

#define INTAKE_ROUTES(base, needs)                                                   \
    GET   (base "/:id",          needs, preview),                                    \
    FORM  (base "/:id/columns",  needs, columns_show, columns_prepare, columns_submit), \
    SHEET (base "/:id/mistakes", needs, mistakes_sheet),                             \
    POST  (base "/:id/apply",    needs, NULL, apply_submit),                         \
    POST  (base "/:id/drop",     needs, NULL, drop_submit),                          \
    FORM  (base "/:id/undo",     needs, undo_show, NULL, undo_submit)

ROUTES(intake_pages,
    GET   ("/office/imports",            RUN_MEMBERS, kinds_page),
    UPLOAD("/office/imports/*",          RUN_MEMBERS, send_show, send_prepare, send_submit),
    SHEET ("/office/imports/*/template", RUN_MEMBERS, template_sheet),
    INTAKE_ROUTES("/office/imports", RUN_MEMBERS),
    UPLOAD("/people/import",             MANAGE_PEOPLE, send_show, send_prepare, send_submit),
    SHEET ("/people/import/template",    MANAGE_PEOPLE, template_sheet),
    INTAKE_ROUTES("/people/import", MANAGE_PEOPLE),
    UPLOAD("/office/bank/import",          KEEP_LEDGER, send_show, send_prepare, send_submit),
    SHEET ("/office/bank/import/template", KEEP_LEDGER, template_sheet),
    INTAKE_ROUTES("/office/bank/import", KEEP_LEDGER),
);
