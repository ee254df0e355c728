/* SPDX-License-Identifier: EUPL-1.2 */
/* originals.c - when the bytes of a document were first taken in. */
#include "store/originals.h"

#include "store/db.h"

#include "base/banned.h"

int
originals_since(struct store *s, struct digest original, time_t now, time_t *since_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ORIGINAL_GET);
	int rc;

	*since_r = now;
	db_digest(q, 1, original);
	rc = db_step(s, q, e);
	if (rc == 1)
		*since_r = (time_t)sqlite3_column_int64(q, 0);
	(void)sqlite3_reset(q);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	q = db_query(s, Q_ORIGINAL_ADD);
	db_digest(q, 1, original);
	db_num(q, 2, now);
	return db_act(s, q, e);
}
