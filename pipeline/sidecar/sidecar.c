/* SPDX-License-Identifier: EUPL-1.2 */
/* sidecar.c - what a person says about the dossier, and what each of its files is. */
#include "sidecar/sidecar.h"

#include <stdio.h>

#include "base/date.h"
#include "base/fd.h"
#include "base/mask.h"
#include "base/path.h"
#include "config/catalog.h"
#include "proc/tools.h"
#include "sidecar/readers.h"
#include "sidecar/roles.h"
#include "sidecar/tell.h"
#include "sidecar/typed.h"
#include "sidecar/versions.h"

#include "base/banned.h"

#define WORK_MOST	MIB(256)	/* 1 MiB of YAML and the names of ten thousand files, each copied six times */

static const char *const release_choices = N_("ja, nee");
static const char *const role_choices = N_("hoofddocument, bijlage, inventaris, niet publiceren");

/* What dossier.yaml adds to a visit. */
struct sidecar {
	struct visit		 v;
	int			 file;		/* dossier.yaml: index, or DOC_NONE */
	struct str		 base;		/* the archive (and the folder in it) that is all there is; absent: none */
	struct str		 categories, soort;	/* of the dossier as a whole: those of its main document */
	struct typed_lines	 lines;		/* the same */
	bool			*named;		/* dossier.yaml names this file */
	enum doc_role		*said;		/* and this is what it calls it */
	uint32_t		*redacted;	/* the original of this file, as document.redacted; NULL: nothing was read */
};

static void
say(struct sidecar *c, enum finding_code code, int doc, struct str a, struct str b)
{
	visit_say(&c->v, code, doc, a, b);
}

static void
say_fault(struct sidecar *c, const struct yml_fault *f)
{
	struct str place = f->line == 0 ? str_of(_("ergens in het bestand")) :
					  str_fmt(c->v.r->mem, _("regel %u, kolom %u"), f->line, f->column);

	say(c, F_SID_SYNTAX, c->file, place, finding_shown(c->v.r->mem, str_of(f->text)));
}

/*
 * The document that dossier.yaml means; DOC_NONE when there is none, or more
 * than one.  Names are compared, never opened: ".." finds nothing.  Beside a
 * dossier.yaml that came out of an archive, names are those in there.
 */
static int
find_file(const struct sidecar *c, struct str typed)
{
	int i = visit_path(&c->v, typed);

	return i != DOC_NONE || c->base.p == NULL ? i :
						    visit_path(&c->v, path_join(c->v.tmp, c->base, str_trim(typed)));
}

static int
role_typed(struct str s, enum doc_role *role_r)
{
	static const struct {
		const char *word;
		enum doc_role role;
	} words[] = {
		{ "", ROLE_UNKNOWN },
		{ "hoofddocument", ROLE_MAIN },
		{ "bijlage", ROLE_ANNEX },
		{ "inventaris", ROLE_INVENTORY },
		{ "inventarislijst", ROLE_INVENTORY },
		{ "niet publiceren", ROLE_WITHHELD },
		{ "niet-publiceren", ROLE_WITHHELD },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq_nocase(s, str_of(words[i].word))) {
			*role_r = words[i].role;
			return 0;
		}
	}
	return -1;
}

static void
take_release(struct sidecar *c, struct str s)
{
	static const struct {
		const char *word;
		enum release release;
	} words[] = {
		{ "", RELEASE_UNKNOWN },
		{ "ja", RELEASE_YES },
		{ "j", RELEASE_YES },
		{ "yes", RELEASE_YES },
		{ "true", RELEASE_YES },
		{ "waar", RELEASE_YES },
		{ "nee", RELEASE_NO },
		{ "n", RELEASE_NO },
		{ "no", RELEASE_NO },
		{ "false", RELEASE_NO },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq_nocase(s, str_of(words[i].word))) {
			c->v.d->declared.vrijgave = words[i].release;
			return;
		}
	}
	say(c, F_SID_VALUE_BAD, c->file, finding_shown(c->v.r->mem, s), str_of(_(release_choices)));
}

/*
 * "2k, advies": the addresses of those categories, a space between each two.
 * One that is unknown is said, and then nothing was chosen.
 */
