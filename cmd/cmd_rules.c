/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_rules.c - woostraat rules: the rules tried on documents of which is known what they are. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "corpus.h"
#include "lab.h"
#include "learning.h"
#include "rulebook.h"
#include "report/layout.h"
#include "session.h"
#include "trying.h"

#include "base/spoken.h"

#include "base/banned.h"

#define SHOW_MOST	MIB(256)	/* bytes of what is printed */

/* --- rehearsing a corpus ----------------------------------------------------------------------- */

struct rehearsal {
	struct session	 s;
	struct trial	*trials;
	struct artefact	*text;		/* of each specimen that was read */
	size_t		 n, done;
	struct str	*table;		/* NULL: nothing is to be learned */
	struct arena	*mem;
};

static struct str
kept(struct arena *mem, struct str s)
{
	return s.p == NULL ? STR_NONE : str_dup(mem, s);
}

/* The dossier's memory ends with the dossier. */
static void
keep_classes(struct trial *t, const struct document *d, struct arena *mem)
{
	t->v = NEW(mem, struct class_score, d->nclasses + 1);
	t->n = d->nclasses;
	for (size_t i = 0; i < t->n; i++) {
		struct class_score *c = &t->v[i];

		*c = d->classes[i];
		c->uri = kept(mem, c->uri);
		c->label = kept(mem, c->label);
		c->reasons = NEW(mem, struct reason, c->nreasons + 1);
		for (size_t k = 0; k < c->nreasons; k++) {
			c->reasons[k] = d->classes[i].reasons[k];
			c->reasons[k].rule = kept(mem, c->reasons[k].rule);
		}
	}
}

static void
on_closed(void *ctx, const struct dossier *d, const struct sending *sent)
{
	struct rehearsal *r = ctx;
	struct trial *t;
	const struct document *m = dossier_main(d);

	(void)sent;
	must(r->done < r->n);
	t = &r->trials[r->done++];
	t->read = m != NULL && (m->have_set & A_BIT(A_TEXT)) != 0;
	if (t->read)
		r->text[r->done - 1] = m->have[A_TEXT];
	if (m != NULL)
		keep_classes(t, m, r->mem);
	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding *f = &d->findings.v[i];

		t->held |= f->code == F_CLS_CONTRADICTION || f->code == F_CLS_RULE_HOLDS;
		t->failed |= f->code == F_CLS_RULE_FAILED;
		if (!t->read && t->why.p == NULL && finding_gravity(f->code) == G_STOP)
			t->why = str_dup(r->mem, finding_text(r->s.line, f));
	}
	if (!t->read && t->why.p == NULL)
		t->why = str_of(_("er is geen tekst in dit document"));
}

/* 'it''s': a text in YAML. */
static void
put_yaml(struct buf *b, const char *key, struct str s)
{
	if (s.n == 0)
		return;
	buf_addf(b, "%s: '", key);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			buf_addc(b, '\'');
		buf_addc(b, s.p[i] == '\n' ? ' ' : s.p[i]);
	}
	buf_addf(b, "'\n");
}

static bool
has_facts(const struct specimen *x)
{
	return x->titel.n != 0 || x->zaaktype.n != 0 || x->documentsoort.n != 0 || x->bron.n != 0;
}

