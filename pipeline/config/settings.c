/* SPDX-License-Identifier: EUPL-1.2 */
/* settings.c - woostraat.yaml: where things stand and for whom the street works. */
#include "config/settings.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/yml.h"
#include "config/mailing.h"
#include "config/observe.h"
#include "config/keeping.h"
#include "config/outlets.h"
#include "config/parts.h"
#include "config/recheck.h"
#include "config/value.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)1 << 20)	/* a settings file is typed by a person */
#define TEXT_MOST	1000			/* one value */
#define ORGS_MOST	1000
#define WORKERS_MOST	64
#define SETTLE_S	60			/* default: a copy over the network pauses no longer */
#define SETTLE_MOST	86400
#define PATIENCE_S	900			/* default: a portal that restarts is back by then */
#define PATIENCE_MOST	86400
#define FILE_MOST_MIB	512			/* default ceiling of one delivered file (gate facts 8.1) */
#define FILE_LIMIT_MIB	65536
#define VIRUS_WAIT_S		120			/* default: a scan of 100 MB in many archives takes half of it */
#define VIRUS_WAIT_MOST		600			/* its stage has time for two (stages.def) */
#define SOCKET_MOST		107			/* bytes of a path in struct sockaddr_un, without its NUL */
#define OCR_NAME_MOST	16			/* bytes of the name of a language: chi_sim_vert has 12 */

struct file_archive { char *name, *id, *source; };
struct file_org {
	char		*folder, *name, *namespace, *bundle, *mdto_names, *calendar;
	char		*portal, *kind, *netrc, *token;		/* one place to publish, in short */
	struct file_archive *archive;
	struct file_mail *mail;
	struct file_outlet *portals;
	unsigned	 portals_count;
	char		*intake, *reports;
	struct file_keeping *keeping;
	char		**include;			/* in a file of its own */
	unsigned	 include_count;
};

struct file_scanner { char *socket, *required, *wait; };

struct file {
	char		*intake, *state, *reports, *templates;
	char		*workers, *settle, *patience, *recheck, *max_file_mib, *strict, *ocr, *bundle, *metrics, *language;	/* text: libcyaml takes ‘5m’ for 5 and 010 for 8 */
	struct file_scanner *virusscan;
	struct file_mail *mail;
	struct file_keeping *keeping;
	struct file_org	*organisations;
	unsigned	 organisations_count;
	char		**files;			/* in the place of those: where they stand */
	unsigned	 files_count;
};

#define TEXT(key, type, member, more)	\
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (more), type, member, 1, TEXT_MOST)

static const cyaml_schema_field_t aggregation_fields[] = {
	TEXT("name", struct file_archive, name, 0),
	TEXT("id", struct file_archive, id, 0),
	TEXT("source", struct file_archive, source, 0),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t outlet_value = { CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct file_outlet, outlet_fields) };
static const cyaml_schema_value_t name_value = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TEXT_MOST) };

/* What organisations may share. */
#define SHARED_FIELDS	\
	TEXT("portal", struct file_org, portal, CYAML_FLAG_OPTIONAL),	\
	TEXT("kind", struct file_org, kind, CYAML_FLAG_OPTIONAL),	\
	TEXT("netrc", struct file_org, netrc, CYAML_FLAG_OPTIONAL),	\
	TEXT("token", struct file_org, token, CYAML_FLAG_OPTIONAL),	\
	TEXT("mdto-names", struct file_org, mdto_names, CYAML_FLAG_OPTIONAL),	\
	CYAML_FIELD_MAPPING_PTR("archive", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_org, archive,	\
	    aggregation_fields),	\
	TEXT("bundle", struct file_org, bundle, CYAML_FLAG_OPTIONAL),	\
	TEXT("kalender", struct file_org, calendar, CYAML_FLAG_OPTIONAL),	\
	MAIL_FIELD(struct file_org),	\
	CYAML_FIELD_MAPPING_PTR("bewaren", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_org, keeping, keeping_fields),	\
	CYAML_FIELD_SEQUENCE("portals", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_org, portals,	\
	    &outlet_value, 1, OUTLETS_MOST)

