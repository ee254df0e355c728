/* SPDX-License-Identifier: EUPL-1.2 */
/* sidecar.c - what a person says about the dossier, and what each of its files is. */
#include "sidecar/sidecar.h"

#include <stdio.h>

#include "base/date.h"
#include "base/fd.h"
#include "base/path.h"
#include "config/catalog.h"
#include "proc/tools.h"
#include "sidecar/roles.h"
#include "sidecar/typed.h"

#include "base/banned.h"

#define WORK_MOST	MIB(256)	/* 1 MiB of YAML and the names of ten thousand files, each copied six times */

static const char *const release_choices = N_("ja, nee");
static const char *const role_choices = N_("hoofddocument, bijlage, inventaris, niet publiceren");

struct visit {
	const struct job	*job;
	struct result		*r;
	struct dossier		*d;
	struct arena		*tmp;
	int			 sidecar;	/* index, or DOC_NONE */
	struct str		 base;		/* the archive (and the folder in it) that is all there is; absent: none */
	struct str		*keys;		/* of each path, as file_key makes them */
	struct str		 categories, soort;	/* of the dossier as a whole: those of its main document */
	bool			*named;		/* dossier.yaml names this file */
	enum doc_role		*said;		/* and this is what it calls it */
};

static void
say(struct visit *v, enum finding_code code, int doc, struct str a, struct str b)
{
	finding_add(&v->r->findings, (struct finding){ .code = code, .doc = doc, .arg = { a, b } });
}

static void
say_fault(struct visit *v, const struct yml_fault *f)
{
	struct str place = f->line == 0 ? str_of(_("ergens in het bestand")) :
					  str_fmt(v->r->mem, _("regel %u, kolom %u"), f->line, f->column);

	say(v, F_SID_SYNTAX, v->sidecar, place, finding_shown(v->r->mem, str_of(f->text)));
}

/* Names that people hold for the same: composed and decomposed accents, capitals, either slash. */
static struct str
file_key(struct arena *mem, struct str path)
{
	struct str s = str_lower(mem, typed_nfc(mem, path));
	char *p = arena_alloc(mem, s.n + 1, 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\\' ? '/' : s.p[i];
	return (struct str){ p, s.n };
}

static int
find_path(const struct visit *v, struct str typed)
{
	struct str key;
	int found = DOC_NONE;

	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (str_eq(v->d->docs[i].path, typed))
			return (int)i;
	}
	key = file_key(v->tmp, str_trim(typed));
	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (!str_eq(v->keys[i], key))
			continue;
		if (found != DOC_NONE)
			return DOC_NONE;
		found = (int)i;
	}
	return found;
}

/*
 * The document that dossier.yaml means; DOC_NONE when there is none, or more
 * than one.  Names are compared, never opened: ".." finds nothing.  Beside a
 * dossier.yaml that came out of an archive, names are those in there.
 */
static int
find_file(const struct visit *v, struct str typed)
{
	int i = find_path(v, typed);

	return i != DOC_NONE || v->base.p == NULL ? i : find_path(v, path_join(v->tmp, v->base, str_trim(typed)));
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
take_release(struct visit *v, struct str s)
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
			v->d->declared.vrijgave = words[i].release;
			return;
		}
	}
	say(v, F_SID_VALUE_BAD, v->sidecar, finding_shown(v->r->mem, s), str_of(_(release_choices)));
}

/*
 * "2k, advies": the addresses of those categories, a space between each two.
 * One that is unknown is said, and then nothing was chosen.
 */
static struct str
take_categories(struct visit *v, struct str typed)
{
	struct str rest = typed, one, all = STR_NONE;

	while (typed.n != 0 && str_next(&rest, ',', &one)) {
		const struct term *t =
		    catalog_named(v->job->tools->lists, scheme_list(SCHEME_CATEGORIE), str_trim(one));

		if (t == NULL) {
			say(v, F_SID_VALUE_BAD, v->sidecar, finding_shown(v->r->mem, str_trim(one)),
			    str_of(_("een informatiecategorie van de Woo, zoals ‘beschikkingen’ of ‘2k’")));
			return STR_NONE;
		}
		all = all.n == 0 ? t->uri : str_fmt(v->r->mem, "%.*s %.*s", STRF(all), STRF(t->uri));
	}
	return all;
}

