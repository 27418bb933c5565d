package dev.baton.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The ports of one run, the same for every contender. They lie below the range from which connections get theirs: a
 * server that is started again would find its port taken by one of ten thousand connections.
 *
 * @param gateway what is measured
 * @param serverB the mock that is asked first
 * @param serverC the mock that is asked when B fails
 */
public record Ports(int gateway, int serverB, int serverC) {

    private static final int FIRST = 19100;
    private static final int LAST = 19999;

    /** Three ports that are free now. */
    public static Ports free() {
        int gateway = free(FIRST);
        int serverB = free(gateway + 1);
        return new Ports(gateway, serverB, free(serverB + 1));
    }

    private static int free(int from) {
        for (int port = from; port <= LAST; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + from + " to " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
