/* The find box of the office's band: people, schools, events and courses that fit, a few of each, and the way to the whole lists. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/programme/catalogue.h"
#include "rooms/programme/office_pages.h"
#include "rooms/programme/search_forgive.h"

enum { FEW = 5, LETTERS_LEAST = 2, LETTERS_MOST = 100 };

/* In this order they fill the few lines: what is still to come is looked for most. */
static const struct { EventsKind kind; const char *slug, *words; } kinds[] = { { EVENTS_UPCOMING, "upcoming", "to come" }, { EVENTS_DRAFT, "drafts", "drafts" }, { EVENTS_PAST, "past", "past" } };

typedef struct {
    const char       *words, *likely;      /* likely: words that were probably meant, or NULL */
    PersonEntry       *people;        size_t people_count;
    OrganisationEntry *organisations; size_t organisation_count;
    EventsRow         *events[COUNT(kinds)]; size_t event_counts[COUNT(kinds)];
    CoursesRow        *courses;       size_t course_count;
} Found;

static size_t events_counted(const Found *f) { return f->event_counts[0] + f->event_counts[1] + f->event_counts[2]; }
static bool   anything(const Found *f)       { return f->people_count + f->organisation_count + events_counted(f) + f->course_count > 0; }

static Error *find(Ctx *cx, Found *f)
{
    bool before, after;
    const char *question = search_question(cx, f->words);
    if (may(cx, AUDIT)) {
        TRY(people_list(cx, &(PeopleFilter){ .words = f->words, .role = "" }, &f->people, &f->people_count, &before, &after));
        TRY(organisations_list(cx, &(OrganisationFilter){ .words = f->words, .kind = "", .phase = "", .authority = "", .status = "", .member = "" }, &f->organisations, &f->organisation_count, &before, &after));
    }
    for (size_t i = 0; i < COUNT(kinds); i++)
        TRY(events_list(cx, &(EventsFilter){ .kind = kinds[i].kind, .words = f->words, .from = "" }, FEW, &f->events[i], &f->event_counts[i]));
    TRY(courses_list(cx, &(CoursesFilter){ .words = f->words, .state = "all", .kind = "" }, FEW, &f->courses, &f->course_count));
    if (anything(f)) return OK;
    SearchForgiven forgiven = {0};
    TRY(search_forgive(cx, question, &forgiven));
    f->likely = forgiven.better;
    return OK;
}

static void panel_begin(Out *out, const char *title, const char *list, const char *words)
{
    ly_panel_begin(out, (LyPanel){ .title = title, .tone = LY_FLUSH, .end_text = list ? "The whole list" : NULL, .end_href = list ? text(out->cx, "%s%s", list, text_url(out->cx, words)) : NULL });
}

