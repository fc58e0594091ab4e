/*
 * Every door of the program as every role of the test world: what each is answered at each address, asked for real and undone.
 *
 * A line is one method at one address. Where a route has an id, there is a line for each thing of the world that it could mean, and
 * one for "nothing", which is the id of no such thing.
 */
#pragma once
#include "platform/http/dispatch.h"
#include "tests/fixture.h"

typedef struct { const char *name; const Somebody *who; bool of_a_school; } DoorRole;
extern const DoorRole door_roles[];
extern const size_t   door_role_count;

typedef struct Door Door;
struct Door {
    const Route *route;
    const char  *method;      /* GET or POST */
    const char  *path;        /* as it is asked for */
    const char  *shown;       /* the same with names for ids: "/events/phonics/book" */
    const Door  *nothing;     /* the same route and method with the id of nothing; itself where there is no id */
};

/* Lays bookings, certificates, files and links into the world, so that every address means something, and lists the doors. */
void doors_lay(void);
const Door *doors(size_t *count);
/* The door at an address that a page names; false: there is none. */
bool        door_at(const char *method, const char *path, Door *door);

/* What an address is filled with where its route has ":id" or "*": the things of the world by what stands before them. */
typedef struct { const char *before, *of, *name, *value; } Thing;
const Thing *door_things(size_t *count);

Bytes door_register(void);                   /* the file that the field "@register" means */

/* The fields that a form of this route is sent with, so that whoever may carries it out; pairs ending with NULL. "@max-offered" is the
 * id of the thing of that name. */
const char *const *door_form(const Route *route);

/* ---- asking ---- */

/* How a request differs from what this person's browser would send. Zero is as it would. */
typedef struct {
    const char *method;                      /* other than the line's own */
    const char *const *form;                 /* other than door_form(): "" as the first name is a form without fields */
    const char *csrf, *origin, *fetch_site, *content_type;
    bool        again;                       /* sends the form a second time, and a third time with other words, before all is undone */
} Asking;

typedef struct {
    Ctx         cx;
    Turn        turn;
    Answer      answer;
    const char *word;      /* open, said, ask, no, "-" */
    bool        acts;      /* a form that came as far as the writer */
    bool        once;      /* sent again it was answered alike without being carried out, and with other words it was refused */
} Asked;

/* Goes the whole way of a request; what a form did is rolled back. End it, for it holds memory. */
void door_ask(Asked *asked, const Door *door, const Somebody *who, const Asking *asking);
void door_end(Asked *asked);
/* The page without what differs from one showing to the next: keys of forms. */
const char *door_page(Asked *asked);
