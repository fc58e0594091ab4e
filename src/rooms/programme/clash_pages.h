/* How clashes are shown: what they are, a sentence each, with a link to the other event. */
#pragma once
#include "platform/html/html.h"
#include "rooms/programme/clash.h"

void clash_list(Out *out, const Clash *clashes, size_t count);
/* A panel of them; nothing at all when there is none. */
void clash_panel(Out *out, const Clash *clashes, size_t count);
