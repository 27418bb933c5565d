package dev.baton.gateway.access;

import dev.baton.route.ApiKey;

/** A client and the key it presents. */
public record ClientKey(Client client, ApiKey key) {}