/* A folder with a copy of the file and a dossier.yaml that says what is known of it. */
static int
lay_out(struct rehearsal *r, const struct specimen *x, size_t i, struct place *p, struct err *e)
{
	struct str folder = str_fmt(r->mem, "%s/corpus/%zu", r->s.scratch.path, i), bytes;
	struct mark mark = arena_mark(r->s.line);
	struct buf b;
	int rc;

	buf_init(&b, r->mem, MIB(1));
	put_yaml(&b, "titel", x->titel);
	put_yaml(&b, "zaaktype", x->zaaktype);
	put_yaml(&b, "documentsoort", x->documentsoort);
	put_yaml(&b, "bron", x->bron);
	rc = path_mkdirs(str_c(r->mem, folder), e) != 0 ||
		file_read(str_c(r->mem, x->path), (size_t)r->s.settings.file_most, r->s.line, &bytes, e) != 0 ||
		file_replace(str_c(r->mem, path_join(r->mem, folder, path_base(x->path))), bytes, e) != 0 ||
		file_replace(str_c(r->mem, path_join(r->mem, folder, S("dossier.yaml"))), buf_str(&b), e) != 0 ?
	    -1 :
	    0;
	arena_rewind(r->s.line, mark);
	*p = (struct place){ .path = folder, .key = S("stuk") };
	return rc;
}

static int
add_places(struct rehearsal *r, const struct corpus *c, struct err *e)
{
	r->n = c->n;
	r->trials = NEW(r->mem, struct trial, c->n + 1);
	r->text = NEW(r->mem, struct artefact, c->n + 1);
	for (size_t i = 0; i < c->n; i++) {
		const struct specimen *x = &c->v[i];
		struct place p = { .path = x->path, .key = path_base(x->path) };

		r->trials[i].specimen = x;
		if (has_facts(x) && lay_out(r, x, i, &p, e) != 0)
			return -1;
		*PUSH(r->s.places.mem, r->s.places.v, r->s.places.n, r->s.places.cap) = p;
	}
	return 0;
}

/* What cannot be learned from is not left out in silence. */
static int
learn(struct session *s, struct vault *from, const struct lesson *v, size_t n, size_t all, struct str *table_r, struct err *e)
{
	if (n < all)
		(void)fprintf(stderr,
		    _("%zu van %zu documenten hebben geen tekst of geen categorie meer; zij tellen niet mee\n"),
		    all - n, all);
	return learn_words(s, from, v, n, table_r, e);
}

/* Each specimen that was read, while the session that read it is still open. */
static int
learn_corpus(struct rehearsal *r, struct str *table_r, struct err *e)
{
	struct lesson *v = NEW(r->mem, struct lesson, r->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (r->trials[i].read)
			v[n++] = (struct lesson){ r->text[i], r->trials[i].specimen->label };
	}
	return learn(&r->s, r->s.run.vault, v, n, r->n, table_r, e);
}

/* Every specimen through the street up to classify, with the rules of the session. */
static int
rehearse(const struct invocation *inv, const struct corpus *c, struct rehearsal *r, struct err *e)
{
	int rc;

	if (session_open(&r->s, inv, "check", true, r->mem, e) != 0)
		return -1;
	r->s.run.last = ST_classify;
	r->s.run.closed = on_closed;
	r->s.run.progress = NULL;
	r->s.run.ctx = r;
	rc = add_places(r, c, e);
	if (rc == 0)
		rc = runner_run(&r->s.run, &r->s.places, &r->s.totals, e);
	if (rc == 0 && r->done != r->n)
		rc = err_set(e, E_AGAIN, "%s", _("afgebroken"));
	if (rc == 0 && r->table != NULL)
		rc = learn_corpus(r, r->table, e);
	session_close(&r->s);
	return rc;
}

/* --- rules test --------------------------------------------------------------------------------- */

static int
print(struct str s, struct err *e)
{
	if (fwrite(s.p, 1, s.n, stdout) != s.n || fflush(stdout) != 0)
		return err_set(e, E_IO, "%s", _("de uitvoer is niet weg te schrijven"));
	return 0;
}

