/* SPDX-License-Identifier: EUPL-1.2 */
/* account.h - the account of a run as JSON: an object for each dossier, and one for the run. */
#ifndef REPORT_ACCOUNT_H
#define REPORT_ACCOUNT_H

#include "base/json.h"
#include "types.h"

/* How it went at one of several places. */
struct sent_to {
	struct str	 outlet;	/* its name in the settings */
	enum outcome	 outcome;
	struct str	 url, answer;
};

/* Where a dossier went; absent strings were not known. */
struct sending {
	const struct sent_to *to;	/* at each place; none when there is only one */
	size_t		 nto;
	struct str	 url;		/* of the remote record */
	struct str	 answer;	/* what the portal said, one line */
};

/*
 * One dossier.  Strings are UTF-8 in which nothing can steer a terminal
 * (utf8_show; line feeds stay in metadata).  Values that are not known are left
 * out; lists are always there.
 *
 *	{"dossier", "organisation", "verdict": "publish|look|later|hold", "title",
 *	 "bundle": {"sha256", "bytes"}, "plan", "sent": {"url", "answer"}, "findings": [...],
 *	 "page": {"sha256", "bytes"}, of a site,
 *	 "places": [{"name", "outcome", "url", "answer"}], where it goes to more than one,
 *	 "declared": {"titel", "zaaktype", "bron", and where they are said "not_before",
 *	    "leave": {"at", "reason", "label", "explanation", "by"}},
 *	 "days": {"<statement>": day} that a term may count from, where the organisation has a calendar,
 *	 "documents": [{"path", "raw", "container", "bytes", "sha256", "media_type", "format_version", "pdf_claim", "pages", "text_bytes",
 *	    "coverage": {"pages", "parts", "drawn", "sifted", "text", "unseen": each {"there", "examined"}}, "text_sha256", "role", "outcome",
 *	    "categories": [{"uri", "label", "score", "need", "lead", "chosen",
 *	       "reasons": [{"rule", "weight", "page", "offset", "length"}]}],
 *	    "facts": {"title", "property", "heading", "documentsoort", "categories", "props_sha256", "props_bytes"},
 *	    "gleaned": [{"what", "text", "uri", "date", "until", "sure", "page", "offset", "length"}],
 *	    "findings": [{"code", "gravity", "waive", "page", "offset", "length", "masked", "text",
 *	       "waived": {"by", "at", "second", "second_at", "reason", "text"}}],
 *	    "metadata": {"<element>": [{"value", "uri", "origin", "page", "offset", "length"}]},
 *	    "complete"}],
 *	  "notices": [{"id", "outcome", "metadata", "told", "complete"}]}
 *
 * "plan" is the digest of what is to be public (plan.h): where it is the same,
 * the same would be sent.  Offsets and lengths are bytes in the extracted text,
 * whose digest is "text_sha256".  "gleaned" is what the text says of its document
 * (statements.def), before anything is chosen; "declared" and "facts" are what the rules saw besides
 * the text, masked (base/mask.h): long numbers and e-mail addresses, not names.  So are the metadata and the title of a dossier that is
 * held, where the screen found a number in it or did not see all of it; what is to be public is shown as it will be.  "raw" is the path as utf8_exact writes it, and
 * stands only where "path" is not the very name of the file.  "container" is the path of the
 * archive or message that it came out of, and stands with "bytes" on what was not delivered itself.  "waive" is one,
 * two or never, and stands with gravity 5 only; "waived" says who let it pass, and then it
 * counts no more in the verdict.  sent may be NULL.  A new reference; mem holds what is needed on the way.
 */
json_t		*account_dossier(const struct dossier *, const struct sending *sent, struct arena *mem) MUST_USE;

/* The same a document at a time, for one of many: the head is all but the list of this name.  New references. */
#define ACCOUNT_LIST	"documents"
struct account;
struct account	*account_begin(const struct dossier *, struct arena *mem);
json_t		*account_head(const struct account *, const struct sending *sent) MUST_USE;
json_t		*account_document(const struct account *, size_t i) MUST_USE;

