package dev.baton.splice;

/** Drops, from the beginning of a text, what it has in common with the blanks that the client already has. */
final class BlankSeam implements TextFilter {

    private final String blanks;
    private int dropped;
    private boolean done;

    BlankSeam(String blanks) {
        this.blanks = blanks;
        this.done = blanks.isEmpty();
    }

    @Override
    public String accept(String piece) {
        int same = 0;
        while (!done && same < piece.length()) {
            if (piece.charAt(same) == blanks.charAt(dropped)) {
                same++;
                dropped++;
                done = dropped == blanks.length();
            } else {
                done = true;
            }
        }
        return piece.substring(same);
    }

    @Override
    public String finish() {
        return "";
    }

    @Override
    public boolean isHolding() {
        return false;
    }
}
