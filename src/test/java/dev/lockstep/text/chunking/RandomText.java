package dev.lockstep.text.chunking;

import java.util.SplittableRandom;

/** Text that has a bit of everything, in an order that only its seed knows. */
final class RandomText {

    private static final String[] WORDS = {
        "the",
        "unit",
        "of",
        "work",
        "embeddings",
        "internationalisation",
        "Straße",
        "naïve",
        "cafe\u0301",
        "3.14",
        "x",
        "user@example.com",
        "https://example.com/a/b?c=d&e=f",
        "中文字的词语",
        "日本語のテキスト",
        "한국어",
        "ภาษาไทย",
        "😀",
        "👨‍👩‍👧‍👦🇩🇪",
        "[SEP]",
        "\u200B",
        "\uFEFF",
        "\uD83D",
        "\uFFFD",
        "\u0007",
        "don't",
        "()",
        "¿qué?",
        "…",
        "\u00A0",
        "क्षि"
    };
    private static final String[] SPACES = {" ", " ", " ", " ", " ", "  ", "\t", "\n", "\r\n", "\u2028", ""};
    private static final String[] ENDS = {
        ". ", "! ", "? ", "。", ".\n", ".\n\n", "\n\n", "\r\n\r\n", "\n \t\n", "\f", " Dr. ", " z. B. 3. ", ", ", ""
    };
    private static final String[] LINES = {
        "\n# Title\n",
        "\n\n## A section of some length ##\n\n",
        "\nSetext\n======\n",
        "\nAnother\n---\n",
        "\n```java\nint x = 1;\n# no heading\n\nint y;\n```\n",
        "\n- item\n- item two\n1. three\n",
        "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "\n~~~\n",
        "\n###### \n",
        "\n>quoted\n",
        "\n\nint f(int x) {\n    if (x) {\n\n        return \"}\";\n    }\n    return 2;\n}\n",
        "\nclass A:\n\tdef f(self):\n\t\tpass\n\n\n\tdef g(self):\n\t\treturn 1\n"
    };

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();

    private RandomText(long seed) {
        random = new SplittableRandom(seed);
    }

    static String of(long seed) {
        RandomText random = new RandomText(seed);
        int pieces = random.random.nextInt(1, 120);
        for (int i = 0; i < pieces; i++) {
            random.addPiece();
        }
        return random.text.append("end").toString();
    }

    private void addPiece() {
        switch (random.nextInt(12)) {
            case 0 -> text.append(any(LINES));
            case 1 -> text.append(any(ENDS));
            case 2 -> addUnbroken();
            default -> addSentence();
        }
    }

    private void addSentence() {
        int words = random.nextInt(1, 30);
        for (int i = 0; i < words; i++) {
            text.append(any(WORDS)).append(any(SPACES));
        }
        text.append(any(ENDS));
    }

    private void addUnbroken() {
        String[] kinds = {"a", "Z9", "😀", "か", "e\u0301", "!", "中", "각", "a.b", "\u200B", "   ", "\uD83D", "ก็"};
        text.append(any(kinds).repeat(random.nextInt(1, 400)));
    }

    private String any(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