static void
take_doc(struct visit *v, const struct typed_doc *t)
{
	enum doc_role role;
	struct document *doc;
	int i = find_file(v, t->bestand);

	if (i == DOC_NONE) {
		say(v, F_SID_FILE_MISSING, v->sidecar, finding_shown(v->r->mem, t->bestand), STR_NONE);
		return;
	}
	if (v->named[i]) {
		say(v, F_SID_FILE_TWICE, v->sidecar, finding_shown(v->r->mem, t->bestand), STR_NONE);
		return;
	}
	v->named[i] = true;
	doc = &v->d->docs[i];
	if (role_typed(t->rol, &role) != 0) {
		say(v, F_SID_VALUE_BAD, v->sidecar, finding_shown(v->r->mem, t->rol), str_of(_(role_choices)));
		return;
	}
	v->said[i] = role;
	if (doc->role == ROLE_JUNK || doc->role == ROLE_SIDECAR) {
		if (role != ROLE_WITHHELD)
			say(v, F_SID_NEVER_OUT, v->sidecar, finding_shown(v->r->mem, t->bestand), STR_NONE);
		return;
	}
	doc->declared_title = str_dup(v->r->mem, t->titel);
	doc->declared_categories = take_categories(v, t->categorie);
	doc->declared_soort = str_dup(v->r->mem, t->soort);
	if (doc->role == ROLE_PACKAGE)
		return; /* when all files are known */
	doc->role = role;
	if (role == ROLE_WITHHELD)
		say(v, F_SID_WITHHELD, i, STR_NONE, STR_NONE);
}

/* --- archives ---------------------------------------------------------------- */

/* Did document i come out of archive p, however deep?  Junk and what describes the dossier do not count. */
static bool
came_out_of(const struct visit *v, size_t i, size_t p)
{
	const struct document *x = &v->d->docs[i], *in = &v->d->docs[p];

	return x->container.p != NULL && x->role != ROLE_JUNK && x->role != ROLE_SIDECAR &&
	    str_starts(x->path, in->path) && str_starts(str_from(x->path, in->path.n), S("/"));
}

/* Whoever keeps an archive back keeps all of it back. */
static void
withhold_package(struct visit *v, size_t p)
{
	struct dossier *d = v->d;

	for (size_t i = 0; i < d->ndocs; i++) {
		if (i != p && !came_out_of(v, i, p))
			continue;
		if (v->named[i] && v->said[i] != ROLE_UNKNOWN && v->said[i] != ROLE_WITHHELD)
			say(v, F_SID_PACKAGE_WITHHELD, v->sidecar, finding_shown(v->r->mem, d->docs[p].path),
			    finding_shown(v->r->mem, d->docs[i].path));
		if (d->docs[i].role != ROLE_WITHHELD)
			say(v, F_SID_WITHHELD, (int)i, STR_NONE, STR_NONE);
		d->docs[i].role = ROLE_WITHHELD;
	}
}

static void
clear_said(struct document *doc)
{
	doc->declared_title = STR_NONE;
	doc->declared_categories = STR_NONE;
	doc->declared_soort = STR_NONE;
}

/* What is said of one file is said of the only file in the archive. */
static void
take_package(struct visit *v, size_t p)
{
	struct dossier *d = v->d;
	enum doc_role role = v->said[p];
	const struct document said = d->docs[p];
	size_t n = 0, only = 0;

	clear_said(&d->docs[p]);
	if (role == ROLE_WITHHELD) {
		withhold_package(v, p);
		return;
	}
	for (size_t i = 0; i < d->ndocs; i++) {
		if (!came_out_of(v, i, p) || d->docs[i].role == ROLE_PACKAGE)
			continue;
		n++;
		only = i;
		if (role == ROLE_ANNEX && !v->named[i])
			d->docs[i].role = ROLE_ANNEX;
	}
	if (said.declared_title.n == 0 && said.declared_categories.n == 0 && said.declared_soort.n == 0 &&
	    (role == ROLE_UNKNOWN || role == ROLE_ANNEX))
		return;
	if (n != 1 || v->named[only]) {
		say(v, F_SID_PACKAGE, v->sidecar, finding_shown(v->r->mem, d->docs[p].path),
		    str_fmt(v->r->mem, "%zu", n));
		return;
	}
	v->named[only] = true;
	d->docs[only].role = role;
	d->docs[only].declared_title = said.declared_title;
	d->docs[only].declared_categories = said.declared_categories;
	d->docs[only].declared_soort = said.declared_soort;
}

