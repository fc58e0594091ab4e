/* Forms as whoever may send them would fill them in. A route that is not here is sent without fields. */
#include "tests/doors/doors.h"

#include "platform/base/text.h"

#define TYPED(...) (const char *const[]){ __VA_ARGS__, NULL }
#define DAY(name, day, month, year) name "-day", day, name "-month", month, name "-year", year
#define COURSE TYPED("title", "Fractions without fear", "code", "MA-300", "kind", "course", "owner", "16", "summary", "Two hours on fractions.", "outcome", "Pupils explain fractions.",   \
                     "description", "Bring a ruler.", "audience", "teachers", "phase", "primary", "theme", "41")
#define TERMS "places", "40", "member_price", "40", "other_price", "80", "offer_hours", "24", "joining_note", "Bring slippers.", DAY("opens_on", "1", "12", "2026"), "opens_time", "9am",   \
              DAY("closes_on", "", "", ""), "closes_time", "5pm", DAY("cancel_on", "", "", ""), "cancel_time", "5pm"
#define SESSION TYPED(DAY("on", "4", "2", "2027"), "starts", "1.15pm", "ends", "4pm", "place_kind", "venue", "venue", "31", "online_link", "")
#define POST_HELD "role", "teacher", "title", "Year 6 teacher", DAY("starts_on", "1", "12", "2026"), DAY("ends_on", "", "", "")
#define ENDS TYPED(DAY("ends_on", "31", "12", "2026"))
#define VENUE TYPED("name", "The Corn Exchange", "address", "Market Place", "postcode", "ZZ1 1AA", "places", "60", "access", "Step-free: a lift from the yard", "kit", "Kitchen")
#define PERIOD TYPED("kind", "term", "name", "Spring term", DAY("from_on", "4", "1", "2027"), DAY("till_on", "25", "3", "2027"), "organisation", "")
#define QUESTION TYPED("words", "Was there enough time?", "hint", "To talk, too", "about", "course", "kind", "choice", "choices", "Yes\nNo", "yes", "1")
#define ASKED "words", "Will you stay for lunch?", "hint", "", "kind", "one", "options", "Yes\nNo", "needed", "1"
#define ROOM "name", "Gallery", "places", "30", "kit", "Piano", "access", "Lift by the stairs"
#define THEME TYPED("name", "Music and dance", "description", "Singing, playing and moving.", "colour", "3")
#define STUDY TYPED("name", "Prices for 2028/29", "authority", "205", "phase", "primary", "sector", "", "needed", "41,200")
#define PRICE_MODEL TYPED("name", "By the pupil", "rows", "1", "part_year", "months", "per_pupil_1", "5.00", "floor_1", "750")
#define PACKAGE TYPED("name", "Primary package 2027/28", "starts_on", "2027-04-01", "words", "For everybody.", "places", "40", "governors", "1", DAY("order_by", "30", "6", "2027"))
#define PRICES "price_academy", "80", "price_neighbour", "120", "early_percent", "10", "early_days", "14", "group_percent", "15", "group_from", "4"
#define ROUND TYPED("title", "Reading books for Year 2", "what", "Decodable books.", "unit", "class set", "units", "class sets", "supplier_id", "", "supplier", "Harbour Books", "local", "1", "specification", "As **listed**.", "share", "even", \
                    "from_1", "20", "price_1", "14.50", "from_2", "40", "price_2", "12.60", DAY("interest_until", "1", "12", "2026"), DAY("commit_until", "18", "12", "2026"), "method", "quoted", "alone", "16", "fund", "5", "centre", "1")
#define ORGANISATION "name", "Meadow Trust", "street", "2 Mill Lane", "town", "Fleet", "postcode", "ZZ2 2BB", "telephone", "020 7946 0199", "website", "https://meadow.example"

