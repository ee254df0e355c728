/* SPDX-License-Identifier: EUPL-1.2 */
/* check.h - what the parts of verify share. */
#ifndef VERIFY_CHECK_H
#define VERIFY_CHECK_H

#include "store/ledger.h"
#include "store/look.h"
#include "store/vault.h"
#include "verify/verify.h"

struct gone;

struct check {
	const struct verify *v;
	struct verify_sum *sum;
	struct store	*store;
	struct vault	*vault;		/* NULL: it cannot be opened */
	struct arena	*mem;		/* rewound after each row */
	struct arena	*keep;		/* for as long as it takes */
	struct { struct gone *v; size_t n, cap; } gone;	/* what went out of the vault on purpose, by digest */
};

void	check_fault(struct check *, const char *fmt, ...) PRINTF(2, 3);
void	check_note(struct check *, const char *fmt, ...) PRINTF(2, 3);
/* A text from a column or an object, to stand in a line. */
struct str check_show(struct check *, struct str);

/* Each looks at one thing and says its faults; what cannot be read is a fault too. */
void	check_chain(struct check *);		/* the entries, one after the other, and the runs */
void	check_histories(struct check *);	/* the entries of each dossier, its row and its attempts */
void	check_vault(struct check *);		/* every object, and every digest that the ledger names */
void	check_portals(struct check *);

/* First of all: what the evidence says that went on purpose; it is missed by nobody. */
void	check_gone(struct check *);
bool	check_is_gone(const struct check *, struct str sha256);

/* The entry itself: one JSON object with the columns' own words in it.  NULL: said; else a new reference. */
json_t	*check_entry(struct check *, const struct entry *);

/* Is an object of that digest there?  what and whose stand in the line when it is not. */
void	check_named(struct check *, struct str sha256, int64_t size, const char *what, struct str whose);
#define SIZE_UNKNOWN	(-1)

#endif
