/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle.h - the bundle stage: a dossier as a BagIt bag in a ZIP or a tar. */
#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H

#include "stage.h"

/*
 * PER_DOSSIER.  Writes a BagIt 1.0 bag (RFC 8493) to out[A_BUNDLE]:
 *
 *	<dossier>/
 *		bag-info.txt  bagit.txt  LEESMIJ.txt
 *		bewijs/herkomst.csv			where each value of the metadata comes from (origins.h)
 *		data/<dossier>/...			an MDTO SIP with each document that goes out (sip.h)
 *		diwoo/<nn>-<slug>.xml			the DiWoo XML of each document
 *		manifest-sha256.txt  manifest-sha512.txt
 *		tagmanifest-sha256.txt  tagmanifest-sha512.txt
 *
 * Names come from the officieleTitel and the format, so no delivered name gets
 * out.  The same dossier gives the same bytes on any day and machine with the
 * same libraries (packer.h).  dossier.pack says which kind of archive.
 *
 * A document without metadata is never bundled: DSC-504 and no bag.  Bytes that
 * are not those of have[A_ORIGINAL] are E_BUG.
 */
stage_run	 bundle_run;

#endif
