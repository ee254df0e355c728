/* SPDX-License-Identifier: EUPL-1.2 */
/* inspect.c - the stage that says whether a BagIt bag is valid: what its manifests say, held against what lies in it. */
#include "inspect/inspect.h"

#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "base/json.h"
#include "base/utf8.h"
#include "inspect/inspection.h"

#include "base/banned.h"

#define FAULTS_MOST	((size_t)1000)	/* that are told: who gets these needs no more of them */
#define SHOWN_MOST	((size_t)400)	/* bytes of a name in a fault */
#define TEXT_LONGEST	((size_t)4096)

/* --- faults ------------------------------------------------------------------------------- */

static const struct { const char *word; enum bag_grade grade; const char *text; } says[BAG__COUNT] = {
#define BAG_SAYS(ID, WORD, GRADE, TEXT)	[BAG_##ID] = { WORD, GRADE_##GRADE, TEXT },
#include "inspect/faults.def"
#undef BAG_SAYS
};

static struct str
shown(struct inspection *in, struct str raw)
{
	return raw.p == NULL ? raw : utf8_cut(utf8_show(in->mem, str_sub(raw, 0, SHOWN_MOST)), SHOWN_MOST);
}

void
bag_say(struct inspection *in, enum bag_code code, struct str file, uint32_t line, struct str a, struct str b)
{
	enum bag_grade grade = says[code].grade;

	if (grade == GRADE_STRICT)
		grade = in->strict ? GRADE_FAULT : GRADE_NOTE;
	in->invalid |= grade == GRADE_FAULT;
	in->whole &= grade != GRADE_UNREAD;
	/* Room is kept for the last word: why the rest could not be looked at. */
	if (in->nfaults >= FAULTS_MOST && (grade != GRADE_UNREAD || in->nfaults >= 2 * FAULTS_MOST)) {
		in->unsaid++;
		return;
	}
	*PUSH(in->mem, in->faults, in->nfaults, in->faults_cap) = (struct bag_fault){ .code = code,
		.grade = grade,
		.file = shown(in, file),
		.line = line,
		.arg = { shown(in, a), shown(in, b) } };
}

struct str
bag_fault_text(const struct bag_fault *f, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, TEXT_LONGEST);
	for (const char *p = _(says[f->code].text); *p != '\0'; p++) {
		if (p[0] != '%' || (p[1] != '1' && p[1] != '2' && p[1] != '%')) {
			buf_addc(&b, *p);
			continue;
		}
		p++;
		if (*p == '%')
			buf_addc(&b, '%');
		else
			buf_add(&b, f->arg[*p - '1']);
	}
	return buf_str(&b);
}

const char *
bag_code_word(enum bag_code code)
{
	return says[code].word;
}

/* --- mentions -------------------------------------------------------------------------------- */

static struct str
where(const struct inspection *in, const struct bag_mention *m)
{
	return m->manifest == FETCH ? S("fetch.txt") : in->manifest[m->manifest].file;
}

/* What each line means.  A name that only has its letters formed otherwise is the same name (RFC 8493, 6.1.1). */
static void
resolve(struct inspection *in)
{
	for (size_t i = 0; i < in->nmentions; i++) {
		struct bag_mention *m = &in->mentions[i];
		const struct bag_item *x = bag_item(in, m->path);

		if (x == NULL) {
			const struct bag_item *y = bag_item_alike(in, m->path);

			if (y != NULL && bag_same_letters(y->path, m->path, in->mem)) {
				bag_say(in, BAG_NORMALISED, where(in, m), m->line, m->path, STR_NONE);
				m->path = y->path;
				x = y;
			}
		}
		m->item = x == NULL ? NO_ITEM : (uint32_t)(x - in->items);
	}
}

static int
by_path(const void *a, const void *b)
{
	const struct bag_mention *x = a, *y = b;
	int d = str_cmp(x->path, y->path);

	if (d == 0)
		d = (x->manifest > y->manifest) - (x->manifest < y->manifest);
	return d != 0 ? d : (x->line > y->line) - (x->line < y->line);
}

/* Every payload manifest, as bits. */
static uint32_t
payload_manifests(const struct inspection *in)
{
	uint32_t set = 0;

	for (uint32_t i = 0; i < in->nmanifests; i++)
		set |= in->manifest[i].tags ? 0 : 1u << i;
	return set;
}

/* Which manifests mention it. */
static uint32_t
mentioned_by(const struct bag_mention *v, size_t n)
{
	uint32_t set = 0;

	for (size_t i = 0; i < n; i++)
		set |= v[i].manifest == FETCH ? 0 : 1u << v[i].manifest;
	return set;
}

static void
say_missing(struct inspection *in, const struct bag_mention *m, bool fetched)
{
	const struct bag_item *y = bag_item_alike(in, m->path);

	if (fetched)
		bag_say(in, BAG_NOT_FETCHED, where(in, m), m->line, m->path, STR_NONE);
	else if (y != NULL)
		bag_say(in, BAG_MISSING_ALIKE, where(in, m), m->line, m->path, y->path);
	else
		bag_say(in, BAG_MISSING, where(in, m), m->line, m->path, STR_NONE);
}

