#include "app/lists.h"

#include "app/error_page.h"
#include "rooms/members/permission.h"
#include "rooms/members/sign_in.h"

/*
 * Doors are included by nobody; they are named here, room by room, lowest first, each on a line of its own: `of` is what is made of the
 * name.
 */

#define EACH_ROUTE_LIST(of) \
    /* what is about everything at once */ \
    of(http_pages) \
    of(pattern_book_pages) \
    of(find_pages) \
    of(guidance_pages) \
    of(intake_pages) \
    of(mail_pages) \
    of(today_pages) \
    of(trail_pages) \
    /* members */ \
    of(sign_in_pages) \
    of(account_pages) \
    of(second_factor_pages) \
    of(second_factor_set_pages) \
    of(own_passkey_pages) \
    of(identity_pages) \
    of(provider_pages) \
    of(address_change_pages) \
    of(needs_pages) \
    of(notice_pages) \
    of(school_pages) \
    of(people_pages) \
    of(our_people_list_pages) \
    of(our_people_pages) \
    of(import_pages) \
    of(settings_pages) \
    of(own_mark_pages) \
    /* themes */ \
    of(theme_pages) \
    of(framework_pages) \
    /* money */ \
    of(ledger_pages) \
    of(ledger_account_pages) \
    of(ledger_note_pages) \
    of(ledger_close_pages) \
    of(ledger_named_pages) \
    of(money_pages) \
    of(forecast_pages) \
    of(forecast_saved_pages) \
    of(margin_pages) \
    of(centre_budget_pages) \
    of(to_bill_pages) \
    of(document_office_pages) \
    of(document_our_pages) \
    of(bill_settings_pages) \
    of(statement_pages) \
    of(vat_pages) \
    of(ledger_export_pages) \
    of(export_layout_pages) \
    of(recharge_pages) \
    of(recharge_batch_pages) \
    of(recharge_end_pages) \
    of(recharge_our_pages) \
    of(laboratory_pages) \
    of(laboratory_study_pages) \
    of(laboratory_model_pages) \
    of(package_office_pages) \
    of(package_our_pages) \
    of(waiver_pages) \
    of(subscription_our_pages) \
    of(subscription_office_pages) \
    of(subscription_one_pages) \
    of(subscription_change_pages) \
    of(renewal_pages) \
    of(round_our_pages) \
    of(round_commit_pages) \
    of(round_saving_pages) \
    of(round_office_pages) \
    of(round_form_pages) \
    of(round_act_pages) \
    of(payment_pages) \
    of(payment_act_pages) \
    of(payment_terms_pages) \
    of(bank_pages) \
    of(bank_line_pages) \
    of(refund_pages) \
    of(refund_ask_pages) \
    of(overdue_pages) \
    of(card_pages) \
    /* programme */ \
    of(catalogue_pages) \
    of(catalogue_api) \
    of(event_pages) \
    of(saved_search_pages) \
    of(event_rules_pages) \
    of(eligibility_pages) \
    of(review_pages) \
    of(review_change_pages) \
    of(office_pages) \
    of(office_chosen_pages) \
    of(office_course_pages) \
    of(office_quality_pages) \
    of(office_courses_pages) \
    of(office_event_pages) \
    of(office_event_act_pages) \
    of(office_people_pages) \
    of(office_question_pages) \
    of(office_answer_pages) \
    of(office_terms_pages) \
    of(office_session_pages) \
    of(office_venue_pages) \
    of(office_venue_diary_pages) \
    of(office_venue_room_pages) \
    of(office_calendar_pages) \
    of(event_repeat_pages) \
    of(event_template_pages) \
    of(year_copy_pages) \
    of(usual_charges_pages) \
    of(usual_prices_pages) \
    of(event_prices_pages) \
    of(planner_pages) \
    of(leading_pages) \
    of(office_leading_pages) \
    of(office_cost_pages) \
    of(cost_to_pay_pages) \
    of(material_pages) \
    of(prospectus_pages) \
    /* booking */ \
    of(home_pages) \
    of(approval_pages) \
    of(approval_office_pages) \
    of(school_rule_pages) \
    of(budget_pages) \
    of(school_money_pages) \
    of(school_value_pages) \
    of(school_value_office_pages) \
    of(our_bookings_pages) \
    of(booking_pages) \
    of(registration_pages) \
    of(facilitating_pages) \
    of(move_pages) \
    of(register_pages) \
    of(register_paper_pages) \
    of(walk_in_pages) \
    of(check_in_pages) \
    of(naming_pages) \
    of(answer_pages) \
    of(no_show_pages) \
    of(charge_pages) \
    of(charge_list_pages) \
    of(package_use_pages) \
    of(package_office_use_pages) \
    of(booking_office_pages) \
    of(evaluation_bank_pages) \
    of(evaluation_form_acts_pages) \
    of(evaluation_form_pages) \
    of(evaluation_pages) \
    of(evaluation_results_pages) \
    of(evaluation_summed_pages) \
    of(ballot_pages) \
    of(second_date_pages) \
    of(go_ahead_pages) \
    of(feed_pages) \
    of(material_reader_pages) \
    /* record */ \
    of(record_pages) \
    of(record_files_pages) \
    of(learning_pages) \
    of(certificate_pages) \
    of(certificate_office_pages) \
    of(badge_pages) \
    of(training_overview_pages) \
    of(training_pages) \
    of(training_record_pages) \
    of(requirement_office_pages) \
    of(skill_pages) \

