/*
 * What needs somebody signed in, first on their home page. A need is a file of its own, and home_pages.c lists it: it finds its rows with one
 * question, and shows each with the button beside the words.
 */
#pragma once
#include "platform/html/ly/ly.h"
#include "platform/http/http.h"

typedef struct {
    int     permission;                                                        /* whose it is, or SIGNED_IN; nobody else is asked about it */
    Error *(*find)(Ctx *cx, void **rows, size_t *count);
    void   (*show)(Out *out, const Request *rq, Response *rs, const void *rows, size_t count);      /* ly_need() for each, or for all of them */
} HomeNeed;

extern const HomeNeed home_need_requests;