/* What is of one organisation alone. */
#define OWN_FIELDS	\
	TEXT("folder", struct file_org, folder, 0),	\
	TEXT("name", struct file_org, name, 0),	\
	TEXT("namespace", struct file_org, namespace, CYAML_FLAG_OPTIONAL),	\
	TEXT("intake", struct file_org, intake, CYAML_FLAG_OPTIONAL),	\
	TEXT("reports", struct file_org, reports, CYAML_FLAG_OPTIONAL)

#define INCLUDE_FIELD	\
	CYAML_FIELD_SEQUENCE("include", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_org, include,	\
	    &name_value, 1, INCLUDES_MOST)

static const cyaml_schema_field_t org_fields[] = { OWN_FIELDS, SHARED_FIELDS, CYAML_FIELD_END };
static const cyaml_schema_field_t own_fields[] = { OWN_FIELDS, SHARED_FIELDS, INCLUDE_FIELD, CYAML_FIELD_END };
static const cyaml_schema_field_t part_fields[] = { SHARED_FIELDS, INCLUDE_FIELD, CYAML_FIELD_END };
static const cyaml_schema_value_t own_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file_org, own_fields) };
static const cyaml_schema_value_t part_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file_org, part_fields) };
static const cyaml_schema_value_t org_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_org, org_fields) };
static const cyaml_schema_field_t scanner_fields[] = {
	TEXT("socket", struct file_scanner, socket, 0),
	TEXT("eis", struct file_scanner, required, CYAML_FLAG_OPTIONAL),
	TEXT("wacht_s", struct file_scanner, wait, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END
};
#define FILE_FIELDS	\
	MAIL_FIELD(struct file),	\
	TEXT("intake", struct file, intake, 0),	\
	TEXT("state", struct file, state, 0),	\
	TEXT("reports", struct file, reports, 0),	\
	TEXT("templates", struct file, templates, CYAML_FLAG_OPTIONAL),	\
	TEXT("workers", struct file, workers, CYAML_FLAG_OPTIONAL),	\
	TEXT("settle", struct file, settle, CYAML_FLAG_OPTIONAL),	\
	TEXT("patience", struct file, patience, CYAML_FLAG_OPTIONAL),	\
	TEXT("recheck", struct file, recheck, CYAML_FLAG_OPTIONAL),	\
	TEXT("max-file-mib", struct file, max_file_mib, CYAML_FLAG_OPTIONAL),	\
	TEXT("strict", struct file, strict, CYAML_FLAG_OPTIONAL),	\
	TEXT("ocr", struct file, ocr, CYAML_FLAG_OPTIONAL),	\
	TEXT("bundle", struct file, bundle, CYAML_FLAG_OPTIONAL),	\
	TEXT("metrics", struct file, metrics, CYAML_FLAG_OPTIONAL),	\
	CYAML_FIELD_MAPPING_PTR("bewaren", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file, keeping, keeping_fields),	\
	TEXT("language", struct file, language, CYAML_FLAG_OPTIONAL),	\
	CYAML_FIELD_MAPPING_PTR("virusscan", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file, virusscan,	\
	    scanner_fields)

static const cyaml_schema_field_t file_fields[] = {
	FILE_FIELDS,
	CYAML_FIELD_SEQUENCE("organisations", CYAML_FLAG_POINTER, struct file, organisations, &org_value, 1, ORGS_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t file_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields) };
/* The same, where the organisations stand in files of their own. */
static const cyaml_schema_field_t apart_fields[] = {
	FILE_FIELDS,
	CYAML_FIELD_SEQUENCE("organisations", CYAML_FLAG_POINTER, struct file, files, &name_value, 1, ORGS_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t apart_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, apart_fields) };

/* What is read, and where its faults go. */
struct reading {
	const char	*path;		/* of the settings, as it was given */
	struct str	 base;		/* its folder */
	struct str	 file;		/* of an organisation; absent: they stand in path */
	struct str	 key;		/* of the organisation, once it is known */
	struct arena	*mem;
	struct settings	*s;
};

/* text: complete, with its file. */
static void
note(struct reading *r, struct str text)
{
	*PUSH(r->mem, r->s->faults, r->s->nfaults, r->s->faults_cap) =
	    (struct settings_fault){ r->file, r->key, str_dup(r->mem, text) };
}

static void
note_err(struct reading *r, const struct err *e)
{
	note(r, str_fmt(r->mem, "%.*s: %s", STRF(r->file.p != NULL ? r->file : str_of(r->path)), e->msg));
}

static void
note_yml(struct reading *r, struct str file, const struct yml_fault *f)
{
	note(r,
	    f->line == 0 ? str_fmt(r->mem, "%.*s: %s", STRF(file), f->text) :
			   str_fmt(r->mem, _("%.*s, regel %u, kolom %u: %s"), STRF(file), f->line, f->column, f->text));
}

void
settings_default(struct settings *s)
{
	*s = (struct settings){ .file_most = MIB(FILE_MOST_MIB) };
}

/* How MDTO is named, and of what its dossiers are part where they go. */
static int
read_archive(const struct file_org *f, struct arena *mem, struct organisation *o, struct err *e)
{
	const struct file_archive *a = f->archive;

	if (f->mdto_names != NULL && mdto_names_find(str_of(f->mdto_names), &o->mdto_names) != 0)
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘mdto-names: %s’: kies uit extensie, kort en specificatie"), f->folder,
		    f->mdto_names);
	if (a == NULL)
		return 0;
	o->archive = (struct aggregation){ .naam = str_dup(mem, str_trim(str_of(a->name))),
		.kenmerk = str_dup(mem, str_trim(str_of(a->id))),
		.bron = str_dup(mem, str_trim(str_of(a->source))) };
	if (o->archive.naam.n == 0 || o->archive.kenmerk.n == 0 || o->archive.bron.n == 0 ||
	    !utf8_xml(o->archive.naam) || !utf8_xml(o->archive.kenmerk) || !utf8_xml(o->archive.bron))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘archive’: name, id en source zijn gewone tekst en niet leeg"), f->folder);
	return 0;
}

