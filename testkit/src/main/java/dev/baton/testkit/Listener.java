package dev.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A listening socket and the thread that accepts its connections. */
final class Listener {

    private final ServerSocket socket;
    private final Thread acceptor;

    private Listener(ServerSocket socket, Consumer<Socket> guests) {
        this.socket = socket;
        this.acceptor = Thread.ofVirtual().name("provider-listener").unstarted(() -> acceptAll(guests));
    }

    /**
     * Listens at this address.
     *
     * @throws UncheckedIOException when it cannot be bound
     */
    static Listener open(InetSocketAddress address, Consumer<Socket> guests) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, 1024);
            Listener listener = new Listener(socket, guests);
            listener.acceptor.start();
            return listener;
        } catch (IOException failed) {
            throw new UncheckedIOException(address + ": " + failed.getMessage(), failed);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Once this returns nobody listens at the port, and it can be bound again. */
    void close() {
        try {
            socket.close();
            // The port stays taken until the thread inside accept has let go of it.
            acceptor.join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(Consumer<Socket> guests) {
        try {
            while (true) {
                guests.accept(socket.accept());
            }
        } catch (IOException closed) {
            // The end of listening.
        }
    }
}
