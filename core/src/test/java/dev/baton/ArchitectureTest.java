package dev.baton;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@AnalyzeClasses(packages = "dev.baton", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Operators that block, detach, repeat, multiply or buffer an answer, or blame its target for a slow client. */
    private static final Set<String> FORBIDDEN = Set.of(
            "block",
            "blockFirst",
            "blockLast",
            "blockOptional",
            "toIterable",
            "toStream",
            "onErrorContinue",
            "retry",
            "retryWhen",
            "share",
            "shareNext",
            "cache",
            "publish",
            "replay",
            "onBackpressureBuffer",
            "timeout",
            "publishOn",
            "subscribeOn");

    /**
     * {@code resilience} reads {@code CallFailed} of {@code upstream}, which is a plain exception: so the judging packages
     * see one class of a package that speaks Reactor, and none of Reactor itself.
     */
    @ArchTest
    static final ArchRule judgesWithoutReactor = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.baton.answer..",
                    "dev.baton.route..",
                    "dev.baton.resilience..",
                    "dev.baton.splice..",
                    "dev.baton.dialect.sse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule needsNeitherSpringNorNettyNorAws = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "io.netty..", "reactor.netty..", "software.amazon..");

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.baton.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule splicesAndDecodesKnowingNothingElse = noClasses()
            .that()
            .resideInAnyPackage("dev.baton.splice..", "dev.baton.dialect.sse..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.baton..")
                    .and(DescribedPredicate.not(resideInAnyPackage("dev.baton.splice..", "dev.baton.dialect.sse.."))));

    @ArchTest
    static final ArchRule leavesAnswersWhole = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "is a forbidden operator",
                    (JavaAccess<?> access) -> isReactor(access) && FORBIDDEN.contains(access.getName())));

    /**
     * The operators of our own are excepted by nature: they call {@code subscribe(CoreSubscriber)}, which passes the
     * subscription on. Every other form starts an answer that nobody can cancel.
     */
    @ArchTest
    static final ArchRule neverSubscribesOnItsOwn = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "is a bare subscribe",
                    (JavaAccess<?> access) -> isReactor(access)
                            && access.getName().equals("subscribe")
                            && !access.getTarget().getFullName().contains("CoreSubscriber")));

    @ArchTest
    static final ArchRule takesTimeFromItsArguments =
            noClasses().should().dependOnClassesThat().areAssignableTo(Schedulers.class);

    private static boolean isReactor(JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(Flux.class)
                || access.getTargetOwner().isAssignableTo(Mono.class);
    }
}
