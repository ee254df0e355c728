/* SPDX-License-Identifier: EUPL-1.2 */
/* verify.c - is everything that the ledger, the vault and (asked to) the portals hold still what it was? */
#include "verify/verify.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "store/evidence.h"
#include "store/hold.h"
#include "verify/check.h"

#include "base/banned.h"

#define FAULTS_SAID 200 /* more lines than that help nobody; all are counted */
#define LINE_BYTES 1000
#define CHECK_MEM GIB(1) /* the entries of one row: a dossier of many documents */

static void
say(struct check *c, enum verify_grade g, const char *fmt, va_list ap)
{
	uint64_t *n = g == VERIFY_FAULT ? &c->sum->faults : &c->sum->notes;
	struct mark mark = arena_mark(c->mem);
	char line[LINE_BYTES];

	if (++*n <= FAULTS_SAID) {
		(void)vsnprintf(line, sizeof line, lang_text(fmt), ap);
		c->v->say(c->v->ctx, g, utf8_show(c->mem, str_of(line)));
	}
	arena_rewind(c->mem, mark);
}

void
check_fault(struct check *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c, VERIFY_FAULT, fmt, ap);
	va_end(ap);
}

void
check_note(struct check *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c, VERIFY_NOTE, fmt, ap);
	va_end(ap);
}

struct str
check_show(struct check *c, struct str s)
{
	return utf8_show(c->mem, utf8_cut(s, 200));
}

/* --- the file ----------------------------------------------------------------- */

static const char *
in_state(struct check *c, const char *name)
{
	return str_c(c->mem, path_join(c->mem, c->v->settings->state, str_of(name)));
}

static void
check_seal(struct check *c)
{
	enum seal seal;
	struct err e;

	if (seal_check(str_c(c->mem, c->v->settings->state), &seal, &e) != 0) {
		check_fault(c, "%s", err_said(&e));
		return;
	}
	if (seal == SEAL_NONE)
		check_note(c, _("het zegel ontbreekt: een run is afgebroken; de volgende zet het weer"));
	if (seal == SEAL_RESTORED)
		check_note(c, "%s",
		    _("de administratie is teruggezet uit een reservekopie; de volgende run gaat alleen met --restored"));
	if (seal == SEAL_BROKEN)
		check_fault(c, _("het zegel is verbroken: %s is gewijzigd sinds de laatste run, of wat ernaast ligt"),
		    SEAL_LEDGER);
}

static void
check_engine(struct check *c)
{
	struct str text;
	struct err e;
	bool same;
	int rc;

	look_integrity_start(c->store);
	while ((rc = look_integrity(c->store, &text, &e)) == 1) {
		if (!str_eq(text, S("ok")))
			check_fault(c, _("administratie: %.*s"), STRF(check_show(c, text)));
	}
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
	if (look_schema(c->store, &same, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (!same)
		check_fault(c, "%s", _("administratie: de tabellen of hun wachters zijn gewijzigd"));
}

/* --- heads -------------------------------------------------------------------- */

static void
check_head(struct check *c, struct arena *keep)
{
	const struct verify *v = c->v;
	struct evidence_head head;
	struct str leaf;
	struct err e;

	if (evidence_head(c->store, keep, &head, &e) != 0) {
		check_fault(c, "%s", err_said(&e));
		return;
	}
	c->sum->head_seq = head.seq;
	c->sum->head_leaf = head.leaf;
	if (v->head_seq == 0)
		return;
	if (look_leaf(c->store, v->head_seq, c->mem, &leaf, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (leaf.p == NULL)
		check_fault(c,
		    _("bewijs %lld ontbreekt: de keten is korter dan toen; een oude kopie is teruggezet, of het eind is eraf"),
		    (long long)v->head_seq);
	else if (!str_eq(leaf, v->head_leaf))
		check_fault(c, _("bewijs %lld is een ander dan toen: de keten is herschreven"), (long long)v->head_seq);
}

int
verify(const struct verify *v, struct arena *mem, struct verify_sum *sum, struct err *e)
{
	struct check c = { .v = v, .sum = sum, .keep = mem };
	const char *ledger;
	AUTO_FD lock = -1;
	struct err why;

	*sum = (struct verify_sum){ .head_leaf = S("-") };
	if (hold_alone(str_c(mem, v->settings->state), &lock, e) != 0)
		return -1;
	c.mem = arena_new("controle", CHECK_MEM);
	ledger = in_state(&c, SEAL_LEDGER);
	if (access(ledger, R_OK) != 0 && errno != ENOENT) {
		arena_free(c.mem);
		return err_sys(e, E_IO, "%s", str_c(mem, path_join(mem, v->settings->state, S(SEAL_LEDGER))));
	}
	check_seal(&c);
	if (vault_open_read(in_state(&c, "kluis"), &c.vault, &why) != 0)
		check_fault(&c, "%s", why.msg);
	if (store_open_read(ledger, &c.store, &why) != 0)
		check_fault(&c, "%s", why.msg);
	if (c.store != NULL) {
		check_engine(&c);
		check_gone(&c);
		check_chain(&c);
		check_histories(&c);
		check_head(&c, mem);
	}
	if (c.vault != NULL)
		check_vault(&c);
	if (c.store != NULL && c.vault != NULL && v->courier != NULL)
		check_portals(&c);
	vault_close(c.vault);
	store_close(c.store);
	arena_free(c.mem);
	return 0;
}