/* What kind of archive; not said: what p_r holds. */
static int
read_pack(const char *text, enum packing *p_r, struct err *e)
{
	if (text != NULL && pack_find(str_of(text), p_r) != 0)
		return err_set(e, E_CONFIG, _("‘bundle: %s’: kies uit zip en tar.zst"), text);
	return 0;
}

/* Where it publishes: one place in short, or a list of them. */
static int
read_outlets(const struct file_org *f, struct str base, struct arena *mem, struct organisation *o, struct err *e)
{
	const struct file_outlet one = { .url = f->portal, .kind = f->kind, .netrc = f->netrc, .token = f->token };
	const struct file_outlet *v = f->portals_count != 0 ? f->portals : &one;

	if ((f->portal != NULL) == (f->portals_count != 0))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: geef ‘portal’, of ‘portals’ met een lijst"), f->folder);
	if (f->portal == NULL && (f->kind != NULL || f->netrc != NULL || f->token != NULL))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: bij ‘portals’ staan ‘kind’, ‘netrc’ en ‘token’ in de lijst, bij hun portaal"),
		    f->folder);
	o->noutlets = f->portals_count != 0 ? f->portals_count : 1;
	o->outlets = NEW(mem, struct outlet, o->noutlets);
	for (size_t i = 0; i < o->noutlets; i++) {
		if (outlet_read(&v[i], base, f->folder, mem, &o->outlets[i], e) != 0)
			return -1;
	}
	return outlets_fit(o, e);
}

/* A path as it really is, where it is there. */
static struct str
real_path(struct arena *mem, struct str path)
{
	char *real = realpath(str_c(mem, path), NULL);
	struct str s = real == NULL ? path : str_dup(mem, str_of(real));

	free(real);
	return s;
}

static struct str
reports_below(struct arena *mem, const struct settings *s, struct str key)
{
	return path_join(mem, path_join(mem, s->reports, S(ORG_REPORTS)), key);
}

/* Its own folders, or those below the folders of all. */
static void
read_places(const struct reading *r, const struct file_org *f, struct organisation *o)
{
	o->intake = f->intake == NULL ? path_join(r->mem, r->s->intake, o->key) :
					real_path(r->mem, settings_path(r->mem, r->base, f->intake));
	o->reports =
	    f->reports == NULL ? reports_below(r->mem, r->s, o->key) : settings_path(r->mem, r->base, f->reports);
}

