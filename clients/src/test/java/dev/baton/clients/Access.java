package dev.baton.clients;

import java.net.URI;

/** What an application's settings say: where, with which key, which model. */
record Access(URI root, String key, String model) {

    String url() {
        return root.toString();
    }

    /** With the version that some frameworks have in their base URL. */
    String url(String version) {
        return root.resolve(version).toString();
    }
}
