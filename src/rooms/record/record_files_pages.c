/* The record to take away: as a list (CSV, XLSX), as a document (PDF), for another program (JSON), and the evidence in it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/documents/json.h"
#include "platform/documents/pdf.h"
#include "platform/documents/sheet.h"
#include "rooms/booking/answers.h"
#include "rooms/members/needs.h"
#include "rooms/record/record_pages.h"
#include "rooms/record/requirement_due.h"

extern const RouteList record_files_pages;

static Error *record_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Course", "Date", "Theme", "Minutes", "For", "What", "Offered by", "Certificate", "Reflection" };
    Record record;
    Sheet sheet;
    TRY(record_find(cx, rq, &record));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < record.count; i++) {
        const Learning *l = &record.list[i];
        sheet_text(&sheet, l->title), sheet_date(&sheet, l->held_on), sheet_text(&sheet, l->theme), sheet_int(&sheet, l->minutes), sheet_text(&sheet, l->organisation);
        sheet_text(&sheet, l->what), sheet_text(&sheet, l->outside_id ? l->provider : cx->partnership->name), sheet_text(&sheet, l->certificate_code), sheet_text(&sheet, l->words);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "record");
}

/* ---- for another program ---- */

static Json *sums_json(Ctx *cx, const Sum *sums, size_t n)
{
    Json *list = json_list_new(cx);
    for (size_t i = 0; i < n; i++) {
        Json *sum = json_object_new(cx);
        json_put_text(sum, "name", sums[i].name);
        json_put_int(sum, "minutes", sums[i].minutes);
        json_add(list, sum);
    }
    return list;
}

static Json *learning_json(Ctx *cx, const Learning *l)
{
    Json *entry = json_object_new(cx);
    json_put_text(entry, "what", l->what);
    json_put_text(entry, "title", l->title);
    json_put_text(entry, "date", l->held_on);
    json_put_int(entry, "minutes", l->minutes);
    json_put_text(entry, "theme", blank(l->theme) ? NULL : l->theme);
    json_put_text(entry, "offered_by", l->outside_id ? l->provider : cx->partnership->name);
    json_put_text(entry, "for", blank(l->organisation) ? NULL : l->organisation);
    json_put_text(entry, "certificate", blank(l->certificate_code) ? NULL : text(cx, "%s/verify/%s", cx->partnership->url, l->certificate_code));
    json_put_text(entry, "reflection", blank(l->words) ? NULL : l->words);
    return entry;
}

/* What they said of themselves for the events that they are booked on. */
static Error *said_json(Ctx *cx, Json *document)
{
    Needs needs;
    AnswerGiven *given;
    size_t count;
    TRY(needs_find(cx, &needs));
    TRY(answers_of_mine(cx, &given, &count));
    Json *list = json_list_new(cx);
    for (size_t i = 0; i < count; i++) {
        Json *one = json_object_new(cx);
        json_put_text(one, "event", given[i].title);
        json_put_text(one, "question", given[i].question);
        json_put_text(one, "answer", answer_words(cx, given[i].words));
        json_add(list, one);
    }
    json_put_text(document, "needs", needs_none(&needs) ? NULL : needs_words(cx, &needs));
    json_put(document, "answers_on_booking", list);
    return OK;
}

static Error *own_json(Ctx *cx, const Record *record, Json *document)
{
    Goal *goals;
    RequirementMet *met;
    size_t goal_count, met_count;
    TRY(goals_of(cx, record->person_id, &goals, &goal_count));
    TRY(requirement_history(cx, record->person_id, &met, &met_count));
    Json *list = json_list_new(cx), *history = json_list_new(cx);
    for (size_t i = 0; i < goal_count; i++) {
        Json *goal = json_object_new(cx);
        json_put_text(goal, "goal", goals[i].words);
        json_put_text(goal, "by", *goals[i].by_on ? goals[i].by_on : NULL);
        json_put_text(goal, "met", *goals[i].met_on ? goals[i].met_on : NULL);
        json_add(list, goal);
    }
    for (size_t i = 0; i < met_count; i++) {
        if (met[i].withdrawn_at) continue;
        Json *one = json_object_new(cx);
        json_put_text(one, "requirement", met[i].name);
        json_put_text(one, "met", met[i].met_on);
        json_add(history, one);
    }
    json_put(document, "goals", list);
    json_put(document, "requirements", history);
    return said_json(cx, document);
}

