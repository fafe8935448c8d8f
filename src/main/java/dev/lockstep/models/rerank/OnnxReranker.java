package dev.lockstep.models.rerank;

import ai.onnxruntime.OrtException;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.EmbeddingLane;
import dev.lockstep.models.embedding.FolderConfiguration;
import dev.lockstep.models.embedding.ModelFiles;
import dev.lockstep.models.embedding.ModelFolder;
import dev.lockstep.models.embedding.ModelInput;
import dev.lockstep.models.embedding.OnnxSession;
import dev.lockstep.models.embedding.Trial;
import dev.lockstep.models.embedding.UnfitModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** Runs a cross-encoder in process: query and text go in, one score comes out. */
final class OnnxReranker implements Reranker, AutoCloseable {

    private static final String PREFIX = "lockstep.rerank.";
    private static final int CLASSES = 2;

    private final String name;
    private final OnnxSession session;
    private final String output;
    private final ModelInput input;
    private final EmbeddingLane lane;

    private OnnxReranker(String name, OnnxSession session, String output, ModelInput input, EmbeddingLane lane) {
        this.name = name;
        this.session = session;
        this.output = output;
        this.input = input;
        this.lane = lane;
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service */
    static OnnxReranker load(RerankSettings settings, MeterRegistry registry) {
        Optional<ModelFolder> folder = settings.folder().map(path -> ModelFolder.at(PREFIX + "folder", path));
        ModelFiles files = ModelFiles.locate(PREFIX, folder, settings.modelPath(), settings.tokenizerPath());
        int longest = FolderConfiguration.maxInput(settings.maxInput(), folder);
        ModelInput input = new ModelInput(files.openTokenizer(), longest);
        OnnxSession session = files.openSession();
        String output = scores(session, files);
        int classes = new Trial(files, PREFIX + "max-input")
                .of(input, ids -> values(session.run(output, ids, new long[ids.length])))
                .length;
        if (classes > CLASSES) {
            throw files.unfit("it gives " + classes + " numbers for a pair, not one score or two classes");
        }
        return new OnnxReranker(
                folder.map(ModelFolder::name)
                        .orElseGet(() -> String.valueOf(files.model().path().getFileName())),
                session,
                output,
                input,
                new EmbeddingLane("rerank", settings.limits(), registry));
    }

    private static String scores(OnnxSession session, ModelFiles files) {
        try {
            session.requireTextInputs();
            return session.output(dimensions -> dimensions == 1 || dimensions == 2)
                    .orElseThrow(() -> new UnfitModel("it gives no score for a pair of texts"));
        } catch (OrtException | UnfitModel e) {
            throw files.unfit(UnfitModel.firstLine(e));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<float[]> score(String query, List<String> texts) {
        return lane.compute(texts, text -> score(query, text)).map(OnnxReranker::array);
    }

    private float score(String query, String text) {
        PairInput pair = PairInput.fitting(input.tokenizer().pair(query, text), input.longest());
        try {
            float[] values = values(session.run(output, pair.ids(), pair.types()));
            // Of two classes the second means relevant, and how much more it is than the first is a score as well.
            return values.length == 1 ? values[0] : values[1] - values[0];
        } catch (OrtException e) {
            throw new Unavailable(ErrorCode.RERANKER_UNAVAILABLE, "The reranker failed: " + e.getMessage(), e);
        }
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static float[] array(List<Float> scores) {
        float[] array = new float[scores.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = scores.get(i);
        }
        return array;
    }

    /** Ends what is being computed before the native memory under it goes. */
    @Override
    public void close() throws OrtException {
        lane.close();
        session.close();
    }
}
