/* SPDX-License-Identifier: EUPL-1.2 */
/* rule_file.c - a file of rules as it was typed: its shape is right, its meaning not yet looked at. */
#include "classify/rule_file.h"

#include "base/fd.h"
#include "base/utf8.h"
#include "base/yml.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)4 << 20)	/* bytes of one file of rules */
#define RULES_MOST	2000		/* of one file */
#define PARTS_MOST	200
#define SIGNS_MOST	20		/* that one rule asks for */
#define EXAMPLES_MOST	50			/* of one rule, of each kind */
#define EXAMPLE_MOST	4000			/* bytes */

#define NEED		CYAML_FLAG_POINTER
#define MAY		(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

/* CYAML's own bool takes any other word for yes. */
static const cyaml_strval_t y_yes_no[] = {
	{ "ja", 1 }, { "nee", 0 }, { "true", 1 }, { "false", 0 }, { "yes", 1 }, { "no", 0 },
};
static const cyaml_schema_value_t y_example = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, EXAMPLE_MOST),
};
static const cyaml_schema_value_t y_name = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 200),
};
static const cyaml_schema_field_t y_part_fields[] = {
	CYAML_FIELD_STRING_PTR("name", NEED, struct y_part, name, 1, 40),
	CYAML_FIELD_STRING_PTR("pattern", NEED, struct y_part, pattern, 1, 2000),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_part = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_part, y_part_fields),
};
static const cyaml_schema_field_t y_threshold_fields[] = {
	CYAML_FIELD_STRING_PTR("value", NEED, struct y_threshold, value, 1, 200),
	CYAML_FIELD_INT("threshold", CYAML_FLAG_DEFAULT, struct y_threshold, threshold),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_threshold = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_threshold, y_threshold_fields),
};
static const cyaml_schema_field_t y_pair_fields[] = {
	CYAML_FIELD_SEQUENCE("values", NEED, struct y_pair, values, &y_name, 2, 2),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_pair = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_pair, y_pair_fields),
};
/* yes and no are needed too, but their absence is said with the rule's id. */
#define TEST_FIELDS \
	CYAML_FIELD_STRING_PTR("id", NEED, struct y_rule, id, 1, 40), \
	CYAML_FIELD_STRING_PTR("field", NEED, struct y_rule, field, 1, 40), \
	CYAML_FIELD_STRING_PTR("part", MAY, struct y_rule, part, 1, 40), \
	CYAML_FIELD_STRING_PTR("pattern", NEED, struct y_rule, pattern, 1, 2000), \
	CYAML_FIELD_UINT("least", CYAML_FLAG_OPTIONAL, struct y_rule, least), \
	CYAML_FIELD_STRING_PTR("note", MAY, struct y_rule, note, 0, 1000), \
	CYAML_FIELD_SEQUENCE("yes", MAY, struct y_rule, yes, &y_example, 0, EXAMPLES_MOST), \
	CYAML_FIELD_SEQUENCE("no", MAY, struct y_rule, no, &y_example, 0, EXAMPLES_MOST)
static const cyaml_schema_field_t y_sign_fields[] = {
	TEST_FIELDS,
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_sign = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_rule, y_sign_fields),
};
static const cyaml_schema_field_t y_rule_fields[] = {
	TEST_FIELDS,
	CYAML_FIELD_STRING_PTR("value", MAY, struct y_rule, value, 1, 200),
	CYAML_FIELD_INT("weight", CYAML_FLAG_DEFAULT, struct y_rule, weight),
	CYAML_FIELD_ENUM("hold", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, struct y_rule, hold, y_yes_no,
	    CYAML_ARRAY_LEN(y_yes_no)),
	CYAML_FIELD_SEQUENCE("needs", MAY, struct y_rule, needs, &y_name, 0, SIGNS_MOST),
	CYAML_FIELD_SEQUENCE("unless", MAY, struct y_rule, unless, &y_name, 0, SIGNS_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_rule = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_rule, y_rule_fields),
};
static const cyaml_schema_field_t y_file_fields[] = {
	CYAML_FIELD_INT("version", CYAML_FLAG_DEFAULT, struct y_file, version),
	CYAML_FIELD_STRING_PTR("name", NEED, struct y_file, name, 1, 200),
	CYAML_FIELD_STRING_PTR("list", MAY, struct y_file, list, 1, 40),
	CYAML_FIELD_STRING_PTR("value", MAY, struct y_file, value, 1, 200),
	CYAML_FIELD_STRING_PTR("not_of", MAY, struct y_file, not_of, 1, 40),
	CYAML_FIELD_INT("threshold", CYAML_FLAG_OPTIONAL, struct y_file, threshold),
	CYAML_FIELD_INT("margin", CYAML_FLAG_OPTIONAL, struct y_file, margin),
	CYAML_FIELD_SEQUENCE("off", MAY, struct y_file, off, &y_name, 0, RULES_MOST),
	CYAML_FIELD_SEQUENCE("patterns", MAY, struct y_file, patterns, &y_part, 0, PARTS_MOST),
	CYAML_FIELD_SEQUENCE("thresholds", MAY, struct y_file, thresholds, &y_threshold, 0, 200),
	CYAML_FIELD_SEQUENCE("together", MAY, struct y_file, together, &y_pair, 0, 100),
	CYAML_FIELD_SEQUENCE("signs", MAY, struct y_file, signs, &y_sign, 0, RULES_MOST),
	CYAML_FIELD_SEQUENCE("rules", MAY, struct y_file, rules, &y_rule, 0, RULES_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_file = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct y_file, y_file_fields),
};

int
rule_file_load(const char *path, struct arena *mem, struct str *bytes_r, struct y_file **y_r, struct err *e)
{
	struct yml_fault f;
	void *y;

	if (file_read(path, FILE_MOST, mem, bytes_r, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, _("het regelbestand %s is niet te lezen"), path);
	}
	if (!utf8_valid(*bytes_r))
		return err_set(e, E_CONFIG, _("%s: dit is geen UTF-8-tekst"), path);
	if (yml_load(*bytes_r, &y_file, &y, &f) != 0)
		return err_set(e, E_CONFIG, _("%s, regel %u: %s"), path, f.line, f.text);
	if (y == NULL)
		return err_set(e, E_CONFIG, _("%s is leeg"), path);
	*y_r = y;
	return 0;
}

void
rule_file_free(struct y_file *y)
{
	yml_free(&y_file, y);
}
