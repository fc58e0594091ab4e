#include "platform/html/field.h"

#include "platform/base/text.h"
#include "platform/base/time.h"

void field_text(Out *out, const Request *rq, TextInput input)
{
    input.value = form_value(rq, input.name, input.value);
    input.error = error_for(rq, input.name);
    govuk_text_input(out, input);
}

void field_password(Out *out, const Request *rq, PasswordInput input)
{
    input.error = error_for(rq, input.name);
    govuk_password_input(out, input);
}

void field_textarea(Out *out, const Request *rq, Textarea textarea)
{
    textarea.value = form_value(rq, textarea.name, textarea.value);
    textarea.error = error_for(rq, textarea.name);
    govuk_textarea(out, textarea);
}

void field_character_count(Out *out, const Request *rq, CharacterCount count)
{
    count.textarea.value = form_value(rq, count.textarea.name, count.textarea.value);
    count.textarea.error = error_for(rq, count.textarea.name);
    govuk_character_count(out, count);
}

void field_select(Out *out, const Request *rq, Select select)
{
    select.value = form_value(rq, select.name, select.value);
    select.error = error_for(rq, select.name);
    govuk_select(out, select);
}

void field_radios(Out *out, const Request *rq, Radios radios)
{
    radios.value = form_value(rq, radios.name, radios.value);
    radios.error = error_for(rq, radios.name);
    govuk_radios(out, radios);
}

/* After a refusal the boxes are as they were left, even when all of them were unticked. */
void field_checkboxes(Out *out, const Request *rq, Checkboxes checkboxes)
{
    Option *items = array(out->cx, Option, checkboxes.count);
    for (size_t i = 0; i < checkboxes.count; i++) {
        items[i] = checkboxes.items[i];
        if (rq->posted && !items[i].divider) items[i].checked = form_ticked(rq, items[i].name ? items[i].name : checkboxes.name, items[i].value) ? YES : NO;
    }
    checkboxes.items = items;
    checkboxes.error = error_for(rq, checkboxes.name);
    govuk_checkboxes(out, checkboxes);
}

void field_checkbox(Out *out, const Request *rq, const char *name, const char *label, const char *hint, bool checked)
{
    field_checkboxes(out, rq, (Checkboxes){ .name = name, .classes = "govuk-checkboxes--small", OPTIONS({ .value = "1", .text = label, .hint = hint, .checked = checked ? YES : NO }) });
}

void field_file(Out *out, const Request *rq, FileUpload upload)
{
    upload.error = error_for(rq, upload.name);
    govuk_file_upload(out, upload);
}

/* "2027-01-28" is "28", "1", "2027". */
static const char *part_of(Ctx *cx, const char *stored, size_t at, size_t length)
{
    int64_t number;
    if (!stored || !date_valid(stored) || !number_parse(text_copy(cx, stored + at, length), 0, 9999, &number)) return "";
    return text(cx, "%ld", number);
}

void field_date(Out *out, const Request *rq, DateField date)
{
    Ctx *cx = out->cx;
    const char *name = date.name;
    const DatePart parts[] = {   /* the day's id is the name, so that an error about the date leads to it */
        { .name = "day",   .id = name, .value = form_value(rq, text(cx, "%s-day", name),   part_of(cx, date.stored, 8, 2)) },
        { .name = "month",             .value = form_value(rq, text(cx, "%s-month", name), part_of(cx, date.stored, 5, 2)) },
        { .name = "year",              .value = form_value(rq, text(cx, "%s-year", name),  part_of(cx, date.stored, 0, 4)) },
    };
    govuk_date_input(out, (DateInput){ .id = text(cx, "%s-date", name), .name_prefix = name, .legend = date.legend, .legend_classes = "govuk-fieldset__legend--s",
                                       .hint = date.hint, .error = error_for(rq, name), .parts = parts, .count = COUNT(parts) });
}

Error *form_date(Ctx *cx, const Request *rq, const char *name, const char *what, const char **date)
{
    int64_t day, month, year;
    const char *d = text_trim(cx, form_text(rq, text(cx, "%s-day", name))), *m = text_trim(cx, form_text(rq, text(cx, "%s-month", name))),
               *y = text_trim(cx, form_text(rq, text(cx, "%s-year", name)));
    *date = "";
    if (!*d && !*m && !*y) return OK;
    const char *found = number_parse(d, 1, 31, &day) && number_parse(m, 1, 12, &month) && number_parse(y, 1900, 2200, &year)
                            ? date_from_parts(cx, year, month, day) : NULL;
    if (!found) return invalid(cx, name, "%s must be a real date, like 28 1 2027", what);
    *date = found;
    return OK;
}
