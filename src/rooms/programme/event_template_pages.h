/* Where a new event may begin from a template. */
#pragma once
#include "platform/html/html.h"

CHECKED Error *templates_offer(Out *out);   /* a line of links; nothing while there is no template */
