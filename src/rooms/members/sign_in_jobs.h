/* The job behind link_ask(), for members_jobs.c to list. */
#pragma once
#include "platform/jobs/jobs.h"

JobRun sign_in_link_run;
