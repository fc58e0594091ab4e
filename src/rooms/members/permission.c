#include "rooms/members/permission.h"

#include "platform/base/text.h"
#include "rooms/members/post.h"

enum {
    LEADS_SCHOOL  = 1 << BOOK_PLACES | 1 << MANAGE_PEOPLE | 1 << OUR_MONEY | 1 << BUY_TOGETHER,
    LEADS_EVENTS  = 1 << TAKE_REGISTER | 1 << READ_REGISTER,
    OWNS_COURSES  = 1 << OWN_COURSES | 1 << READ_PROGRAMME | LEADS_EVENTS,
    READS_OFFICE  = 1 << READ_PROGRAMME | 1 << READ_REGISTER | 1 << AUDIT | 1 << READ_MONEY | 1 << READ_BUDGET,
    RUNS_OFFICE   = 1 << RUN_PROGRAMME | 1 << OWN_COURSES | 1 << RUN_MEMBERS | 1 << BILL | LEADS_EVENTS | READS_OFFICE,
    KEEPS_MONEY   = 1 << READ_MONEY | 1 << READ_BUDGET | 1 << BILL | 1 << KEEP_LEDGER,
};

/* A role gives what it gives at its own kind of organisation only: a "course administrator" of a school runs nothing here. */
static const Role roles[] = {
    { "headteacher",                 "Headteacher",                 "school",      LEADS_SCHOOL },
    { "executive headteacher",       "Executive headteacher",       "school",      LEADS_SCHOOL },
    { "deputy headteacher",          "Deputy headteacher",          "school",      0 },
    { "assistant headteacher",       "Assistant headteacher",       "school",      0 },
    { "CPD lead",                    "CPD lead",                    "school",      1 << BOOK_PLACES },
    { "school business manager",     "School business manager",     "school",      1 << MANAGE_PEOPLE | 1 << OUR_MONEY | 1 << BUY_TOGETHER },
    { "school administrator",        "School administrator",        "school",      LEADS_SCHOOL },
    { "SENCO",                       "SENCO",                       "school",      0 },
    { "designated safeguarding lead","Designated safeguarding lead","school",      0 },
    { "phase leader",                "Phase leader",                "school",      0 },
    { "subject leader",              "Subject leader",              "school",      0 },
    { "teacher",                     "Teacher",                     "school",      0 },
    { "early career teacher",        "Early career teacher",        "school",      0 },
    { "teaching assistant",          "Teaching assistant",          "school",      0 },
    { "sustainability lead",         "Sustainability lead",         "school",      0 },
    { "mental health lead",          "Mental health lead",          "school",      0 },
    { "office staff",                "Office staff",                "school",      0 },
    { "site staff",                  "Site staff",                  "school",      0 },
    { "governor",                    "Governor",                    "school",      0 },
    { "clerk to governors",          "Clerk to governors",          "school",      1 << BOOK_PLACES },
    { "officer",                     "Officer",                     "department",  OWNS_COURSES | 1 << BUY_TOGETHER },
    { "head of service",             "Head of service",             "department",  OWNS_COURSES | 1 << READ_BUDGET | 1 << BUY_TOGETHER },
    { "budget holder",               "Budget holder",               "department",  1 << READ_BUDGET },
    { "course administrator",        "Course administrator",        "partnership", RUNS_OFFICE },
    { "lead adviser",                "Lead adviser",                "partnership", RUNS_OFFICE | 1 << SET_UP },
    { "finance officer",             "Finance officer",             "partnership", KEEPS_MONEY },
    { "auditor",                     "Auditor",                     "partnership", READS_OFFICE },
    { "facilitator",                 "Facilitator",                 "",            LEADS_EVENTS },   /* whoever sends them */
    { "partner contact",             "Partner contact",             "partner",     1 << BUY_TOGETHER },
    { "contact",                     "Contact",                     "other",       1 << BOOK_PLACES | 1 << BUY_TOGETHER },
};

const Role *roles_all(size_t *count)
{
    *count = COUNT(roles);
    return roles;
}

const Role *role_find(const char *name)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (same(roles[i].name, name)) return &roles[i];
    return NULL;
}

bool role_fits(const Role *role, const char *organisation_kind)
{
    return !*role->kind || same(role->kind, organisation_kind);
}

uint64_t permissions_of(const char *role, const char *organisation_kind)
{
    const Role *found = role_find(role);
    return found && role_fits(found, organisation_kind) ? found->may : 0;
}

const char *permission_words(int permission, uint64_t permissions)
{
    enum { OFFICE = 1 << RUN_PROGRAMME, READER = 1 << AUDIT };
    static const struct { const char *words; uint64_t said_by; } words[PERMISSIONS_END] = {
        [BOOK_PLACES]    = { "Book places for colleagues", 0 },
        [MANAGE_PEOPLE]  = { "Keep the people and posts of their own organisation", 0 },
        [READ_REGISTER]  = { "See registers", 1 << TAKE_REGISTER | READER },
        [TAKE_REGISTER]  = { "Take the register of the events they lead", OFFICE | 1 << OWN_COURSES },
        [OWN_COURSES]    = { "Plan and publish their department’s courses, and take the registers", OFFICE },
        [RUN_PROGRAMME]  = { "Run the whole programme, its bookings and its registers", 0 },
        [RUN_MEMBERS]    = { "Keep every organisation, person and post", 0 },
        [SET_UP]         = { "Change the settings and the themes", 0 },
        [READ_PROGRAMME] = { "See the office’s programme", 1 << OWN_COURSES | READER },
        [AUDIT]          = { "Read all that the office keeps", 0 },
        [READ_MONEY]     = { "See the office’s money", 1 << KEEP_LEDGER | READER },
        [BILL]           = { "Set packages and their prices", 0 },
        [OUR_MONEY]      = { "See what their own school can subscribe to, and its price", 0 },
        [READ_BUDGET]    = { "See their department’s budget, and what is left of it", READER | 1 << READ_MONEY },
        [KEEP_LEDGER]    = { "Keep the ledger, and close its months", 0 },
        [BUY_TOGETHER]   = { "See their organisation’s bills, and buy together for it", 0 },
    };
    if (permission < 0 || permission >= PERMISSIONS_END || !(permissions >> permission & 1) || (permissions & words[permission].said_by)) return NULL;
    return words[permission].words;
}

const char *permission_name(int permission)
{
    static const char *const names[PERMISSIONS_END] = {
        [PUBLIC] = "PUBLIC", [SIGNED_IN] = "SIGNED_IN", [BOOK_PLACES] = "BOOK_PLACES", [MANAGE_PEOPLE] = "MANAGE_PEOPLE",
        [READ_REGISTER] = "READ_REGISTER", [TAKE_REGISTER] = "TAKE_REGISTER", [OWN_COURSES] = "OWN_COURSES", [RUN_PROGRAMME] = "RUN_PROGRAMME",
        [RUN_MEMBERS] = "RUN_MEMBERS", [SET_UP] = "SET_UP", [READ_PROGRAMME] = "READ_PROGRAMME", [AUDIT] = "AUDIT",
        [READ_MONEY] = "READ_MONEY", [BILL] = "BILL", [OUR_MONEY] = "OUR_MONEY", [KEEP_LEDGER] = "KEEP_LEDGER", [READ_BUDGET] = "READ_BUDGET", [BUY_TOGETHER] = "BUY_TOGETHER",
    };
    return permission >= 0 && permission < PERMISSIONS_END ? names[permission] : "?";
}
