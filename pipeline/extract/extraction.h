/* SPDX-License-Identifier: EUPL-1.2 */
/* extraction.h - one document being read: what the file formats of this stage have in common. */
#ifndef EXTRACT_EXTRACTION_H
#define EXTRACT_EXTRACTION_H

#include "extract/gather.h"

/* A word for everybody who may see it: a title or heading longer than this is not one. */
#define TITLE_MOST	((size_t)1000)		/* bytes */
#define ATTR_MOST	((size_t)1 << 20)	/* bytes of one attribute or short text; more is TEXT_MOST's affair */

struct charsets;			/* charset.h */
struct inside;				/* embed.h */

/* What a page without letters shows; from LOOK_READ on somebody tried to read the picture (scan.h). */
enum page_look { LOOK_UNKNOWN, LOOK_BLANK, LOOK_PICTURE, LOOK_READ, LOOK_NUMBERS, LOOK_UNSURE, LOOK_UNREADABLE };

struct extraction {
	const struct job *job;
	const struct charsets *charsets;
	struct result	*r;
	struct str	 bytes;		/* the file; not empty */
	struct gather	 text;
	struct gather	 aside;		/* deleted text, comments, properties: comes after the rest; TEXT_REST at the start */
	struct str	 title, language;	/* raw UTF-8, as the file has it */
	struct str	 created, modified;	/* as base/moment.h writes them (text.h) */
	bool		 loose;		/* of the XML in hand: when malformed it is a part that was not read, no more */
	uint8_t		*looks;		/* enum page_look of each page, where the format can tell */
	size_t		 nlooks, looks_cap;
	struct date	 dated;		/* of a format that has a date of its own (a message): goes before the text's; year 0: none */
	struct span	 dated_at;
	const struct inside *in;	/* the file inside the document that these bytes are; NULL: the document itself */
	struct inside	*inside;	/* files inside it, to be read once it was itself */
	size_t		 ninside, inside_cap;
	struct cover	 parts;		/* of the file; both 0: it is of one piece */
	uint32_t	 npages;	/* that the file has; 0: as many as were gathered */
	bool		 stopped;	/* a finding says that this was not read completely: nothing is kept */
};

/* One format: returns 0 when it did its work, or -1 when the machine failed. */
typedef int	 extract_format(struct extraction *, struct err *);

extract_format	 extract_pdf;
extract_format	 extract_docx, extract_xlsx, extract_pptx, extract_odf, extract_html, extract_text;
extract_format	 extract_rtf, extract_xml, extract_csv, extract_eml, extract_msg;

/* When the file says it was made or changed: the first that says something counts; s is of base/moment.h. */
void		 extraction_moment(struct str *to, struct str s);

/* A finding about this document; page 0 = unknown. */
void		 extraction_find(struct extraction *, enum finding_code, uint32_t page, struct str arg);
/* The same, and the document counts as not read. */
void		 extraction_stop(struct extraction *, enum finding_code, struct str arg);

#endif
