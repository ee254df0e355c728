/* SPDX-License-Identifier: EUPL-1.2 */
/* test_hostile.c - files made to hang, swell or mislead a reader: each must give its findings, within the limits. */
#include "rig.h"

#include <dirent.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/heap.h"
#include "classify/classify.h"
#include "extract/extract.h"
#include "identify/identify.h"
#include "screen/screen.h"

#define HOSTILE		"fixtures/hostile"
#define CPU_MOST	10		/* seconds for all four stages; the pool gives more */
#define LIMIT		"RUN-503"	/* what the supervisor says when a limit ended the child */
#define DIED		"RUN-502"	/* and when it died of something else */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED	true		/* its shadow memory does not fit into a limit */
#else
#define SANITIZED	false
#endif

/*
 * What each file of fixtures/hostile gives, all findings in their order.
 * A file that is here for what it must not do (swell, hang) may give none.
 */
static const struct row {
	const char	*file, *tags;
	const char	*text;		/* stands in the text, which is there; NULL: nothing was kept */
} rows[] = {
	{ "flate-bom.pdf", "EXT-503", NULL },
	{ "flate-bom-vorm.pdf", "", "Besluit van het college" },
	{ "flate-bom-xmp.pdf", "EXT-507", "Besluit van het college" },
	{ "flate-bom-letters.pdf", "", "Besluit van het college" },
	{ "miljoen-punten.pdf", "EXT-523", "Besluit van het college" },
	{ "telt-te-veel.pdf", "EXT-503", NULL },
	{ "telt-niets.pdf", "EXT-502", NULL },
	{ "telt-onder-nul.pdf", "EXT-502", NULL },
	{ "bladzijden-kring.pdf", "EXT-502", NULL },
	{ "bladzijden-waaier.pdf", "EXT-502", NULL },
	{ "diepe-lijst.pdf", "EXT-509", "Besluit van het college" },
	{ "diepe-eigenschappen.pdf", "EXT-509", "Besluit van het college" },
	{ "diepe-tekening.pdf", "EXT-502", NULL },
	{ "diepe-opslag.pdf", "", "Besluit van het college" },
	{ "inhoud-kapot.pdf", "EXT-509", "Besluit van het college" },
	{ "inhoud-half.pdf", "EXT-509", "Besluit van het college" },
	{ "vorm-in-zichzelf.pdf", "", "Besluit van het college" },
	{ "vormen-diep.pdf", "", "Besluit van het college" },
	{ "vormen-waaier.pdf", LIMIT, NULL },
	{ "xref-kring.pdf", "", "Besluit van het college" },
	{ "objectstroom-kring.pdf", "", "Besluit van het college" },
	{ "noten-kring.pdf", "EXT-502", NULL },
	{ "opmaak-kring.pdf", "", "Besluit van het college" },
	{ "namen-kring.pdf", "EXT-507", "Besluit van het college" },
	{ "bladwijzers-diep.pdf", "EXT-502", NULL },
	{ "lengte-onder-nul.pdf", "", "Besluit van het college" },
	{ "lengte-te-groot.pdf", "", "Besluit van het college" },
	{ "lagen-uit.pdf", "SCR-501", "over BSN 111222333" },
	{ "beeld-jbig2.pdf", "EXT-504", "" },
	{ "beeld-jpx.pdf", "EXT-504", "" },
	{ "miljard-lachen.docx", "EXT-505", NULL },
	{ "miljard-lachen.odt", "EXT-505", NULL },
	{ "miljard-lachen.xml", "IDN-503 EXT-505", NULL },
	{ "miljard-lachen.svg", "IDN-301 IDN-503 EXT-505", NULL },
	{ "kwadraat.docx", "EXT-505", NULL },
	{ "kwadraat.odt", "EXT-505", NULL },
	{ "kwadraat.xml", "IDN-503 EXT-505", NULL },
	{ "kwadraat.svg", "IDN-301 IDN-503 EXT-505", NULL },
	{ "bestand-van-buiten.docx", "EXT-505", NULL },
	{ "bestand-van-buiten.odt", "EXT-505", NULL },
	{ "bestand-van-buiten.xml", "IDN-503 EXT-505", NULL },
	{ "bestand-van-buiten.svg", "IDN-301 IDN-503 EXT-505", NULL },
	{ "diep.docx", "EXT-503", NULL },
	{ "zipbom.docx", "EXT-503", NULL },
	{ "zipbom-liegt.docx", "EXT-503", NULL },
	{ "zipbom.odt", "EXT-503", NULL },
};

/* Made here, since they say nothing: text that makes a pattern go back and back, and what lies deep. */
static const struct made {
	const char	*file, *before, *part;
	size_t		 times;
	const char	*after, *tags;
} makes[] = {
	{ "cijfers.txt", "", "1", 400000, "\n", "" },
	{ "groepjes.txt", "", "1.", 200000, "x\n", "" },
	{ "spaties.txt", "bsn", " ", 400000, "x\n", "" },
	{ "woorden.txt", "", "besluit van het college tot ", 12000, "\n", "" },
	{ "letters.txt", "", "a", 400000, "!\n", "" },
	{ "datums.txt", "", "1 maart 202", 30000, "\n", "" },
	{ "diep.html", "<!DOCTYPE html><html><body>", "<div>", 900, "tekst x", "" },
};