/* All mentions of one path, the last of them those of fetch.txt. */
static void
judge_path(struct inspection *in, const struct bag_mention *v, size_t n)
{
	bool fetched = v[n - 1].manifest == FETCH;
	uint32_t all = payload_manifests(in), set = mentioned_by(v, n);

	for (size_t i = 0; i < n; i++) {
		const struct bag_mention *m = &v[i];

		if (m->manifest == FETCH) {
			if ((set & all) != all)
				bag_say(in, BAG_FETCH_UNLISTED, where(in, m), m->line, m->path, STR_NONE);
			continue;
		}
		if (i != 0 && m->manifest == m[-1].manifest)
			bag_say(in, str_eq_nocase(m->hex, m[-1].hex) ? BAG_TWICE : BAG_TWICE_OTHER, where(in, m),
			    m->line, m->path, STR_NONE);
		if (m->item == NO_ITEM)
			say_missing(in, m, fetched);
		else if (in->items[m->item].kind == READER_FOLDER)
			bag_say(in, BAG_IS_FOLDER, where(in, m), m->line, m->path, STR_NONE);
	}
}

static void
judge_mentions(struct inspection *in)
{
	size_t from = 0;

	resolve(in);
	if (in->nmentions > 1)
		qsort(in->mentions, in->nmentions, sizeof *in->mentions, by_path);
	for (size_t i = 1; i <= in->nmentions; i++) {
		const struct bag_mention *m = &in->mentions[from];

		if (i < in->nmentions && str_eq(in->mentions[i].path, m->path))
			continue;
		if (m->item != NO_ITEM) {
			in->items[m->item].from = (uint32_t)from;
			in->items[m->item].n = (uint32_t)(i - from);
		}
		judge_path(in, m, i - from);
		from = i;
	}
}

/* --- what is there, and mentioned by nobody ------------------------------------------------------ */

static uint32_t
mentions_of(const struct inspection *in, const struct bag_item *x)
{
	return mentioned_by(&in->mentions[x->from], x->n);
}

static void
judge_payload(struct inspection *in)
{
	uint32_t all = payload_manifests(in);
	bool data = false;

	for (size_t i = 0; i < in->nby_path; i++) {
		const struct bag_item *x = &in->items[in->by_path[i]];
		uint32_t lacks;

		data |= str_starts(x->path, S("data/")) || (str_eq(x->path, S("data")) && x->kind == READER_FOLDER);
		if (!bag_is_payload(x))
			continue;
		in->files++;
		lacks = all & ~mentions_of(in, x);
		if (!in->strict && lacks == all && all != 0)
			bag_say(in, BAG_UNLISTED_ALL, x->path, 0, STR_NONE, STR_NONE);
		for (uint32_t k = 0; in->strict && k < in->nmanifests; k++) {
			if ((lacks & 1u << k) != 0)
				bag_say(in, BAG_UNLISTED, in->manifest[k].file, 0, x->path, STR_NONE);
		}
	}
	if (!data)
		bag_say(in, BAG_NO_DATA, STR_NONE, 0, STR_NONE, STR_NONE);
}

/* Every tag manifest lists every payload manifest (2.2.1). */
static void
judge_tags(struct inspection *in)
{
	for (uint32_t t = 0; t < in->nmanifests; t++) {
		for (uint32_t p = 0; in->manifest[t].tags && p < in->nmanifests; p++) {
			const struct bag_item *x = bag_item(in, in->manifest[p].file);

			if (!in->manifest[p].tags && (x == NULL || (mentions_of(in, x) & 1u << t) == 0))
				bag_say(in, BAG_TAG_LACKS, in->manifest[t].file, 0, in->manifest[p].file, STR_NONE);
		}
	}
}

/* --- checksums ---------------------------------------------------------------------------------------- */

static unsigned
sums_wanted(const struct inspection *in, const struct bag_item *x)
{
	unsigned set = 0;

	for (uint32_t i = 0; i < x->n; i++) {
		const struct bag_mention *m = &in->mentions[x->from + i];

		if (m->manifest != FETCH && in->manifest[m->manifest].known)
			set |= SUM_BIT(in->manifest[m->manifest].kind);
	}
	return set;
}

static void
compare(struct inspection *in, const struct bag_item *x, uint8_t sums[SUM__COUNT][SUM_BYTES])
{
	for (uint32_t i = 0; i < x->n; i++) {
		const struct bag_mention *m = &in->mentions[x->from + i];
		uint8_t want[SUM_BYTES];
		uint64_t length;

		if (m->manifest == FETCH) {
			if (m->hex.n != 0 && (str_u64(m->hex, &length) != 0 || length != x->size))
				bag_say(in, BAG_FETCH_LENGTH, where(in, m), m->line, m->path, STR_NONE);
		} else if (in->manifest[m->manifest].known) {
			enum sum_kind k = in->manifest[m->manifest].kind;

			if (!sum_parse(k, m->hex, want) || memcmp(want, sums[k], sum_size(k)) != 0)
				bag_say(in, BAG_SUM, where(in, m), m->line, m->path, STR_NONE);
		}
	}
}

