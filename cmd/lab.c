/* SPDX-License-Identifier: EUPL-1.2 */
/* lab.c - what the rules say of labelled documents, counted. */
#include "lab.h"

#include "base/utf8.h"
#include "report/layout.h"
#include "report/table.h"
#include "types.h"

#include "base/spoken.h"

#include "base/banned.h"

#define REASONS_MOST	6		/* rules named of a miss; the JSON has them all */
#define LABEL_COLUMNS	((size_t)33)
#define CANDIDATES_MOST	2
#define NAME_COLUMNS	((size_t)300)

static const struct term *
category_at(const struct lab *l, size_t i)
{
	return catalog_at(l->lists, scheme_list(SCHEME_CATEGORIE), i);
}

static size_t
category_of(const struct lab *l, struct str uri)
{
	for (size_t i = 0; i < l->ncategories; i++) {
		if (str_eq(category_at(l, i)->uri, uri))
			return i;
	}
	return l->ncategories;
}

static size_t
label_of(const struct lab *l, const struct trial *t)
{
	return t->specimen->label == NULL ? l->ncategories : category_of(l, t->specimen->label->uri);
}

/* The chosen one that is the label, else the first that was chosen, else none. */
static const struct class_score *
answer(const struct trial *t)
{
	const struct class_score *first = NULL;

	for (size_t i = 0; i < t->n; i++) {
		if (!t->v[i].chosen)
			continue;
		if (t->specimen->label != NULL && str_eq(t->v[i].uri, t->specimen->label->uri))
			return &t->v[i];
		first = first == NULL ? &t->v[i] : first;
	}
	return first;
}

enum trial_end
trial_end(const struct trial *t)
{
	const struct class_score *a = t->held ? NULL : answer(t);

	if (a == NULL)
		return t->specimen->label == NULL ? TRIAL_RIGHT : TRIAL_OPEN;
	return t->specimen->label != NULL && str_eq(a->uri, t->specimen->label->uri) ? TRIAL_RIGHT : TRIAL_WRONG;
}

void
lab_count(struct lab *l)
{
	size_t width;

	l->ncategories = catalog_size(l->lists, scheme_list(SCHEME_CATEGORIE));
	width = l->ncategories + 1;
	l->row = NEW(l->mem, struct lab_row, width);
	l->matrix = NEW(l->mem, size_t, width * width);
	for (size_t i = 0; i < l->ntrials; i++) {
		const struct trial *t = &l->trials[i];
		const struct class_score *a = t->held ? NULL : answer(t);
		size_t label = label_of(l, t), got = a == NULL ? l->ncategories : category_of(l, a->uri);
		size_t first = a != NULL ? got : t->n == 0 ? l->ncategories : category_of(l, t->v[0].uri);
		enum trial_end end = trial_end(t);

		l->matrix[label * width + got]++;
		l->row[label].n++;
		l->row[label].right += end == TRIAL_RIGHT;
		l->row[label].open += end == TRIAL_OPEN;
		l->row[label].wrong += end == TRIAL_WRONG;
		if (end == TRIAL_WRONG)
			l->row[got].taken++;
		l->row[label].first += first == label;
		if (first != label)
			l->row[first].first_taken++;
	}
}

/* --- measures ---------------------------------------------------------------------------- */

static int
share(size_t part, size_t whole)
{
	return whole == 0 ? -1 : (int)((part * 2000 + whole) / (2 * whole));
}

static int
f1(size_t right, size_t n, size_t taken)
{
	return share(2 * right, n + right + taken);
}

int
lab_precision(const struct lab *l, size_t category)
{
	return share(l->row[category].right, l->row[category].right + l->row[category].taken);
}

int
lab_recall(const struct lab *l, size_t category)
{
	return share(l->row[category].right, l->row[category].n);
}

int
lab_f1(const struct lab *l, size_t category)
{
	return f1(l->row[category].right, l->row[category].n, l->row[category].taken);
}

static int
macro(const struct lab *l, bool first)
{
	size_t sum = 0, n = 0;

	for (size_t i = 0; i < l->ncategories; i++) {
		const struct lab_row *r = &l->row[i];

		if (r->n == 0)
			continue;
		sum += (size_t)(first ? f1(r->first, r->n, r->first_taken) : lab_f1(l, i));
		n++;
	}
	return n == 0 ? -1 : (int)((2 * sum + n) / (2 * n));
}

int
lab_macro_f1(const struct lab *l)
{
	return macro(l, false);
}

int
lab_macro_f1_first(const struct lab *l)
{
	return macro(l, true);
}

