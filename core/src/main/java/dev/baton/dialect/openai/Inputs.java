package dev.baton.dialect.openai;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.json.RequestFields;

/** A field that holds one text, or many, each as letters or as the numbers of its tokens. */
final class Inputs {

    private Inputs() {}

    /**
     * How many texts a field holds; one where it is not there, which is left to the provider.
     *
     * @throws BadRequest when it is nothing of the kind
     */
    static int count(RequestFields body, String name) {
        if (body.size(name) > 0) {
            return body.endsWithNumber(name) ? 1 : body.size(name);
        }
        if (!body.isText(name) && !body.field(name).isAbsent()) {
            throw body.field(name).invalid("a text, or an array that is not empty");
        }
        return 1;
    }
}
