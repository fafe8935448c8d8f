package dev.lockstep.text.parsing.formats;

/** Content that is there several times for programs that know more or less (ECMA-376, part 3: Markup Compatibility). */
final class Alternatives {

    private Alternatives() {}

    /** Returns the one to read: the richest that says something. */
    static XmlNode of(XmlNode alternatives) {
        return alternatives.children().stream()
                .filter(one -> one.all("t").findAny().isPresent()
                        || one.all("chart").findAny().isPresent()
                        || one.all("relIds").findAny().isPresent())
                .findFirst()
                .orElse(
                        alternatives.children().isEmpty()
                                ? alternatives
                                : alternatives.children().get(0));
    }
}
