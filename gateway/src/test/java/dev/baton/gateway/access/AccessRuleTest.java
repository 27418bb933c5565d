package dev.baton.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.access.Access.Granted;
import dev.baton.gateway.access.Access.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessRuleTest {
    private static final String KEY = "web-key-0123456789";

    @Nested
    final class WithClients {
        private final AccessRule rule = AccessRule.of(List.of(ClientKey.of(new Client("web"), KEY)));

        @ParameterizedTest
        @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
        void servesWhoPresentsAKeyWhereverTheCallComesFrom(String scheme) {
            CallerFacts caller = new CallerFacts(address("203.0.113.9"), "api.example.com", true, scheme + KEY, null);

            assertThat(rule.judge(caller)).isEqualTo(new Granted(new Client("web")));
        }

        @Test
        void saysThatTheKeyIsMissing() {
            assertThat(refused(null))
                    .isEqualTo(new Refused(
                            401,
                            "no key (expected: Authorization: Bearer <a key of a client of this gateway>, or that key in"
                                    + " x-api-key, in x-goog-api-key or as ?key=)"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Bearer",
                    "Bearer ",
                    KEY,
                    "Basic " + KEY,
                    "Bearer:" + KEY,
                    "Bearer\t" + KEY,
                    "Bearer " + KEY + " " + KEY,
                    "Bearer " + KEY + "\n",
                    "Bearer " + KEY + ", Bearer " + KEY,
                    "Bearer schlüssel"
                })
        void refusesAMalformedHeader(String authorization) {
            assertThat(refused(authorization).status()).isEqualTo(401);
            assertThat(refused(authorization).message())
                    .startsWith("an Authorization header that is not of the form Bearer <key> (expected:")
                    .doesNotContain(KEY);
        }

        @Test
        void servesWhoPresentsAKeyAsAnthropicsClientsDo() {
            assertThat(rule.judge(new CallerFacts(null, null, true, null, KEY)))
                    .isEqualTo(new Granted(new Client("web")));
        }

        @Test
        void servesWhoPresentsAKnownKeyBesideAnUnknownOne() {
            assertThat(rule.judge(new CallerFacts(null, null, true, "Bearer other-key-0123456789", KEY)))
                    .isInstanceOf(Granted.class);
            assertThat(rule.judge(new CallerFacts(null, null, true, "Bearer " + KEY, "other-key-0123456789")))
                    .isInstanceOf(Granted.class);
            assertThat(rule.judge(new CallerFacts(null, null, true, "Basic x", "other-key-0123456789")))
                    .isInstanceOf(Refused.class);
        }

        @Test
        void refusesAnUnknownKeyWithoutRepeatingIt() {
            Refused refused = refused("Bearer wrong-key-0123456789");

            assertThat(refused.message())
                    .startsWith("an unknown key (expected:")
                    .doesNotContain("wrong-key");
        }

        @Test
        void doesNotServeLoopbackWithoutAKey() {
            CallerFacts local = new CallerFacts(address("127.0.0.1"), "localhost", false, null, null);

            assertThat(rule.judge(local)).isInstanceOf(Refused.class);
        }

        private Refused refused(@Nullable String authorization) {
            return (Refused) rule.judge(new CallerFacts(address("127.0.0.1"), "localhost", false, authorization, null));
        }
    }

    @Nested
    final class WithoutClients {
        private final AccessRule rule = AccessRule.of(List.of());

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"})
        void servesPeersOnLoopback(String peer) {
            assertThat(rule.judge(new CallerFacts(address(peer), "localhost:8080", false, null, null)))
                    .isEqualTo(new Granted(new Client("local")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.5", "0.0.0.0", "203.0.113.9", "fe80::1", "::"})
        void refusesPeersElsewhere(String peer) {
            assertThat(refused(new CallerFacts(address(peer), "localhost", false, null, null)))
                    .startsWith("a caller on another machine (expected: a loopback address, because this gateway has no"
                            + " clients configured");
        }

        @Test
        void refusesAPeerWithoutAnAddress() {
            assertThat(refused(new CallerFacts(null, "localhost", false, null, null)))
                    .startsWith("a caller on another");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "localhost",
                    "LocalHost",
                    "localhost:8080",
                    "localhost:",
                    "127.0.0.1",
                    "127.0.0.1:8080",
                    "127.1.2.3",
                    "[::1]",
                    "[::1]:8080",
                    "[0:0:0:0:0:0:0:1]"
                })
        void servesAHostHeaderThatNamesLoopback(String host) {
            assertThat(rule.judge(new CallerFacts(address("127.0.0.1"), host, false, null, null)))
                    .isInstanceOf(Granted.class);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(
                strings = {
                    "",
                    "evil.example",
                    "127.0.0.1.evil.example",
                    "localhost.evil.example",
                    "evil.example:127",
                    "127.1",
                    "127.0.0.256",
                    "0.0.0.0",
                    "10.0.0.5:8080",
                    "::1",
                    "[::1",
                    "[::2]",
                    "user@localhost",
                    "localhost:8080:1",
                    "localhost,evil.example",
                    "localhost evil.example",
                    "localhost\n",
                    "[localhost]",
                    "[127.0.0.1]x",
                    "localhost:123456"
                })
        void refusesAHostHeaderThatDoesNot(@Nullable String host) {
            assertThat(refused(new CallerFacts(address("127.0.0.1"), host, false, null, null)))
                    .startsWith("a Host header that does not name this machine");
        }

        @Test
        void refusesWhatALocalProxyPassesOn() {
            assertThat(refused(new CallerFacts(address("127.0.0.1"), "localhost", true, null, null)))
                    .startsWith("a request passed on by a proxy");
        }

        private String refused(CallerFacts caller) {
            Refused refused = (Refused) rule.judge(caller);
            assertThat(refused.status()).isEqualTo(403);
            return refused.message();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"})
    void takesAnyForwardingHeaderForAProxy(String header) {
        Map<String, String> headers = Map.of("Host", "localhost", header, "");

        assertThat(CallerFacts.of(address("127.0.0.1"), headers::get, null).forwarded())
                .isTrue();
    }

    @Test
    void readsTheFactsFromHeaders() {
        Map<String, String> headers = Map.of("Host", "localhost:8080", "Authorization", "Bearer x");

        assertThat(CallerFacts.of(address("127.0.0.1"), headers::get, null))
                .isEqualTo(new CallerFacts(address("127.0.0.1"), "localhost:8080", false, "Bearer x", null));
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key, k1, , k1",
        "x-goog-api-key, k1, , k1",
        "x-goog-api-key, k1, key=k2, k1",
        "other, k1, alt=sse&key=a%2Bb+c, a+b+c",
        "other, k1, monkey=k2, ",
        "other, k1, key=%zz, "
    })
    void readsAKeyWhereverSdksSendOne(String header, String value, @Nullable String query, @Nullable String key) {
        Map<String, String> headers = Map.of(header, value);

        assertThat(CallerFacts.of(address("127.0.0.1"), headers::get, query).apiKey())
                .isEqualTo(key);
    }

    @Test
    void neverShowsTheKeyOfACaller() {
        assertThat(new CallerFacts(address("127.0.0.1"), "localhost", false, "Bearer " + KEY, KEY).toString())
                .doesNotContain(KEY);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException notALiteral) {
            throw new AssertionError(notALiteral);
        }
    }
}
