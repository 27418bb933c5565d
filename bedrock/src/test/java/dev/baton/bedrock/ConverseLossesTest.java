package dev.baton.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.Losses;
import dev.baton.dialect.NormalForm;
import dev.baton.prompt.AnyPrompt;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Tools;
import dev.baton.prompt.Without;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.AwsAccess;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reads again what Bedrock is told; but whatever is asked for has to show in it, or is told to be lost. */
class ConverseLossesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "anthropic.claude-3-haiku-20240307-v1:0",
                "us.amazon.nova-pro-v1:0",
                "meta.llama3-1-70b-instruct-v1:0",
                "mine"
            })
    void saysWhatIsAskedOrWhatIsLost(String model) {
        Target target = target(model);
        LongStream.rangeClosed(1, 300).forEach(seed -> check(target, AnyPrompt.of(new Random(seed)), seed));
    }

    private static Target target(String model) {
        URI at = URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com");
        AwsAccess access = new AwsAccess("eu-west-1", null);
        Provider provider = new Provider("aws", Protocol.BEDROCK, at, null, null, ConnectionReuse.POOLED, "v1", access);
        return Target.of(provider, model);
    }

    /** A request of which something is refused is asked again without that; of a conversation with calls, tools cannot be taken away. */
    private static void check(Target target, Prompt asked, long seed) {
        Losses losses = new Losses(Enum::name, target);
        String body;
        try {
            body = body(target, asked, losses);
        } catch (BadRequest refused) {
            if (!"tools".equals(refused.param())) {
                check(target, less(asked, refused.param(), seed), seed);
            }
            return;
        }
        losses.dropped().forEach(lost -> less(asked, lost, seed));
        for (Feature feature : Feature.values()) {
            Prompt less = Without.of(asked, feature);
            if (!losses.dropped().contains(feature.name()) && isMore(asked, less, target)) {
                assertThat(shows(body, less, target))
                        .as("seed %d: %s", seed, feature)
                        .isTrue();
            }
        }
    }

    private static String body(Target target, Prompt prompt, Losses losses) {
        return new String(new ConverseProvider().body(prompt, new Step(target, Opening.RESTART), "", losses), UTF_8);
    }

    /** Nobody is told that something is lost for which the request did not ask. */
    private static Prompt less(Prompt asked, String lost, long seed) {
        Prompt less = Without.of(asked, Feature.valueOf(lost));
        assertThat(less).as("seed %d without %s", seed, lost).isNotEqualTo(asked);
        return less;
    }

    /** Tools that are not to be called are not declared: then it does not matter how strict they are. */
    private static boolean isMore(Prompt asked, Prompt less, Target target) {
        NormalForm form = new NormalForm(target);
        boolean calls = !(asked.tools().choice() instanceof Tools.Choice.Never)
                || asked.tools().declared().equals(less.tools().declared());
        return calls && !form.of(asked).equals(form.of(less));
    }

    private static boolean shows(String body, Prompt less, Target target) {
        try {
            return !body(target, less, new Losses(Enum::name, target)).equals(body);
        } catch (BadRequest refused) {
            return true;
        }
    }
}