static void
take_packages(struct visit *v)
{
	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (v->d->docs[i].role == ROLE_PACKAGE && v->named[i])
			take_package(v, i);
	}
}

/* A description in an archive that is not the whole of the dossier: who put it there meant something by it. */
static void
find_strays(struct visit *v)
{
	for (size_t i = 0; i < v->d->ndocs; i++) {
		const struct document *x = &v->d->docs[i];
		struct str name = path_base(x->path);

		if (x->container.p != NULL && document_goes_out(x) &&
		    (str_eq_nocase(name, S("dossier.yaml")) || str_eq_nocase(name, S("dossier.yml"))))
			say(v, F_SID_SIDECAR_INSIDE, (int)i, STR_NONE, STR_NONE);
	}
}

/*
 * When all that was delivered is one archive, dossier.yaml may lie in it: at
 * its top, or in the one folder that everything in it lies in.  The path of
 * that place; absent when there is more, or less.
 */
static struct str
only_archive(const struct visit *v)
{
	const struct dossier *d = v->d;
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
	return base.p == NULL || flat || folder.p == NULL ? base : path_join(v->tmp, base, folder);
}

/* --- dossier.yaml -------------------------------------------------------------- */

static void
take(struct visit *v, const struct typed *t)
{
	struct declared *de = &v->d->declared;
	struct arena *mem = v->r->mem;

	de->kenmerk = str_dup(mem, t->kenmerk);
	de->titel = str_dup(mem, t->titel);
	de->omschrijving = str_dup(mem, t->omschrijving);
	de->zaaktype = str_dup(mem, t->zaaktype);
	de->organisatie = str_dup(mem, t->organisatie);
	de->bron = str_dup(mem, t->bron);
	v->categories = take_categories(v, t->categorie);
	v->soort = str_dup(mem, t->documentsoort);
	if (t->datum.n != 0 && date_parse(t->datum, &de->datum) != 0) {
		de->datum = (struct date){ 0 };
		say(v, F_SID_DATE_BAD, v->sidecar, finding_shown(v->r->mem, t->datum), STR_NONE);
	}
	take_release(v, t->vrijgave);
	v->keys = NEW(v->tmp, struct str, v->d->ndocs);
	v->named = NEW(v->tmp, bool, v->d->ndocs);
	v->said = NEW(v->tmp, enum doc_role, v->d->ndocs);
	for (size_t i = 0; i < v->d->ndocs; i++)
		v->keys[i] = file_key(v->tmp, v->d->docs[i].path);
	for (size_t i = 0; i < t->ndocs; i++)
		take_doc(v, &t->docs[i]);
	take_packages(v);
}

/* The sidecar's bytes; 1 when a finding has said why there are none. */
static int
read_bytes(struct visit *v, struct str *s_r, struct err *e)
{
	const struct document *doc = &v->d->docs[v->sidecar];
	struct yml_fault f = { .line = 0 };
	AUTO_FD fd = -1;

	if ((doc->have_set & A_BIT(A_ORIGINAL)) == 0)
		(void)snprintf(f.text, sizeof f.text, "%s", _("het bestand is niet te lezen"));
	else if (doc->have[A_ORIGINAL].size > SIDECAR_MOST)
		(void)snprintf(f.text, sizeof f.text, _("het bestand is groter dan %zu KiB"), SIDECAR_MOST >> 10);
	else if (job_open(v->job, v->sidecar, A_ORIGINAL, &fd, e) != 0 ||
	    fd_read_all(fd, SIDECAR_MOST, v->tmp, s_r, e) != 0)
		return -1;
	else
		return 0;
	say_fault(v, &f);
	return 1;
}

