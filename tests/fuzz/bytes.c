/* SPDX-License-Identifier: EUPL-1.2 */
/* bytes.c - targets below the documents: messages, JSON, what a worker answers, names and dates. */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/path.h"
#include "base/reel.h"
#include "base/utf8.h"
#include "proc/child.h"
#include "proc/message.h"
#include "proc/wire.h"
#include "stage.h"
#include "unpack/limits.h"
#include "virus/clamd.h"

#include "base/banned.h"

void	 fuzz_message(struct fuzz *);
void	 fuzz_json(struct fuzz *);
void	 fuzz_reel(struct fuzz *);
void	 fuzz_wire_read(struct fuzz *);
void	 fuzz_wire_apply(struct fuzz *);
void	 fuzz_plain(struct fuzz *);
void	 fuzz_date(struct fuzz *);
void	 fuzz_clamd(struct fuzz *);

/* The first byte: how many descriptors come along.  The rest is the datagram, header and all. */
void
fuzz_message(struct fuzz *f)
{
	union { struct cmsghdr align; char space[CMSG_SPACE(sizeof(int) * (MSG_FDS + 4))]; } ctl = { .space = { 0 } };
	size_t nfds = f->in.n == 0 ? 0 : (size_t)(unsigned char)f->in.p[0] % (MSG_FDS + 4);
	struct str frame = str_from(f->in, 1);
	struct iovec iov = { (void *)(uintptr_t)frame.p, frame.n };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct child_job job;
	struct msg m;
	int pair[2], rc;

	must(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0);
	if (nfds != 0) {
		struct cmsghdr *c;

		mh.msg_control = ctl.space;
		mh.msg_controllen = CMSG_SPACE(sizeof(int) * nfds);
		c = CMSG_FIRSTHDR(&mh);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int) * nfds);
		for (size_t i = 0; i < nfds; i++)
			memcpy(CMSG_DATA(c) + i * sizeof(int), &pair[0], sizeof(int));
	}
	must(sendmsg(pair[0], &mh, MSG_NOSIGNAL) >= 0);
	(void)close(pair[0]);
	rc = msg_recv(pair[1], &m, f->mem, &f->err);
	if (rc == 1) {
		must(m.kind > 0 && m.kind < MSG__COUNT && m.body.n <= MSG_MOST && m.nfds <= MSG_FDS);
		if (child_job_read(&m, &job, &f->err) == 0)
			must(job.nst >= 1 && job.nst <= CHILD_STAGES && job.limits.wall_s != 0);
		else
			must(f->err.kind == E_BUG);
		msg_close(&m);
	} else
		must(m.nfds == 0);
	(void)close(pair[1]);
}

/* What is read is written, and read back the same. */
void
fuzz_json(struct fuzz *f)
{
	AUTO_JSON j = json_read(f->in, &f->err);
	AUTO_JSON again = NULL;

	if (j == NULL)
		return;
	again = json_read(json_write(f->mem, j), &f->err);
	must(again != NULL && json_equal(j, again));
	must(utf8_valid(json_str(j, "title")));
	must(json_num(j, "n", -7) == -7 || json_object_get(j, "n") != NULL);
}

/* Lines as they stand, also over the ends of the pieces in which they are read; the last has its end, or is an error. */
static void
reel_lines(struct fuzz *f, struct str all, int fd)
{
	struct reel *r = reel_in(fd);
	struct str line;
	int rc;

	while ((rc = reel_line(r, &line, &f->err)) == 1) {
		const char *end = memchr(all.p, '\n', all.n);

		must(end != NULL && str_eq(line, str_sub(all, 0, (size_t)(end - all.p))));
		all = str_from(all, line.n + 1);
	}
	must(rc == 0 ? all.n == 0 : all.n != 0 && memchr(all.p, '\n', all.n) == NULL && f->err.kind == E_BUG);
	reel_free(r);
}

