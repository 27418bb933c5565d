package dev.baton.testkit;

import java.util.List;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param target the path, and the query if there is one
 * @param headers by lower-case name
 */
record HttpRequest(String method, String target, String version, Map<String, List<String>> headers, byte[] body) {

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The value of this parameter of the query; empty when it is not there. */
    String parameter(String name) {
        int query = target.indexOf('?');
        if (query < 0) {
            return "";
        }
        for (String pair : target.substring(query + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    boolean closes() {
        String connection = header("connection");
        return version.equals("HTTP/1.0")
                ? !connection.equalsIgnoreCase("keep-alive")
                : connection.equalsIgnoreCase("close");
    }

    private String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}
