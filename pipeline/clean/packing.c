/* SPDX-License-Identifier: EUPL-1.2 */
/* packing.c - an Office file as its members, and the same written again. */
#include "clean/packing.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/sums.h"
#include "unpack/shape.h"

#include "base/banned.h"

#define LOCAL_SIZE	30u		/* APPNOTE.TXT 4.3.7, without the name */
#define ENTRY_SIZE	46u		/* 4.3.12 */
#define END_SIZE	22u		/* 4.3.16 */
#define VERSION		20u		/* that is needed: deflate and folders (4.4.3) */
#define DAY_ONE		0x21u		/* 1 January 1980, the first day that a ZIP can write */
#define FLAG_LOCKED	0x0001u
#define FLAG_LEVEL	0x0006u		/* how deflate was asked to work */
#define FLAG_UTF8	0x0800u
#define STORED		0u
#define DEFLATED	8u

/* As package.c of extract has them. */
static const struct zip_limits limits = { .members = 10000, .member = PACKING_PART_MOST, .total = (uint64_t)512 << 20,
	.ratio = 200, .ratio_from = (uint64_t)10 << 20 };

static bool
wrong(struct package *p, const char *why)
{
	p->why = why;
	return false;
}

static bool
said(struct package *p, enum zip_state st)
{
	if (st == ZIP_LOCKED)
		return wrong(p, _("een onderdeel is met een wachtwoord beveiligd"));
	if (st == ZIP_TWICE)
		return wrong(p, _("twee onderdelen hebben dezelfde naam"));
	return wrong(p, st == ZIP_TOO_MUCH ? _("het bestand is uitgepakt te groot") : _("het bestand is beschadigd"));
}

static enum zip_state
read_member(struct package *p, struct zip *z, struct packed *m, bool wanted)
{
	struct hash *h = hash_new();
	struct buf b;
	enum zip_state st;
	struct str block;

	buf_init(&b, p->mem, wanted ? PACKING_PART_MOST : 1);
	while ((st = zip_block(z, &block)) == ZIP_MORE) {
		hash_add(h, block.p, block.n);
		if (wanted)
			buf_add(&b, block);
	}
	m->is = hash_end(h);
	m->cut = b.cut;
	m->bytes = wanted ? buf_str(&b) : STR_NONE;
	if (wanted && m->bytes.p == NULL)
		m->bytes = S("");
	return st;
}

bool
packing_read(struct package *p, bool (*wants)(struct str folded))
{
	AUTO_ZIP z = zip_open(p->bytes, &limits, p->mem);
	enum zip_state st = zip_check(z);
	struct str name;

	if (st != ZIP_END)
		return said(p, st);
	while ((st = zip_next(z, &name)) == ZIP_MORE) {
		struct packed *m = PUSH(p->mem, p->v, p->n, p->cap);

		*m = (struct packed){ .name = name, .folded = str_lower(p->mem, name) };
		if ((st = read_member(p, z, m, wants(m->folded))) != ZIP_END)
			break;
	}
	return st == ZIP_END || said(p, st);
}

struct packed *
packing_find(const struct package *p, struct str folded)
{
	for (size_t i = 0; i < p->n; i++) {
		if (str_eq(p->v[i].folded, folded))
			return &p->v[i];
	}
	return NULL;
}

/* --- writing -------------------------------------------------------------------------- */

struct writer {
	const struct package *p;
	int		 out;
	uint64_t	 at;		/* bytes written */
	struct buf	 directory;
	unsigned	 entries;
};

static void
put(struct buf *b, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		buf_addc(b, (char)(v >> (8 * i) & 0xff));
}

static uint32_t
crc_of(struct str s)
{
	uint8_t out[SUM__COUNT][SUM_BYTES];
	struct sums sums;
	uint32_t v = 0;

	sums_begin(&sums, SUM_BIT(SUM_CRC32));
	sums_add(&sums, s);
	sums_end(&sums, out);
	for (unsigned i = 0; i < 4; i++)
		v = v << 8 | out[SUM_CRC32][i];
	return v;
}

/* From the version to the length of the extra field, which local header and directory have alike. */
static void
put_common(struct buf *b, const struct shape_item *x)
{
	put(b, VERSION, 2);
	put(b, x->flags, 2);
	put(b, x->method, 2);
	put(b, 0, 2);
	put(b, DAY_ONE, 2);
	put(b, x->crc, 4);
	put(b, x->packed, 4);
	put(b, x->size, 4);
	put(b, x->name.n, 2);
	put(b, 0, 2);
}

