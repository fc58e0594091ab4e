#include "platform/html/ly/ly.h"

void ly_hero_begin(Out *out, const char *title, const char *words, bool asked)
{
    html(out, "<div class=\"ly-hero%s\"><svg class=\"ly-hero__art\" viewBox=\"0 0 620 300\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
              "<g fill=\"none\" stroke-linecap=\"round\"><path d=\"M120 -20 C 240 40, 250 150, 380 158 S 560 120, 660 150\" class=\"ly-art-1\" stroke-width=\"34\"/>"
              "<path d=\"M40 330 C 180 320, 240 200, 370 176 S 560 190, 660 176\" class=\"ly-art-2\" stroke-width=\"17\"/>"
              "<path d=\"M200 -20 C 290 60, 310 130, 400 140 S 560 100, 660 122\" class=\"ly-art-3\" stroke-width=\"5\"/>"
              "<path d=\"M120 340 C 240 310, 280 220, 390 200 S 560 214, 660 204\" class=\"ly-art-3\" stroke-width=\"5\"/></g></svg>\n"
              "<div class=\"govuk-width-container\"><div class=\"ly-hero__in\"><h1>%s</h1><p>%s</p>\n", asked ? " ly-hero--asked" : "", title, words);
}

void ly_hero_content(Out *out) { html(out, "</div></div></div>\n<div class=\"govuk-width-container\"><div class=\"govuk-main-wrapper\">\n"); }

void ly_hero_end(Out *out) { html(out, "</div></div>\n"); }

void ly_search(Out *out, LySearch search)
{
    html(out, "<form class=\"ly-search%s\" role=\"search\" action=\"%s\"><label class=\"govuk-visually-hidden\" for=\"search-%s\">%s</label>"
              "<input id=\"search-%s\" name=\"%s\" type=\"search\" value=\"%s\" placeholder=\"%s\"><button type=\"submit\">%s</button></form>\n",
         search.line ? " ly-search--line" : "", search.action, search.name, search.label, search.name, search.name, search.value ? search.value : "", search.placeholder, search.button ? search.button : "Search");
}

void ly_chips(Out *out, const Anchor *chips, size_t count)
{
    if (!count) return;
    html(out, "<ul class=\"ly-chips\">");
    for (size_t i = 0; i < count; i++) html(out, "<li><a href=\"%s\">%s</a></li>", chips[i].href, chips[i].text);
    html(out, "</ul>\n");
}

void ly_head_begin(Out *out, const char *title) { html(out, "<div class=\"ly-page__head\"><h1>%s</h1>", title); }
void ly_head_buttons(Out *out)                  { html(out, "<div class=\"ly-buttons\">"); }

void ly_head_end(Out *out, bool buttons)
{
    if (buttons) html(out, "</div>");
    html(out, "</div>\n");
}

void ly_small_button(Out *out, const char *text, const char *href, bool first)
{
    govuk_button(out, (Button){ .text = text, .href = href, .classes = first ? "ly-small-button" : "govuk-button--secondary ly-small-button" });
}

void ly_tabs(Out *out, const char *label, const LyTab *tabs, size_t count)
{
    html(out, "<nav aria-label=\"%s\"><ul class=\"ly-tabs\">", label);
    for (size_t i = 0; i < count; i++) {
        html(out, "<li><a href=\"%s\"", tabs[i].href);
        if (tabs[i].current) html(out, " aria-current=\"page\"");
        html(out, ">%s", tabs[i].text);
        if (tabs[i].count) html(out, " <span class=\"ly-pip\">%ld</span>", tabs[i].count);
        html(out, "</a></li>");
    }
    html(out, "</ul></nav>\n");
}

void ly_steps(Out *out, const char *const *steps, size_t count, size_t current)
{
    html(out, "<ol class=\"ly-steps\">");
    for (size_t i = 0; i < count; i++) {
        html(out, "<li data-n=\"%d\"", (int)i + 1);
        if (i < current) html(out, " class=\"is-done\"");
        if (i == current) html(out, " aria-current=\"step\"");
        html(out, ">%s", steps[i]);
        if (i < current) html(out, "<span class=\"govuk-visually-hidden\"> (done)</span>");
        html(out, "</li>");
    }
    html(out, "</ol>\n");
}
