/*
 * The grammar of a page, as far as deciding where a value lands needs it, and no further. What it does not understand it refuses.
 */
#include "platform/html/plan.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

/* Attributes that may take a value, in lower case. Those that run code or fetch by themselves are missing on purpose. */
static const char takes_text[] =
    "abbr accept alt autocapitalize autocomplete class cols colspan content cx cy d datetime dir download dx dy enctype enterkeyhint fill "
    "for form headers height hreflang id inputmode label lang list max maxlength method min minlength name offset pattern placeholder points "
    "preserveaspectratio r rel role rows rowspan rx ry scope size span spellcheck start step stroke-dasharray stroke-width tabindex "
    "text-anchor title transform type value viewbox width wrap x x1 x2 y y1 y2";
static const char takes_link[]  = "href src action formaction cite";
static const char never[]       = "style srcdoc srcset http-equiv ping background";
static const char no_elements[] = "style iframe object embed base applet frame frameset noscript template plaintext xmp math";

typedef struct {
    const char *at;
    unsigned    state;
    const char *refused;
    char        word[32];      /* the name being read, in lower case */
    HtmlPlan   *plan;
    Piece      *piece;         /* the one being filled */
} Reader;

static bool is_space(char c)  { return c == ' ' || c == '\n' || c == '\t'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_name(char c)   { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_'; }

static void refuse(Reader *reader, const char *why) { if (!reader->refused) reader->refused = why; }

/* Ends the piece that is being filled: its literal runs up to `to`, then a value is put. */
static void piece_end(Reader *reader, const char *to, Put put)
{
    reader->piece->length = (size_t)(to - reader->piece->literal);
    reader->piece->put = put;
    reader->piece++;
    reader->plan->count++;
}

static void piece_begin(Reader *reader) { *reader->piece = (Piece){ .literal = reader->at }; }

static void word_read(Reader *reader)
{
    size_t n = 0;
    for (; is_name(*reader->at); reader->at++) {
        char c = *reader->at;
        if (n + 1 < sizeof reader->word) reader->word[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    reader->word[n] = '\0';
}

unsigned plan_attribute(const char *name)
{
    if (one_of(name, takes_link)) return VALUE_ANY | VALUE_LINK;
    return one_of(name, takes_text) || begins(name, "data-") || begins(name, "aria-") ? VALUE_ANY : 0;
}

/* What the programmer writes at the start of an address: a path of this site, or a scheme that does not run. */
static bool link_start(const char *s)
{
    static const char *const starts[] = { "#", "?", "https://", "http://", "mailto:", "tel:", "\"", "%s" };
    for (size_t i = 0; i < COUNT(starts); i++) if (begins(s, starts[i])) return true;
    return !*s || (s[0] == '/' && s[1] != '/' && s[1] != '\\');
}

/* "%s" and its like: which way of making it safe belongs here. The whole conversion is read. */
static void conversion_read(Reader *reader)
{
    const char *percent = reader->at++;
    unsigned where = reader->state & WHERE;

    if (*reader->at == '%') {                       /* "%%" writes its first sign as literal text */
        reader->at++;
        piece_end(reader, percent + 1, PUT_NOTHING);
        piece_begin(reader);
        return;
    }
    Put put = PUT_NOTHING;
    if (*reader->at == 's') put = reader->state & VALUE_LINK ? (reader->state & BEGUN ? PUT_PERCENT : PUT_LINK) : PUT_ENTITIES;
    else if (*reader->at == 'd') put = PUT_INT;
    else if (reader->at[0] == 'l' && reader->at[1] == 'd') put = PUT_LONG, reader->at++;
    else { refuse(reader, "a conversion other than %s, %d, %ld and %%"); return; }
    reader->at++;

    if (where != IN_TEXT && where != IN_VALUE) refuse(reader, "a value outside text and quoted attributes");
    else if (where == IN_VALUE && !(reader->state & VALUE_ANY)) refuse(reader, "a value in an attribute that takes none (plan.c lists those that do)");
    piece_end(reader, percent, put);
    piece_begin(reader);
    if (where == IN_VALUE) reader->state |= BEGUN;
}

/* From "<" to the end of the element's name. */
static void element_read(Reader *reader)
{
    reader->at++;
    if (begins(reader->at, "!DOCTYPE html>")) { reader->at += strlen("!DOCTYPE html>"); return; }
    bool end = *reader->at == '/';
    if (end) reader->at++;
    if (!is_letter(*reader->at)) { refuse(reader, "a < that begins no element (write &lt;)"); return; }
    word_read(reader);
    if (same(reader->word, "h") && begins(reader->at, "%d")) {   /* <h%d>: a heading's level */
        piece_end(reader, reader->at, PUT_LEVEL);
        reader->at += 2;
        piece_begin(reader);
    }
    if (one_of(reader->word, no_elements)) refuse(reader, "an element that this house does without");
    if (!*reader->at) refuse(reader, "the literal ends inside a name");
    reader->state = IN_TAG | (!end && same(reader->word, "script") ? CODE_TAG : 0);
}

/* Inside a tag: an attribute up to its opening quote, or the tag's end. */
static void attribute_read(Reader *reader)
{
    char c = *reader->at;
    if (c == '>') { reader->at++; reader->state = reader->state & CODE_TAG ? IN_CODE : IN_TEXT; return; }
    if (is_space(c) || (c == '/' && reader->at[1] == '>')) { reader->at++; return; }
    if (!is_letter(c)) { refuse(reader, c == '%' ? "a value outside text and quoted attributes" : "a tag that is not well formed"); return; }

    const char *name = reader->at;
    word_read(reader);
    if (name != reader->piece->literal && !is_space(name[-1])) refuse(reader, "no space before an attribute");
    if (begins(reader->word, "on") || one_of(reader->word, never)) refuse(reader, "an attribute that runs code");
    if (!*reader->at) refuse(reader, "the literal ends inside a name");
    if (*reader->at != '=') return;
    if (reader->at[1] != '"') { refuse(reader, "an attribute value without double quotes"); return; }
    reader->at += 2;

    reader->state = IN_VALUE | (reader->state & CODE_TAG) | plan_attribute(reader->word);
}

static void value_read(Reader *reader)
{
    if ((reader->state & (VALUE_LINK | BEGUN)) == VALUE_LINK && !link_start(reader->at)) refuse(reader, "an address of an unknown kind");
    if (*reader->at == '"') { reader->at++; reader->state = IN_TAG | (reader->state & CODE_TAG); }
    else if (*reader->at == '%') conversion_read(reader);
    else { reader->at++; reader->state |= BEGUN; }
}

static void code_read(Reader *reader)
{
    if (!begins(reader->at, "</script>")) { refuse(reader, "script in the page (it belongs in assets/)"); return; }
    reader->at += strlen("</script>");
    reader->state = IN_TEXT;
}

static void step(Reader *reader)
{
    switch (reader->state & WHERE) {
    case IN_TAG:   attribute_read(reader); break;
    case IN_VALUE: value_read(reader); break;
    case IN_CODE:  code_read(reader); break;
    default:
        if (*reader->at == '<') element_read(reader);
        else if (*reader->at == '%') conversion_read(reader);
        else reader->at++;
    }
}

HtmlPlan *plan_make(const char *literal, unsigned start)
{
    size_t most = 2;   /* the last piece, and one that is begun but stays empty */
    for (const char *c = literal; *c; c++) most += *c == '%';
    HtmlPlan *plan = calloc(1, sizeof *plan + most * sizeof *plan->pieces);
    CHECK(plan != NULL);

    Reader reader = { .at = literal, .state = start, .plan = plan, .piece = plan->pieces };
    piece_begin(&reader);
    while (*reader.at && !reader.refused) step(&reader);
    if (!reader.refused) piece_end(&reader, reader.at, PUT_NOTHING);
    plan->start = start;
    plan->end = reader.state;
    plan->refused = reader.refused;
    return plan;
}