static struct tools *tools;

static int
load(void **state)
{
	struct err e;

	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return -1;
	return tools_load("templates", NULL, &tools, &e);
}

static void
limit(int what, uint64_t most)
{
	struct rlimit l = { most, most };

	must(setrlimit(what, &l) == 0);
}

static struct str
make(struct arena *mem, const struct made *m)
{
	struct buf b;

	buf_init(&b, mem, 1 << 20);
	buf_add(&b, str_of(m->before));
	for (size_t i = 0; i < m->times; i++)
		buf_add(&b, str_of(m->part));
	buf_add(&b, str_of(m->after));
	must(!b.cut);
	return buf_str(&b);
}

/* What was kept of the text must have this in it; NULL: nothing may have been kept. */
static bool
text_fits(struct rig *r, int doc, const char *want)
{
	struct str s;

	if (want == NULL || r->fd[doc + 1][A_TEXT] < 0)
		return want == NULL && r->fd[doc + 1][A_TEXT] < 0;
	s = rig_read(r, doc, A_TEXT);
	return memmem(s.p, s.n, want, strlen(want)) != NULL;
}

/* In the child: all stages of a document, and what they found into the descriptor. */
static void NORETURN
examine(const struct row *row, const struct made *made, int out)
{
	static const struct { enum stage_id id; stage_run *run; } steps[] = { { ST_identify, identify_run },
		{ ST_extract, extract_run }, { ST_screen, screen_run }, { ST_classify, classify_run } };
	struct rig r;
	struct err e;
	struct buf b;
	int doc;

	heap_strict(EXIT_LIMIT);
	limit(RLIMIT_CPU, CPU_MOST);
	limit(RLIMIT_CORE, 0);
	if (!SANITIZED)
		limit(RLIMIT_AS, stages[ST_extract].limits.mem);
	rig_open(&r);
	r.tools = *tools;
	doc = made != NULL ? rig_add_bytes(&r, made->file, make(r.mem, made)) :
			     rig_add(&r, row->file, str_c(r.mem, str_fmt(r.mem, HOSTILE "/%s", row->file)));
	for (size_t i = 0; i < COUNT(steps); i++) {
		if (r.fd[doc + 1][A_TEXT] < 0 && i > 1)
			break;
		if (rig_run(&r, steps[i].id, steps[i].run, doc) != 0)
			_exit(err_exit(&r.err));
	}
	buf_init(&b, r.mem, 4096);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		const char *tag = finding_tag(r.dossier.findings.v[i].code);

		/* What such a text is about is no matter here. */
		if (strcmp(tag, "CLS-501") != 0)
			buf_addf(&b, b.n == 0 ? "%s" : " %s", tag);
	}
	if (!text_fits(&r, doc, row != NULL ? row->text : str_c(r.mem, str_trim(str_of(made->after)))))
		buf_addf(&b, " (wrong text)");
	must(fd_write_all(out, buf_str(&b), &e) == 0);
	_exit(0);
}

/* What the supervisor would say of this end. */
static const char *
end_of(int status)
{
	if (WIFEXITED(status))
		return WEXITSTATUS(status) == EXIT_LIMIT ? LIMIT : DIED;
	return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? LIMIT : DIED;
}

/* The findings of one file, examined in a process of its own under the limits of a worker. */
static void
examine_apart(const struct row *row, const struct made *made)
{
	const char *file = row != NULL ? row->file : made->file, *want = row != NULL ? row->tags : made->tags;
	char said[4096] = "";
	int status, out = memfd_create("said", MFD_CLOEXEC);
	pid_t child;

	assert_true(out >= 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		examine(row, made, out);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		(void)snprintf(said, sizeof said, "%s", end_of(status));
	else
		assert_true(pread(out, said, sizeof said - 1, 0) >= 0);
	(void)close(out);
	if (strcmp(said, want) != 0)
		fail_msg("%s: [%s], not [%s]", file, said, want);
}

static void
hostile(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		examine_apart(&rows[i], NULL);
}

static void
patterns(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(makes); i++)
		examine_apart(NULL, &makes[i]);
}

static bool
has_row(const char *file)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].file, file) == 0)
			return true;
	}
	return false;
}

/* A file without a row proves nothing. */
static void
all_named(void **state)
{
	DIR *d = opendir(HOSTILE);

	(void)state;
	assert_non_null(d);
	for (struct dirent *f; (f = readdir(d)) != NULL;) {
		if (f->d_type != DT_DIR && *f->d_name != '.' && strcmp(f->d_name, "make.pl") != 0 && !has_row(f->d_name))
			fail_msg("%s has no row", f->d_name);
	}
	(void)closedir(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all_named), cmocka_unit_test(hostile),
		cmocka_unit_test(patterns) };

	return cmocka_run_group_tests_name("hostile", tests, load, NULL);
}
