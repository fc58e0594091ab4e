#include "tests/fixture_evaluation.h"

#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "tests/fixture_storm.h"

static Error *queue(Ctx *cx, void *kind) { return job_queue(cx, kind, 0, cx->now, NULL); }

void evaluation_people(int64_t count)
{
    storm_people(count);
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES (5000, 2, 11, 101, 0, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at)"
                " SELECT p.id + 4000, 5000, 2, p.id, NULL, 'confirmed', 0, 1790000000 FROM person p WHERE p.id > 1000");
    fixture_run("INSERT INTO facilitator (event_id, person_id, position) SELECT 2, 106, 1 WHERE NOT EXISTS (SELECT 1 FROM facilitator WHERE event_id = 2 AND person_id = 106)");
    fixture_run("UPDATE event SET taken = (SELECT count(*) FROM registration WHERE event_id = 2) WHERE id = 2");
    fixture_at("2026-12-15T17:05");
}

void evaluation_job(const char *kind)
{
    EXPECT_OK(write_as(&nobody, queue, (void *)(uintptr_t)text(test_cx(), "evaluations.%s", kind)));
    run_jobs();
}

const char *evaluation_link(int64_t which, const char *kind) { return text(test_cx(), "/evaluate/%s", evaluation_token(test_cx(), 5000 + which, kind)); }

Visit evaluation_say(int64_t which, const char *words)
{
    return visit(&nobody, "POST", evaluation_link(which, "end"), FORM_OF("q1", "5", "q2", "5", "q3", "5", "q6", "1", "q7", words));
}
