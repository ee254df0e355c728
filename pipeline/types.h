/* SPDX-License-Identifier: EUPL-1.2 */
/* types.h - the words of this program.  Read this file first. */
#ifndef TYPES_H
#define TYPES_H

#include <time.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/str.h"
#include "finding.h"
#include "statement.h"

enum artefact_kind {
	A_ORIGINAL,			/* the bytes as delivered; never changed */
	A_TEXT,				/* UTF-8, NFC */
	A_PROPS,			/* page starts, headings, properties: JSON (text.h) */
	A_METADATA,			/* DiWoo and MDTO XML documents, one after the other (record->at and len, slice) */
	A_BUNDLE,			/* the archive that is sent */
	A_RUN,				/* what a stage about the run is given: the account (a JSON object on each line,
					   as `check --json` prints), labelled texts (classify/learn.h), what
					   lies in a bag (inspect/inspect.h) or a site (site/harvest.h), a table
					   (rows/rows.h), how to clean (clean/clean.h), or what stands on a site
					   (site/listing.h) */
	A_PAGE,				/* HTML: the run's account (report/page.h), or the public page of a dossier (site/page.h) */
	A_MEMBERS,			/* what came out of a container, member after member; cut up, never kept */
	A_RULES,			/* the rules and what came of their examples (classify/rulebook.h); never kept */
	A_WORDS,			/* words and what they weigh (classify/words.h); never kept */
	A_BAG,				/* whether a bag is valid (inspect/inspect.h); never kept */
	A_UNSEEN,			/* text of the document that no reader sees: JSON (unseen.h) */
	A_ROWS,				/* what stands in a table that a person filled in (rows/rows.h); never kept */
	A_CLEANED,			/* a file without what was left in it (clean/clean.h); not kept with a dossier */
	A_CLEANING,			/* what was removed for that (clean/clean.h); never kept */
	A_SCANNER,			/* no file but a connection to the virus scanner (virus/virus.h) */
	A_PICTURES,			/* places of findings, drawn (picture/album.h); never kept */
	A_ENTRIES,			/* what the sitemaps of a site say of a dossier (site/entries.h) */
	A_SITE,				/* the files of a site's listing, one after the other (site/listing.h); never kept */
	A_LISTING,			/* which files these are: JSON (site/listing.h); never kept */
	A_HARVEST,			/* what a harvester finds of a site (site/harvest.h); never kept */
	A__COUNT
};
#define A_BIT(k)	(1u << (k))

/* A file in the vault, named after its own digest. */
struct artefact {
	struct digest	 sha256;
	uint64_t	 size;		/* bytes */
};

/* One of the XML documents in A_METADATA; len 0 = none made. */
struct slice {
	uint64_t	 at, len;	/* bytes */
};

enum doc_role {
	ROLE_UNKNOWN,
	ROLE_MAIN,			/* hoofddocument */
	ROLE_ANNEX,			/* bijlage */
	ROLE_INVENTORY,			/* inventarislijst */
	ROLE_WITHHELD,			/* niet publiceren: stays here on purpose */
	ROLE_SIDECAR,			/* says something about the others */
	ROLE_JUNK,			/* left by a file manager or an editor */
	ROLE_PACKAGE,			/* an archive: its members are documents, it is none itself */
	ROLE__COUNT
};
const char	*role_name(enum doc_role);
int		 role_find(struct str name, enum doc_role *) MUST_USE;

/* What became of an item.  A run balances when every item has one. */
enum outcome {
	O_PUBLISHED,			/* in a rehearsal: would be */
	O_UNCHANGED,			/* public already, the same bytes */
	O_HANDED,			/* a concept at the portal, with people who make it public there */
	O_HELD,				/* a person decides */
	O_REJECTED,			/* the portal refuses it; a person must look */
	O_LATER,			/* the machine tries again */
	O_SKIPPED,			/* left out on purpose, with the reason */
	O__COUNT
};
const char	*outcome_name(enum outcome);

/* Why a metadata field has its value: valid against a schema is not the same as true. */
enum origin { FROM_NOWHERE, FROM_SOURCE, FROM_DOCUMENT, FROM_RULE, FROM_DEFAULT, FROM_OPERATOR, FROM__COUNT };
const char	*origin_name(enum origin);
int		 origin_find(struct str name, enum origin *) MUST_USE;

struct value {
	struct str	 text;
	struct str	 uri;		/* for fields bound to a value list, and for references */
	enum origin	 origin;
	enum source	 source;	/* FROM_SOURCE: which kind of source says so */
	struct span	 evidence;
	unsigned	 group;		/* values of one group belong together: an act, its moment and who did it; 0: alone */
};

