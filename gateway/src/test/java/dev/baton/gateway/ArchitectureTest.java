package dev.baton.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.baton.gateway.health.HealthChecks;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "dev.baton.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Operators that block, detach, repeat, multiply or buffer what is on its way. */
    private static final Set<String> FORBIDDEN = Set.of(
            "block",
            "blockFirst",
            "blockLast",
            "blockOptional",
            "toIterable",
            "toStream",
            "subscribe",
            "onErrorContinue",
            "retry",
            "retryWhen",
            "share",
            "shareNext",
            "cache",
            "publish",
            "replay",
            "onBackpressureBuffer",
            "publishOn");

    @ArchTest
    static final ArchRule leavesAnswersWhole = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "is a forbidden operator",
                    (JavaAccess<?> access) -> isReactor(access)
                            && FORBIDDEN.contains(access.getName())
                            && !isAnOperatorAtWork(access)
                            && !isAHealthCheck(access)));

    /** A call to a provider has one limit that is no answer's: until its connection stands. A health check is no answer. */
    @ArchTest
    static final ArchRule blamesNobodyForASlowClient = noClasses()
            .that()
            .resideOutsideOfPackages("dev.baton.gateway.upstream", "dev.baton.gateway.health")
            .should()
            .accessTargetWhere(describe(
                    "is a timeout operator",
                    (JavaAccess<?> access) ->
                            isReactor(access) && access.getName().equals("timeout")));

    @ArchTest
    static final ArchRule seesProvidersThroughThePortOnly = noClasses()
            .that()
            .resideInAPackage("dev.baton.gateway.api")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.baton.gateway.upstream");

    @ArchTest
    static final ArchRule readsConfigurationAndKeysAsPlainCode = noClasses()
            .that()
            .resideInAnyPackage("dev.baton.gateway.settings", "dev.baton.gateway.access")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.springframework..");

    @ArchTest
    static final ArchRule shipsNoFakeProvider =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.baton.testkit..");

    /** What is carried where it is wanted only. */
    @ArchTest
    static final ArchRule needsNothingOfAws =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("software.amazon..", "dev.baton.bedrock..");

    /** Whoever can make a gateway start a process owns the machine. */
    @ArchTest
    static final ArchRule startsNoProcess = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.baton.gateway.(*)..").should().beFreeOfCycles();

    private static boolean isReactor(JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(Flux.class)
                || access.getTargetOwner().isAssignableTo(Mono.class);
    }

    /** Nobody waits for health checks; who began them keeps them in hand and ends them. */
    private static boolean isAHealthCheck(JavaAccess<?> access) {
        return access.getName().equals("subscribe") && access.getOriginOwner().isEquivalentTo(HealthChecks.class);
    }

    /** An operator of ours hands its source a subscriber of its own: that detaches nothing. */
    private static boolean isAnOperatorAtWork(JavaAccess<?> access) {
        return access.getName().equals("subscribe") && access.getOriginOwner().isAssignableTo(Flux.class);
    }
}
