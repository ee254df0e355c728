/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf.c - text of a PDF that no reader sees. */
#include "reveal/revealing.h"

#include "base/banned.h"

int
reveal_pdf(struct revealing *v, struct err *e)
{
	(void)v;
	(void)e;
	return 0;
}