/* One row per element; see fields.def. */
enum field {
#define FIELD(id, ...)	MD_##id,
#include "fields.def"
#undef FIELD
	MD__COUNT
};
const char	*field_element(enum field);
const char	*field_list(enum field);	/* NULL: free text */
size_t		 field_most(enum field);
bool		 field_may_come(enum field, enum origin);	/* the column trust of fields.def */
int		 field_find(struct str element, enum field *) MUST_USE;

/* The metadata of one document. */
struct record {
	struct { struct value *v; size_t n, cap; } f[MD__COUNT];
	uint64_t	 at, len;	/* its DiWoo XML within A_METADATA, in bytes; len 0 = none made */
};

void		 record_add(struct record *, enum field, struct value, struct arena *);
/* The first field that is absent and holds it (fields.def), or MD__COUNT; a notice has no file, and so no format. */
enum field	 record_lacks(const struct record *, bool notice);
/* Nothing lacks, and no value is a default. */
bool		 record_complete(const struct record *, bool notice);

/* What classify says of a document: a list of TOOI for each. */
enum scheme { SCHEME_CATEGORIE, SCHEME_SOORT, SCHEME_THEMA, SCHEME__COUNT };
const char	*scheme_list(enum scheme);	/* name of its value list */

#define REASON_SAID	"dossier.yaml"	/* as reason.rule: a person chose it */
#define REASON_WORDS	"woorden"	/* its words together (classify/words.h) */
#define REASON_FOLLOWS	"hoofddocument"	/* as reason.rule: an annex without a category of its own follows it */

/* Why a category has its score. */
struct reason {
	struct str	 rule;		/* id of the rule, or REASON_* */
	int		 weight;	/* points that it gave or took; one place of each rule has them, its others 0 */
	struct span	 at;		/* len 0: the rule looked at a fact, not at text */
};

/* A value of a scheme, and how well it fits. */
struct class_score {
	struct str	 uri, label;	/* as TOOI writes them */
	int		 score;		/* points of all rules */
	int		 need, lead;	/* to be chosen: so many points, and so many more than the next */
	bool		 chosen;
	struct reason	*reasons;
	size_t		 nreasons;
};

/* Are the same ones chosen, in the same order? */
bool	classes_same(const struct class_score *, size_t, const struct class_score *, size_t);
/* Is all the same, with the reasons? */
bool	classes_equal(const struct class_score *, size_t, const struct class_score *, size_t);

/* What extract found about the document as a whole; absent strings were not found. */
struct props {
	struct str	 title;		/* the file's own title property, as it stands there */
	struct str	 heading;	/* the first heading, or else the first line that looks like one */
	struct span	 heading_at;
	struct str	 language;	/* nl, en, ... as the file claims */
	struct date	 dated;		/* the first date that the text names as its own */
	struct span	 dated_at;
};

/* What a document may hold besides itself, by its media type. */
enum container {
	CONTAINER_NO,
	CONTAINER_ARCHIVE,		/* taken apart; is no document itself */
	CONTAINER_MAIL,			/* taken apart; stays a document beside its attachments */
	CONTAINER_REFUSED		/* an archive that is not taken apart */
};
enum container	 container_of_type(struct str media_type);

/* What unpack found in a container. */
struct unpacked {
	struct str	 path;		/* below the container; raw bytes */
	struct artefact	 bytes;
	unsigned	 notes;		/* MEMBER_* */
};
#define MEMBER_CP437	1u		/* its name did not say in which characters it is */
#define MEMBER_NFD	2u		/* its name had accents apart from their letters */

/* What was spent of the limits of unpack/limits.h, over all containers of the dossier. */
struct spent {
	uint64_t	 packed;	/* bytes of the delivered containers */
	uint64_t	 bytes;		/* that came out */
	uint64_t	 members;
};

/* A row of the coverage ledger: how much there is of it, and how much of that was examined. */
struct cover {
	uint64_t	 there, examined;
};

enum coverage {
#define COVER(id, ...)	COVER_##id,
#include "coverage.def"
#undef COVER
	COVER__COUNT
};
const char	*cover_name(enum coverage);	/* one word, for JSON */
const char	*cover_label(enum coverage);	/* Dutch, to be passed through _() */

