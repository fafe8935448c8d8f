package dev.lockstep.text.parsing.formats;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads the text on a picture. A TIFF may have several pages, each of which ends with a form feed; of other files it is the first picture. */
final class ImageFileReader implements Reader {

    /** Pixels of a picture in memory: of a larger one only every second or third is read. */
    private static final long WORKED_WITH = 12_000_000;

    private final PictureReading pictures;

    ImageFileReader(PictureReading pictures) {
        this.pictures = pictures;
    }

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        try (InputStream bytes = source.content().open();
                ImageInputStream file = new MemoryCacheImageInputStream(bytes)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(file);
            if (!readers.hasNext()) {
                throw ParseRefusals.corrupt(source.mediaType(), "it does not begin as such a picture does");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(file);
                return read(source, reader, limits);
            } finally {
                reader.dispose();
            }
        }
    }

    private ParsedDocument read(Source source, ImageReader reader, ParseLimits limits) throws IOException {
        int pages = source.mediaType().equals("image/tiff") ? reader.getNumImages(true) : 1;
        if (!pictures.limits().enabled()) {
            throw ParseRefusals.notRecognized(pages);
        }
        pictures.requireFew(pages);
        TextWriter text = new TextWriter(limits);
        for (int page = 1; page <= pages; page++) {
            pictures.begin(page, pages);
            text.plain(pictures.read(page, decoded(reader, page - 1)));
            if (page < pages) {
                text.endPage();
            }
        }
        DocumentProperties found = new DocumentProperties(source.mediaType());
        found.pages(pages);
        found.recognized(pictures.confidences());
        return Reader.plain(source.mediaType(), text, found);
    }

    private BufferedImage decoded(ImageReader reader, int index) throws IOException {
        long pixels = (long) reader.getWidth(index) * reader.getHeight(index);
        if (pixels > pictures.limits().pixels()) {
            throw ParseRefusals.pictureTooLarge(pictures.limits().pixels());
        }
        int step = (int) Math.ceil(Math.sqrt(pixels / (double) WORKED_WITH));
        ImageReadParam every = reader.getDefaultReadParam();
        every.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
        return reader.read(index, every);
    }
}