static struct str
take_categories(struct sidecar *c, struct str typed)
{
	struct str rest = typed, one, all = STR_NONE;

	while (typed.n != 0 && str_next(&rest, ',', &one)) {
		const struct term *t =
		    catalog_named(c->v.job->tools->lists, scheme_list(SCHEME_CATEGORIE), str_trim(one));

		if (t == NULL) {
			say(c, F_SID_VALUE_BAD, c->file, finding_shown(c->v.r->mem, str_trim(one)),
			    str_of(_("een informatiecategorie van de Woo, zoals ‘beschikkingen’ of ‘2k’")));
			return STR_NONE;
		}
		all = all.n == 0 ? t->uri : str_fmt(c->v.r->mem, "%.*s %.*s", STRF(all), STRF(t->uri));
	}
	return all;
}

/* "origineel-van: besluit gelakt.pdf": document i is the original of that one. */
static void
take_original(struct sidecar *c, int i, struct str typed)
{
	int of = typed.n == 0 ? i : find_file(c, typed);
	enum doc_role role;

	if (typed.n == 0)
		return;
	if (of == DOC_NONE) {
		say(c, F_SID_FILE_MISSING, c->file, finding_shown(c->v.r->mem, typed), STR_NONE);
		return;
	}
	role = c->v.d->docs[of].role;
	if (of == i || role == ROLE_JUNK || role == ROLE_SIDECAR || role == ROLE_PACKAGE ||
	    c->v.d->docs[i].role == ROLE_PACKAGE) {
		say(c, F_SID_VALUE_BAD, c->file, finding_shown(c->v.r->mem, typed),
		    str_of(_("een ander bestand, dat de gelakte versie is")));
		return;
	}
	c->redacted[i] = (uint32_t)of + 1;
}

static void
take_doc(struct sidecar *c, const struct typed_doc *t)
{
	enum doc_role role;
	struct document *doc;
	int i = find_file(c, t->bestand);

	if (i == DOC_NONE) {
		say(c, F_SID_FILE_MISSING, c->file, finding_shown(c->v.r->mem, t->bestand), STR_NONE);
		return;
	}
	if (c->named[i]) {
		say(c, F_SID_FILE_TWICE, c->file, finding_shown(c->v.r->mem, t->bestand), STR_NONE);
		return;
	}
	c->named[i] = true;
	doc = &c->v.d->docs[i];
	if (role_typed(t->rol, &role) != 0) {
		say(c, F_SID_VALUE_BAD, c->file, finding_shown(c->v.r->mem, t->rol), str_of(_(role_choices)));
		return;
	}
	c->said[i] = role;
	if (doc->role == ROLE_JUNK || doc->role == ROLE_SIDECAR) {
		if (role != ROLE_WITHHELD)
			say(c, F_SID_NEVER_OUT, c->file, finding_shown(c->v.r->mem, t->bestand), STR_NONE);
		return;
	}
	doc->declared_title = str_dup(c->v.r->mem, t->titel);
	doc->declared_categories = take_categories(c, t->categorie);
	doc->declared_soort = str_dup(c->v.r->mem, t->soort);
	tell_lines(&c->v, c->file, i, &t->lines);
	take_original(c, i, t->origineel);
	if (doc->role == ROLE_PACKAGE)
		return; /* when all files are known */
	doc->role = role;
	if (role == ROLE_WITHHELD)
		say(c, F_SID_WITHHELD, i, STR_NONE, STR_NONE);
}

/* --- archives ---------------------------------------------------------------- */

/* Did document i come out of archive p, however deep?  Junk and what describes the dossier do not count. */
static bool
came_out_of(const struct sidecar *c, size_t i, size_t p)
{
	const struct document *x = &c->v.d->docs[i], *in = &c->v.d->docs[p];

	return x->container.p != NULL && x->role != ROLE_JUNK && x->role != ROLE_SIDECAR &&
	    str_starts(x->path, in->path) && str_starts(str_from(x->path, in->path.n), S("/"));
}

