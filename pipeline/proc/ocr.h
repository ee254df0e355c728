/* SPDX-License-Identifier: EUPL-1.2 */
/* ocr.h - the outside program that reads the letters in a picture (tesseract), behind walls of its own. */
#ifndef PROC_OCR_H
#define PROC_OCR_H

#include <sys/resource.h>
#include <sys/types.h>

#include "base/hash.h"
#include "base/str.h"
#include "stage.h"

struct sandbox;
struct ocr;

#define OCR_PROGRAM	"/usr/bin/tesseract"	/* Debian's package tesseract-ocr */
#define OCR_PICTURES	500			/* of one document: a page of a scan each */

/*
 * In the process that will fork: does the program start behind its walls, and
 * has it these languages ("nld", or "nld+fry")?  E_CONFIG when not.  The sandbox
 * is borrowed.
 */
int		 ocr_load(const char *program, const char *languages, const struct sandbox *, struct arena *, struct ocr **,
		    struct err *) MUST_USE;

/* Of its version, its languages and their data: what it reads changes with these. */
struct digest	 ocr_digest(const struct ocr *);

/* What reading pictures may take on top of what the stage itself may. */
struct limits	 ocr_limits(struct limits);

/* Who starts the program for one child, picture after picture. */
struct ocr_reader {
	pid_t		 pid;
	int		 sock;		/* the child's end of the way to it; -1: none */
};

/*
 * In the process that forks, before it forks the child: another process, which
 * holds nothing but that socket.  It starts the program for each picture, with
 * the picture as its standard input and a file in memory as its output, and ends
 * when the socket closes.
 */
int		 ocr_start(const struct ocr *, struct ocr_reader *, struct err *) MUST_USE;
/* After the child is gone, and its socket closed here too: wait for it, and add what it took of the processor.  Nothing when none was started. */
void		 ocr_end(struct ocr_reader *, struct rusage *);

/*
 * In the child: what the program says of this picture (PNM, PNG, JPEG, TIFF,
 * WebP, GIF or BMP), as tab-separated values.  False: it could not read it, took
 * too long, or is gone; also after OCR_PICTURES.
 */
bool		 ocr_ask(int sock, struct str picture, struct arena *, struct str *words_r) MUST_USE;

#endif