/* Look for dossier.yaml directly in this folder; how many there are. */
static size_t
look_in(struct visit *v, struct str folder)
{
	size_t n = 0;

	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct document *doc = &v->d->docs[i];
		struct str name = doc->path;

		if (folder.n != 0 && !(str_starts(name, folder) && str_starts(str_from(name, folder.n), S("/"))))
			continue;
		if (folder.n != 0)
			name = str_from(name, folder.n + 1);
		if (doc->role != ROLE_UNKNOWN ||
		    (!str_eq_nocase(name, S("dossier.yaml")) && !str_eq_nocase(name, S("dossier.yml"))))
			continue;
		doc->role = ROLE_SIDECAR;
		say(v, F_SID_SIDECAR_READ, (int)i, STR_NONE, STR_NONE);
		if (n++ == 0)
			v->sidecar = (int)i;
	}
	return n;
}

/* Find dossier.yaml and give every other file a clean sheet.  Returns how many there are. */
static size_t
find_sidecar(struct visit *v)
{
	size_t n;

	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct document *doc = &v->d->docs[i];

		clear_said(doc);
		if (doc->role != ROLE_JUNK && doc->role != ROLE_PACKAGE)
			doc->role = ROLE_UNKNOWN;
	}
	n = look_in(v, STR_NONE);
	if (n == 0 && (v->base = only_archive(v)).p != NULL)
		n = look_in(v, v->base);
	return n;
}

static int
read_sidecar(struct visit *v, struct err *e)
{
	struct yml_fault f = { .line = 0 };
	struct typed t;
	struct str bytes;
	int rc;

	if (find_sidecar(v) > 1) {
		(void)snprintf(f.text, sizeof f.text, "%s", _("er is meer dan één dossier.yaml of dossier.yml"));
		say_fault(v, &f);
		return 0;
	}
	if (v->sidecar == DOC_NONE)
		return 0;
	if ((rc = read_bytes(v, &bytes, e)) != 0)
		return rc < 0 ? -1 : 0;
	if (typed_load(bytes, v->tmp, &t, &f) != 0)
		say_fault(v, &f);
	else
		take(v, &t);
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
decide_main(struct visit *v)
{
	struct dossier *d = v->d;
	size_t going = 0, mains = 0;
	int first = DOC_NONE, guess;

	for (size_t i = 0; i < d->ndocs; i++) {
		going += document_goes_out(&d->docs[i]);
		if (d->docs[i].role != ROLE_MAIN)
			continue;
		if (++mains == 2)
			say(v, F_SID_MAIN_MANY, v->sidecar, finding_shown(v->r->mem, d->docs[first].path),
			    finding_shown(v->r->mem, d->docs[i].path));
		if (mains == 1)
			first = (int)i;
		else
			d->docs[i].role = ROLE_UNKNOWN;
	}
	if (going == 0 && !has_closed_package(d))
		say(v, F_ING_EMPTY_DOSSIER, DOC_NONE, STR_NONE, STR_NONE);
	if (going == 0 || mains > 1) {
		if (mains > 1)
			d->docs[first].role = ROLE_UNKNOWN;
		return;
	}
	guess = mains == 1 ? first : roles_guess_main(d);
	if (guess == DOC_NONE) {
		say(v, F_SID_MAIN_UNKNOWN, DOC_NONE, STR_NONE, STR_NONE);
		return;
	}
	d->docs[guess].role = ROLE_MAIN;
	if (d->docs[guess].declared_categories.n == 0)
		d->docs[guess].declared_categories = v->categories;
	if (d->docs[guess].declared_soort.n == 0)
		d->docs[guess].declared_soort = v->soort;
	roles_fill(d);
}

int
sidecar_run(const struct job *job, struct result *r, struct err *e)
{
	struct visit v = {
		.job = job, .r = r, .d = &r->dossier, .tmp = arena_new("dossier.yaml", WORK_MOST), .sidecar = DOC_NONE
	};
	int rc;

	v.d->declared = (struct declared){ .vrijgave = RELEASE_UNKNOWN };
	rc = read_sidecar(&v, e);
	if (rc == 0) {
		if (v.d->declared.vrijgave == RELEASE_UNKNOWN)
			say(&v, F_SID_RELEASE_UNKNOWN, DOC_NONE, STR_NONE, STR_NONE);
		else if (v.d->declared.vrijgave == RELEASE_NO)
			say(&v, F_SID_RELEASE_NO, DOC_NONE, STR_NONE, STR_NONE);
		find_strays(&v);
		decide_main(&v);
	}
	arena_free(v.tmp);
	return rc;
}
