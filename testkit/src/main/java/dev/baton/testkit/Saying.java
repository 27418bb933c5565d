package dev.baton.testkit;

/** The {@linkplain Outburst outbursts} of the command line. */
enum Saying {
    ERROR,
    ERROR_DONE,
    ERROR_EVENT,
    ERROR_LINE,
    ABORT,
    NULL_FINISH,
    MALFORMED_JSON,
    TRUNCATED_LINE,
    INVALID_UTF8,
    OVERSIZE_EVENT,
    COMMENT_FLOOD;

    private static final int MANY_CHARACTERS = 20 * 1024 * 1024;
    private static final int MANY_LINES = 10_000;

    Outburst outburst() {
        return switch (this) {
            case ERROR -> Outburst.errorChunk();
            case ERROR_DONE -> Outburst.errorChunkThenDone();
            case ERROR_EVENT -> Outburst.errorEvent();
            case ERROR_LINE -> Outburst.errorLine();
            case ABORT -> Outburst.finish("abort");
            case NULL_FINISH -> Outburst.finish(null);
            case MALFORMED_JSON -> Outburst.malformedJson();
            case TRUNCATED_LINE -> Outburst.truncatedLine();
            case INVALID_UTF8 -> Outburst.invalidUtf8();
            case OVERSIZE_EVENT -> Outburst.oversizeEvent(MANY_CHARACTERS);
            case COMMENT_FLOOD -> Outburst.commentFlood(MANY_LINES);
        };
    }
}