/* Whoever keeps an archive back keeps all of it back. */
static void
withhold_package(struct sidecar *c, size_t p)
{
	struct dossier *d = c->v.d;

	for (size_t i = 0; i < d->ndocs; i++) {
		if (i != p && !came_out_of(c, i, p))
			continue;
		if (c->named[i] && c->said[i] != ROLE_UNKNOWN && c->said[i] != ROLE_WITHHELD)
			say(c, F_SID_PACKAGE_WITHHELD, c->file, finding_shown(c->v.r->mem, d->docs[p].path),
			    finding_shown(c->v.r->mem, d->docs[i].path));
		if (d->docs[i].role != ROLE_WITHHELD)
			say(c, F_SID_WITHHELD, (int)i, STR_NONE, STR_NONE);
		d->docs[i].role = ROLE_WITHHELD;
	}
}

static void
clear_said(struct document *doc)
{
	doc->declared_title = STR_NONE;
	doc->declared_categories = STR_NONE;
	doc->declared_soort = STR_NONE;
	doc->said = (struct statements){ 0 };
}

/* What is said of one file is said of the only file in the archive. */
static void
take_package(struct sidecar *c, size_t p)
{
	struct dossier *d = c->v.d;
	enum doc_role role = c->said[p];
	const struct document said = d->docs[p];
	size_t n = 0, only = 0;

	clear_said(&d->docs[p]);
	if (role == ROLE_WITHHELD) {
		withhold_package(c, p);
		return;
	}
	for (size_t i = 0; i < d->ndocs; i++) {
		if (!came_out_of(c, i, p) || d->docs[i].role == ROLE_PACKAGE)
			continue;
		n++;
		only = i;
		if (role == ROLE_ANNEX && !c->named[i])
			d->docs[i].role = ROLE_ANNEX;
	}
	if (said.declared_title.n == 0 && said.declared_categories.n == 0 && said.declared_soort.n == 0 &&
	    (role == ROLE_UNKNOWN || role == ROLE_ANNEX))
		return;
	if (n != 1 || c->named[only]) {
		say(c, F_SID_PACKAGE, c->file, finding_shown(c->v.r->mem, d->docs[p].path),
		    str_fmt(c->v.r->mem, "%zu", n));
		return;
	}
	c->named[only] = true;
	d->docs[only].role = role;
	d->docs[only].declared_title = said.declared_title;
	d->docs[only].declared_categories = said.declared_categories;
	d->docs[only].declared_soort = said.declared_soort;
	d->docs[only].said = said.said;
}

static void
take_packages(struct sidecar *c)
{
	for (size_t i = 0; i < c->v.d->ndocs; i++) {
		if (c->v.d->docs[i].role == ROLE_PACKAGE && c->named[i])
			take_package(c, i);
	}
}

/* A description in an archive that is not the whole of the dossier: who put it there meant something by it. */
static void
find_strays(struct sidecar *c)
{
	for (size_t i = 0; i < c->v.d->ndocs; i++) {
		const struct document *x = &c->v.d->docs[i];
		struct str name = path_base(x->path);

		if (x->container.p != NULL && document_goes_out(x) &&
		    (str_eq_nocase(name, S("dossier.yaml")) || str_eq_nocase(name, S("dossier.yml"))))
			say(c, F_SID_SIDECAR_INSIDE, (int)i, STR_NONE, STR_NONE);
	}
}

/*
 * When all that was delivered is one archive, dossier.yaml may lie in it: at
 * its top, or in the one folder that everything in it lies in.  The path of
 * that place; absent when there is more, or less.
 */
static struct str
only_archive(const struct sidecar *c)
{
	const struct dossier *d = c->v.d;
	struct str base = STR_NONE, folder = STR_NONE;
	bool flat = false;

	for (size_t i = 0; i < d->ndocs; i++) {
		const struct document *x = &d->docs[i];

		if (x->container.p != NULL || x->role == ROLE_JUNK)
			continue;
		if (x->role != ROLE_PACKAGE || base.p != NULL)
			return STR_NONE;
		base = x->path;
	}
	for (size_t i = 0; i < d->ndocs; i++) {
		struct str rest = str_from(d->docs[i].path, base.n + 1), top;

		if (base.p == NULL || !str_eq(d->docs[i].container, base) || d->docs[i].role == ROLE_JUNK)
			continue;
		flat |= !str_has(rest, '/');
		if (!str_next(&rest, '/', &top))
			continue;
		flat |= folder.p != NULL && !str_eq(folder, top);
		folder = top;
	}
	return base.p == NULL || flat || folder.p == NULL ? base : path_join(c->v.tmp, base, folder);
}

