/* SPDX-License-Identifier: EUPL-1.2 */
/* decoders.c - targets for the small decoders: names of members, numbers, letters of mail, claims, lists, receipts. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/hash.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/newer.h"
#include "config/organisations.h"
#include "sheet/number.h"
#include "identify/look.h"
#include "ingest/hint.h"
#include "ingest/junk.h"
#include "mail/encoded.h"
#include "mail/lzfu.h"
#include "mail/rich.h"
#include "proc/courier.h"
#include "proc/walls.h"
#include "publish/target.h"
#include "unpack/names.h"

#include "base/banned.h"

#define DECODED_MOST	MIB(1)		/* bytes that a target lets a decoder make */

void	 fuzz_names(struct fuzz *);
void	 fuzz_address(struct fuzz *);
void	 fuzz_number(struct fuzz *);
void	 fuzz_encoded(struct fuzz *);
void	 fuzz_lzfu(struct fuzz *);
void	 fuzz_rich(struct fuzz *);
void	 fuzz_xmp(struct fuzz *);
void	 fuzz_catalog(struct fuzz *);
void	 fuzz_newer(struct fuzz *);
void	 fuzz_receipt(struct fuzz *);
void	 fuzz_walls(struct fuzz *);

/* What is taken of a name leads nowhere, and is taken the same again; the same name is never new twice. */
static void
one_name(struct fuzz *f, struct names *names, struct str raw)
{
	struct str path, again, other, exact = utf8_exact(f->mem, raw);
	enum finding_code why;
	bool nfd;

	must(utf8_valid(names_cp437(f->mem, raw)));
	must(utf8_raw(f->mem, exact, &again) == 0 && str_eq(again, raw));
	if (utf8_raw(f->mem, raw, &again) == 0)
		must(str_eq(utf8_exact(f->mem, again), raw));
	(void)junk_reason(raw);
	(void)hint_container(raw, raw);
	if (names_judge(raw, f->mem, &path, &nfd, &why) != 0) {
		must(why < F__COUNT && finding_gravity(why) == G_STOP);
		return;
	}
	must(path_inside(path) && !str_has(path, '\\') && !str_has(path, '\0'));
	must(names_judge(path, f->mem, &again, &nfd, &why) == 0 && str_eq(path, again) && !nfd);
	(void)names_add(names, path, &other);
	must(names_add(names, path, &other) != NAMES_NEW);
}

void
fuzz_names(struct fuzz *f)
{
	struct names *names = names_new(f->mem);
	struct str rest = f->in, line;

	one_name(f, names, f->in);
	while (str_next(&rest, '\n', &line))
		one_name(f, names, line);
}

/* What stands between "//" and the path. */
static struct str
authority(struct str url)
{
	const char *p = memmem(url.p, url.n, "//", 2);
	struct str s, rest = p == NULL ? STR_NONE : str_from(url, (size_t)(p - url.p) + 2);

	return str_next(&rest, '/', &s) ? s : STR_NONE;
}

/* A portal's address: nothing in it that could be a key, and what is put below it stays below it. */
void
fuzz_address(struct fuzz *f)
{
	struct str rest = f->in, url = STR_NONE, below;
	struct target t;
	struct digest d;
	struct uuid u;

	if (!str_next(&rest, '\n', &url))
		return;
	if (digest_parse(url, &d) == 0)
		must(str_eq_nocase(digest_hex(f->mem, d), url));
	if (uuid_parse(url, &u) == 0)
		must(str_eq_nocase(uuid_text(f->mem, u), url));
	if (target_parse(url, f->mem, &t, &f->err) != 0) {
		must(f->err.kind == E_CONFIG || f->err.kind == E_LIMIT);
		return;
	}
	must(str_ends(t.url, S("/")) && !str_has(t.url, '?') && !str_has(t.url, '#'));
	must(!str_has(authority(t.url), '@'));
	must(t.folder.p == NULL || (str_starts(t.folder, S("/")) && str_ends(t.folder, S("/")) && !str_has(t.folder, '\0')));
	if (target_name_fine(rest)) {
		must(path_inside(rest) && !str_has(rest, '/'));
		below = target_url(&t, rest, f->mem);
		must(str_starts(below, t.url) && !str_has(str_from(below, t.url.n), '/'));
	}
}

/* A format code, a line end, and what stands in the cell. */
void
fuzz_number(struct fuzz *f)
{
	struct str value = f->in, code = STR_NONE;
	struct number_format nf;
	struct buf b;

	(void)str_next(&value, '\n', &code);
	nf = number_format(code);
	must(nf.form <= NUMBER_HIDDEN);
	for (int i = 0; i < 4; i++) {
		buf_init(&b, f->mem, DECODED_MOST);
		number_show(&b, i < 2 ? nf : number_format_built_in((uint64_t)code.n * 7), value, i % 2 != 0);
		must(!b.cut);
		must(!utf8_valid(value) || utf8_valid(buf_str(&b)));
	}
}

/* The first line is the name of an encoding too. */
void
fuzz_encoded(struct fuzz *f)
{
	enum label_state st = LABEL_LOSSY;
	struct str rest = f->in, label = STR_NONE, s;

	s = encoded_text(f->mem, f->in, &st);
	must(utf8_valid(s) && st >= LABEL_LOSSY && st <= LABEL_UNKNOWN);
	st = LABEL_WHOLE;
	must(utf8_valid(encoded_text(f->mem, f->in, &st)));
	(void)str_next(&rest, '\n', &label);
	st = label_utf8(f->mem, label, rest, DECODED_MOST, &s);
	must(utf8_valid(s) && s.n <= DECODED_MOST);
	must(st != LABEL_WHOLE || rest.n == 0 || s.n != 0);
}

