package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.prompt.Thinking;
import dev.baton.prompt.Thinking.Effort;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatServerTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, gpt-4o,   false, false, false, true",
        "https://api.openai.com/v1, o3,       false, true,  true,  false",
        "https://api.openai.com/v1, gpt-5,    false, true,  true,  false",
        "https://api.openai.com/v1, gpt-5.1,  true,  false, true,  false",
        "https://api.mistral.ai/v1, small,    false, false, false, true",
        "http://127.0.0.1:8000/v1,  qwen3-8b, true,  false, true,  false"
    })
    void knowsWhoUnderstandsHowMuchToThink(
            URI server, String model, boolean off, boolean offIsLost, boolean high, boolean highIsLost) {
        Provider provider = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);
        ChatServer asked = ChatServer.of(new Target(provider, model, Continuation.NONE));

        assertThat(asked.takes(Thinking.NONE)).isEqualTo(off);
        assertThat(asked.isLostOn(Thinking.NONE)).isEqualTo(offIsLost);
        assertThat(asked.takes(Thinking.of(Effort.HIGH))).isEqualTo(high);
        assertThat(asked.isLostOn(Thinking.of(Effort.HIGH))).isEqualTo(highIsLost);
    }
}
