package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is read of notebooks. */
class NotebookReaderTest {

    @Test
    void proseStaysMarkdownAndCodeStandsWithWhatItPrinted() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.NOTEBOOK, """
                {"nbformat": 4, "metadata": {"title": "Ships", "authors": [{"name": "Ada"}]}, "cells": [
                  {"cell_type": "markdown", "source": ["# Harbours\\n", "\\n", "- one *quay*\\n"]},
                  {"cell_type": "code", "source": "print(1815)", "outputs": [
                    {"output_type": "stream", "text": ["1815\\n"]},
                    {"output_type": "execute_result", "data": {"text/plain": "12", "image/png": "aGFyYm91cg=="}}]}]}
                """);
        assertThat(read.title()).isEqualTo("Ships");
        assertThat(read.metadata()).containsEntry("author", "Ada");
        assertThat(read.text()).isEqualTo("""
                # Harbours

                - one *quay*

                ```
                print(1815)
                ```

                ```
                1815
                ```

                ```
                12
                ```""");
    }

    @Test
    void whatHasNoCellsIsNone() {
        assertThatThrownBy(() -> ReaderTest.read(DocumentType.NOTEBOOK, "{\"worksheets\": []}"))
                .isInstanceOfSatisfying(
                        Rejected.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DOCUMENT_CORRUPT))
                .hasMessageContaining("no cells");
    }
}
