package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads what web pages are about, without what stands around it on every page of the site. */
final class HtmlReader implements Reader {

    /** A page that marks a main part with fewer characters than this does not mean it. */
    private static final int LEAST_MAIN_TEXT = 80;

    /** Pages name their author in one of these ways. */
    private static final String[] AUTHOR = {"author", "article:author", "dc.creator", "dcterms.creator"};

    private static final String[] CREATED = {
        "article:published_time", "date", "dc.date", "dcterms.created", "datePublished", "pubdate"
    };
    private static final String[] MODIFIED = {
        "article:modified_time", "last-modified", "dcterms.modified", "dateModified", "og:updated_time"
    };

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        try (InputStream bytes = source.content().open()) {
            Document page = HtmlPages.parse(Charsets.page(bytes.readAllBytes(), source.charset()), limits);
            TextWriter text = new TextWriter(limits);
            DocumentProperties found = new DocumentProperties(source.mediaType());
            describe(page, found);
            write(page, text, limits);
            return Reader.markdown(source.mediaType(), text, found);
        }
    }

    private static void describe(Document page, DocumentProperties found) {
        found.title(page.title());
        found.title(meta(page, "og:title"));
        found.language(page.select("html").attr("lang"));
        found.language(meta(page, "og:locale"));
        for (String name : AUTHOR) {
            found.author(meta(page, name));
        }
        for (String name : CREATED) {
            found.created(meta(page, name));
        }
        for (String name : MODIFIED) {
            found.modified(meta(page, name));
        }
    }

    private static String meta(Document page, String name) {
        for (Element meta : page.getElementsByTag("meta")) {
            boolean named = meta.attr("name").equalsIgnoreCase(name)
                    || meta.attr("property").equalsIgnoreCase(name)
                    || meta.attr("itemprop").equalsIgnoreCase(name);
            if (named) {
                return meta.attr("content");
            }
        }
        return "";
    }

    /** Writes the main part of a page. */
    static void write(Document page, TextWriter text, ParseLimits limits) {
        Element main = main(page);
        new HtmlBlocks(text, limits, HtmlBlocks.Scope.of(main, page)).write(main);
        if (text.isEmpty()) {
            // When everything is part of what stands around, that is what the page is about.
            new HtmlBlocks(text, limits, HtmlBlocks.Scope.EVERYTHING).write(HtmlPages.body(page));
        }
    }

    private static Element main(Document page) {
        for (String marked : new String[] {"main", "[role=main]", "article"}) {
            var found = HtmlPages.body(page).select(marked);
            if (found.size() == 1 && found.text().length() >= LEAST_MAIN_TEXT) {
                return found.get(0);
            }
        }
        return HtmlPages.body(page);
    }
}
