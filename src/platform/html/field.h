/*
 * Inputs of a form that is shown again after a refusal: each takes what was typed, or else the value given, and shows the error
 * that names it. So a form is written once:
 *
 *     form_begin(cx, rq, rs, "/courses", false);
 *     field_text(out, rq, (TextInput){ .name = "title", .label = "Title", .value = course.title });
 *     field_select(out, rq, (Select){ .name = "theme_id", .label = "Theme", .value = theme, .items = themes, .count = n });
 *     govuk_button(out, (Button){ .text = "Save the course" });
 *     html(out, "</form>");
 *
 * The input's id is its name, and so is the field of an Error about it: the error summary's link leads to the input.
 */
#pragma once
#include "platform/html/govuk/govuk.h"
#include "platform/http/http.h"

void field_text(Out *out, const Request *rq, TextInput input);
void field_password(Out *out, const Request *rq, PasswordInput input);            /* never shows again what was typed */
void field_textarea(Out *out, const Request *rq, Textarea textarea);
void field_character_count(Out *out, const Request *rq, CharacterCount count);
void field_select(Out *out, const Request *rq, Select select);
void field_radios(Out *out, const Request *rq, Radios radios);
void field_checkboxes(Out *out, const Request *rq, Checkboxes checkboxes);        /* .values: what is ticked before anything was posted */
void field_checkbox(Out *out, const Request *rq, const char *name, const char *label, const char *hint, bool checked);   /* one alone; its value is "1" */
void field_file(Out *out, const Request *rq, FileUpload upload);

/* Day, month and year, named NAME-day, NAME-month, NAME-year. `stored` is YYYY-MM-DD or "". */
typedef struct { const char *name, *legend, *hint, *stored; } DateField;
void field_date(Out *out, const Request *rq, DateField date);

/* What field_date() brought back: "YYYY-MM-DD", or "" when nothing was typed; refused, about NAME, when it is no day. `what` begins
 * the sentence: "The first day" must be a real date. */
CHECKED Error *form_date(Ctx *cx, const Request *rq, const char *name, const char *what, const char **date);
