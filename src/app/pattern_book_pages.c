/* The pattern book: every token and every part in each of its states, for whoever builds or checks a page. Invented people throughout. */
#include "app/pattern_book.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"

void pattern_begin(Out *out, const char *title) { html(out, "<section class=\"ly-demo\"><h3>%s</h3>", title); }
void pattern_end(Out *out)                      { html(out, "</section>\n"); }

typedef struct { const char *name, *colour, *ground, *contrast, *use; } Swatch;

static const Swatch ground[] = {
    { "River", "#0d3b45", NULL, "12.1 on white", "bands, page titles" },       { "Teal", "#0a5f73", NULL, "7.2 on white", "links, first series" },
    { "Leaf", "#0a5f5a", NULL, "7.5 on white", "buttons, ticks" },             { "Marigold", "#e8a23a", NULL, "7.2 with ink", "the accent, never text" },
    { "Ink", "#16262b", NULL, "15.6 on chalk", "text" },                       { "Second ink", "#4d5f66", NULL, "5.9 on chalk", "notes, labels" },
    { "Chalk", "#f4f1ea", NULL, "ink 13 and more", "rail, footer" },           { "Mist", "#e6eff1", NULL, "ink 13 and more", "yours, chosen" },
    { "Focus", "#ffdd33", NULL, "11.6 with ink", "links, fields, marks" },
};
static const Swatch meaning[] = {
    { "Good", "#14502f", "#dff0e6", "8.0", "booked, attended" }, { "Careful", "#6b4400", "#fdf0d5", "7.6", "soon, few left" },
    { "Bad", "#8c1d18", "#fbe4e1", "7.1", "full, cancelled" },   { "To know", "#0a4a5a", "#dceef2", "8.2", "in review, offered" },
    { "Quiet", "#43535a", "#eaedee", "6.8", "draft, closed" },
};
static const Swatch series[] = {
    { "Series 1", "#0a5f73", NULL, "7.2 on white", "bar, line, theme" }, { "Series 2", "#b97a12", NULL, "3.6 on white", "bar, line, theme" },
    { "Series 3", "#7a4f8f", NULL, "6.4 on white", "bar, line, theme" }, { "Series 4", "#4f8a5b", NULL, "4.1 on white", "bar, line, theme" },
    { "Series 5", "#c65d3b", NULL, "4.2 on white", "bar, line, theme" }, { "Series 6", "#75898f", NULL, "3.6 on white", "bar, line, theme" },
};

static void swatches(Out *out, const char *title, const Swatch *swatch, size_t count)
{
    html(out, "<h3 class=\"govuk-heading-s\">%s</h3><ul class=\"ly-swatches\">", title);
    for (size_t i = 0; i < count; i++, swatch++) {
        html(out, "<li><svg viewBox=\"0 0 10 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"10\" height=\"4\" fill=\"%s\"/>",
             swatch->ground ? swatch->ground : swatch->colour);
        if (swatch->ground) html(out, "<rect width=\"3\" height=\"4\" fill=\"%s\"/>", swatch->colour);
        html(out, "</svg><div><b>%s</b>%s", swatch->name, swatch->colour);
        if (swatch->ground) html(out, " on %s", swatch->ground);
        html(out, "<br>%s to 1<br><span class=\"ly-quiet\">%s</span></div></li>\n", swatch->contrast, swatch->use);
    }
    html(out, "</ul>\n");
}

typedef struct { const char *key, *class_name, *desktop, *phone, *use; } TypeSize;

static const TypeSize sizes[] = {
    { "xl", "ly-t48", "40/46 bold", "30/36", "one a page: an event, a report" }, { "l", "ly-t36", "31/38 bold", "26/32", "a form's or a list's title" },
    { "m", "ly-t27", "23/30 bold", "20/26", "sections" },                        { "lede", "ly-t24", "20/28", "19/25", "what the page is about" },
    { "body", "ly-t19", "17/26", "17/26", "text" },                              { "small", "ly-t16", "15/22", "15/22", "the office, asides" },
    { "tiny", "ly-t13", "13/18", "13/18", "second lines, heads of tables" },
};

static void type(Out *out)
{
    html(out, "<h2 class=\"govuk-heading-l\">Type</h2>\n");
    ly_table_begin(out, (LyTable){ .caption = "Sizes of type", LY_COLUMNS({ .text = "Looks" }, { .text = "Key" }, { .text = "Desktop" }, { .text = "Phone" }, { .text = "For" }) });
    for (size_t i = 0; i < COUNT(sizes); i++)
        html(out, "<tr><td><span class=\"%s\">Reading together</span></td><td>%s</td><td class=\"ly-nowrap\">%s</td><td class=\"ly-nowrap\">%s</td><td>%s</td></tr>\n",
             sizes[i].class_name, sizes[i].key, sizes[i].desktop, sizes[i].phone, sizes[i].use);
    ly_table_end(out);
}

static Error *pattern_book_page(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Pattern book", .wide = true });

    rs->private_page = true;
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">Pattern book</h1>"
              "<p class=\"ly-lede\">Every token, and every part in each of its states. GOV.UK's parts are used as they come, in our colours.</p>"
              "<h2 class=\"govuk-heading-l\">Colour</h2>\n");
    swatches(out, "Brand and ground", ground, COUNT(ground));
    swatches(out, "Meaning", meaning, COUNT(meaning));
    swatches(out, "Series in charts and themes, always with words, in this order", series, COUNT(series));
    type(out);
    html(out, "<h2 class=\"govuk-heading-l govuk-!-margin-top-6\">Our own parts</h2>\n");
    pattern_book_parts(out);
    html(out, "<h2 class=\"govuk-heading-l govuk-!-margin-top-6\">GOV.UK's parts</h2>\n");
    pattern_book_forms(cx, rq, out);
    page_end(rs);
    return OK;
}

ROUTES(pattern_book_pages,
    GET("/pattern-book", PUBLIC, pattern_book_page),
);
