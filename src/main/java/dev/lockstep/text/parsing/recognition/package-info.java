/**
 * Reads the text of a picture of a page.
 *
 * <pre>
 *   picture ──> TextDetector ──> boxes ──> LineImage ──> TextRecognizer ──> lines ──> ReadingOrder ──> text
 *               TextMap          askew     level,        CtcDecoder         with       columns,
 *               SmallestRectangle          48 high       WordGaps           trust      paragraphs
 * </pre>
 *
 * <p>Start with {@link dev.lockstep.text.parsing.recognition.TextRecognition}. The models are PP-OCRv4 (Du et al., "PP-OCR: A Practical Ultra
 * Lightweight OCR System", 2020, and PaddleOCR's documentation of versions 3 and 4) for Chinese and Latin letters: detection by
 * differentiable binarization, recognition by SVTR-LCNet with connectionist temporal classification. Nothing here knows of documents.
 */
@NullMarked
package dev.lockstep.text.parsing.recognition;

import org.jspecify.annotations.NullMarked;
