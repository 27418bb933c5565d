package dev.baton.simulation.hour;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients ask for: to be counted to a number, one number an event. So everybody can tell how an answer goes on, and
 * whether it is whole.
 *
 * @param from the first number that is still missing, 1 at the beginning
 */
record Counting(int from, int to) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROMPT = "Count to ";

    static Counting to(int number) {
        return new Counting(1, number);
    }

    /** The request of a client. */
    byte[] request() {
        return ("{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + to
                        + "\"}]}")
                .getBytes(UTF_8);
    }

    /** What a request to a server asks for: what is missing behind the numbers that the client has. */
    static Counting in(byte[] request) {
        JsonNode messages = JSON.readTree(request).path("messages");
        String last = messages.path(1).path("content").asString("0");
        return new Counting(
                Integer.parseInt(last.substring(last.lastIndexOf(' ') + 1)) + 1,
                Integer.parseInt(messages.path(0).path("content").asString("").substring(PROMPT.length())));
    }

    /** The whole answer. */
    String text() {
        return IntStream.rangeClosed(1, to).mapToObj(Counting::piece).collect(Collectors.joining());
    }

    /** The text of the event that brings a number. */
    static String piece(int number) {
        return number == 1 ? "1" : " " + number;
    }
}
