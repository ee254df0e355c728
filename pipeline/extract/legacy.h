/* SPDX-License-Identifier: EUPL-1.2 */
/* legacy.h - what the binary formats of Office 97-2003 have in common: the OLE2 container, numbers, letters. */
#ifndef EXTRACT_LEGACY_H
#define EXTRACT_LEGACY_H

#include "extract/extraction.h"

/* Little-endian numbers at an offset; 0 beyond the end. */
uint16_t	 legacy_u16(struct str, size_t at);
uint32_t	 legacy_u32(struct str, size_t at);
double		 legacy_double(struct str, size_t at);

/* Letters as UTF-8: of UTF-16LE (half a pair becomes U+FFFD), of Windows-1252. */
void		 legacy_wide(struct buf *, struct str);
void		 legacy_narrow(struct buf *, struct str);
/* A whole string of its own. */
struct str	 legacy_text(struct arena *, struct str, bool wide);

/* A piece on a line of its own beside the text. */
void		 legacy_aside(struct extraction *, enum text_origin, struct str);

struct ole;

/* Once for each zygote: libgsf keeps quiet. */
void		 ole_load(void);
/* The container in x->bytes, or the storage of it that x->in says; NULL when the extraction was stopped with its finding. */
struct ole	*ole_open(struct extraction *) MUST_USE;
void		 ole_close(struct ole *);		/* NULL is fine */
/* A stream in the root, in the arena of the extraction; absent when it is not there or was not to be read (stopped). */
struct str	 ole_stream(struct ole *, const char *name);
/* Is there a storage of this name in the root, with something in it? */
bool		 ole_has_storage(struct ole *, const char *name);
/* What a zlib stream (RFC 1950) of that many bytes holds, in the arena; absent when it is not that. */
struct str	 ole_inflate(struct extraction *, struct str zlib, size_t n);
/* The name of child i of the root; false when there is none. */
bool		 ole_child(struct ole *, uint32_t i, struct str *name_r);
/* What that child is: dull is what is empty, or what every file or object has that holds no text for a reader. */
enum ole_kind { OLE_DULL, OLE_MACROS, OLE_STORAGE, OLE_STREAM };
enum ole_kind	 ole_kind(struct ole *, uint32_t i);
/*
 * What stands in the root beside these names (n of them) and what is dull:
 * storages are noted as files inside the document (embed.h), streams are
 * EXT-507.
 */
void		 ole_judge(struct ole *, const char *const *known, size_t n);
/* SummaryInformation and DocumentSummaryInformation ([MS-OLEPS]): title, and all text beside the text. */
void		 ole_properties(struct ole *);

static inline void
auto_ole(struct ole **o)
{
	ole_close(*o);
}
#define AUTO_OLE	__attribute__((cleanup(auto_ole))) struct ole *

extract_format	 extract_doc, extract_xls, extract_ppt;

#endif
