/* SPDX-License-Identifier: EUPL-1.2 */
/* settings.c - woostraat.yaml: where things stand and for whom the street works. */
#include "config/settings.h"

#include <sched.h>
#include <stdlib.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/yml.h"
#include "config/outlets.h"
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
	struct file_outlet *portals;
	unsigned	 portals_count;
};

struct file_scanner { char *socket, *required, *wait; };

struct file {
	char		*intake, *state, *reports, *templates;
	char		*workers, *settle, *patience, *max_file_mib, *strict, *ocr, *bundle;	/* text: libcyaml takes ‘5m’ for 5 and 010 for 8 */
	struct file_scanner *virusscan;
	struct file_org	*organisations;
	unsigned	 organisations_count;
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
static const cyaml_schema_field_t org_fields[] = {
	TEXT("folder", struct file_org, folder, 0),
	TEXT("name", struct file_org, name, 0),
	TEXT("namespace", struct file_org, namespace, CYAML_FLAG_OPTIONAL),
	TEXT("portal", struct file_org, portal, CYAML_FLAG_OPTIONAL),
	TEXT("kind", struct file_org, kind, CYAML_FLAG_OPTIONAL),
	TEXT("netrc", struct file_org, netrc, CYAML_FLAG_OPTIONAL),
	TEXT("token", struct file_org, token, CYAML_FLAG_OPTIONAL),
	TEXT("mdto-names", struct file_org, mdto_names, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_MAPPING_PTR(
	    "archive", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_org, archive, aggregation_fields),
	TEXT("bundle", struct file_org, bundle, CYAML_FLAG_OPTIONAL),
	TEXT("kalender", struct file_org, calendar, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_SEQUENCE("portals", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_org, portals, &outlet_value, 1,
	    OUTLETS_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t org_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_org, org_fields) };
static const cyaml_schema_field_t scanner_fields[] = {
	TEXT("socket", struct file_scanner, socket, 0),
	TEXT("eis", struct file_scanner, required, CYAML_FLAG_OPTIONAL),
	TEXT("wacht_s", struct file_scanner, wait, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END
};
static const cyaml_schema_field_t file_fields[] = {
	TEXT("intake", struct file, intake, 0),
	TEXT("state", struct file, state, 0),
	TEXT("reports", struct file, reports, 0),
	TEXT("templates", struct file, templates, CYAML_FLAG_OPTIONAL),
	TEXT("workers", struct file, workers, CYAML_FLAG_OPTIONAL),
	TEXT("settle", struct file, settle, CYAML_FLAG_OPTIONAL),
	TEXT("patience", struct file, patience, CYAML_FLAG_OPTIONAL),
	TEXT("max-file-mib", struct file, max_file_mib, CYAML_FLAG_OPTIONAL),
	TEXT("strict", struct file, strict, CYAML_FLAG_OPTIONAL),
	TEXT("ocr", struct file, ocr, CYAML_FLAG_OPTIONAL),
	TEXT("bundle", struct file, bundle, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_MAPPING_PTR(
	    "virusscan", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file, virusscan, scanner_fields),
	CYAML_FIELD_SEQUENCE("organisations", CYAML_FLAG_POINTER, struct file, organisations, &org_value, 1, ORGS_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t file_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields) };

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

static int
read_organisation(const struct file_org *f, struct str base, struct arena *mem, struct organisation *o, struct err *e)
{
	struct uuid ns;

	*o = (struct organisation){ .pack = o->pack,
		.key = str_dup(mem, str_of(f->folder)),
		.tooi = str_dup(mem, str_of(f->name)),
		.ns = str_dup(mem, str_of(f->namespace)),
		.calendar_file = settings_path(mem, base, f->calendar) };
	if (!path_inside(o->key) || str_has(o->key, '/') || !utf8_xml(o->key))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘folder’ moet de naam van één map zijn"), f->folder);
	if (!utf8_xml(o->tooi))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘name’ is geen gewone tekst"), f->folder);
	if (read_archive(f, mem, o, e) != 0)
		return -1;
	if (o->ns.p != NULL && uuid_parse(o->ns, &ns) != 0)
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘namespace’ is geen UUID"), f->folder);
	if (read_pack(f->bundle, &o->pack, e) != 0)
		return err_wrap(e, _("organisatie ‘%s’"), f->folder);
	return read_outlets(f, base, mem, o, e);
}

/* One site is of one organisation: the lists of another would take its own away. */
static int
sites_apart(const struct settings *s, const struct organisation *o, struct err *e)
{
	for (const struct organisation *k = s->orgs; k < o; k++) {
		for (size_t i = 0; i < o->noutlets * k->noutlets; i++) {
			const struct outlet *at = &o->outlets[i / k->noutlets];

			if (kind_of_outlet(at)->site && outlets_meet(at, &k->outlets[i % k->noutlets]))
				return err_set(e, E_CONFIG,
				    _("organisaties ‘%.*s’ en ‘%.*s’ hebben hun site op dezelfde plaats"), STRF(k->key),
				    STRF(o->key));
		}
	}
	return 0;
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

static int
read_numbers(const struct file *f, struct settings *s, struct err *e)
{
	unsigned mib = FILE_MOST_MIB;

	if (value_number("workers", f->workers, 0, WORKERS_MOST, &s->workers, e) != 0 ||
	    value_number("settle", f->settle, 0, SETTLE_MOST, &s->settle_s, e) != 0 ||
	    value_number("patience", f->patience, 0, PATIENCE_MOST, &s->patience_s, e) != 0 ||
	    value_number("max-file-mib", f->max_file_mib, 1, FILE_LIMIT_MIB, &mib, e) != 0)
		return -1;
	s->file_most = MIB(mib);
	return 0;
}

static int
read_file(const struct file *f, struct str base, struct arena *mem, struct settings *s, struct err *e)
{
	s->intake = settings_path(mem, base, f->intake);
	s->state = settings_path(mem, base, f->state);
	s->reports = settings_path(mem, base, f->reports);
	s->templates = settings_path(mem, base, f->templates);
	s->settle_s = SETTLE_S;
	s->patience_s = PATIENCE_S;
	if (read_numbers(f, s, e) != 0 || value_yes("strict", f->strict, &s->strict, e) != 0 ||
	    read_ocr(f->ocr, mem, &s->ocr, e) != 0 || read_pack(f->bundle, &s->pack, e) != 0 ||
	    read_scanner(f->virusscan, base, mem, s, e) != 0)
		return -1;
	s->norgs = f->organisations_count;
	s->orgs = NEW(mem, struct organisation, s->norgs + 1);
	for (size_t i = 0; i < s->norgs; i++) {
		s->orgs[i].pack = s->pack;
		if (read_organisation(&f->organisations[i], base, mem, &s->orgs[i], e) != 0)
			return -1;
		for (size_t k = 0; k < i; k++) {
			if (str_eq(s->orgs[k].key, s->orgs[i].key))
				return err_set(
				    e, E_CONFIG, _("organisatie ‘%s’ staat er twee keer"), f->organisations[i].folder);
		}
		if (sites_apart(s, &s->orgs[i], e) != 0)
			return -1;
	}
	return 0;
}

int
settings_load(const char *path, struct arena *mem, struct settings *s, struct err *e)
{
	char *real = realpath(path, NULL);
	struct yml_fault fault;
	struct str bytes, base;
	void *data;
	int rc;

	settings_default(s);
	if (real == NULL) {
		(void)err_sys(e, E_CONFIG, "%s", path);
		return -1;
	}
	base = str_dup(mem, str_of(real));
	free(real);
	base.n -= path_base(base).n;
	base.n -= base.n > 1;
	if (file_read(path, FILE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	rc = yml_load(bytes, &file_value, &data, &fault);
	if (rc != 0 && fault.line == 0)
		return err_set(e, E_CONFIG, "%s: %s", path, fault.text);
	if (rc != 0)
		return err_set(
		    e, E_CONFIG, _("%s, regel %u, kolom %u: %s"), path, fault.line, fault.column, fault.text);
	if (data == NULL)
		return err_set(e, E_CONFIG, _("%s is leeg"), path);
	rc = read_file(data, base, mem, s, e);
	yml_free(&file_value, data);
	return rc == 0 ? 0 : err_wrap(e, "%s", path);
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
