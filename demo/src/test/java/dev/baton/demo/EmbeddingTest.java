package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.dialect.ProtocolModule;
import dev.baton.gateway.settings.ConfigurationProblems;
import dev.baton.gateway.settings.SettingsReader;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The demo is an application that depends on the gateway, and has not asked for more. */
class EmbeddingTest {

    @Test
    void bringsNothingOfAwsAlong() {
        assertThat(ClassLoader.getSystemResource("software/amazon/awssdk/http/auth/aws/signer/AwsV4HttpSigner.class"))
                .isNull();
        assertThat(ServiceLoader.load(ProtocolModule.class)).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhereAProtocolNeedsMore() {
        ConfigurationProblems problems =
                catchThrowableOfType(ConfigurationProblems.class, () -> new SettingsReader(name -> null).readYaml("""
                        baton:
                          providers: { aws: { protocol: bedrock, region: eu-west-1 } }
                          models: { chat: { targets: [aws/amazon.nova-lite-v1:0] } }
                        """));

        assertThat(problems)
                .hasMessageContaining(
                        "baton.providers.aws.protocol: bedrock (expected: the module baton-bedrock on the class path)");
    }
}