struct document {
	struct str	 path;		/* as delivered, below the dossier; raw bytes */
	enum doc_role	 role;
	uint32_t	 redacted;	/* it is an original: 1 + the index of its redacted version (sidecar/versions.h); 0: none */
	struct str	 declared_title;	/* from dossier.yaml, else of the most trusted source; so are these: */
	struct str	 declared_categories;	/* addresses, a space between each two; a person decided */
	struct str	 declared_soort;	/* documentsoort, in the words of the source */
	struct statements said;		/* by all sources */
	struct str	 reason;	/* why it replaces another: a term of the list "redenen"; absent: it does not */
	struct statements gleaned;	/* by its own text */
	struct str	 container;	/* path of the document that it came out of; absent: it was delivered itself */
	uint32_t	 depth;		/* containers that it lies in */
	bool		 may_hold;	/* its first bytes or its name are those of a container: ask identify first */
	bool		 given_up;	/* a worker died of it: nothing more is tried */
	struct unpacked	*members;	/* what unpack found in it */
	size_t		 nmembers;
	struct spent	 cost;		/* what taking it apart took of the limits */
	struct artefact	 have[A__COUNT];
	uint32_t	 have_set;	/* A_BIT of those present */
	struct str	 media_type;	/* from the bytes, never from the name; absent: not identified */
	struct str	 format_version;	/* as the file says it: "1.7", "1.3", "Strict"; or absent */
	struct str	 pdf_claim;	/* "PDF/A-2b, PDF/UA-1": what it says to be, which nobody measured; or absent */
	bool		 locked;	/* under a password or a key: extract leaves it alone, EXT-501 says why */
	uint32_t	 pages;
	uint64_t	 text_bytes;
	struct props	 props;
	struct class_score *classes;	/* informatiecategorieen, best first */
	size_t		 nclasses;
	struct class_score *soorten, *themas;	/* the chosen ones */
	size_t		 nsoorten, nthemas;
	struct record	 record;
	struct slice	 object, file;	/* its MDTO: as informatieobject (archiefstuk), and of the bestand */
	time_t		 since;		/* when these bytes were first taken in, by the clock of that run; 0: not known yet */
	struct cover	 cover[COVER__COUNT];	/* all 0 where nobody has counted */
	uint32_t	 seen_by;	/* bit per enum stage_id: the document stages that have spoken about it */
	enum outcome	 outcome;	/* set when the dossier is closed */
};

/* Documents that go out: not junk, no sidecar, not withheld, no archive. */
bool		 document_goes_out(const struct document *);
/* An original that is withheld: read only to hold its redacted version against it, and nothing of it is told. */
bool		 document_is_compared(const struct document *);
/* What the virus scanner looks at: those, and the archives that they came out of. */
bool		 document_is_scanned(const struct document *);

/* That a dossier is to be taken back at a moment, as a person decided when it was delivered (dossier.yaml, intrekken). */
struct leave {
	time_t		 at;		/* 0: nothing was said */
	struct str	 reason, label;	/* address and words of a term of the list "redenen" */
	struct str	 explanation;	/* for all to read */
	struct str	 by;
};

enum release { RELEASE_UNKNOWN, RELEASE_NO, RELEASE_YES };

/* What dossier.yaml says about the dossier; absent strings were not said. */
struct declared {
	struct str	 kenmerk, titel, omschrijving, zaaktype, organisatie;
	struct str	 bron;		/* the system it comes from */
	struct date	 datum;
	enum release	 vrijgave;
	time_t		 not_before;	/* embargo with an hour: nothing goes out before; 0: not said.  A mere day is a statement */
	struct leave	 leave;
};

/* What kind of portal: a row of portals.def. */
struct portal_kind {
	const char	*name;		/* as in the settings */
	char		 class;		/* A, B or C */
	bool		 concepts;	/* there is a concept before there is something public */
	bool		 site;		/* documents by themselves, a page of the dossier, and a listing around them */
	const char	*what;		/* Dutch, what an official calls it; to be passed through _() */
	const char	*guarantee;	/* Dutch, one sentence, to be passed through _() */
};
const struct portal_kind *kind_of_portal(struct str name);	/* NULL: no such kind */
const struct portal_kind *kind_of_portal_at(size_t i);		/* NULL: there are no more */

/*
 * A place where an organisation makes its dossiers public, and how it is spoken
 * to.  From the settings; the uploader alone reads the files of keys.
 */
/* A key of our own that is fetched: OAuth client credentials (RFC 6749 4.4). */
struct oauth {
	struct str	 url;		/* of the server that gives them; absent: none */
	struct str	 client;	/* our name there */
	struct str	 secret;	/* file with our secret there */
	struct str	 scope;		/* may be absent */
	bool		 body;		/* name and secret go in the body, not as HTTP Basic */
};

