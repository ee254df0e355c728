/* SPDX-License-Identifier: EUPL-1.2 */
/* keeping.c - bewaren: how long what is at rest stays here, as a person wrote it. */
#include "config/keeping.h"

#include "base/banned.h"

#define TEXT_MOST	100
#define YEAR		12
#define YEARS_MOST	100

const cyaml_schema_field_t keeping_fields[] = {
	CYAML_FIELD_STRING_PTR("verslagen", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_keeping, reports, 1, TEXT_MOST),
	CYAML_FIELD_STRING_PTR("stukken", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_keeping, documents, 1, TEXT_MOST),
	CYAML_FIELD_END
};

static int
read_one(const char *key, const char *text, unsigned *months_r, struct err *e)
{
	static const struct {
		const char *word;
		unsigned months;
	} units[] = { { "maand", 1 }, { "maanden", 1 }, { "jaar", YEAR } };
	struct str rest = str_of(text), number;
	uint64_t n;

	if (text == NULL)
		return 0;
	if (str_next(&rest, ' ', &number) && str_u64(number, &n) == 0 && n >= 1 && n <= YEARS_MOST * YEAR) {
		for (size_t i = 0; i < COUNT(units); i++) {
			if (!str_eq(rest, str_of(units[i].word)) || n * units[i].months > YEARS_MOST * YEAR)
				continue;
			*months_r = (unsigned)n * units[i].months;
			return 0;
		}
	}
	return err_set(e, E_CONFIG, _("‘bewaren’: ‘%s: %s’: schrijf bijvoorbeeld ‘24 maanden’ of ‘5 jaar’"), key, text);
}

int
keeping_read(const struct file_keeping *f, struct keep_for *k, struct err *e)
{
	if (f == NULL)
		return 0;
	return read_one("verslagen", f->reports, &k->reports, e) != 0 ?
	    -1 :
	    read_one("stukken", f->documents, &k->documents, e);
}

/* Whole years back, and then months forward: the same day, or the last of a month that is shorter. */
struct date
keeping_until(unsigned months, time_t now)
{
	unsigned years = (months + YEAR - 1) / YEAR;
	struct date d = date_here(now);

	if (months == 0)
		return (struct date){ 0 };
	d.year -= (int)years;
	if (!date_valid(d))
		d.day--; /* 29 February */
	return date_plus_months(d, years * YEAR - months);
}
