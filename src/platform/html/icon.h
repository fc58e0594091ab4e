/* The few small drawings that stand beside words, never instead of them. Drawn in the colour of the text. */
#pragma once
#include "platform/html/html.h"

typedef enum {
    ICON_TICK, ICON_CROSS, ICON_PLUS, ICON_CLOCK, ICON_PLACE, ICON_ONLINE, ICON_CALENDAR, ICON_PERSON, ICON_WARNING, ICON_OFFLINE, ICON_INFO,
} Icon;

void icon(Out *out, Icon icon);