/* gone: documents of which the category that a person chose is no longer in the list. */
static int
show(const struct invocation *inv, struct lab *l, size_t unlabelled, size_t gone, struct arena *mem, struct err *e)
{
	struct buf b;

	if (inv->option[O_JSON_] != NULL) {
		AUTO_JSON j = lab_json(l);

		json_put_num(j, "skipped", (int64_t)(unlabelled + gone));
		return print(str_fmt(mem, "%.*s\n", STRF(json_write(mem, j))), e);
	}
	buf_init(&b, mem, SHOW_MOST);
	lab_show(l, inv->option[O_VERBOSE_] != NULL, &b);
	if (unlabelled != 0)
		buf_addf(&b, _("%zu bestanden zonder categorie zijn overgeslagen.\n"), unlabelled);
	if (gone != 0)
		buf_addf(&b, _("%zu documenten zijn overgeslagen: de gekozen categorie staat niet meer in de lijst.\n"),
		    gone);
	return print(buf_str(&b), e);
}

static int
load_lists(const struct invocation *inv, struct arena *mem, struct catalog **lists_r, struct err *e)
{
	const char *templates;

	if (session_templates(inv, mem, &templates, e) != 0)
		return -1;
	return catalog_load(str_c(mem, str_fmt(mem, "%s/lists", templates)), mem, lists_r, e);
}

/* The first of the addresses that is in the list; NULL: none is any more. */
static const struct term *
choice(const struct catalog *lists, struct str addresses)
{
	const struct term *t = NULL;
	struct str uri;

	while (t == NULL && str_next(&addresses, ' ', &uri))
		t = catalog_uri(lists, scheme_list(SCHEME_CATEGORIE), uri);
	return t;
}

/* Documents for which a person chose the category: each choice is a test that the rules keep. */
static int
from_choices(const struct invocation *inv, const struct catalog *lists, struct arena *mem, struct lab *l, size_t *gone_r,
    struct err *e)
{
	struct stored_list list;
	struct specimen *specimens;

	if (stored_try(inv, NULL, true, mem, &list, e) != 0)
		return -1;
	specimens = NEW(mem, struct specimen, list.n + 1);
	l->trials = NEW(mem, struct trial, list.n + 1);
	for (size_t i = 0; i < list.n; i++) {
		const struct stored *x = &list.v[i];
		const struct term *label = choice(lists, x->d.docs[0].declared_categories);

		/* Without a label it would pass for a document of which a person said that it is nothing. */
		if (label == NULL) {
			++*gone_r;
			continue;
		}
		specimens[i] = (struct specimen){ .name = x->name, .label = label };
		l->trials[l->ntrials++] = (struct trial){ .specimen = &specimens[i],
			.read = x->asked,
			.why = x->asked ? STR_NONE : str_of(_("de regels konden hierop niet worden beproefd")),
			.v = x->v,
			.n = x->n,
			.held = x->held,
			.failed = x->failed };
	}
	return 0;
}

static int
rules_test(const struct invocation *inv, struct arena *mem, struct err *e)
{
	struct rehearsal r = { .mem = mem };
	struct catalog *lists;
	struct corpus c = { .v = NULL };
	struct lab l = { .mem = mem };
	size_t wrong = 0, gone = 0;

	if (inv->argc > 2)
		return err_set(e, E_USAGE, "%s", _("noem één map of CSV met documenten: woostraat rules test corpus"));
	if (load_lists(inv, mem, &lists, e) != 0)
		return -1;
	if (inv->argc == 1) {
		if (from_choices(inv, lists, mem, &l, &gone, e) != 0)
			return -1;
	} else if (corpus_read(inv->argv[1], lists, mem, &c, e) != 0 || rehearse(inv, &c, &r, e) != 0)
		return -1;
	else {
		l.trials = r.trials;
		l.ntrials = r.n;
	}
	if (l.ntrials == 0 && gone != 0)
		return err_set(e, E_USAGE,
		    _("er valt niets te toetsen: van %zu documenten staat de gekozen categorie niet meer in de lijst"),
		    gone);
	if (l.ntrials == 0)
		return err_set(e, E_USAGE, "%s",
		    _("er is nog geen document waarvan een mens de categorie koos (categorie in dossier.yaml)"));
	l.lists = lists;
	lab_count(&l);
	if (show(inv, &l, c.unlabelled, gone, mem, e) != 0)
		return -1;
	for (size_t i = 0; i < l.ntrials; i++)
		wrong += trial_end(&l.trials[i]) == TRIAL_WRONG || l.trials[i].failed;
	return wrong == 0 ? EXIT_FINE : EXIT_HELD;
}

