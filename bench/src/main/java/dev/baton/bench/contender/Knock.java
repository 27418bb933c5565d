package dev.baton.bench.contender;

import dev.baton.bench.load.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request on a connection of its own, to find out whether a gateway serves yet. */
record Knock(Address address) {

    private static final int LIMIT_MILLIS = 10_000;

    /** Whether the answer is a 200. */
    boolean isAnswered() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return status != null && status.startsWith("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    private String request() {
        String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}"
                .formatted(address.model());
        StringBuilder head = new StringBuilder("POST " + Address.PATH + " HTTP/1.1\r\n");
        head.append("host: 127.0.0.1:").append(address.port()).append("\r\n");
        head.append("content-type: application/json\r\nauthorization: Bearer sk-bench-0123456789\r\n");
        head.append("connection: close\r\ncontent-length: ")
                .append(body.length())
                .append("\r\n");
        address.headers().forEach(header -> head.append(header).append("\r\n"));
        return head.append("\r\n").append(body).toString();
    }
}
