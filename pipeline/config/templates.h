/* SPDX-License-Identifier: EUPL-1.2 */
/* templates.h - the rules, lists and sheets of a run, kept so that its decisions can be explained later. */
#ifndef CONFIG_TEMPLATES_H
#define CONFIG_TEMPLATES_H

#include "base/err.h"
#include "store/vault.h"
#include "types.h"

/*
 * Keep every file below dir in the vault (but those of lang), and a list of them:
 *
 *	{"files": [{"path", "sha256", "bytes"}]}	paths in byte order
 *
 * What the vault has already is not written again.  *list_r is that list in
 * the vault; the same templates give the same digest.
 */
int	templates_keep(const char *dir, struct vault *, struct artefact *list_r, struct err *) MUST_USE;

/* The files of such a list below the folder to, which is made.  Only digests are believed. */
int	templates_restore(struct vault *, struct digest list, const char *to, struct err *) MUST_USE;

#endif