/* --- dossier.yaml -------------------------------------------------------------- */

/* An embargo with an hour: the gate looks at the clock, where a mere day is for describe. */
static bool
take_moment(struct sidecar *c, const struct typed_line *line)
{
	struct date day;
	time_t at;

	if (line->what != SAY_EMBARGO || date_parse(line->text, &day) == 0 || moment_parse(line->text, &at) != 0 ||
	    at <= 0)
		return false;
	c->v.d->declared.not_before = at;
	return true;
}

/* When it is to be taken back, and why: all of it is said, or the dossier waits. */
static void
take_leave(struct sidecar *c, const struct typed_leave *t)
{
	struct leave *l = &c->v.d->declared.leave;
	struct arena *mem = c->v.r->mem;
	const struct term *reason;
	time_t at;

	if (t->op.n == 0 && t->reden.n == 0 && t->toelichting.n == 0 && t->door.n == 0)
		return;
	if (t->op.n == 0 || t->reden.n == 0 || t->toelichting.n == 0 || t->door.n == 0) {
		say(c, F_SID_LEAVE, c->file,
		    str_of(_("zeg ‘op’ (wanneer), ‘reden’, ‘toelichting’ (voor iedereen) en ‘door’ (wie dit besluit)")),
		    STR_NONE);
		return;
	}
	if (moment_parse(t->op, &at) != 0 || at <= 0) {
		say(c, F_SID_DATE_BAD, c->file, finding_shown(mem, t->op), STR_NONE);
		return;
	}
	reason = catalog_named(c->v.job->tools->lists, "redenen", t->reden);
	if (reason == NULL) {
		say(c, F_SID_VALUE_BAD, c->file, finding_shown(mem, t->reden),
		    str_of(_("correctie privacygevoelige gegevens, correctie procedurele fout")));
		return;
	}
	/* One line, since a portal shows it; and no number that nobody screens. */
	if (str_has(t->toelichting, '\n') || str_has(t->door, '\n') || mask_needed(t->toelichting, c->v.tmp) ||
	    mask_needed(t->door, c->v.tmp)) {
		say(c, F_SID_LEAVE, c->file,
		    str_of(_("‘toelichting’ en ‘door’ zijn één regel, zonder burgerservicenummer")), STR_NONE);
		return;
	}
	*l = (struct leave){ .at = at,
		.reason = str_dup(mem, reason->uri),
		.label = str_dup(mem, reason->label),
		.explanation = str_dup(mem, t->toelichting),
		.by = str_dup(mem, t->door) };
}

/* What is said of the dossier is said of all of it, or of its main document. */
static void
take_lines(struct sidecar *c, const struct typed_lines *lines)
{
	struct typed_lines whole = { 0 };

	for (size_t i = 0; i < lines->n; i++) {
		enum say what = lines->v[i].what;
		bool all = what == SAY_ZAAKNUMMER || what == SAY_RESPONSIBLE || what == SAY_CORESPONSIBLE ||
		    what == SAY_SUBJECT || (what >= SAY_NOMINATION && what <= SAY_RETENTION_NOTE);
		struct typed_lines *to = all ? &whole : &c->lines;

		if (take_moment(c, &lines->v[i]))
			continue;
		*PUSH(c->v.tmp, to->v, to->n, to->cap) = lines->v[i];
	}
	tell_lines(&c->v, c->file, DOC_NONE, &whole);
}

/* Without a category of its own it has that of the dossier, if that was said; else that of the main document. */
static void
take_notice(struct sidecar *c, const struct typed_doc *t)
{
	struct str own = take_categories(c, t->categorie);

	tell_notice(&c->v, c->file, t, own.n != 0 ? own : c->categories);
}

