/* SPDX-License-Identifier: EUPL-1.2 */
/* text.c - the extracted text of a document with its page starts, headings and origins. */
#include "text.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/json.h"
#include "base/search.h"

#include "base/banned.h"

static const struct { const char *name, *label; } origins[TEXT__COUNT] = {
#define ORIGIN(id, name, label)	[TEXT_##id] = { name, label },
#include "origins.def"
#undef ORIGIN
};

const char *
text_origin_name(enum text_origin o)
{
	must(o < TEXT__COUNT);
	return origins[o].name;
}

const char *
text_origin_label(enum text_origin o)
{
	must(o < TEXT__COUNT);
	return origins[o].label;
}

bool
text_origin_seen(enum text_origin o)
{
	return o == TEXT_VISIBLE || o == TEXT_HEADER || o == TEXT_NOTE || o == TEXT_MAIL || o == TEXT_SCAN;
}

static bool
ends_before(const void *x, const void *key)
{
	const struct stretch *s = x;
	const uint32_t *off = key;

	return s->off + s->len <= *off;
}

size_t
text_stretch(const struct stretch *v, size_t n, uint32_t off)
{
	return search_first(&off, v, n, sizeof *v, ends_before);
}

enum text_origin
text_origin_at(const struct text *t, uint32_t off)
{
	size_t i = text_stretch(t->stretches, t->nstretches, off);

	return i < t->nstretches && t->stretches[i].off <= off ? t->stretches[i].origin : TEXT_VISIBLE;
}

struct str
text_seen(const struct text *t, struct arena *mem)
{
	struct buf b;
	size_t at = 0;

	buf_init(&b, mem, t->s.n + t->nstretches + 1);
	for (size_t i = 0; i < t->nstretches; i++) {
		const struct stretch *s = &t->stretches[i];

		if (text_origin_seen(s->origin))
			continue;
		buf_add(&b, str_sub(t->s, at, s->off - at));
		buf_addc(&b, '\n');
		at = (size_t)s->off + s->len;
	}
	buf_add(&b, str_from(t->s, at));
	return buf_str(&b);
}

uint32_t
text_page(const struct text *t, uint32_t off)
{
	size_t lo = 0, hi = t->npages;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->page_at[mid] <= off)
			lo = mid;
		else
			hi = mid;
	}
	return (uint32_t)lo + 1;
}

struct span
text_span(const struct text *t, uint32_t off, uint32_t len)
{
	return (struct span){ text_page(t, off), off, len };
}

/* A list of numbers, each within [0, most]. */
static int
numbers(const json_t *list, size_t most, uint32_t **v_r, size_t *n_r, struct arena *mem, struct err *e)
{
	size_t n = json_array_size(list);

	*v_r = NEW(mem, uint32_t, n + 1);
	*n_r = n;
	for (size_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);
		json_int_t v = json_is_integer(x) ? json_integer_value(x) : -1;

		if (v < 0 || (uint64_t)v > most)
			return err_set(e, E_BUG, "props: getal %zu valt buiten de tekst", i);
		(*v_r)[i] = (uint32_t)v;
	}
	return 0;
}

/* Threes of offset, length and what it is. */
static int
read_stretches(const json_t *list, struct text *t, struct arena *mem, struct err *e)
{
	uint32_t *v;
	uint64_t end = 0;
	size_t n;

	if (numbers(list, UINT32_MAX, &v, &n, mem, e) != 0)
		return -1;
	if (n % 3 != 0)
		return err_set(e, E_BUG, "props: een herkomst is niet af");
	t->nstretches = n / 3;
	t->stretches = NEW(mem, struct stretch, t->nstretches + 1);
	for (size_t i = 0; i < t->nstretches; i++) {
		const uint32_t *x = &v[3 * i];

		if (x[0] < end || (uint64_t)x[0] + x[1] > t->s.n || x[2] >= TEXT__COUNT)
			return err_set(e, E_BUG, "props: herkomst %zu valt buiten de tekst", i);
		t->stretches[i] = (struct stretch){ x[0], x[1], x[2] };
		end = (uint64_t)x[0] + x[1];
	}
	return 0;
}

static int
read_headings(const json_t *list, struct text *t, struct arena *mem, struct err *e)
{
	uint32_t *h;
	size_t n;

	if (numbers(list, UINT32_MAX, &h, &n, mem, e) != 0)
		return -1;
	if (n % 3 != 0)
		return err_set(e, E_BUG, "props: een kop is niet af");
	t->nheadings = n / 3;
	t->headings = NEW(mem, struct heading, t->nheadings + 1);
	for (size_t i = 0; i < t->nheadings; i++) {
		t->headings[i] = (struct heading){ h[3 * i], h[3 * i + 1], h[3 * i + 2] };
		if ((uint64_t)h[3 * i] + h[3 * i + 1] > t->s.n)
			return err_set(e, E_BUG, "props: kop %zu valt buiten de tekst", i);
	}
	return 0;
}

int
text_load(const struct job *job, struct text *t, struct arena *mem, struct err *e)
{
	AUTO_FD text = -1;
	AUTO_FD props = -1;
	AUTO_JSON j = NULL;
	struct str s;

	*t = (struct text){ 0 };
	if (job_open(job, job->doc, A_TEXT, &text, e) != 0 || job_open(job, job->doc, A_PROPS, &props, e) != 0 ||
	    fd_read_all(text, TEXT_MOST, mem, &t->s, e) != 0 || fd_read_all(props, PROPS_MOST, mem, &s, e) != 0)
		return -1;
	if ((j = json_read(s, e)) == NULL)
		return -1;
	if (numbers(json_list(j, "pages"), t->s.n, &t->page_at, &t->npages, mem, e) != 0)
		return -1;
	if (t->npages == 0 || t->page_at[0] != 0)
		return err_set(e, E_BUG, "props: geen bladzijde 1");
	t->created = str_dup(mem, json_str(j, "created"));
	t->modified = str_dup(mem, json_str(j, "modified"));
	return read_headings(json_list(j, "headings"), t, mem, e) != 0 ||
		read_stretches(json_list(j, "origins"), t, mem, e) != 0 ?
	    -1 :
	    0;
}

int
text_save(const struct text *t, const struct result *r, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_object();
	json_t *pages = json_array(), *headings = json_array(), *from = json_array();

	must(t->npages >= 1 && t->page_at[0] == 0);
	for (size_t i = 0; i < t->npages; i++)
		json_push(pages, json_integer(t->page_at[i]));
	for (size_t i = 0; i < t->nheadings; i++) {
		json_push(headings, json_integer(t->headings[i].off));
		json_push(headings, json_integer(t->headings[i].len));
		json_push(headings, json_integer(t->headings[i].level));
	}
	json_put(j, "pages", pages);
	for (size_t i = 0; i < t->nstretches; i++) {
		json_push(from, json_integer(t->stretches[i].off));
		json_push(from, json_integer(t->stretches[i].len));
		json_push(from, json_integer(t->stretches[i].origin));
	}
	json_put(j, "headings", headings);
	json_put(j, "origins", from);
	if (t->created.n != 0)
		json_put_str(j, "created", t->created);
	if (t->modified.n != 0)
		json_put_str(j, "modified", t->modified);
	if (fd_write_all(r->out[A_TEXT], t->s, e) != 0 || fd_write_all(r->out[A_PROPS], json_write(mem, j), e) != 0)
		return -1;
	return 0;
}
