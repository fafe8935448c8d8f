package dev.lockstep.commands;

import dev.lockstep.domain.ApiKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows keys as lines with columns. */
final class KeyTable {

    private static final List<String> HEAD =
            List.of("ID", "NAME", "TENANT", "SCOPES", "KNOWLEDGE BASES", "EXPIRES", "LAST USED", "REVOKED");

    private KeyTable() {}

    static String of(List<ApiKey> keys) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        keys.forEach(key -> lines.add(line(key)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                text.append(String.format("%-" + (widths[column] + 2) + "s", line.get(column)));
            }
            table.append(text.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    private static List<String> line(ApiKey key) {
        String[] reach = key.reach().toArray();
        return List.of(
                key.id().toString(),
                key.name(),
                key.tenant().value(),
                String.join(",", new TreeSet<>(key.scopes())),
                reach == null ? "all" : String.join(",", reach),
                shown(key.times().expires()),
                shown(key.times().lastUsed()),
                shown(key.times().revoked()));
    }

    private static String shown(@Nullable Instant moment) {
        return moment == null ? "-" : moment.toString();
    }
}
