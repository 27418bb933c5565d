package dev.baton.splice;

/** Keeps the two halves of a surrogate pair together: a half that leaves alone cannot be written as UTF-8. */
final class WholeCharacters implements TextFilter {

    private static final String REPLACEMENT = "\uFFFD";

    private String half = "";

    @Override
    public String accept(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        String text = half.isEmpty() ? piece : half + piece;
        int last = text.length() - 1;
        if (Character.isHighSurrogate(text.charAt(last))) {
            half = text.substring(last);
            return text.substring(0, last);
        }
        half = "";
        return text;
    }

    /** A half whose other half never came is replaced, as every UTF-8 encoder would do. */
    @Override
    public String finish() {
        return half.isEmpty() ? "" : REPLACEMENT;
    }

    @Override
    public boolean isHolding() {
        return !half.isEmpty();
    }
}
