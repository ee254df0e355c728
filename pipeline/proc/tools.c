/* SPDX-License-Identifier: EUPL-1.2 */
/* tools.c - what a worker loads once, before it forks a child for each document. */
#include "proc/tools.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "classify/pattern.h"
#include "classify/rules.h"
#include "config/catalog.h"
#include "describe/describe.h"
#include "describe/letterhead.h"
#include "describe/retain.h"
#include "extract/extract.h"
#include "glean/glean.h"
#include "identify/identify.h"
#include "pdf/pdf_reader.h"
#include "proc/ocr.h"
#include "proc/sandbox.h"
#include "report/page.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "screen/policy.h"
#include "sidecar/names.h"
#include "sidecar/versions.h"
#include "site/press.h"

#include "base/banned.h"

#define TOOLS_MEM	MIB(512)
#define TEMPLATE_MOST	((size_t)16 << 20)	/* one rule file, list or stylesheet */

/* Which folders of the templates each stage reads; its memo expires with their bytes. */
static const struct { enum stage_id st; const char *folder; } reads[] = {
	{ ST_sidecar, "lists" }, { ST_classify, "lists" }, { ST_classify, "rules" }, { ST_glean, "glean" },
	{ ST_screen, "detect" }, { ST_screen, "lists" }, { ST_describe, "lists" }, { ST_describe, "retention" },
	{ ST_describe, "schema" }, { ST_describe, "xsl" }, { ST_report, "css" }, { ST_report, "xsl" },
	{ ST_page, "lists" }, { ST_page, "schema" }, { ST_page, "site" }, { ST_page, "xsl" }, { ST_site, "lists" },
	{ ST_site, "site" }, { ST_harvest, "lists" }, { ST_harvest, "schema" }, { ST_harvest, "xsl" },
};

/* Of what an organisation has, each file is for one stage: what is no other's is for classify. */
static bool
reads_own(enum stage_id st, struct str name)
{
	enum stage_id whose = str_eq(name, S(RETAIN_FILE)) || str_eq(name, S(PARTNERS_FILE)) ? ST_describe :
	    str_eq(name, S(NAMES_FILE))                                                      ? ST_sidecar :
	    str_eq(name, S(POLICY_FILE))                                                     ? ST_screen :
	    str_starts(name, S(PRESS_OWN))                                                   ? ST_page :
											       ST_classify;

	return st == whose || (st == ST_site && whose == ST_page);
}

