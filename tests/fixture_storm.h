/*
 * Many at once: threads that begin together, each making writes of its own as the server makes them. On PostgreSQL every second
 * thread writes through a second store opened on the same schema, as another machine would.
 */
#pragma once
#include "tests/fixture.h"

enum { STORM = 16 };      /* threads, unless a test says otherwise */

/* Runs `run` on that many threads and waits for all. Each is given its number and `data`. Expect afterwards: not on these threads. */
void storm(int threads, void (*run)(int number, void *data), void *data);

/* Where thread `number` writes and reads: the fixture's store, or the other machine's. */
Store *storm_store(int number);

/* One act as this person (0: nobody) in a Ctx that ends with it. 0, or the kind of the refusal; what nobody expects (500, 503) is printed. */
int storm_write(int number, int64_t person_id, Act *act, void *data);

/* Dice of a thread's own, the same in each run: 0 to `sides` - 1. *state begins as the thread's number. */
int storm_dice(uint64_t *state, int sides);

/* People of no school, ids from 1001 on: p1001@home.example, and so on. */
void storm_people(int64_t count);

/* On PostgreSQL, another machine over the same tables whose writes take no turns with ours: the rows alone keep them apart. For the test to close. Its
 * connections are named after apart_ and our schema. */
Store *storm_apart(void);
