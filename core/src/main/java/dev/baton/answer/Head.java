package dev.baton.answer;

/**
 * The identity an event states for its answer.
 *
 * @param id empty when the event states none
 * @param created seconds since the epoch, 0 when the event states none
 * @param model as the target reports it, empty when the event states none
 */
public record Head(String id, long created, String model) {

    public static final Head NONE = new Head("", 0, "");

    /** This head where it says something, the other one where it does not. */
    public Head orElse(Head other) {
        return new Head(
                id.isEmpty() ? other.id : id,
                created == 0 ? other.created : created,
                model.isEmpty() ? other.model : model);
    }
}
