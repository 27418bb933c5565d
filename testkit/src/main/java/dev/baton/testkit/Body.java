package dev.baton.testkit;

import java.util.List;

/** The body of a response before it is framed. */
interface Body {

    /** Its writes, and what has to be waited for between them. */
    List<Step> steps();

    /** How the outburst is told in a body of this kind. */
    List<Step> said(Outburst outburst);

    /** The comment that a stalling body goes on sending. */
    byte[] comment();

    String contentType();
}
