/* SPDX-License-Identifier: EUPL-1.2 */
/* rule_file.h - a file of rules as it was typed: its shape is right, its meaning not yet looked at. */
#ifndef CLASSIFY_RULE_FILE_H
#define CLASSIFY_RULE_FILE_H

#include "base/err.h"
#include "base/str.h"

/* As libcyaml fills them.  Absent and NULL are the same. */
struct y_part { char *name, *pattern; };
struct y_threshold { char *value; int threshold; };
struct y_pair { char **values; unsigned values_count; };
struct y_rule {
	char		*id, *value, *field, *part, *pattern, *note, **needs, **unless, **yes, **no;
	int		 weight, hold;
	unsigned	 least;
	unsigned	 needs_count, unless_count, yes_count, no_count;
};
struct y_file {
	int		 version, threshold, margin;
	char		*name, *list, *value, *not_of, **off;
	struct y_part	*patterns;
	struct y_threshold *thresholds;
	struct y_pair	*together;
	struct y_rule	*signs, *rules;
	unsigned	 off_count, patterns_count, thresholds_count, together_count, signs_count, rules_count;
};

/* *bytes_r lives in the arena; *y_r is to be released with rule_file_free. */
int	 rule_file_load(const char *path, struct arena *, struct str *bytes_r, struct y_file **y_r, struct err *) MUST_USE;
void	 rule_file_free(struct y_file *);	/* NULL is fine */

#endif
