package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import java.util.Arrays;

/**
 * The first runs of a model that is given by path. A model with fewer words than its tokenizer or fewer positions than
 * configured fails only when a text comes that has them.
 *
 * @param maxInput the name of the setting that says how much it reads
 */
public record Trial(ModelFiles files, String maxInput) {

    /** The model's own run on the ids of one text. */
    public interface Run {
        float[] of(long[] ids) throws OrtException;
    }

    /** Runs the model on a short text, on the last token and on the longest input, and returns what it gives for the text. */
    public float[] of(ModelInput input, Run run) {
        float[] result = shortOne(input, run);
        long last = files.highestTokenId();
        try {
            float[] ignored = run.of(new long[] {last});
        } catch (OrtException e) {
            throw files.unfitTokenizer(
                    "the model does not know its token " + last + " (" + UnfitModel.firstLine(e) + ")");
        }
        long[] longest = new long[input.longest()];
        Arrays.fill(longest, input.ids("a")[0]);
        try {
            float[] ignored = run.of(longest);
        } catch (OrtException e) {
            throw ModelRefusal.because(
                    maxInput,
                    input.longest(),
                    "the model can't read that many tokens at once (" + UnfitModel.firstLine(e) + ")",
                    "set how many tokens it reads, usually 512");
        }
        return result;
    }

    private float[] shortOne(ModelInput input, Run run) {
        try {
            float[] result = run.of(input.ids("a text"));
            for (float value : result) {
                if (!Float.isFinite(value)) {
                    throw files.unfit("its vector of a text has a value that is not a number");
                }
            }
            return result;
        } catch (OrtException e) {
            throw files.unfit("it can't be run (" + UnfitModel.firstLine(e) + ")");
        }
    }
}
