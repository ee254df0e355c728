/* SPDX-License-Identifier: EUPL-1.2 */
/* rich.h - what an RTF body of Outlook says: the HTML that was wrapped in it (MS-OXRTFEX), or its text. */
#ifndef MAIL_RICH_H
#define MAIL_RICH_H

#include "base/str.h"

/*
 * s_r is UTF-8, of at most max bytes; *html_r says whether it is HTML.  False
 * when the RTF is not whole or nests too deep: s_r is then not all of it.
 */
bool	 rich_text(struct str rtf, size_t max, struct arena *, struct str *s_r, bool *html_r);

#endif