/* How an outlet is reached over the network.  Files are named, by path or as credential:NAME; no key stands here. */
struct reach {
	struct str	 certificate, certificate_key; /* files in PEM; absent: we show none */
	struct str	 ca;		/* file in PEM with whom we trust; absent: the system's list */
	struct str	 pin;		/* sha256//..., as CURLOPT_PINNEDPUBLICKEY has it; may be absent */
	struct str	 header;	/* name of the header that carries the token; absent: Authorization */
	struct oauth	 oauth;
	struct str	 known_hosts;	/* SFTP: file with the keys of servers; absent: beside the key or the netrc file */
	struct str	 proxy;		/* http:// or https://; absent: none, whatever the environment says */
	unsigned	 bandwidth_kib;	/* a second, for all requests together; 0: as fast as it goes */
	unsigned	 connections;	/* most at once; 0: as outlet_connections has it */
	bool		 http2;		/* for what may be repeated; an effect is HTTP/1.1 always */
};

struct outlet {
	struct str	 name;		/* one word, in settings and ledger; of the first it may be absent */
	struct str	 url;		/* absent: nowhere, in a rehearsal without settings */
	struct str	 kind;		/* as in portals.def; absent: drop */
	struct str	 netrc;		/* file with its keys; may be absent */
	struct str	 token;		/* file with its API key; may be absent */
	struct str	 public;	/* site: the address that people see, https, ends in '/'; else absent */
	struct str	 group, group_name; /* gpp: the group of owners that it is handed to; absent: none */
	bool		 concept_only;	/* gpp: people publish it there; our work ends at the concept */
	struct reach	 reach;
};
const struct portal_kind *kind_of_outlet(const struct outlet *);

/* Who gets a mail of a run, and over which server (config/mailing.h). */
struct mail_route {
	struct str	 server;	/* smtp://host, smtps://host, with or without :port; nothing more */
	struct str	 from;		/* an address in plain ASCII (RFC 5321 4.1.2), as all of them */
	struct str	*to;
	size_t		 nto;
	struct str	 netrc;		/* file with the key of the server; may be absent */
	struct str	 ca;		/* file with whom we trust; absent: the list of the system */
	struct str	 reports;	/* address under which people open the folder of reports, without '/' at its end; may be absent */
	bool		 plain;		/* without TLS: this machine itself, or because the settings say so */
	bool		 always;	/* every run, not only when a person is needed */
	int		 sign;		/* weekday of the sign of life, 0 is Monday; below 0: none */
};

/* A mail that is to go: what it says.  Its headers are made when it goes, of the settings as they are then. */
#define MISSIVE_LINES	3
struct missive {
	struct str	 file;		/* its name in the mailbox; absent: it is not kept */
	struct str	 organisation;	/* its key; absent: who runs all of it */
	struct str	 id;		/* left part of its Message-ID, the same at each try */
	time_t		 made;
	struct str	 subject, line[MISSIVE_LINES];	/* UTF-8, one line each */
};

/* How the MDTO beside a file is called (facts: diwoo 4.3). */
enum mdto_names {
	MDTO_EXTENSION,			/* x.pdf.bestand.mdto.xml, x.mdto.xml */
	MDTO_SHORT,			/* x.bestand.mdto.xml, x.mdto.xml */
	MDTO_SPECIFIED,			/* x.pdf.bestand.MDTO.xml, x.MDTO.xml: as the SIP specification writes it */
	MDTO__COUNT
};
const char	*mdto_names_name(enum mdto_names);	/* as in the settings */
int		 mdto_names_find(struct str name, enum mdto_names *) MUST_USE;

/* An informatieobject that is not ours, as MDTO refers to it: the aggregation that takes a delivery in. */
struct aggregation {
	struct str	 naam, kenmerk, bron;	/* absent: none */
};

/* As what kind of archive a dossier goes out. */
enum packing { PACK_ZIP, PACK_TAR_ZST, PACK__COUNT };
const char	*pack_name(enum packing);	/* as in the settings, and the end of the file's name */
int		 pack_find(struct str name, enum packing *) MUST_USE;

struct calendar;

/* Whose dossier it is.  From the settings; all absent in a rehearsal without them. */
/* How long what is at rest stays here, in months; 0: for ever. */
struct keep_for {
	unsigned	 reports;	/* accounts of runs */
	unsigned	 documents;	/* what came in, and what was made of it, of a dossier that is done */
};