#define OUTSIDE TYPED("what", "attended", "title", "Reading conference", "provider", "University of Fleet", DAY("held_on", "3", "10", "2026"), "hours", "5", "minutes", "30", "theme", "41", "words", "Talk first.", "file", "A programme of the day\n")
#define TRAINED TYPED("requirement", "701", "words", "INSET day", "person", "102", DAY("met_on", "1", "9", "2026"))
#define REQUIREMENT(name) TYPED("name", name, "words", "Every two years.", "often", "m24", "first_days", "60", "remind_days", "30", "role", "teacher", "course", "51")

static const struct { const char *path; const char *const *fields; } forms[] = {
    /* members */
    { "/account",                     TYPED("name", "Another Name", "email", "another@home.example") },
    { "/office/providers/new",        TYPED("name", "Google account", "issuer", "https://accounts.google.com", "tenants", "", "client_id", "lyceum", "client_secret", "a secret of theirs") },
    { "/office/providers/:id",        TYPED("name", "School account", "issuer", "https://id.school.example", "tenants", "", "client_id", "lyceum") },
    { "/office/providers/:id/retire", TYPED("retired", "1") },
    { "/account/second-factor",       TYPED("shown", "@shown-to-ben", "code", "@code-of-shown") },
    { "/account/recovery-codes",      TYPED("shown", "@shown-to-ben", "code", "@app-code-of-ben") },
    { "/account/passkeys/new",        TYPED("name", "Laptop at school", "client_data", "@passkey-client-data", "authenticator_data", "@passkey-data") },
    { "/sign-in/second",              TYPED("code", "@app-code-of-ben") },
    { "/account/feeds",               TYPED("kind", "mine") },
    { "/account/notices",             TYPED("pace", "weekly") },
    { "/account/searches/new",        TYPED("name", "Reading", "query", "q=reading") },
    { "/account/searches/:id",        TYPED("name", "Phonics and reading", "tells", "1") },
    { "/account/password",            TYPED("password", "seven geese over Hackney") },
    { "/posts",                       TYPED("post", "202") },
    { "/sign-in",                     TYPED("email", "max@beech.example", "password", "three unlikely words together", "next", "/my") },
    { "/sign-in/link",                TYPED("email", "max@beech.example") },
    { "/people/new",                  TYPED("name", "Siân Bowen", "email", "sian@new.example", POST_HELD) },
    { "/people/:id/change",           TYPED("name", "Omar F. Quayle", "email", "omar.f@cedar.example") },
    { "/people/:id/posts/new",        TYPED("role", "SENCO", "title", "", DAY("starts_on", "1", "12", "2026"), DAY("ends_on", "", "", "")) },
    { "/people/posts/:id/end",        ENDS },
    { "/people/import",               TYPED("file", "Name,Email,Role\r\nSiân Bowen,sian@new.example,teacher\r\n") },
    { "/people/import/:id/columns",   TYPED("column-0", "name", "column-1", "email", "column-2", "role", "column-3", "") },
    { "/office/imports/:id/columns",  TYPED("column-0", "name", "column-1", "email", "column-2", "role", "column-3", "school") },
    { "/office/imports/people",       TYPED("file", "Name,Email,Role,School\r\nSiân Bowen,sian@new.example,teacher,900001\r\n") },
    { "/office/register",             TYPED("file", "@register", "authorities", "") },
    { "/office/register/:id/accept",  TYPED("outcome", "held", "shown", "2", "accept", "2") },
    { "/office/people/:id/change",    TYPED("name", "Omar F. Quayle", "email", "omar.f@cedar.example") },
    { "/office/people/:id/posts/new/:id", TYPED("role", "SENCO", "title", "", DAY("starts_on", "1", "12", "2026"), DAY("ends_on", "", "", "")) },
    { "/office/posts/:id/end",        ENDS },
    { "/office/schools/:id/people/new", TYPED("name", "Siân Bowen", "email", "sian@new.example", POST_HELD) },
    { "/office/schools/:id/change",   TYPED(ORGANISATION) },
    { "/office/schools/:id/memberships/new", TYPED(DAY("starts_on", "1", "12", "2026"), DAY("ends_on", "31", "8", "2027")) },
    { "/office/schools/:id/memberships/:id/end", ENDS },
    { "/office/organisations/new",    TYPED("kind", "partner", ORGANISATION) },
    { "/office/settings",             TYPED("address_days", "90", "remind_days", "7, 1", "name", "Fleet and Wandle Learning Partnership", "short_name", "Fleet and Wandle", "council", "Fleet and Wandle Council", "home_authority", "205",
                                            "email", "learning@fleetandwandle.example", "telephone", "020 7946 0123", "address", "1 King Street", "url", "https://learning.example", "terms", "# Terms") },
    { "/office/settings/mark",        TYPED("file", "no picture", "words", "Two rivers and a bridge") },
    /* themes */
    { "/office/themes/new",           THEME },
    { "/office/themes/:id",           THEME },
    { "/office/frameworks/new",       TYPED("name", "Our priorities", "points", "R1 Every child reads\nR2 Talk in every lesson") },
    { "/office/frameworks/:id",       TYPED("name", "Teachers’ standards", "points", "1 High expectations\n2 Progress of pupils") },
    /* money */
    { "/office/entitlements/:id",     TYPED(DAY("on", "20", "11", "2026"), "words", "Eli Marsh, on phonics") },
    { "/office/entitlements/credits", TYPED("credits_course", "2", "credits_network_meeting", "1", "credits_conference", "3", "credits_programme", "1", "credits_enrichment_activity", "1", "credits_visit", "1",
                                            "credits_governor_training", "1", "credits_self-paced", "1") },
    { "/office/laboratory/new",       STUDY },
    { "/office/laboratory/:id/change", STUDY },
    { "/office/laboratory/:id/models/new", PRICE_MODEL },
    { "/office/laboratory/:id/models/:id", PRICE_MODEL },
    { "/office/laboratory/:id/models/:id/package", PACKAGE },
    { "/office/packages/:id/change",  PACKAGE },
    { "/office/packages/:id/follows", TYPED("follows", "974") },
    { "/package/:id/order",           TYPED("pence", "125000", "purchase_order", "PO 7") },
    { "/package/:id/decline",         TYPED("why", "Too dear") },
    { "/office/subscriptions/new",    TYPED("school", "900002", "package", "975", DAY("from", "", "", ""), "send", "1") },
    { "/office/subscriptions/:id/order", TYPED("pence", "125000", "purchase_order", "PO 7") },
    { "/office/subscriptions/:id/decline", TYPED("why", "Too dear") },
    { "/office/subscriptions/:id/cancel", TYPED(DAY("last_on", "31", "12", "2026"), "credit", "days", "why", "It merges") },
    { "/office/subscriptions/:id/change", TYPED("act", "apply", DAY("from", "1", "1", "2027")) },
    { "/office/prices/phases",        TYPED("phase", "primary", "phase", "nursery") },
    { "/office/prices/kinds/:id",     TYPED("price_member", "60", "price_other", "95", PRICES) },
    { "/office/waivers/new",          TYPED("organisation", "900002", "percent", "20", DAY("starts_on", "1", "12", "2026"), DAY("ends_on", "31", "8", "2027"), "reason", "The roof fell in") },
    { "/buying/propose",              TYPED("title", "Microscopes", "what", "For Year 9.", "quantity", "6", "units", "microscopes") },
    { "/buying/:id/interest",         TYPED("quantity", "6", "note", "In January") },
    { "/buying/:id/commit",           TYPED("quantity", "6", "looked", "6", "purchase_order", "PO 7") },
    { "/buying/:id/ask",              TYPED("words", "Are they bound?") },
    { "/office/rounds/new",           ROUND },
    { "/office/rounds/:id/change",    ROUND },
    { "/office/rounds/:id/extend",    TYPED(DAY("until", "18", "12", "2026")) },
    { "/office/rounds/:id/charge",    TYPED(DAY("on", "23", "11", "2026"), "cost", "43.50") },
    { "/office/rounds/:id/call-off",  TYPED("why", "Nobody sells them any more") },
    { "/office/rounds/:id/questions/:id", TYPED("answer", "Yes, in board.") },
    { "/office/rounds/:id/commitments/:id/lift", TYPED("why", "Never delivered") },
    { "/invoices/order",              TYPED("purchase_order", "CPA 2231") },
    { "/invoices/terms",              TYPED("email", "finance@cedar.example", "address", "Finance office") },
    { "/office/invoices/:id/credit",  TYPED("whole", "lines", "amount_1", "5.00", "amount_2", "", "why", "Booked twice") },
    { "/office/invoices/sender",      TYPED("name", "Learning Partnership", "address", "1 King Street", "vat_number", "GB123456789", "account_name", "The Council", "sort_code", "30-94-57", "account_number", "12345678") },
    { "/office/payers/:id",           TYPED("way", "invoice", "cost_code", "E-1190", "pay_days", "14", "email", "finance@cedar.example", "address", "Finance office", "order_required", "1") },
    { "/office/to-bill/organisations/:id/order", TYPED("purchase_order", "CPA 2231") },
    { "/office/to-bill/items/:id/drop", TYPED("why", "Credited by hand") },
    { "/office/to-bill/all",          TYPED(DAY("through", "24", "11", "2026")) },
    { "/office/vat/new",              TYPED("supply", "goods", "class", "academy", DAY("from", "1", "4", "2027"), "treatment", "standard", "rate", "20", "words", "Goods") },
    { "/office/ledger/new",           TYPED(DAY("on", "20", "11", "2026"), "from", "2", "to", "32", "amount", "180", "fund", "1", "centre", "1", "words", "Town Hall, hire") },
    { "/office/ledger/postings/:id/reverse", TYPED(DAY("on", "20", "11", "2026"), "words", "Paid by another") },
    { "/office/ledger/funds/new",     TYPED("name", "Reading grant", "code", "RG1") },
    { "/office/ledger/centres/:id",   TYPED("organisation", "15") },
    { "/office/budget/set",           TYPED("of", "2026", "centre", "1", "cost-1", "2,000", "income-1", "", "centre", "801", "cost-801", "1,000", "income-801", "") },
    { "/office/budget/set",           TYPED("of", "2026", "centre", "1", "cost-1", "2,000", "income-1", "", "centre", "801", "cost-801", "1,000", "income-801", "") },
    { "/office/forecast/save",        TYPED("name", "As it is", "renewal", "90") },
    { "/office/costs/pay",            TYPED("cost", "802", DAY("on", "20", "11", "2026"), "how", "bank") },
    { "/office/ledger/centres/new",   TYPED("name", "Early Years Service", "code", "EY40") },
    { "/office/ledger/close",         TYPED("month", "2026-10", "note", "Looked through") },
    /* programme */
    { "/office/courses/:id/quality",  TYPED("mark_1", "Pupils read more.", "mark_2", "", "mark_3", "", "mark_4", "", "mark_5", "", "evidence_words", "A report", "evidence_link", "https://evidence.example", "point", "13", "revised", "1") },
    { "/office/charges/usual",        TYPED("charge_days_1", "14", "charge_amount_1", "50%", "charge_no_show", "£20") },
    { "/office/venues/new",           VENUE },
    { "/office/venues/:id",           VENUE },
    { "/office/venues/:id/rooms/new", TYPED(ROOM) },
    { "/office/venues/:id/rooms/:id", TYPED(ROOM) },
    { "/office/venues/:id/rooms/:id/retire", TYPED("retired", "1") },
    { "/office/venues/:id/hours",     TYPED("opens_0", "8am", "closes_0", "6pm") },
    { "/office/venues/:id/blocks/new", TYPED("room", "", DAY("from_on", "17", "2", "2027"), "from_time", "", DAY("till_on", "", "", ""), "till_time", "", "why", "Elections") },
    { "/office/venues/:id/retire",    TYPED("retired", "1") },
    { "/office/calendar/new",         PERIOD },
    { "/office/calendar/:id",         PERIOD },
    { "/office/calendar/next",        TYPED("year", "2026") },
    { "/office/courses/new",          COURSE },
    { "/office/courses/:id",          COURSE },
    { "/office/events/new",           TYPED("course", "51", TERMS) },
    { "/office/events/:id/rules",     TYPED("office_approves", "1", "school_cap", "2", "second_date", "4") },
    { "/office/events/:id/eligibility", TYPED("whose", "own", "phase", "primary", "earlier", "") },
    { "/office/courses/:id/eligibility", TYPED("post", "headteacher", "phase", "primary", "earlier", "CU-101") },
    { "/office/events/:id/review",    TYPED("note", "The hall was full.") },
    { "/office/courses/:id/review",   TYPED("note", "The hall was full.") },
    { "/office/changes/:id",          TYPED("decision", "return", "words", "Ten places are too few.") },
    { "/office/reviews/:id",          TYPED("decision", "return", "words", "Ten places are too few.") },
    { "/office/events/:id/prices",    TYPED(PRICES, DAY("early_on", "", "", "")) },
    { "/office/events/:id/terms",     TYPED(TERMS) },
    { "/office/events/:id/repeat",    TYPED("on", "20270311", "on", "20270318") },
    { "/office/events/:id/template",  TYPED("name", "A morning on fractions") },
    { "/office/programme/year",       TYPED("year", "2026") },
    { "/office/programme/year/:id/chosen", TYPED("line", "97", "chosen", "97") },
    { "/office/programme/year/:id/lines/:id", TYPED(DAY("first_on", "9", "12", "2027"), "chosen", "1") },
    { "/office/events/:id/move",      TYPED(DAY("first_on", "23", "3", "2027")) },
    { "/office/events/:id/copy",      TYPED(DAY("first_on", "11", "3", "2027")) },
    { "/events/:id/materials/new",    TYPED("moment", "before", "file", "Read this first.\n", "link", "", "name", "To read") },
    { "/office/events/:id/sessions/new", SESSION },
    { "/office/events/:id/sessions/:id", SESSION },
    { "/office/events/:id/facilitators", TYPED("person", "112") },
    { "/facilitating/events/:id",     TYPED("answer", "no", "note", "Moving house") },
    { "/facilitating/events/:id/agreement", TYPED("version", "1") },
    { "/facilitating/away/new",       TYPED(DAY("from_on", "15", "2", "2027"), DAY("till_on", "19", "2", "2027")) },
    { "/office/events/:id/agreements/:id", TYPED("words", "Leads the morning.", "fee", "350", "expenses", "40", "offer", "1") },
    { "/office/events/:id/costs/new", TYPED("kind", "venue", "words", "Council Chamber", "amount", "180", "fund", "1") },
    /* booking */
    { "/approvals/:id",               TYPED("decision", "yes", "note", "") },
    { "/budget",                      TYPED("year", "2026-04-01", "amount", "4,500") },
    { "/our-school/rules",            TYPED("approval", "all", "out_limit", "2", "cover", "210") },
    { "/office/approvals",            TYPED("registration", "@pat-asks", "decision", "yes", "note", "") },
    { "/office/events/:id/ballot",    TYPED("school", "11", "need", "2", "why", "No reading lead since May") },
    { "/office/events/:id/decide",    TYPED("day", "2026-12-01", "answer", "ahead") },
    { "/office/events/:id/second-date", TYPED(DAY("first_on", "11", "3", "2027")) },
    { "/office/events/:id/registrations/add", TYPED("person", "114") },
    { "/office/events/:id/registrations/cancel", TYPED("registration", "@ben-confirmed", "reason", "The school is closed.") },
    { "/office/events/:id/cancel",    TYPED("why", "The facilitator is ill.") },
    { "/events/:id/book",             TYPED("name_1", "Siân Bowen", "email_1", "sian@new.example", "purchase_order", "PO 7") },
    { "/events/:id/register/:id",     TYPED("all", "present") },
    { "/events/:id/register/:id/walk-in", TYPED("email", "sian@new.example", "name", "Siân Bowen", "organisation", "12") },
    { "/events/:id/register/:id/room", TYPED("on", "0") },
    { "/here",                        TYPED("code", "AAAAAA") },
    { "/office/charges/:id/waive",    TYPED("why", "The trains stood still") },
    { "/registrations/:id/move",      TYPED("event", "2", "agreed", "0", "price_2", "0") },
    { "/registrations/:id/missed",    TYPED("reason", "A colleague was ill") },
    { "/registrations/:id/cancel",    TYPED("reason", "Ofsted is coming") },
    { "/events/:id/results/share",    TYPED("name", "Gita Guest", "email", "gita@guest.example", "days", "14") },
    { "/evaluate/*",                  TYPED("q1", "4", "q2", "4", "q3", "5", "q6", "1", "q7", "The films") },
    { "/office/evaluations/questions/new", QUESTION },
    { "/office/evaluations/questions/:id", QUESTION },
    { "/office/evaluations/forms/new", TYPED("kind", "end", "name", "Networks", "intro", "A minute is enough.", "after_days", "1", "open_days", "10") },
    { "/office/evaluations/forms/:id/change", TYPED("name", "Networks", "intro", "A minute is enough.", "after_days", "1", "open_days", "10") },
    { "/office/evaluations/forms/:id/questions/new", TYPED("question", "5", "needed", "1", "shown_if", "1-yes") },
    { "/office/evaluations/forms/:id/courses/new", TYPED("course", "51") },
    { "/registrations/:id/substitute", TYPED("name", "Siân Bowen", "email", "sian@new.example") },
    { "/account/needs",               TYPED("access", "1", "access_words", "A chair with arms", "dietary", "2", "dietary_words", "") },
    { "/registrations/:id/needs",     TYPED("share", "yes") },
    { "/office/events/:id/questions/new", TYPED(ASKED) },
    { "/office/events/:id/questions/:id", TYPED(ASKED) },
    { "/registrations/:id/name",      TYPED("name", "Siân Bowen", "email", "sian@new.example") },
    /* record */
    { "/office/courses/:id/certificate", TYPED("least_percent", "75", "needs_evaluation", "1", "valid_months", "24", "remind_days", "30", "renewing", "52") },
    { "/record/outside/new",          OUTSIDE },
    { "/record/outside/:id",          OUTSIDE },
    { "/record/:id/reflection",       TYPED("words", "More talk, and slower.", "shown", "1") },
    { "/record/goals/new",            TYPED("words", "Lead phonics.", DAY("by_on", "21", "7", "2027")) },
    { "/record/goals/:id",            TYPED("words", "Lead phonics.", DAY("by_on", "", "", "")) },
    { "/training/my-skills",          TYPED("skill-741", "2") },
    { "/office/skills",               TYPED("skills", "Finance") },
    { "/training/record",             TRAINED },
    { "/office/schools/:id/training/record", TRAINED },
    { "/office/requirements/new",     REQUIREMENT("Safer recruitment") },
    { "/office/requirements/:id",     REQUIREMENT("Safeguarding") },
};

const char *const *door_form(const Route *route)
{
    static const char *const none[] = { NULL };
    for (size_t i = 0; i < COUNT(forms); i++)
        if (same(forms[i].path, route->path)) return forms[i].fields;
    return none;
}
