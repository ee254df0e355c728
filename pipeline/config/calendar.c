/* SPDX-License-Identifier: EUPL-1.2 */
/* calendar.c - from which day each informatiecategorie is published, and within which term, as an organisation says it. */
#include "config/calendar.h"

#include "base/fd.h"
#include "base/path.h"
#include "base/yml.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)1 << 20)	/* typed by a person */
#define TEXT_MOST	500
#define CATEGORIES_MOST	100			/* the Woo has 18 */
#define PHASES_MOST	100
#define TERM_MOST	3660u			/* ten years in days */
#define YEAR_MOST	2900			/* so that a term after it is a day still */

struct file_phase { char *from, *stance; };
struct file_category {
	char		*category, *term, *since;
	struct file_phase *phases;
	unsigned	 phases_count;
};
struct file {
	struct file_category *categories;
	unsigned	 categories_count;
};

#define TEXT(key, type, member, more)	\
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (more), type, member, 1, TEXT_MOST)

static const cyaml_schema_field_t phase_fields[] = {
	TEXT("vanaf", struct file_phase, from, 0),
	TEXT("stand", struct file_phase, stance, 0),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t phase_value = { CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct file_phase, phase_fields) };
static const cyaml_schema_field_t category_fields[] = {
	TEXT("categorie", struct file_category, category, 0),
	TEXT("termijn", struct file_category, term, CYAML_FLAG_OPTIONAL),
	TEXT("stukken-vanaf", struct file_category, since, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_SEQUENCE("fasen", CYAML_FLAG_POINTER, struct file_category, phases, &phase_value, 1, PHASES_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t category_value = { CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct file_category, category_fields) };
static const cyaml_schema_field_t file_fields[] = {
	CYAML_FIELD_SEQUENCE(
	    "categorieen", CYAML_FLAG_POINTER, struct file, categories, &category_value, 1, CATEGORIES_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t file_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields) };

static const char *const stances[STANCE__COUNT] = {
	[STANCE_OFF] = "uit", [STANCE_VOLUNTARY] = "vrijwillig", [STANCE_MANDATORY] = "verplicht"
};

const char *
stance_name(enum stance s)
{
	return stances[s];
}

/* --- the file ---------------------------------------------------------------------- */

/* The word up to the next space; false: there is none. */
static bool
word(struct str *rest, struct str *word_r)
{
	*rest = str_trim(*rest);
	if (rest->n == 0 || !str_next(rest, ' ', word_r))
		return false;
	*rest = str_trim(*rest);
	return true;
}

static int
read_unit(struct str s, enum term_unit *unit_r)
{
	static const struct {
		const char *name;
		enum term_unit unit;
	} units[] = { { "dag", TERM_DAYS }, { "dagen", TERM_DAYS }, { "week", TERM_WEEKS }, { "weken", TERM_WEEKS },
		{ "maand", TERM_MONTHS }, { "maanden", TERM_MONTHS } };

	for (size_t i = 0; i < COUNT(units); i++) {
		if (str_eq(s, str_of(units[i].name))) {
			*unit_r = units[i].unit;
			return 0;
		}
	}
	return -1;
}

/* "14 dagen vanaf besluitdatum of datum" */
static int
read_term(struct str typed, struct arena *mem, struct term_rule *t)
{
	struct str rest = typed, w;
	uint64_t n;

	*t = (struct term_rule){ .words = str_dup(mem, str_trim(typed)) };
	if (!word(&rest, &w) || str_u64(w, &n) != 0 || n == 0 || n > TERM_MOST || !word(&rest, &w) ||
	    read_unit(w, &t->unit) != 0 || !word(&rest, &w) || !(str_eq(w, S("vanaf")) || str_eq(w, S("na"))))
		return -1;
	t->n = (unsigned)n;
	for (bool more = true; more;) {
		enum say say;

		if (t->nfrom == COUNT(t->from) || !word(&rest, &w) || say_find(w, &say) != 0 ||
		    say_shape(say) != SHAPE_DAY)
			return -1;
		t->from[t->nfrom++] = say;
		more = word(&rest, &w);
		if (more && !str_eq(w, S("of")))
			return -1;
	}
	return t->unit == TERM_DAYS || t->n <= TERM_MOST / (t->unit == TERM_WEEKS ? 7 : 30) ? 0 : -1;
}

static int
read_phase(const struct file_phase *f, struct scheduled *c, struct err *e)
{
	struct opening *p = &c->phases[c->nphases];
	int stance = str_index(stances, STANCE__COUNT, str_of(f->stance));

	if (date_parse(str_of(f->from), &p->from) != 0)
		return err_set(
		    e, E_CONFIG, _("‘vanaf: %s’: schrijf bijvoorbeeld 2027-01-01 of 1 januari 2027"), f->from);
	if (stance < 0)
		return err_set(e, E_CONFIG, _("‘stand: %s’: kies uit verplicht, vrijwillig en uit"), f->stance);
	p->stance = (enum stance)stance;
	if (c->nphases != 0 && date_cmp(p->from, c->phases[c->nphases - 1].from) <= 0)
		return err_set(e, E_CONFIG, _("‘vanaf: %s’ komt niet na de fase die erboven staat"), f->from);
	c->nphases++;
	return 0;
}

static int
read_category(const struct file_category *f, const struct catalog *lists, struct arena *mem, struct calendar *c,
    struct err *e)
{
	struct scheduled *s = &c->v[c->n];
	const struct term *t = catalog_named(lists, scheme_list(SCHEME_CATEGORIE), str_trim(str_of(f->category)));

	if (t == NULL)
		return err_set(e, E_CONFIG,
		    _("‘categorie: %s’: dit is geen informatiecategorie van de Woo, zoals ‘beschikkingen’ of ‘2k’"),
		    f->category);
	if (calendar_of(c, t->uri) != NULL)
		return err_set(e, E_CONFIG, _("‘categorie: %s’ staat er twee keer"), f->category);
	*s = (struct scheduled){ .uri = str_dup(mem, t->uri),
		.label = str_dup(mem, t->label),
		.phases = NEW(mem, struct opening, f->phases_count) };
	for (unsigned i = 0; i < f->phases_count; i++) {
		if (read_phase(&f->phases[i], s, e) != 0)
			return err_wrap(e, _("‘categorie: %s’"), f->category);
	}
	if (f->term != NULL && read_term(str_of(f->term), mem, &s->term) != 0)
		return err_set(e, E_CONFIG,
		    _("‘categorie: %s’: ‘termijn: %s’: schrijf bijvoorbeeld ‘14 dagen vanaf besluitdatum of datum’"),
		    f->category, f->term);
	if (f->since != NULL && date_parse(str_of(f->since), &s->since) != 0)
		return err_set(
		    e, E_CONFIG, _("‘categorie: %s’: ‘stukken-vanaf: %s’ is geen dag"), f->category, f->since);
	c->n++;
	return 0;
}

int
calendar_load(const char *path, const struct catalog *lists, struct arena *mem, const struct calendar **c_r,
    struct err *e)
{
	struct calendar *c = NEW(mem, struct calendar, 1);
	const struct file *f;
	struct yml_fault fault;
	struct str bytes;
	void *data;
	int rc = 0;

	if (file_read(path, FILE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	if (yml_load(bytes, &file_value, &data, &fault) != 0)
		return err_set(
		    e, E_CONFIG, _("%s, regel %u, kolom %u: %s"), path, fault.line, fault.column, fault.text);
	if (data == NULL)
		return err_set(e, E_CONFIG, _("%s is leeg"), path);
	f = data;
	c->digest = digest_of(bytes);
	c->v = NEW(mem, struct scheduled, f->categories_count);
	for (unsigned i = 0; i < f->categories_count && rc == 0; i++)
		rc = read_category(&f->categories[i], lists, mem, c, e);
	yml_free(&file_value, data);
	*c_r = c;
	return rc == 0 ? 0 : err_wrap(e, "%s", path);
}

int
calendars_load(struct settings *s, const char *templates, struct arena *mem, struct err *e)
{
	struct catalog *lists = NULL;

	for (size_t i = 0; i < s->norgs;) {
		struct organisation *o = &s->orgs[i];

		if (o->calendar_file.n == 0) {
			i++;
			continue;
		}
		if (lists == NULL &&
		    catalog_load(str_c(mem, path_join(mem, str_of(templates), S("lists"))), mem, &lists, e) != 0)
			return -1;
		if (calendar_load(str_c(mem, o->calendar_file), lists, mem, &o->calendar, e) == 0) {
			i++;
			continue;
		}
		(void)err_wrap(e, _("organisatie ‘%.*s’"), STRF(o->key));
		if (e->kind != E_CONFIG || o->file.p == NULL || s->norgs == 1)
			return -1;
		settings_leave_out(s, i, str_of(e->msg), mem);
	}
	return 0;
}

/* --- what it says --------------------------------------------------------------------- */

const struct scheduled *
calendar_of(const struct calendar *c, struct str uri)
{
	for (size_t i = 0; i < c->n; i++) {
		if (str_eq(c->v[i].uri, uri))
			return &c->v[i];
	}
	return NULL;
}

enum stance
calendar_stance(const struct scheduled *s, struct date day)
{
	enum stance now = STANCE_OFF;

	for (size_t i = 0; s != NULL && i < s->nphases && date_cmp(s->phases[i].from, day) <= 0; i++)
		now = s->phases[i].stance;
	return now;
}

struct date
calendar_opens(const struct scheduled *s, struct date day)
{
	if (calendar_stance(s, day) != STANCE_OFF)
		return day;
	for (size_t i = 0; s != NULL && i < s->nphases; i++) {
		if (date_cmp(s->phases[i].from, day) > 0 && s->phases[i].stance != STANCE_OFF)
			return s->phases[i].from;
	}
	return (struct date){ 0 };
}

struct date
calendar_mandatory(const struct scheduled *s)
{
	for (size_t i = 0; i < s->nphases; i++) {
		if (s->phases[i].stance == STANCE_MANDATORY)
			return s->phases[i].from;
	}
	return (struct date){ 0 };
}

struct scheduled
calendar_what_if(const struct scheduled *s, struct date day, struct arena *mem)
{
	struct scheduled r = *s;

	r.phases = NEW(mem, struct opening, s->nphases + 1);
	r.nphases = 0;
	for (size_t i = 0; i < s->nphases && date_cmp(s->phases[i].from, day) < 0; i++)
		r.phases[r.nphases++] = s->phases[i];
	r.phases[r.nphases++] = (struct opening){ day, STANCE_MANDATORY };
	return r;
}

struct days
days_of(const struct dossier *d)
{
	const struct document *m = dossier_main(d);
	const struct statements *said = m != NULL ? &m->said : d->nnotices != 0 ? &d->notices[0].said : NULL;
	const struct record *r = dossier_record(d);
	struct days days = { .v = { { 0 } } };

	for (int what = 0; what < SAY__COUNT; what++) {
		const struct statement *s;

		if (say_shape((enum say)what) != SHAPE_DAY)
			continue;
		s = said == NULL ? NULL : statement_best(said, (enum say)what);
		if (s == NULL)
			s = statement_best(&d->said, (enum say)what);
		if (s != NULL)
			days.v[what] = s->date;
	}
	/* The day that describe chose, whoever said it. */
	if (r == NULL || r->f[MD_CREATIEDATUM].n == 0 ||
	    date_parse(r->f[MD_CREATIEDATUM].v[0].text, &days.v[SAY_DATE]) != 0)
		return days;
	return days;
}

struct date
calendar_due(const struct scheduled *s, const struct days *days, bool *lacks_r)
{
	struct date from = { 0 }, since = { 0 };

	if (lacks_r != NULL)
		*lacks_r = false;
	if (s == NULL || s->term.n == 0)
		return from;
	for (size_t i = 0; i < s->term.nfrom && from.year == 0; i++)
		from = days->v[s->term.from[i]];
	if (from.year == 0 || from.year > YEAR_MOST) {
		if (lacks_r != NULL)
			*lacks_r = true;
		return (struct date){ 0 };
	}
	since = s->since.year != 0 ? s->since : calendar_mandatory(s);
	if (since.year == 0 || date_cmp(from, since) < 0)
		return (struct date){ 0 };
	switch (s->term.unit) {
	case TERM_DAYS:
		return date_plus_days(from, s->term.n);
	case TERM_WEEKS:
		return date_plus_days(from, s->term.n * 7);
	case TERM_MONTHS:
		break;
	}
	return date_plus_months(from, s->term.n);
}

const struct scheduled *
calendar_deciding(const struct calendar *c, const struct str *uris, size_t n, struct date day)
{
	const struct scheduled *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct scheduled *s = calendar_of(c, uris[i]);
		struct date opens = calendar_opens(s, day), before = calendar_opens(best, day);

		if (s == NULL)
			continue;
		if (best == NULL || calendar_stance(s, day) > calendar_stance(best, day) ||
		    (calendar_stance(best, day) == STANCE_OFF && opens.year != 0 &&
			(before.year == 0 || date_cmp(opens, before) < 0)))
			best = s;
	}
	return best;
}
