package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.Point.Stage;
import dev.baton.testkit.RawCaller.Ending;
import dev.baton.testkit.RawCaller.Heard;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreaksTest {

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @EnumSource(Death.class)
    void breaksAfterATokenWithoutTheBodysEnd(Death how) throws Exception {
        provider.answers(Script.tokens("a", "b", "c").dieAfter(2, how));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            Heard heard = caller.hear();

            assertThat(heard.ending()).isEqualTo(how == Death.RST ? Ending.RST : Ending.FIN);
            assertThat(heard.text())
                    .doesNotContain("\"content\":\"c\"", "[DONE]")
                    .doesNotEndWith("0\r\n\r\n");
        }
        assertThat(provider.requests()
                        .getFirst()
                        .awaitEnd(Duration.ofSeconds(2))
                        .way())
                .isEqualTo(RequestEnd.Way.FAILED_AS_SCRIPTED);
        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(2);
    }

    @Test
    void crawlsAfterATokenByteByByte() throws Exception {
        provider.answers(Script.tokens("a", "b").crawlAfter(1, Duration.ofNanos(1)));

        Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        assertThat(Sse.text(heard.unchunked())).isEqualTo("ab");
        assertThat(heard.text().substring(heard.text().indexOf("\"content\":\"a\"")))
                .as("behind the first token a chunk for each byte")
                .contains("\r\n1\r\nd\r\n1\r\na\r\n1\r\nt\r\n");
    }

    @Test
    void givesAllTokensBeforeItCloses() throws Exception {
        provider.answers(Script.standard().dieAfter(12, Death.FIN));

        Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        assertThat(Sse.text(heard.unchunked()))
                .isEqualTo(String.join("", Tokens.split(Story.TEXT).subList(0, 12)));
        assertThat(heard.ending()).isEqualTo(Ending.FIN);
    }

    @Test
    void breaksAtEveryByteOfTheWire() throws Exception {
        provider.answers(Script.tokens("a", " b"));
        String whole = RawCaller.ask(provider, RawCaller.STREAM).text();

        for (int offset = 0; offset <= whole.length(); offset++) {
            provider.answers(Script.tokens("a", " b").dieAt(Point.wireByte(offset), Death.FIN));
            Heard heard = RawCaller.ask(provider, RawCaller.STREAM);
            assertThat(heard.text()).hasSize(offset);
            assertThat(heard.ending()).isEqualTo(Ending.FIN);
        }
    }

    @Test
    void breaksAtEveryByteOfTheBody() throws Exception {
        provider.answers(Script.tokens("a", " b"));
        String whole = RawCaller.ask(provider, RawCaller.STREAM).unchunked();

        for (int offset = 0; offset <= whole.length(); offset++) {
            provider.answers(Script.tokens("a", " b").dieAt(Point.bodyByte(offset), Death.FIN));
            Heard heard = RawCaller.ask(provider, RawCaller.STREAM);
            assertThat(heard.unchunked()).hasSize(offset);
            assertThat(heard.text()).doesNotEndWith("0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void breaksAtEveryStage(Stage stage) throws Exception {
        provider.answers(Script.tokens("a").dieAt(stage, Death.FIN));

        Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        assertThat(heard.ending()).isEqualTo(Ending.FIN);
        assertThat(reached(heard.text())).isEqualTo(stage);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void fallsSilentAtEveryStage(Stage stage) throws Exception {
        provider.answers(Script.tokens("a").stallAt(stage));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            Heard heard = caller.hear(100, "");

            assertThat(heard.ending()).isEqualTo(Ending.STILL_OPEN);
            assertThat(reached(heard.text())).isEqualTo(stage);
        }
    }

    private static Stage reached(String text) {
        if (text.contains("[DONE]")) {
            return Stage.AFTER_DONE;
        }
        if (text.contains("\"finish_reason\":\"stop\"")) {
            return Stage.AFTER_FINISH;
        }
        if (text.contains("\"role\"")) {
            return Stage.AFTER_ROLE;
        }
        return text.isEmpty() ? Stage.BEFORE_HEADERS : Stage.AFTER_HEADERS;
    }

    @Test
    void fallsSilentAfterAToken() throws Exception {
        provider.answers(Script.tokens("a", "b", "c").stallAfter(2));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            Heard heard = caller.hear(100, "");

            assertThat(heard.ending()).isEqualTo(Ending.STILL_OPEN);
            assertThat(Sse.text(heard.unchunked())).isEqualTo("ab");
        }
    }

    @Test
    void sendsNothingButCommentsAfterAToken() throws Exception {
        provider.answers(Script.tokens("a", "b").stallWithComments(Point.afterTokens(1), Duration.ofMillis(5)));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            Heard heard = caller.hear(2_000, ": still here\n\n\r\ne\r\n: still here\n\n\r\n");

            assertThat(Sse.text(heard.unchunked())).isEqualTo("a");
            assertThat(heard.unchunked()).endsWith(": still here\n\n");
        }
    }

    @Test
    void cutsABodyThatIsNotStreamed() throws Exception {
        provider.answers(Script.standard().dieAfter(30, Death.FIN));

        Heard heard = RawCaller.ask(provider, RawCaller.WHOLE);

        int promised = Integer.parseInt(heard.head().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        int received = heard.text().length() - heard.head().length();
        assertThat(received).isBetween(promised / 3, promised * 2 / 3);
    }

    @Test
    void leavesAnAnswerAloneThatDoesNotReachTheFault() throws Exception {
        provider.answers(Script.tokens("a", "b").dieAfter(3));

        assertThat(Sse.text(RawCaller.ask(provider, RawCaller.STREAM).unchunked()))
                .isEqualTo("ab");
        assertThat(provider.requests()
                        .getFirst()
                        .awaitEnd(Duration.ofSeconds(2))
                        .way())
                .isEqualTo(RequestEnd.Way.COMPLETED);
    }

    @Test
    void refusesConnectionsAndAcceptsThemAgainOnTheSamePort() throws Exception {
        provider.refuseConnections();
        assertThatThrownBy(() -> HttpCaller.chat(provider, RawCaller.STREAM)).isInstanceOf(ConnectException.class);

        provider.acceptConnections();
        assertThat(Sse.text(HttpCaller.chat(provider, RawCaller.STREAM).body())).isEqualTo(Story.TEXT);
    }

    @ParameterizedTest
    @EnumSource(Death.class)
    void breaksItsConnectionsOnCommand(Death how) throws IOException {
        provider.answers(Script.tokens("a", "b").stallAfter(1));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            caller.hear(2_000, "\"content\":\"a\"");

            provider.closeConnections(how);

            assertThat(caller.hear().ending()).isEqualTo(how == Death.RST ? Ending.RST : Ending.FIN);
        }
        assertThat(provider.requests()
                        .getFirst()
                        .awaitEnd(Duration.ofSeconds(2))
                        .way())
                .isEqualTo(RequestEnd.Way.PROVIDER_CLOSED);
    }
}
