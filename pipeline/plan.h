/* SPDX-License-Identifier: EUPL-1.2 */
/* plan.h - what is to be public of a dossier: the same in a rehearsal, in a run, and at the portal.  Knows no network. */
#ifndef PLAN_H
#define PLAN_H

#include "base/buf.h"
#include "base/json.h"
#include "types.h"

/* The source (GPP: bron) under which our ids stand at a portal, at most 40 bytes. */
#define PLAN_SOURCE	"woostraat"

/*
 * Of a dossier that is described and bundled:
 *
 *	{"id": UUID of the dossier, "source": "woostraat", "title", "description",
 *	 "publisher": {"uri", "label"}, "responsible": {"uri", "label"},
 *	 "categories": [{"uri", "label"}],
 *	 "subjects": [{"label": title of an onderwerp at the portal}],
 *	 "archive": {"source", "category", "nomination": "blijvend_bewaren" or "vernietigen", "date", "note"},
 *	 "bundle": {"name", "sha256", "bytes"},
 *	 "documents": [{"id": UUID, "title", "file": name without folders, "format": media type,
 *	    "public": plan_public_name(),
 *	    "date": "YYYY-MM-DD", "sha256", "bytes"}],
 *	 "notices": [{"id", "title", "date", "grounds"}],
 *	 "taken": [{"id": UUID, "at", "reason": {"uri", "label"}, "explanation", "replaced"}]}
 *
 * taken are documents that were public and were taken back or replaced; absent
 * when there is none.  The plan of a dossier that is taken back as a whole is
 * plan_withdrawn.
 *
 * notices are what is withheld as a whole, and absent when there is none; the
 * description names them too.  Absent values are left out.  Ids are public: they say nothing about a person
 * (facts: reliability 8).  A new reference; mem holds what is needed on the way.
 */
json_t		*plan_of(const struct dossier *, struct arena *mem) MUST_USE;
/* subjects and archive, as dossier.yaml says them, masked; new references, or NULL when nothing was said. */
json_t		*plan_subjects(const struct dossier *, struct arena *mem) MUST_USE;
json_t		*plan_archive(const struct dossier *, struct arena *mem) MUST_USE;
/* One of its documents. */
json_t		*plan_of_document(const struct dossier *, const struct document *, struct arena *mem) MUST_USE;

/*
 * The name of a document in an address, which stays while its bytes do: so
 * neither of its title, which may be corrected, nor the delivered name, which
 * may hold a citizen's.  Of a-z, 0-9, '-' and '.', at most 80 bytes.
 */
struct str	 plan_public_name(struct str org, struct str id, struct str media_type, struct arena *);

/*
 * Of one that is taken back as a whole: {"id", "source", "bundle": {"name"}, "title", "kenmerk", "publisher",
 * "documents": [{"id", "public", "format", "sha256", "bytes": 0}], "withdrawn": {"at", "reason": {"uri", "label"},
 * "explanation"}}: what goes, and what a page in its place may tell.  account is that of when it was last public
 * (account.h), or NULL; org its organisation's key.  What the account does not say right is left out.
 */
json_t		*plan_withdrawn(struct uuid id, struct str org, struct str name, const struct taken_doc *, const json_t *account,
		    struct arena *) MUST_USE;

/*
 * A document of an account that was public, as a document of a plan without its size, so that it can be taken away; a
 * new reference, or NULL when it was not public or the account is not what we wrote.
 */
json_t		*plan_was_public(struct uuid dossier, struct str org, const json_t *document, struct arena *) MUST_USE;
/* The place of a document of the dossier among the documents of its plan. */
int		 plan_place(const struct dossier *, size_t doc);

/* SHA-256 of the plan's JSON, in hex: the same in a rehearsal and in the run. */
struct str	 plan_digest(const struct dossier *, struct arena *mem);

/*
 * What is told of one that is withheld, for a portal without a place for it:
 * its title and grounds.  Telling of it is a duty (Woo, art. 3.3 lid 8).
 */
struct str	 plan_told(const struct notice *, struct arena *);
/* Put a description, or one thing more that is told, behind what stands there. */
void		 plan_describe(struct buf *, struct str text);
#define PLAN_TEXT_MOST	MIB(16)		/* bytes of all that: NOTICES_MOST titles with their grounds take 3 MB */

/* The name of the bundle at a portal that takes a file by name; it is neither the folder's nor the title. */
struct str	 plan_bundle_name(const struct dossier *, struct arena *);

#endif