static void
take(struct sidecar *c, const struct typed *t)
{
	struct declared *de = &c->v.d->declared;
	struct arena *mem = c->v.r->mem;

	de->kenmerk = str_dup(mem, t->kenmerk);
	de->titel = str_dup(mem, t->titel);
	de->omschrijving = str_dup(mem, t->omschrijving);
	de->zaaktype = str_dup(mem, t->zaaktype);
	de->organisatie = str_dup(mem, t->organisatie);
	de->bron = str_dup(mem, t->bron);
	c->categories = take_categories(c, t->categorie);
	c->soort = str_dup(mem, t->documentsoort);
	if (t->datum.n != 0 && date_parse(t->datum, &de->datum) != 0) {
		de->datum = (struct date){ 0 };
		say(c, F_SID_DATE_BAD, c->file, finding_shown(c->v.r->mem, t->datum), STR_NONE);
	}
	take_release(c, t->vrijgave);
	c->named = NEW(c->v.tmp, bool, c->v.d->ndocs);
	c->said = NEW(c->v.tmp, enum doc_role, c->v.d->ndocs);
	c->redacted = NEW(c->v.tmp, uint32_t, c->v.d->ndocs);
	take_leave(c, &t->leave);
	take_lines(c, &t->lines);
	for (size_t i = 0; i < t->ndocs; i++)
		take_doc(c, &t->docs[i]);
	for (size_t i = 0; i < t->nnotices; i++)
		take_notice(c, &t->notices[i]);
	take_packages(c);
}

/* The sidecar's bytes; 1 when a finding has said why there are none. */
static int
read_bytes(struct sidecar *c, struct str *s_r, struct err *e)
{
	const struct document *doc = &c->v.d->docs[c->file];
	struct yml_fault f = { .line = 0 };
	AUTO_FD fd = -1;

	if ((doc->have_set & A_BIT(A_ORIGINAL)) == 0)
		(void)snprintf(f.text, sizeof f.text, "%s", _("het bestand is niet te lezen"));
	else if (doc->have[A_ORIGINAL].size > SIDECAR_MOST)
		(void)snprintf(f.text, sizeof f.text, _("het bestand is groter dan %zu KiB"), SIDECAR_MOST >> 10);
	else if (job_open(c->v.job, c->file, A_ORIGINAL, &fd, e) != 0 ||
	    fd_read_all(fd, SIDECAR_MOST, c->v.tmp, s_r, e) != 0)
		return -1;
	else
		return 0;
	say_fault(c, &f);
	return 1;
}

/* Look for dossier.yaml directly in this folder; how many there are. */
static size_t
look_in(struct sidecar *c, struct str folder)
{
	size_t n = 0;

	for (size_t i = 0; i < c->v.d->ndocs; i++) {
		struct document *doc = &c->v.d->docs[i];
		struct str name = doc->path;

		if (folder.n != 0 && !(str_starts(name, folder) && str_starts(str_from(name, folder.n), S("/"))))
			continue;
		if (folder.n != 0)
			name = str_from(name, folder.n + 1);
		if (doc->role != ROLE_UNKNOWN ||
		    (!str_eq_nocase(name, S("dossier.yaml")) && !str_eq_nocase(name, S("dossier.yml"))))
			continue;
		doc->role = ROLE_SIDECAR;
		say(c, F_SID_SIDECAR_READ, (int)i, STR_NONE, STR_NONE);
		if (n++ == 0)
			c->file = (int)i;
	}
	return n;
}

/* Find dossier.yaml and give every other file a clean sheet.  Returns how many there are. */
static size_t
find_sidecar(struct sidecar *c)
{
	size_t n;

	for (size_t i = 0; i < c->v.d->ndocs; i++) {
		struct document *doc = &c->v.d->docs[i];

		clear_said(doc);
		doc->redacted = 0;
		if (doc->role != ROLE_JUNK && doc->role != ROLE_PACKAGE)
			doc->role = ROLE_UNKNOWN;
	}
	n = look_in(c, STR_NONE);
	if (n == 0 && (c->base = only_archive(c)).p != NULL)
		n = look_in(c, c->base);
	return n;
}

static int
read_sidecar(struct sidecar *c, struct err *e)
{
	struct yml_fault f = { .line = 0 };
	struct typed t;
	struct str bytes;
	int rc;

	if (find_sidecar(c) > 1) {
		(void)snprintf(f.text, sizeof f.text, "%s", _("er is meer dan één dossier.yaml of dossier.yml"));
		say_fault(c, &f);
		return 0;
	}
	if (c->file == DOC_NONE)
		return 0;
	if ((rc = read_bytes(c, &bytes, e)) != 0)
		return rc < 0 ? -1 : 0;
	if (typed_load(bytes, c->v.tmp, &t, &f) != 0)
		say_fault(c, &f);
	else
		take(c, &t);
	return 0;
}

