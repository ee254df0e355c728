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

static const char *const steps[STEP__COUNT] = {
	[STEP_FIND] = "find", [STEP_CREATE] = "create", [STEP_DOCUMENT] = "document", [STEP_READY] = "ready",
	[STEP_PUBLISH] = "publish", [STEP_SEEN] = "seen", [STEP_REMOVE] = "remove", [STEP_SWEEP] = "sweep",
	[STEP_WITHDRAW] = "withdraw", [STEP_LIST] = "list", [STEP_SWITCH] = "switch", [STEP_REACH] = "reach",
};

static const char *const founds[FOUND__COUNT] = {
	[FOUND_UNKNOWN] = "unknown", [FOUND_NOTHING] = "nothing", [FOUND_CONCEPT] = "concept", [FOUND_SAME] = "same",
	[FOUND_OTHER] = "other", [FOUND_WITHDRAWN] = "withdrawn", [FOUND_MANY] = "many",
	[FOUND_HANDED] = "handed",
};

const char *
step_name(enum portal_step s)
{
	return steps[s];
}

int
step_find(struct str name, enum portal_step *s_r)
{
	int i = str_index(steps, STEP__COUNT, name);

	*s_r = i < 0 ? STEP_FIND : (enum portal_step)i;
	return i < 0 ? -1 : 0;
}

const char *
found_name(enum portal_found f)
{
	return founds[f];
}

int
found_find(struct str name, enum portal_found *f_r)
{
	int i = str_index(founds, FOUND__COUNT, name);

	*f_r = i < 0 ? FOUND_UNKNOWN : (enum portal_found)i;
	return i < 0 ? -1 : 0;
}
