/* What people said of a course, on its page and on those of its events. */
#pragma once
#include "platform/html/ly/ly.h"
#include "rooms/booking/course_rating.h"

void course_said(Out *out, const CourseRating *rating, bool microdata);   /* nothing while too few have said anything */
