#include "platform/mail/mime.h"

#include <gmime/gmime.h>
#include <string.h>

#include "platform/base/text.h"

void mime_begin(void) { g_mime_init(); }

/* "=?utf-8?q?=0d=0aBcc:..?=" typed as a name must not become a header at whoever decodes it: a space takes its meaning. */
static const char *header_line(Ctx *cx, const char *typed)
{
    Draft line = { .cx = cx };
    for (const char *c = typed ? typed : ""; *c; c++) {
        bool control = (unsigned char)*c < 0x20 || *c == 0x7F;
        draft_bytes(&line, control ? " " : c, 1);
        if (c[0] == '=' && c[1] == '?') draft_bytes(&line, " ", 1);
    }
    return text_trim(cx, draft_text(&line));
}

/* The id as GMime wants it, without its brackets. */
static const char *bare_id(Ctx *cx, const char *id)
{
    size_t length = strlen(id);
    return length > 2 && *id == '<' && id[length - 1] == '>' ? text_copy(cx, id + 1, length - 2) : id;
}

/* Not by g_mime_text_part_set_text(), which turns words that Latin-1 can hold ("£60") into Latin-1. */
static void words_put(GMimePart *part, const char *words)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(words, strlen(words));
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_object_unref(content);
    g_object_unref(stream);
}

/* With `file` it is attached under that name. */
static void part_add(GMimeMultipart *whole, const char *subtype, const char *words, const char *method, const char *file)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
    words_put((GMimePart *)part, words);
    g_mime_text_part_set_charset(part, "utf-8");
    if (method) g_mime_object_set_content_type_parameter((GMimeObject *)part, "method", method);
    g_mime_part_set_content_encoding((GMimePart *)part, method ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    if (file) {
        g_mime_object_set_disposition((GMimeObject *)part, GMIME_DISPOSITION_ATTACHMENT);
        g_mime_part_set_filename((GMimePart *)part, file);
    }
    g_mime_multipart_add(whole, (GMimeObject *)part);
    g_object_unref(part);
}

static void heads_set(Ctx *cx, GMimeMessage *message, const MimeLetter *letter)
{
    GDateTime *at = g_date_time_new_from_unix_utc(letter->at);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, header_line(cx, letter->from_name), letter->from_email);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, header_line(cx, letter->to_name), letter->to_email);
    g_mime_message_set_subject(message, header_line(cx, letter->subject), "utf-8");
    g_mime_message_set_date(message, at);
    g_mime_message_set_message_id(message, bare_id(cx, letter->message_id));
    g_mime_object_set_header((GMimeObject *)message, "Auto-Submitted", "auto-generated", NULL);
    g_date_time_unref(at);
}

/* Calendar programs look for the invitation among the ways in which the letter itself may be read, last of them. */
static GMimeMultipart *alternative(const MimeLetter *letter)
{
    GMimeMultipart *ways = g_mime_multipart_new_with_subtype("alternative");
    part_add(ways, "plain", letter->plain, NULL, NULL);
    part_add(ways, "html", letter->page, NULL, NULL);
    if (letter->calendar_count) part_add(ways, "calendar", letter->calendars[0], letter->calendar_method, NULL);
    return ways;
}

static GMimeMultipart *with_more_calendars(Ctx *cx, GMimeMultipart *ways, const MimeLetter *letter)
{
    GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed");
    g_mime_multipart_add(mixed, (GMimeObject *)ways);
    g_object_unref(ways);
    for (size_t i = 1; i < letter->calendar_count; i++)
        part_add(mixed, "calendar", letter->calendars[i], letter->calendar_methods ? letter->calendar_methods[i] : letter->calendar_method, text(cx, "session-%zu.ics", i + 1));
    return mixed;
}

static const char *bytes_of(Ctx *cx, GMimeMessage *message, size_t *length)
{
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    GByteArray *array = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(array);      /* owns the array */
    g_mime_object_write_to_stream((GMimeObject *)message, options, stream);
    *length = array->len;
    const char *bytes = text_copy(cx, (const char *)array->data, array->len);
    g_object_unref(stream);
    g_mime_format_options_free(options);
    return bytes;
}

const char *mime_write(Ctx *cx, const MimeLetter *letter, size_t *length)
{
    GMimeMessage *message = g_mime_message_new(true);
    GMimeMultipart *whole = alternative(letter);
    heads_set(cx, message, letter);
    if (letter->calendar_count > 1) whole = with_more_calendars(cx, whole, letter);
    g_mime_message_set_mime_part(message, (GMimeObject *)whole);
    const char *bytes = bytes_of(cx, message, length);
    g_object_unref(whole);
    g_object_unref(message);
    return bytes;
}
