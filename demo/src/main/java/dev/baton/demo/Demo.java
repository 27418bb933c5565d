package dev.baton.demo;

import dev.baton.gateway.BatonApplication;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsReader;
import dev.baton.relay.Moment;
import dev.baton.relay.Story;
import dev.baton.relay.StoryListener;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.io.PrintWriter;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;

/** Server-b, which dies in mid-sentence every time it is asked, server-c, which can go on, and the gateway before them. */
final class Demo implements AutoCloseable {

    /** About as fast as people read. */
    private static final Duration PACE = Duration.ofMillis(60);

    private final ScriptedProvider serverB;
    private final ScriptedProvider serverC;
    private final ConfigurableApplicationContext gateway;
    private final int dieAfter;
    private final PrintWriter out;

    private Demo(
            ScriptedProvider serverB,
            ScriptedProvider serverC,
            ConfigurableApplicationContext gateway,
            int dieAfter,
            PrintWriter out) {
        this.serverB = serverB;
        this.serverC = serverC;
        this.gateway = gateway;
        this.dieAfter = dieAfter;
        this.out = out;
    }

    /**
     * Starts everything; it serves as soon as this returns.
     *
     * @param port of the gateway, 0 for a free one
     * @param dieAfter how many tokens server-b says before it dies
     * @param out hears every story, line by line, while it happens
     */
    static Demo start(int port, int dieAfter, PrintWriter out) {
        ScriptedProvider serverB = ScriptedProvider.start("server-b");
        ScriptedProvider serverC = ScriptedProvider.start("server-c");
        serverB.answers(Script.standard().pace(PACE).dieAfter(dieAfter));
        serverC.answers(Script.standard().pace(PACE));
        try {
            StoryListener log = (story, moment) -> tell(out, story, moment);
            return new Demo(
                    serverB, serverC, BatonApplication.start(settings(port, serverB, serverC), log), dieAfter, out);
        } catch (RuntimeException failed) {
            serverB.close();
            serverC.close();
            throw failed;
        }
    }

    private static BatonSettings settings(int port, ScriptedProvider serverB, ScriptedProvider serverC) {
        return new SettingsReader(name -> null).readYaml("""
                        baton:
                          server: { port: %d }
                          providers:
                            server-b: { base-url: "%s" }
                            server-c: { base-url: "%s", continuation: prefill }
                          models:
                            chat: { targets: [server-b/demo, server-c/demo], breaker: { enabled: false } }
                        """.formatted(port, serverB.url(), serverC.url()));
    }

    private static void tell(PrintWriter out, Story story, Moment moment) {
        out.printf("%s %6d ms  %s%n", story.requestId(), moment.at().toMillis(), moment);
        out.flush();
    }

    /** Where the gateway is. */
    String url() {
        return BatonApplication.urlOf(gateway);
    }

    /** Says what runs where and what to try. */
    void introduce() {
        out.printf("""

                server-b  %s  dies after %d tokens, every time it is asked
                server-c  %s  goes on where an answer breaks off
                gateway   %s  the model "chat": server-b, then server-c

                Ask the gateway for a story, in another terminal:

                  curl -N %s/chat/completions -H 'content-type: application/json' -d '{"model": "chat", "stream": true, "messages": [{"role": "user", "content": "Tell me a story."}]}'

                With -H 'x-baton-trace: on' the stream itself says where the seam is. Ctrl-C ends the demo.

                """, serverB.url(), dieAfter, serverC.url(), url(), url());
        out.flush();
    }

    @Override
    public void close() {
        gateway.close();
        serverB.close();
        serverC.close();
    }
}
