/* SPDX-License-Identifier: EUPL-1.2 */
/* album.c - which pictures of a document are asked for, and what came of them, as JSON. */
#include "picture/album.h"

#include "base/fd.h"
#include "base/mask.h"
#include "base/utf8.h"

#include "base/banned.h"

#define WHY_MOST	200	/* bytes */
#define PNG_HEAD	S("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

static json_t *
of_span(struct span s)
{
	return json_pack("[III]", (json_int_t)s.page, (json_int_t)s.off, (json_int_t)s.len);
}

json_t *
album_order_json(const struct album_order *o)
{
	json_t *j = json_object(), *shots = json_array(), *hide = json_array();

	for (size_t i = 0; i < o->nshots; i++) {
		const struct box *b = &o->shots[i].box;
		json_t *one = json_object();

		json_put(one, "at", of_span(o->shots[i].at));
		json_put(one, "box", json_pack("[iiii]", b->x0, b->y0, b->x1, b->y1));
		json_push(shots, one);
	}
	for (size_t i = 0; i < o->nhide; i++)
		json_push(hide, of_span(o->hide[i]));
	json_put(j, "shots", shots);
	json_put(j, "hide", hide);
	json_put(j, "unseen", json_boolean(o->unseen));
	return j;
}

/* n whole numbers between least and most. */
static int
numbers(const json_t *list, int64_t least, int64_t most, int64_t *v, size_t n, struct err *e)
{
	if (json_array_size(list) != n)
		return err_set(e, E_BUG, "A_RUN: plaats");
	for (size_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);

		if (!json_is_integer(x) || json_integer_value(x) < least || json_integer_value(x) > most)
			return err_set(e, E_BUG, "A_RUN: plaats");
		v[i] = json_integer_value(x);
	}
	return 0;
}

static int
read_span(const json_t *list, struct span *s, struct err *e)
{
	int64_t v[3];

	if (numbers(list, 0, UINT32_MAX, v, COUNT(v), e) != 0)
		return -1;
	*s = (struct span){ (uint32_t)v[0], (uint32_t)v[1], (uint32_t)v[2] };
	return 0;
}

int
album_order_read(struct str s, struct arena *mem, struct album_order *o, struct err *e)
{
	AUTO_JSON j = json_read(s, e);
	const json_t *shots = json_list(j, "shots"), *hide = json_list(j, "hide");

	if (j == NULL)
		return -1;
	*o = (struct album_order){
		.nshots = json_array_size(shots), .nhide = json_array_size(hide), .unseen = json_flag(j, "unseen")
	};
	if (o->nshots == 0 || o->nshots > ALBUM_SHOTS_MOST || o->nhide > ALBUM_HIDE_MOST)
		return err_set(e, E_BUG, "A_RUN: aantal beelden");
	for (size_t i = 0; i < o->nshots; i++) {
		const json_t *one = json_array_get(shots, i);
		int64_t b[4];

		if (read_span(json_list(one, "at"), &o->shots[i].at, e) != 0 ||
		    numbers(json_list(one, "box"), -BOX_MOST, BOX_MOST, b, COUNT(b), e) != 0)
			return -1;
		o->shots[i].box = (struct box){ (int)b[0], (int)b[1], (int)b[2], (int)b[3] };
		if (o->shots[i].at.page == 0)
			return err_set(e, E_BUG, "A_RUN: bladzijde");
	}
	o->hide = NEW(mem, struct span, o->nhide + 1);
	for (size_t i = 0; i < o->nhide; i++) {
		if (read_span(json_array_get(hide, i), &o->hide[i], e) != 0)
			return -1;
	}
	return 0;
}

int
album_write(const struct album_print *v, size_t n, int fd, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_object();
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *one = json_object();

		if (v[i].why.p == NULL) {
			json_put_num(one, "bytes", (int64_t)v[i].png.n);
			json_put_num(one, "width", v[i].width);
			json_put_num(one, "height", v[i].height);
		} else
			json_put_str(one, "why", v[i].why);
		json_push(list, one);
	}
	json_put(j, "pictures", list);
	if (fd_write_all(fd, str_fmt(mem, "%.*s\n", STRF(json_write(mem, j))), e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (v[i].why.p == NULL && fd_write_all(fd, v[i].png, e) != 0)
			return -1;
	}
	return 0;
}

/* The four bytes of a number, the highest first. */
static uint32_t
word(struct str s, size_t at)
{
	uint32_t v = 0;

	for (size_t i = at; i < at + 4; i++)
		v = v << 8 | (unsigned char)s.p[i];
	return v;
}

/* Is it a PNG of this size?  That much can be said of its first bytes; what is behind them is the browser's. */
static bool
is_png(struct str s, uint32_t width, uint32_t height)
{
	struct str head = PNG_HEAD;

	return s.n > head.n + 8 && str_starts(s, head) && word(s, head.n) == width && word(s, head.n + 4) == height &&
	    width != 0 && width <= ALBUM_SIDE_MOST && height != 0 && height <= ALBUM_SIDE_MOST;
}

int
album_read(struct str s, size_t n, struct arena *mem, struct album_print *v, struct err *e)
{
	struct str line;
	AUTO_JSON j = NULL;
	const json_t *list;

	if (!str_next(&s, '\n', &line) || (j = json_read(line, e)) == NULL ||
	    json_array_size(list = json_list(j, "pictures")) != n)
		return err_set(e, E_BUG, "A_PICTURES: opschrift");
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(list, i);
		struct str why = json_str(one, "why");
		int64_t bytes = json_num(one, "bytes", -1);

		v[i] = (struct album_print){ 0 };
		if (why.p != NULL) {
			v[i].why = mask_personal(mem, utf8_show(mem, utf8_cut(why, WHY_MOST)));
			continue;
		}
		if (bytes <= 0 || (uint64_t)bytes > s.n || (uint64_t)bytes > ALBUM_PNG_MOST)
			return err_set(e, E_BUG, "A_PICTURES: lengte");
		v[i].png = str_sub(s, 0, (size_t)bytes);
		s = str_from(s, (size_t)bytes);
		v[i].width = (uint32_t)(json_num(one, "width", 0) & UINT32_MAX);
		v[i].height = (uint32_t)(json_num(one, "height", 0) & UINT32_MAX);
		if (!is_png(v[i].png, v[i].width, v[i].height))
			return err_set(e, E_BUG, "A_PICTURES: geen PNG");
	}
	return s.n == 0 ? 0 : err_set(e, E_BUG, "A_PICTURES: te lang");
}
