/* SPDX-License-Identifier: EUPL-1.2 */
/* lack.h - make this kernel an older one: system calls that are not there. */
#ifndef HOSTILE_LACK_H
#define HOSTILE_LACK_H

/* For this process and what it starts: "landlock" or "seccomp" is not there.  0; -1: it cannot be taken away. */
int	lack(const char *what);

#endif
