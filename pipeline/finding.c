/* SPDX-License-Identifier: EUPL-1.2 */
/* finding.c - what we have to say about a document, and what follows from it. */
#include "finding.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/lang.h"
#include "base/mask.h"
#include "base/utf8.h"

#include "base/banned.h"

#define TEXT_MOST	((size_t)2000)	/* a sentence with its arguments */
#define SHOWN_MOST	((size_t)200)	/* bytes of a name that a finding repeats */
#define DIGITS_SHOWN	((size_t)8)	/* a longer run of digits can be a person's number: masked */

static const struct {
	const char	*tag;
	enum gravity	 gravity;
	enum waive	 waive;
	const char	*text;
} table[F__COUNT] = {
#define FINDING(stage, num, id, waive, text)	\
	[F_##stage##_##id] = { #stage "-" #num, (enum gravity)((num) / 100), WAIVE_##waive, text },
#include "findings.def"
#undef FINDING
};

void
finding_add(struct findings *fs, struct finding f)
{
	must(f.code >= 0 && f.code < F__COUNT && f.doc >= DOC_NONE);
	*PUSH(fs->mem, fs->v, fs->n, fs->cap) = f;
}

struct str
finding_shown(struct arena *mem, struct str raw)
{
	struct str s = str_dup(mem, str_sub(raw, 0, 2 * SHOWN_MOST));
	char *p = (char *)(uintptr_t)s.p;

	/* Before it is cut: the half of a number is one too. */
	for (size_t i = 0, n; i < s.n; i += n) {
		for (n = 0; i + n < s.n && ascii_digit(p[i + n]);)
			n++;
		if (n > DIGITS_SHOWN)
			memset(p + i, '*', n);
		n += n == 0;
	}
	return utf8_cut(utf8_show(mem, s), SHOWN_MOST);
}

bool
box_is_there(struct box b)
{
	return b.x0 != 0 || b.y0 != 0 || b.x1 != 0 || b.y1 != 0;
}

enum gravity
finding_gravity(enum finding_code c)
{
	return table[c].gravity;
}

enum waive
finding_waive(enum finding_code c)
{
	return table[c].waive;
}

const char *
finding_tag(enum finding_code c)
{
	return table[c].tag;
}

int
finding_find(struct str tag, enum finding_code *c_r)
{
	for (int i = 0; i < F__COUNT; i++) {
		if (str_eq(tag, str_of(table[i].tag))) {
			*c_r = (enum finding_code)i;
			return 0;
		}
	}
	return -1;
}

/* The sentence with arg in the places of %1 and %2. */
static struct str
sentence(struct arena *mem, const char *t, const struct str arg[2])
{
	struct buf b;

	buf_init(&b, mem, TEXT_MOST + 1);
	for (; *t != '\0'; t++) {
		if (t[0] == '%' && (t[1] == '1' || t[1] == '2'))
			buf_add(&b, arg[*++t - '1']);
		else
			buf_addc(&b, *t);
	}
	return utf8_cut(buf_str(&b), TEXT_MOST);
}

/* It is kept, and a waiver is bound to it: always Dutch. */
struct str
finding_text(struct arena *mem, const struct finding *f)
{
	return sentence(mem, table[f->code].text, f->arg);
}

struct str
finding_said(struct arena *mem, const struct finding *f)
{
	struct str arg[2] = { lang_str(mem, f->arg[0]), lang_str(mem, f->arg[1]) };

	return sentence(mem, lang_text(table[f->code].text), arg);
}

enum gravity
finding_weight(const struct finding *f)
{
	return f->waived != NULL ? G_LOOK : finding_gravity(f->code);
}

bool
waiver_complete(const struct waiver *w)
{
	return finding_waive(w->code) == WAIVE_ONE || (finding_waive(w->code) == WAIVE_TWO && w->second.n != 0);
}

/* What a person wrote, as a report may show it. */
static struct str
typed(struct arena *mem, struct str s)
{
	return mask_personal(mem, utf8_show(mem, s));
}

struct str
waiver_text(struct arena *mem, const struct waiver *w)
{
	struct str by = typed(mem, w->by), day = date_dutch(mem, date_here(w->at)), reason = typed(mem, w->reason);

	if (!waiver_complete(w))
		return str_fmt(mem, _("Vrijgegeven door %.*s op %.*s, en nog niet door een tweede persoon: %.*s"),
		    STRF(by), STRF(day), STRF(reason));
	if (w->second.n == 0)
		return str_fmt(mem, _("Vrijgegeven door %.*s op %.*s: %.*s"), STRF(by), STRF(day), STRF(reason));
	return str_fmt(mem, _("Vrijgegeven door %.*s op %.*s en door %.*s op %.*s: %.*s"), STRF(by), STRF(day),
	    STRF(typed(mem, w->second)), STRF(date_dutch(mem, date_here(w->second_at))), STRF(reason));
}

static enum verdict
of_gravity(enum gravity g)
{
	switch (g) {
	case G_STOP:
		return V_HOLD;
	case G_LATER:
		return V_LATER;
	case G_LOOK:
		return V_LOOK;
	case G_NOTE:
		break;
	}
	return V_PUBLISH;
}

enum verdict
verdict(const struct findings *fs)
{
	enum verdict worst = V_PUBLISH;

	for (size_t i = 0; i < fs->n; i++) {
		enum verdict v = fs->v[i].waived != NULL ? V_PUBLISH : of_gravity(finding_gravity(fs->v[i].code));

		if (v > worst)
			worst = v;
	}
	return worst;
}

enum verdict
verdict_doc(const struct findings *fs, int doc)
{
	enum verdict worst = V_PUBLISH;

	for (size_t i = 0; i < fs->n; i++) {
		enum verdict v = fs->v[i].waived != NULL ? V_PUBLISH : of_gravity(finding_gravity(fs->v[i].code));

		if (fs->v[i].doc == doc && v > worst)
			worst = v;
	}
	return worst;
}

bool
verdict_planned(const struct findings *fs)
{
	size_t planned = 0;

	for (size_t i = 0; i < fs->n; i++) {
		enum finding_code c = fs->v[i].code;
		bool plan = c == F_RUN_NOT_YET || c == F_RUN_NOT_BEFORE || c == F_DSC_EMBARGO;

		if (finding_weight(&fs->v[i]) >= G_LATER && !plan)
			return false;
		planned += plan;
	}
	return planned != 0;
}

const char *
verdict_name(enum verdict v)
{
	static const char *const names[] = { "publish", "look", "later", "hold" };

	return names[v];
}
