package dev.baton.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ClientConnectionsTest {

    private final ClientConnections connections = new ClientConnections();

    @Test
    void leaveWhateverOneOfThemIsJustDoing() {
        EmbeddedChannel closing = new EmbeddedChannel(DefaultChannelId.newInstance());
        EmbeddedChannel busy = new EmbeddedChannel(DefaultChannelId.newInstance());
        connections.add(closing);
        connections.add(busy);
        ClientConnection.of(busy).requestBegins();

        // As Netty does it when a channel closes: the handlers go first.
        closing.pipeline().remove(ClientConnection.class);
        assertThatCode(connections::leave).doesNotThrowAnyException();

        assertThat(busy.isOpen()).isTrue();
        ClientConnection.of(busy).requestEnds();
        assertThat(busy.isOpen()).isFalse();
    }
}