#define DECLARED(list) extern const RouteList list;
EACH_ROUTE_LIST(DECLARED)

static const RouteList *const routes[] = {
#define LISTED(list) &list,
    EACH_ROUTE_LIST(LISTED)
};
const App the_app = { routes, COUNT(routes), sign_in_who, error_page, "/sign-in/second" };

#define EACH_COMMANDS(of) \
    of(serve_commands) \
    of(store_commands) \
    of(demo_commands) \
    of(intake_commands) \
    of(members_commands) \
    of(money_commands) \
    of(programme_commands) \
    of(booking_commands) \
    of(ballot_commands) \

#define COMMANDS_DECLARED(list) extern const Command list[];
EACH_COMMANDS(COMMANDS_DECLARED)

const Command *const all_commands[] = {
#define COMMANDS_LISTED(list) list,
    EACH_COMMANDS(COMMANDS_LISTED)
};
const size_t all_commands_count = COUNT(all_commands);

#define EACH_JOB_LISTS(of) \
    of(platform_jobs) \
    of(mail_jobs) \
    of(intake_jobs) \
    of(members_jobs) \
    of(notice_jobs) \
    of(round_jobs) \
    of(subscription_jobs) \
    of(bill_jobs) \
    of(recharge_jobs) \
    of(payment_jobs) \
    of(programme_jobs) \
    of(saved_search_jobs) \
    of(booking_jobs) \
    of(billing_jobs) \
    of(evaluation_jobs) \
    of(ballot_jobs) \
    of(naming_jobs) \
    of(answer_jobs) \
    of(second_date_jobs) \
    of(go_ahead_jobs) \
    of(material_jobs) \
    of(reminder_jobs) \
    of(record_jobs) \

#define JOBS_DECLARED(list) extern const JobLists list;
EACH_JOB_LISTS(JOBS_DECLARED)

const JobLists *const all_jobs[] = {
    EACH_JOB_LISTS(LISTED)
};
const size_t all_jobs_count = COUNT(all_jobs);

/* What files may bring in, in the order in which the office's page offers them. */
#define EACH_IMPORT(of) \
    /* members */ \
    of(people_import) \
    /* money */ \
    of(bank_import) \
    /* programme */ \
    of(venue_import) \
    of(course_import) \
    of(event_import) \
    /* booking */ \
    of(registration_import) \

#define IMPORTS_DECLARED(kind) extern const ImportKind kind;
EACH_IMPORT(IMPORTS_DECLARED)

const ImportKind *const all_imports[] = {
    EACH_IMPORT(LISTED)
};
const size_t all_imports_count = COUNT(all_imports);

