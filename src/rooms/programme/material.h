/*
 * Materials of an event: files and links for those who have a place, before it, or after it: from the end of its last session on.
 *
 * Whoever prepares the event (the office, its department, whoever leads it) adds them; nobody else sees one until it is shared. A sharing tells
 * everybody who has a place, once for all that it shares; what is for after is told of when it is shown. Who has a place, and so may read them,
 * is rooms/booking/material_reader.h.
 */
#pragma once
#include "rooms/programme/programme.h"

enum { MATERIALS_MOST = 40, MATERIAL_BYTES_MOST = 25 * 1000 * 1000, MATERIAL_NAME_MOST = 150, MATERIAL_LINK_MOST = 1000 };

/* moment: before or after. A file has type, length and file_name; a link has none of them. shared_at 0: not shared yet. */
typedef struct { int64_t id, event_id, position, file_id, length, shared_at; const char *moment, *name, *link, *type, *file_name; } Material;

/* The event for whoever prepares it, or as the auditor reads; MISSING for anybody else. changeable: by them, and the event is neither cancelled nor archived. */
CHECKED Error *materials_event(Ctx *cx, int64_t event_id, Event *event, bool *changeable);
/* All of them, before first, each in their order; at most MATERIALS_MOST of an event, so the list is whole. */
CHECKED Error *materials_of(Ctx *cx, int64_t event_id, Material **list, size_t *count);
/* Those that whoever has a place sees now. */
CHECKED Error *materials_shown(Ctx *cx, const Event *event, Material **list, size_t *count);
bool           material_is_shown(const Ctx *cx, const Event *event, const Material *material);
const char    *material_kind_words(Ctx *cx, const Material *material);    /* "PDF, 340 KB", or where a link leads: "Link to docs.example" */
const char    *material_address(Ctx *cx, const Material *material);       /* where it is opened: a page of this site, or the link itself */
const char    *material_group_words(const Material *material);          /* "For before you come", "From the day" */
CHECKED Error *material_find(Ctx *cx, int64_t id, Material *material);   /* any: who may see it is the caller's to ask */

/* A staged file (file_id, by stored_file_stage()) or an https link, last in its order. INVALID about "moment", "name", "file" or "link". */
CHECKED Error *material_add(Ctx *cx, const Material *material, int64_t *id);
CHECKED Error *material_up(Ctx *cx, int64_t id, int64_t *event_id);      /* before the one that stood before it */
CHECKED Error *material_remove(Ctx *cx, int64_t id, int64_t *event_id);  /* its file goes when no other event has it */
/* Shares whatever is not shared yet: *count of them. CONFLICT when there is none. */
CHECKED Error *materials_share(Ctx *cx, int64_t event_id, int64_t *count);
CHECKED Error *materials_copy(Ctx *cx, int64_t event_id, int64_t copy_id);   /* for a copied event: the same files, not shared */

/* Sharings whose letters are still to go, by id; some at a time. For a job, through booking. */
typedef struct { int64_t id, event_id, told_up_to; const char *moment; } Sharing;
CHECKED Error *sharings_due(Ctx *cx, Sharing **list, size_t *count);
/* The same one held, in an act; *due false when it was told meanwhile. */
CHECKED Error *sharing_hold(Ctx *cx, int64_t id, Sharing *sharing, Event *event, bool *due);
CHECKED Error *sharing_told(Ctx *cx, int64_t id, int64_t up_to, bool everybody);
