/* SPDX-License-Identifier: EUPL-1.2 */
/* gallery.h - the pictures of a report: which places are drawn, and their pictures in the account that the page is made of. */
#ifndef GALLERY_H
#define GALLERY_H

#include "session.h"

#define GALLERY_MOST	30u		/* pictures of one report: a page that a browser opens at once */

/*
 * Choose from a dossier that is closed: of each PDF the gravest findings with a
 * place, at most ALBUM_SHOTS_MOST, while there is room.  line: of its object in
 * the account, from 0.
 */
void	gallery_choose(struct session *, const struct dossier *, size_t line);

/*
 * Have the chosen places drawn, and write s->page_spool once more with
 * them: each finding that was chosen has "picture": {"png" (base64), "width",
 * "height"} or {"why"}.  Only the page is made of that; the account itself has no
 * pictures.  *fd_r is -1 where there is nothing to add.  A document that cannot be
 * drawn is no error.
 */
int	gallery_hang(struct session *, int *fd_r, struct err *) MUST_USE;

#endif
