package io.nftproxy.serve.diagnostics;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The output of {@code jcmd PID GC.class_histogram}. Loads java.management. */
final class HeapHistogram {
    private HeapHistogram() {}

    /** Returns objects by class, after a collection. */
    static String text() throws JMException {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        Object text =
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                commands,
                                "gcClassHistogram",
                                new Object[] {new String[0]},
                                new String[] {String[].class.getName()});
        return String.valueOf(text);
    }
}
