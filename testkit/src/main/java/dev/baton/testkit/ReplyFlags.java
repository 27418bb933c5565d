package dev.baton.testkit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags for responses that are no answers. */
final class ReplyFlags {

    @Option(
            names = "--status",
            paramLabel = "CODE",
            description = "This status with an OpenAI error body; 200 is an error in disguise.")
    private @Nullable Integer status;

    @Option(names = "--error-code", paramLabel = "CODE", description = "The code in that body: insufficient_quota.")
    private @Nullable String errorCode;

    @Option(
            names = "--reply",
            paramLabel = "KIND",
            converter = Words.OfStock.class,
            description = "html, not-json, no-content (204), redirect (302), empty, content-filter (Azure).")
    private @Nullable StockReply stock;

    @Option(names = "--retry-after", paramLabel = "VALUE", description = "Retry-After: seconds, a date, or nonsense.")
    private @Nullable String retryAfter;

    @Option(names = "--retry-after-ms", paramLabel = "MS", description = "The header retry-after-ms.")
    private @Nullable Long retryAfterMillis;

    Script apply(Script script) {
        Check.that(status == null || stock == null, "--status with --reply", status + " and " + stock, "one of them");
        Script changed = script;
        if (status != null) {
            Check.that(status >= 200 && status <= 599, "--status", status, "200 to 599");
            changed = changed.with(errorCode == null ? Reply.error(status) : coded(status, errorCode));
        }
        changed = stock == null ? changed : changed.with(stock.reply());
        changed = retryAfter == null ? changed : changed.retryAfter(retryAfter);
        return retryAfterMillis == null ? changed : changed.retryAfterMillis(retryAfterMillis);
    }

    private static Reply coded(int status, String code) {
        return Reply.error(status, status < 500 ? "invalid_request_error" : "server_error", code, "Scripted: " + code);
    }
}
