/* SPDX-License-Identifier: EUPL-1.2 */
/* documents.c - targets that read files: identify, extract, and the ZIP reader below them. */
#include "fuzz.h"

#include "base/utf8.h"
#include "base/zip.h"
#include "extract/extract.h"
#include "identify/identify.h"
#include "identify/kinds.h"
#include "identify/look.h"
#include "unpack/unpack.h"
#include "parts.h"
#include "stage.h"

#include "base/banned.h"

void	 fuzz_zip(struct fuzz *);
void	 fuzz_identify(struct fuzz *);
void	 fuzz_look_zip(struct fuzz *);
void	 fuzz_look_text(struct fuzz *);
void	 fuzz_look_parts(struct fuzz *);
void	 fuzz_extract(struct fuzz *);
void	 fuzz_parts(struct fuzz *);
void	 fuzz_look_ole(struct fuzz *);
void	 fuzz_streams(struct fuzz *);
void	 fuzz_scan(struct fuzz *);
void	 fuzz_unpack(struct fuzz *);
void	 fuzz_unpack_streams(struct fuzz *);

/* What zip_check let through gives no more than the limits. */
void
fuzz_zip(struct fuzz *f)
{
	static const struct zip_limits limits = { 100, MIB(1), MIB(4), 200, MIB(1) };
	AUTO_ZIP z = zip_open(f->in, &limits, f->mem);
	struct str name, block;
	enum zip_state st;
	uint64_t total = 0;
	size_t members = 0;

	if (zip_check(z) != ZIP_END)
		return;
	while ((st = zip_next(z, &name)) == ZIP_MORE) {
		must(++members <= limits.members && name.n != 0);
		must(utf8_valid(name));
		while ((st = zip_block(z, &block)) == ZIP_MORE) {
			total += block.n;
			must(total <= limits.total);
			if (block.n != 0)
				must(block.p[0] == block.p[0] && block.p[block.n - 1] == block.p[block.n - 1]);
		}
		if (st != ZIP_END)
			return;
	}
}

void
fuzz_identify(struct fuzz *f)
{
	struct visit v;
	struct str name = STR_NONE, bytes = f->in;

	/* The first line is the file's name: a lie about it is a finding. */
	if (f->in.n != 0 && f->in.p[0] == '/' && str_next(&bytes, '\n', &name))
		name = str_from(name, 1);
	else
		bytes = f->in;
	visit_open(&v, f, name, STR_NONE, bytes);
	must(visit_run(&v, ST_identify, identify_run) == 0);
	must(v.d.docs[0].media_type.n != 0 && utf8_xml(v.d.docs[0].media_type));
	visit_close(&v);
}

void
fuzz_look_zip(struct fuzz *f)
{
	struct look l = { .bytes = f->in, .mem = f->mem };

	must(look_zip(&l, &f->err) == 0 && l.type.n != 0);
}

void
fuzz_look_parts(struct fuzz *f)
{
	struct look l = { .bytes = parts_pack(f->mem, f->in), .mem = f->mem };

	must(look_zip(&l, &f->err) == 0 && l.type.n != 0);
}

void
fuzz_look_ole(struct fuzz *f)
{
	struct look l = { .bytes = streams_pack(f->mem, f->in), .mem = f->mem };

	look_ole(&l);
	must(kind_find(l.type) != NULL);
}

void
fuzz_look_text(struct fuzz *f)
{
	struct look l = { .bytes = f->in, .mem = f->mem };

	must(look_text(&l, &f->err) == 0 && kind_find(l.type) != NULL);
}

/* What is kept: text as text.h promises it, and a page for each that was counted. */
static void
judge_text(struct visit *v)
{
	const struct document *d = &v->d.docs[0];
	struct text t;

	must(text_load(&v->job, &t, v->f->mem, &v->f->err) == 0);
	must(t.s.n == d->text_bytes && t.npages == d->pages && utf8_xml(t.s));
	for (size_t i = 1; i < t.npages; i++)
		must(t.page_at[i - 1] <= t.page_at[i] && t.page_at[i] <= t.s.n);
	for (size_t i = 1; i < t.nheadings; i++)
		must(t.headings[i - 1].off <= t.headings[i].off);
	must((uint64_t)d->props.heading_at.off + d->props.heading_at.len <= t.s.n);
	must((uint64_t)d->props.dated_at.off + d->props.dated_at.len <= t.s.n);
	must(d->props.dated.year == 0 || date_valid(d->props.dated));
}

typedef bool words_of(const struct job *, struct str, struct arena *, struct str *);

/* Read, or held: a document whose text was not kept has a finding that holds. */
static void
extract(struct fuzz *f, struct str bytes, words_of *words)
{
	struct visit v;
	bool kept;

	if (bytes.n == 0)
		return;
	visit_open(&v, f, S("fuzz"), str_of(f->arg), bytes);
	v.job.words = words;
	if (visit_run(&v, ST_extract, extract_run) != 0) {
		must(v.f->err.kind == E_LIMIT);
		visit_close(&v);
		return;
	}
	kept = v.fd[A_TEXT] >= 0 && v.fd[A_PROPS] >= 0;
	if (kept)
		judge_text(&v);
	else
		must(verdict(&v.d.findings) == V_HOLD);
	visit_close(&v);
}

void
fuzz_extract(struct fuzz *f)
{
	extract(f, f->in, NULL);
}

void
fuzz_parts(struct fuzz *f)
{
	extract(f, parts_pack(f->mem, f->in), NULL);
}

void
fuzz_streams(struct fuzz *f)
{
	extract(f, streams_pack(f->mem, f->in), NULL);
}

static bool
words_in(const struct job *job, struct str picture, struct arena *mem, struct str *words_r)
{
	const struct visit *v = job->source;

	must(picture.n != 0);
	*words_r = str_dup(mem, v->f->in);
	return true;
}

/* The words that a reader of pictures gives, for a TIFF of two pages of 5 by 6. */
void
fuzz_scan(struct fuzz *f)
{
	extract(f,
	    S("II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\5\0\0\0\1\1\3\0\1\0\0\0\6\0\0\0\x26\0\0\0"
	      "\2\0\0\1\3\0\1\0\0\0\5\0\0\0\1\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"),
	    words_in);
}

/* Taken apart within the limits, or held. */
static void
unpack(struct fuzz *f, struct str bytes)
{
	struct visit v;

	if (bytes.n == 0)
		return;
	visit_open(&v, f, S("fuzz"), str_of(f->arg), bytes);
	if (visit_run(&v, ST_unpack, unpack_run) != 0)
		must(f->err.kind == E_LIMIT);
	visit_close(&v);
}

void
fuzz_unpack(struct fuzz *f)
{
	unpack(f, f->in);
}

void
fuzz_unpack_streams(struct fuzz *f)
{
	unpack(f, streams_pack(f->mem, f->in));
}
