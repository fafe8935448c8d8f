package dev.lockstep.text.parsing;

import dev.lockstep.text.parsing.formats.DocumentType;

/**
 * The kind of a document, as it was found out.
 *
 * @param mediaType more exact than the type's own for the many languages of source code
 */
record DetectedFormat(DocumentType type, String mediaType) {

    static DetectedFormat of(DocumentType type) {
        return new DetectedFormat(type, type.mediaType());
    }
}
