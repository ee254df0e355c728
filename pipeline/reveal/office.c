/* SPDX-License-Identifier: EUPL-1.2 */
/* office.c - what was left behind in files of office programs. */
#include "reveal/revealing.h"

#include "base/banned.h"

#define NOTHING(name)					\
	int						\
	name(struct revealing *v, struct err *e)	\
	{						\
		(void)v;				\
		(void)e;				\
		return 0;				\
	}

NOTHING(reveal_ooxml)
NOTHING(reveal_odf)
NOTHING(reveal_html)
NOTHING(reveal_mail)
NOTHING(reveal_rtf)
