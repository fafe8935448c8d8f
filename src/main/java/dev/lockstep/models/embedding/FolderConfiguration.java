package dev.lockstep.models.embedding;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** What the files beside a model say about its use, as sentence-transformers and transformers write them. Settings come before these. */
public final class FolderConfiguration {

    /** What models read that say nothing of it, and the most that is read unless a setting wants more: memory grows by its square. */
    static final int USUAL_INPUT = 512;

    private static final String POOLING = "1_Pooling/config.json";
    private static final Map<String, Pooling> POOLINGS = Map.of(
            "pooling_mode_cls_token", Pooling.CLS,
            "pooling_mode_mean_tokens", Pooling.MEAN,
            // It differs from the mean by a factor alone, and vectors get unit length.
            "pooling_mode_mean_sqrt_len_tokens", Pooling.MEAN);

    /** Models of these types count positions from behind the id of the padding, so that they read fewer tokens than there are positions. */
    private static final Set<String> OFFSET_TYPES =
            Set.of("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet");

    /** What models call the texts that are searched, by the order in which sentence-transformers looks for it. */
    private static final List<String> DOCUMENT_PROMPTS = List.of("document", "passage", "corpus");

    private static final Set<String> LAYERS = Set.of("Transformer", "Pooling", "Normalize");

    private final ModelFolder folder;

    FolderConfiguration(ModelFolder folder) {
        this.folder = folder;
    }

    /** The longest input to read, in tokens: as the setting says, else as much as the model reads, within reason. */
    public static int maxInput(OptionalInt setting, Optional<ModelFolder> folder) {
        return setting.orElseGet(() -> folder.map(FolderConfiguration::new)
                .map(FolderConfiguration::longest)
                .map(longest -> Math.min(longest.orElse(USUAL_INPUT), USUAL_INPUT))
                .orElse(USUAL_INPUT));
    }

    private OptionalInt longest() {
        return IntStream.concat(
                        number(folder.json("sentence_bert_config.json"), "max_seq_length").stream(),
                        positions().stream())
                .filter(length -> length > 0)
                .min();
    }

    private OptionalInt positions() {
        Optional<JsonObject> config = folder.json("config.json").or(() -> folder.json("onnx/config.json"));
        boolean offset = config.map(json -> json.getValue("model_type"))
                .filter(OFFSET_TYPES::contains)
                .isPresent();
        int before = offset ? number(config, "pad_token_id").orElse(1) + 1 : 0;
        OptionalInt positions = number(config, "max_position_embeddings");
        return positions.isPresent() ? OptionalInt.of(positions.getAsInt() - before) : positions;
    }

    private static OptionalInt number(Optional<JsonObject> json, String key) {
        return json.map(object -> object.getValue(key)).orElse(null) instanceof Number number
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }

    /** The pooling that the model was trained with, if a file says so. */
    Optional<Pooling> pooling() {
        return folder.json(POOLING).map(json -> {
            List<String> wanted = json.fieldNames().stream()
                    .filter(mode -> mode.startsWith("pooling_mode") && Boolean.TRUE.equals(json.getValue(mode)))
                    .toList();
            Pooling known = wanted.size() == 1 ? POOLINGS.get(wanted.get(0)) : null;
            if (known == null) {
                throw folder.unfit(
                        POOLING,
                        "wants " + (wanted.isEmpty() ? "no pooling that is known" : String.join(" and ", wanted)),
                        "take a model that is pooled by mean or by its first token (cls), or whose ONNX file does it"
                                + " itself (output " + OnnxEncoder.POOLED + "), or set pooling");
            }
            return known;
        });
    }

    /** Refuses a model whose vectors go through further layers, which the ONNX file of the transformer alone does not have. */
    void requireNoFurtherLayers() {
        folder.array("modules.json").stream()
                .flatMap(JsonArray::stream)
                .filter(JsonObject.class::isInstance)
                .map(module -> String.valueOf(((JsonObject) module).getValue("type")))
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .filter(type -> !LAYERS.contains(type))
                .findFirst()
                .ifPresent(type -> {
                    throw folder.unfit(
                            "modules.json",
                            "has a layer " + type + ", which is not run",
                            "take an ONNX file that has all layers (output " + OnnxEncoder.POOLED
                                    + "), or another model");
                });
    }

    Optional<String> queryPrefix() {
        return prompt("query");
    }

    Optional<String> documentPrefix() {
        return DOCUMENT_PROMPTS.stream()
                .map(this::prompt)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> prompt(String name) {
        return folder.json("config_sentence_transformers.json")
                .map(json -> json.getValue("prompts"))
                .filter(JsonObject.class::isInstance)
                .map(prompts -> ((JsonObject) prompts).getValue(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