/* Names and bytes of all files in a folder, in byte order; own: only what this stage reads of an organisation. */
static int
hash_folder(struct hash *h, const char *dir, const enum stage_id *own, struct arena *mem, struct err *e)
{
	struct str *names;
	size_t n;

	if (path_names(dir, 0, mem, &names, &n, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		struct str bytes;

		if (own != NULL && !reads_own(*own, names[i]))
			continue;
		if (file_read(str_c(mem, path_join(mem, str_of(dir), names[i])), TEMPLATE_MOST, mem, &bytes, e) != 0) {
			e->kind = E_CONFIG;
			return -1;
		}
		if (own != NULL)
			hash_str(h, path_base(str_of(dir)));
		hash_str(h, names[i]);
		hash_str(h, bytes);
	}
	return 0;
}

/* A file that lies beside those folders. */
static int
hash_file(struct hash *h, const char *templates, const char *name, struct arena *mem, struct err *e)
{
	struct str bytes;

	if (file_read(str_c(mem, str_fmt(mem, "%s/%s", templates, name)), TEMPLATE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	hash_str(h, bytes);
	return 0;
}

/* What organisations have besides; most have nothing. */
static int
hash_organisations(struct hash *h, enum stage_id own, const char *templates, struct arena *mem, struct err *e)
{
	struct str dir = str_fmt(mem, "%s/organisations", templates);
	struct str *names;
	size_t n;

	if (path_names(str_c(mem, dir), PATH_MAY_LACK, mem, &names, &n, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		const char *sub = str_c(mem, path_join(mem, dir, names[i]));
		struct stat st;

		if (stat(sub, &st) == 0 && !S_ISDIR(st.st_mode))
			continue; /* a note beside the folders */
		if (hash_folder(h, sub, &own, mem, e) != 0)
			return -1;
	}
	return 0;
}

static int
hash_templates(struct tools *t, const char *templates, struct err *e)
{
	for (int st = 0; st < ST__COUNT; st++) {
		struct arena *mem = arena_new("sjablonen", TOOLS_MEM);
		struct hash *h = hash_new();
		int rc = 0;

		for (size_t i = 0; rc == 0 && i < COUNT(reads); i++) {
			if (reads[i].st == (enum stage_id)st)
				rc = hash_folder(
				    h, str_c(mem, str_fmt(mem, "%s/%s", templates, reads[i].folder)), NULL, mem, e);
		}
		if (rc == 0 && st == ST_sidecar)
			rc = hash_file(h, templates, NAMES_FILE, mem, e) != 0 ||
				hash_file(h, templates, VERSIONS_FILE, mem, e) != 0 ?
			    -1 :
			    0;
		if (rc == 0 && st == ST_screen)
			rc = hash_file(h, templates, POLICY_FILE, mem, e);
		if (rc == 0 &&
		    (st == ST_sidecar || st == ST_classify || st == ST_screen || st == ST_describe || st == ST_page ||
			st == ST_site))
			rc = hash_organisations(h, (enum stage_id)st, templates, mem, e);
		t->config[st] = hash_end(h);
		arena_free(mem);
		if (rc != 0)
			return -1;
	}
	return 0;
}

/* Text that was read with other words for the letters is other text. */
static int
load_ocr(struct tools *t, const char *languages, struct err *e)
{
	struct digest d;
	struct hash *h;

	if (languages == NULL)
		return 0;
	if (ocr_load(OCR_PROGRAM, languages, t->sandbox, t->mem, &t->ocr, e) != 0)
		return -1;
	d = ocr_digest(t->ocr);
	h = hash_new();
	hash_add(h, t->config[ST_extract].b, sizeof d.b);
	hash_add(h, d.b, sizeof d.b);
	t->config[ST_extract] = hash_end(h);
	return 0;
}

/* What a comparison looks at beside its own: of other templates the lists and the rules. */
static int
load_beside(struct tools *t, const char *templates, struct err *e)
{
	const char *other = str_c(t->mem, str_fmt(t->mem, "%s/" BESIDE_FOLDER, templates));
	struct tools *b;

	if (access(other, F_OK) != 0)
		return 0;
	b = NEW(t->mem, struct tools, 1);
	if (catalog_load(str_c(t->mem, str_fmt(t->mem, "%s/lists", other)), t->mem, &b->lists, e) != 0 ||
	    rules_load_beside(t->rules, other, b->lists, t->mem, &b->rules, e) != 0)
		return -1;
	t->beside = b;
	return 0;
}

/* What was found good once is so again when nothing of this is otherwise. */
static int
hash_all(struct tools *t, struct err *e)
{
	struct hash *h = hash_new();
	struct stat st = { 0 };
	int64_t facts[3];

	if (stat("/proc/self/exe", &st) != 0)
		return err_sys(e, E_IO, "/proc/self/exe");
	facts[0] = st.st_size;
	facts[1] = st.st_mtim.tv_sec;
	facts[2] = st.st_mtim.tv_nsec;
	hash_add(h, facts, sizeof facts);
	hash_str(h, pattern_engine(t->mem));
	for (int i = 0; i < ST__COUNT; i++)
		hash_add(h, t->config[i].b, sizeof t->config[i].b);
	t->tried = hash_end(h);
	return 0;
}

static int
load_rest(struct tools *t, bool tried, struct err *e)
{
	const char *templates = t->templates, *lists = str_c(t->mem, str_fmt(t->mem, "%s/lists", templates));
	struct arena *mem = t->mem;

	if (catalog_load(lists, mem, &t->lists, e) != 0 || names_load(templates, mem, &t->names, e) != 0 ||
	    versions_load(templates, mem, &t->versions, e) != 0 || identify_load(mem, &t->identifier, e) != 0 ||
	    pdf_reader_load(mem, &t->pdf, e) != 0 || extract_load(mem, &t->extractor, e) != 0 ||
	    bsn_load(mem, &t->bsn, e) != 0 || detectors_load(templates, mem, &t->detectors, e) != 0 ||
	    policy_load(templates, t->lists, mem, &t->policy, e) != 0 ||
	    (tried ? rules_load_tried : rules_load)(templates, t->lists, mem, &t->rules, e) != 0 ||
	    load_beside(t, templates, e) != 0 || glean_load(templates, mem, &t->gleaner, e) != 0 ||
	    describe_load(templates, t->lists, mem, &t->describer, e) != 0 ||
	    press_load(templates, mem, &t->press, e) != 0)
		return -1;
	t->light = false;
	return 0;
}

int
tools_whole(struct tools *t, struct err *e)
{
	struct tools now = *t;

	if (!t->light)
		return 0;
	if (hash_templates(&now, t->templates, e) != 0)
		return -1;
	/* What came of the outside program that reads pictures was added to what it reads: that it has still. */
	now.config[ST_extract] = t->config[ST_extract];
	for (int i = 0; i < ST__COUNT; i++) {
		if (!digest_eq(now.config[i], t->config[i]))
			return err_set(e, E_AGAIN, _("de sjablonen zijn tijdens het starten gewijzigd"));
	}
	return load_rest(t, true, e);
}

int
tools_load_tried(const char *templates, const char *languages, const char *tried, struct tools **t_r, struct err *e)
{
	struct arena *mem = arena_new("gereedschap", TOOLS_MEM);
	struct tools *t = NEW(mem, struct tools, 1);

	*t = (struct tools){ .mem = mem, .templates = str_c(mem, str_of(templates)), .light = true };
	if (hash_templates(t, templates, e) != 0 || sandbox_new(mem, &t->sandbox, e) != 0 ||
	    load_ocr(t, languages, e) != 0 || hash_all(t, e) != 0 || page_load(templates, mem, &t->pager, e) != 0 ||
	    ((tried == NULL || !str_eq(str_of(tried), digest_hex(mem, t->tried))) && load_rest(t, false, e) != 0)) {
		arena_free(mem);
		return -1;
	}
	*t_r = t;
	return 0;
}

int
tools_load(const char *templates, const char *languages, struct tools **t_r, struct err *e)
{
	return tools_load_tried(templates, languages, NULL, t_r, e);
}
