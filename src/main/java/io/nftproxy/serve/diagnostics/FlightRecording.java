package io.nftproxy.serve.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** A JDK Flight Recorder recording with the settings "profile". Loads jdk.jfr. */
final class FlightRecording {
    /** Room for minutes of a busy process; the recorder drops the oldest events first. */
    private static final long SIZE_BYTES_MAX = 32L * 1024 * 1024;

    private FlightRecording() {}

    /**
     * Records for this long from now on.
     *
     * @return the recording file
     * @throws IOException if the directory of {@code java.io.tmpdir} cannot be written: the
     *     recorder needs it
     */
    static byte[] during(Duration time) throws IOException, InterruptedException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isWritable(directory)) {
            throw new IOException(
                    "the flight recorder needs a directory to write to, and "
                            + directory
                            + " is read-only; mount an emptyDir there");
        }
        Path file = Files.createTempFile(directory, "nftproxy", ".jfr");
        try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.setMaxSize(SIZE_BYTES_MAX);
            recording.start();
            Thread.sleep(time);
            recording.stop();
            recording.dump(file);
            return Files.readAllBytes(file);
        } catch (ParseException broken) {
            throw new IOException("cannot parse the settings of the flight recorder", broken);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