/* --- rules diff ------------------------------------------------------------------------------------ */

/* What one set of rules says of a document. */
struct opinion {
	struct str	 name;
	struct class_score *v;
	size_t		 n;
	bool		 held;
};

/* Of the corpus. */
static int
opinions(const struct invocation *inv, const char *templates, struct arena *mem, struct opinion **v_r, size_t *n_r,
    struct err *e)
{
	struct rehearsal r = { .mem = mem };
	struct invocation with = *inv;
	struct catalog *lists;
	struct corpus c;

	with.option[O_TEMPLATES_] = templates;
	if (load_lists(&with, mem, &lists, e) != 0 || corpus_read(inv->argv[3], lists, mem, &c, e) != 0 ||
	    rehearse(&with, &c, &r, e) != 0)
		return -1;
	*n_r = r.n;
	*v_r = NEW(mem, struct opinion, *n_r + 1);
	for (size_t i = 0; i < *n_r; i++)
		(*v_r)[i] = (struct opinion){ c.v[i].name, r.trials[i].v, r.trials[i].n, r.trials[i].held };
	return 0;
}

static const struct class_score *
chosen_of(const struct opinion *o)
{
	for (size_t i = 0; i < o->n; i++) {
		if (o->v[i].chosen)
			return &o->v[i];
	}
	return NULL;
}

/* Is the same chosen, and as firmly? */
static bool
same(const struct opinion *a, const struct opinion *b)
{
	return classes_same(a->v, a->n, b->v, b->n) && a->held == b->held;
}

static void
show_opinion(const char *lead, const struct opinion *o, struct buf *b, struct arena *mem)
{
	const struct class_score *c = chosen_of(o);
	struct buf line;

	buf_init(&line, mem, LAYOUT_MOST);
	if (c == NULL)
		buf_addf(&line, "%s", o->n == 0 ? _("niets") : _("niets; het dichtst erbij: "));
	if (c != NULL || o->n != 0)
		lab_candidate(c != NULL ? c : &o->v[0], &line);
	if (o->held)
		buf_addf(&line, "%s", _("; vastgehouden voor een mens"));
	layout_wrap(b, buf_str(&line), str_of(lead), 9, TABLE_COLUMNS);
}

static json_t *
opinion_json(const struct opinion *o)
{
	const struct class_score *c = chosen_of(o);
	json_t *j = json_object();

	json_put_str(j, "chosen", c == NULL ? STR_NONE : c->label);
	json_put_num(j, "score", c != NULL ? c->score : o->n != 0 ? o->v[0].score : 0);
	json_put(j, "held", json_boolean(o->held));
	return j;
}

/* What moved, while it is found. */
struct shifts {
	struct arena	*mem;		/* of the lines that are not printed yet */
	struct buf	 b;
	bool		 json;
	size_t		 n, moved, gained, lost;
};

static void
shifts_begin(struct shifts *s)
{
	s->mem = arena_new("verschuivingen", 4 * SHOW_MOST);
	buf_init(&s->b, s->mem, SHOW_MOST);
}

static void
add_pair(struct shifts *s, const struct opinion *old, const struct opinion *new)
{
	s->n++;
	if (same(old, new))
		return;
	s->moved++;
	s->gained += chosen_of(old) == NULL;
	s->lost += chosen_of(new) == NULL;
	if (s->json) {
		AUTO_JSON j = json_object();

		json_put_str(j, "document", utf8_show(s->mem, old->name));
		json_put(j, "old", opinion_json(old));
		json_put(j, "new", opinion_json(new));
		buf_addf(&s->b, "%.*s\n", STRF(json_write(s->mem, j)));
		return;
	}
	buf_addf(&s->b, "%.*s\n", STRF(utf8_show(s->mem, old->name)));
	show_opinion(_("  oud:   "), old, &s->b, s->mem);
	show_opinion(_("  nieuw: "), new, &s->b, s->mem);
}

