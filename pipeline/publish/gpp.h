/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp.h - what the files of the portal kind gpp share: GPP-publicatiebank, API v2 (facts: gpp-publicatiebank).
 *
 * gpp.c takes the steps, gpp_docs.c checks documents, gpp_parts.c brings them,
 * gpp_json.c makes and reads bodies, gpp_http.c sends requests, gpp_words.c says what a
 * refusal means.  Most functions return 0, 1 when the step is over because the
 * portal did not do what was asked (the receipt says why), or -1 with err when
 * the machine or its settings failed.
 */
#ifndef PUBLISH_GPP_H
#define PUBLISH_GPP_H

#include "base/date.h"
#include "base/json.h"
#include "publish/feed.h"
#include "publish/portal.h"
#include "publish/target.h"
#include "publish/way.h"

struct gpp_bank {
	CURL		*curl;		/* kept, so that reads use one connection */
	struct target	 target;	/* the root: api/v2/ is below it */
	struct way	*way;
};

/* One step under way. */
struct gpp {
	struct gpp_bank	*bank;
	const struct order *order;
	json_t		*plan;		/* NULL: the step needs none */
	struct str	 id, source;	/* our pair: kenmerk and bron of the dossier */
	struct str	 note;		/* what the portal did not take, though the step succeeds; absent: nothing */
	struct arena	*mem;
	struct receipt	*r;
	struct err	*e;
};

/* ---- gpp.c ---- */

/* One record, whatever its kenmerken: people can take them off.  *row_r NULL: it is not there. */
int		 gpp_record_get(struct gpp *, struct str uuid, json_t **row_r) MUST_USE;

/* ---- gpp_http.c ---- */

struct gpp_request {
	const char	*method;	/* GET, or one with an effect */
	struct str	 path;		/* below api/v2/, with its query */
	const json_t	*body;		/* NULL: none */
	struct feed	*feed;		/* PUT: a part goes out of it as multipart/form-data */
	uint64_t	 part;		/* bytes of it */
	bool		 own_key;	/* this is the effect that order.key names */
	bool		 download;	/* the answer is bytes: hash and count them, at most `most` */
	uint64_t	 most;
	struct str	 remark;	/* why, for the portal's audit log; absent: the step says enough */
	/* What came of it. */
	json_t		*answer;	/* a new reference; NULL: no JSON object.  Refusals have one too */
	struct digest	 digest;	/* of a download */
	uint64_t	 got;
	bool		 over;		/* a download of more than `most` */
};

/* Address and key, without network.  E_CONFIG: no http or https, a key that would be readable under way, no key. */
int		 gpp_check(const struct order *, struct arena *, struct target *, struct way **, struct err *) MUST_USE;
/*
 * Send one request and judge the answer: 0 when it was 2xx with a JSON object
 * (a download, a part, a DELETE: 2xx).  With an effect, 5xx is AMBIGUOUS too:
 * a proxy that gave up does not stop the work behind it.  What is wrong with
 * the keys or with the portal as a whole is AWAY, since no dossier is to blame.
 */
int		 gpp_call(struct gpp *, struct gpp_request *) MUST_USE;
/*
 * Is it a bank that keeps the contract: 2.1.0 or later?  An older one drops
 * fields and filters without a word (contract 1).  Asked before the first
 * request to an address, and again after GPP_VERSION_S.
 */
int		 gpp_version(struct gpp *) MUST_USE;
#define GPP_VERSION_S	3600
/*
 * All rows of a list, each uuid once, as a new reference.  path has a query
 * already.  Pages of an unstable order are read again until the count fits.
 */
int		 gpp_list(struct gpp *, struct str path, json_t **rows_r) MUST_USE;
struct str	 gpp_escape(struct gpp *, struct str value);	/* for a query */
/* The receipt: AWAY, REFUSED or what else, with what an official reads; returns 1. */
int		 gpp_stop(struct gpp *, enum portal_answer, struct str detail);

/* ---- gpp_words.c ---- */

/* What the status of a request that failed means here; absent: no more than HTTP itself says. */
struct str	 gpp_words(const struct gpp *, const struct gpp_request *);

/* ---- gpp_json.c ---- */

#define GPP_TITLE_MOST	255		/* characters; contract, sections 6 and 7 */
#define GPP_PAIR_MOST	40		/* characters of kenmerk and of bron */

enum gpp_status { GPP_CONCEPT, GPP_PUBLIC, GPP_WITHDRAWN, GPP_STRANGE };

/* A publication as a list gives it. */
struct gpp_record {
	struct str	 uuid;
	enum gpp_status	 status;
	time_t		 registered;
	const json_t	*j;		/* borrowed */
};

/* What the plan names by URI and the portal by uuid. */
struct gpp_names {
	struct str	 publisher, responsible;	/* responsible: absent when the plan has none */
	json_t		*categories, *subjects;		/* uuids, in the plan's order; gpp_names_free */
};
void		 gpp_names_free(struct gpp_names *);

