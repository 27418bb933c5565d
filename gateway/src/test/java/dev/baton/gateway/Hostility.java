package dev.baton.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a provider sends in place of an answer, or besides it. */
enum Hostility {
    NONE((socket, own, other) -> send(socket, own.response())),
    CHUNKED((socket, own, other) -> send(socket, own.inAChunk(0))),

    EARLY_HINTS((socket, own, other) -> send(socket, hints("Link: </a>") + own.response())),
    INTERIM_WITH_A_LENGTH((socket, own, other) -> send(socket, hints("Content-Length: 5") + own.response())),
    INTERIM_ROW((socket, own, other) -> {
        send(socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Ear");
        send(socket, "ly Hints\r\n\r\n");
        send(socket, own.response());
    }),

    BLANK_LINE((socket, own, other) -> send(socket, own.response() + "\r\n")),
    TRAILING_BYTES((socket, own, other) -> send(socket, own.inAChunk(0) + "\0\1garbage")),
    SURPLUS_RESPONSE((socket, own, other) -> send(socket, own.response() + other.response())),
    SURPLUS_BEHIND_CHUNKS((socket, own, other) -> send(socket, own.inAChunk(0) + other.inAChunk(0))),
    HALF_A_SURPLUS_RESPONSE((socket, own, other) -> send(socket, own.response() + half(other.response()))),
    SURPLUS_BEHIND_2_KIB((socket, own, other) -> send(socket, own.filling(2048) + other.response())),
    SURPLUS_BEHIND_4_KIB((socket, own, other) -> send(socket, own.filling(4096) + other.response())),
    SURPLUS_BEHIND_16_KIB((socket, own, other) -> send(socket, own.filling(16384) + other.response())),

    /** Who gets this answer waits until its connection is closed, and nobody asks meanwhile. */
    SURPLUS_AT_REST((socket, own, other) -> {
        send(socket, own.response());
        send(socket, other.response());
    }),

    SHORT_LENGTH((socket, own, other) -> send(socket, own.withLength(-20))),
    LONG_LENGTH((socket, own, other) -> {
        send(socket, own.withLength(20));
        socket.shutdownOutput();
    }),
    TWO_LENGTHS((socket, own, other) -> send(socket, own.withLength(0, "Content-Length: 7\r\n"))),
    LENGTH_AND_CHUNKED((socket, own, other) -> send(socket, own.withLength(0, "Transfer-Encoding: chunked\r\n"))),
    SHORT_CHUNK((socket, own, other) -> send(socket, own.inAChunk(-7))),
    LONG_CHUNK((socket, own, other) -> {
        send(socket, own.inAChunk(7));
        socket.shutdownOutput();
    }),
    END_WITH_THE_ANSWER((socket, own, other) -> {
        send(socket, own.response());
        socket.shutdownOutput();
    }),

    /** At once, perhaps when the next request has been written: HTTP/1.1 cannot tell whose it is. */
    SURPLUS_SOON((socket, own, other) -> {
        send(socket, own.response());
        send(socket, other.response());
    }),

    /** The same within a millisecond. */
    SURPLUS_LATER((socket, own, other) -> {
        send(socket, own.response());
        LockSupport.parkNanos(own.hashCode() & 0xFFFFF);
        send(socket, other.response());
    });

    private interface Attack {
        void on(Socket socket, CanaryAnswer own, CanaryAnswer other) throws IOException;
    }

    private final Attack attack;

    Hostility(Attack attack) {
        this.attack = attack;
    }

    /** All that must do no harm even where connections are used again. */
    static List<Hostility> harmless() {
        return Stream.of(values())
                .filter(each -> each != SURPLUS_SOON && each != SURPLUS_LATER)
                .toList();
    }

    /**
     * Answers a request.
     *
     * @param own the answer to it
     * @param other an answer to somebody else
     */
    void answer(Socket socket, CanaryAnswer own, CanaryAnswer other) throws IOException {
        attack.on(socket, own, other);
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    private static String hints(String header) {
        return "HTTP/1.1 103 Early Hints\r\n" + header + "\r\n\r\n";
    }

    private static String half(String response) {
        return response.substring(0, response.length() / 2);
    }
}
