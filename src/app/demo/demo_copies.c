/* Two events that others begin from. */
#include "app/demo/demo.h"
#include "platform/base/text.h"

SQL(demo_template_add, "INSERT INTO event_template (id, name, folded, event_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)");

static Error *copies_lay(Ctx *cx, void *data)
{
    static const struct { const char *code, *name; } templates[] = { { "CU-101", "Two afternoons, 24 places" }, { "EY-510", "Network meeting with tea" } };
    Demo *demo = data;
    for (size_t t = 0; t < COUNT(templates); t++)
        for (size_t i = demo->event_count; i-- > 0;) {
            const DemoEvent *event = &demo->events[i];
            if (!event->term || event->copy || !same(event->course->code, templates[t].code) || !same(event->state, "published")) continue;
            TRY(demo_put(cx, demo, demo_template_add, INT(demo_id(demo)), STR(templates[t].name), STR(text_fold(cx, templates[t].name)), INT(event->id), INT(demo->administrator_id), INT(demo->now)));
            break;
        }
    return OK;
}

Error *demo_copies(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, copies_lay, demo); }
