package dev.baton.resilience;

import dev.baton.upstream.CallFailed;
import java.util.Map;

/** What was seen of an attempt that gave no complete answer, before anybody has judged it. */
public sealed interface Observation {

    /**
     * The provider answered with a status other than 200.
     *
     * @param headers by lower-case name
     * @param body at most its first 64 KiB
     */
    record Refused(int status, Map<String, String> headers, byte[] body) implements Observation {}

    /**
     * The provider answered 200 and then sent an error: in place of the answer or in the middle of it.
     *
     * @param error the JSON it sent
     */
    record ErrorEvent(byte[] error) implements Observation {}

    /** The call itself failed. */
    record Lost(CallFailed.Stage stage, String detail) implements Observation {}

    /** Nothing useful came for as long as we wait for it. */
    record Quiet(String detail) implements Observation {}

    /** What came is not a complete answer, whatever it claims: malformed, cut off, aborted, or of another kind. */
    record Untrue(String detail) implements Observation {}

    /** The text of a continuing target could not be joined to what the client has. */
    record Unaligned(String detail) implements Observation {}
}
