package dev.baton.gateway.upstream;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes certificates with the {@code keytool} of the JDK that runs the tests. */
public final class Certificates {

    private final Path folder;

    /** @param folder where the files go */
    public Certificates(Path folder) {
        this.folder = folder;
    }

    /** @param extension such as {@code san=ip:127.0.0.1}, as keytool's {@code -ext} has it */
    public Certificate selfSigned(String name, String extension) throws Exception {
        return generate(folder.resolve(name + ".p12"), name, extension);
    }

    /** For 127.0.0.1, signed by this authority; options such as {@code -validity 2}. */
    Certificate signedBy(Certificate authority, String name, String... options) throws Exception {
        Path file = folder.resolve(name + ".p12");
        keytool(
                "-importkeystore",
                "-srckeystore",
                authority.file().toString(),
                "-destkeystore",
                file.toString(),
                "-srcstorepass",
                password(),
                "-deststorepass",
                password(),
                "-srcalias",
                Certificate.ALIAS,
                "-destalias",
                "authority");
        List<String> all = new ArrayList<>(List.of("-signer", "authority"));
        all.addAll(List.of(options));
        Certificate signed = generate(file, name, "san=ip:127.0.0.1", all.toArray(String[]::new));
        signed.store().deleteEntry("authority");
        return signed;
    }

    private static Certificate generate(Path file, String name, String extension, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                Certificate.ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                password()));
        all.addAll(List.of(options));
        keytool(all.toArray(String[]::new));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, Certificate.PASSWORD);
        }
        return new Certificate(file, store);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        File log = File.createTempFile("keytool", ".log");
        try {
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException(Files.readString(log.toPath()));
            }
        } finally {
            Files.delete(log.toPath());
        }
    }

    private static String password() {
        return new String(Certificate.PASSWORD);
    }
}
