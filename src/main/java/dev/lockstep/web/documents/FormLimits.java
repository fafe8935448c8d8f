package dev.lockstep.web.documents;

/**
 * The limits of a form apart from the bytes of its files.
 *
 * @param files how many files a form may have
 * @param fieldSize how many bytes a part that is not a file may have, and the head of any part
 */
record FormLimits(int files, int fieldSize) {}
