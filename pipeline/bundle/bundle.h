/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle.h - the bundle stage: a dossier as a BagIt bag in a ZIP. */
#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H

#include "stage.h"

/*
 * PER_DOSSIER.  Writes a BagIt 1.0 bag (RFC 8493) to out[A_BUNDLE]:
 *
 *	<slug>-<8 of the dossier's uuid>/
 *		bag-info.txt  bagit.txt
 *		data/<nn>-<slug>.<ext>		each document that goes out, the main one first
 *		diwoo/<nn>-<slug>.xml		its DiWoo XML
 *		manifest-sha256.txt  manifest-sha512.txt
 *		tagmanifest-sha256.txt  tagmanifest-sha512.txt
 *
 * Slugs come from the officieleTitel and ext from the format, so no delivered
 * name gets out.  The same dossier gives the same bytes on any day and machine.
 *
 * A document without metadata is never bundled: DSC-504 and no bag.  Bytes that
 * are not those of have[A_ORIGINAL] are E_BUG.
 */
stage_run	 bundle_run;

#endif