static void people_put(Out *out, const Found *f)
{
    if (!f->people_count) return;
    panel_begin(out, "People", "/office/people?q=", f->words);
    ly_table_begin(out, (LyTable){ .caption = "People that fit", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Name" }, { .text = "Post" }) });
    for (size_t i = 0; i < f->people_count && i < FEW; i++) {
        const PersonEntry *p = &f->people[i];
        const Role *role = role_find(p->role);
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/people/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>"
                  "<td data-label=\"Post\"><span>%s<span class=\"ly-sub\">%s</span></span></td></tr>\n",
             p->id, p->name, p->email, !p->organisation_id ? "No current post" : role ? role->words : p->role, p->organisation);
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void organisations_put(Out *out, const Found *f)
{
    if (!f->organisation_count) return;
    panel_begin(out, "Schools and organisations", "/office/schools?q=", f->words);
    ly_table_begin(out, (LyTable){ .caption = "Schools and organisations that fit", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Name" }, { .text = "Authority" }, { .text = "Member" }) });
    for (size_t i = 0; i < f->organisation_count && i < FEW; i++) {
        const OrganisationEntry *o = &f->organisations[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/schools/%ld\">%s</a><span class=\"ly-sub\">", o->id, o->name);
        if (*o->urn) html(out, "URN %s, %s%s", o->urn, o->phase, *o->town ? ", " : "");
        html(out, "%s</span></span></th><td data-label=\"Authority\">%s</td><td data-label=\"Member\">%s</td></tr>\n", o->town, *o->authority ? o->authority : "–", o->member ? "Member" : "–");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void event_put(Out *out, const EventsRow *event)
{
    Ctx *cx = out->cx;
    const char *status;
    LyMeaning meaning = event_meaning(event->state, event->places, event->taken, &status);
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"When\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Status\">",
         event->id, event->title, event->code, event->session_count ? date_words(cx, event->starts_on) : "No date yet", event->led_by);
    ly_status_tiny(out, meaning, status);
    html(out, "</td></tr>\n");
}

static void events_put(Out *out, const Found *f)
{
    size_t shown = 0;
    if (!events_counted(f)) return;
    panel_begin(out, "Events", NULL, "");
    ly_table_begin(out, (LyTable){ .caption = "Events that fit", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Event" }, { .text = "When" }, { .text = "Status" }) });
    for (size_t k = 0; k < COUNT(kinds); k++)
        for (size_t i = 0; i < f->event_counts[k] && shown < FEW; i++, shown++) event_put(out, &f->events[k][i]);
    ly_table_end(out);
    html(out, "<p class=\"ly-small ly-panel__foot\">The whole list:");
    for (size_t k = 0; k < COUNT(kinds); k++)
        if (f->event_counts[k]) html(out, " <a class=\"govuk-link\" href=\"/office/programme?list=%s&amp;q=%s\">%s</a>", kinds[k].slug, f->words, kinds[k].words);
    html(out, "</p>\n");
    ly_panel_end(out);
}

static void courses_put(Out *out, const Found *f)
{
    if (!f->course_count) return;
    panel_begin(out, "Courses", may(out->cx, OWN_COURSES) ? "/office/courses?state=all&q=" : NULL, f->words);
    ly_table_begin(out, (LyTable){ .caption = "Courses that fit", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Course" }, { .text = "Offered by" }, { .text = "Dates to come", .number = true }) });
    for (size_t i = 0; i < f->course_count; i++)
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th>"
                  "<td data-label=\"Offered by\">%s</td><td class=\"ly-num\" data-label=\"Dates to come\">%ld</td></tr>\n",
             course_page_path(out->cx, f->courses[i].id), f->courses[i].title, f->courses[i].code, f->courses[i].owner, f->courses[i].to_come);
    ly_table_end(out);
    ly_panel_end(out);
}

static void nothing_put(Out *out, const Found *f)
{
    Ctx *cx = out->cx;
    const char *how = may(cx, AUDIT) ? "Try part of a name, an email address, a school’s URN or postcode, or a course’s code." : "Try one word of the title, the course’s code, or who leads it.";
    if (!letters(f->words)) ly_empty(out, (LyEmpty){ .title = "What are you looking for?", .words = how, .plain = true });
    else if (letters(f->words) < LETTERS_LEAST) ly_empty(out, (LyEmpty){ .title = "Enter two letters or more", .words = how, .plain = true });
    else if (letters(f->words) > LETTERS_MOST) ly_empty(out, (LyEmpty){ .title = text(cx, "Enter %d letters or fewer", LETTERS_MOST), .words = how, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = text(cx, "Nothing fits “%s”", f->words), .words = how, .act = f->likely ? text(cx, "Find %s", f->likely) : NULL,
                                  .act_href = f->likely ? text(cx, "/office/find?q=%s", text_url(cx, f->likely)) : NULL, .plain = true });
}

static Error *find_show(Ctx *cx, const Request *rq, Response *rs)
{
    Found f = { .words = text_trim(cx, query_value(rq, "q")) };
    if (letters(f.words) >= LETTERS_LEAST && letters(f.words) <= LETTERS_MOST) TRY(find(cx, &f));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Find", .frame = FRAME_OFFICE, .wide = true });
    ly_head_begin(out, "Find");
    if (anything(&f)) html(out, "<span class=\"ly-quiet ly-small\">What fits “%s”</span>", f.words);
    ly_head_end(out, false);
    if (!anything(&f)) nothing_put(out, &f);
    else {
        bool members = f.people_count || f.organisation_count, both = members && (events_counted(&f) || f.course_count);   /* one side alone takes the whole width */
        if (both) html(out, "<div class=\"ly-split ly-split--even\"><div>\n");
        organisations_put(out, &f);   /* first: a school's name is in the address of each of its people, and a person's in no school */
        people_put(out, &f);
        if (both) html(out, "</div><div>\n");
        events_put(out, &f);
        courses_put(out, &f);
        if (both) html(out, "</div></div>\n");
    }
    page_end(rs);
    return OK;
}

ROUTES(find_pages,
    GET("/office/find", READ_PROGRAMME, find_show),
);
