package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.ConnectionReuse;
import dev.baton.route.Provider;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the names of providers are resolved while a real name server answers, fails, is silent, and answers otherwise. */
class ProviderNamesTest {

    /** Shorter than a query to a silent name server takes. */
    private static final Duration SHORT = Duration.ofMillis(900);

    private InetAddress here;
    private InetAddress there;
    private RawServer first;
    private RawServer second;
    private NameServer names;
    private Caller caller;

    @BeforeEach
    void open() throws Exception {
        here = InetAddress.getByName("127.0.0.1");
        there = InetAddress.getByName("127.0.0.2");
        first = new RawServer(new ServerSocket(0, 50, here), peer -> answer(peer, "first"));
        second = new RawServer(new ServerSocket(first.port(), 50, there), peer -> answer(peer, "second"));
        names = new NameServer();
        caller = Caller.asking(names.address(), 2);
    }

    @AfterEach
    void close() {
        caller.close();
        names.close();
        second.close();
        first.close();
    }

    private static void answer(RawServer.Peer peer, String who) throws Exception {
        peer.body();
        peer.send(RawServer.ok(who));
    }

    private Provider provider() {
        return Caller.provider(URI.create("http://server-b.test:" + first.port() + "/v1"), null, ConnectionReuse.NONE);
    }

    private String asked() {
        return asked(Caller.PATIENCE);
    }

    /** Who answers a call on a connection of its own, which must stand within the limit. */
    private String asked(Duration limit) {
        return caller.upstream
                .exchange(Caller.request(provider(), "{}", limit))
                .flatMap(Caller::text)
                .block(Caller.PATIENCE);
    }

    private CallFailed failure(Duration limit) {
        return Caller.failure(caller.upstream.exchange(Caller.request(provider(), "{}", limit)));
    }

    static Stream<DnsResponseCode> troubles() {
        return Stream.of(null, DnsResponseCode.SERVFAIL, DnsResponseCode.REFUSED);
    }

    private void isIn(DnsResponseCode trouble) {
        if (trouble == null) {
            names.fallsSilent();
        } else {
            names.fails(trouble);
        }
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void keepTheirLastGoodAddressWhileTheNameServerIsInTrouble(DnsResponseCode trouble) {
        names.answers(here);
        assertThat(asked()).isEqualTo("first");

        isIn(trouble);

        // On either loop, whichever resolved the name.
        assertThat(Stream.generate(this::asked).limit(4)).containsOnly("first");
    }

    @Test
    void areNotWaitedForUntilAConnectionIsOutOfTime() {
        names.answers(here);
        assertThat(asked()).isEqualTo("first");

        names.fallsSilent();

        assertThat(asked(SHORT)).isEqualTo("first");
    }

    @Test
    void haveTheirNewAddressAsSoonAsTheNameServerTellsIt() {
        names.answers(here);
        assertThat(asked()).isEqualTo("first");
        names.fallsSilent();
        assertThat(asked()).isEqualTo("first");

        names.answers(there);

        assertThat(asked()).isEqualTo("second");
        names.fallsSilent();
        assertThat(asked()).isEqualTo("second");
    }

    @Test
    void areForgottenWhenTheNameServerSaysThatTheyDoNotExist() {
        names.answers(here);
        assertThat(asked()).isEqualTo("first");

        names.fails(DnsResponseCode.NXDOMAIN);

        assertThat(failure(Caller.PATIENCE)).hasMessageEndingWith(": not connected, name not resolved");
        names.fallsSilent();
        assertThat(failure(Caller.PATIENCE)).hasMessageEndingWith(": not connected, name not resolved");
    }

    @Test
    void areNotResolvedWhereTheNameServerHasNeverAnswered() {
        assertThat(failure(Caller.PATIENCE)).hasMessageEndingWith(": not connected, name not resolved");
    }

    @Test
    void takeNoLongerThanAConnectionMay() {
        CallFailed late = failure(Duration.ofMillis(100));

        assertThat(late.stage()).isEqualTo(Stage.CONNECT);
        assertThat(late).hasMessageEndingWith(": not connected, out of time");
    }
}
