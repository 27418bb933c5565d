package dev.baton.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClientConnectionTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void watch() {
        ClientConnection.watch(channel);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void letsAHeadWaitForWhatIsToFollowIt() {
        connection().expectMoreThanAHead();

        ChannelFuture head = channel.pipeline().writeAndFlush("head");
        List<Object> withTheHead = sent();
        channel.pipeline().writeAndFlush("event");

        assertThat(head.isSuccess()).isTrue();
        assertThat(withTheHead).isEmpty();
        assertThat(sent()).containsExactly("head", "event");
    }

    @Test
    void sendsAHeadThatNothingFollowsWithinTheTurnOfTheLoop() {
        connection().expectMoreThanAHead();

        channel.pipeline().writeAndFlush("head");
        channel.runPendingTasks();

        assertThat(sent()).containsExactly("head");
    }

    @Test
    void sendsEverythingElseAtOnce() {
        channel.pipeline().writeAndFlush("a whole answer");

        assertThat(sent()).containsExactly("a whole answer");
    }

    private ClientConnection connection() {
        return channel.pipeline().get(ClientConnection.class);
    }

    private List<Object> sent() {
        List<Object> messages = new ArrayList<>();
        for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            messages.add(next);
        }
        return messages;
    }
}
