package dev.baton.dialect;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.dialect.known.Dialects;
import dev.baton.prompt.AnyPrompt;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Without;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written in the words of a dialect, its own reader understands, but for what is told to be lost: so any two dialects
 * understand each other, and nothing that a client asks for is lost in silence.
 */
class PromptRoundTripTest {

    /** Of which this or that is known, and of which nothing is. */
    private static final Map<Protocol, List<String>> MODELS = Map.of(
            Protocol.OPENAI, List.of("a-model", "gpt-5.1", "mistral-large"),
            Protocol.RESPONSES, List.of("a-model", "gpt-5.1"),
            Protocol.ANTHROPIC, List.of("a-model", "claude-3-5-sonnet", "claude-sonnet-4-5", "claude-opus-5-5"),
            Protocol.GEMINI, List.of("a-model", "gemini-2.5-flash", "gemini-3-pro"));

    private static final Map<String, String> VENDORS =
            Map.of("gpt-5.1", "https://api.openai.com", "mistral-large", "https://api.mistral.ai");

    /** Azure is told the same as OpenAI, and no client speaks what Bedrock is told. */
    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "RESPONSES", "ANTHROPIC", "GEMINI"})
    void saysWhatIsAskedOrWhatIsLost(Protocol protocol) {
        List<String> models = MODELS.get(protocol);
        Seeds.forEach(PromptRoundTripTest.class, 2_000, seed -> {
            Random random = new Random(seed);
            Continuation continuation = random.nextBoolean() ? Continuation.NONE : Continuation.PREFILL;
            lost(target(protocol, models.get(random.nextInt(models.size())), continuation), random);
        });
    }

    /** What the dialects have no words for, or not for all of it, of a server and a model of which nothing is known. */
    @ParameterizedTest
    @CsvSource({
        "OPENAI,    LOGPROBS FAILED_TOOL_RESULT IMAGE FILE AUDIO CACHE_MARK BEGUN_ANSWER",
        "RESPONSES, CHOICES LOGPROBS TOP_K SEED PRESENCE_PENALTY FREQUENCY_PENALTY STOP FAILED_TOOL_RESULT IMAGE FILE "
                + "FILE_NAME AUDIO CACHE_MARK BEGUN_ANSWER",
        "ANTHROPIC, CHOICES LOGPROBS TEMPERATURE SEED PRESENCE_PENALTY FREQUENCY_PENALTY STOP OUTPUT_FORMAT THINKING "
                + "TOOL_CHOICE TOP_P TOP_K TOOL_ARGUMENTS IMAGE IMAGE_DETAIL FILE AUDIO BEGUN_ANSWER",
        "GEMINI,    LOGPROBS SEED STOP THINKING USER PARALLEL_TOOL_CALLS STRICT_TOOLS TOOL_ARGUMENTS IMAGE IMAGE_DETAIL "
                + "FILE FILE_NAME AUDIO CACHE_MARK BEGUN_ANSWER"
    })
    void losesNothingElse(Protocol protocol, String features) {
        Target unknown = target(protocol, "a-model", Continuation.NONE);

        Set<Feature> lost = LongStream.rangeClosed(1, 500)
                .mapToObj(seed -> lost(unknown, new Random(seed)))
                .flatMap(Set::stream)
                .collect(toSet());

        assertThat(lost)
                .isEqualTo(Stream.of(features.split(" ")).map(Feature::valueOf).collect(toSet()));
    }

    private static Target target(Protocol protocol, String model, Continuation continuation) {
        URI at = URI.create(VENDORS.getOrDefault(model, "https://example.com"));
        return new Target(new Provider("p", protocol, at, null, null, ConnectionReuse.POOLED), model, continuation);
    }

    private static Set<Feature> lost(Target target, Random random) {
        return lost(target, AnyPrompt.of(random));
    }

    /**
     * Asks and sees that all comes out that is not told to be lost. A request of which something is refused is asked again without that.
     *
     * @return what is left out or refused
     */
    private static Set<Feature> lost(Target target, Prompt asked) {
        Losses losses = new Losses(Enum::name, target);
        try {
            byte[] body = Dialects.ofProviders(target.provider().protocol())
                    .body(asked, new Step(target, Opening.RESTART), "", losses);
            Set<Feature> dropped =
                    losses.dropped().stream().map(Feature::valueOf).collect(toSet());
            compare(asked, read(target, asked, body), dropped, new NormalForm(target));
            return dropped;
        } catch (BadRequest refused) {
            assertThat(refused.isInexpressible()).as(refused.text()).isTrue();
            Feature feature = Feature.valueOf(refused.param());
            Set<Feature> lost = new HashSet<>(lost(target, less(asked, feature)));
            lost.add(feature);
            return lost;
        }
    }

    private static void compare(Prompt asked, Prompt understood, Set<Feature> dropped, NormalForm form) {
        Prompt expected = asked;
        Prompt found = understood;
        for (Feature feature : dropped) {
            expected = less(expected, feature);
            found = Without.of(found, feature);
        }
        assertThat(form.of(found)).isEqualTo(form.of(expected));
    }

    /** Nobody is told that something is lost for which the request did not ask. */
    private static Prompt less(Prompt asked, Feature lost) {
        Prompt less = Without.of(asked, lost);
        assertThat(less).as("without %s", lost).isNotEqualTo(asked);
        return less;
    }

    /** Some protocols say in the path whether to stream. */
    private static Prompt read(Target target, Prompt asked, byte[] body) {
        String path = Dialects.ofProviders(target.provider().protocol())
                .envelope(target, asked.streaming())
                .path()
                .replaceFirst("\\?.*", "");
        return client(target.provider().protocol())
                .read(new ClientCall(path, null, name -> null, body))
                .prompt();
    }

    private static ClientDialect client(Protocol protocol) {
        return switch (protocol) {
            case OPENAI, AZURE -> Dialects.CHAT;
            case ANTHROPIC -> Dialects.MESSAGES;
            case RESPONSES -> Dialects.RESPONSES;
            case GEMINI -> Dialects.GEMINI;
            case BEDROCK -> throw new IllegalArgumentException("no client speaks it");
        };
    }
}
