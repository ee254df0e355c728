/* SPDX-License-Identifier: EUPL-1.2 */
/* outlets.h - the places where an organisation publishes, as woostraat.yaml has them. */
#ifndef CONFIG_OUTLETS_H
#define CONFIG_OUTLETS_H

#include <cyaml/cyaml.h>

#include "base/err.h"
#include "types.h"

#define OUTLETS_MOST	16		/* of one organisation */
#define OUTLET_TEXT	1000		/* bytes of one value */

/* One of them as libcyaml fills it: a member is NULL when its key is not there. */
struct file_outlet {
	char		*name, *url, *kind, *netrc, *token, *public, *group, *group_name, *until;
	char		*certificate, *certificate_key, *ca, *pin, *header, *known_hosts, *proxy, *bandwidth, *connections, *http2;
	struct file_oauth *oauth;
};
struct file_oauth { char *url, *client, *secret, *scope, *auth; };
extern const cyaml_schema_field_t outlet_fields[];

/*
 * Check and take over.  base: the folder that relative paths begin at; org:
 * folder of the organisation, for messages.  E_CONFIG says what is wrong.
 */
int	 outlet_read(const struct file_outlet *, struct str base, const char *org, struct arena *, struct outlet *,
	     struct err *) MUST_USE;

/* A folder as a file:// URL; what is not plain is percent-encoded (RFC 3986, 2.1). */
struct str outlet_folder_url(struct arena *, struct str path);

/* A path as the settings name it, made absolute; absent for NULL. */
struct str settings_path(struct arena *, struct str base, const char *name);
/* The same of a file with keys, which may be credential:NAME and then stays so (publish/keys.h). */
struct str settings_key(struct arena *, struct str base, const char *name);

/*
 * May these be places of one organisation?  Each has a name of its own; no two are
 * one place, which would get everything twice; and one is a site at most, since what
 * a dossier's page and the sitemaps say is said of one public address.  E_CONFIG.
 */
int	outlets_fit(const struct organisation *, struct err *) MUST_USE;
/* Do both put files at the same address? */
bool	outlets_meet(const struct outlet *, const struct outlet *);

#endif