int
lab_chosen_precision(const struct lab *l)
{
	size_t right = 0, wrong = 0;

	for (size_t i = 0; i < l->ncategories; i++) {
		right += l->row[i].right;
		wrong += l->row[i].taken;
	}
	return share(right, right + wrong);
}

int
lab_decided(const struct lab *l)
{
	size_t n = 0, open = 0;

	for (size_t i = 0; i < l->ncategories; i++) {
		n += l->row[i].n;
		open += l->row[i].open;
	}
	return share(n - open, n);
}

/* --- showing ------------------------------------------------------------------------------ */

/* "2k"; of the row `geen`: "-". */
static struct str
place(const struct lab *l, size_t i)
{
	return i < l->ncategories ? catalog_place(l->mem, category_at(l, i)) : S("-");
}

static struct str
label_text(const struct lab *l, size_t i)
{
	return i < l->ncategories ? category_at(l, i)->label : str_of(_("geen categorie"));
}

/* "0,93", or "-". */
static struct str
measure(const struct lab *l, int m)
{
	return m < 0 ? S("-") :
		       str_fmt(l->mem, "%d,%02d", m / 1000, (m % 1000 + 5) / 10 > 99 ? 99 : (m % 1000 + 5) / 10);
}

static void
show_categories(const struct lab *l, struct buf *b)
{
	buf_addf(b, "%-3s %-*s %6s %5s %5s %5s %6s %5s\n", "", (int)LABEL_COLUMNS, _("categorie"), _("aantal"),
	    _("goed"), _("open"), _("fout"), _("precis"), _("recall"));
	for (size_t i = 0; i <= l->ncategories; i++) {
		const struct lab_row *r = &l->row[i];
		struct buf name;

		if (r->n == 0 && r->taken == 0)
			continue;
		buf_init(&name, l->mem, LAYOUT_MOST);
		layout_cell(&name, place(l, i), 3);
		layout_cell(&name, layout_cut(l->mem, label_text(l, i), LABEL_COLUMNS), LABEL_COLUMNS);
		buf_addf(b, "%.*s%6zu %5zu %5zu %5zu %6.*s %6.*s\n", STRF(buf_str(&name)), r->n, r->right, r->open,
		    r->wrong, STRF(measure(l, i < l->ncategories ? lab_precision(l, i) : -1)),
		    STRF(measure(l, lab_recall(l, i))));
	}
}

/* Only rows and columns in which something stands. */
static void
show_matrix(const struct lab *l, struct buf *b)
{
	size_t width = l->ncategories + 1;

	buf_addf(b, "\n%s\n    ", _("Verwarring: rij is wat het is, kolom wat de regels kozen (-: niets)"));
	for (size_t k = 0; k < width; k++)
		buf_addf(b, "%4.*s", STRF(place(l, k)));
	buf_addc(b, '\n');
	for (size_t i = 0; i < width; i++) {
		if (l->row[i].n == 0)
			continue;
		buf_addf(b, "%3.*s ", STRF(place(l, i)));
		for (size_t k = 0; k < width; k++) {
			if (l->matrix[i * width + k] == 0)
				buf_addf(b, "%4s", ".");
			else
				buf_addf(b, "%4zu", l->matrix[i * width + k]);
		}
		buf_addc(b, '\n');
	}
}

void
lab_candidate(const struct class_score *c, struct buf *b)
{
	size_t shown = 0;

	buf_addf(b, _("%.*s %d van %d"), STRF(c->label), c->score, c->need);
	for (size_t i = 0; i < c->nreasons; i++) {
		if (c->reasons[i].weight == 0)
			continue;
		if (++shown <= REASONS_MOST)
			buf_addf(
			    b, "%s%.*s %+d", shown == 1 ? " (" : ", ", STRF(c->reasons[i].rule), c->reasons[i].weight);
	}
	buf_addf(b, "%s%s", shown > REASONS_MOST ? ", …" : "", shown == 0 ? "" : ")");
}

