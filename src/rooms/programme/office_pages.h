/* What the office's pages of the programme share. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/course_list.h"
#include "rooms/programme/event_list.h"

/* How a state is shown: its word and its tint. */
LyMeaning event_meaning(const char *state, int64_t places, int64_t taken, const char **words);
/* The page on which whoever is signed in finds an event's course: the office's, or for who only reads the public one. */
const char *course_page_path(Ctx *cx, int64_t course_id);
/* The head of one event's pages, and the tabs of its parts: "overview", "people", "rules", "materials", "answers", "history". */
void event_head(Out *out, const Event *event);
void event_tabs(Out *out, const Event *event, const char *current);
void events_filter_read(const Request *rq, EventsFilter *filter);   /* of the address, as the list of events has it */
CHECKED Error *office_themes_all(Ctx *cx, ThemeLabel **themes, size_t *count);
/* Of a filter bar: one theme, one owner; chosen 0 is all. */
void filter_theme(Out *out, const ThemeLabel *themes, size_t count, int64_t chosen);
void filter_owner(Out *out, const CourseOwner *owners, size_t count, int64_t chosen);
/* What pays for a cost, to choose from. */
CHECKED Error *fund_items(Ctx *cx, const SelectItem **items, size_t *count);
/* PRODUCT's kinds of course to choose from; where `all` is not NULL, first that, for any. */
const SelectItem *office_kinds(Ctx *cx, const char *all, size_t *count);
