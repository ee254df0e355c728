/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_bytes.h - what a byte is to the tokens of a PDF, for who reads them himself (decision 054). */
#ifndef PDF_PDF_BYTES_H
#define PDF_PDF_BYTES_H

#define PDF_WORD_MOST	100u		/* bytes of a name or operator; MuPDF cuts at 127 */

enum pdf_byte { REGULAR, WHITE, DELIMITER, HASH };

/* ISO 32000-1 7.2.2; what has no entry is regular. */
static const unsigned char kinds[256] = {
	['\0'] = WHITE, ['\t'] = WHITE, ['\n'] = WHITE, ['\f'] = WHITE, ['\r'] = WHITE, [' '] = WHITE,
	['('] = DELIMITER, [')'] = DELIMITER, ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
	['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
	['#'] = HASH,		/* within a name it changes what the next bytes are */
};

#endif
