/* SPDX-License-Identifier: EUPL-1.2 */
/* reports.c - the account of a run as a page and as lines, where a person finds them. */
#include "reports.h"

#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "gallery.h"
#include "returned.h"
#include "shares.h"

#include "base/spoken.h"

#include "base/banned.h"

static void
lose(struct session *s, const struct err *e)
{
	log_line(LOG_FOUT, _("verslag: %s"), err_said(e));
	auto_close(&s->spool);
	s->spool = -1;
	s->lost = true;
}

void
session_piece(struct session *s, struct str piece, bool whole)
{
	struct err e;

	if (s->json)
		session_print(s, piece);
	if (s->spool >= 0 &&
	    (fd_write_all(s->spool, piece, &e) != 0 || (whole && fd_write_all(s->page_spool, piece, &e) != 0)))
		lose(s, &e);
}

void
session_line_end(struct session *s, struct str page)
{
	struct err e;

	if (page.p != NULL && s->spool >= 0 &&
	    (fd_write_all(s->page_spool, page, &e) != 0 || fd_write_all(s->page_spool, S("\n"), &e) != 0))
		lose(s, &e);
	s->lines++;
}

void
session_line(struct session *s, struct str line, struct str page)
{
	session_piece(s, line, page.p == NULL);
	session_line_end(s, page);
}

/* The account as it goes to the page. */
static int
give_account(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const int *fd = owner;

	if (doc != DOC_NONE || kind != A_RUN)
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	*fd_r = dup(*fd);
	if (*fd_r < 0 || lseek(*fd_r, 0, SEEK_SET) != 0)
		return err_sys(e, E_IO, "dup");
	return 0;
}

int
reports_page(struct session *s, int account, int *fd_r, struct err *e)
{
	struct task wanted = { .st = { ST_report }, .give = give_account, .owner = &account };

	return session_gift(s, &wanted, A_PAGE, fd_r, e);
}

/*
 * Of the whole account.  Its pictures are kept nowhere else: what they show is in the vault, and they are made again
 * when needed.  *with_r is the account with them, or -1.
 */
static int
make_page(struct session *s, int *with_r, int *fd_r, struct err *e)
{
	struct artefact account;

	if (vault_keep(s->run.vault, s->spool, &account, e) != 0)
		return -1;
	if (gallery_hang(s, with_r, e) != 0)
		log_line(LOG_LET_OP, _("verslag zonder beelden: %s"), err_said(e));
	else if (*with_r >= 0)
		return reports_page(s, *with_r, fd_r, e);
	return reports_page(s, s->page_spool, fd_r, e);
}

int
session_reports(struct session *s, struct err *e)
{
	struct arena *mem = arena_new("verslag", MIB(1));
	const char *html = s->inv->option[O_HTML_];
	struct str dir;
	AUTO_FD fd = -1;
	AUTO_FD with = -1;
	int rc = make_page(s, &with, &fd, e);

	if (rc == 0 && html != NULL)
		rc = file_replace_fd(html, fd, e);
	else if (rc == 0) {
		dir = path_join(mem, s->settings.reports, shares_folder(s, mem));
		rc = path_mkdirs(str_c(mem, dir), e);
		if (rc == 0 && !shares_divided(s))
			rc = returned_write(s, 0, dir, e);
		if (rc == 0)
			rc = file_replace_fd(str_c(mem, path_join(mem, dir, S(REPORT_PAGE))), fd, e);
		if (rc == 0)
			rc = file_replace_fd(str_c(mem, path_join(mem, dir, S(REPORT_LINES))), s->spool, e);
		if (rc == 0)
			rc = shares_write(s, with, e);
		if (rc == 0 && !s->json && !s->quiet)
			session_print(s, str_fmt(mem, _("Verslag: %.*s/%s\n"), STRF(dir), REPORT_PAGE));
	}
	arena_free(mem);
	return rc;
}
