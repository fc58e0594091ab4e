/*
 * Functions that this program does without, because a better one is at hand or because their mistakes are classic.
 * The build includes this file after the system's headers (see meson.build); a use does not compile.
 * malloc and its kin are for base/arena.c and what feeds foreign libraries: those files say ALLOWS_MALLOC before including anything.
 */
#pragma once
#include <ctype.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok strncpy strncat
#pragma GCC poison scanf sscanf fscanf atoi atol atoll atof alloca system popen tmpnam tempnam mktemp
#pragma GCC poison localtime gmtime asctime ctime rand srand random srandom drand48 setjmp longjmp
