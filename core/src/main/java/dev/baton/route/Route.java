package dev.baton.route;

import dev.baton.route.RoutePolicy.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A model name that clients ask for, and its targets in order of preference.
 *
 * @param tiers in order of preference, never empty; the targets of one tier are equally preferred and share the load by
 *     weight
 */
public record Route(String model, List<Tier> tiers, RoutePolicy policy) {

    /** A target and its share of its tier's load, at least 1. */
    public record Weighted(Target target, int weight) {}

    /** Targets of equal preference, never empty. */
    public record Tier(List<Weighted> targets) {
        public Tier {
            targets = List.copyOf(targets);
        }
    }

    public Route {
        tiers = List.copyOf(tiers);
    }

    /** Everybody who may be asked, in order of preference. */
    public Stream<Target> targets() {
        return tiers.stream().flatMap(tier -> tier.targets().stream()).map(Weighted::target);
    }

    /** This route under another policy. */
    public Route with(RoutePolicy other) {
        return new Route(model, tiers, other);
    }

    /** This route for what is asked of it. */
    public Route serving(Service service) {
        return switch (service) {
            case CHAT -> this;
            case COMPLETION -> mapped(target -> target.serving(service)).with(policy.without(Rung.ANCHOR));
            case EMBEDDING -> mapped(target -> target.serving(service)).ofOneModel();
        };
    }

    /**
     * Vectors of two models have nothing to do with each other, and whoever keeps them must never get those of another one because
     * a server was away: so only targets of one model are left, that of the first which is {@linkplain Target#isFit fit}. Which one
     * that is follows from the configuration alone, never from chance or health. Where none is fit all are left, to say so.
     */
    private Route ofOneModel() {
        return targets()
                .filter(Target::isFit)
                .findFirst()
                .map(first -> only(target -> target.model().equals(first.model())))
                .orElse(this);
    }

    private Route mapped(UnaryOperator<Target> change) {
        return with(tier -> tier.stream()
                .map(each -> new Weighted(change.apply(each.target()), each.weight()))
                .toList());
    }

    private Route only(Predicate<Target> wanted) {
        return with(
                tier -> tier.stream().filter(each -> wanted.test(each.target())).toList());
    }

    private Route with(UnaryOperator<List<Weighted>> change) {
        return new Route(
                model,
                tiers.stream()
                        .map(tier -> change.apply(tier.targets()))
                        .filter(targets -> !targets.isEmpty())
                        .map(Tier::new)
                        .toList(),
                policy);
    }

    /** This route for an answer that one target is asked for, once: the one that would have been asked first. */
    public Route withoutFailover(RandomGenerator random) {
        Tier first = new Tier(List.of(new Weighted(order(random).getFirst(), 1)));
        return new Route(model, List.of(first), policy.withoutFailover());
    }

    /** All targets in the order in which one answer tries them: tier by tier, within a tier drawn by weight. */
    public List<Target> order(RandomGenerator random) {
        List<Target> order = new ArrayList<>();
        for (Tier tier : tiers) {
            List<Weighted> left = new ArrayList<>(tier.targets());
            while (!left.isEmpty()) {
                order.add(left.remove(draw(left, random)).target());
            }
        }
        return order;
    }

    private static int draw(List<Weighted> targets, RandomGenerator random) {
        if (targets.size() == 1) {
            return 0;
        }
        int ticket = random.nextInt(targets.stream().mapToInt(Weighted::weight).sum());
        int drawn = 0;
        while (ticket >= targets.get(drawn).weight()) {
            ticket -= targets.get(drawn).weight();
            drawn++;
        }
        return drawn;
    }
}
