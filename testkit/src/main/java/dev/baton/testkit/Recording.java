package dev.baton.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The requests that came, in their order. */
final class Recording {

    private final Monitor monitor;
    private final List<ReceivedRequest> requests = new ArrayList<>();

    Recording(Monitor monitor) {
        this.monitor = monitor;
    }

    ReceivedRequest add(HttpRequest request, int connection) {
        return monitor.read(() -> {
            ReceivedRequest received = new ReceivedRequest(monitor, requests.size() + 1, connection, request);
            monitor.change(() -> requests.add(received));
            return received;
        });
    }

    List<ReceivedRequest> all() {
        return monitor.read(() -> List.copyOf(requests));
    }

    List<ReceivedRequest> await(int count, Duration limit) {
        monitor.await(
                () -> requests.size() >= count,
                limit,
                () -> "expected " + count + " requests, there were " + requests.size());
        return all();
    }

    void clear() {
        monitor.change(requests::clear);
    }
}
