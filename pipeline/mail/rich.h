/* SPDX-License-Identifier: EUPL-1.2 */
/* rich.h - the HTML that was wrapped in an RTF body of Outlook (MS-OXRTFEX). */
#ifndef MAIL_RICH_H
#define MAIL_RICH_H

#include "base/str.h"

/*
 * html_r is UTF-8, of at most max bytes; absent when the RTF wraps no HTML.
 * False when the RTF is not whole or nests too deep, or when letters in it
 * have no character: html_r is then not all of it.
 */
bool	 rich_html(struct str rtf, size_t max, struct arena *, struct str *html_r);

#endif
