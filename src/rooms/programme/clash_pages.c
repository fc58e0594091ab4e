#include "rooms/programme/clash_pages.h"

#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

static const char *kind_words(ClashKind kind)
{
    switch (kind) {
    case CLASH_LEADER:
    case CLASH_AWAY:     return "Facilitator";
    case CLASH_ROOM:
    case CLASH_SEATS:
    case CLASH_CLOSED:   return "Venue";
    case CLASH_HOLIDAY:  return "Holidays";
    case CLASH_INSET:
    case CLASH_SCHOOL_INSET: return "INSET";
    case CLASH_AUDIENCE: break;
    }
    return "Audience";
}

void clash_list(Out *out, const Clash *clashes, size_t count)
{
    html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < count; i++) {
        html(out, "<li>");
        ly_status_tiny(out, LY_WARN, kind_words(clashes[i].kind));
        html(out, " %s", clashes[i].words);
        if (clashes[i].event_id) html(out, " <a class=\"govuk-link\" href=\"/events/%ld\">See it<span class=\"govuk-visually-hidden\">: %s</span></a>", clashes[i].event_id, clashes[i].words);
        html(out, "</li>\n");
    }
    html(out, "</ul>\n");
}

void clash_panel(Out *out, const Clash *clashes, size_t count)
{
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = counted(out->cx, (int64_t)count, "clash to weigh", "clashes to weigh") });
    clash_list(out, clashes, count);
    ly_panel_end(out);
}
