/* SPDX-License-Identifier: EUPL-1.2 */
/* xml.h - XML in memory, streamed through libxml2: no DOCTYPE, no entities, no network, no depth (gate facts 8.3). */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/err.h"
#include "base/str.h"

#define XML_DEPTH_MOST	256		/* elements inside each other; libxml2's own guard for trees */
#define XML_PIECE	((size_t)64 << 10)	/* bytes given to the parser in one go: text it holds back stays small */

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
/* Attribute i, whatever it is: its name without prefix, its namespace (or absent) and its value. */
struct str	 xml_attribute_name(const struct xml_tag *, int i);
struct str	 xml_attribute_ns(const struct xml_tag *, int i);
struct str	 xml_attribute_at(const struct xml_tag *, int i);

/* What is done with elements and characters; end and text may be NULL. */
struct xml_handler {
	void		(*start)(void *user, const struct xml_tag *);
	void		(*end)(void *user, struct str name);
	void		(*text)(void *user, struct str);
};

/* What is done with what no reader of a document sees: a comment, or else a processing instruction. */
typedef void	 xml_beside(void *user, bool comment, struct str);

/* How the reading ended. */
enum xml_end {
	XML_SOUND,			/* well-formed, to its end */
	XML_BROKEN,
	XML_DOCTYPE,			/* and nothing behind it was read */
	XML_DEEP			/* more than XML_DEPTH_MOST */
};

/* One text being read. */
struct xml_reader {
	const struct xml_handler *h;
	void		*user;
	xml_beside	*beside;	/* or NULL */
	void		*beside_user;
	void		*parser;	/* libxml2's */
	unsigned	 depth;
	enum xml_end	 stopped;	/* XML_SOUND while it goes on */
};

/* Once for each process that reads documents: nothing outside the bytes is ever loaded. */
void		 xml_load(void);

/*
 * Ready a reader whose h, user and perhaps beside are set; the rest is zero.
 * utf8: the bytes are UTF-8, whatever they say of themselves.  -1: out of memory.
 */
int		 xml_open(struct xml_reader *, bool utf8, struct err *) MUST_USE;
/* The next bytes, XML_PIECE at most; false when the parser has had enough.  None of them: this was the end. */
bool		 xml_feed(struct xml_reader *, struct str);
/* How it went.  -1: out of memory. */
int		 xml_close(struct xml_reader *, enum xml_end *end_r, struct err *) MUST_USE;

/* A whole text at once.  -1: out of memory. */
int		 xml_parse(struct str bytes, const struct xml_handler *, void *user, enum xml_end *end_r,
		    struct err *) MUST_USE;

#endif
