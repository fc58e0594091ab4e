/* The page on which the office sets the partnership's own mark, and the picture itself for everybody. */
#include "platform/base/text.h"
#include "platform/documents/picture.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/own_mark.h"
#include "rooms/members/permission.h"
#include "rooms/members/settings.h"

static void now_put(Ctx *cx, const Request *rq, Response *rs, const OwnMark *mark)
{
    Out *out = &rs->out;
    html(out, "<h2 class=\"govuk-heading-m\">Now</h2>\n<p class=\"ly-ownmark\"><img src=\"/mark/%ld\" alt=\"%s\" width=\"%ld\" height=\"%ld\"></p>\n", mark->id,
         blank(mark->words) ? "The partnership’s mark" : mark->words, mark->width, mark->height);
    form_begin(cx, rq, rs, "/office/settings/mark/remove", false);
    govuk_button(out, (Button){ .text = "Take it away", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *mark_show(Ctx *cx, const Request *rq, Response *rs)
{
    TRY(settings_take_up(cx));
    OwnMark mark;
    TRY(own_mark_shown(cx, &mark));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "The partnership’s mark", .frame = FRAME_OFFICE, .current = "settings", .back = "/office/settings" });
    html(out, "<div class=\"ly-page__head\"><h1>The partnership’s mark</h1></div>\n<div class=\"ly-narrow-page\">"
              "<p class=\"govuk-body\">A picture beside the name, at the top of every page and on certificates. It stands on white.</p>\n");
    if (mark.id) now_put(cx, rq, rs, &mark);
    html(out, "<h2 class=\"govuk-heading-m\">%s</h2>\n", mark.id ? "Change it" : "Set it");
    form_begin(cx, rq, rs, "/office/settings/mark", true);
    field_file(out, rq, (FileUpload){ .name = "file", .label = "Picture", .label_classes = "govuk-label--s", .accept = ".png,.jpg,.jpeg,image/png,image/jpeg",
               .hint = mark.id ? "PNG or JPEG, 500 KB or less. Choose none to keep the one there is" : "PNG or JPEG, 500 KB or less. An SVG is not taken, for it can hold programs: save it as PNG, 240 pixels high" });
    field_text(out, rq, (TextInput){ .name = "words", .label = "What it shows", .label_classes = "govuk-label--s", .value = mark.words,
               .hint = "For those who cannot see it. Leave it empty if the picture only repeats the name" });
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

/* Reading makes the picture anew, which takes longer than the writer has. */
static Error *mark_prepare(Ctx *cx, Request *rq, Response *rs)
{
    const Upload *file = form_upload(rq, "file");
    OwnMark mark;
    TRY(own_mark_shown(cx, &mark));
    if (file && file->length) {
        Picture *picture = rq->prepared = new(cx, Picture);
        return picture_read(cx, "file", file->bytes, file->length, picture);
    }
    return mark.id ? OK : invalid(cx, "file", "Choose a picture");
}

static Error *mark_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Picture *picture = rq->prepared;
    const char *words = text_trim(cx, form_text(rq, "words"));
    if (picture)
        TRY(own_mark_set(cx, &(MarkPicture){ .width = picture->width, .height = picture->height, .type = picture->type, .words = words, .bytes = { picture->bytes, picture->length } }));
    else TRY(own_mark_words(cx, words));
    rs->flash = "The mark is saved. Every page has it within a minute";
    return redirect(rs, "/office/settings/mark");
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(own_mark_remove(cx));
    rs->flash = "The mark is taken away. No page has it after a minute";
    return redirect(rs, "/office/settings/mark");
}

/* As a file: whatever its bytes are, a browser that opens it by itself runs nothing. In a page it is a picture all the same. */
static Error *mark_picture_file(Ctx *cx, const Request *rq, Response *rs)
{
    MarkPicture mark;
    TRY(own_mark_find(cx, &mark));
    if (mark.id != rq->id) return missing(cx, "mark %ld is not the one of today", (long)rq->id);
    rs->download = same(mark.type, "image/png") ? "mark.png" : "mark.jpg";
    rs->lasting = true;
    return respond(rs, mark.type, mark.bytes.bytes, mark.bytes.length);
}

ROUTES(own_mark_pages,
    UPLOAD("/office/settings/mark",        SET_UP, mark_show, mark_prepare, mark_submit),
    POST  ("/office/settings/mark/remove", SET_UP, NULL, remove_submit),
    GET   ("/mark/:id",                    PUBLIC, mark_picture_file),
);
