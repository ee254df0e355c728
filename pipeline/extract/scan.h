/* SPDX-License-Identifier: EUPL-1.2 */
/* scan.h - the letters in a picture, as the outside reader gives them. */
#ifndef EXTRACT_SCAN_H
#define EXTRACT_SCAN_H

#include "extract/extraction.h"

/*
 * Have a picture read and add its words, as TEXT_SCAN, to the page in hand; of
 * a TIFF with more pictures each is a page, of which there are `pages`.  A page
 * on which words were found, or that could not be read, gets its look; one on
 * which nothing was found keeps the one it has.  Nothing happens where nobody
 * reads pictures (job->words).
 */
void	scan_picture(struct extraction *, struct str picture, uint32_t pages);

#endif