static void
show_trial(const struct lab *l, const struct trial *t, struct buf *b)
{
	static const char *const ends[] = {
		[TRIAL_RIGHT] = N_("goed"), [TRIAL_OPEN] = N_("open"), [TRIAL_WRONG] = N_("FOUT")
	};
	struct buf line;

	buf_init(&line, l->mem, LAYOUT_MOST);
	buf_addf(&line, "%.*s (%.*s)",
	    STRF(layout_cut_middle(l->mem, utf8_show(l->mem, t->specimen->name), NAME_COLUMNS)),
	    STRF(place(l, label_of(l, t))));
	layout_wrap(b, buf_str(&line), str_of(_(ends[trial_end(t)])), 5, TABLE_COLUMNS);
	if (!t->read)
		layout_wrap(b, t->why, S(""), 5, TABLE_COLUMNS);
	if (t->held)
		layout_wrap(
		    b, str_of(_("vastgehouden: de regels laten het aan een mens over")), S(""), 5, TABLE_COLUMNS);
	for (size_t i = 0; i < t->n; i++) {
		bool label = t->specimen->label != NULL && str_eq(t->specimen->label->uri, t->v[i].uri);

		if (i >= CANDIDATES_MOST && !t->v[i].chosen && !label)
			continue;
		buf_init(&line, l->mem, LAYOUT_MOST);
		lab_candidate(&t->v[i], &line);
		layout_wrap(b, buf_str(&line), t->v[i].chosen ? S("   > ") : S(""), 5, TABLE_COLUMNS);
	}
}

void
lab_show(const struct lab *l, bool all, struct buf *b)
{
	size_t misses = 0;

	for (size_t i = 0; i < l->ntrials; i++) {
		if (all || trial_end(&l->trials[i]) != TRIAL_RIGHT) {
			show_trial(l, &l->trials[i], b);
			misses++;
		}
	}
	buf_addf(b, "%s", misses == 0 ? "" : "\n");
	show_categories(l, b);
	show_matrix(l, b);
	buf_addf(b,
	    _("\n%zu documenten. Gekozen en goed (precisie): %.*s. Gekozen: %.*s. Macro-F1: %.*s;\n"
	      "van de beste kandidaat, gekozen of niet: %.*s.\n"),
	    l->ntrials, STRF(measure(l, lab_chosen_precision(l))), STRF(measure(l, lab_decided(l))),
	    STRF(measure(l, lab_macro_f1(l))), STRF(measure(l, lab_macro_f1_first(l))));
}

/* --- as JSON -------------------------------------------------------------------------------- */

static json_t *
trial_json(const struct lab *l, const struct trial *t)
{
	static const char *const ends[] = { [TRIAL_RIGHT] = "right", [TRIAL_OPEN] = "open", [TRIAL_WRONG] = "wrong" };
	json_t *j = json_object(), *list = json_array();

	json_put_str(j, "document", utf8_show(l->mem, t->specimen->name));
	json_put_str(j, "label", place(l, label_of(l, t)));
	json_put_str(j, "end", str_of(ends[trial_end(t)]));
	json_put(j, "held", json_boolean(t->held));
	json_put(j, "failed", json_boolean(t->failed));
	if (!t->read)
		json_put_str(j, "why", t->why);
	for (size_t i = 0; i < t->n; i++) {
		const struct class_score *c = &t->v[i];
		json_t *one = json_object(), *rules = json_array();

		json_put_str(one, "category", place(l, category_of(l, c->uri)));
		json_put_str(one, "label", c->label);
		json_put_num(one, "score", c->score);
		json_put_num(one, "need", c->need);
		json_put(one, "chosen", json_boolean(c->chosen));
		for (size_t k = 0; k < c->nreasons; k++) {
			if (c->reasons[k].weight != 0)
				json_push(rules, json_of_str(c->reasons[k].rule));
		}
		json_put(one, "rules", rules);
		json_push(list, one);
	}
	json_put(j, "candidates", list);
	return j;
}

json_t *
lab_json(const struct lab *l)
{
	json_t *j = json_object(), *rows = json_array(), *trials = json_array();

	for (size_t i = 0; i <= l->ncategories; i++) {
		const struct lab_row *r = &l->row[i];
		json_t *one = json_object();

		json_put_str(one, "category", place(l, i));
		json_put_num(one, "documents", (int64_t)r->n);
		json_put_num(one, "right", (int64_t)r->right);
		json_put_num(one, "open", (int64_t)r->open);
		json_put_num(one, "wrong", (int64_t)r->wrong);
		json_put_num(one, "taken", (int64_t)r->taken);
		json_push(rows, one);
	}
	for (size_t i = 0; i < l->ntrials; i++)
		json_push(trials, trial_json(l, &l->trials[i]));
	json_put_num(j, "documents", (int64_t)l->ntrials);
	json_put_num(j, "chosen_precision_permille", lab_chosen_precision(l));
	json_put_num(j, "decided_permille", lab_decided(l));
	json_put_num(j, "macro_f1_permille", lab_macro_f1(l));
	json_put_num(j, "macro_f1_first_permille", lab_macro_f1_first(l));
	json_put(j, "categories", rows);
	json_put(j, "trials", trials);
	return j;
}
