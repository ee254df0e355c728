/* SPDX-License-Identifier: EUPL-1.2 */
/* hint.c - may a file hold other files?  A first look, so that only these are opened before the rest. */
#include "ingest/hint.h"

#include "base/path.h"

#include "base/banned.h"

static const struct { size_t at; struct str is; } begins[] = {
	{ 0, { "PK\3\4", 4 } }, { 0, { "PK\5\6", 4 } }, { 0, { "7z\xbc\xaf\x27\x1c", 6 } }, { 0, { "\x1f\x8b", 2 } },
	{ 0, { "\xfd" "7zXZ\0", 6 } }, { 0, { "\x28\xb5\x2f\xfd", 4 } }, { 0, { "BZh", 3 } }, { 257, { "ustar", 5 } },
	{ 0, { "Rar!", 4 } }, { 0, { "MSCF", 4 } },
};

/* Packages that are a document each: ZIP files by design. */
static const char *const office[] = { "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "potx",
	"odt", "ott", "ods", "ots", "odp", "otp", "odg", "odf", "epub" };

static const char *const mail[] = { "eml", "msg", "mbox" };

/* Header lines with which a message begins (RFC 5322 3.6; mbox). */
static const char *const headers[] = { "From ", "From:", "Return-Path:", "Received:", "Delivered-To:", "Date:", "To:",
	"Subject:", "Message-ID:", "MIME-Version:", "X-", "DKIM-Signature:", "Reply-To:", "Sender:", "Content-Type:" };

static bool
ends_as(struct str name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(path_ext(name), str_of(list[i])))
			return true;
	}
	return false;
}

bool
hint_container(struct str name, struct str head)
{
	if (ends_as(name, mail, COUNT(mail)))
		return true;
	if (str_starts(head, S("PK")) && ends_as(name, office, COUNT(office)))
		return false;
	for (size_t i = 0; i < COUNT(begins); i++) {
		if (str_eq(str_sub(head, begins[i].at, begins[i].is.n), begins[i].is))
			return true;
	}
	if (str_starts(head, S("\xef\xbb\xbf")))
		head = str_from(head, 3);
	for (size_t i = 0; i < COUNT(headers); i++) {
		if (str_eq_nocase(str_sub(head, 0, str_of(headers[i]).n), str_of(headers[i])))
			return true;
	}
	return false;
}
