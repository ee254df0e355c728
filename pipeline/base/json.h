/* SPDX-License-Identifier: EUPL-1.2 */
/* json.h - small helpers over jansson: strings as struct str, strict reading. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

#include "base/err.h"
#include "base/str.h"

void		 auto_json(json_t **);
#define AUTO_JSON	__attribute__((cleanup(auto_json))) json_t *

/* One JSON object; duplicate names, trailing bytes and bad UTF-8 are refused.  A new reference, or NULL with err set. */
json_t		*json_read(struct str, struct err *) MUST_USE;
/* On one line, names sorted, so that equal values give equal bytes. */
struct str	 json_write(struct arena *, const json_t *);
struct str	 json_write_line(struct arena *, const json_t *);	/* the same, and a line feed */

/* Members of an object.  Absent or of another type: STR_NONE, the default, or NULL. */
struct str	 json_str(const json_t *obj, const char *name);	/* borrowed from obj */
int64_t		 json_num(const json_t *obj, const char *name, int64_t otherwise);
bool		 json_flag(const json_t *obj, const char *name);
json_t		*json_list(const json_t *obj, const char *name);	/* borrowed; NULL when absent */
json_t		*json_map(const json_t *obj, const char *name);		/* borrowed; NULL when absent */

/* Set members.  put_str leaves an absent str (p NULL) out; s must be valid UTF-8. */
void		 json_put(json_t *obj, const char *name, json_t *value);	/* takes the reference */
void		 json_put_str(json_t *obj, const char *name, struct str s);
void		 json_put_num(json_t *obj, const char *name, int64_t v);
void		 json_push(json_t *list, json_t *value);			/* takes the reference */
json_t		*json_of_str(struct str);

#endif
