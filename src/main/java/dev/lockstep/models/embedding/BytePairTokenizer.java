package dev.lockstep.models.embedding;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text as the tokenizers of OpenAI's models do, by jtokkit. Their tokens are runs of bytes, so one may begin or end within a
 * character; its span then has the whole of it.
 */
final class BytePairTokenizer implements Tokenizer {

    private final Encoding encoding;

    private BytePairTokenizer(Encoding encoding) {
        this.encoding = encoding;
    }

    static BytePairTokenizer load(EncodingType type) {
        return new BytePairTokenizer(Encodings.newLazyEncodingRegistry().getEncoding(type));
    }

    @Override
    public List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        TextBlocks.visit(WellFormedText.of(text), (block, start) -> addTokens(block, start, tokens));
        return tokens;
    }

    @Override
    public int count(String text) {
        return TextBlocks.sum(WellFormedText.of(text), encoding::countTokensOrdinary);
    }

    private void addTokens(String block, int offset, List<Token> tokens) {
        IntArrayList ids = encoding.encodeOrdinary(block);
        IntArrayList one = new IntArrayList(1);
        one.add(0);
        Bytes position = new Bytes(block);
        int bytes = 0;
        for (int i = 0; i < ids.size(); i++) {
            int ignored = one.set(0, ids.get(i));
            int start = position.characterAt(bytes);
            bytes += encoding.decodeBytes(one).length;
            tokens.add(new Token(offset + start, offset + position.endBefore(bytes)));
        }
    }

    /** Walks along a text by the bytes of its UTF-8. */
    private static final class Bytes {

        private final String text;
        private int character;
        private int before;

        Bytes(String text) {
            this.text = text;
        }

        /** The beginning of the character that has this byte. It is never asked for one further back. */
        int characterAt(int wanted) {
            while (character < text.length() && before + width() <= wanted) {
                before += width();
                character += Character.charCount(text.codePointAt(character));
            }
            return character;
        }

        /** The end of the character that has the byte before this one. */
        int endBefore(int wanted) {
            int last = characterAt(wanted - 1);
            return last == text.length() ? last : last + Character.charCount(text.codePointAt(last));
        }

        private int width() {
            int point = text.codePointAt(character);
            return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        }
    }
}
