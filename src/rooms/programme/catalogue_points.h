/* Points of frameworks in the catalogue: which published courses serve which, and how many events of the list each would find. Of catalogue.c alone. */
#pragma once
#include "rooms/programme/catalogue.h"

enum { CATALOGUE_POINT_QUERIES = 2 };
/* Fills queries[0] and [1], for the pipeline of the list. */
void catalogue_point_queries(CataloguePoints *points, Query *queries);
void catalogue_points_begin(Ctx *cx, CataloguePoints *points);                                 /* once they are answered */
void catalogue_points_count(CataloguePoints *points, int64_t course_id);                      /* one event more for each point of its course */
bool catalogue_points_any(const CataloguePoints *points, int64_t course_id, const char *ids);  /* ids: " 12 14 " */
