package dev.lockstep.platform.fetching;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host; a test has its own. */
@FunctionalInterface
interface Resolution {

    Resolution SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> of(String host) throws UnknownHostException;
}
