#include "app/lists.h"

#include "app/error_page.h"
#include "rooms/members/permission.h"
#include "rooms/members/sign_in.h"

/* Doors are included by nobody; they are named here, room by room, lowest first. */

extern const RouteList http_pages, pattern_book_pages, find_pages, guidance_pages, mail_pages, today_pages, trail_pages;
extern const RouteList sign_in_pages, account_pages, address_change_pages, school_pages, people_pages, our_people_list_pages, our_people_pages, import_pages, settings_pages, own_mark_pages;
extern const RouteList theme_pages;
extern const RouteList catalogue_pages, catalogue_api, event_pages;
extern const RouteList office_pages, office_chosen_pages, office_course_pages, office_courses_pages, office_event_pages, office_event_act_pages, office_people_pages, office_terms_pages, office_session_pages, office_venue_pages;
extern const RouteList home_pages, our_bookings_pages, booking_pages, registration_pages, register_pages, booking_office_pages;
extern const RouteList record_pages;

static const RouteList *const routes[] = {
    &http_pages, &pattern_book_pages, &find_pages, &guidance_pages, &mail_pages, &today_pages, &trail_pages,
    &sign_in_pages, &account_pages, &address_change_pages, &school_pages, &people_pages, &our_people_list_pages, &our_people_pages, &import_pages, &settings_pages, &own_mark_pages,
    &theme_pages,
    &catalogue_pages, &catalogue_api, &event_pages,
    &office_pages, &office_chosen_pages, &office_course_pages, &office_courses_pages, &office_event_pages, &office_event_act_pages, &office_people_pages, &office_terms_pages, &office_session_pages, &office_venue_pages,
    &home_pages, &our_bookings_pages, &booking_pages, &registration_pages, &register_pages, &booking_office_pages,
    &record_pages,
};
const App the_app = { routes, COUNT(routes), sign_in_who, error_page };

extern const Command serve_commands[], store_commands[], demo_commands[], members_commands[], programme_commands[], booking_commands[];

const Command *const all_commands[] = { serve_commands, store_commands, demo_commands, members_commands, programme_commands, booking_commands };
const size_t all_commands_count = COUNT(all_commands);

extern const JobLists platform_jobs, mail_jobs, members_jobs, booking_jobs, record_jobs;

const JobLists *const all_jobs[] = { &platform_jobs, &mail_jobs, &members_jobs, &booking_jobs, &record_jobs };
const size_t all_jobs_count = COUNT(all_jobs);

/* What a person may not open, they do not see. */
const NavEntry navigation[] = {
    { "home", "Home", "/my", FRAME_PUBLIC, SIGNED_IN, NULL },
    { "programme", "Programme", "/courses", FRAME_PUBLIC, PUBLIC, NULL },
    { "bookings", "Bookings", "/bookings", FRAME_PUBLIC, BOOK_PLACES, NULL },
    { "people", "Our people", "/people", FRAME_PUBLIC, MANAGE_PEOPLE, NULL },
    { "facilitating", "My events", "/facilitating", FRAME_PUBLIC, TAKE_REGISTER, NULL },
    { "record", "My record", "/record", FRAME_PUBLIC, SIGNED_IN, NULL },
    { "account", "My account", "/account", FRAME_PUBLIC, SIGNED_IN, NULL },
    { "office-today", "Today", "/office", FRAME_OFFICE, READ_PROGRAMME, NULL },
    { "office-programme", "Programme", "/office/programme", FRAME_OFFICE, READ_PROGRAMME, NULL },
    { "bookings", "Bookings", "/office/bookings", FRAME_OFFICE, AUDIT, NULL },
    { "office-courses", "Courses", "/office/courses", FRAME_OFFICE, OWN_COURSES, NULL },
    { "office-venues", "Venues", "/office/venues", FRAME_OFFICE, RUN_PROGRAMME, NULL },
    { "schools", "Schools", "/office/schools", FRAME_OFFICE, AUDIT, "Schools and people" },
    { "people", "People", "/office/people", FRAME_OFFICE, AUDIT, NULL },
    { "register", "Schools register", "/office/register", FRAME_OFFICE, RUN_MEMBERS, NULL },
    { "people-import", "People from a file", "/office/people/import", FRAME_OFFICE, RUN_MEMBERS, NULL },
    { "mail", "Letters", "/office/mail", FRAME_OFFICE, AUDIT, "Kept on record" },
    { "trail", "Who did what", "/office/trail", FRAME_OFFICE, AUDIT, NULL },
    { "themes", "Themes", "/office/themes", FRAME_OFFICE, SET_UP, "Set up" },
    { "settings", "Settings", "/office/settings", FRAME_OFFICE, SET_UP, NULL },
    { "find", "Person, school, course or code", "/office/find", FRAME_FIND, AUDIT, NULL },
    { "find", "Course, event or code", "/office/find", FRAME_FIND, READ_PROGRAMME, NULL },
    { "help", "Help", "/help", FRAME_FOOT, PUBLIC, NULL },
    { "booking-terms", "Booking terms", "/booking-terms", FRAME_FOOT, PUBLIC, NULL },
    { "accessibility", "Accessibility", "/accessibility", FRAME_FOOT, PUBLIC, NULL },
    { "privacy", "Privacy", "/privacy", FRAME_FOOT, PUBLIC, NULL },
};
const size_t navigation_count = COUNT(navigation);
