package dev.lockstep.web.documents;

import java.util.List;
import java.util.Map;

/**
 * A form whose files are on disk.
 *
 * @param fields the other parts of the form, by name
 */
record ReceivedForm(List<ReceivedFile> files, Map<String, String> fields) {

    ReceivedForm {
        files = List.copyOf(files);
        fields = Map.copyOf(fields);
    }
}
