package dev.baton.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a provider sends: one answer at most, and never a byte of it in the answer to the next request. */
class AnswerDecoderFuzzTest {

    private static final String HONEST = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nanswer";

    @FuzzTest
    void letsOneAnswerThroughAndKeepsTheNextOneApart(byte[] sent) {
        FuzzedWire.Answer whole = answer(sent, Math.max(1, sent.length));

        for (int length = 1; length <= 16; length *= 2) {
            assertThat(answer(sent, length)).as("in pieces of %d", length).isEqualTo(whole);
        }
    }

    private static FuzzedWire.Answer answer(byte[] sent, int pieceLength) {
        try (FuzzedWire wire = new FuzzedWire()) {
            wire.request();
            wire.bring(sent, pieceLength);
            FuzzedWire.Answer answer = wire.answer();
            check(answer, sent);
            if (wire.isReusable()) {
                wire.request();
                wire.bring(HONEST.getBytes(ISO_8859_1), HONEST.length());
                assertThat(wire.answer()).isEqualTo(new FuzzedWire.Answer("200", "answer", FuzzedWire.End.WHOLE));
            }
            return wire.isReusable() ? answer : answer.notReused();
        }
    }

    private static void check(FuzzedWire.Answer answer, byte[] sent) {
        assertThat(answer.status()).doesNotStartWith("1");
        assertThat(answer.end() != FuzzedWire.End.WHOLE || !answer.status().isEmpty())
                .as("an end needs a beginning")
                .isTrue();
        assertThat(answer.content().length()).isLessThanOrEqualTo(sent.length);
    }
}
