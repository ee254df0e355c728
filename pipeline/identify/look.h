/* SPDX-License-Identifier: EUPL-1.2 */
/* look.h - our own look at bytes that libmagic only half knows: packages, OLE2 files, PDF, text. */
#ifndef IDENTIFY_LOOK_H
#define IDENTIFY_LOOK_H

#include "base/err.h"
#include "base/buf.h"
#include "base/xml.h"

/* One file being looked at.  The looks fill in what follows mem; absent and false: not found. */
struct look {
	struct str	 bytes;
	struct arena	*mem;
	struct str	 type;		/* media type, borrowed from a table or in mem */
	struct str	 version;	/* of the format: "1.7", "1.3", "Strict" */
	struct str	 claim;		/* "PDF/A-2b, PDF/UA-1" */
	struct str	 macros;	/* Dutch: which kinds, between commas */
	struct str	 twofold;	/* Dutch: what stands in the file beside the document */
	bool		 broken;	/* a ZIP that cannot be read to its end, or an office file that is not even that */
	bool		 locked;	/* cannot be opened without a password or a key */
	bool		 restricted;	/* opens, but its maker forbids something */
	bool		 mute;		/* copying is forbidden, also to a screen reader */
	enum xml_end	 xmp;		/* of a PDF; XML_SOUND when it has none */
};

/*
 * What kind of package a ZIP file is, from its mimetype member (ODF, EPUB) or
 * the main part in its [Content_Types].xml (OOXML); application/zip when it is
 * neither, cannot be read (then perhaps broken), or claims to be two things at
 * once.  Version, macros and locked too.  -1: out of memory.
 */
int		 look_zip(struct look *, struct err *) MUST_USE;

/*
 * What an OLE2 file is, by the streams of its root ([MS-DOC] 2.1, [MS-XLS] 2.1.2, [MS-PPT] 2.1, [MS-OXMSG] 2.2);
 * application/x-ole-storage when it is none of them, two at once or not to be read.  Macros and locked too.
 */
void		 look_ole(struct look *);

/*
 * What kind of text this is: text/html, text/csv, application/xml and what is
 * known of that by its root (SVG, flat ODF), message/rfc822, application/mbox,
 * application/rtf or text/plain.  -1: out of memory.
 */
int		 look_text(struct look *, struct err *) MUST_USE;

/* MuPDF's context for look_pdf: one for each zygote; never freed. */
struct pdf_looker;
int		 look_pdf_load(struct arena *, struct pdf_looker **, struct err *) MUST_USE;

/*
 * Version, claim, locked, restricted, mute and the state of the XMP of a PDF
 * document.  Of one that cannot be opened it says nothing: extract does.
 * -1: out of memory.
 */
int		 look_pdf(struct pdf_looker *, struct look *, struct err *) MUST_USE;

/* The claims in an XMP packet, by namespace (ISO 19005, ISO 14289); sets claim and xmp.  -1: out of memory. */
int		 look_xmp(struct look *, struct str packet, struct err *) MUST_USE;

/* Offset of a PDF header in the first 1024 bytes, where readers look for it, or -1. */
ptrdiff_t	 look_pdf_at(struct str bytes);
/* Sets twofold: something before the document, behind it, or a second kind of file in the same bytes. */
void		 look_twofold(struct look *);

/* A version as ODF writes it ("1.3"), or absent when these are no digits and dots. */
struct str	 look_version(const struct buf *);
/* Append a kind of macros to what was found, once. */
void		 look_macros(struct look *, struct str kind);

#endif
