/* What somebody needs, said once in their account. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/answers.h"
#include "rooms/booking/needs_share.h"
#include "rooms/members/needs.h"

static void choices_field(Out *out, const Request *rq, const char *name, const char *legend, const char *const *list, size_t count, int64_t bits)
{
    Ctx *cx = out->cx;
    Option *items = array(cx, Option, count);
    const char **ticked = array(cx, const char *, count + 1);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        items[i] = (Option){ .value = text(cx, "%zu", i + 1), .text = list[i] };
        if (bits >> i & 1) ticked[n++] = items[i].value;
    }
    field_checkboxes(out, rq, (Checkboxes){ .name = name, .legend = legend, .legend_classes = "govuk-fieldset__legend--m", .classes = "govuk-checkboxes--small", .items = items, .count = count, .values = ticked });
}

static void shared_panel(Out *out, const NeedsShared *shared, size_t count)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Who is told" });
    if (!count) html(out, "<p class=\"ly-small govuk-!-margin-top-0\">Nobody now. When you book, you say whether whoever runs that event may see them.</p>");
    else html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < count; i++)
        html(out, "<li><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a><br>%s, until it ends</li>", (long)shared[i].registration_id, shared[i].title, day_words(cx, shared[i].starts_on));
    if (count) html(out, "</ul>");
    ly_panel_end(out);
}

static void answers_panel(Out *out, const AnswerGiven *list, size_t count)
{
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = "What you were asked when booking" });
    ly_facts_begin(out, false);
    for (size_t i = 0; i < count; i++) ly_fact(out, text(out->cx, "%s: %s", list[i].title, list[i].question), answer_words(out->cx, list[i].words));
    ly_facts_end(out);
    html(out, "<p class=\"ly-small\">Deleted %d days after the event.</p>", ANSWERS_KEPT_DAYS);
    ly_panel_end(out);
}

static Error *needs_show(Ctx *cx, const Request *rq, Response *rs)
{
    Needs needs;
    NeedsShared *shared;
    AnswerGiven *answers;
    size_t shared_count, answer_count;
    TRY(needs_find(cx, &needs));
    TRY(needs_shared_by_me(cx, &shared, &shared_count));
    TRY(answers_of_mine(cx, &answers, &answer_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What you need", .frame = FRAME_PUBLIC, .current = "account", .back = "/account", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">What you need</h1>\n<div class=\"ly-split ly-split--right\"><div class=\"ly-narrow\">");
    html(out, "<p class=\"govuk-body\">Say it once. It is yours: nobody sees it until you share it for an event, then those who run that event, until it ends. Not your school.</p>\n");
    form_begin(cx, rq, rs, "/account/needs", false);
    choices_field(out, rq, "access", "To take part", needs_access, needs_access_count, needs.access_bits);
    field_text(out, rq, (TextInput){ .name = "access_words", .label = "Anything else that helps you to take part (optional)", .value = needs.access, .autocomplete = "off" });
    choices_field(out, rq, "dietary", "To eat", needs_dietary, needs_dietary_count, needs.dietary_bits);
    field_text(out, rq, (TextInput){ .name = "dietary_words", .label = "Anything else about food, like an allergy (optional)", .value = needs.dietary, .autocomplete = "off" });
    html(out, "<p class=\"govuk-body-s ly-quiet\">Take everything away and save, and nothing is kept. What you change here changes wherever you share it.</p>\n<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/account\">Change nothing</a></div></form></div><aside aria-label=\"Who is told\">\n");
    shared_panel(out, shared, shared_count);
    answers_panel(out, answers, answer_count);
    html(out, "</aside></div>\n");
    page_end(rs);
    return OK;
}

static int64_t bits_typed(Ctx *cx, const Request *rq, const char *name, size_t count)
{
    int64_t bits = 0;
    for (size_t i = 0; i < count; i++)
        if (form_ticked(rq, name, text(cx, "%zu", i + 1))) bits |= (int64_t)1 << i;
    return bits;
}

static Error *needs_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Needs needs = { bits_typed(cx, rq, "access", needs_access_count), bits_typed(cx, rq, "dietary", needs_dietary_count), form_text(rq, "access_words"), form_text(rq, "dietary_words") };
    TRY(needs_set(cx, &needs));
    rs->flash = needs_none(&needs) ? "Nothing is kept of what you need." : "What you need is saved. Share it when you book, or on the page of a place that you have.";
    return redirect(rs, "/account");
}

ROUTES(needs_pages,
    FORM("/account/needs", SIGNED_IN, needs_show, NULL, needs_submit),
);
