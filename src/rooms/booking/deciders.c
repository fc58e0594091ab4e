#include "rooms/booking/deciders.h"

#include "rooms/members/members.h"
#include "rooms/members/permission.h"

Error *deciders_of(Ctx *cx, const Event *event, Addressee deciders[DECIDERS_MOST], size_t *count)
{
    OrganisationName owner = {0};
    Colleague *people;
    size_t n;
    *count = 0;
    TRY(organisation_name(cx, event->owner_id, &owner));
    TRY(colleagues(cx, event->owner_id, "", &people, &n));
    for (size_t i = 0; i < n && *count < DECIDERS_MOST; i++)
        if (permissions_of(people[i].role, owner.kind) >> OWN_COURSES & 1) deciders[(*count)++] = (Addressee){ 0, people[i].id, people[i].name, people[i].email, 0 };
    return OK;
}