static int
print_shifts(void *ctx, struct err *e)
{
	struct shifts *s = ctx;
	int rc = print(buf_str(&s->b), e);

	arena_free(s->mem);
	shifts_begin(s);
	return rc;
}

static void
on_pair(void *ctx, const struct stored *old, const struct stored *new)
{
	struct opinion before = { old->name, old->v, old->n, old->held },
		       after = { new->name, new->v, new->n, new->held };

	add_pair(ctx, &before, &after);
}

static int
diff_corpus(const struct invocation *inv, const char *before, const char *after, struct shifts *s, struct arena *mem,
    struct err *e)
{
	struct opinion *old, *new;
	size_t nold, n;

	if (opinions(inv, before, mem, &old, &nold, e) != 0 || opinions(inv, after, mem, &new, &n, e) != 0)
		return -1;
	if (n != nold)
		return err_set(
		    e, E_AGAIN, "%s", _("er kwamen documenten bij terwijl er vergeleken werd; probeer het opnieuw"));
	for (size_t i = 0; i < n; i++)
		add_pair(s, &old[i], &new[i]);
	return print_shifts(s, e);
}

static int
diff_stored(const struct invocation *inv, const struct rule_folder *old, struct rule_folder *new, struct shifts *s,
    struct arena *mem, struct err *e)
{
	struct comparison c = { .inv = inv, .one = on_pair, .some = print_shifts, .ctx = s };

	if (rule_folder_beside(new, old, mem, e) != 0)
		return -1;
	c.templates = new->templates;
	return stored_compare(&c, mem, e);
}

static int
rules_diff(const struct invocation *inv, struct arena *mem, struct err *e)
{
	struct shifts s = { .json = inv->option[O_JSON_] != NULL };
	struct rule_folder old, new;
	int rc;

	if (inv->argc != 3 && inv->argc != 4)
		return err_set(e, E_USAGE, "%s",
		    _("noem twee mappen met regels, en als u wilt documenten: woostraat rules diff OUD NIEUW [CORPUS]"));
	for (int i = 1; i <= 2; i++) {
		if (access(inv->argv[i], F_OK) != 0)
			return err_sys(e, E_USAGE, "%s", inv->argv[i]);
	}
	if (rule_folder_open(&old, inv, inv->argv[1], mem, e) != 0)
		return -1;
	if (rule_folder_open(&new, inv, inv->argv[2], mem, e) != 0) {
		rule_folder_close(&old);
		return -1;
	}
	shifts_begin(&s);
	rc = inv->argc == 4 ? diff_corpus(inv, old.templates, new.templates, &s, mem, e) :
			      diff_stored(inv, &old, &new, &s, mem, e);
	rule_folder_close(&old);
	rule_folder_close(&new);
	if (rc == 0 && !s.json) {
		buf_addf(&s.b,
		    _("%zu documenten bekeken, %zu verschuiven: %zu waren niet te bepalen, %zu worden het niet meer.\n"),
		    s.n, s.moved, s.gained, s.lost);
		rc = print(buf_str(&s.b), e);
	}
	arena_free(s.mem);
	return rc != 0 ? -1 : s.moved == 0 ? EXIT_FINE : EXIT_HELD;
}

/* --- rules learn-weights ----------------------------------------------------------------------------- */

/* What persons chose, from the texts that were kept. */
static int
learn_choices(const struct invocation *inv, const struct catalog *lists, struct arena *mem, struct str *table_r,
    struct err *e)
{
	struct stored_list list = { .v = NULL };
	struct lesson *v;
	struct session s;
	struct look look;
	size_t n = 0;
	int rc;

