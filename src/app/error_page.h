/* The page that says what went wrong, for App.error_page. */
#pragma once
#include "platform/http/http.h"

void error_page(Ctx *cx, const Request *rq, Response *rs, const Error *error);
