package dev.lockstep.text.parsing.formats;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is no title, no author and no date, though it stands in their places. */
class PlaceholdersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "untitled",
                "Untitled Document",
                "Document1",
                "Dokument 2",
                "PowerPoint Presentation",
                "Presentation1",
                "Microsoft Word - report final.doc",
                "C:\\temp\\a.txt",
                "paper.dvi",
                "(Untitled)",
                "Title",
                "---",
                "Sheet1",
                "無題",
                "Sans titre",
                "scan0001",
                "Book1.xlsx"
            })
    void noTitle(String title) {
        assertThat(Placeholders.isTitle(title)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Handbook",
                "The Otter",
                "1984 and after",
                "Normal distributions",
                "Document management in banks",
                "Page turners",
                "Printing for beginners",
                "On .NET",
                "C++: a primer",
                "Test",
                "Sheet metal",
                "Presentation of the results"
            })
    void aTitle(String title) {
        assertThat(Placeholders.isTitle(title)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Anonymous", "(anonymous)", "Microsoft Office User", "python-docx", "Administrator", "123", "-"})
    void noAuthor(String author) {
        assertThat(Placeholders.isAuthor(author)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada Lovelace", "Users' group of Bern", "山田太郎", "Test Laboratories"})
    void anAuthor(String author) {
        assertThat(Placeholders.isAuthor(author)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1601-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2013-12-23T23:15:00Z"})
    void noDate(String date) {
        assertThat(Placeholders.isDate(Instant.parse(date))).isTrue();
        assertThat(Placeholders.isDate(Instant.parse(date).plusSeconds(1))).isFalse();
    }
}
