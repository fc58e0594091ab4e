/* An event's rules in the office: one form, made of a part for each rule. A part is a file of its own; event_rules_pages.c lists them. */
#pragma once
#include "rooms/programme/event_rules.h"
#include "platform/html/field.h"

typedef struct {
    int64_t     rule;
    Error      *(*show)(Out *out, const Request *rq, const Event *event);      /* its fields, within the form */
    Error      *(*save)(Ctx *cx, const Request *rq, const Event *event);       /* every mistake, about its field; the event is held */
    const char *(*words)(Ctx *cx, const Event *event);                         /* of an event that has it: "The office approves each place" */
} RulesPart;

extern const RulesPart rules_part_approval, rules_part_school, rules_part_ballot, rules_part_second;
extern const RulesPart rules_part_naming, rules_part_charges, rules_part_eligible, rules_part_minimum, rules_part_questions, rules_part_prices;

/* The rules that hold, a line each, for the event's page in the office. */
void event_rules_panel(Out *out, const Event *event, bool changeable);
