/* SPDX-License-Identifier: EUPL-1.2 */
/* kinds.c - the table of file types that woostraat has a word for. */
#include "identify/kinds.h"

#include "base/banned.h"

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define ODF	"application/vnd.oasis.opendocument."
#define YES	true
#define NO	false

static const struct kind kinds[] = {
	/* type, name, readable, allowed, extensions */
	{ "application/pdf", N_("een PDF-document"), YES, YES, "pdf" },
	{ OOXML "wordprocessingml.document", N_("een Word-document (DOCX)"), YES, YES, "docx" },
	{ ODF "text", N_("een tekstdocument (ODT)"), YES, YES, "odt" },
	{ "text/html", N_("een webpagina (HTML)"), YES, YES, "html htm xhtml" },
	{ "text/plain", N_("een tekstbestand"), YES, YES, "txt csv" },
	{ "text/csv", N_("een CSV-bestand"), YES, YES, "csv txt" },
	/* An OOXML document under a password; identify says so itself. */
	{ "application/encrypted", N_("een met een wachtwoord beveiligd Office-bestand"), YES, YES,
	    "docx xlsx pptx ppsx doc xls ppt" },

	{ "application/msword", N_("een oud Word-document (DOC)"), YES, YES, "doc" },
	{ "application/rtf", N_("een RTF-document"), YES, YES, "rtf" },
	{ OOXML "spreadsheetml.sheet", N_("een Excel-werkblad (XLSX)"), YES, YES, "xlsx" },
	{ "application/vnd.ms-excel", N_("een oud Excel-werkblad (XLS)"), YES, YES, "xls" },
	{ OOXML "presentationml.presentation", N_("een PowerPoint-presentatie (PPTX)"), YES, YES, "pptx" },
	{ OOXML "presentationml.slideshow", N_("een PowerPoint-voorstelling (PPSX)"), YES, YES, "ppsx" },
	{ "application/vnd.ms-powerpoint", N_("een oude PowerPoint-presentatie (PPT)"), YES, YES, "ppt pps" },
	{ ODF "spreadsheet", N_("een rekenblad (ODS)"), YES, YES, "ods" },
	{ ODF "presentation", N_("een presentatie (ODP)"), YES, YES, "odp" },
	{ ODF "formula", N_("een formule (ODF)"), NO, YES, "odf" },
	{ "application/zip", N_("een ZIP-archief"), NO, YES, "zip" },
	{ "application/x-7z-compressed", N_("een 7z-archief"), NO, YES, "7z" },

	{ "application/vnd.ms-word.document.macroEnabled.12", N_("een Word-document met macro's (DOCM)"), NO, NO, "docm" },
	{ "application/vnd.ms-excel.sheet.macroEnabled.12", N_("een Excel-werkblad met macro's (XLSM)"), NO, NO, "xlsm" },
	{ "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
	    N_("een PowerPoint-presentatie met macro's (PPTM)"), NO, NO, "pptm" },
	{ OOXML "wordprocessingml.template", N_("een Word-sjabloon (DOTX)"), NO, NO, "dotx" },
	{ "application/vnd.ms-word.template.macroEnabled.12", N_("een Word-sjabloon met macro's (DOTM)"), NO, NO, "dotm" },
	{ "application/vnd.ms-excel.sheet.binary.macroEnabled.12", N_("een binair Excel-werkblad (XLSB)"), NO, NO, "xlsb" },
	{ "application/vnd.ms-excel.template.macroEnabled.12", N_("een Excel-sjabloon met macro's (XLTM)"), NO, NO, "xltm" },
	{ "application/vnd.ms-excel.addin.macroEnabled.12", N_("een Excel-invoegtoepassing (XLAM)"), NO, NO, "xlam" },
	{ "application/vnd.ms-powerpoint.slideshow.macroEnabled.12",
	    N_("een PowerPoint-voorstelling met macro's (PPSM)"), NO, NO, "ppsm" },
	{ "application/vnd.ms-powerpoint.template.macroEnabled.12", N_("een PowerPoint-sjabloon met macro's (POTM)"), NO,
	    NO, "potm" },
	{ "application/vnd.ms-powerpoint.addin.macroEnabled.12", N_("een PowerPoint-invoegtoepassing (PPAM)"), NO, NO,
	    "ppam" },
	{ OOXML "spreadsheetml.template", N_("een Excel-sjabloon (XLTX)"), NO, NO, "xltx" },
	{ OOXML "presentationml.template", N_("een PowerPoint-sjabloon (POTX)"), NO, NO, "potx" },
	{ "application/vnd.ms-visio.drawing", N_("een Visio-tekening (VSDX)"), NO, NO, "vsdx" },
	{ "application/vnd.ms-visio.drawing.macroEnabled.12", N_("een Visio-tekening met macro's (VSDM)"), NO, NO, "vsdm" },
	{ "application/vnd.visio", N_("een oude Visio-tekening (VSD)"), NO, NO, "vsd" },
	{ "application/x-mspublisher", N_("een Publisher-document (PUB)"), NO, NO, "pub" },
	{ ODF "text-template", N_("een tekstsjabloon (OTT)"), NO, NO, "ott" },
	{ ODF "spreadsheet-template", N_("een rekenbladsjabloon (OTS)"), NO, NO, "ots" },
	{ ODF "presentation-template", N_("een presentatiesjabloon (OTP)"), NO, NO, "otp" },
	{ ODF "text-master", N_("een hoofddocument in delen (ODM)"), NO, NO, "odm" },
	{ ODF "text-flat-xml", N_("een tekstdocument in één XML-bestand (FODT)"), NO, NO, "fodt xml" },
	{ ODF "spreadsheet-flat-xml", N_("een rekenblad in één XML-bestand (FODS)"), NO, NO, "fods xml" },
	{ ODF "presentation-flat-xml", N_("een presentatie in één XML-bestand (FODP)"), NO, NO, "fodp xml" },
	{ ODF "graphics-flat-xml", N_("een tekening in één XML-bestand (FODG)"), NO, NO, "fodg xml" },
	{ ODF "graphics", N_("een tekening (ODG)"), NO, NO, "odg" },
	{ "application/x-ole-storage", N_("een oud Office-bestand van onbekende soort"), NO, NO, "" },
	{ "message/rfc822", N_("een e-mailbericht (EML)"), YES, NO, "eml" },
	{ "application/vnd.ms-outlook", N_("een Outlook-bericht (MSG)"), YES, NO, "msg" },
	{ "application/mbox", N_("een postbus met e-mailberichten (MBOX)"), NO, NO, "mbox mbx" },
	{ "application/xml", N_("een XML-bestand"), YES, NO, "xml" },
	{ "application/json", N_("een JSON-bestand"), NO, NO, "json" },
	{ "text/calendar", N_("een agenda-afspraak (ICS)"), NO, NO, "ics" },
	{ "text/vcard", N_("een visitekaartje (VCF)"), NO, NO, "vcf" },
	{ "image/png", N_("een PNG-afbeelding"), YES, NO, "png" },
	{ "image/jpeg", N_("een JPEG-afbeelding"), YES, NO, "jpg jpeg" },
	{ "image/gif", N_("een GIF-afbeelding"), YES, NO, "gif" },
	{ "image/tiff", N_("een TIFF-afbeelding"), YES, NO, "tif tiff" },
	{ "image/bmp", N_("een BMP-afbeelding"), YES, NO, "bmp" },
	{ "image/webp", N_("een WebP-afbeelding"), YES, NO, "webp" },
	{ "image/heic", N_("een HEIC-afbeelding"), YES, NO, "heic" },
	{ "image/avif", N_("een AVIF-afbeelding"), NO, NO, "avif" },
	{ "image/svg+xml", N_("een SVG-afbeelding"), YES, NO, "svg" },
	{ "image/vnd.dwg", N_("een AutoCAD-tekening (DWG)"), NO, NO, "dwg" },
	{ "audio/mpeg", N_("een MP3-geluidsopname"), NO, NO, "mp3" },
	{ "audio/x-wav", N_("een WAV-geluidsopname"), NO, NO, "wav" },
	{ "video/mp4", N_("een MP4-video"), NO, NO, "mp4" },
	{ "video/quicktime", N_("een QuickTime-video"), NO, NO, "mov" },
	{ "application/epub+zip", N_("een e-boek (EPUB)"), NO, NO, "epub" },
	{ "application/x-rar", N_("een RAR-archief"), NO, NO, "rar" },
	{ "application/gzip", N_("een GZIP-bestand"), NO, NO, "gz tgz" },
	{ "application/x-tar", N_("een TAR-archief"), NO, NO, "tar" },
	{ "application/x-xz", N_("een XZ-bestand"), NO, NO, "xz txz" },
	{ "application/zstd", N_("een Zstandard-bestand"), NO, NO, "zst" },
	{ "application/x-bzip2", N_("een BZIP2-bestand"), NO, NO, "bz2 tbz2" },
	{ "application/vnd.ms-cab-compressed", N_("een CAB-archief"), NO, NO, "cab" },
	{ "application/x-iso9660-image", N_("een schijfkopie (ISO)"), NO, NO, "iso" },
	{ "application/postscript", N_("een PostScript-bestand"), NO, NO, "ps eps" },
	{ "application/x-dosexec", N_("een Windows-programma"), NO, NO, "exe dll" },
	{ "application/octet-stream", N_("een onbekend soort bestand"), NO, NO, "" },
};

const struct kind *
kind_find(struct str type)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_eq(type, str_of(kinds[i].type)))
			return &kinds[i];
	}
	return NULL;
}

bool
kind_has_extension(const struct kind *k, struct str ext)
{
	struct str rest = str_of(k->extensions), part;

	while (ext.n != 0 && str_next(&rest, ' ', &part)) {
		if (str_eq_nocase(part, ext))
			return true;
	}
	return false;
}

const struct kind *
kind_of_package(struct str ext)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct str type = str_of(kinds[i].type);

		if ((str_starts(type, S(OOXML)) || str_starts(type, S(ODF)) || str_ends(type, S(".macroEnabled.12")) ||
			str_eq(type, S("application/vnd.ms-visio.drawing"))) &&
		    !str_ends(type, S("-flat-xml")) && kind_has_extension(&kinds[i], ext))
			return &kinds[i];
	}
	return NULL;
}

bool
kind_extension_known(struct str ext)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (kind_has_extension(&kinds[i], ext))
			return true;
	}
	return false;
}