static Error *points_json(Ctx *cx, const Record *record, Json *document)
{
    PointSum *sums;
    size_t n;
    Json *list = json_list_new(cx);
    TRY(learning_points(cx, record->person_id, record->list, record->count, &sums, &n));
    for (size_t i = 0; i < n; i++) {
        Json *sum = json_object_new(cx);
        json_put_text(sum, "framework", sums[i].framework);
        json_put_text(sum, "point", *sums[i].point ? sums[i].point : NULL);
        json_put_int(sum, "minutes", sums[i].minutes);
        json_add(list, sum);
    }
    json_put(document, "by_framework", list);
    return OK;
}

static Error *record_json(Ctx *cx, const Request *rq, Response *rs)
{
    Record record;
    TRY(record_find(cx, rq, &record));
    Sum *sums = array(cx, Sum, record.count + 1);
    Json *document = json_object_new(cx), *list = json_list_new(cx);
    json_put_text(document, "name", record.name);
    json_put_text(document, "as_of", cx->today);
    json_put_text(document, "partnership", cx->partnership->name);
    json_put(document, "by_year", sums_json(cx, sums, sums_by_year(cx, &record, sums)));
    json_put(document, "by_theme", sums_json(cx, sums, sums_by_theme(&record, sums)));
    TRY(points_json(cx, &record, document));
    for (size_t i = 0; i < record.count; i++) json_add(list, learning_json(cx, &record.list[i]));
    json_put(document, "learning", list);
    if (record.own) TRY(own_json(cx, &record, document));
    const char *bytes = json_write(cx, document);
    rs->download = "record.json";
    return respond(rs, "application/json", bytes, strlen(bytes));
}

/* ---- to print or to send ---- */

static void sums_pdf(Pdf *pdf, Ctx *cx, const char *head, const Sum *sums, size_t n)
{
    const PdfColumn columns[] = { { head, 0.7, false }, { "Learning time", 0.3, true } };
    pdf_table(pdf, head, columns, COUNT(columns));
    for (size_t i = 0; i < n; i++) pdf_row(pdf, (const char *const[]){ sums[i].name, minutes_words(cx, sums[i].minutes) });
    pdf_table_end(pdf);
    pdf_space(pdf, 10);
}

static void learning_pdf(Pdf *pdf, Ctx *cx, const Record *record)
{
    static const PdfColumn columns[] = { { "What", 0.44, false }, { "Date", 0.2, false }, { "Theme", 0.18, false }, { "Time", 0.18, true } };
    pdf_heading(pdf, 2, "What was learned");
    pdf_table(pdf, "What was learned, the latest first", columns, COUNT(columns));
    for (size_t i = 0; i < record->count; i++) {
        const Learning *l = &record->list[i];
        const char *by = l->outside_id ? l->provider : cx->partnership->name;
        const char *proof = blank(l->certificate_code) ? "" : text(cx, ". Certificate %s", l->certificate_code);
        pdf_row(pdf, (const char *const[]){ text(cx, "%s. %s%s%s%s", l->title, learning_words(cx, l), blank(by) ? "" : ", ", by, proof), date_words(cx, l->held_on), blank(l->theme) ? "Other" : l->theme,
                                            minutes_words(cx, l->minutes) });
    }
    pdf_table_end(pdf);
}

