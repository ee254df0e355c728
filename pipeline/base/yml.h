/* SPDX-License-Identifier: EUPL-1.2 */
/* yml.h - settings, rules and dossier.yaml: YAML by a libcyaml schema, faults with their place. */
#ifndef BASE_YML_H
#define BASE_YML_H

#include <cyaml/cyaml.h>

#include "base/err.h"
#include "base/str.h"

/* What is wrong with a YAML text, for the person who typed it. */
struct yml_fault {
	unsigned	 line, column;	/* from 1; 0 = unknown */
	char		 text[200];	/* Dutch */
};

/*
 * Not called yaml_*: those names are libyaml's.
 *
 * Load bytes by schema (a mapping, CYAML_FLAG_POINTER).  Unknown and double
 * keys, aliases and a second document are refused.  0: *data_r is the mapping,
 * NULL for an empty text; release it with yml_free.  -1: *fault_r says what
 * and where.
 */
int	yml_load(struct str bytes, const cyaml_schema_value_t *schema, void **data_r,
	    struct yml_fault *fault_r) MUST_USE;
void	yml_free(const cyaml_schema_value_t *schema, void *data);	/* NULL is fine */

/* Does a list that begins with a text stand behind this key of the outermost mapping?  For a key that may have either. */
bool	yml_has_texts(struct str bytes, const char *key);
/* The text behind a key of the outermost mapping, as far as the text is YAML: for a message; absent: there is none. */
struct str yml_text(struct str bytes, const char *key, struct arena *);

#endif
