/* Who may come: said on public pages, and set in the office for a course, or for one event of it. */
#include "rooms/programme/eligibility_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"
#include "rooms/programme/event_rules_pages.h"

/* ---- said ---- */

void eligibility_note(Out *out, const Eligibility *eligibility)
{
    const char *posts = eligibility_posts(out->cx, eligibility), *phases = eligibility_phases(out->cx, eligibility);
    if (!eligibility_any(eligibility)) return;
    ly_note_begin(out, LY_INFO);
    if (*posts || *phases) html(out, "Only for <b>%s%s%s</b>. ", posts, *posts && *phases ? " of " : "", phases);
    if (eligibility->earlier_count) html(out, "First comes ");
    for (size_t i = 0; i < eligibility->earlier_count; i++)
        html(out, "%s<a class=\"govuk-link\" href=\"/courses/%ld\">%s</a>", i ? " or " : "", (long)eligibility->earlier[i].id, eligibility->earlier[i].title);
    if (eligibility->earlier_count) html(out, ".");
    ly_note_end(out);
}

Error *eligibility_panel(Out *out, int64_t course_id)
{
    Eligibility eligibility;
    TRY(eligibility_of_course(out->cx, course_id, &eligibility));
    ly_panel_begin(out, (LyPanel){ .title = "Who can come", .end_text = "Change", .end_href = text(out->cx, "/office/courses/%ld/eligibility", (long)course_id) });
    html(out, "<p class=\"ly-small govuk-!-margin-0\">%s.</p>", eligibility_words(out->cx, &eligibility));
    ly_panel_end(out);
    return OK;
}

/* ---- the fields ---- */

static bool has_post(const Eligibility *eligibility, const char *post)
{
    for (size_t i = 0; i < eligibility->post_count; i++)
        if (same(eligibility->posts[i], post)) return true;
    return false;
}

/* Not those of the office itself: it comes to whatever it likes. */
static void posts_field(Out *out, const Request *rq, const Eligibility *eligibility)
{
    size_t n, shown = 0;
    const Role *roles = roles_all(&n);
    Option *items = array(out->cx, Option, n);
    for (size_t i = 0; i < n; i++)
        if (!same(roles[i].kind, "partnership")) items[shown++] = (Option){ .value = roles[i].name, .text = roles[i].words, .checked = has_post(eligibility, roles[i].name) ? YES : NO };
    field_checkboxes(out, rq, (Checkboxes){ .name = "post", .legend = "Only people who are", .legend_classes = "govuk-fieldset__legend--s", .hint = "One of them is enough, at the organisation they come for. Tick none for anybody.",
                                            .classes = "govuk-checkboxes--small", .items = items, .count = shown });
}

static void phases_field(Out *out, const Request *rq, const Eligibility *eligibility)
{
    Option items[16];
    for (size_t i = 0; i < course_phase_count && i < COUNT(items); i++)
        items[i] = (Option){ .value = course_phases[i].slug, .text = course_phases[i].name, .checked = eligibility->phase_bits >> i & 1 ? YES : NO };
    field_checkboxes(out, rq, (Checkboxes){ .name = "phase", .legend = "Only schools of these phases", .legend_classes = "govuk-fieldset__legend--s", .hint = "Tick none for any school, and for people who come for none.",
                                            .classes = "govuk-checkboxes--small", .items = items, .count = course_phase_count });
}

static void fields(Out *out, const Request *rq, const Eligibility *eligibility)
{
    Draft codes = { .cx = out->cx };
    for (size_t i = 0; i < eligibility->earlier_count; i++) draft_add(&codes, "%s%s", i ? " " : "", eligibility->earlier[i].code);
    posts_field(out, rq, eligibility);
    phases_field(out, rq, eligibility);
    field_text(out, rq, (TextInput){ .name = "earlier", .label = "Codes of courses, one of which comes first", .label_classes = "govuk-label--s", .classes = "govuk-input--width-20", .value = draft_text(&codes),
        .hint = "Like CU-101 EY-201. Whoever was at one of them, or has a place on a date of it that is over before this one begins, may come. Leave empty for none." });
}

static EligibilityDraft typed(Ctx *cx, const Request *rq)
{
    EligibilityDraft draft = { .codes = form_text(rq, "earlier") };
    draft.posts = form_list(cx, rq, "post", &draft.post_count);
    for (size_t i = 0; i < course_phase_count; i++)
        if (form_ticked(rq, "phase", course_phases[i].slug)) draft.phase_bits |= (int64_t)1 << i;
    return draft;
}