static void
le32(char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(unsigned char)(v >> 8 * i);
}

/* As it stands, and with a length and a checksum that agree, which no mutation finds. */
void
fuzz_lzfu(struct fuzz *f)
{
	struct str s;
	char *p;

	if (lzfu_inflate(f->in, DECODED_MOST, f->mem, &s))
		must(s.n <= DECODED_MOST);
	if (f->in.n < 16)
		return;
	p = malloc(f->in.n);
	must(p != NULL);
	memcpy(p, f->in.p, f->in.n);
	le32(p, (uint32_t)f->in.n - 4);
	le32(p + 8, 0x75465a4c);
	le32(p + 12, (uint32_t)crc32(UINT32_MAX, (const Bytef *)p + 16, (uInt)(f->in.n - 16)) ^ UINT32_MAX);
	if (lzfu_inflate((struct str){ p, f->in.n }, DECODED_MOST, f->mem, &s))
		must(s.n <= DECODED_MOST);
	free(p);
}

void
fuzz_rich(struct fuzz *f)
{
	struct str s = STR_NONE;

	if (rich_html(f->in, DECODED_MOST, f->mem, &s))
		must(utf8_valid(s));
	must(s.n <= DECODED_MOST);
}

/* What a PDF says that it is. */
void
fuzz_xmp(struct fuzz *f)
{
	struct look l = { .mem = f->mem };

	must(look_xmp(&l, f->in, &f->err) == 0);
	must(utf8_xml(l.claim));
}

/* A list is refused, or each of its rows can be found. */
void
fuzz_catalog(struct fuzz *f)
{
	struct str path = str_of(fuzz_file(f, "lijst.tsv", f->in));
	struct catalog *c = NULL;

	if (catalog_load(str_c(f->mem, str_sub(path, 0, path.n - strlen("/lijst.tsv"))), f->mem, &c, &f->err) != 0) {
		must(f->err.kind == E_CONFIG && f->err.msg[0] != '\0');
		return;
	}
	for (size_t i = 0; i < catalog_size(c, "lijst"); i++) {
		const struct term *t = catalog_at(c, "lijst", i);

		must(utf8_xml(t->uri) && utf8_xml(t->label));
		must(catalog_uri(c, "lijst", t->uri) == t && catalog_label(c, "lijst", t->label) != NULL);
	}
	(void)catalog_organisation(c, S("Leiden"));
	must(organisation_find(c, S("Leiden"), (struct date){ 2026, 1, 1 }).state == ORG_UNKNOWN);	/* it is no list of organisations */
}

/* A list is refused, or its terms are text, each of them once; comparing counts each of them once. */
void
fuzz_newer(struct fuzz *f)
{
	struct newer n;
	struct list_diff d;
	size_t sum = 0;

	if (newer_read(fuzz_file(f, "nieuw", f->in), f->mem, &n, &f->err) != 0) {
		must(f->err.kind == E_CONFIG && f->err.msg[0] != '\0');
		return;
	}
	must(n.n > 0);
	for (size_t i = 0; i < n.n; i++) {
		must(i == 0 || str_cmp(n.v[i - 1].uri, n.v[i].uri) < 0);
		must(utf8_xml(n.v[i].uri) && utf8_xml(n.v[i].label) && n.v[i].nnames > 0);
		must(n.v[i].last.year == 0 || date_valid(n.v[i].last));
	}
	if (newer_compare(f->tools->lists, &n, f->mem, &d, &f->err) != 0) {
		must(f->err.kind == E_CONFIG);
		return;
	}
	for (int k = 0; k < CHANGE__COUNT; k++)
		sum += d.count[k];
	must(sum == d.n && d.both > 0 && d.both + d.count[CHANGE_ADDED] <= n.n);
	must(d.count[CHANGE_RENAMED] <= d.both && d.count[CHANGE_ENDED] <= d.both);
}

/* The receipt of an uploader that was taken over: out of order, or fit for the ledger and the report. */
void
fuzz_receipt(struct fuzz *f)
{
	AUTO_JSON j = json_read(f->in, &f->err);
	struct receipt r;

	if (j == NULL)
		return;
	if (courier_receipt(j, f->mem, &r, &f->err) != 0) {
		must(f->err.kind > E_NONE && f->err.kind < E__COUNT);
		return;
	}
	must(r.answer < PORTAL__COUNT && r.found < FOUND__COUNT && r.http >= 0 && r.http <= 999);
	must(r.retry_after_s >= 0 && r.retry_after_s <= RETRY_AFTER_MOST);
	must(utf8_xml(r.url) && utf8_xml(r.detail) && utf8_xml(r.remote));
}

/* No wall stands that was not said to stand. */
void
fuzz_walls(struct fuzz *f)
{
	AUTO_JSON j = json_read(f->in, &f->err);
	AUTO_JSON back = NULL;
	struct walls w, again;

	if (j == NULL)
		return;
	w = walls_of_json(j);
	must((w.stand & ~WALLS_ALL) == 0);
	must(utf8_xml(walls_missing(&w, false, f->mem)));
	back = walls_json(&w);
	again = walls_of_json(back);
	must(again.stand == w.stand && again.landlock == w.landlock);
}
