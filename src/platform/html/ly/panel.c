#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

void ly_panel_begin(Out *out, LyPanel panel)
{
    static const char *const tones[] = { "", " ly-panel--tint", " ly-panel--mist", " ly-panel--flush" };
    int level = panel.level ? panel.level : 2;
    html(out, "<section class=\"ly-panel%s%s\">", tones[panel.tone], panel.small ? " ly-small" : "");
    if (!panel.title) return;
    html(out, "<div class=\"ly-panel__head\"><h%d class=\"ly-h\">%s</h%d>", level, panel.title, level);
    if (panel.end_text && panel.end_href) html(out, "<span class=\"ly-end\"><a class=\"govuk-link\" href=\"%s\">%s</a></span>", panel.end_href, panel.end_text);
    html(out, "</div>\n");
}

void ly_panel_end(Out *out) { html(out, "</section>\n"); }

void ly_facts_begin(Out *out, bool in_a_row)        { html(out, "<dl class=\"ly-facts%s\">", in_a_row ? " ly-facts--row" : ""); }
void ly_fact_begin(Out *out, const char *name)      { html(out, "<div><dt>%s</dt><dd>", name); }
void ly_fact_end(Out *out)                          { html(out, "</dd></div>"); }
void ly_facts_end(Out *out)                         { html(out, "</dl>\n"); }

void ly_fact(Out *out, const char *name, const char *what)
{
    if (!blank(what)) html(out, "<div><dt>%s</dt><dd>%s</dd></div>", name, what);
}

void ly_figures_begin(Out *out) { html(out, "<dl class=\"ly-figures\">"); }

void ly_figure(Out *out, const char *name, const char *figure, const char *note)
{
    html(out, "<div><dt>%s</dt><dd>%s</dd>", name, figure);
    if (note) html(out, "<dd>%s</dd>", note);
    html(out, "</div>");
}

void ly_figures_end(Out *out) { html(out, "</dl>\n"); }

void ly_sum_begin(Out *out) { html(out, "<dl class=\"ly-sum\">"); }

void ly_sum_row(Out *out, const char *name, const char *amount, bool total)
{
    html(out, "<div class=\"%s\"><dt>%s</dt><dd>%s</dd></div>", total ? "is-total" : "", name, amount);
}

void ly_sum_end(Out *out) { html(out, "</dl>\n"); }

void ly_sessions_begin(Out *out) { html(out, "<ol class=\"ly-sessions\">\n"); }

void ly_session_begin(Out *out, const char *date)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    int64_t month = 1, day = 1;
    number_parse(text_copy(out->cx, date + 5, 2), 1, 12, &month);
    number_parse(text_copy(out->cx, date + 8, 2), 1, 31, &day);
    html(out, "<li><span class=\"ly-cal\" aria-hidden=\"true\"><span>%s</span><b>%ld</b></span><div>", months[month - 1], day);
}

void ly_session_end(Out *out) { html(out, "</div></li>\n"); }

void ly_session(Out *out, const char *date, const char *title, const char *note)
{
    ly_session_begin(out, date);
    html(out, "<b>%s</b>", title);
    if (!blank(note)) html(out, "<br><span class=\"ly-quiet\">%s</span>", note);
    ly_session_end(out);
}

void ly_sessions_end(Out *out) { html(out, "</ol>\n"); }

void ly_note_begin(Out *out, LyMeaning meaning)
{
    static const char *const names[] = { "", " ly-note--good", " ly-note--warn", " ly-note--bad", "" };
    html(out, "<div class=\"ly-note%s\">", names[meaning]);
    icon(out, meaning == LY_GOOD ? ICON_TICK : meaning == LY_WARN || meaning == LY_BAD ? ICON_WARNING : ICON_INFO);
    html(out, "<p>");
}

void ly_note_end(Out *out) { html(out, "</p></div>\n"); }

void ly_note(Out *out, LyMeaning meaning, const char *words)
{
    ly_note_begin(out, meaning);
    html(out, "%s", words);
    ly_note_end(out);
}

void ly_empty(Out *out, LyEmpty empty)
{
    html(out, "<div class=\"ly-empty\">");
    if (!empty.plain)
        html(out, "<svg viewBox=\"0 0 84 60\" aria-hidden=\"true\" focusable=\"false\"><g class=\"ly-empty__art\" fill=\"none\" stroke-linecap=\"round\" stroke-width=\"5\">"
                  "<path d=\"M6 12c20 0 22 20 42 20h30\"/><path d=\"M6 50c18 0 22-14 40-17\"/></g></svg>");
    html(out, "<h2>%s</h2><p>%s</p>", empty.title, empty.words);
    if (empty.act_href) {
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = empty.act, .href = empty.act_href, .classes = empty.plain ? "govuk-button--secondary" : NULL });
        html(out, "</div>");
    }
    html(out, "</div>\n");
}

void ly_papers(Out *out, const char *title, const char *words, const LyPaper *papers, size_t count)
{
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = title });
    for (size_t i = 0; i < count; i++) {
        bool first = !i || !same(papers[i].group, papers[i - 1].group);
        if (first) html(out, "<h3 class=\"govuk-heading-s govuk-!-margin-bottom-1\">%s</h3><ul class=\"ly-plain\">", papers[i].group);
        html(out, "<li><a class=\"govuk-link\" href=\"%s\">%s</a><br><span class=\"ly-small ly-quiet\">%s</span></li>", papers[i].href, papers[i].text, papers[i].note);
        if (i + 1 == count || !same(papers[i].group, papers[i + 1].group)) html(out, "</ul>\n");
    }
    html(out, "<p class=\"ly-small ly-quiet\">%s</p>", words);
    ly_panel_end(out);
}

void ly_history_begin(Out *out) { html(out, "<div class=\"moj-timeline\">\n"); }

void ly_happened(Out *out, const char *what, const char *by, const char *when, const char *more)
{
    html(out, "<div class=\"moj-timeline__item\"><div class=\"moj-timeline__header\"><h3 class=\"moj-timeline__title\">%s</h3>", what);
    if (!blank(by)) html(out, "<p class=\"moj-timeline__byline\">by %s</p>", by);
    html(out, "</div><p class=\"moj-timeline__date\">%s</p>", when);
    if (!blank(more)) html(out, "<div class=\"moj-timeline__description\">%s</div>", more);
    html(out, "</div>\n");
}

void ly_history_end(Out *out) { html(out, "</div>\n"); }
