/* SPDX-License-Identifier: EUPL-1.2 */
/* shapes.h - shapes that lie over a picture in a slide or a text: who moves them away sees what is under them. */
#ifndef REVEAL_SHAPES_H
#define REVEAL_SHAPES_H

#include "base/xml.h"

struct ooxml;
struct shapes;

/*
 * Of Word and PowerPoint, decision 060: each part is told from its first
 * element to its last, and findings are made at that one: REV-547 for what is
 * drawn over a part of a picture as a bar is, REV-213 for other shapes there
 * and for what may be.
 */
struct shapes	*shapes_new(struct ooxml *);
void		 shapes_begin(struct ooxml *);
void		 shapes_start(struct ooxml *, const struct xml_tag *);
void		 shapes_end(struct ooxml *);
void		 shapes_text(struct ooxml *, struct str);

#endif
