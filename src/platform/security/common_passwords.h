/* The passwords that strangers try first, folded and in order; generated at build from common_passwords.txt. */
#pragma once
#include <stddef.h>

extern const char *const common_passwords[];
extern const size_t common_password_count;
