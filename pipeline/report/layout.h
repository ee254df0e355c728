/* SPDX-License-Identifier: EUPL-1.2 */
/* layout.h - text in columns: cut, pad, wrap.  Columns are those of a terminal (fold_columns). */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

#include <time.h>

#include "base/utf8.h"

#define LAYOUT_MOST	((size_t)8 << 10)	/* bytes of one paragraph; callers cut what others wrote */

/* At most columns wide; what was cut off is marked with … (one column).  s is valid UTF-8, columns at least 1. */
struct str	 layout_cut(struct arena *, struct str s, size_t columns);
/* The same, out of the middle, so that the end of a file name stays. */
struct str	 layout_cut_middle(struct arena *, struct str s, size_t columns);

/* s, blanks up to columns, and one blank to part it from the next. */
void		 layout_cell(struct buf *, struct str s, size_t columns);

/*
 * A paragraph of lines at most `columns` wide, each indented; lead stands in
 * the indent of the first line.  A word that fits on no line is broken.
 */
void		 layout_wrap(struct buf *, struct str s, struct str lead, size_t indent, size_t columns);

/* "15 januari 2026, 09:00 uur", by the clocks of the European Netherlands. */
struct str	 layout_moment(struct arena *, time_t);
struct str	 layout_moment_said(struct arena *, time_t);	/* the same in the language of the person (lang.h) */

#endif
