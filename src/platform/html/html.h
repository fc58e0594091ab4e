/*
 * HTML that cannot be injected into.
 *
 * html(out, "literal %s", value): the programmer's literal decides the context, a value never can. Only a string literal is
 * taken (anything else does not compile), the compiler checks its conversions (%s, %d, %ld, %%), and every %s is made safe for
 * the place where the literal puts it:
 *
 *     in text                <td>%s</td>                 entities
 *     in a quoted attribute  value="%s"                  entities
 *     as a whole link        href="%s"                   known schemes or a path of this site, else "#"
 *     inside a link          href="/courses/%s?q=%s"     percent-encoded
 *     anywhere else          <b %s>, <script>, onclick   refused: tests abort; in service nothing is written and out->broken is set
 *
 * A literal is parsed once per call site and state of the page, into an immutable plan. A NULL value writes nothing. Attributes that
 * take a value are listed in plan.c (with data-* and aria-*); values are in double quotes; a literal ends outside names; <h%d> is a
 * heading of that level.
 * Attributes that appear only sometimes: html_attr(out, "checked", condition).
 */
#pragma once
#include "platform/base/context.h"

typedef struct {
    Ctx        *cx;
    char       *bytes;     /* not NUL-terminated until html_text() */
    size_t      length, room;
    unsigned    state;     /* where in the grammar of a page the last literal ended */
    const char *broken;    /* why this page must not be shown, or NULL */
    const void *frame;     /* layout.c's own: what page_end() has to close */
    bool        letter;    /* a letter, where style sheets do not reach */
} Out;

typedef struct HtmlPlan HtmlPlan;
typedef struct { HtmlPlan *_Atomic plans; } HtmlSite;

#define html(out, ...) do { static HtmlSite site_; html_write((out), &site_, "" __VA_ARGS__); } while (0)
void html_write(Out *out, HtmlSite *site, const char *literal, ...) __attribute__((format(printf, 3, 4)));

void        html_begin(Out *out, Ctx *cx);
const char *html_text(Out *out);            /* what was written so far, NUL-terminated */
bool        html_whole(const Out *out);     /* back in text, nothing broken */
void        html_strict(bool on);           /* on in every test: what is refused aborts, and says why */
bool        html_link_is_safe(const char *address);   /* https, http, mailto, tel, or a path of this site: what href="%s" lets through */

/* Prose: Markdown in cmark's safe mode, headings lowered below `level` (a page's h1 is 1), GOV.UK classes on its elements. */
void html_markdown(Out *out, const char *markdown, int level);
/* ` name="value"` inside an open tag: for names that are data. The list is that of literals; addresses are checked like href="%s". */
void html_attribute(Out *out, const char *name, const char *value);
/* " checked" and its like: a boolean attribute inside an open tag, when true. `name` is from a fixed list. */
void html_attr(Out *out, const char *name, bool present);

/* ---- letters: mail programs take no style sheet, so there, and only there, styles stand on the elements ---- */

void        html_begin_letter(Out *out, Ctx *cx);
/* <p style="margin:0">: element and style are literals. */
#define html_styled(out, element, style) do { html((out), "<" element " "); html_style_((out), "" style ""); html((out), ">"); } while (0)
void html_style_(Out *out, const char *style);
/* Prose in a letter, by plain Markdown: a link alone in its paragraph is a button. And its twin for those who read mail as text. */
void        html_markdown_letter(Out *out, const char *markdown);
const char *markdown_plain(Ctx *cx, const char *markdown);