/* What a person may not open, they do not see. Each entry names its group, so that whoever does not see the first still sees the heading. */
const NavEntry navigation[] = {
    { "home", "Home", "/my", FRAME_PUBLIC, SIGNED_IN, NULL },
    { "programme", "Programme", "/courses", FRAME_PUBLIC, PUBLIC, NULL },
    { "bookings", "Bookings", "/bookings", FRAME_PUBLIC, BOOK_PLACES, NULL },
    { "people", "Our people", "/people", FRAME_PUBLIC, MANAGE_PEOPLE, NULL },
    { "training", "Training", "/training", FRAME_PUBLIC, BOOK_PLACES, NULL },
    { "our-money", "Our money", "/money", FRAME_PUBLIC, OUR_MONEY, NULL },
    { "buying", "Buying together", "/buying", FRAME_PUBLIC, BUY_TOGETHER, NULL, OUR_MONEY },
    { "invoices", "Invoices", "/invoices", FRAME_PUBLIC, BUY_TOGETHER, NULL, OUR_MONEY },
    { "money", "Overview", "/money", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "value", "Value", "/money/value", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "package", "Our package", "/package", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "budget", "Our budget", "/budget", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "buying", "Buying together", "/buying", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "invoices", "Invoices", "/invoices", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "recharges", "Recharges", "/recharges", FRAME_LOCAL, OUR_MONEY, "our-money" },
    { "facilitating", "My events", "/facilitating", FRAME_PUBLIC, TAKE_REGISTER, NULL },
    { "record", "My record", "/record", FRAME_PUBLIC, SIGNED_IN, NULL },
    { "account", "My account", "/account", FRAME_PUBLIC, SIGNED_IN, NULL },
    { "office-today", "Today", "/office", FRAME_OFFICE, READ_PROGRAMME, NULL },
    { "office-programme", "Programme", "/office/programme", FRAME_OFFICE, READ_PROGRAMME, NULL },
    { "bookings", "Bookings", "/office/bookings", FRAME_OFFICE, AUDIT, NULL },
    { "reviews", "To review", "/office/reviews", FRAME_OFFICE, OWN_COURSES, NULL },
    { "approvals", "Places to approve", "/office/approvals", FRAME_OFFICE, OWN_COURSES, NULL },
    { "no-shows", "No-shows", "/office/no-shows", FRAME_OFFICE, AUDIT, NULL },
    { "charges", "Charges", "/office/charges", FRAME_OFFICE, AUDIT, NULL },
    { "office-courses", "Courses", "/office/courses", FRAME_OFFICE, OWN_COURSES, "Planning" },
    { "office-venues", "Venues", "/office/venues", FRAME_OFFICE, RUN_PROGRAMME, "Planning" },
    { "office-calendar", "School calendar", "/office/calendar", FRAME_OFFICE, READ_PROGRAMME, "Planning" },
    { "evaluation", "Evaluation", "/office/evaluations", FRAME_OFFICE, READ_PROGRAMME, "Learning" },
    { "certificates", "Certificates", "/office/certificates", FRAME_OFFICE, AUDIT, "Learning" },
    { "requirements", "Requirements", "/office/requirements", FRAME_OFFICE, AUDIT, "Learning" },
    { "schools", "Schools", "/office/schools", FRAME_OFFICE, AUDIT, "Schools and people" },
    { "people", "People", "/office/people", FRAME_OFFICE, AUDIT, "Schools and people" },
    { "register", "Schools register", "/office/register", FRAME_OFFICE, RUN_MEMBERS, "Schools and people" },
    { "money", "Money", "/office/money", FRAME_OFFICE, READ_MONEY, "Money" },
    { "to-bill", "To bill", "/office/to-bill", FRAME_OFFICE, READ_MONEY, "Money" },
    { "invoices", "Invoices", "/office/invoices", FRAME_OFFICE, READ_MONEY, "Money" },
    { "payments", "Payments", "/office/payments", FRAME_OFFICE, READ_MONEY, "Money" },
    { "recharges", "Recharges", "/office/recharges", FRAME_OFFICE, READ_MONEY, "Money" },
    { "subscriptions", "Subscriptions", "/office/subscriptions", FRAME_OFFICE, READ_MONEY, "Money" },
    { "packages", "Packages", "/office/packages", FRAME_OFFICE, READ_MONEY, "Money" },
    { "entitlements", "Package use", "/office/entitlements", FRAME_OFFICE, READ_MONEY, "Money" },
    { "value", "Value for schools", "/office/value", FRAME_OFFICE, READ_MONEY, "Money" },
    { "prices", "Prices", "/office/prices", FRAME_OFFICE, READ_MONEY, "Money" },
    { "laboratory", "Price laboratory", "/office/laboratory", FRAME_OFFICE, READ_MONEY, "Money" },
    { "rounds", "Joint purchases", "/office/rounds", FRAME_OFFICE, READ_MONEY, "Money" },
    { "costs", "Costs to pay", "/office/costs", FRAME_OFFICE, READ_MONEY, "Money" },
    { "budget", "Budgets", "/office/budget", FRAME_OFFICE, READ_BUDGET, "Money" },
    { "forecast", "Forecast", "/office/forecast", FRAME_OFFICE, READ_MONEY, "Money" },
    { "ledger", "Ledger", "/office/ledger", FRAME_OFFICE, READ_MONEY, "Money" },
    { "exports", "Ledger exports", "/office/exports", FRAME_OFFICE, READ_MONEY, "Money" },
    { "mail", "Letters", "/office/mail", FRAME_OFFICE, AUDIT, "Kept on record" },
    { "trail", "Who did what", "/office/trail", FRAME_OFFICE, AUDIT, "Kept on record" },
    { "imports", "Imports", "/office/imports", FRAME_OFFICE, RUN_MEMBERS, "Set up" },
    { "themes", "Themes", "/office/themes", FRAME_OFFICE, SET_UP, "Set up" },
    { "frameworks", "Frameworks", "/office/frameworks", FRAME_OFFICE, SET_UP, "Set up" },
    { "settings", "Settings", "/office/settings", FRAME_OFFICE, SET_UP, "Set up" },
    { "find", "Person, school, course or code", "/office/find", FRAME_FIND, AUDIT, NULL },
    { "find", "Course, event or code", "/office/find", FRAME_FIND, READ_PROGRAMME, NULL },
    { "help", "Help", "/help", FRAME_FOOT, PUBLIC, NULL },
    { "booking-terms", "Booking terms", "/booking-terms", FRAME_FOOT, PUBLIC, NULL },
    { "accessibility", "Accessibility", "/accessibility", FRAME_FOOT, PUBLIC, NULL },
    { "privacy", "Privacy", "/privacy", FRAME_FOOT, PUBLIC, NULL },
};
const size_t navigation_count = COUNT(navigation);
