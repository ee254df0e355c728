/* SPDX-License-Identifier: EUPL-1.2 */
/* banned.h - functions that do not compile here; include it last, after the system's headers. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* No shell; no unbounded copy; no hidden state; no locale-dependent or unchecked parsing. */
#pragma GCC poison system popen pclose
#pragma GCC poison strcpy stpcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison strtok strtok_r atoi atol atoll atof scanf vscanf
#pragma GCC poison gmtime localtime ctime asctime mktemp tmpnam tempnam
#undef alloca
#pragma GCC poison alloca wordexp

#endif
