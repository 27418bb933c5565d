package dev.baton.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.resilience.Failure;
import dev.baton.simulation.Performance.End;
import dev.baton.simulation.Performance.Pace;
import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All the providers of a world, who draw for every call how they behave. */
final class Company {

    /** What a refusal is, and what must be made of it at the beginning of an answer; null where the case decides. */
    private record Refusal(
            int status,
            String body,
            Map<String, String> headers,
            @Nullable Class<? extends Failure> as) {

        Refusal(int status, String body, @Nullable Class<? extends Failure> as) {
            this(status, body, Map.of("content-type", "application/json"), as);
        }

        static Refusal limited(String header, String value) {
            return new Refusal(
                    429, error("slow down", "rate_limit_exceeded"), Map.of(header, value), Failure.RateLimited.class);
        }
    }

    private static String error(String message, String code) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"t\",\"code\":\"" + code + "\"}}";
    }

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(500, error("oops", "internal"), Failure.Transient.class),
            new Refusal(502, "<html>bad gateway</html>", Failure.Transient.class),
            new Refusal(504, "", Failure.Transient.class),
            new Refusal(503, error("overloaded", "overloaded"), Failure.Unavailable.class),
            new Refusal(503, "", Failure.Unavailable.class),
            new Refusal(529, error("overloaded", "overloaded_error"), Failure.Unavailable.class),
            new Refusal(301, "", Map.of("location", "http://elsewhere/"), Failure.Unavailable.class),
            new Refusal(520, "<html>", Failure.Unavailable.class),
            new Refusal(429, error("slow down", "rate_limit_exceeded"), Failure.RateLimited.class),
            Refusal.limited("retry-after", "0"),
            Refusal.limited("retry-after", "1"),
            Refusal.limited("retry-after", "2"),
            Refusal.limited("retry-after", "30"),
            Refusal.limited("retry-after", "99999999"),
            Refusal.limited("retry-after", "soon"),
            Refusal.limited("retry-after", "Thu, 01 Jan 2026 00:00:01 GMT"),
            Refusal.limited("retry-after-ms", "150"),
            new Refusal(429, error("you are out of credit", "insufficient_quota"), Failure.QuotaExhausted.class),
            new Refusal(402, error("pay", "payment_required"), Failure.QuotaExhausted.class),
            new Refusal(401, error("wrong key " + World.SECRET, "invalid_api_key"), Failure.CredentialRefused.class),
            new Refusal(403, error("not you", "forbidden"), Failure.CredentialRefused.class),
            new Refusal(404, error("no such model", "model_not_found"), Failure.ModelGone.class),
            new Refusal(
                    400,
                    error("too long for the context window", "context_length_exceeded"),
                    Failure.ContextLength.class),
            new Refusal(400, error("not this", "content_policy_violation"), Failure.ContentPolicy.class),
            new Refusal(400, error("a field is wrong, " + World.SECRET, "invalid_value"), Failure.CallerFault.class),
            new Refusal(422, error("a field is wrong", "invalid_value"), Failure.CallerFault.class));

    /** What follows where a stream has been cut. */
    private enum Fault {
        ENDS(End.CLOSES, ""),
        BREAKS(End.BREAKS, ""),
        BREAKS_AT_ONCE(End.BREAKS_AT_ONCE, ""),
        FALLS_SILENT(End.STAYS_OPEN, ""),
        ONLY_PINGS(End.STAYS_OPEN, "\n\n: ping\n\n: ping\n\n"),
        SAYS_AN_ERROR(End.CLOSES, "\n\ndata: {\"error\":{\"message\":\"it broke, " + World.SECRET + "\"}}\n\n"),
        NAMES_AN_ERROR(End.CLOSES, "\n\nevent: error\ndata: {\"message\":\"it broke\"}\n\n"),
        SAYS_503(End.CLOSES, "\n\ndata: {\"error\":{\"message\":\"overloaded\",\"code\":503}}\n\ndata: [DONE]\n\n"),
        SAYS_400(End.CLOSES, "\n\ndata: {\"error\":{\"message\":\"a field is wrong\",\"code\":400}}\n\n"),
        SAYS_429(End.STAYS_OPEN, "\n\ndata: {\"error\":{\"message\":\"slow\",\"type\":\"rate_limit_error\"}}\n\n"),
        WRITES_PLAIN_JSON(End.CLOSES, "\n\n{\"error\": {\n\"message\": \"it broke\"}}\n"),
        TURNS_TO_HTML(End.CLOSES, "\n\ndata: <html>\n\n"),
        TURNS_TO_AN_ARRAY(End.CLOSES, "\n\ndata: [1]\n\ndata: [DONE]\n\n"),
        CUTS_AN_EVENT(End.CLOSES, "\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\n\n"),
        BREAKS_UTF8(
                End.CLOSES,
                "\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\u00ff(\"}}]}\n\ndata: [DONE]\n\n"),
        GIVES_UP(
                End.CLOSES,
                "\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"abort\"}]}\n\ndata: [DONE]\n\n"),
        IS_DONE_EARLY(End.CLOSES, "\n\ndata: [DONE]\n\n"),
        SPEAKS_FOR_OTHERS(
                End.CLOSES,
                "\n\ndata: {\"choices\":[{\"index\":7,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"),
        /** Everything is said: what comes now must not matter any more. */
        SAYS_ALL_AND_BREAKS(End.BREAKS, ""),
        SAYS_ALL_AND_STAYS(End.STAYS_OPEN, ""),
        SAYS_ALL_AND_RAVES(End.CLOSES, "data: <html>\n\ndata: {\"error\":{\"message\":\"late\"}}\n\n");

        private final End end;
        private final byte[] bytes;

        Fault(End end, String instead) {
            this.end = end;
            // Latin: the one invalid byte stays invalid UTF-8.
            this.bytes = instead.getBytes(ISO_8859_1);
        }

        boolean comesAtTheEnd() {
            return compareTo(SAYS_ALL_AND_BREAKS) >= 0;
        }
    }

    private static final Fault[] FAULTS = Fault.values();

    private final Dice dice;
    private final Words words;
    private final Moods moods;
    private final int kindness;
    private int answers;

    /** @param kindness how many of a hundred calls to a fickle target are answered as they should */
    Company(Dice dice, Words words, Moods moods, int kindness) {
        this.dice = dice;
        this.words = words;
        this.moods = moods;
        this.kindness = kindness;
    }

    /** What the provider does in this call. */
    Performance performance(Asked asked) {
        Moods.Spell spell = moods.of(asked.target());
        return switch (spell.mood()) {
            case WELL -> dice.percent(97) ? faultless(asked) : fickle(asked);
            case DOWN -> Performance.lost(CallFailed.Stage.CONNECT, dice.millis(0, 5), Failure.Unavailable.class);
            case SILENT -> Performance.hung();
            case REFUSING -> refusing(REFUSALS.get(spell.nature() % REFUSALS.size()), End.CLOSES);
            case BREAKING -> asked.answer().streaming() ? brokenStream(asked) : brokenAnswer(asked);
            case FICKLE -> fickle(asked);
        };
    }

    private Performance fickle(Asked asked) {
        boolean midway = asked.manner() != Asked.Manner.BEGIN;
        if (dice.percent(midway ? Math.max(kindness, 50) : kindness)) {
            return faultless(asked);
        }
        return switch (dice.below(20)) {
            case 0, 1, 2, 3 -> refusal(asked);
            case 4 -> lost();
            case 5 ->
                dice.percent(30)
                        ? Performance.hung()
                        : Performance.lost(CallFailed.Stage.CONNECT, Duration.ofSeconds(2), Failure.Unavailable.class);
            case 6 -> pretence(asked);
            default -> asked.answer().streaming() ? brokenStream(asked) : brokenAnswer(asked);
        };
    }

    private String nextId() {
        return "chatcmpl-" + ++answers;
    }

    private Performance faultless(Asked asked) {
        Script script = script(asked);
        Pace pace = Pace.drawn(dice);
        String id = nextId();
        if (asked.answer().streaming() && !dice.percent(3)) {
            Wire wire = Wire.of(script, id, dice);
            return Performance.speaking("answers", script, wire, pace, wire.bytes().length, new byte[0], End.CLOSES);
        }
        return Performance.answering("answers in one piece", id, script, pace, Wire.whole(script, id), End.CLOSES);
    }

    private Performance brokenAnswer(Asked asked) {
        Script script = script(asked);
        String id = nextId();
        byte[] whole = Wire.whole(script, id);
        byte[] part = Arrays.copyOf(whole, dice.below(whole.length));
        End end = dice.oneOf(End.CLOSES, End.BREAKS, End.BREAKS_AT_ONCE, End.STAYS_OPEN);
        return Performance.answering("answers a part in one piece, " + end, id, script, Pace.drawn(dice), part, end);
    }

    private Performance brokenStream(Asked asked) {
        Script script = script(asked);
        Wire wire = Wire.of(script, nextId(), dice);
        Fault fault = dice.oneOf(FAULTS);
        int whole = wire.bytes().length;
        int cut = fault.comesAtTheEnd() ? whole : dice.percent(20) ? atAnEvent(wire) : dice.below(whole);
        return Performance.speaking(
                fault + " at " + cut + "/" + whole, script, wire, Pace.drawn(dice), cut, fault.bytes, fault.end);
    }

    private int atAnEvent(Wire wire) {
        Wire.Mark mark = wire.marks().get(dice.below(wire.marks().size()));
        return dice.percent(80) ? mark.eventEnd() : mark.payloadEnd();
    }

    private Performance lost() {
        return switch (dice.below(3)) {
            case 0 -> Performance.lost(CallFailed.Stage.CONNECT, dice.millis(0, 5), Failure.Unavailable.class);
            case 1 -> Performance.lost(CallFailed.Stage.BEFORE_HEADERS, dice.millis(0, 3_000), Failure.Transient.class);
            default -> Performance.lost(CallFailed.Stage.PROTOCOL, dice.millis(0, 3_000), Failure.Unavailable.class);
        };
    }

    private Performance refusal(Asked asked) {
        if (asked.manner() == Asked.Manner.PREFILL && dice.percent(40)) {
            byte[] body = error("the last message must not be an assistant message", "invalid")
                    .getBytes(UTF_8);
            return Performance.refusing(
                    "refuses the prefill",
                    400,
                    Performance.JSON,
                    Pace.drawn(dice),
                    body,
                    End.CLOSES,
                    Failure.PrefillRefused.class);
        }
        return refusing(
                REFUSALS.get(dice.below(REFUSALS.size())),
                dice.percent(85) ? End.CLOSES : dice.oneOf(End.BREAKS, End.STAYS_OPEN));
    }

    private Performance refusing(Refusal refusal, End end) {
        return Performance.refusing(
                "HTTP " + refusal.status() + " " + refusal.headers() + " " + end,
                refusal.status(),
                refusal.headers(),
                Pace.drawn(dice),
                refusal.body().getBytes(UTF_8),
                end,
                // What the words say is known only when all of them came.
                end == End.CLOSES ? refusal.as() : null);
    }

    /** A success that is none. */
    private Performance pretence(Asked asked) {
        Pace pace = Pace.drawn(dice);
        return switch (dice.below(6)) {
            case 0 ->
                Performance.pretending("200 HTML", Map.of("content-type", "text/html"), pace, "<html>".getBytes(UTF_8));
            case 1 ->
                Performance.pretending(
                        "200 error",
                        Performance.JSON,
                        pace,
                        error("no", "overloaded").getBytes(UTF_8));
            case 2 ->
                Performance.pretending(
                        "200 gzip",
                        Map.of("content-type", "text/event-stream", "content-encoding", "gzip"),
                        pace,
                        new byte[] {31, -117, 8});
            case 3 ->
                Performance.pretending(
                        "200 empty",
                        asked.answer().streaming() ? Performance.STREAM : Performance.JSON,
                        pace,
                        new byte[0]);
            case 4 -> Performance.pretending("200 preamble without end", Performance.STREAM, pace, preamble());
            default ->
                Performance.pretending(
                        "200 [DONE]", Performance.STREAM, pace, ": hello\n\ndata: [DONE]\n\n".getBytes(UTF_8));
        };
    }

    private static byte[] preamble() {
        return "data: {\"id\":\"p\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
                .repeat(300)
                .getBytes(UTF_8);
    }

    private Script script(Asked asked) {
        Script script = switch (asked.manner()) {
            case BEGIN -> beginning(asked.answer());
            case PREFILL -> continuation(asked);
            case REPLAY -> replay(asked);
            case ANCHOR -> anchored(asked);
        };
        Episode answer = asked.answer();
        if (answer.choices() > 1) {
            return script.withSecond(words.text(dice.between(1, 10)));
        }
        return answer.withTools() && dice.percent(60) ? script.withTool(arguments()) : script;
    }

    private String arguments() {
        return "{\"q\":" + Wire.quoted(words.text(dice.between(1, 20))) + "}";
    }

    private Script beginning(Episode answer) {
        if (dice.percent(2)) {
            return Script.refusing(words.text(4));
        }
        String text = answer.ownText() != null ? answer.ownText() : leadingBlanks() + words.text(length());
        Script script = Script.saying(text);
        return dice.percent(10) ? script.withReasoning(words.text(dice.between(1, 12))) : script;
    }

    private String leadingBlanks() {
        return dice.percent(6) ? dice.oneOf("\n", "\n\n", " ", "  \n") : "";
    }

    private int length() {
        return dice.percent(10) ? dice.between(60, 160) : dice.between(1, 30);
    }

    private Script replay(Asked asked) {
        String text = asked.answer().ownText();
        String delivered = asked.delivered();
        if (text != null && text.startsWith(delivered) && dice.percent(80)) {
            return Script.repeating(delivered.length(), text);
        }
        if (dice.percent(40)) {
            return Script.repeating(delivered.length(), delivered + " " + words.text(dice.between(1, 10)));
        }
        int same = dice.below(delivered.length());
        return Script.misfit(delivered.substring(0, same) + (dice.percent(20) ? "" : "#" + words.text(5)));
    }

    private Script continuation(Asked asked) {
        String prefill = asked.delivered().stripTrailing();
        String rest = rest(asked, prefill);
        int length = prefill.length();
        boolean telling = length >= 8;
        Script script = switch (dice.below(10)) {
            case 0, 1 -> {
                int repeated = telling ? dice.between(8, length) : 0;
                yield Script.repeating(repeated, prefill.substring(length - repeated) + rest);
            }
            case 2 -> telling ? Script.repeating(length, prefill + rest) : Script.misfit(prefill + rest);
            case 3 -> telling ? Script.misfit(" " + prefill + rest) : Script.saying(rest);
            case 4 -> length > 14 ? startingAgain(prefill) : Script.saying(rest);
            default -> Script.saying(rest);
        };
        return dice.percent(10) ? script.withReasoning(words.text(3)) : script;
    }

    /** Most obey; some say more than they should before it, and some something else. */
    private Script anchored(Asked asked) {
        String anchor = asked.anchor();
        String prefill = asked.delivered().stripTrailing();
        String rest = rest(asked, prefill);
        Script script = switch (dice.below(10)) {
            case 0 -> repeating(prefill, rest);
            case 1 -> repeating(anchor.replaceAll("\\s+", dice.oneOf("\n", "  ", "\t")), rest);
            case 2 -> repeating((anchor.length() < 30 ? "" : "Sure, here it is:\n") + anchor, rest);
            case 3 -> repeating(dice.oneOf("...", "\n\n", "\u2026 ") + anchor, rest);
            case 4 -> Script.misfit(rest);
            case 5 -> Script.misfit("#" + anchor + rest);
            default -> repeating(anchor, rest);
        };
        return dice.percent(10) ? script.withReasoning(words.text(3)) : script;
    }

    private static Script repeating(String repeated, String rest) {
        return Script.repeating(repeated.length(), repeated + rest);
    }

    private Script startingAgain(String prefill) {
        int same = dice.between(8, prefill.length() - 6);
        return Script.misfit(prefill.substring(0, same) + "#" + (dice.percent(50) ? "" : words.text(8)));
    }

    private String rest(Asked asked, String prefill) {
        String text = asked.answer().ownText();
        if (text != null && text.startsWith(prefill)) {
            return text.substring(prefill.length());
        }
        String blanks = dice.percent(70) ? " " : leadingBlanks();
        return dice.percent(5) ? "" : blanks + words.text(length());
    }
}
