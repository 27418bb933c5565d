package dev.baton.bench.contender;

import static dev.baton.bench.process.Executables.find;
import static dev.baton.bench.process.Executables.lastLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Finds who can be measured on this machine. */
public final class Contenders {

    /** All names, in the order of the tables. */
    public static final List<String> NAMES = List.of("direct", "nginx", "baton", "portkey", "litellm", "bifrost");

    private Contenders() {}

    /**
     * Those that are installed here.
     *
     * @param home the folder of the repository
     * @param batonVersion of the build that is measured
     */
    public static List<Contender> installed(Path home, String batonVersion) throws InterruptedException {
        List<Contender> installed = new ArrayList<>();
        installed.add(new Direct());
        Optional<Path> nginx = find("nginx");
        if (nginx.isPresent()) {
            installed.add(new Nginx(nginx.get(), lastLine(nginx.get().toString(), "-v")));
        }
        installed.add(new Baton(home, batonVersion, Special.NONE));
        // The command of Portkey's package has a name that anything may have.
        Optional<Path> portkey = find("gateway").map(Contenders::real).filter(Contenders::isPortkey);
        if (portkey.isPresent()) {
            installed.add(new Portkey(
                    portkey.get(), portkeyVersion(portkey.get()) + " on node " + lastLine("node", "--version")));
        }
        Optional<Path> litellm = find("litellm");
        if (litellm.isPresent()) {
            installed.add(new LiteLlm(litellm.get(), lastLine(litellm.get().toString(), "--version")));
        }
        Optional<Path> bifrost = find("bifrost-http");
        if (bifrost.isPresent()) {
            installed.add(new Bifrost(bifrost.get(), lastLine(bifrost.get().toString(), "-version")));
        }
        return installed;
    }

    private static boolean isPortkey(Path program) {
        return program.toString().contains("@portkey-ai");
    }

    /** Its command does not tell, its package does: {@code PACKAGE/build/start-server.js}. */
    private static String portkeyVersion(Path program) {
        Path description = program.resolve("../../package.json").normalize();
        return Files.exists(description)
                ? JsonMapper.shared()
                        .readTree(description.toFile())
                        .path("version")
                        .asString("unknown")
                : "unknown";
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException broken) {
            return program;
        }
    }
}
