package dev.baton.testkit;

/** The replies of the command line that are more than a status. */
enum StockReply {
    HTML,
    NOT_JSON,
    NO_CONTENT,
    REDIRECT,
    EMPTY,
    CONTENT_FILTER;

    Reply reply() {
        return switch (this) {
            case HTML -> Reply.webPage();
            case NOT_JSON -> Reply.of(200, "application/json", "upstream says hello");
            case NO_CONTENT -> Reply.of(204, null, "");
            case REDIRECT -> Reply.redirect("http://127.0.0.1:9/elsewhere");
            case CONTENT_FILTER -> Reply.azureContentFilter();
            case EMPTY -> Reply.of(200, "application/json", "");
        };
    }
}
