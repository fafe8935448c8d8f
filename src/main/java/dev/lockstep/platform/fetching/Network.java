package dev.lockstep.platform.fetching;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The addresses that begin with the same bits. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Network(byte[] prefix, int bits) {

    private static final Pattern WRITTEN = Pattern.compile("[0-9a-fA-F:.]+/\\d{1,3}");

    /**
     * Reads a network as it is usually written, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Network of(String written) {
        if (!WRITTEN.matcher(written).matches()) {
            throw invalid(written);
        }
        int slash = written.indexOf('/');
        byte[] address = literal(written.substring(0, slash), written);
        int bits = Integer.parseInt(written.substring(slash + 1));
        if (bits > 8 * address.length) {
            throw invalid(written);
        }
        return new Network(address, bits);
    }

    private static byte[] literal(String address, String written) {
        try {
            // Only digits, colons and dots: nothing is looked up.
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw invalid(written);
        }
    }

    private static IllegalArgumentException invalid(String written) {
        return new IllegalArgumentException("'" + written + "' is not a network such as 10.0.0.0/8 or fd00::/8");
    }

    boolean contains(byte[] address) {
        int whole = bits / 8;
        if (address.length != prefix.length || !Arrays.equals(address, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
}
