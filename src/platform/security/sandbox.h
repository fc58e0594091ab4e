/*
 * What the server gives up before it reads its first request: root, privileges, every system call and folder that it does not need.
 * What a library would fetch late (character sets, the resolver, fonts, time zones) is touched first.
 */
#pragma once
#include "platform/base/context.h"

typedef struct {
    const char *data;           /* the folder of the store; NULL: PostgreSQL, nothing to write */
    const char *temporary;      /* where large bodies wait; NULL: none */
    const char *also_read[4];   /* files and folders outside the system's own; NULL ends them */
} Sandbox;

/*
 * As root: becomes the owner of the data folder (NULL: PostgreSQL), or, where that is root too, gives up root's powers and says so. Before
 * the first thread, and before the store is opened, so that its files are the owner's.
 */
CHECKED Error *privileges_drop(Ctx *cx, const char *data);
/*
 * After the store is open, before the threads that read strangers' bytes begin: folders are limited for this thread and those it will
 * begin, system calls for every thread. Where the kernel has no Landlock, the log says so.
 */
CHECKED Error *sandbox_enter(Ctx *cx, const Sandbox *sandbox);
