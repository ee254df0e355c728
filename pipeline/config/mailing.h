/* SPDX-License-Identifier: EUPL-1.2 */
/* mailing.h - who gets a mail of a run, and over which server, as woostraat.yaml or the file of an organisation says it. */
#ifndef CONFIG_MAILING_H
#define CONFIG_MAILING_H

#include <cyaml/cyaml.h>

#include "base/err.h"
#include "types.h"

/* As libcyaml fills it: a member is NULL when its key is not there. */
struct file_mail {
	char		*server, *from, *netrc, *ca, *tls, *when, *sign, *reports;
	char		**to;
	unsigned	 to_count;
};
extern const cyaml_schema_field_t mail_fields[];

/* The key ‘mail’ in a mapping whose struct has it as `mail`. */
#define MAIL_FIELD(type)	\
	CYAML_FIELD_MAPPING_PTR("mail", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, mail, mail_fields)

/*
 * Check and take over; NULL where there is none.  base: the folder that relative
 * paths begin at; org: folder of the organisation, for messages; NULL: of all.
 * No connection is made.  E_CONFIG says what is wrong: an address that is none,
 * a user in the address of the server, a key that would travel without TLS.
 */
int	 mailing_read(const struct file_mail *, struct str base, const char *org, struct arena *,
	     const struct mail_route **, struct err *) MUST_USE;

#endif
