/* SPDX-License-Identifier: EUPL-1.2 */
/* screen.h - keeps personal data, and what a reader cannot see, from going out unnoticed. */
#ifndef SCREEN_SCREEN_H
#define SCREEN_SCREEN_H

#include "stage.h"

/*
 * Looks through the extracted text, through the text that no reader sees
 * (unseen.h), and through what else of the document becomes public: its path,
 * its title property, its title in dossier.yaml, and with the main document what
 * dossier.yaml says of the dossier.  A burgerservicenummer holds wherever it
 * stands; for other personal data toets.yaml says what is done (policy.h), by
 * organisation and category, and what no reader sees is graver.  Offsets of
 * findings refer to the text; a finding elsewhere has no place but %1.  A
 * document that stays here is not looked at; one without A_TEXT only for what
 * stands beside it, since another finding holds its text.
 *
 * What it finds depends on path, declared_title, role, classes, who is said to
 * be a party, organisation and dossier.declared as much as on the bytes: who
 * remembers results must count them in.
 */
stage_run	 screen_run;

#endif
