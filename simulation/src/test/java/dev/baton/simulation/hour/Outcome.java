package dev.baton.simulation.hour;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What came of an hour.
 *
 * @param failures how many answers failed, by the error that their clients were told
 * @param callsInTrouble to servers that were in trouble at the time
 * @param requestsInTrouble that came while somebody was in trouble
 * @param back from the end of a trouble of the primary until it began an answer again, the longest in nanoseconds; -1
 *     where no trouble ended
 */
record Outcome(
        int requests,
        long complete,
        SortedMap<String, Long> failures,
        long seams,
        long calls,
        long callsInTrouble,
        long requestsInTrouble,
        Spread firstToken,
        Spread answer,
        long begunByPrimary,
        long back,
        List<Minute> minutes) {

    static Outcome of(Scenario scenario, List<Visit> visits, Servers servers) {
        return new Outcome(
                visits.size(),
                visits.stream().filter(Visit::isComplete).count(),
                visits.stream()
                        .filter(visit -> !visit.isComplete())
                        .collect(groupingBy(Visit::failure, TreeMap::new, counting())),
                visits.stream().mapToLong(Visit::seams).sum(),
                servers.all().stream()
                        .mapToLong(server -> server.calls().size())
                        .sum(),
                servers.all().stream().mapToLong(Server::callsInTrouble).sum(),
                visits.stream()
                        .filter(visit -> scenario.includes(visit.asked()))
                        .count(),
                Spread.of(visits.stream().filter(Visit::isBegun).mapToLong(Visit::toFirstToken)),
                Spread.of(visits.stream().filter(Visit::isComplete).mapToLong(Visit::toEnd)),
                visits.stream().filter(visit -> visit.isBegunBy(Shape.PRIMARY)).count(),
                scenario.spells().stream()
                        .mapToLong(spell -> back(spell.to().toNanos(), visits))
                        .max()
                        .orElse(-1),
                minutes(visits, servers));
    }

    private static long back(long recovered, List<Visit> visits) {
        return visits.stream()
                .filter(visit -> visit.asked() >= recovered && visit.isBegunBy(Shape.PRIMARY))
                .mapToLong(visit -> visit.firstToken() - recovered)
                .min()
                .orElse(-1);
    }

    private static List<Minute> minutes(List<Visit> visits, Servers servers) {
        return IntStream.range(0, (int) Hour.LENGTH.toMinutes())
                .mapToObj(minute -> Minute.of(minute, visits, servers.primary()))
                .toList();
    }
}
