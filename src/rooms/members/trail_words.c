#include "rooms/members/trail_words.h"

#include "platform/base/text.h"

static const struct { const char *what, *words; } known[] = {
    { "access.denied",           "Access denied" },
    { "calendar.added",          "Added to the school calendar" },
    { "calendar.changed",        "School calendar changed" },
    { "calendar.removed",        "Taken off the school calendar" },
    { "calendar.year_begun",     "School calendar begun like the year before" },
    { "certificate.issued",      "Certificate given" },
    { "certificate.withdrawn",   "Certificate withdrawn" },
    { "course.added",            "Course added" },
    { "course.archived",         "Course archived" },
    { "course.changed",          "Course changed" },
    { "course.published",        "Course published" },
    { "demo.made",               "Demonstration made" },
    { "event.added",             "Event added" },
    { "event.archived",          "Event archived" },
    { "event.cancelled",         "Event cancelled" },
    { "event.changed",           "Places, price or booking changed" },
    { "event.closed",            "Booking closed" },
    { "event.copied",            "Copied from another event" },
    { "event.published",         "Event published" },
    { "event.reopened",          "Booking opened again" },
    { "event.rules_changed",     "Rules changed" },
    { "facilitator.added",       "Facilitator added" },
    { "facilitator.removed",     "Facilitator removed" },
    { "import.applied",          "Import applied" },
    { "import.dropped",          "Import dropped" },
    { "link.used",               "Link from an email used" },
    { "mail.sent_again",         "Letter sent again" },
    { "mail.taken_as_sent",      "Letter taken as arrived" },
    { "membership.added",        "Membership added" },
    { "membership.ended",        "Membership ended" },
    { "organisation.added",      "Organisation added" },
    { "organisation.changed",    "Organisation changed" },
    { "person.added",            "Person added" },
    { "person.address_asked",    "New address asked for" },
    { "person.changed",          "Person changed" },
    { "person.invited",          "Invited by email" },
    { "person.password_set",     "Password set" },
    { "post.added",              "Post added" },
    { "post.ended",              "Post ended" },
    { "register.marked",         "Register marked" },
    { "registration.cancelled",  "Place cancelled" },
    { "registration.confirmed",  "Place booked" },
    { "registration.lapsed",     "Offer ran out" },
    { "registration.missed",     "Did not come" },
    { "registration.missed_not", "Register put right: came after all" },
    { "registration.missed_why", "Said why nobody came" },
    { "registration.offered",    "Place offered" },
    { "registration.substituted", "Place given to a colleague" },
    { "registration.waiting",    "Put on the waiting list" },
    { "registration.walked_in",  "Came without booking" },
    { "school.changed",          "Changed by the schools register" },
    { "school.continued",        "Continues another school" },
    { "school.status_changed",   "Status changed by the schools register" },
    { "session.added",           "Session added" },
    { "session.changed",         "Session moved or changed" },
    { "session.removed",         "Session removed" },
    { "settings.changed",        "Settings changed" },
    { "settings.mark_removed",   "Mark taken away" },
    { "settings.mark_set",       "Mark set" },
    { "sign_in.began",           "Signed in" },
    { "sign_in.ended",           "Signed out" },
    { "sign_in.failed",          "Sign-in failed" },
    { "sign_in.others_ended",    "Signed out everywhere else" },
    { "sign_in.post_chosen",     "Post chosen" },
    { "theme.added",             "Theme added" },
    { "theme.brought_back",      "Theme brought back" },
    { "theme.changed",           "Theme changed" },
    { "theme.moved",             "Theme moved" },
    { "theme.retired",           "Theme retired" },
    { "venue.added",             "Venue added" },
    { "venue.changed",           "Venue changed" },
    { "venue.reopened",          "Venue brought back" },
    { "venue.retired",           "Venue retired" },
};

const TrailPart trail_parts[] = {
    { "registration", "Places" },
    { "event", "Events" },
    { "session", "Sessions" },
    { "course", "Courses" },
    { "register", "Registers" },
    { "certificate", "Certificates" },
    { "person", "People" },
    { "post", "Posts" },
    { "organisation", "Organisations" },
    { "school", "Schools" },
    { "membership", "Memberships" },
    { "import", "Imports" },
    { "mail", "Letters" },
    { "venue", "Venues" }, { "calendar", "School calendar" },
    { "theme", "Themes" },
    { "settings", "Settings" },
    { "sign_in", "Sign-ins" },
    { "access", "Refusals" },
    { NULL, NULL },
};

const char *trail_words(const char *what)
{
    for (size_t i = 0; i < COUNT(known); i++)
        if (same(known[i].what, what)) return known[i].words;
    return what;
}

const char *trail_who(const char *what, int64_t person_id, const char *name)
{
    if (*name) return name;
    if (person_id) return "somebody since erased";
    return one_of(what, "sign_in.failed access.denied") ? "somebody not signed in" : "the system";
}
