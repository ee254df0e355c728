/* SPDX-License-Identifier: EUPL-1.2 */
/* xml.h - XML, as a file or as a part of a ZIP package, streamed through libxml2 without entities or network. */
#ifndef EXTRACT_XML_H
#define EXTRACT_XML_H

#include "base/zip.h"
#include "extract/extraction.h"

/* An element as its start tag says it; borrowed for the call. */
struct xml_tag {
	struct str	 name;		/* without prefix */
	struct str	 ns;		/* its namespace, or absent */
	const unsigned char **attributes;	/* libxml2's five-tuples */
	int		 nattributes;
};
/* An attribute by its name without prefix; absent when the tag has none. */
struct str	 xml_attribute(const struct xml_tag *, const char *name);
/* The same, of a namespace that ends so; absent when the tag has none. */
struct str	 xml_attribute_of(const struct xml_tag *, const char *ns_end, const char *name);

struct xml_handler {
	void		(*start)(void *user, const struct xml_tag *);
	void		(*end)(void *user, struct str name);
	void		(*text)(void *user, struct str);
};

/* Once for each process, before the first document: nothing outside the bytes is ever loaded. */
void		 xml_load(void);

/*
 * The member in hand of the zip; its comments and processing instructions go
 * aside.  A DOCTYPE, malformed XML, too deep nesting or a limit of the zip
 * stops the extraction with its finding.  -1: out of memory.
 */
int		 xml_member(struct extraction *, struct zip *, const struct xml_handler *, void *user,
		    struct err *) MUST_USE;

/*
 * XML that lies in memory, of any root.  A DOCTYPE, too deep nesting or too
 * much text stops the extraction with its finding; *sound_r says whether it was
 * well-formed to its end, and the caller what follows when not.  -1: out of memory.
 */
int		 xml_bytes(struct extraction *, struct str, const struct xml_handler *, void *user, bool *sound_r,
		    struct err *) MUST_USE;

/* The same for a whole file, already in UTF-8 whatever it says of itself. */
int		 xml_file(struct extraction *, struct str utf8, const struct xml_handler *, void *user,
		    struct err *) MUST_USE;

/* Say with a finding why a zip gave this state; ZIP_MORE and ZIP_END say nothing. */
void		 xml_zip_state(struct extraction *, enum zip_state);

#endif
