/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.h - dossier.yaml as it was typed: its shape is right, its meaning not yet looked at. */
#ifndef SIDECAR_TYPED_H
#define SIDECAR_TYPED_H

#include "base/str.h"
#include "base/yml.h"
#include "statement.h"

#define SIDECAR_MOST	((size_t)1 << 20)	/* bytes of dossier.yaml; ten thousand files fit */

/* What was typed behind a key that becomes a statement; a list gives one for each of its items. */
struct typed_line {
	const char	*key;
	enum say	 what;
	struct str	 text;		/* not empty */
};
struct typed_lines { struct typed_line *v; size_t n, cap; };

/* Absent and empty are the same: nothing was said. */
struct typed_doc {
	struct str	 bestand;	/* exactly as typed, valid UTF-8; absent in a notice */
	struct str	 rol, titel, categorie, soort;
	struct str	 origineel;	/* origineel-van: its redacted version, as bestand */
	struct typed_lines lines;
};

/* intrekken: when the dossier is taken back again, and why. */
struct typed_leave {
	struct str	 op, reden, toelichting, door;
};

struct typed {
	struct str	 kenmerk, titel, omschrijving, zaaktype, organisatie, datum, vrijgave;
	struct str	 categorie, documentsoort, bron;
	struct typed_leave leave;
	struct typed_lines lines;	/* of the dossier, and so of its main document */
	struct typed_doc *docs;
	size_t		 ndocs;
	struct typed_doc *notices;	/* niet-openbaar: what is withheld as a whole */
	size_t		 nnotices;
};

/*
 * Every string but bestand is trimmed, NFC and without characters that XML
 * forbids; all live in the arena.  -1: fault_r says what is wrong, and where
 * when that is known.
 */
int		 typed_load(struct str bytes, struct arena *, struct typed *, struct yml_fault *fault_r) MUST_USE;

#endif
