#include "platform/html/icon.h"

void icon(Out *out, Icon icon)
{
    html(out, "<svg class=\"ly-icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">");
    switch (icon) {
    case ICON_TICK:     html(out, "<path d=\"M2.5 8.5l3.6 3.6 7.4-8\"/>"); break;
    case ICON_CROSS:    html(out, "<path d=\"M3.5 3.5l9 9M12.5 3.5l-9 9\"/>"); break;
    case ICON_PLUS:     html(out, "<path d=\"M8 3v10M3 8h10\"/>"); break;
    case ICON_CLOCK:    html(out, "<circle cx=\"8\" cy=\"8\" r=\"6.3\"/><path d=\"M8 4.3V8l2.6 1.7\"/>"); break;
    case ICON_PLACE:    html(out, "<path d=\"M8 14.5s5-4.6 5-8.3a5 5 0 0 0-10 0c0 3.7 5 8.3 5 8.3z\"/><circle cx=\"8\" cy=\"6.2\" r=\"1.7\"/>"); break;
    case ICON_ONLINE:   html(out, "<rect x=\"1.5\" y=\"2.5\" width=\"13\" height=\"9\" rx=\"1.2\"/><path d=\"M5.5 14h5\"/>"); break;
    case ICON_CALENDAR: html(out, "<rect x=\"1.8\" y=\"3\" width=\"12.4\" height=\"11\" rx=\"1.2\"/><path d=\"M1.8 6.5h12.4M5 1.5v3M11 1.5v3\"/>"); break;
    case ICON_PERSON:   html(out, "<circle cx=\"8\" cy=\"5\" r=\"2.8\"/><path d=\"M2.5 14c.4-3 2.5-4.5 5.5-4.5s5.1 1.5 5.5 4.5\"/>"); break;
    case ICON_WARNING:  html(out, "<path d=\"M8 1.8L15 14H1z\"/><path d=\"M8 6v4M8 12v.1\"/>"); break;
    case ICON_OFFLINE:  html(out, "<path d=\"M1.5 1.5l13 13M4.5 12.5h7M3.5 7a3 3 0 0 0 .6 5.5M6 4.5A4 4 0 0 1 12 7a2.8 2.8 0 0 1 1.7 4.6\"/>"); break;
    case ICON_INFO:     html(out, "<circle cx=\"8\" cy=\"8\" r=\"6.3\"/><path d=\"M8 7.2v4M8 4.7v.1\"/>"); break;
    }
    html(out, "</svg>");
}
