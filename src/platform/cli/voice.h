/* Where a thread's say(), progress() and file_open() lead: this process's own, or those of whoever handed over a command. */
#pragma once
#include <stdio.h>

#include "platform/cli/cli.h"

enum { VOICE_FILES_MOST = 14 };

typedef struct { const char *name; int descriptor; } VoiceFile;
typedef struct { FILE *out, *errors; VoiceFile files[VOICE_FILES_MOST]; size_t file_count; } Voice;

void  voice_take(const Voice *voice);   /* for this thread; NULL: the process's own again */
FILE *voice_errors(void);
