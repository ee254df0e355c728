/* SPDX-License-Identifier: EUPL-1.2 */
/* xsd.h - the official schemas and samples, where this machine has them; they are no part of the project. */
#ifndef XSD_H
#define XSD_H

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "rig.h"

/* The folder with the official XSDs: WOO_XSD, else ../shared/xsd/local; NULL when it is not there. */
static UNUSED const char *
xsd_folder(void)
{
	const char *dir = getenv("WOO_XSD");

	if (dir == NULL)
		dir = "../shared/xsd/local";
	return access(dir, R_OK) == 0 ? dir : NULL;
}

/*
 * The official schema in this file, or NULL with a message.  It reads its
 * imports from disk, so call it before a loader refuses that.
 */
static UNUSED xmlSchemaPtr
xsd_of(const char *file)
{
	const char *dir = xsd_folder();
	xmlSchemaParserCtxtPtr ctxt;
	xmlSchemaPtr schema;
	char path[1024];

	if (dir == NULL) {
		print_message("official %s absent (WOO_XSD, ../shared/xsd/local): not validated with it\n", file);
		return NULL;
	}
	(void)snprintf(path, sizeof path, "%s/%s", dir, file);
	ctxt = xmlSchemaNewParserCtxt(path);
	assert_non_null(ctxt);
	schema = xmlSchemaParse(ctxt);
	xmlSchemaFreeParserCtxt(ctxt);
	if (schema == NULL)
		fail_msg("%s: no schema", path);
	return schema;
}

static UNUSED xmlSchemaPtr
xsd_diwoo(void)
{
	return xsd_of("diwoo-metadata.xsd");
}

/* schema may be NULL: nothing to compare with, nothing wrong. */
static UNUSED bool
xsd_valid(xmlSchemaPtr schema, struct str xml)
{
	xmlSchemaValidCtxtPtr ctxt;
	xmlDocPtr doc;
	int rc;

	if (schema == NULL)
		return true;
	doc = xmlReadMemory(xml.p, (int)xml.n, "test", NULL, XML_PARSE_NONET);
	if (doc == NULL)
		return false;
	ctxt = xmlSchemaNewValidCtxt(schema);
	assert_non_null(ctxt);
	rc = xmlSchemaValidateDoc(ctxt, doc);
	xmlSchemaFreeValidCtxt(ctxt);
	xmlFreeDoc(doc);
	return rc == 0;
}

#endif