/* Every fault is noted. */
static void
read_organisation(struct reading *r, const struct file_org *f, struct organisation *o)
{
	struct arena *mem = r->mem;
	struct uuid ns;
	struct err e;

	*o = (struct organisation){ .pack = r->s->pack,
		.keep = r->s->keep,
		.key = str_dup(mem, str_of(f->folder)),
		.tooi = str_dup(mem, str_of(f->name)),
		.ns = str_dup(mem, str_of(f->namespace)),
		.calendar_file = settings_path(mem, r->base, f->calendar),
		.file = r->file };
	if (!path_inside(o->key) || str_has(o->key, '/') || !utf8_xml(o->key)) {
		(void)err_set(&e, E_CONFIG, _("organisatie ‘%s’: ‘folder’ moet de naam van één map zijn"), f->folder);
		note_err(r, &e);
	} else
		r->key = o->key;
	if (!utf8_xml(o->tooi)) {
		(void)err_set(&e, E_CONFIG, _("organisatie ‘%s’: ‘name’ is geen gewone tekst"), f->folder);
		note_err(r, &e);
	}
	if (read_archive(f, mem, o, &e) != 0)
		note_err(r, &e);
	if (o->ns.p != NULL && uuid_parse(o->ns, &ns) != 0) {
		(void)err_set(&e, E_CONFIG, _("organisatie ‘%s’: ‘namespace’ is geen UUID"), f->folder);
		note_err(r, &e);
	}
	if (read_pack(f->bundle, &o->pack, &e) != 0 || keeping_read(f->keeping, &o->keep, &e) != 0) {
		(void)err_wrap(&e, _("organisatie ‘%s’"), f->folder);
		note_err(r, &e);
	}
	if (read_outlets(f, r->base, mem, o, &e) != 0)
		note_err(r, &e);
	if (mailing_read(f->mail, r->base, f->folder, mem, &o->mail, &e) != 0)
		note_err(r, &e);
	read_places(r, f, o);
}

/* --- organisations in files of their own --------------------------------------------- */

/* The first that says something counts: an organisation itself, then what it includes. */
static void
lay_under(struct file_org *own, const struct file_org *part)
{
	if (own->portal == NULL && own->portals_count == 0) {
		own->portal = part->portal;
		own->portals = part->portals;
		own->portals_count = part->portals_count;
	}
	/* These are of ‘portal’ alone: beside a list they would be faults. */
	if (own->portals_count == 0) {
		own->kind = own->kind == NULL ? part->kind : own->kind;
		own->netrc = own->netrc == NULL ? part->netrc : own->netrc;
		own->token = own->token == NULL ? part->token : own->token;
	}
	own->mdto_names = own->mdto_names == NULL ? part->mdto_names : own->mdto_names;
	own->archive = own->archive == NULL ? part->archive : own->archive;
	own->bundle = own->bundle == NULL ? part->bundle : own->bundle;
	own->calendar = own->calendar == NULL ? part->calendar : own->calendar;
	own->mail = own->mail == NULL ? part->mail : own->mail;
	own->keeping = own->keeping == NULL ? part->keeping : own->keeping;
}

/* A file of an organisation, or one that it includes. */
struct part {
	struct str	 name;
	size_t		 from;		/* which of them names it; itself: nobody */
	unsigned	 depth;
	void		*data;		/* struct file_org; NULL: with faults */
};

static void
load_part(struct reading *r, struct part *p)
{
	struct yml_fault fault;
	struct str bytes = STR_NONE;
	struct err e;

	if (part_read(r->base, p->name, FILE_MOST, r->mem, &bytes, &e) != 0)
		note(r, str_fmt(r->mem, "%.*s: %s", STRF(p->name), e.msg));
	else if (yml_load(bytes, p->depth == 0 ? &own_value : &part_value, &p->data, &fault) != 0)
		note_yml(r, p->name, &fault);
	else if (p->data == NULL)
		note(r, str_fmt(r->mem, _("%.*s is leeg"), STRF(p->name)));
	recheck_add(r->s, bytes);
	/* Whose file it is may be known all the same. */
	if (p->data == NULL && p->depth == 0 && bytes.p != NULL)
		r->key = yml_text(bytes, "folder", r->mem);
}

