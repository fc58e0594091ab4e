/*
 * What a post lets its holder do. Permissions follow posts: a post's role and the kind of its organisation decide, nothing is
 * ever set on a person. Whose record it is belongs to the query (WHERE organisation_id = ...), not to the permission.
 */
#pragma once
#include "platform/http/http.h"

enum {
    BOOK_PLACES = 2,     /* book colleagues of one's own organisation: CPD lead, headteacher, clerk to governors, school administrator */
    MANAGE_PEOPLE,       /* keep the people and posts of one's own organisation: headteacher, business manager, school administrator */
    READ_REGISTER,       /* the register of an event: whoever takes it, and the auditor */
    TAKE_REGISTER,       /* marks who came: its facilitators (the query says which), and the office; whoever has this has READ_REGISTER, too */
    OWN_COURSES,         /* a department's own courses and events; whoever has RUN_PROGRAMME has this too */
    RUN_PROGRAMME,       /* the partnership's whole programme, its bookings and registers: course administrator, lead adviser */
    RUN_MEMBERS,         /* every organisation, person and post; the schools register: course administrator, lead adviser */
    SET_UP,              /* settings, themes, venues: lead adviser */
    READ_PROGRAMME,      /* the office's programme, to look at: whoever has OWN_COURSES, and the auditor */
    AUDIT,               /* reads all that the office keeps: the auditor, who writes nothing, and whoever runs the office */
    READ_MONEY,          /* the office's money, to look at: finance officer, whoever runs the office, and the auditor */
    BILL,                /* what schools are asked to pay: packages and their prices. Finance officer, course administrator, lead adviser */
    OUR_MONEY,           /* what one's own school can subscribe to, at its price: headteacher, business manager, school administrator */
    KEEP_LEDGER,         /* what moved, noted in the ledger and reversed, and months closed: the finance officer alone, so that who bills does not bank */
    READ_BUDGET,         /* the budget of one's own department's cost centre, and what is left of it: its head of service, its budget holder; whoever has READ_MONEY has this too */
    BUY_TOGETHER,        /* see one's organisation's bills, say where they go, and take part in joint purchases for it: whoever keeps a school's money, a department's officers, a partner's and another body's contact */
    PERMISSIONS_END,
};

/* The permissions of a role (post.role) at a kind of organisation (organisation.kind), as bits. */
uint64_t permissions_of(const char *role, const char *organisation_kind);
/* What it lets them do, as "Book places for colleagues"; NULL where another of `permissions` says it already. */
const char *permission_words(int permission, uint64_t permissions);
const char *permission_name(int permission);   /* "BOOK_PLACES": for `lyceum routes` and the door test's table */
