package dev.baton.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags for the looks of a response. */
final class WireFlags {

    @Option(
            names = "--quirk",
            paramLabel = "NAME",
            split = ",",
            converter = Words.OfQuirk.class,
            description =
                    "missing-done, missing-finish, null-finish, missing-usage, usage-on-every-chunk, usage-on-finish, "
                            + "role-on-every-chunk, azure-first-chunk, bom, no-space-after-data, multi-line-data, data-after-done; "
                            + "may be repeated.")
    private List<Quirk> quirks = new ArrayList<>();

    @Option(
            names = "--line-end",
            paramLabel = "END",
            converter = Words.OfLineEnd.class,
            description = "lf (default), crlf, cr.")
    private LineEnd lineEnd = LineEnd.LF;

    @Option(
            names = "--framing",
            paramLabel = "KIND",
            converter = Words.OfFraming.class,
            description = "standard (default), chunked, content-length, close-delimited, http-1-0.")
    private Framing framing = Framing.STANDARD;

    @Option(names = "--content-type", paramLabel = "TYPE", description = "Instead of the right one; empty for none.")
    private @Nullable String contentType;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "One more header; may be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--header-padding", paramLabel = "BYTES", description = "One more header of this size.")
    private @Nullable Integer headerPadding;

    @Option(
            names = "--interim",
            paramLabel = "STATUS",
            split = ",",
            description = "1xx responses before the real one: 102,103.")
    private List<Integer> interims = new ArrayList<>();

    @Option(names = "--bytes-per-write", paramLabel = "N", description = "At most n bytes leave together.")
    private @Nullable Integer bytesPerWrite;

    @Option(
            names = "--write-pause",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between two writes of --bytes-per-write.")
    private Duration writePause = Duration.ZERO;

    @Option(names = "--surplus", description = "A second response in the same packet as the answer's end.")
    private boolean surplus;

    @Option(
            names = "--surplus-after",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "A second response when the connection has been idle for so long.")
    private @Nullable Duration surplusAfter;

    Script apply(Script script) {
        Script changed = script.lineEnd(lineEnd).framing(framing).interim(interims.toArray(Integer[]::new));
        for (Quirk quirk : quirks) {
            changed = changed.quirks(quirk);
        }
        changed = contentType == null ? changed : changed.contentType(contentType);
        changed = withHeaders(changed);
        changed = bytesPerWrite == null ? changed : changed.drip(bytesPerWrite, writePause);
        changed = surplus ? changed.surplusWithAnswer() : changed;
        return surplusAfter == null ? changed : changed.surplusAfter(surplusAfter);
    }

    private Script withHeaders(Script script) {
        Script changed = script;
        for (String header : headers) {
            int equals = header.indexOf('=');
            Check.that(equals > 0, "--header", header, "NAME=VALUE");
            changed = changed.header(header.substring(0, equals), header.substring(equals + 1));
        }
        if (headerPadding != null) {
            Check.that(headerPadding >= 0, "--header-padding", headerPadding, "0 or more");
            changed = changed.header("x-padding", "x".repeat(headerPadding));
        }
        return changed;
    }
}
