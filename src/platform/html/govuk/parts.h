/* What the inputs share: the group round an input with its label, hint and error, and how they describe it. */
#pragma once
#include "platform/html/govuk/govuk.h"

typedef struct {
    const char *id;                          /* hint and error are ID-hint, ID-error */
    const char *hint, *error, *classes, *described_by;
} Group;

/* What aria-describedby of the group's input holds, or NULL. */
const char *form_group_described_by(Ctx *cx, const Group *group);

void form_group_begin(Out *out, const Group *group);       /* <div class="govuk-form-group ..." with the tag still open for attributes */
void form_group_notes(Out *out, const Group *group);       /* hint and error */
void form_group_end(Out *out);

void put_attributes(Out *out, const Attribute *attributes);
void put_attribute(Out *out, const char *name, const char *value);   /* when value is there */
const char *class_text(const char *classes);                               /* classes, or "" */
const char *class_gap(const char *classes);                              /* " " before classes that are there, or "" */
