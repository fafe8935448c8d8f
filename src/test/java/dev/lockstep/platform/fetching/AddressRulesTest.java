package dev.lockstep.platform.fetching;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which addresses are public. */
class AddressRulesTest {

    private static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "169.253.255.255",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:81b::200e",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void isPublic(String literal) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.allow(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::10.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:10.0.0.1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "2002:c0a8:101::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "2606:4700::5efe:10.0.0.1",
                "2606:4700::200:5efe:127.0.0.1",
                "100::1",
                "4000::1"
            })
    void isNotPublic(String literal) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.allow(address(literal))).isFalse();
    }

    @Test
    void networksCanBeAllowed() throws UnknownHostException {
        AddressRules rules = new AddressRules(
                List.of(Network.of("10.1.0.0/20"), Network.of("fd00:1::/33"), Network.of("127.0.0.2/32")));

        assertThat(rules.allow(address("10.1.15.255"))).isTrue();
        assertThat(rules.allow(address("::ffff:10.1.15.255"))).isTrue();
        assertThat(rules.allow(address("10.1.16.0"))).isFalse();
        assertThat(rules.allow(address("fd00:1:7fff::1"))).isTrue();
        assertThat(rules.allow(address("fd00:1:8000::1"))).isFalse();
        assertThat(rules.allow(address("127.0.0.2"))).isTrue();
        assertThat(rules.allow(address("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "fd00::/129", "localhost/8", "10.0.0.0/", "1.2.3.4.5/8", "/8"})
    void whatIsNoNetworkIsRefused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.of(written))
                .withMessageContaining(written);
    }
}