/* May v[at] name this file?  Not one that led to it. */
static bool
may_include(struct reading *r, const struct part *v, size_t at, struct str name)
{
	size_t i = at;

	while (!str_eq(v[i].name, name) && v[i].depth != 0)
		i = v[i].from;
	if (str_eq(v[i].name, name)) {
		note(r, str_fmt(r->mem, _("%.*s: ‘include: %.*s’ leidt naar zichzelf"), STRF(v[at].name), STRF(name)));
		return false;
	}
	if (v[at].depth < INCLUDE_DEPTH)
		return true;
	note(r, str_fmt(r->mem, _("%.*s: ‘include’ in ‘include’, dieper dan %u"), STRF(v[at].name), INCLUDE_DEPTH));
	return false;
}

/*
 * The file of an organisation and all that it includes, in the order in which
 * they count: what a part includes comes after it and before what is beside it.
 */
static size_t
load_parts(struct reading *r, struct part *v)
{
	size_t n = 1;

	v[0] = (struct part){ .name = r->file };
	for (size_t i = 0; i < n; i++) {
		const struct file_org *f;

		load_part(r, &v[i]);
		f = v[i].data;
		for (unsigned k = 0, to = 0; f != NULL && k < f->include_count; k++) {
			struct str name = str_dup(r->mem, str_of(f->include[k]));

			if (!may_include(r, v, i, name))
				continue;
			if (n > INCLUDES_MOST) {
				note(r,
				    str_fmt(r->mem, _("%.*s: ‘include’ noemt samen meer dan %u bestanden"),
					STRF(r->file), INCLUDES_MOST));
				return n;
			}
			to++;
			memmove(&v[i + to + 1], &v[i + to], (n - i - to) * sizeof *v);
			v[i + to] = (struct part){ .name = name, .from = i, .depth = v[i].depth + 1 };
			n++;
		}
	}
	return n;
}

/* An organisation without a fault joins the others. */
static void
read_own_file(struct reading *r, struct str name, size_t *cap)
{
	struct part v[INCLUDES_MOST + 1];
	size_t faults = r->s->nfaults, n;
	struct organisation o = { 0 };
	struct file_org all;

	r->file = name;
	r->key = STR_NONE;
	n = load_parts(r, v);
	if (v[0].data != NULL) {
		all = *(const struct file_org *)v[0].data;
		for (size_t i = 1; i < n; i++) {
			if (v[i].data != NULL)
				lay_under(&all, v[i].data);
		}
		/* Where a part is missing, what is not there may be in it. */
		if (r->s->nfaults == faults || all.portal != NULL || all.portals_count != 0)
			read_organisation(r, &all, &o);
		else
			r->key = str_dup(r->mem, str_of(all.folder));
	}
	for (size_t i = faults; i < r->s->nfaults; i++)
		r->s->faults[i].key = r->key;
	if (r->s->nfaults == faults)
		*PUSH(r->mem, r->s->orgs, r->s->norgs, *cap) = o;
	for (size_t i = 0; i < n; i++)
		yml_free(i == 0 ? &own_value : &part_value, v[i].data);
}

static void
read_own_files(struct reading *r, const struct file *f)
{
	struct str *v, *all = NULL;
	size_t n, nall = 0, all_cap = 0, cap = 0;
	struct err e;

	r->s->in_files = true;
	for (unsigned i = 0; i < f->files_count; i++) {
		struct str name = str_of(f->files[i]);

		if (parts_named(r->base, name, r->mem, &v, &n, &e) != 0) {
			(void)err_wrap(&e, "‘organisations: %.*s’", STRF(name));
			note_err(r, &e);
			continue;
		}
		/* What a list names twice, as a file and within a folder, is one organisation. */
		for (size_t k = 0; k < n; k++) {
			size_t at = 0;

			while (at < nall && !str_eq(all[at], v[k]))
				at++;
			if (at == nall)
				*PUSH(r->mem, all, nall, all_cap) = v[k];
		}
	}
	if (nall > ORGS_MOST) {
		(void)err_set(&e, E_CONFIG, _("‘organisations’: meer dan %d organisaties"), ORGS_MOST);
		note_err(r, &e);
		nall = 0;
	}
	for (size_t i = 0; i < nall; i++)
		read_own_file(r, all[i], &cap);
	r->file = r->key = STR_NONE;
}

