package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class ScriptFlagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'die-after': 12}                          | Die[at=AfterTokens[tokens=12], how=RST]",
                "{'die-after': 12, 'die': 'fin'}            | Die[at=AfterTokens[tokens=12], how=FIN]",
                "{'die-at-byte': 7}                         | Die[at=WireByte[offset=7], how=RST]",
                "{'die-at-body-byte': 7}                    | Die[at=BodyByte[offset=7], how=RST]",
                "{'die-at': 'after-finish'}                 | Die[at=AFTER_FINISH, how=RST]",
                "{'stall-after': 3}                         | Stall[at=AfterTokens[tokens=3], commentsEvery=null]",
                "{'stall-at': 'before-headers'}             | Stall[at=BEFORE_HEADERS, commentsEvery=null]",
                "{'stall-at': 'after-done', 'stall-comments': '2s'} | Stall[at=AFTER_DONE, commentsEvery=PT2S]",
                "{'say-after': 4}                           | Say[at=AfterTokens[tokens=4], outburst=Failure[form=DATA",
                "{'say': 'abort', 'say-after': 4}           | Say[at=AfterTokens[tokens=4], outburst=Finish[reason=abort]]",
            })
    void readsFaults(String flags, String fault) {
        assertThat(parse(flags).faults).singleElement().asString().startsWith(fault);
    }

    @Test
    void readsEverySaying() {
        for (Saying saying : Saying.values()) {
            String word = saying.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertThat(parse("{'say': '" + word + "'}").faults).hasSize(1);
        }
    }

    @Test
    void readsAnswers() {
        Script script = parse(
                "{'text': 'a b', 'reasoning': 'hm', 'tool-call': ['f={\"city\":\"Rome\"}', 'g={}'],"
                        + "'finish-reason': 'length', 'model': 'gpt-x', 'pace': '60ms', 'first-token-delay': '2s', 'stepwise': true,"
                        + "'hold-after': 3, 'continuation': 'repeat-tail', 'continuation-flag': 'continue-final-message', 'anchor': 'go-on'}");

        assertThat(script.answer)
                .isEqualTo(new Answer(
                        List.of("hm"),
                        List.of("a", " b"),
                        List.of(
                                new ToolCall("call_1", "f", List.of("{\"city\":", "\"Rome\"}")),
                                new ToolCall("call_2", "g", List.of("{}"))),
                        "length",
                        "gpt-x"));
        assertThat(script.pacing.toString())
                .isEqualTo("Pacing[beforeFirst=PT2S, between=PT0.06S, stepwise=true, holdAfter=3]");
        assertThat(script.continuing)
                .isEqualTo(new Continuing(
                        ContinuationStyle.REPEAT_TAIL, ContinuationFlag.CONTINUE_FINAL_MESSAGE, 12, AnchorStyle.GO_ON));
    }

    @Test
    void readsReplies() {
        Script limited =
                parse("{'status': 429, 'error-code': 'insufficient_quota', 'retry-after': 5, 'retry-after-ms': 10}");
        List<Integer> stock = new ArrayList<>();
        for (String kind : List.of("html", "not-json", "no-content", "redirect", "empty")) {
            stock.add(parse("{'reply': '" + kind + "'}").reply.status());
        }

        assertThat(limited.reply.status()).isEqualTo(429);
        assertThat(new String(limited.reply.body(), StandardCharsets.UTF_8)).contains("insufficient_quota");
        assertThat(limited.manners.headers())
                .containsExactly(new Header("Retry-After", "5"), new Header("retry-after-ms", "10"));
        assertThat(stock).containsExactly(200, 200, 204, 302, 200);
    }

    @Test
    void readsTheLooksOfTheWire() {
        Script script = parse(
                "{'quirk': ['bom', 'missing-done'], 'line-end': 'crlf', 'framing': 'http-1-0', 'content-type': '',"
                        + "'header': ['x-a=1', 'x-b=2'], 'header-padding': 5, 'interim': [102, 103], 'bytes-per-write': 3,"
                        + "'write-pause': '1ms', 'surplus': true, 'surplus-after': '1m', 'first': 2, 'every': 3}");

        assertThat(script.style.quirks()).containsExactlyInAnyOrder(Quirk.BOM, Quirk.MISSING_DONE);
        assertThat(script.style.lineEnd()).isEqualTo(LineEnd.CRLF);
        assertThat(script.manners.toString())
                .isEqualTo("Manners[framing=HTTP_1_0, contentType=, headers=[Header[name=x-a, value=1], "
                        + "Header[name=x-b, value=2], Header[name=x-padding, value=xxxxx]], interims=[102, 103], "
                        + "bytesPerWrite=3, betweenWrites=PT0.001S, surplus=Surplus[withAnswer=true, afterIdle=PT1M]]");
        assertThat(script.occurrence).isEqualTo(new Occurrence(2, 3));
    }

    @Test
    void listsInItsHelpWhatItAccepts() {
        String help = new CommandLine(new ProviderCommand()).getUsageMessage();

        TreeSet<String> unsaid = new TreeSet<>();
        for (Class<? extends Enum<?>> type : List.<Class<? extends Enum<?>>>of(
                Quirk.class,
                Saying.class,
                StockReply.class,
                Framing.class,
                LineEnd.class,
                ContinuationStyle.class,
                AnchorStyle.class,
                ContinuationFlag.class,
                Point.Stage.class)) {
            for (Enum<?> constant : type.getEnumConstants()) {
                unsaid.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        unsaid.removeIf(help.replaceAll("\\s+", " ")::contains);

        assertThat(unsaid).isEmpty();
    }

    private static Script parse(String flags) {
        return ScriptFlags.parse(
                JsonMapper.shared().readTree(flags.replace("\"", "\\\"").replace('\'', '"')));
    }
}
