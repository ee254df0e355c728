/* SPDX-License-Identifier: EUPL-1.2 */
/* rtf.h - the words of an RTF file (Rich Text Format specification 1.9.1), and what they stand for. */
#ifndef FORMAT_RTF_H
#define FORMAT_RTF_H

#include "text.h"

enum rtf_kind {
	RTF_END,
	RTF_BROKEN,			/* a control that is not complete */
	RTF_OPEN, RTF_CLOSE,		/* braces */
	RTF_WORD,			/* a control word, or a control symbol as a word of one character */
	RTF_TEXT,			/* bytes in the code page in force */
	RTF_HEX,			/* one such byte, written \'hh */
	RTF_BIN				/* raw bytes of \bin */
};

struct rtf_token {
	enum rtf_kind	 kind;
	struct str	 word;		/* of a control */
	int32_t		 value;		/* its number, or 1 */
	struct str	 bytes;		/* RTF_TEXT, RTF_BIN: borrowed */
	char		 byte;		/* RTF_HEX */
};

/* Cut the next token off *rest. */
void		 rtf_next(struct str *rest, struct rtf_token *);

/* Where the characters of a group go. */
enum rtf_to {
	RTF_TO_SAME,			/* as the group around it */
	RTF_TO_TEXT,			/* the running text */
	RTF_TO_BESIDE,			/* a text of its own, of the origin that the table says */
	RTF_TO_TITLE,			/* the title among the properties */
	RTF_TO_FONTS, RTF_TO_STYLES,	/* tables */
	RTF_TO_FIELD,			/* the instruction of a field */
	RTF_TO_BOOKMARK,
	RTF_TO_NAME, RTF_TO_VALUE,	/* a property of a drawing */
	RTF_TO_DATA,			/* bytes written in hexadecimal digits: what is legible in them counts */
	RTF_TO_STORE,			/* the same: the container in which Word keeps XML beside the text */
	RTF_TO_OBJECT,			/* the same: an embedded file */
	RTF_TO_PICTURE,			/* the same: a picture, in which only numbers of people count */
	RTF_TO_NOTHING			/* digits of a number */
};

struct rtf_destination {
	const char	*word;
	enum rtf_to	 to;
	enum text_origin origin;
};

/* The destination with this name, or NULL. */
const struct rtf_destination *rtf_destination(struct str word);
/* The character that a control word or symbol stands for, as UTF-8; absent: it stands for none. */
struct str	 rtf_character(struct str word);
/* The code page of a font's \fcharset; 0 = the one of the document, RTF_SYMBOLS = signs without a meaning. */
uint32_t	 rtf_charset(int32_t fcharset);
#define RTF_SYMBOLS	42		/* CP_SYMBOL in Windows */
/* The language tag of a Windows language number, or absent. */
struct str	 rtf_language(int32_t lcid);

#endif
