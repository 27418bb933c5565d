package dev.baton.bench.load;

import java.util.List;

/**
 * Where requests go, and what they must say to get through.
 *
 * @param port on 127.0.0.1
 * @param model that is asked for
 * @param headers beside the usual ones, each as {@code name: value}
 */
public record Address(int port, String model, List<String> headers) {

    public static final String PATH = "/v1/chat/completions";
}
