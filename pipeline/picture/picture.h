/* SPDX-License-Identifier: EUPL-1.2 */
/* picture.h - the stage that draws the place of a finding, where words fall short; personal data are painted over. */
#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H

#include "stage.h"

/*
 * PER_RUN, a job for each document: A_RUN says which places are asked for, and A_PICTURES
 * answers with a picture of each or why there is none (album.h).  A_ORIGINAL is a
 * PDF, A_TEXT and A_PROPS are what extract made of it, A_UNSEEN what reveal did.
 *
 * A picture is a piece of the page, 100 dots an inch, with the place in a thick
 * red frame.  It shows less than the page, never more:
 *
 *	personal data	each long number, e-mail address and burgerservicenummer in the
 *			page's own text, and each place that the order names, is not
 *			drawn, and a grey box stands over it
 *	unseen text	its letters (A_UNSEEN) are not drawn
 *	images, letters that are a drawing or have no character, outlines that
 *			may be letters: a light grey box; nobody can look in
 *			them for what must be masked
 *
 * What cannot be masked with certainty is not drawn at all, and the answer says
 * why.  A document that cannot be read is no error of the machine.
 */
stage_run	 picture_run;

#endif
