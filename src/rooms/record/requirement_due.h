/*
 * Who is due what: for a person, and for everybody at an organisation. Due dates are worked out at the moment of asking (requirement_clock.h).
 *
 * A school's leaders and administrators see and record the training of its staff and board; its clerk that of its board; the board's chair and
 * vice-chair see the board's. The office sees all. What somebody did elsewhere counts here too: history follows the person.
 */
#pragma once
#include "rooms/record/requirement_clock.h"

typedef enum { STAFF, BOARD } TrainingGroup;

typedef struct { bool staff, board, records; } TrainingScope;   /* records: may say that somebody met a requirement */
/* Of the person signed in, at this organisation. */
CHECKED Error *training_scope(Ctx *cx, int64_t organisation_id, TrainingScope *scope);

typedef struct { bool asked; const char *since, *met_on, *due_on; DueState state; } Due;   /* met_on, due_on "": never, and met for good */

/* What is asked of a person in all their posts of today, in the partnership's order. */
typedef struct { Requirement requirement; Due due; } OwnDue;
CHECKED Error *requirements_of(Ctx *cx, int64_t person_id, OwnDue **list, size_t *count);

/* Everybody of a group, in the order of names; TRAINING_PEOPLE at most. due[] has one for each requirement. */
enum { TRAINING_PEOPLE = 500 };
typedef struct { int64_t person_id; const char *name, *post, *ends_on; Due *due; size_t overdue, soon; } TrainingRow;   /* ends_on: of the post, "" open */
typedef struct { Requirement *requirements; size_t requirement_count; TrainingRow *rows; size_t count, overdue, soon, in_date; bool more; } Training;
CHECKED Error *training_at(Ctx *cx, int64_t organisation_id, TrainingGroup group, Training *training);   /* MISSING where training_scope() has not the group */

/* What a person has met, the latest first; 500 at most. */
typedef struct { int64_t id, withdrawn_at, organisation_id; const char *name, *met_on, *how, *words, *course, *organisation; } RequirementMet;
CHECKED Error *requirement_history(Ctx *cx, int64_t person_id, RequirementMet **list, size_t *count);

/* Somebody who may says that these people, all of the organisation, met it on that day. *recorded: those for whom that is new; CONFLICT where
 * it is for none of them. */
enum { RECORD_PEOPLE_MOST = 200, RECORD_WORDS_MOST = 200 };
typedef struct { int64_t organisation_id, requirement_id; const char *met_on, *words; const int64_t *person_ids; size_t person_count; } Recording;
CHECKED Error *requirement_record(Ctx *cx, const Recording *recording, int64_t *recorded);
/* Takes back what was said by hand at this organisation; what a register says is put right there. */
CHECKED Error *requirement_met_withdraw(Ctx *cx, int64_t organisation_id, int64_t id);

/* What follows from a register: those who came to all of a course that meets something, and those marked away after all. Fifty at a time. */
CHECKED Error *requirements_meet_slice(Ctx *cx, int64_t event_id, int64_t *done);
/* The same for all that was held before the requirement or its courses changed. */
CHECKED Error *requirements_look_back_slice(Ctx *cx, int64_t requirement_id, int64_t *done);

/* Tells people by letter of what is due within its reminder or overdue, once for each due date. For a job, off the writer. */
CHECKED Error *requirements_remind(Ctx *cx);
