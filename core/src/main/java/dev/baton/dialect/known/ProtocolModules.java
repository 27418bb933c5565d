package dev.baton.dialect.known;

import dev.baton.dialect.ProtocolModule;
import dev.baton.route.Protocol;
import dev.baton.upstream.Signer;
import java.util.EnumMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The modules that are there beside this one. */
final class ProtocolModules {

    private static final Map<Protocol, ProtocolModule> FOUND = found();

    private ProtocolModules() {}

    private static Map<Protocol, ProtocolModule> found() {
        Map<Protocol, ProtocolModule> found = new EnumMap<>(Protocol.class);
        ServiceLoader.load(ProtocolModule.class, ProtocolModule.class.getClassLoader())
                .forEach(module -> found.put(module.protocol(), module));
        return found;
    }

    static boolean has(Protocol protocol) {
        return FOUND.containsKey(protocol);
    }

    /** The module of a protocol; a configuration without it has been refused. */
    static ProtocolModule of(Protocol protocol) {
        ProtocolModule module = FOUND.get(protocol);
        if (module == null) {
            throw new IllegalStateException("no module speaks " + protocol.label());
        }
        return module;
    }

    static Map<Protocol, Signer> signers() {
        return FOUND.values().stream().collect(Collectors.toMap(ProtocolModule::protocol, ProtocolModule::signer));
    }
}
