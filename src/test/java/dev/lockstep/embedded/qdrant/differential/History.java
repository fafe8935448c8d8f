package dev.lockstep.embedded.qdrant.differential;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations in a file, one after the other: the method's name, the length of the request in 4 bytes, the request as it goes over
 * the wire. A recording that ended in the middle of an operation has those before it.
 */
final class History {
    private History() {}

    static List<Operation> read(Path file) throws IOException {
        List<Operation> operations = new ArrayList<>();
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                String method = input.readUTF();
                byte[] request = new byte[input.readInt()];
                input.readFully(request);
                operations.add(new Operation(method, Protocol.request(method, request)));
            }
        } catch (EOFException e) {
            return operations;
        }
    }

    static void write(Operation operation, DataOutputStream output) throws IOException {
        output.writeUTF(operation.method());
        byte[] request = operation.request().toByteArray();
        output.writeInt(request.length);
        output.write(request);
        output.flush();
    }
}