static void buttons(Out *out, const char *back)
{
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save who can come", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Change nothing</a></div></form></div>\n", back);
}

/* ---- of a course ---- */

static Error *course_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    Eligibility eligibility;
    const char *back = text(cx, "/office/courses/%ld", (long)rq->id);
    TRY(course_find_own(cx, rq->id, &course));
    TRY(eligibility_of_course(cx, rq->id, &eligibility));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Who can come: %s", course.title), .frame = FRAME_OFFICE, .current = "office-courses", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Who can come</h1>\n", course.title);
    html(out, "<p class=\"govuk-body\">Whoever does not fit is told why, however they ask for a place. It holds for every date of the course that has no rules of its own, and from now on: who has a place keeps it."
              " The office can let somebody in all the same, with a reason.</p>\n");
    form_begin(cx, rq, rs, text(cx, "%s/eligibility", back), false);
    fields(out, rq, &eligibility);
    buttons(out, back);
    page_end(rs);
    return OK;
}

static Error *course_submit(Ctx *cx, Request *rq, Response *rs)
{
    const EligibilityDraft draft = typed(cx, rq);
    TRY(eligibility_set_course(cx, rq->id, &draft));
    rs->flash = "Who can come is saved.";
    return redirect(rs, text(cx, "/office/courses/%ld", (long)rq->id));
}

/* ---- of one event ---- */

static Error *event_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Eligibility own, of_course;
    const char *back = text(cx, "/office/events/%ld", (long)rq->id);
    TRY(event_find_own(cx, rq->id, &event));
    TRY(eligibility_of_event(cx, &event, &own));
    TRY(eligibility_of_course(cx, event.course_id, &of_course));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Who can come: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "%s/rules", back) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Who can come</h1>\n", event.title, event.session_count ? day_words(cx, event.starts_on) : "no date yet");
    form_begin(cx, rq, rs, text(cx, "%s/eligibility", back), false);
    const Option whose[] = {
        { .value = "course", .text = "As its course says", .hint = text(cx, "%s.", eligibility_words(cx, &of_course)) },
        { .value = "own", .text = "Rules of this event alone", .hint = "What is ticked below. With nothing ticked, everybody can come." },
    };
    field_radios(out, rq, (Radios){ .name = "whose", .legend = "What holds for this event?", .legend_classes = "govuk-fieldset__legend--s", .value = own.own ? "own" : "course", .items = whose, .count = COUNT(whose) });
    fields(out, rq, own.own ? &own : &of_course);
    buttons(out, back);
    page_end(rs);
    return OK;
}

static Error *event_submit(Ctx *cx, Request *rq, Response *rs)
{
    const EligibilityDraft draft = typed(cx, rq);
    const char *whose = form_text(rq, "whose");
    if (!one_of(whose, "course own")) return invalid(cx, "whose", "Choose what holds for this event");
    TRY(eligibility_set_event(cx, rq->id, same(whose, "own") ? &draft : NULL));
    rs->flash = "Who can come is saved.";
    return redirect(rs, text(cx, "/office/events/%ld", (long)rq->id));
}

/* ---- within an event's rules: said there, and set on the page above ---- */

static const char *part_words(Ctx *cx, const Event *event)
{
    Eligibility eligibility;
    if (eligibility_of_event(cx, event, &eligibility)) return "Not everybody can come";
    return text(cx, "%s%s", eligibility_words(cx, &eligibility), eligibility.own ? " (this event alone)" : "");
}

static Error *part_show(Out *out, const Request *rq, const Event *event)
{
    (void)rq;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Who can come</h2>\n<p class=\"govuk-body\">%s. <a class=\"govuk-link\" href=\"/office/events/%ld/eligibility\">Change who can come</a></p>\n",
         part_words(out->cx, event), (long)event->id);
    return OK;
}

static Error *part_save(Ctx *cx, const Request *rq, const Event *event)
{
    (void)cx, (void)rq, (void)event;
    return OK;
}

const RulesPart rules_part_eligible = { RULE_ELIGIBLE | RULE_ELIGIBLE_OWN, part_show, part_save, part_words };

ROUTES(eligibility_pages,
    FORM("/office/courses/:id/eligibility", OWN_COURSES, course_show, NULL, course_submit),
    FORM("/office/events/:id/eligibility",  OWN_COURSES, event_show,  NULL, event_submit),
);
