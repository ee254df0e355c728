/* SPDX-License-Identifier: EUPL-1.2 */
/* walls.c - which walls stand around the process that reads a document, and how that is said. */
#include "proc/walls.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/lang.h"

#include "base/banned.h"

#define WORDS_MOST	KIB(4)	/* all walls in words are a few hundred bytes */

static const char *const ids[WALL__COUNT] = {
#define WALL(id, text)	#id,
#include "proc/walls.def"
#undef WALL
};

static const char *const texts[WALL__COUNT] = {
#define WALL(id, text)	text,
#include "proc/walls.def"
#undef WALL
};

json_t *
walls_json(const struct walls *w)
{
	json_t *j = json_object(), *list = json_array();

	for (int i = 0; i < WALL__COUNT; i++) {
		json_t *one = json_object();

		json_put_str(one, "name", str_of(ids[i]));
		json_put(one, "stands", json_boolean((w->stand & WALL_BIT(i)) != 0));
		json_put_str(one, "text", str_of(_(texts[i])));
		json_push(list, one);
	}
	json_put(j, "walls", list);
	json_put_num(j, "landlock", w->landlock);
	return j;
}

struct walls
walls_of_json(const json_t *j)
{
	struct walls w = { .landlock = (int)json_num(j, "landlock", 0) };
	const json_t *list = json_list(j, "walls");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		int k = str_index(ids, WALL__COUNT, json_str(one, "name"));

		if (k >= 0 && json_flag(one, "stands"))
			w.stand |= WALL_BIT(k);
	}
	return w;
}

struct str
walls_missing(const struct walls *w, bool spoken, struct arena *mem)
{
	struct buf b;

	if ((w->stand & WALLS_ALL) == WALLS_ALL)
		return STR_NONE;
	buf_init(&b, mem, WORDS_MOST);
	for (int i = 0; i < WALL__COUNT; i++) {
		if ((w->stand & WALL_BIT(i)) == 0)
			buf_addf(
			    &b, "%s%s", buf_str(&b).n == 0 ? "" : ", ", spoken ? lang_text(texts[i]) : _(texts[i]));
	}
	return buf_str(&b);
}

void
walls_self(void)
{
	const struct rlimit none = { 0, 0 };

	/* Neither fails on a kernel that can run us; both are inherited by what is started. */
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)setrlimit(RLIMIT_CORE, &none);
}
