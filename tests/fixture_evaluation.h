/* An event that is over and what those who came say of it: ONLINE, with people of no school (p1001@home.example and so on), registrations 5001 on. */
#pragma once
#include "rooms/booking/evaluation_results.h"
#include "tests/fixture.h"

void evaluation_people(int64_t count);                      /* with a confirmed place each; it is then five minutes after the end */
void evaluation_job(const char *kind);                      /* "send", "remind" or "mix", as if its time had come */
const char *evaluation_link(int64_t which, const char *kind);   /* of the person `which`, from 1 on: "/evaluate/..." */
/* Person `which` says: five for all that is asked, and these words of what helped; "" for none. */
Visit evaluation_say(int64_t which, const char *words);