/* --- organisations beside each other --------------------------------------------------- */

/* Where an organisation has its folders, as they really are. */
struct place_of {
	const struct organisation *org;
	struct str	 intake, reports;
	bool		 own_intake, own_reports;	/* it says so itself */
};

/* Is a the folder b, or in it? */
static bool
within(struct str a, struct str b)
{
	return str_eq(a, b) || (str_starts(a, b) && (str_ends(b, S("/")) || a.p[b.n] == '/'));
}

static bool
overlap(struct str a, struct str b)
{
	return within(a, b) || within(b, a);
}

/* One site is of one organisation: the lists of another would take its own away. */
static bool
one_site(const struct organisation *a, const struct organisation *b)
{
	for (size_t i = 0; i < a->noutlets * b->noutlets; i++) {
		const struct outlet *at = &a->outlets[i / b->noutlets];

		if (kind_of_outlet(at)->site && outlets_meet(at, &b->outlets[i % b->noutlets]))
			return true;
	}
	return false;
}

/* What two organisations have that only one may have. */
struct clash {
	const char	*words;		/* said of one, without the other; NULL: nothing */
	struct str	 both;		/* the same with their names */
	bool		 a, b;		/* whose fault it is; nobody can say: both */
};

/* What one of them says itself is wrong, not what the other has by itself. */
static void
blame(struct clash *c, bool a_says, bool b_says)
{
	c->a = a_says || !b_says;
	c->b = b_says || !a_says;
}

static struct clash
clash(const struct place_of *x, const struct place_of *y, struct arena *mem)
{
	const struct organisation *a = x->org, *b = y->org;
	struct clash c = { .a = true, .b = true };

	if (str_eq(a->key, b->key)) {
		c.words = _("haar ‘folder’ is ook die van een andere organisatie");
		c.both = str_fmt(mem, _("organisatie ‘%.*s’ staat er twee keer"), STRF(a->key));
	} else if (one_site(a, b) || one_site(b, a)) {
		c.words = _("haar site staat op de plaats van die van een andere organisatie");
		c.both = str_fmt(mem, _("organisaties ‘%.*s’ en ‘%.*s’ hebben hun site op dezelfde plaats"),
		    STRF(a->key), STRF(b->key));
	} else if (overlap(x->intake, y->intake)) {
		c.words = _("haar ‘intake’ is die van een andere organisatie, of ligt daarin of daaromheen");
		c.both = str_fmt(mem, _("organisaties ‘%.*s’ en ‘%.*s’ hebben één intake, of de ene in de andere"),
		    STRF(a->key), STRF(b->key));
		blame(&c, x->own_intake, y->own_intake);
	} else if (overlap(x->reports, y->reports)) {
		c.words = _("haar ‘reports’ is die van een andere organisatie, of ligt daarin of daaromheen");
		c.both = str_fmt(mem, _("organisaties ‘%.*s’ en ‘%.*s’ hebben hun verslagen in één map"), STRF(a->key),
		    STRF(b->key));
		blame(&c, x->own_reports, y->own_reports);
	}
	return c;
}

static struct place_of
place_of(const struct settings *s, const struct organisation *o, struct arena *mem)
{
	return (struct place_of){ .org = o,
		.intake = real_path(mem, o->intake),
		.reports = real_path(mem, o->reports),
		.own_intake = !str_eq(o->intake, path_join(mem, s->intake, o->key)),
		.own_reports = !str_eq(o->reports, reports_below(mem, s, o->key)) };
}

