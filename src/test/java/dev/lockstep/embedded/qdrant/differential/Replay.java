package dev.lockstep.embedded.qdrant.differential;

import io.grpc.Channel;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does operations on two servers, one after the other on both.
 *
 * @param left the one
 * @param right the other
 * @param errors what of an error has to be the same
 * @param ties whether what is equally good has to be in the same order
 */
record Replay(Channel left, Channel right, Errors errors, Ties ties) {
    enum Errors {
        SAME_CODE,
        SAME_CODE_AND_MESSAGE
    }

    enum Ties {
        IN_ANY_ORDER,
        IN_THE_SAME_ORDER
    }

    /** Tells of each difference as it is found. */
    int run(List<Operation> history, Consumer<Difference> told) {
        int differences = 0;
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.get(i).waiting();
            List<String> findings = findings(operation);
            if (!findings.isEmpty()) {
                differences++;
                told.accept(new Difference(i + 1, operation, findings));
            }
        }
        return differences;
    }

    List<Difference> run(List<Operation> history) {
        List<Difference> differences = new ArrayList<>();
        int unused = run(history, differences::add);
        return differences;
    }

    private List<String> findings(Operation operation) {
        Answer one = Protocol.call(left, operation);
        Answer other = Protocol.call(right, operation);
        if (one.message().isPresent() && other.message().isPresent()) {
            return Comparison.of(
                    ties,
                    operation.request(),
                    one.message().get(),
                    other.message().get());
        }
        return isSame(one.status(), other.status())
                ? List.of()
                : List.of("the answer is %s on the left and %s on the right".formatted(one.text(), other.text()));
    }

    private boolean isSame(Status one, Status other) {
        return one.getCode() == other.getCode()
                && (errors == Errors.SAME_CODE
                        || String.valueOf(one.getDescription()).equals(other.getDescription()));
    }
}