/* What is read is written again, a line for each, and has the digest that was told. */
static void
reel_again(struct fuzz *f, int from)
{
	AUTO_FD to = memfd_create("regels", MFD_CLOEXEC);
	struct hash *h = hash_new();
	struct reel *in = reel_in(from), *out = reel_out(to, h), *again;
	struct digest told, seen;
	uint64_t size;
	json_t *j;

	must(to >= 0);
	while (reel_get(in, &j, &f->err) == 0) {
		reel_put(out, j);
		json_decref(j);
	}
	must(f->err.kind == E_BUG && reel_end(out, &f->err) == 0);
	reel_free(in);
	told = hash_end(h);
	must(digest_fd(to, &seen, NULL, &size, &f->err) == 0 && digest_eq(told, seen));
	in = reel_in(from);
	again = reel_in(to);
	while (reel_get(in, &j, &f->err) == 0) {
		json_t *k;

		must(reel_get(again, &k, &f->err) == 0 && json_equal(j, k));
		json_decref(j);
		json_decref(k);
	}
	must(reel_get(again, &j, &f->err) != 0);
	reel_free(in);
	reel_free(again);
}

/* The first byte: how often the rest stands in the file. */
void
fuzz_reel(struct fuzz *f)
{
	size_t times = f->in.n == 0 ? 0 : 1 + (size_t)(unsigned char)f->in.p[0] % 32;
	AUTO_FD fd = memfd_create("regels", MFD_CLOEXEC);
	struct str part = str_from(f->in, 1);
	struct buf b;

	buf_init(&b, f->mem, MIB(1));
	for (size_t i = 0; i < times; i++)
		buf_add(&b, part);
	must(fd >= 0 && fd_write_all(fd, buf_str(&b), &f->err) == 0);
	reel_lines(f, buf_str(&b), fd);
	reel_again(f, fd);
}

/* A request that a worker takes gives the same facts to every stage, over the wire or not. */
void
fuzz_wire_read(struct fuzz *f)
{
	AUTO_JSON j = json_read(f->in, &f->err);
	struct dossier d;
	struct organisation org;

	if (j == NULL || wire_read(j, f->mem, &d, &org, &f->err) != 0)
		return;
	for (int st = ST_unpack; st <= ST_bundle; st++) {
		bool one = stages[st].grain == PER_DOCUMENT;
		AUTO_JSON facts = one && d.ndocs == 0 ? NULL : wire_facts((enum stage_id)st, &d, one ? 0 : DOC_NONE);
		AUTO_JSON back = NULL;
		struct dossier seen;
		struct organisation o;

		if (facts == NULL)
			continue;
		back = json_read(json_write(f->mem, facts), &f->err);
		must(back != NULL && wire_read(back, f->mem, &seen, &o, &f->err) == 0);
	}
}

static struct dossier
three(struct fuzz *f, const struct organisation *org)
{
	struct dossier d = { .org = org, .key = S("dossier"), .mem = f->mem, .findings = { .mem = f->mem } };

	for (int i = 0; i < 3; i++)
		*PUSH(f->mem, d.docs, d.ndocs, d.docs_cap) =
		    (struct document){ .path = str_fmt(f->mem, "%d.pdf", i), .role = i == 0 ? ROLE_MAIN : ROLE_ANNEX };
	d.docs[1].media_type = S("application/zip");
	return d;
}

/* What would be cut into objects: within the limits, below its container, each path once. */
static void
judge_members(const struct document *x)
{
	uint64_t sum = 0;

	must(x->nmembers <= UNPACK_MEMBERS_MOST && x->nmembers <= x->cost.members);
	for (size_t i = 0; i < x->nmembers; i++) {
		sum += x->members[i].bytes.size;
		must(path_inside(x->members[i].path));
		for (size_t k = 0; k < i; k++)
			must(!str_eq(x->members[i].path, x->members[k].path));
	}
	must(sum <= x->cost.bytes && sum <= UNPACK_BYTES_MOST);
}