/* What a plan must have before a word of it goes out; absent: nothing lacks.  Dutch, a few words. */
struct str	 gpp_plan_lacks(const json_t *plan, struct arena *);
/* At most GPP_TITLE_MOST characters, and no white space around it: the portal takes that off. */
struct str	 gpp_title(struct str, struct arena *);
bool		 gpp_uuid_fine(struct str);
bool		 gpp_has_pair(const json_t *row, struct str kenmerk, struct str bron);
/* -1: the row has another shape than the contract says. */
int		 gpp_record_read(const json_t *row, struct gpp_record *) MUST_USE;
enum gpp_status	 gpp_status(const json_t *row);
/* Bodies, new references.  A document: index in the plan. */
json_t		*gpp_body(const struct gpp *, const struct gpp_names *, const char *status, bool with_pair);
json_t		*gpp_body_document(const struct gpp *, size_t doc);
/* plan.archive in the portal's words; NULL: the plan has none. */
json_t		*gpp_body_archive(const struct gpp *);
/* Does the public see what the plan says of the publication itself? */
bool		 gpp_same_record(const struct gpp *, const json_t *row, const struct gpp_names *);
/* Title and date are those of the plan; where the portal leaves the bytes alone, the size too. */
bool		 gpp_same_document(const json_t *row, const json_t *doc, struct arena *);
/* The portal takes metadata out of these, so the bytes change (contract 15.1). */
bool		 gpp_strips(struct str format, struct str file);

/* ---- gpp_docs.c ---- */

/* A document as a list gives it, and which of the plan it is. */
struct gpp_row {
	struct str	 uuid;
	enum gpp_status	 status;
	bool		 ready;
	time_t		 registered;
	int64_t		 doc;		/* index in plan.documents; -1: none of ours */
	const json_t	*j;		/* borrowed */
};

/* The documents of a publication that were not withdrawn: of each of the plan the best first, strangers at the end. */
int		 gpp_rows(struct gpp *, struct str publication, json_t **rows_r, struct gpp_row **, size_t *n_r) MUST_USE;
/* Take a document out of the publication: deleted while nobody can see it, withdrawn once it is public. */
int		 gpp_discard(struct gpp *, const struct gpp_row *) MUST_USE;
/* The bytes are there; title and date may have changed since, and can be changed.  Ends the step: SAME. */
int		 gpp_rename(struct gpp *, const struct gpp_row *) MUST_USE;
/* The record is not there any more. */
int		 gpp_gone(struct gpp *);
void		 gpp_pause(int64_t ms);

/* STEP_DOCUMENT and STEP_READY. */
int		 gpp_document(struct gpp *) MUST_USE;
int		 gpp_ready(struct gpp *) MUST_USE;
/*
 * Compare the documents that are public (ready, not withdrawn) with the plan by
 * kenmerk, title, date and size; reads lists only.
 */
int		 gpp_documents_same(struct gpp *, struct str publication, bool *same_r) MUST_USE;
/* Does the publication hold only documents that we brought?  One of which people took our kenmerk away counts as theirs. */
int		 gpp_documents_ours(struct gpp *, struct str publication, bool *ours_r) MUST_USE;
/* The same with those that were withdrawn. */
int		 gpp_rows_all(struct gpp *, struct str publication, json_t **rows_r, struct gpp_row **, size_t *n_r) MUST_USE;
/*
 * Why it is taken back, by the plan (the order's own decision, or of a document
 * in a dossier that goes on); absent: nobody said.  row: as a list gives it, or
 * NULL.  The bank has no field for a reason, so it goes into its audit log.
 */
struct str	 gpp_reason(const struct gpp *, const json_t *row);
/* PATCH to ingetrokken, with that reason; DELETE, where a half one is refused with FOUND_OTHER in the receipt. */
int		 gpp_document_withdraw(struct gpp *, const struct gpp_row *) MUST_USE;
int		 gpp_document_erase(struct gpp *, struct str uuid) MUST_USE;
/* Delete the documents of a concept, as far as the portal lets us: one half uploaded stays (contract 11). */
int		 gpp_documents_delete(struct gpp *, struct str publication) MUST_USE;
/*
 * Take out of order.remote what was announced twice and never brought: a POST
 * whose answer was lost may land when the record is public already.
 */
int		 gpp_documents_spare(struct gpp *) MUST_USE;

/* ---- gpp_withdraw.c ---- */

/* STEP_WITHDRAW. */
int		 gpp_withdraw(struct gpp *) MUST_USE;

/* ---- gpp_parts.c ---- */

/*
 * Make the document at the bank.  It is over with a journal in the receipt when
 * its parts can be written down; with too many of them they are sent at once.
 */
int		 gpp_register(struct gpp *) MUST_USE;
/* Does order.journal belong to this document of this publication? */
bool		 gpp_journal_fits(const struct gpp *);
/* Send the parts that order.journal says are still to come; a document that is of no use any more is made again. */
int		 gpp_resume(struct gpp *) MUST_USE;

#endif
