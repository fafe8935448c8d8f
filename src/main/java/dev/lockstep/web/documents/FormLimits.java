package dev.lockstep.web.documents;

/**
 * How large a form may be apart from its files' bytes.
 *
 * @param files how many
 * @param fieldSize the bytes of a part that is no file, and of the head of any
 */
record FormLimits(int files, int fieldSize) {}
