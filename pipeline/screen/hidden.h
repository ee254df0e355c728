/* SPDX-License-Identifier: EUPL-1.2 */
/* hidden.h - is what no reader sees a leak, or the way of a template? */
#ifndef SCREEN_HIDDEN_H
#define SCREEN_HIDDEN_H

#include "screen/policy.h"
#include "text.h"
#include "unseen.h"

struct job;

/*
 * Judge the unseen text of one document.  Templates carry real white and covered
 * text, so what comes back on other pages, what also stands where it can be read,
 * and what the organisation calls usual (toets.yaml) is worth a look (SCR-320),
 * unless personal data is in it.  What is unique holds: SCR-520 for a page and a
 * cause; SCR-521 where words were left under a burned-in box, whatever they are;
 * SCR-522 for what an earlier version or a loose part still has.  Less than four
 * letters on a page is no more than a look, and so is what stands beside the
 * page and is short (printers' marks).
 *
 *   personal  of each place of unseen: there is personal data in it, or on its line
 */
void	 hidden_judge(const struct unseens *unseen, const bool *personal, const struct text *, const struct screening *,
	    int doc, struct findings *, struct arena *tmp);

#endif
