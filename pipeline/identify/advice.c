/* SPDX-License-Identifier: EUPL-1.2 */
/* advice.c - what an official can do with a file that DiWoo's list of formats does not have. */
#include "identify/advice.h"

#include "base/banned.h"

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define ODF	"application/vnd.oasis.opendocument."

/* The first row whose type starts the media type counts; the last one has them all. */
static const struct { const char *type, *text; } rows[] = {
	{ "image/svg", N_("sla de tekening op als PDF/A") },
	{ "image/vnd.dwg", N_("sla de tekening op als PDF/A") },
	{ "image/", N_("zet de afbeelding in een document en sla dat op als PDF/A, met een beschrijving van wat erop staat") },
	{ "message/rfc822", N_("sla het bericht op als PDF/A en lever de bijlagen als losse bestanden aan") },
	{ "application/vnd.ms-outlook", N_("sla het bericht op als PDF/A en lever de bijlagen als losse bestanden aan") },
	{ "application/mbox", N_("sla elk bericht apart op als PDF/A") },
	{ "application/vnd.ms-word", N_("sla het op als DOCX zonder macro's, of als PDF/A") },
	{ "application/vnd.ms-excel", N_("sla het op als XLSX zonder macro's, of als ODS of CSV") },
	{ "application/vnd.ms-powerpoint", N_("sla het op als PPTX zonder macro's, of als PDF/A") },
	{ OOXML "wordprocessingml.template", N_("sla het op als gewoon document: DOCX of PDF/A") },
	{ OOXML "spreadsheetml.template", N_("sla het op als gewoon werkblad: XLSX, ODS of CSV") },
	{ OOXML "presentationml.template", N_("sla het op als gewone presentatie: PPTX of PDF/A") },
	{ ODF "text", N_("sla het op als gewoon document: ODT of PDF/A") },
	{ ODF "spreadsheet", N_("sla het op als gewoon rekenblad: ODS of CSV") },
	{ ODF "presentation", N_("sla het op als gewone presentatie: ODP of PDF/A") },
	{ "application/json", N_("lever de gegevens aan als CSV, of als PDF/A") },
	{ "application/xml", N_("lever de gegevens aan als CSV, of als PDF/A") },
	{ "text/calendar", N_("sla de afspraak op als PDF/A") },
	{ "text/vcard", N_("een visitekaartje hoort zelden in een dossier; neem wat openbaar mag worden op in een PDF/A") },
	{ "audio/", N_("lever de uitgeschreven tekst aan als PDF/A") },
	{ "video/", N_("lever de uitgeschreven tekst aan als PDF/A") },
	{ "application/x-rar", N_("pak het uit en lever de losse bestanden aan, of een ZIP-archief") },
	{ "application/x-tar", N_("pak het uit en lever de losse bestanden aan, of een ZIP-archief") },
	{ "application/gzip", N_("pak het uit en lever de losse bestanden aan, of een ZIP-archief") },
	{ "application/x-xz", N_("pak het uit en lever de losse bestanden aan, of een ZIP-archief") },
	{ "application/x-bzip2", N_("pak het uit en lever de losse bestanden aan, of een ZIP-archief") },
	{ "application/zstd", N_("pak het uit en lever de losse bestanden aan, of een ZIP-archief") },
	{ "application/x-dosexec", N_("een programma wordt nooit gepubliceerd; haal het uit het dossier") },
	{ "application/octet-stream", N_("zoek uit wat het is, en sla het op als PDF/A") },
	{ "", N_("sla het op als PDF/A") },
};

const char *
advice(struct str type)
{
	size_t i = 0;

	while (!str_starts(type, str_of(rows[i].type)))
		i++;
	return _(rows[i].text);
}
