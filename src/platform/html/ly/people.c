#include <string.h>

#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

static size_t letter_bytes(const char *s)
{
    size_t n = *s != '\0';
    while (n && (s[n] & 0xC0) == 0x80) n++;
    return n;
}

/* First letters of the first and the last word: "Siobhán O'Dowd" is "SO". */
static const char *initials(Ctx *cx, const char *name)
{
    const char *trimmed = text_trim(cx, name), *last = strrchr(trimmed, ' ');
    Draft draft = { .cx = cx };
    draft_bytes(&draft, trimmed, letter_bytes(trimmed));
    if (last) draft_bytes(&draft, last + 1, letter_bytes(last + 1));
    return draft_text(&draft);
}

static void person(Out *out, const char *name, const char *note, bool fresh)
{
    html(out, "<span class=\"ly-person\"><span class=\"ly-person__mark%s\" aria-hidden=\"true\">", fresh ? " ly-person__mark--new" : "");
    if (fresh) icon(out, ICON_PLUS);
    else html(out, "%s", initials(out->cx, name));
    html(out, "</span><span><b>%s</b>", name);
    if (!blank(note)) html(out, "<small>%s</small>", note);
    html(out, "</span></span>");
}

void ly_person(Out *out, const char *name, const char *note) { person(out, name, note, false); }

void ly_find(Out *out, const char *label)
{
    html(out, "<div class=\"ly-find\" data-ly-find hidden><label for=\"find-person\">%s</label>"
              "<input class=\"govuk-input\" id=\"find-person\" type=\"search\" autocomplete=\"off\"><p role=\"status\"></p></div>\n", label);
}

void ly_picker_begin(Out *out) { html(out, "<div class=\"ly-picker\">\n"); }

void ly_pick(Out *out, LyPick pick)
{
    html(out, "<div class=\"ly-picker__row%s%s\"><input type=\"checkbox\" id=\"%s\" name=\"%s\" value=\"%s\"", pick.checked ? " is-on" : pick.off ? " is-off" : "",
         pick.wrong ? " is-wrong" : "", pick.id, pick.name, pick.value);
    html_attr(out, "checked", pick.checked);
    html_attr(out, "disabled", pick.off);
    html(out, "><label for=\"%s\">", pick.id);
    person(out, pick.person, pick.what, pick.fresh);
    html(out, "</label>");
    if (!blank(pick.note)) html(out, "<span class=\"ly-picker__note\">%s</span>", pick.note);
    html(out, "</div>\n");
}

void ly_picker_end(Out *out) { html(out, "</div>\n"); }

void ly_needs_begin(Out *out) { html(out, "<ul class=\"ly-needs\">\n"); }

void ly_need_begin(Out *out, const char *what, const char *why)
{
    html(out, "<li><div><p class=\"ly-needs__what\">%s</p>", what);
    if (!blank(why)) html(out, "<p class=\"ly-needs__why\">%s</p>", why);
    html(out, "</div><div class=\"ly-buttons\">");
}

void ly_need_end(Out *out) { html(out, "</div></li>\n"); }

void ly_need(Out *out, const char *what, const char *why, const char *act, const char *href)
{
    ly_need_begin(out, what, why);
    ly_small_button(out, act, href, false);
    ly_need_end(out);
}

void ly_needs_end(Out *out) { html(out, "</ul>\n"); }

void ly_queue_begin(Out *out) { html(out, "<ol class=\"ly-queue ly-panel ly-panel--flush\">\n"); }

void ly_queue_row(Out *out, const char *who, const char *note, bool you)
{
    if (you) html(out, "<li class=\"is-you\"><b>%s</b><span>%s</span></li>\n", who, note);
    else html(out, "<li><span>%s</span><span class=\"ly-quiet\">%s</span></li>\n", who, note);
}

void ly_queue_end(Out *out) { html(out, "</ol>\n"); }

void ly_register_begin(Out *out) { html(out, "<ul class=\"ly-reg\">\n"); }

static void mark_put(Out *out, const LyMark *mark, const char *value, const char *words, const char *classes, Icon drawing)
{
    html(out, "<div><input type=\"radio\" id=\"%s-%s\" name=\"%s\" value=\"%s\"", mark->id, value, mark->name, value);
    html_attr(out, "checked", mark->mark && same(mark->mark, value));
    html(out, "><label class=\"%s\" for=\"%s-%s\">", classes, mark->id, value);
    icon(out, drawing);
    html(out, "%s<span class=\"govuk-visually-hidden\">, %s</span></label></div>", words, mark->person);
}

/* Beside it the style shows this only while "Part" is chosen. */
static void minutes_put(Out *out, const LyMark *mark)
{
    bool wrong = !blank(mark->error);
    html(out, "<div class=\"ly-reg__minutes%s\">", wrong ? " is-wrong" : "");
    if (wrong) govuk_error_message(out, (ErrorMessage){ .text = mark->error, .id = text(out->cx, "%s-error", mark->minutes_name) });
    html(out, "<label for=\"%s\">Minutes here<span class=\"govuk-visually-hidden\">, %s</span></label>"
              "<input class=\"govuk-input govuk-input--width-3%s\" id=\"%s\" name=\"%s\" type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" value=\"%s\"",
         mark->minutes_name, mark->person, wrong ? " govuk-input--error" : "", mark->minutes_name, mark->minutes_name, mark->minutes);
    if (wrong) html(out, " aria-describedby=\"%s-error\"", mark->minutes_name);
    html(out, "></div>");
}

void ly_mark(Out *out, LyMark mark)
{
    html(out, "<li><div><b>%s</b>", mark.person);
    if (!blank(mark.organisation)) html(out, "<div class=\"ly-small ly-quiet\">%s</div>", mark.organisation);
    if (!blank(mark.need)) html(out, "<span class=\"ly-reg__need\">%s</span>", mark.need);
    html(out, "</div><fieldset class=\"ly-mark%s\"><legend class=\"govuk-visually-hidden\">%s</legend>", mark.minutes_name ? " ly-mark--part" : "", mark.person);
    mark_put(out, &mark, "present", "Present", "is-in", ICON_TICK);
    mark_put(out, &mark, "absent", "Absent", "is-out", ICON_CROSS);
    if (mark.minutes_name) mark_put(out, &mark, "part", "Part", "is-part", ICON_CLOCK);
    html(out, "</fieldset>");
    if (mark.minutes_name) minutes_put(out, &mark);
    html(out, "</li>\n");
}

void ly_register_end(Out *out) { html(out, "</ul>\n"); }
