package dev.lockstep.embedded.qdrant.protocol;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A payload path as the way from a payload to the values it addresses. */
public record PayloadSteps(List<Step> steps) {
    private static final Pattern STEP =
            Pattern.compile("\\.?(?:\"(?<quoted>[^\"]*)\"|(?<plain>[^.\"\\[]+))|\\[(?<position>[0-9]*)]");

    public PayloadSteps {
        steps = List.copyOf(steps);
    }

    public static PayloadSteps of(PayloadPath path) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path.text());
        while (step.find()) {
            steps.add(step(step));
        }
        return new PayloadSteps(steps);
    }

    private static Step step(Matcher step) {
        String position = step.group("position");
        if (position != null) {
            return position.isEmpty() ? new Each() : new At(Integer.parseInt(position));
        }
        return new Key(step.group("plain") != null ? step.group("plain") : step.group("quoted"));
    }

    /** The values at the end of the way. An array there is its elements: those are what a condition would test. */
    public List<Value> values(Map<String, Value> payload) {
        List<Value> reached = new ArrayList<>();
        if (steps.get(0) instanceof Key first && payload.containsKey(first.name())) {
            follow(1, payload.get(first.name()), reached);
        }
        List<Value> values = new ArrayList<>();
        for (Value value : reached) {
            if (value.hasListValue()) {
                values.addAll(value.getListValue().getValuesList());
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private void follow(int done, Value value, List<Value> reached) {
        if (done == steps.size()) {
            reached.add(value);
            return;
        }
        List<Value> elements = value.getListValue().getValuesList();
        Step step = steps.get(done);
        if (step instanceof Key key) {
            Value member = value.getStructValue().getFieldsMap().get(key.name());
            if (member != null) {
                follow(done + 1, member, reached);
            }
        } else if (step instanceof At at) {
            if (at.position() < elements.size()) {
                follow(done + 1, elements.get(at.position()), reached);
            }
        } else {
            elements.forEach(element -> follow(done + 1, element, reached));
        }
    }

    /** Into an object or an array. */
    public sealed interface Step {}

    public record Key(String name) implements Step {}

    public record Each() implements Step {}

    public record At(int position) implements Step {}
}
