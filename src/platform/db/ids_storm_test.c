/* Ids from sixteen threads, on PostgreSQL of two nodes. */
#include <stdatomic.h>
#include <stdlib.h>

#include "platform/db/inside.h"
#include "tests/fixture_storm.h"

enum { IDS = 4000, RENEWALS = 20 };

static int64_t    ids[STORM][IDS];
static atomic_int unwritten;

/* Two of the threads also renew their node's lease, again and again, as happens each minute. */
static void ids_run(int number, void *nothing)
{
    Ctx cx;
    ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
    for (int i = 0; i < IDS; i++) {
        ids[number][i] = new_id(&cx);
        if (number < 2 && i % (IDS / RENEWALS) == 0 && storm_write(number, 0, node_lease_act, NULL)) atomic_fetch_add(&unwritten, 1);
    }
    ctx_end(&cx);
}

static int by_number(const void *a, const void *b) { return *(const int64_t *)a < *(const int64_t *)b ? -1 : *(const int64_t *)a > *(const int64_t *)b; }

TEST("ids rise in each thread, and none is given twice by any thread of any node, though leases are renewed meanwhile")
{
    atomic_store(&unwritten, 0);
    storm(STORM, ids_run, NULL);
    EXPECT_EQUAL(unwritten, 0);
    int64_t fell = 0, twice = 0;
    for (int t = 0; t < STORM; t++)
        for (int i = 1; i < IDS; i++) fell += ids[t][i] <= ids[t][i - 1];
    EXPECT_EQUAL(fell, 0);
    int64_t *all = ids[0];
    qsort(all, STORM * IDS, sizeof *all, by_number);
    for (int i = 1; i < STORM * IDS; i++) twice += all[i] == all[i - 1];
    EXPECT_EQUAL(twice, 0);
}
