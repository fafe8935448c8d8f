package dev.lockstep.web.documents;

import java.util.List;
import java.util.Map;

/** The properties that make two requests with files the same one, beside their addresses and headers. */
record Said(List<ReceivedFile.Sameness> files, Map<String, String> fields) {

    Said {
        files = List.copyOf(files);
        fields = Map.copyOf(fields);
    }

    /** Returns what is said by a file that is the whole body. */
    static Said of(ReceivedFile file) {
        return new Said(List.of(file.sameness()), Map.of());
    }

    static Said of(ReceivedForm form) {
        return new Said(form.files().stream().map(ReceivedFile::sameness).toList(), form.fields());
    }
}
