package io.nftproxy.serve.diagnostics;

import io.nftproxy.serve.http.HttpResponse;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What {@code jcmd PID GC.class_histogram} prints. Loads java.management. */
final class HeapHistogram {
    private HeapHistogram() {}

    static HttpResponse text() throws JMException {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        Object text =
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                commands,
                                "gcClassHistogram",
                                new Object[] {new String[0]},
                                new String[] {String[].class.getName()});
        return HttpResponse.text(200, String.valueOf(text));
    }
}