static void words_pdf(Pdf *pdf, Ctx *cx, const Record *record)
{
    bool any = false;
    for (size_t i = 0; i < record->count; i++) {
        const Learning *l = &record->list[i];
        if (blank(l->words)) continue;
        if (!any) pdf_space(pdf, 10), pdf_heading(pdf, 2, "What came of it");
        any = true;
        pdf_heading(pdf, 3, text(cx, "%s, %s", l->title, date_words(cx, l->held_on)));
        pdf_text(pdf, l->words);
    }
}

static Error *goals_pdf(Pdf *pdf, Ctx *cx, const Record *record)
{
    Goal *goals;
    size_t n;
    TRY(goals_of(cx, record->person_id, &goals, &n));
    if (n) pdf_space(pdf, 10), pdf_heading(pdf, 2, "Goals");
    for (size_t i = 0; i < n; i++)
        pdf_text(pdf, text(cx, "%s%s%s", goals[i].words, *goals[i].met_on ? ", met " : *goals[i].by_on ? ", by " : "", *goals[i].met_on ? date_words(cx, goals[i].met_on) : *goals[i].by_on ? date_words(cx, goals[i].by_on) : ""));
    return OK;
}

static Error *record_pdf(Ctx *cx, const Request *rq, Response *rs)
{
    Record record;
    const char *bytes;
    size_t length;
    TRY(record_find(cx, rq, &record));
    Sum *sums = array(cx, Sum, record.count + 1);
    Pdf *pdf = pdf_begin(cx, (PdfPage){ .title = text(cx, "Professional record of %s", record.name), .author = cx->partnership->name, .footer = cx->partnership->name });
    pdf_heading(pdf, 1, "Professional record");
    pdf_text(pdf, text(cx, "%s, as of %s.%s", record.name, date_words(cx, cx->today), record.organisation_id ? text(cx, " What was done for %s, or in its time.", cx->who->organisation) : ""));
    if (!record.count) pdf_text(pdf, "Nothing is in it yet.");
    else {
        sums_pdf(pdf, cx, "Academic year", sums, sums_by_year(cx, &record, sums));
        sums_pdf(pdf, cx, "Theme", sums, sums_by_theme(&record, sums));
        learning_pdf(pdf, cx, &record);
        words_pdf(pdf, cx, &record);
    }
    if (record.own) TRY(goals_pdf(pdf, cx, &record));
    pdf_small(pdf, text(cx, "Whoever is shown a certificate can check it by its code at %s/verify.", cx->partnership->url));
    TRY(pdf_end(pdf, &bytes, &length));
    rs->download = "record.pdf";
    return respond(rs, "application/pdf", bytes, length);
}

/* ---- evidence ---- */

/* Whoever may see the entry may see what proves it. */
static Error *evidence(Ctx *cx, const Request *rq, Response *rs)
{
    Record record;
    StoredFile file;
    Bytes bytes;
    TRY(record_find(cx, rq, &record));
    int64_t outside_id = record.own ? rq->id : rq->id2, file_id = 0;
    for (size_t i = 0; i < record.count; i++)
        if (record.list[i].outside_id == outside_id && outside_id) file_id = record.list[i].file_id;
    if (!file_id) return missing(cx, "evidence of entry %ld", (long)outside_id);
    TRY(stored_file_read(cx, file_id, &file, &bytes));
    rs->download = file.name;
    return respond(rs, file.type, bytes.bytes, bytes.length);
}

ROUTES(record_files_pages,
    SHEET("/record",                    SIGNED_IN, record_sheet),
    SLOW ("/record.pdf",                SIGNED_IN, record_pdf),
    SLOW ("/record.json",               SIGNED_IN, record_json),
    SLOW ("/record/evidence/:id",       SIGNED_IN, evidence),
    SHEET("/records/:id/record",        SIGNED_IN, record_sheet),
    SLOW ("/records/:id/record.pdf",    SIGNED_IN, record_pdf),
    SLOW ("/records/:id/record.json",   SIGNED_IN, record_json),
    SLOW ("/records/:id/evidence/:id",  SIGNED_IN, evidence),
);
