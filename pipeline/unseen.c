/* SPDX-License-Identifier: EUPL-1.2 */
/* unseen.c - text of a document that no reader sees, where it stands and why. */
#include "unseen.h"

#include "base/fd.h"
#include "base/form.h"
#include "base/json.h"

#include "base/banned.h"

static const struct { const char *name, *label; enum unseen_kind kind; } causes[CAUSE__COUNT] = {
#define CAUSE(id, name, kind, label)	[CAUSE_##id] = { name, label, UNSEEN_##kind },
#include "causes.def"
#undef CAUSE
};

const char *
cause_name(enum unseen_cause c)
{
	must(c < CAUSE__COUNT);
	return causes[c].name;
}

const char *
cause_label(enum unseen_cause c)
{
	must(c < CAUSE__COUNT);
	return causes[c].label;
}

enum unseen_kind
cause_kind(enum unseen_cause c)
{
	must(c < CAUSE__COUNT);
	return causes[c].kind;
}

void
unseen_add(struct unseens *u, struct unseen x)
{
	if (!form_speaks(x.text))
		return;
	if (u->n >= UNSEEN_MOST) {
		u->more = true;
		return;
	}
	x.text = str_dup(u->mem, x.text);
	x.near = str_dup(u->mem, x.near);
	x.part = str_dup(u->mem, x.part);
	*PUSH(u->mem, u->v, u->n, u->cap) = x;
}

static json_t *
of_box(struct box b)
{
	return json_pack("[iiii]", b.x0, b.y0, b.x1, b.y1);
}

static int
read_box(const json_t *list, struct box *b)
{
	int *v[] = { &b->x0, &b->y0, &b->x1, &b->y1 };

	if (json_array_size(list) != COUNT(v))
		return -1;
	for (size_t i = 0; i < COUNT(v); i++) {
		const json_t *x = json_array_get(list, i);

		if (!json_is_integer(x) || json_integer_value(x) < -BOX_MOST || json_integer_value(x) > BOX_MOST)
			return -1;
		*v[i] = (int)json_integer_value(x);
	}
	return 0;
}

static int
read_one(const json_t *j, struct unseen *x)
{
	struct str name = json_str(j, "cause");
	int64_t page = json_num(j, "page", 0);

	*x = (struct unseen){ .cause = CAUSE__COUNT,
		.text = json_str(j, "text"),
		.near = json_str(j, "near"),
		.part = json_str(j, "part") };
	for (int c = 0; c < CAUSE__COUNT; c++) {
		if (str_eq(name, str_of(causes[c].name)))
			x->cause = (enum unseen_cause)c;
	}
	if (x->cause == CAUSE__COUNT || page < 0 || page > UINT32_MAX || x->text.n == 0)
		return -1;
	x->page = (uint32_t)page;
	return read_box(json_object_get(j, "box"), &x->box);
}

int
unseen_load(const struct job *job, struct unseens *u, struct arena *mem, struct err *e)
{
	AUTO_FD fd = -1;
	AUTO_JSON j = NULL;
	const json_t *list;
	struct str s;

	*u = (struct unseens){ .mem = mem };
	if ((job->dossier->docs[job->doc].have_set & A_BIT(A_UNSEEN)) == 0)
		return 0;
	if (job_open(job, job->doc, A_UNSEEN, &fd, e) != 0 || fd_read_all(fd, UNSEEN_BYTES, mem, &s, e) != 0)
		return -1;
	j = json_read(s, e);
	if (j == NULL)
		return -1;
	list = json_list(j, "places");
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct unseen x;

		if (read_one(json_array_get(list, i), &x) != 0)
			return err_set(e, E_BUG, "onzichtbaar: plaats %zu is niet te lezen", i);
		unseen_add(u, x);
	}
	u->more = json_is_true(json_object_get(j, "more"));
	return 0;
}

int
unseen_save(const struct unseens *u, const struct result *r, struct err *e)
{
	AUTO_JSON j = json_object();
	json_t *list = json_array();

	for (size_t i = 0; i < u->n; i++) {
		const struct unseen *x = &u->v[i];
		json_t *one = json_object();

		json_put_str(one, "cause", str_of(cause_name(x->cause)));
		json_put_num(one, "page", x->page);
		json_put(one, "box", of_box(x->box));
		json_put_str(one, "text", x->text);
		json_put_str(one, "near", x->near);
		json_put_str(one, "part", x->part);
		json_push(list, one);
	}
	json_put(j, "places", list);
	json_put(j, "more", json_boolean(u->more));
	return fd_write_all(r->out[A_UNSEEN], json_write(u->mem, j), e);
}
