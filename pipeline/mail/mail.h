/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.h - a message as a list of its parts, whatever kind of file it is: EML or Outlook's MSG. */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/date.h"
#include "mail/label.h"

#define MAIL_PARTS_MOST		((size_t)1000)		/* of one file; a newsletter has some tens of pictures */
#define MAIL_DEPTH_MOST		10u			/* messages in messages */
#define MAIL_FIELDS_MOST	((size_t)5000)		/* header fields of one part; in MSG each recipient is one */
#define MAIL_HEAD_MOST		((size_t)1 << 20)	/* bytes of these */

enum mail_kind {
	MAIL_MESSAGE,			/* a message: the file itself is the first, later ones are in it */
	MAIL_PLAIN, MAIL_HTML,		/* its text, or a version of its text */
	MAIL_RICH,			/* the same as RTF, which may be what an HTML part was wrapped in */
	MAIL_ASIDE,			/* no part for a reader: properties, fields of what only holds others */
	MAIL_AROUND,			/* text around parts, which is for programs that do not know MIME */
	MAIL_FILE,			/* an attachment, or a picture in the text */
	MAIL_SIGNATURE,			/* of a signed message, which itself can be read */
	MAIL_SEALED			/* encrypted, or in an envelope that we do not open */
};

/* Why a message is not wholly what it should be; bits. */
enum mail_fault {
	MAIL_CUT = 1,			/* it stops before its end */
	MAIL_MALFORMED = 2,		/* programs differ in what they make of it */
	MAIL_MANY = 4,			/* parts */
	MAIL_DEEP = 8,			/* nesting */
	MAIL_LONG = 16,			/* header fields */
	MAIL_GARBLED = 32		/* characters that could not be read */
};

struct mail_field {
	struct str	 name;		/* ASCII as it stands there */
	struct str	 value;		/* decoded UTF-8 on one line */
};

struct mail_part {
	enum mail_kind	 kind;
	size_t		 message;	/* the MAIL_MESSAGE that it belongs to (index); of a message: the one around it */
	unsigned	 depth;		/* messages around it */
	unsigned	 versions;	/* parts of one message with the same number say the same in other forms; 0: no others */
	struct str	 type;		/* media type, lower case; absent in a message of MSG */
	struct str	 name;		/* as the sender called it, UTF-8, or absent; anything may stand in it */
	struct str	 charset;	/* label of its text, or absent */
	struct str	 subject;	/* of a message */
	struct date	 sent;		/* of a message, the day in the Netherlands; year 0: not said */
	struct str	 sent_at, changed_at;	/* of a message, as base/moment.h writes them, or absent */
	struct mail_field *fields;	/* of its header */
	size_t		 nfields, fields_cap;

	/* For the reader of the format. */
	struct str	 raw;		/* as it stands in the file */
	int		 encoding;	/* of raw */
	void		*source;
};

enum mail_state { MAIL_MORE, MAIL_END, MAIL_BROKEN };

struct mail;

/* What a format does.  next gives the following block of the part that was begun. */
struct mail_format {
	bool		 nested_whole;	/* a message in a message has bytes of its own */
	void		(*begin)(struct mail *, const struct mail_part *);
	enum mail_state	(*next)(struct mail *, struct str *block_r);
	void		(*close)(struct mail *);
};

struct mail {
	struct arena	*mem;		/* owns what is below, and the format's own */
	const struct mail_format *format;
	struct mail_part *parts;	/* a message comes before what belongs to it */
	size_t		 nparts, cap;
	unsigned	 faults;	/* enum mail_fault */
	const char	*fault;		/* what is MAIL_MALFORMED, Dutch, to be passed through _(); or NULL */
	struct str	 twice;		/* name of a field that may stand there once and stands there twice, or absent */
	void		*file;		/* the format's own */
};

/* Makes GMime and libgsf ready, once for each zygote; never undone.  They say nothing on stderr after it. */
int		 mail_load(struct arena *, struct err *) MUST_USE;

/*
 * bytes must outlive the mail.  The list of parts is whole unless faults says
 * otherwise; what is there may be read even then.  mem owns the lists; the rest
 * goes with mail_close.
 */
struct mail	*mail_open_eml(struct str bytes, struct arena *mem);
struct mail	*mail_open_msg(struct str bytes, struct arena *mem);
void		 mail_close(struct mail *);	/* NULL is fine */

/*
 * The bytes of a part (any but MAIL_ASIDE and MAIL_AROUND, of which raw is the text), decoded, block by block: begin, and
 * next until it is no MAIL_MORE.  Those of a message in a message are written
 * anew by GMime: its fields and parts as they are, but lines of its header end
 * in LF.
 */
void		 mail_begin(struct mail *, const struct mail_part *);
enum mail_state	 mail_next(struct mail *, struct str *block_r);	/* borrowed until the next call */
/* All of them; MAIL_BROKEN too when there are more than max. */
enum mail_state	 mail_bytes(struct mail *, const struct mail_part *, size_t max, struct arena *, struct str *s_r);

static inline void
auto_mail(struct mail **m)
{
	mail_close(*m);
}
#define AUTO_MAIL	__attribute__((cleanup(auto_mail))) struct mail *

/* ---- for the formats ---- */

/* A part more; NULL when there are too many.  Valid until the next. */
struct mail_part *mail_add(struct mail *, enum mail_kind, size_t message, unsigned depth);
/* value is raw: encoded words are decoded.  The index of the part, since parts move. */
void		 mail_field(struct mail *, size_t part, struct str name, struct str value);
/* The value of the first field of that name (case does not count), or absent. */
struct str	 mail_value(const struct mail_part *, const char *name);
void		 mail_malformed(struct mail *, const char *why);
/* Look at the fields of a message: which stand there twice. */
void		 mail_judge(struct mail *, size_t part);
/* The day in the Netherlands of an instant. */
struct date	 mail_day(struct mail *, time_t);
/* What a part of this type and name is to a reader, when it is no multipart and no message. */
enum mail_kind	 mail_kind_of(struct str type, struct str name, bool attached);

#endif
