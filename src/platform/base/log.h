/* The operator's log: one line of JSON an entry on standard error (journald keeps it). No names, addresses or tokens; ids only. */
#pragma once
#include "platform/base/context.h"

typedef enum { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

/* cx may be NULL. Control characters in the message are escaped, so input cannot forge a line. */
void log_write(const Ctx *cx, LogLevel level, const char *event, const char *format, ...) __attribute__((format(printf, 4, 5)));
void log_level(LogLevel least);
#define log_info(cx, event, ...)    log_write((cx), LOG_INFO,    (event), __VA_ARGS__)
#define log_warning(cx, event, ...) log_write((cx), LOG_WARNING, (event), __VA_ARGS__)
#define log_error(cx, event, ...)   log_write((cx), LOG_ERROR,   (event), __VA_ARGS__)
