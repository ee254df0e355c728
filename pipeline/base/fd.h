/* SPDX-License-Identifier: EUPL-1.2 */
/* fd.h - descriptors: they close themselves, and are read and written whole. */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "base/err.h"
#include "base/str.h"

void		 auto_close(int *);
#define AUTO_FD	__attribute__((cleanup(auto_close))) int

/* Everything from offset 0, at most max bytes; more is E_LIMIT.  NUL-terminated, the NUL not counted. */
int		 fd_read_all(int fd, size_t max, struct arena *, struct str *s_r, struct err *) MUST_USE;
/* The same of a file that may hold more: its first max bytes. */
int		 fd_read_head(int fd, size_t max, struct arena *, struct str *s_r, struct err *) MUST_USE;
/* Give take all bytes from offset 0 to the end, a piece at a time; a piece is borrowed for the call. */
int		 fd_each(int fd, void (*take)(void *user, struct str), void *user, struct err *) MUST_USE;
/* n bytes of from, starting at `at`, or as many as there are, to where `to` stands. */
int		 fd_copy(int from, uint64_t at, uint64_t n, int to, struct err *) MUST_USE;
int		 fd_write_all(int fd, struct str, struct err *) MUST_USE;
/* A sealed memory file that holds s. */
int		 fd_of_str(const char *name, struct str s, int *fd_r, struct err *) MUST_USE;
/* The whole file at path, as fd_read_all. */
int		 file_read(const char *path, size_t max, struct arena *, struct str *s_r, struct err *) MUST_USE;
/* Write s beside path, sync it, give it its name, sync the folder: a reader sees the old file or the new one. */
int		 file_replace(const char *path, struct str s, struct err *) MUST_USE;
/* The same with all bytes of a file, however many. */
int		 file_replace_fd(const char *path, int from, struct err *) MUST_USE;

#endif
