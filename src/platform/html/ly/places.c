#include "platform/html/ly/ly.h"

enum { FEW = 4 };

static int64_t percent(int64_t part, int64_t whole)
{
    if (whole <= 0 || part <= 0) return 0;
    return part >= whole ? 100 : part * 100 / whole;
}

static bool full(const LyPlaces *places) { return places->taken >= places->places; }
static bool few(const LyPlaces *places)  { return !full(places) && places->places - places->taken <= FEW; }

static void meter(Out *out, int64_t width, const char *classes)
{
    html(out, "<svg class=\"ly-meter%s\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
              "<rect class=\"ly-meter__track\" width=\"100\" height=\"6\"/><rect class=\"ly-meter__fill\" width=\"%ld\" height=\"6\"/></svg>", classes, width);
}

void ly_meter(Out *out, int64_t part, int64_t whole, bool wide) { meter(out, percent(part, whole), wide ? " ly-wide" : ""); }

static void places_meter(Out *out, const LyPlaces *places)
{
    meter(out, percent(places->taken, places->places), full(places) ? " ly-meter--full" : few(places) ? " ly-meter--few" : "");
}

void ly_places(Out *out, LyPlaces places)
{
    int64_t left = places.places - places.taken;
    html(out, "<span class=\"ly-places%s\">", full(&places) ? " ly-places--full" : few(&places) ? " ly-places--few" : "");
    if (full(&places) && places.waiting) html(out, "Full, %ld waiting", places.waiting);
    else if (full(&places)) html(out, "Full");
    else html(out, "%ld %s left", left, left == 1 ? "place" : "places");
    html(out, "</span>");
    places_meter(out, &places);
}

void ly_fill(Out *out, LyPlaces places)
{
    html(out, "<span class=\"ly-fill\">");
    places_meter(out, &places);
    html(out, "<span class=\"ly-nowrap\">%ld of %ld", places.taken, places.places);
    if (places.waiting) html(out, " <b>+%ld<span class=\"govuk-visually-hidden\"> waiting</span></b>", places.waiting);
    html(out, "</span></span>");
}

static void status(Out *out, LyMeaning meaning, const char *words, const char *size)
{
    static const char *const names[] = { "", " ly-status--good", " ly-status--warn", " ly-status--bad", " ly-status--info" };
    html(out, "<span class=\"ly-status%s%s\">%s</span>", names[meaning], size, words);
}

void ly_status(Out *out, LyMeaning meaning, const char *words)      { status(out, meaning, words, ""); }
void ly_status_tiny(Out *out, LyMeaning meaning, const char *words) { status(out, meaning, words, " ly-status--tiny"); }

void ly_theme(Out *out, const char *name, int64_t colour)
{
    html(out, "<span class=\"ly-theme ly-theme--%ld\">%s</span>", colour < 1 || colour > 6 ? 1 : colour, name);
}
