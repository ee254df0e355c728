/* SPDX-License-Identifier: EUPL-1.2 */
/* xml_read.c - XML of a document, as a file or as a part of a ZIP package: what stops the reading becomes a finding. */
#include "extract/xml_read.h"

#include "base/banned.h"

/* What no reader of the document sees; the handler goes on where it was. */
static void
beside(void *user, bool comment, struct str s)
{
	struct gather *aside = user;
	enum text_origin before = aside->origin;

	gather_gap(aside, GAP_LINE);
	gather_origin(aside, comment ? TEXT_COMMENT : TEXT_REST);
	gather_words(aside, s);
	gather_origin(aside, before);
	gather_gap(aside, GAP_LINE);
}

static struct xml_reader
reader(struct extraction *x, const struct xml_handler *h, void *user)
{
	return (struct xml_reader){ .h = h, .user = user, .beside = beside, .beside_user = &x->aside };
}

static bool
is_full(const struct extraction *x)
{
	return gather_full(&x->text) || gather_full(&x->aside);
}

/* False when the parser has had enough. */
static bool
feed(struct xml_reader *r, const struct extraction *x, struct str s)
{
	for (; s.n != 0; s = str_from(s, XML_PIECE)) {
		if (!xml_feed(r, str_sub(s, 0, XML_PIECE)) || is_full(x))
			return false;
	}
	return true;
}

/* Ends the reader and says with a finding what stops the extraction; *sound_r: the XML was well-formed. */
static int
judge(struct xml_reader *r, struct extraction *x, const char *where, bool *sound_r, struct err *e)
{
	enum xml_end end;

	if (xml_close(r, &end, e) != 0)
		return -1;
	*sound_r = end == XML_SOUND;
	if (end == XML_DOCTYPE && !x->loose)
		extraction_stop(x, F_EXT_DOCTYPE, str_of(where));
	else if (end == XML_DEEP)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("256 XML-elementen in elkaar")));
	else if (is_full(x))
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("64 MB tekst")));
	return 0;
}

/* The same, where XML that is not well-formed was not read. */
static int
judge_sound(struct xml_reader *r, struct extraction *x, const char *where, struct err *e)
{
	bool sound;

	if (judge(r, x, where, &sound, e) != 0)
		return -1;
	if (!sound && x->loose && !x->stopped)
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("onderdeel dat geen geldige XML is")));
	else if (!sound)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen geldige XML")));
	return 0;
}

int
xml_read_member(struct extraction *x, struct zip *z, const struct xml_handler *h, void *user, struct err *e)
{
	struct xml_reader r = reader(x, h, user);
	struct str block;
	enum zip_state st;

	if (xml_open(&r, false, e) != 0)
		return -1;
	while ((st = zip_block(z, &block)) == ZIP_MORE && feed(&r, x, block))
		;
	if (st == ZIP_END)
		(void)xml_feed(&r, STR_NONE);
	xml_read_state(x, st);
	return judge_sound(&r, x, _("in een onderdeel van het document"), e);
}

int
xml_read_file(struct extraction *x, struct str utf8, const struct xml_handler *h, void *user, struct err *e)
{
	struct xml_reader r = reader(x, h, user);

	if (xml_open(&r, true, e) != 0)
		return -1;
	if (feed(&r, x, utf8))
		(void)xml_feed(&r, STR_NONE);
	return judge_sound(&r, x, _("aan het begin"), e);
}

int
xml_read_bytes(
    struct extraction *x, struct str s, const struct xml_handler *h, void *user, bool *sound_r, struct err *e)
{
	struct xml_reader r = reader(x, h, user);

	if (xml_open(&r, false, e) != 0)
		return -1;
	if (feed(&r, x, s))
		(void)xml_feed(&r, STR_NONE);
	return judge(&r, x, _("in een onderdeel van het document"), sound_r, e);
}

void
xml_read_state(struct extraction *x, enum zip_state st)
{
	switch (st) {
	case ZIP_MORE:
	case ZIP_END:
		break;
	case ZIP_BROKEN:
		extraction_stop(x, F_EXT_BROKEN, str_of(_("ZIP-structuur")));
		break;
	case ZIP_LOCKED:
		extraction_stop(x, F_EXT_PASSWORD, STR_NONE);
		break;
	case ZIP_TWICE:
		extraction_stop(x, F_EXT_BROKEN, str_of(_("een onderdeel komt twee keer voor")));
		break;
	case ZIP_TOO_MUCH:
		extraction_stop(
		    x, F_EXT_TOO_MUCH, str_of(_("10.000 onderdelen, 512 MB uitgepakt of 200 keer zijn eigen grootte")));
		break;
	}
}
