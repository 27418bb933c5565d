package dev.baton.gateway.access;

import java.util.List;

/** Decides who is served. */
public sealed interface AccessRule permits KeyRequired, LoopbackOnly {

    Access judge(CallerFacts caller);

    /** Clients show their keys; where there are none, only callers on this machine are served. */
    static AccessRule of(List<ClientKey> clients) {
        return clients.isEmpty() ? new LoopbackOnly() : new KeyRequired(ClientKeys.of(clients));
    }
}
