#include "rooms/booking/picker_pages.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/html/field.h"
#include "rooms/booking/booking.h"
#include "rooms/programme/course.h"

/* What each role answers to among a course's audiences, by their slugs. */
static const struct { const char *role, *audiences; } answers[] = {
    { "headteacher", "leaders" }, { "executive headteacher", "leaders" }, { "deputy headteacher", "leaders teachers" }, { "assistant headteacher", "leaders teachers" },
    { "CPD lead", "leaders teachers" }, { "school business manager", "leaders office-and-site" }, { "school administrator", "office-and-site" },
    { "SENCO", "sencos teachers" }, { "designated safeguarding lead", "safeguarding-leads leaders" }, { "phase leader", "leaders teachers early-years-staff" },
    { "subject leader", "subject-leaders teachers" }, { "teacher", "teachers early-years-staff pupils" }, { "early career teacher", "early-career teachers pupils" },
    { "teaching assistant", "teaching-assistants early-years-staff" }, { "sustainability lead", "teachers" }, { "mental health lead", "teachers" },
    { "office staff", "office-and-site" }, { "site staff", "office-and-site" }, { "governor", "governors" }, { "clerk to governors", "governors" },
};

static bool work_is_for(const Colleague *person, int64_t audience_bits)
{
    for (size_t a = 0; a < COUNT(answers); a++)
        for (size_t i = 0; same(answers[a].role, person->role) && i < course_audience_count; i++)
            if (audience_bits >> i & 1 && one_of(course_audiences[i].slug, answers[a].audiences)) return true;
    return false;
}

Error *picker_load(Ctx *cx, int64_t organisation_id, const Event *event, Picker *picker)
{
    Course course = {0};
    TRY(course_find(cx, event->course_id, &course));
    picker->audience_bits = course.audience_bits;
    TRY(colleagues(cx, organisation_id, "", &picker->people, &picker->count));
    return colleagues_busy(cx, organisation_id, event, &picker->busy, &picker->busy_count);
}

static const Busy *busy_in(const Picker *picker, int64_t person_id) { return busy_of(picker->busy, picker->busy_count, person_id); }

bool picker_is_here(const Picker *picker, int64_t person_id)
{
    const Busy *busy = busy_in(picker, person_id);
    return busy && busy->here;
}

const char *picker_elsewhere(Ctx *cx, const Picker *picker, int64_t person_id)
{
    const Busy *busy = busy_elsewhere(picker->busy, picker->busy_count, person_id);
    return busy ? text(cx, ", at the same time on %s", busy->title) : "";
}

bool picker_asks(const Picker *picker, int64_t person_id)
{
    const Busy *busy = busy_in(picker, person_id);
    return busy && busy->here && same(busy->state, "requested");
}

bool picker_waits(const Picker *picker, int64_t person_id)
{
    const Busy *busy = busy_in(picker, person_id);
    return busy && busy->here && same(busy->state, "waiting");
}

/* "teacher" stands in the data; on a page a post begins with a capital. */
static const char *what_words(Ctx *cx, const Colleague *person)
{
    const char *what = *person->title ? person->title : person->role;
    const char *words = *what >= 'a' && *what <= 'z' ? text(cx, "%c%s", *what - 'a' + 'A', what + 1) : what;
    return person->id == cx->who->id ? text(cx, "You. %s", words) : words;
}

/* The first who can be chosen has the field's own name as its id, where the error summary leads. */
static void rows(Out *out, const Request *rq, const Picker *picker, const Colleague *const *people, size_t n, bool *led)
{
    Ctx *cx = out->cx;
    ly_picker_begin(out);
    for (size_t i = 0; i < n; i++) {
        const char *id = text(cx, "%ld", (long)people[i]->id);
        const Busy *busy = busy_in(picker, people[i]->id);
        bool here = busy && busy->here, leads = !here && !*led;
        if (leads) *led = true;
        ly_pick(out, (LyPick){ .id = leads ? "people" : text(cx, "person-%s", id), .name = "person", .value = id, .person = people[i]->name, .what = what_words(cx, people[i]),
                               .note = busy_words(cx, busy), .checked = !here && form_ticked(rq, "person", id), .off = here });
    }
    ly_picker_end(out);
}

static const char *others_words(Ctx *cx, size_t others)
{
    const char *school = cx->who->organisation;
    return others == 1 ? text(cx, "Show one more person at %s", school) : text(cx, "Show the other %zu people at %s", others, school);
}

void picker_show(Out *out, const Request *rq, const Picker *picker)
{
    Ctx *cx = out->cx;
    const char *error = error_for(rq, "people");
    const Colleague **first = array(cx, const Colleague *, picker->count + 1), **rest = array(cx, const Colleague *, picker->count + 1);
    size_t n = 0, others = 0;
    bool chosen = false, led = false;
    for (size_t i = 0; i < picker->count; i++) {
        const Colleague *person = &picker->people[i];
        if (work_is_for(person, picker->audience_bits)) {
            first[n++] = person;
            continue;
        }
        chosen |= form_ticked(rq, "person", text(cx, "%ld", (long)person->id));
        rest[others++] = person;
    }
    html(out, "<fieldset class=\"govuk-fieldset govuk-form-group%s\" aria-describedby=\"who-hint%s\">", error ? " govuk-form-group--error" : "", error ? " people-error" : "");
    html(out, "<legend class=\"govuk-fieldset__legend govuk-fieldset__legend--m\"><h2 class=\"govuk-fieldset__heading\">Who is coming?</h2></legend>\n");
    html(out, "<div id=\"who-hint\" class=\"govuk-hint\">%s</div>", n && others ? text(cx, "People at %s whose work this is for come first. Tick everybody who should have a place.", cx->who->organisation)
                                                                          : text(cx, "People at %s. Tick everybody who should have a place.", cx->who->organisation));
    if (error) govuk_error_message(out, (ErrorMessage){ .id = "people-error", .text = error });
    ly_find(out, "Find a name or what they do");
    if (n) rows(out, rq, picker, first, n, &led);
    if (n && others) govuk_details_begin(out, (Details){ .summary = others_words(cx, others), .open = chosen || !led, .classes = "govuk-!-margin-top-3" });
    if (others) rows(out, rq, picker, rest, others, &led);
    if (n && others) govuk_details_end(out);
    html(out, "</fieldset>\n");
}
