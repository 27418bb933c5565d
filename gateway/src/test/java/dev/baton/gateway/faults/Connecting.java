package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;
import static dev.baton.gateway.faults.Outcomes.PASSED_OVER;
import static dev.baton.gateway.faults.Way.atOnce;

import dev.baton.gateway.faults.Way.Act;
import java.util.List;

/** No connection to server B comes about. */
final class Connecting {

    private static final Act NOTHING = (lane, tokens) -> {};

    static final List<Fault> FAULTS = List.of(
            fault(
                            1,
                            "B refuses the connection",
                            PASSED_OVER,
                            atOnce(
                                            "nobody listens at its port",
                                            (lane, tokens) -> lane.d().refuseConnections())
                                    .firstIs("d")
                                    .cause("not connected, refused"))
                    .shownBy("NettyUpstreamTest", "failsToConnectWhenRefused"),
            fault(
                            2,
                            "B does not take the connection",
                            PASSED_OVER,
                            atOnce("its backlog is full: the SYN is dropped", NOTHING)
                                    .firstIs("deaf")
                                    .cause("not connected, out of time"))
                    .note("after `connect`")
                    .shownBy("NettyUpstreamTest", "failsToConnectWhenNobodyAcceptsInTime"),
            fault(
                            3,
                            "B's name is not resolved",
                            PASSED_OVER,
                            atOnce("a name that does not exist", NOTHING)
                                    .firstIs("nameless")
                                    .cause("not connected, "))
                    .note("after `connect` at the latest, when the name server is silent")
                    .shownBy("NettyUpstreamTest", "failsToConnectWhenTheNameIsUnknown")
                    .shownBy("ProviderNamesTest", "areNotResolvedWhereTheNameServerHasNeverAnswered")
                    .shownBy("ProviderNamesTest", "areForgottenWhenTheNameServerSaysThatTheyDoNotExist")
                    .shownBy("ProviderNamesTest", "takeNoLongerThanAConnectionMay"),
            fault(
                            69,
                            "The name server is silent or fails, and has told B's address before",
                            Outcomes.shown(
                                    "B answers, at its last good address", null, "B answers, at its last good address"))
                    .note("250 ms later than usual, and for a day at most; what the name server says next is believed")
                    .shownBy("ProviderNamesTest", "keepTheirLastGoodAddressWhileTheNameServerIsInTrouble")
                    .shownBy("ProviderNamesTest", "areNotWaitedForUntilAConnectionIsOutOfTime")
                    .shownBy("ProviderNamesTest", "haveTheirNewAddressAsSoonAsTheNameServerTellsIt"),
            fault(
                            4,
                            "TLS with B fails",
                            PASSED_OVER,
                            atOnce("a certificate of its own making", NOTHING)
                                    .firstIs("stranger")
                                    .cause("TLS failed"),
                            atOnce("plain HTTP on the port", NOTHING)
                                    .firstIs("plain")
                                    .cause("TLS failed"),
                            atOnce("reset in the handshake", NOTHING)
                                    .firstIs("resetting")
                                    .cause("not connected, "),
                            atOnce("silence in the handshake", NOTHING)
                                    .firstIs("mute")
                                    .cause("not connected, out of time"))
                    .note("nothing is sent unencrypted, and no check is skipped")
                    .shownBy("TlsTest", "failsToConnectWhenTheCertificateHasExpired")
                    .shownBy("TlsTest", "failsToConnectWhenTheCertificateIsForAnotherHost")
                    .shownBy("TlsTest", "failsToConnectWhenTheCertificateIsNotTrusted")
                    .shownBy("TlsTest", "failsToConnectWhenTheServerDoesNotSpeakTls")
                    .shownBy("TlsTest", "givesUpAHandshakeThatTakesTooLong"),
            fault(6, "B's connections are all in use", Outcomes.always("another one is opened, at once"))
                    .note(
                            "each answer has a connection of its own; with `in-flight-per-target` a B that has as many is passed over, at once")
                    .shownBy("ManyAtOnceTest", "anAnswerWaitsForNoOtherOne")
                    .shownBy("OutageTest", "passesAServerThatHasAsManyCallsAsItMay"));

    private Connecting() {}
}