static void
keep_apart(struct reading *r)
{
	struct settings *s = r->s;
	struct place_of *v = NEW(r->mem, struct place_of, s->norgs + 1);
	const char **why = NEW(r->mem, const char *, s->norgs + 1);
	struct str all = real_path(r->mem, s->reports);

	for (size_t i = 0; i < s->norgs; i++) {
		v[i] = place_of(s, &s->orgs[i], r->mem);
		if (within(all, v[i].reports))
			why[i] = _("in haar ‘reports’ staan ook de verslagen van alle organisaties samen");
		for (size_t k = 0; k < i; k++) {
			struct clash c = clash(&v[k], &v[i], r->mem);
			const char *words = c.words == NULL || s->in_files ? c.words : str_c(r->mem, c.both);

			if (words != NULL && c.a)
				why[k] = words;
			if (words != NULL && c.b)
				why[i] = words;
		}
	}
	for (size_t i = 0; i < s->norgs; i++) {
		if (why[i] != NULL && !s->in_files)
			note(r, str_fmt(r->mem, "%s: %s", r->path, why[i]));
	}
	for (size_t i = s->in_files ? s->norgs : 0; i > 0; i--) {
		if (why[i - 1] != NULL)
			settings_leave_out(s, i - 1, str_of(why[i - 1]), r->mem);
	}
}

/* ‘nee’, ‘ja’, or languages as tesseract names them: nld+fry. */
static int
read_ocr(const char *text, struct arena *mem, struct str *ocr_r, struct err *e)
{
	struct str rest = str_of(text), lang;

	*ocr_r = STR_NONE;
	if (text == NULL || str_eq(rest, S("nee")))
		return 0;
	*ocr_r = str_eq(rest, S("ja")) ? S(OCR_LANGUAGE) : str_dup(mem, rest);
	for (rest = *ocr_r; str_next(&rest, '+', &lang);) {
		bool fine = lang.n >= 3 && lang.n <= OCR_NAME_MOST;

		for (size_t i = 0; i < lang.n; i++)
			fine = fine && ((lang.p[i] >= 'a' && lang.p[i] <= 'z') || (i >= 3 && lang.p[i] == '_'));
		if (!fine)
			return err_set(e, E_CONFIG, _("‘ocr: %s’: schrijf nee, ja of talen zoals nld+fry"), text);
	}
	return 0;
}

/* Who looks for viruses.  Who names one and says no more wants every file to be scanned. */
static int
read_scanner(const struct file_scanner *f, struct str base, struct arena *mem, struct settings *s, struct err *e)
{
	if (f == NULL)
		return 0;
	s->virus_wait_s = VIRUS_WAIT_S;
	s->virus_socket = settings_path(mem, base, f->socket);
	if (s->virus_socket.n > SOCKET_MOST)
		return err_set(e, E_CONFIG, _("‘virusscan’: het pad van ‘socket’ is langer dan %d bytes"), SOCKET_MOST);
	if (value_yes("eis", f->required == NULL ? "ja" : f->required, &s->virus_required, e) != 0 ||
	    value_number("wacht_s", f->wait, 1, VIRUS_WAIT_MOST, &s->virus_wait_s, e) != 0)
		return err_wrap(e, "%s", _("‘virusscan’"));
	return 0;
}

static void
read_numbers(struct reading *r, const struct file *f)
{
	struct settings *s = r->s;
	unsigned mib = FILE_MOST_MIB;
	struct err e;

	if (value_number("workers", f->workers, 0, WORKERS_MOST, &s->workers, &e) != 0)
		note_err(r, &e);
	if (value_number("settle", f->settle, 0, SETTLE_MOST, &s->settle_s, &e) != 0)
		note_err(r, &e);
	if (value_number("patience", f->patience, 0, PATIENCE_MOST, &s->patience_s, &e) != 0)
		note_err(r, &e);
	if (value_number("max-file-mib", f->max_file_mib, 1, FILE_LIMIT_MIB, &mib, &e) != 0)
		note_err(r, &e);
	s->file_most = MIB(mib);
}

