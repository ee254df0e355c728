/* SPDX-License-Identifier: EUPL-1.2 */
/* detectors.h - finds personal data in a text: accounts, telephones, mail, plates, birth dates, addresses, names. */
#ifndef DETECT_DETECTORS_H
#define DETECT_DETECTORS_H

#include "base/err.h"
#include "base/str.h"

enum detector {
#define DETECTOR(id, name, label)	D_##id,
#include "detect/detectors.def"
#undef DETECTOR
	D__COUNT
};

enum detector_class {
#define CLASS(detector, id, name, label)	DC_##id,
#include "detect/detector_classes.def"
#undef CLASS
	DC__COUNT
};

#define DETECTOR_HITS_MOST	2000	/* listed of one class; who tells of them tells fewer */

struct detectors;		/* word lists and compiled patterns */
struct allow;			/* detect/allow.h: the organisation's own */
struct parties;			/* detect/parties.h: who is known to be in the dossier */

struct detector_hit {
	enum detector	 which;
	enum detector_class class;
	uint32_t	 off, len;	/* bytes in the text that was given */
	struct str	 masked;	/* "06-*******8"; the arena's */
};

struct detector_hits {
	struct detector_hit *v;		/* ascending by off; of two detectors they may overlap */
	size_t		 n;
	size_t		 found[DC__COUNT];	/* all of a class, also what is not listed */
	size_t		 allowed;	/* left out because they are the organisation's own */
	bool		 more;		/* of a class more were found than are listed (DETECTOR_HITS_MOST); all text was looked at */
	bool		 gave_up;	/* a pattern was not carried out: nothing may be concluded */
};

/*
 * Reads the lists in templates/detect (detect/lists.h), before the fork.  All memory is the arena's.
 * A fault names file and line (E_CONFIG).
 */
int	 detectors_load(const char *templates, struct arena *, struct detectors **, struct err *) MUST_USE;

/*
 * text may be any bytes; hits are exact places in it.  allow and parties may
 * be NULL.  Time is linear in the text, however it was made; memory is some
 * five times the text and a megabyte for each megabyte of names.  Names are not
 * found completely: who reports must say so (gate facts 2.7).
 */
void	 detectors_scan(const struct detectors *, const struct allow *, const struct parties *, struct str text,
	    struct arena *, struct detector_hits *);

const char	*detector_name(enum detector);			/* "telefoon" */
const char	*detector_label(enum detector);			/* Dutch, translated */
const char	*detector_class_name(enum detector_class);	/* "mobiel" */
const char	*detector_class_label(enum detector_class);	/* Dutch, translated */
enum detector	 detector_of(enum detector_class);
/* The detector or class with this name; a class as "telefoon/mobiel".  -1: there is none. */
int		 detector_find(struct str name, enum detector *) MUST_USE;
int		 detector_class_find(struct str name, enum detector_class *) MUST_USE;

#endif
