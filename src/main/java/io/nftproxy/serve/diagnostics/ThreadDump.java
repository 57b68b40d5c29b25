package io.nftproxy.serve.diagnostics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The stacks of all platform threads, by name. */
final class ThreadDump {
    private ThreadDump() {}

    /** Returns the stacks as jstack prints them. */
    static String text() {
        List<Map.Entry<Thread, StackTraceElement[]>> stacks =
                Thread.getAllStackTraces().entrySet().stream()
                        .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                        .toList();
        StringBuilder text = new StringBuilder(16 * 1024);
        text.append(stacks.size()).append(" threads\n\n");
        stacks.forEach(entry -> append(text, entry.getKey(), entry.getValue()));
        return text.toString();
    }

    private static void append(StringBuilder text, Thread thread, StackTraceElement[] stack) {
        text.append('"').append(thread.getName()).append("\" #").append(thread.threadId());
        text.append(thread.isDaemon() ? " daemon " : " ").append(thread.getState()).append('\n');
        for (StackTraceElement frame : stack) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append('\n');
    }
}