static void
read_file(struct reading *r, const struct file *f)
{
	struct settings *s = r->s;
	struct err e;

	s->intake = settings_path(r->mem, r->base, f->intake);
	s->state = settings_path(r->mem, r->base, f->state);
	s->reports = settings_path(r->mem, r->base, f->reports);
	s->templates = settings_path(r->mem, r->base, f->templates);
	s->settle_s = SETTLE_S;
	s->patience_s = PATIENCE_S;
	read_numbers(r, f);
	if (value_yes("strict", f->strict, &s->strict, &e) != 0)
		note_err(r, &e);
	if (read_ocr(f->ocr, r->mem, &s->ocr, &e) != 0)
		note_err(r, &e);
	if (value_lang(f->language, &e) != 0)
		note_err(r, &e);
	if (read_pack(f->bundle, &s->pack, &e) != 0)
		note_err(r, &e);
	if (observe_read(f->metrics, r->base, r->mem, s, &e) != 0)
		note_err(r, &e);
	if (keeping_read(f->keeping, &s->keep, &e) != 0 || recheck_read(f->recheck, &s->recheck_d, &e) != 0)
		note_err(r, &e);
	if (read_scanner(f->virusscan, r->base, r->mem, s, &e) != 0)
		note_err(r, &e);
	if (mailing_read(f->mail, r->base, NULL, r->mem, &s->mail, &e) != 0)
		note_err(r, &e);
	if (f->files_count != 0) {
		read_own_files(r, f);
	} else {
		s->norgs = f->organisations_count;
		s->orgs = NEW(r->mem, struct organisation, s->norgs + 1);
		for (size_t i = 0; i < s->norgs; i++) {
			r->key = STR_NONE;
			read_organisation(r, &f->organisations[i], &s->orgs[i]);
		}
		r->key = STR_NONE;
	}
	/* Where a fault stands in this file itself, organisations may be half there. */
	if (f->files_count != 0 || s->nfaults == 0)
		keep_apart(r);
}

void
settings_leave_out(struct settings *s, size_t org, struct str why, struct arena *mem)
{
	const struct organisation *o = &s->orgs[org];

	*PUSH(mem, s->faults, s->nfaults, s->faults_cap) =
	    (struct settings_fault){ o->file, o->key, str_fmt(mem, "%.*s: %.*s", STRF(o->file), STRF(why)) };
	s->norgs--;
	memmove(&s->orgs[org], &s->orgs[org + 1], (s->norgs - org) * sizeof *s->orgs);
}

bool
settings_left_out(const struct settings *s, struct str key)
{
	for (size_t i = 0; i < s->nfaults; i++) {
		if (s->faults[i].key.p != NULL && str_eq(s->faults[i].key, key))
			return settings_organisation(s, key) == NULL;
	}
	return false;
}

static void
load_bytes(struct reading *r, struct str bytes)
{
	const cyaml_schema_value_t *schema = yml_has_texts(bytes, "organisations") ? &apart_value : &file_value;
	struct yml_fault fault;
	void *data;

	if (yml_load(bytes, schema, &data, &fault) != 0)
		note_yml(r, str_of(r->path), &fault);
	else if (data == NULL)
		note(r, str_fmt(r->mem, _("%s is leeg"), r->path));
	else
		read_file(r, data);
	yml_free(schema, data);
}

int
settings_load(const char *path, struct arena *mem, struct settings *s, struct err *e)
{
	struct reading r = { .path = path, .mem = mem, .s = s };
	char *real = realpath(path, NULL);
	struct str bytes;

	settings_default(s);
	if (real == NULL) {
		(void)err_sys(e, E_CONFIG, "%s", path);
		return -1;
	}
	r.base = str_dup(mem, str_of(real));
	free(real);
	r.base.n -= path_base(r.base).n;
	r.base.n -= r.base.n > 1;
	if (file_read(path, FILE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	recheck_add(s, bytes);
	load_bytes(&r, bytes);
	for (size_t i = 0; i < s->nfaults; i++) {
		/* Of an organisation in a file of its own: the others go on. */
		if (s->faults[i].file.p == NULL || s->norgs == 0)
			return err_set(e, E_CONFIG, "%.*s", STRF(s->faults[i].text));
	}
	return 0;
}

struct str
settings_intake(const struct settings *s, const struct organisation *o, struct arena *mem)
{
	return o->intake.p != NULL ? o->intake : path_join(mem, s->intake, o->key);
}

const struct organisation *
settings_organisation(const struct settings *s, struct str key)
{
	for (size_t i = 0; i < s->norgs; i++) {
		if (str_eq(s->orgs[i].key, key))
			return &s->orgs[i];
	}
	return NULL;
}

unsigned
settings_workers(const struct settings *s)
{
	cpu_set_t set;
	int n = 1;

	if (s->workers != 0)
		return s->workers;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > WORKERS_MOST ? WORKERS_MOST : (unsigned)n;
}
