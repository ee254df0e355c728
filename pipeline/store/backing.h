/* SPDX-License-Identifier: EUPL-1.2 */
/* backing.h - what making a back-up and putting it back share. */
#ifndef STORE_BACKING_H
#define STORE_BACKING_H

#include "base/hash.h"
#include "store/backup.h"

#define BACKUP_FORM	1		/* of the folder, not of the ledger in it */

/* What it says of itself.  Errors as backup_check; nothing else of it is read. */
int	backup_read(const char *path, struct arena *, struct backup *, struct digest *manifest_r, struct err *) MUST_USE;

#endif