static enum reader_state
digest(struct inspection *in, struct bag_item *x)
{
	uint8_t out[SUM__COUNT][SUM_BYTES];
	enum reader_state st;
	struct sums sums;
	struct str part;

	sums_begin(&sums, sums_wanted(in, x));
	while ((st = reader_bytes(in->reader, &part, in->err)) == READER_MORE) {
		sums_add(&sums, part);
		x->size += part.n;
	}
	if (st != READER_END) {
		sums_drop(&sums);
		return st;
	}
	sums_end(&sums, out);
	compare(in, x, out);
	if (bag_is_payload(x))
		in->bytes += x->size;
	return READER_MORE;
}

/* Why there is no further. */
static void
give_up(struct inspection *in, enum reader_state st, struct str file)
{
	if (st == READER_FAILED)
		in->failed = true;
	else
		bag_say(in, st == READER_TOO_MUCH ? BAG_TOO_MUCH : BAG_UNREADABLE, file, 0,
		    str_of(reader_why(in->reader)), STR_NONE);
}

/* All that must have a checksum once more from the first item on; items come in the order of the first time. */
static void
digest_all(struct inspection *in)
{
	enum reader_state st = reader_rewind(in->reader, in->err);
	struct reader_item it;
	size_t i = 0;

	while (st == READER_MORE && (st = reader_next(in->reader, &it)) == READER_MORE) {
		struct bag_item *x;

		if (bag_plain(it.path).n == 0)
			continue;
		x = i < in->n ? &in->items[i++] : NULL;
		if (x == NULL || !str_ends(bag_plain(it.path), x->path)) {
			bag_say(in, BAG_UNREADABLE, STR_NONE, 0, str_of(_("veranderde tijdens het lezen")), STR_NONE);
			return;
		}
		if (x->outside || x->kind != READER_FILE || (!bag_is_payload(x) && sums_wanted(in, x) == 0))
			continue;
		st = digest(in, x);
		if (st == READER_MORE)
			continue;
		give_up(in, st, x->path);
		if (st != READER_UNREAD || reader_packed(in->reader))
			return;
		st = READER_MORE; /* of a folder the other files can be read */
	}
	if (st != READER_END)
		give_up(in, st, STR_NONE);
}

static void
judge_oxum(struct inspection *in)
{
	if (!in->oxum.said || !in->whole || (in->oxum.bytes == in->bytes && in->oxum.files == in->files))
		return;
	bag_say(in, BAG_OXUM_WRONG, in->info, in->oxum.line,
	    str_fmt(in->mem, "%llu.%llu", (unsigned long long)in->bytes, (unsigned long long)in->files), STR_NONE);
}

/* --- the answer --------------------------------------------------------------------------------------- */

static json_t *
of_faults(const struct inspection *in)
{
	static const char *const grades[] = { "note", "", "fault", "unread" };
	json_t *list = json_array();

	for (size_t i = 0; i < in->nfaults; i++) {
		const struct bag_fault *f = &in->faults[i];
		json_t *j = json_object();

		json_put_str(j, "grade", str_of(grades[f->grade]));
		json_put_str(j, "code", str_of(bag_code_word(f->code)));
		json_put_str(j, "file", f->file);
		if (f->line != 0)
			json_put_num(j, "line", f->line);
		json_put_str(j, "text", bag_fault_text(f, in->mem));
		json_push(list, j);
	}
	return list;
}

static json_t *
answer(struct inspection *in)
{
	json_t *j = json_object(), *algorithms = json_array();

	for (uint32_t i = 0; i < in->nmanifests; i++) {
		if (!in->manifest[i].tags && in->manifest[i].known)
			json_push(algorithms, json_string(sum_name(in->manifest[i].kind)));
	}
	json_put(j, "valid", json_boolean(in->whole && !in->invalid));
	json_put(j, "read", json_boolean(in->whole));
	json_put_str(j, "version", shown(in, in->version));
	json_put_str(j, "folder", shown(in, reader_packed(in->reader) ? in->top : reader_name(in->reader)));
	json_put_str(j, "identifier", shown(in, in->identifier));
	json_put_num(j, "files", (int64_t)in->files);
	json_put_num(j, "bytes", (int64_t)in->bytes);
	json_put(j, "algorithms", algorithms);
	json_put(j, "faults", of_faults(in));
	json_put_num(j, "unsaid", (int64_t)in->unsaid);
	return j;
}

int
inspect_run(const struct job *job, struct result *r, struct err *e)
{
	struct inspection in = { .job = job, .mem = r->mem, .err = e, .whole = true, .strict = true };
	AUTO_JSON j = NULL;

	if (reader_open(job, r->mem, &in.reader, e) != 0)
		return -1;
	if (bag_gather(&in)) {
		bag_read_tags(&in);
		judge_mentions(&in);
		judge_payload(&in);
		judge_tags(&in);
		digest_all(&in);
		judge_oxum(&in);
	}
	if (!in.failed)
		j = answer(&in);
	reader_close(in.reader);
	return in.failed ? -1 : fd_write_all(r->out[A_BAG], json_write(r->mem, j), e);
}
