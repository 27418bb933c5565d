package dev.baton.gateway.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears signals of the operating system until it is closed. The JVM acts on the first SIGTERM only and has no supported way to hear
 * the second, so this is {@code sun.misc.Signal}, by reflection: a JVM without it, or one that was told to leave signals alone
 * ({@code -Xrs}), does with signals what it always does.
 */
final class JvmSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JvmSignals.class);

    private final List<Runnable> restore = new ArrayList<>();

    /**
     * Begins to hear.
     *
     * @param names such as {@code TERM}
     * @param heard called with the name, on a thread of its own for each signal
     */
    JvmSignals(List<String> names, Consumer<String> heard) {
        for (String name : names) {
            try {
                hear(name, heard);
            } catch (ReflectiveOperationException | RuntimeException notHere) {
                LOG.debug("SIG{} is left to the JVM", name, notHere);
            }
        }
    }

    private void hear(String name, Consumer<String> heard) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method handle = type.getMethod("handle", type, handlerType);
        Object signal = type.getConstructor(String.class).newInstance(name);
        Object before = handle.invoke(null, signal, handler(handlerType, name, heard));
        restore.add(() -> {
            try {
                handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /** Its one method of its own is to handle a signal; the others are those of every object. */
    private static Object handler(Class<?> type, String name, Consumer<String> heard) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getDeclaringClass() != Object.class) {
                heard.accept(name);
                return null;
            }
            return method.invoke(heard, arguments);
        });
    }

    /** The JVM does with signals what it did before. */
    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