/* Is there an archive of which nothing came out?  Then that was said, and holds. */
static bool
has_closed_package(const struct dossier *d)
{
	for (size_t p = 0; p < d->ndocs; p++) {
		bool closed = d->docs[p].role == ROLE_PACKAGE;

		for (size_t i = 0; i < d->ndocs && closed; i++)
			closed = !str_eq(d->docs[i].container, d->docs[p].path);
		if (closed)
			return true;
	}
	return false;
}

/* Exactly one main document, declared or guessed; else nobody gets a role that was not declared. */
static void
decide_main(struct sidecar *c)
{
	struct dossier *d = c->v.d;
	size_t going = 0, mains = 0;
	int first = DOC_NONE, guess;

	for (size_t i = 0; i < d->ndocs; i++) {
		going += document_goes_out(&d->docs[i]);
		if (d->docs[i].role != ROLE_MAIN)
			continue;
		if (++mains == 2)
			say(c, F_SID_MAIN_MANY, c->file, finding_shown(c->v.r->mem, d->docs[first].path),
			    finding_shown(c->v.r->mem, d->docs[i].path));
		if (mains == 1)
			first = (int)i;
		else
			d->docs[i].role = ROLE_UNKNOWN;
	}
	if (going == 0 && d->nnotices == 0 && !has_closed_package(d))
		say(c, F_ING_EMPTY_DOSSIER, DOC_NONE, STR_NONE, STR_NONE);
	if (going == 0 || mains > 1) {
		if (mains > 1)
			d->docs[first].role = ROLE_UNKNOWN;
		return;
	}
	guess = mains == 1 ? first : roles_guess_main(d);
	if (guess == DOC_NONE) {
		say(c, F_SID_MAIN_UNKNOWN, DOC_NONE, STR_NONE, STR_NONE);
		return;
	}
	d->docs[guess].role = ROLE_MAIN;
	if (d->docs[guess].declared_categories.n == 0)
		d->docs[guess].declared_categories = c->categories;
	if (d->docs[guess].declared_soort.n == 0)
		d->docs[guess].declared_soort = c->soort;
	tell_lines(&c->v, c->file, guess, &c->lines);
	roles_fill(d);
}

int
sidecar_run(const struct job *job, struct result *r, struct err *e)
{
	struct sidecar c = { .v = { .job = job,
				 .r = r,
				 .d = &r->dossier,
				 .tmp = arena_new("dossier.yaml", WORK_MOST),
				 .about = DOC_NONE },
		.file = DOC_NONE };
	struct dossier *d = c.v.d;
	int rc;

	d->declared = (struct declared){ .vrijgave = RELEASE_UNKNOWN };
	d->said = (struct statements){ 0 };
	d->notices = NULL;
	d->nnotices = 0;
	c.v.keys = NEW(c.v.tmp, struct str, d->ndocs + 1);
	c.v.metadata = NEW(c.v.tmp, enum source, d->ndocs + 1);
	for (size_t i = 0; i < d->ndocs; i++) {
		c.v.keys[i] = visit_key(c.v.tmp, d->docs[i].path);
		c.v.metadata[i] = SOURCE__COUNT;
	}
	rc = read_sidecar(&c, e);
	if (rc == 0)
		rc = readers_run(&c.v, e);
	if (rc == 0) {
		readers_declare(&c.v);
		if (d->declared.vrijgave == RELEASE_UNKNOWN)
			say(&c, F_SID_RELEASE_UNKNOWN, DOC_NONE, STR_NONE, STR_NONE);
		else if (d->declared.vrijgave == RELEASE_NO)
			say(&c, F_SID_RELEASE_NO, DOC_NONE, STR_NONE, STR_NONE);
		find_strays(&c);
		versions_pair(&c.v, c.redacted);
		decide_main(&c);
	}
	arena_free(c.v.tmp);
	return rc;
}
