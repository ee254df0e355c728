/* SPDX-License-Identifier: EUPL-1.2 */
/* text.c - the extracted text of a document with its page starts and headings. */
#include "text.h"

#include "base/fd.h"
#include "base/json.h"

#include "base/banned.h"

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

int
text_load(const struct job *job, struct text *t, struct arena *mem, struct err *e)
{
	AUTO_FD text = -1;
	AUTO_FD props = -1;
	AUTO_JSON j = NULL;
	struct str s;
	uint32_t *h;
	size_t nh;

	*t = (struct text){ 0 };
	if (job_open(job, job->doc, A_TEXT, &text, e) != 0 || job_open(job, job->doc, A_PROPS, &props, e) != 0 ||
	    fd_read_all(text, TEXT_MOST, mem, &t->s, e) != 0 || fd_read_all(props, PROPS_MOST, mem, &s, e) != 0)
		return -1;
	if ((j = json_read(s, e)) == NULL)
		return -1;
	if (numbers(json_list(j, "pages"), t->s.n, &t->page_at, &t->npages, mem, e) != 0 ||
	    numbers(json_list(j, "headings"), UINT32_MAX, &h, &nh, mem, e) != 0)
		return -1;
	if (t->npages == 0 || t->page_at[0] != 0 || nh % 3 != 0)
		return err_set(e, E_BUG, "props: geen bladzijde 1");
	t->nheadings = nh / 3;
	t->headings = NEW(mem, struct heading, t->nheadings + 1);
	for (size_t i = 0; i < t->nheadings; i++) {
		t->headings[i] = (struct heading){ h[3 * i], h[3 * i + 1], h[3 * i + 2] };
		if ((uint64_t)h[3 * i] + h[3 * i + 1] > t->s.n)
			return err_set(e, E_BUG, "props: kop %zu valt buiten de tekst", i);
	}
	return 0;
}

int
text_save(const struct text *t, const struct result *r, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_object();
	json_t *pages = json_array(), *headings = json_array();

	must(t->npages >= 1 && t->page_at[0] == 0);
	for (size_t i = 0; i < t->npages; i++)
		json_push(pages, json_integer(t->page_at[i]));
	for (size_t i = 0; i < t->nheadings; i++) {
		json_push(headings, json_integer(t->headings[i].off));
		json_push(headings, json_integer(t->headings[i].len));
		json_push(headings, json_integer(t->headings[i].level));
	}
	json_put(j, "pages", pages);
	json_put(j, "headings", headings);
	if (fd_write_all(r->out[A_TEXT], t->s, e) != 0 || fd_write_all(r->out[A_PROPS], json_write(mem, j), e) != 0)
		return -1;
	return 0;
}
