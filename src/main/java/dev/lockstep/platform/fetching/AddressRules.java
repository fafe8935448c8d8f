package dev.lockstep.platform.fetching;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which addresses are public. Of IPv6, only addresses that are handed out as such are public; an address that carries one of IPv4
 * in it, because something on the way translates it, is as public as that one.
 */
final class AddressRules {

    private static final List<Network> NOT_PUBLIC_4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared behind a carrier's translation
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // of protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private static final List<Network> NOT_PUBLIC_6 = networks(
            "2001::/23", // for protocols, with Teredo
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    /** An address of IPv6 with one of these marks has one of IPv4 behind it, in its second half. */
    private static final List<byte[]> ISATAP =
            List.of(new byte[] {0, 0, 0x5e, (byte) 0xfe}, new byte[] {2, 0, 0x5e, (byte) 0xfe});

    private final List<Network> allowed;

    /** @param allowed networks that count as public */
    AddressRules(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    private static List<Network> networks(String... written) {
        return Stream.of(written).map(Network::of).toList();
    }

    boolean allow(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allowed.stream().anyMatch(network -> network.contains(bytes)) || isPublic(bytes);
    }

    private static boolean isPublic(byte[] address) {
        return address.length == 4 ? isPublic4(address) : isPublic6(address);
    }

    private static boolean isPublic4(byte[] address) {
        return NOT_PUBLIC_4.stream().noneMatch(network -> network.contains(address));
    }

    private static boolean isPublic6(byte[] address) {
        if (NAT64.contains(address)) {
            return isPublic4(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address) && !isPublic4(Arrays.copyOfRange(address, 2, 6))) {
            return false;
        }
        boolean isatap = ISATAP.stream().anyMatch(mark -> Arrays.equals(mark, Arrays.copyOfRange(address, 8, 12)));
        if (isatap && !isPublic4(Arrays.copyOfRange(address, 12, 16))) {
            return false;
        }
        return GLOBAL_UNICAST.contains(address)
                && NOT_PUBLIC_6.stream().noneMatch(network -> network.contains(address));
    }
}