/* As utf8_show, but line feeds stay.  An absent string stays absent. */
struct str	 account_shown(struct arena *, struct str);

/* What became of the documents of a run; start from { 0 }. */
struct totals {
	size_t	 dossiers;
	size_t	 seen, published, unchanged, handed, held, rejected, later, skipped;	/* documents */
	size_t	 planned;		/* of the later documents, those that somebody planned: a calendar, an embargo */
	size_t	 notices;		/* of what is withheld as a whole: published, or public already; no documents */
	size_t	 hold, look, wait;	/* dossiers in which a person must act, may look, must do nothing yet */
	size_t	 timed;			/* dossiers whose time has not come: a calendar, an embargo */
};

/*
 * Add a closed dossier.  Junk, sidecars and withheld documents are `skipped`.
 * A document that is `published` in a dossier that its findings hold back is
 * counted as seen and nowhere else: such a run must not balance.
 */
void		 totals_add(struct totals *, const struct dossier *);

/* Add what another has. */
void		 totals_join(struct totals *, struct totals);

/* seen = published + unchanged + handed + held + rejected + later + skipped. */
bool		 totals_balanced(const struct totals *);

/*
 * The last line: {"run": {"seen", "published", "unchanged", "handed" (where there are), "held", "rejected", "later",
 * "skipped", "balanced", "dossiers", "notices" (where there are), "started": RFC 3339, "mode": "check|run|redo"},
 * "evidence": {"seq", "leaf"}}, the last entry of the evidence; left out when seq is 0.  The session adds
 * "portals": [{"kind", "class", "guarantee"}], those that the organisations of the settings have, and "sandbox":
 * {"landlock", "walls": [{"name", "stands", "text"}]}, what stood around the workers; and
 * "virusscan": {"version", "required"} where the settings name a scanner; and "timing": {"wall_ms",
 * "supervisor_cpu_ms", "workers", "stages": [{"stage", "visits", "remembered", "wall_ms", "cpu_ms", "slowest_ms",
 * "organisation", "dossier", "document"}]} (timing.h), different each night and of the whole run only.  Of a run that is no rehearsal also, by the
 * ledger at its end (cmd/whereabouts.h says what they mean; `status` has the same):
 * "standing": [{"organisation", "name", "listed", "kind", "class", "what", "via", "guarantee", "address", "public", "dossiers",
 *    "public_dossiers", "groups": [{"words", "dossiers", "exposed"}], "behind", "lacks", "withdrawing", "fails",
 *    "failing_since", "open_until", "site": {"pages", "documents", "withdrawn", "updated"}, "notes": [{"text"}]}], and
 * "withdrawn": [{"organisation", "dossiers", "waiting", "documents", "run_dossiers", "run_documents", "there",
 *    "addresses": [{"dossier", "place", "address", "answer", "words", "since", "due", "until", "text"}]}].
 * "trend": [{"day", "run", "public", "held", "later", "rejected"}], documents of the last thirty days, a day without a
 * run with its day alone (cmd/trend.h); in "run" "files": ["uitkomst.csv"], what else stands beside the page.
 * "calendars" is what is late and due by the calendar of each organisation that has one (cmd/agenda.h).  "planned"
 * stands in the run where later documents are so by plan.
 * "sites" is how the lists of each site went in this run (cmd/listing.h).  "left_out": [{"organisation" (where it is
 * known), "file", "why"}], those that the run went on without (cmd/leftout.h).  "mail" is what became of each mail
 * (cmd/mails.h).  In the account of one organisation
 * (cmd/shares.h) "run" has "organisation", and lists that name organisations have her own rows alone.  A new reference.
 */
json_t		*account_run(const struct totals *, const char *mode, time_t started, int64_t seq, struct str leaf,
		    struct arena *mem) MUST_USE;

/* The organisation's key, or what dossier.yaml declares, or "". */
struct str	 account_organisation(const struct dossier *);

#endif
