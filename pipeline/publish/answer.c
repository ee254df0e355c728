/* SPDX-License-Identifier: EUPL-1.2 */
/* answer.c - what came of bringing one bundle to a portal: the words and the findings. */
#include "publish/answer.h"

#include "base/banned.h"

static const struct {
	const char	*name;
	bool		 speaks;
	enum finding_code code;
} answers[PORTAL__COUNT] = {
	[PORTAL_SENT] = { "sent", false, 0 },
	[PORTAL_SAME] = { "same", false, 0 },
	[PORTAL_WOULD_SEND] = { "would-send", false, 0 },
	[PORTAL_AWAY] = { "away", true, F_PUB_PORTAL_AWAY },
	[PORTAL_AMBIGUOUS] = { "ambiguous", true, F_PUB_NOT_SEEN },
	[PORTAL_REFUSED] = { "refused", true, F_PUB_PORTAL_REFUSES },
	[PORTAL_DIFFERS] = { "differs", true, F_PUB_READBACK_DIFFERS },
};

const char *
answer_name(enum portal_answer a)
{
	return answers[a].name;
}

int
answer_find(struct str name, enum portal_answer *a_r)
{
	for (int i = 0; i < PORTAL__COUNT; i++) {
		if (str_eq(name, str_of(answers[i].name))) {
			*a_r = (enum portal_answer)i;
			return 0;
		}
	}
	return -1;
}

bool
answer_finding(enum portal_answer a, enum finding_code *code_r)
{
	*code_r = answers[a].code;
	return answers[a].speaks;
}