static int
write_entry(struct writer *w, const struct shape_item *x, struct str packed, struct err *e)
{
	struct buf head;

	buf_init(&head, w->p->mem, LOCAL_SIZE + x->name.n);
	buf_add(&head, S("PK\3\4"));
	put_common(&head, x);
	buf_add(&head, x->name);
	buf_add(&w->directory, S("PK\1\2"));
	put(&w->directory, VERSION, 2);
	put_common(&w->directory, x);
	put(&w->directory, 0, 2 + 2 + 2); /* comment, disk, attributes */
	put(&w->directory, 0, 4);
	put(&w->directory, w->at, 4);
	buf_add(&w->directory, x->name);
	w->entries++;
	w->at += buf_str(&head).n + packed.n;
	return fd_write_all(w->out, buf_str(&head), e) != 0 || fd_write_all(w->out, packed, e) != 0 ? -1 : 0;
}

/* The packed bytes behind a local header, whose names may be longer than those of the directory. */
static struct str
packed_of(struct str s, const struct shape_item *x)
{
	uint64_t names = (unsigned char)s.p[x->at + 26] | (unsigned)(unsigned char)s.p[x->at + 27] << 8;
	uint64_t extra = (unsigned char)s.p[x->at + 28] | (unsigned)(unsigned char)s.p[x->at + 29] << 8;

	return str_sub(s, (size_t)(x->at + LOCAL_SIZE + names + extra), (size_t)x->packed);
}

/* false: no plain entry.  shape_read has looked at all places and lengths. */
static bool
write_item(struct writer *w, const struct shape_item *item, const struct packed *m, int *rc_r, struct err *e)
{
	struct shape_item x = *item;
	struct str packed = packed_of(w->p->bytes, item);

	if ((x.flags & FLAG_LOCKED) != 0 || (x.method != STORED && x.method != DEFLATED) || x.name.n > UINT16_MAX)
		return false;
	x.flags = (x.flags & FLAG_LEVEL) | (x.utf8 ? FLAG_UTF8 : 0);
	if (m != NULL && m->fate == FATE_CHANGES) {
		packed = m->becomes;
		x.flags &= FLAG_UTF8;
		x.method = STORED;
		x.crc = crc_of(packed);
		x.packed = x.size = packed.n;
	}
	if (w->at + LOCAL_SIZE + x.name.n + packed.n > UINT32_MAX)
		return false;
	*rc_r = write_entry(w, &x, packed, e);
	return true;
}

static int
write_end(struct writer *w, struct err *e)
{
	struct str directory = buf_str(&w->directory);
	struct buf end;

	buf_init(&end, w->p->mem, END_SIZE);
	buf_add(&end, S("PK\5\6"));
	put(&end, 0, 4);
	put(&end, w->entries, 2);
	put(&end, w->entries, 2);
	put(&end, directory.n, 4);
	put(&end, w->at, 4);
	put(&end, 0, 2);
	return fd_write_all(w->out, directory, e) != 0 || fd_write_all(w->out, buf_str(&end), e) != 0 ? -1 : 0;
}

/* A folder of which everything goes. */
static bool
is_emptied(const struct package *p, struct str folder)
{
	bool any = false;

	for (size_t i = 0; i < p->n; i++) {
		if (!str_starts(p->v[i].name, folder))
			continue;
		if (p->v[i].fate != FATE_GOES)
			return false;
		any = true;
	}
	return any;
}

bool
packing_write(const struct package *p, int out, int *rc_r, struct err *e)
{
	struct writer w = { .p = p, .out = out };
	enum finding_code code;
	struct shape shape;
	struct str arg;
	size_t k = 0;

	*rc_r = 0;
	if (shape_read(p->bytes, p->mem, &shape, &code, &arg) != 0 || shape.n > UINT16_MAX)
		return false;
	buf_init(&w.directory, p->mem, MIB(64));
	for (size_t i = 0; i < shape.n && *rc_r == 0; i++) {
		bool folder = str_ends(shape.items[i].name, S("/"));
		const struct packed *m = folder || k == p->n ? NULL : &p->v[k++];

		/* The directory and the members must be the same files in the same order. */
		if (!folder && (m == NULL || !str_eq(m->name, shape.items[i].name)))
			return false;
		if (folder && is_emptied(p, shape.items[i].name))
			continue;
		if ((m == NULL || m->fate != FATE_GOES) && !write_item(&w, &shape.items[i], m, rc_r, e))
			return false;
	}
	if (k != p->n || w.directory.cut)
		return false;
	if (*rc_r == 0)
		*rc_r = write_end(&w, e);
	return true;
}

bool
packing_same(const struct package *old, const struct package *now)
{
	size_t k = 0;

	for (size_t i = 0; i < old->n; i++) {
		const struct packed *m = &old->v[i];
		struct digest want = m->fate == FATE_CHANGES ? digest_of(m->becomes) : m->is;

		if (m->fate == FATE_GOES)
			continue;
		if (k == now->n || !str_eq(now->v[k].name, m->name) || !digest_eq(now->v[k].is, want))
			return false;
		k++;
	}
	return k == now->n;
}