/* An answer of a worker that was taken over, to each stage: what is taken is in order, and can be sent on. */
void
fuzz_wire_apply(struct fuzz *f)
{
	static const struct organisation org = { .key = S("leiden"), .tooi = S("gm0546") };
	AUTO_JSON answer = json_read(f->in, &f->err);

	for (int st = ST_unpack; answer != NULL && st <= ST_bundle; st++) {
		bool one = stages[st].grain == PER_DOCUMENT;
		struct dossier d = three(f, &org);
		struct findings *fs = &d.findings;

		json_put_str(answer, "stage", str_of(stages[st].name));
		if (wire_apply((enum stage_id)st, answer, &d, one ? 1 : DOC_NONE, &f->err) != 0) {
			must(f->err.kind == E_BUG);
			continue;
		}
		must(d.ndocs == 3);
		if (st == ST_unpack)
			judge_members(&d.docs[1]);
		for (size_t i = 0; i < fs->n; i++) {
			must(fs->v[i].doc == DOC_NONE || (one ? fs->v[i].doc == 1 : fs->v[i].doc < 3));
			must(fs->v[i].code < F__COUNT && utf8_xml(finding_text(f->mem, &fs->v[i])));
		}
		AUTO_JSON whole = wire_dossier(&d, DOC_NONE);
		must(json_write(f->mem, whole).n != 0);
	}
}

/* Any bytes as text, as a name, and as a path. */
void
fuzz_plain(struct fuzz *f)
{
	struct str s = f->in, shown = utf8_show(f->mem, s), exact = utf8_exact(f->mem, s), slug, part;
	char back[4];

	must(utf8_xml(shown) && utf8_xml(exact));
	must(str_eq(utf8_show(f->mem, shown), shown));
	must(utf8_width(shown) <= shown.n);
	for (size_t i = 0, k; i < s.n; i += k) {
		uint32_t c;

		k = utf8_decode(str_from(s, i), &c);
		must(k <= 4 && k <= s.n - i);
		must(k == 0 || (utf8_encode(c, back) == k && memcmp(back, s.p + i, k) == 0));
		if (k == 0) {
			must(!utf8_valid(s));
			break;
		}
	}
	for (size_t max = 0; max < 8; max++) {
		part = utf8_cut(shown, max);
		must(part.n <= max && utf8_valid(part) && str_starts(shown, part));
	}
	slug = path_slug(f->mem, s, 40);
	must(slug.n >= 1 && slug.n <= 40 && path_inside(slug));
	must(path_base(s).n <= s.n && path_ext(s).n <= s.n);
	if (path_inside(s))
		must(memmem(s.p, s.n, "/../", 4) == NULL && s.p[0] != '/' && !str_has(s, '\0'));
}

/* A date that is read is a day, and is written so that it is read again. */
void
fuzz_date(struct fuzz *f)
{
	struct date d = { 0 }, again;
	time_t t, back;
	size_t n;

	if (date_parse(f->in, &d) == 0) {
		must(date_valid(d));
		must(date_parse(date_iso(f->mem, d), &again) == 0 && date_cmp(d, again) == 0);
		must(date_parse(date_dutch(f->mem, d), &again) == 0 && date_cmp(d, again) == 0);
		must(utf8_xml(date_midnight(f->mem, d)));
	}
	n = date_scan(f->in, &d);
	must(n <= f->in.n && (n == 0 || date_valid(d)));
	if (time_parse(f->in, &t) == 0) {
		struct str s = time_rfc3339(f->mem, t);

		must(time_parse(s, &back) == 0 && back == t);
		(void)date_of_time(t);
	}
}

/* What a virus scanner says; clean is one answer only, and only about all of the file. */
void
fuzz_clamd(struct fuzz *f)
{
	bool clean = str_eq(f->in, S("stream: OK")), there;
	struct scan whole = clamd_judge(f->in, true), part = clamd_judge(f->in, false);
	struct str version, why;
	int pair[2];

	must((whole.end == SCAN_CLEAN) == clean && part.end != SCAN_CLEAN);
	must(clean || (whole.end == part.end && str_eq(whole.words, part.words)));
	must(whole.end != SCAN_FOUND || whole.words.n != 0);
	must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) == 0);
	must(f->in.n == 0 || send(pair[0], f->in.p, f->in.n, MSG_NOSIGNAL) == (ssize_t)f->in.n);
	must(shutdown(pair[0], SHUT_WR) == 0);
	there = clamd_version(pair[1], 1000, f->mem, &version, &why);
	must(there == (why.n == 0) && utf8_xml(version) && version.n <= 200);
	/* Its NUL is the last byte, and the only one. */
	must(!there || (f->in.n <= CLAMD_ANSWER_MOST && memchr(f->in.p, '\0', f->in.n) == f->in.p + f->in.n - 1));
	(void)close(pair[0]);
	(void)close(pair[1]);
}