	if (look_open(&look, inv, mem, e) != 0)
		return -1;
	rc = look.store == NULL ?
	    err_set(e, E_USAGE, "%s", _("er is nog geen administratie: er is nog geen run geweest")) :
	    stored_read(&look, true, mem, &list, e);
	if (rc == 0 && (rc = session_open(&s, inv, "check", true, mem, e)) == 0) {
		v = NEW(mem, struct lesson, list.n + 1);
		for (size_t i = 0; i < list.n; i++) {
			const struct document *d = &list.v[i].d.docs[0];

			v[n] = (struct lesson){ d->have[A_TEXT], choice(lists, d->declared_categories) };
			n += v[n].label != NULL;
		}
		rc = learn(&s, look.vault, v, n, list.n, table_r, e);
		session_close(&s);
	}
	look_close(&look);
	return rc;
}

static int
rules_learn(const struct invocation *inv, struct arena *mem, struct err *e)
{
	struct rehearsal r = { .mem = mem };
	struct catalog *lists;
	struct str table = STR_NONE;
	struct corpus c;

	if (inv->argc > 2)
		return err_set(
		    e, E_USAGE, "%s", _("noem één map of CSV met documenten: woostraat rules learn-weights corpus"));
	if (load_lists(inv, mem, &lists, e) != 0)
		return -1;
	r.table = &table;
	if (inv->argc == 1) {
		if (learn_choices(inv, lists, mem, &table, e) != 0)
			return -1;
	} else if (corpus_read(inv->argv[1], lists, mem, &c, e) != 0 || rehearse(inv, &c, &r, e) != 0)
		return -1;
	return print(table, e) != 0 ? -1 : EXIT_FINE;
}

/* --- rules check, rules register ------------------------------------------------------------------ */

static int
rules_check_all(const struct invocation *inv, struct arena *mem, struct err *e)
{
	AUTO_JSON book = NULL;
	struct buf b;

	if (inv->argc != 1)
		return err_set(e, E_USAGE, "%s", _("woostraat rules check: er hoort niets achter"));
	if (rulebook_read(inv, mem, &book, e) != 0)
		return -1;
	buf_init(&b, mem, SHOW_MOST);
	if (inv->option[O_JSON_] != NULL)
		buf_addf(&b, "%.*s\n", STRF(json_write(mem, book)));
	else
		rulebook_show(book, mem, &b);
	if (print(buf_str(&b), e) != 0)
		return -1;
	return json_array_size(json_list(book, "faults")) == 0 ? EXIT_FINE : EXIT_HELD;
}

static int
rules_register(const struct invocation *inv, struct arena *mem, struct err *e)
{
	AUTO_JSON book = NULL;
	struct buf b;

	if (inv->argc != 1)
		return err_set(e, E_USAGE, "%s", _("woostraat rules register: er hoort niets achter"));
	if (rulebook_read(inv, mem, &book, e) != 0)
		return -1;
	buf_init(&b, mem, SHOW_MOST);
	rulebook_register(book, mem, &b);
	return print(buf_str(&b), e) != 0 ? -1 : EXIT_FINE;
}

int
cmd_rules(const struct invocation *inv, struct arena *mem)
{
	static const struct {
		const char *name;
		int (*run)(const struct invocation *, struct arena *, struct err *);
	} tasks[] = { { "test", rules_test }, { "diff", rules_diff }, { "learn-weights", rules_learn },
		{ "check", rules_check_all }, { "register", rules_register } };
	struct err e;
	int rc = -1;
	size_t i = 0;

	while (i < COUNT(tasks) && (inv->argc == 0 || strcmp(inv->argv[0], tasks[i].name) != 0))
		i++;
	if (i == COUNT(tasks))
		(void)err_set(&e, E_USAGE, "%s", _("noem een opdracht: test, diff, learn-weights, check of register"));
	else
		rc = tasks[i].run(inv, mem, &e);
	return rc < 0 ? command_failed(&e) : rc;
}