struct organisation {
	struct str	 key;		/* name of its folder below the intake */
	struct str	 folder;	/* without settings: name of the folder above the dossier, which may be its name */
	struct str	 tooi;		/* last part of its TOOI address (gm0546), or its name in the TOOI list */
	struct str	 ns;		/* UUID under which its public ids are made, or absent */
	struct outlet	*outlets;	/* where its dossiers go */
	size_t		 noutlets;
	enum mdto_names	 mdto_names;
	struct aggregation archive;	/* of which its dossiers are part in the system that receives them */
	struct str	 calendar_file;	/* path; absent: it has no calendar */
	const struct calendar *calendar; /* read from there (config/calendar.h); NULL: none, or not read */
	struct keep_for	 keep;
	enum packing	 pack;		/* of its bundles; of one that is public already dossier.pack says it */
	struct str	 intake;	/* folder of its dossiers; of settings always there */
	struct str	 reports;	/* folder of its own accounts; the same */
	struct str	 file;		/* that it stands in, as woostraat.yaml names it; absent: in woostraat.yaml itself */
	const struct mail_route *mail;	/* NULL: nobody of it gets mail */
};

/* Its first, or one that goes nowhere. */
const struct outlet *first_outlet(const struct organisation *);
/* The one that is a site; NULL: it has none. */
const struct outlet *site_outlet(const struct organisation *);
/* Where the public finds that: https, with '/' at its end; absent: nowhere. */
struct str	 organisation_site(const struct organisation *);
/* That of this name; NULL: it has none. */
const struct outlet *outlet_named(const struct organisation *, struct str name);

/*
 * A document that is withheld as a whole, of which that is told instead (Woo,
 * art. 3.3 lid 8): metadata without a file.
 */
struct notice {
	struct str	 key;		/* tells it from others in its dossier: its kenmerk, else its title and date */
	struct str	 categories;	/* addresses, a space between each two; absent: those of the dossier */
	struct statements said;
	struct record	 record;
	struct slice	 object;	/* its MDTO, as an archiefstuk without a file */
};
#define NOTICES_MOST	1000		/* of one dossier */

/* A document that was public and was taken back: told of, and its bytes never go out again in this dossier. */
struct taken_doc {
	struct uuid	 id;		/* as it stood in public */
	struct str	 reason, label;	/* address and words of a term of the list "redenen" */
	struct str	 explanation;	/* for all to read */
	time_t		 at;
	bool		 replaced;	/* another stands in its place */
};

/* How documents are looked at for viruses: from the settings, and from the scanner itself. */
struct scanning {
	bool		 wanted;
	bool		 required;	/* what was not scanned is held */
	unsigned	 wait_s;	/* for one try */
	struct str	 version;	/* engine and signatures, as the scanner says it; absent: it did not answer */
};

struct dossier {
	const struct organisation *org;
	struct str	 key;		/* name of its folder; with the organisation our idempotency key */
	struct declared	 declared;
	struct statements said;		/* of the dossier as a whole, by all sources but dossier.yaml */
	struct document	*docs;		/* in byte order of path */
	size_t		 ndocs, docs_cap;
	struct notice	*notices;	/* in byte order of key */
	size_t		 nnotices;
	struct taken_doc	*taken;		/* oldest first */
	size_t		 ntaken;
	enum outcome	 outcome;	/* of its notices; set when the dossier is closed */
	struct spent	 spent;
	struct slice	 object;	/* its MDTO */
	enum packing	 pack;		/* of its bundle */
	time_t		 modified;	/* when what is public of it last changed; 0: in this run (site/page.h) */
	struct date	 turns;		/* the first day on which describe may say something else of it (describe/turns.h); year 0: none */
	struct scanning	 scanning;
	struct artefact	 have[A__COUNT];	/* A_METADATA, A_BUNDLE */
	uint32_t	 have_set;
	struct findings	 findings;
	struct arena	*mem;		/* owns everything above, org excepted */
};

/* Of a dossier at a place beside its first, for the ledger. */
struct uuid	 outlet_uuid(struct uuid dossier, struct str outlet);
/* The public, stable id: UUIDv5(namespace of the organisation, organisation 0x1f key). */
struct uuid	 dossier_uuid(const struct dossier *);
/* The same bytes at the same place keep their id; changed bytes are a new document (path 0x1f sha256). */
struct uuid	 document_uuid(const struct dossier *, const struct document *);
struct uuid	 document_uuid_of(struct uuid dossier, struct str path, struct str sha256_hex);
struct uuid	 notice_uuid(const struct dossier *, const struct notice *);
/* Of the file of a document, where that is told apart from what it says (MDTO: bestand and informatieobject). */
struct uuid	 file_uuid(struct uuid document);
/* The document with ROLE_MAIN, or NULL. */
const struct document *dossier_main(const struct dossier *);
/* The record that stands for the whole: of the main document, else of the first notice; NULL: there is none. */
const struct record *dossier_record(const struct dossier *);

#endif
