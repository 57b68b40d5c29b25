package io.nftproxy.bench.soak;

import io.nftproxy.bench.report.Samples;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUtils;

/** Draws memory, threads, descriptors and latency over the time of a run, in {@code soak.svg}. */
final class SoakPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 680;
    private static final double MINUTE_SECONDS = 60;

    /** The length of a window of percentiles. */
    private static final int WINDOW_SECONDS = 10;

    /** The colours of the other pictures. */
    private static final Color[] COLOURS = {new Color(0x0072b2), new Color(0xd55e00)};

    private final CombinedDomainXYPlot all = new CombinedDomainXYPlot(new NumberAxis("minute"));

    void vitals(List<Vitals.Sample> samples) {
        XYSeriesCollection memory = new XYSeriesCollection();
        memory.addSeries(series("resident memory", samples, Vitals.Sample::rss));
        memory.addSeries(series("anonymous memory", samples, Vitals.Sample::anonymous));
        add(memory, new NumberAxis("MiB"));
        XYSeriesCollection counts = new XYSeriesCollection();
        counts.addSeries(series("threads", samples, Vitals.Sample::threads));
        counts.addSeries(series("descriptors", samples, Vitals.Sample::descriptors));
        add(counts, new NumberAxis("number"));
    }

    private static XYSeries series(
            String name, List<Vitals.Sample> samples, ToDoubleFunction<Vitals.Sample> value) {
        XYSeries series = new XYSeries(name);
        for (Vitals.Sample sample : samples) {
            series.add(sample.second() / MINUTE_SECONDS, value.applyAsDouble(sample));
        }
        return series;
    }

    /**
     * Adds the percentiles of each window.
     *
     * @param start the {@link System#nanoTime} of the start of the run
     */
    void latencies(List<Probes.Latency> latencies, long start) {
        TreeMap<Long, Samples> windows = new TreeMap<>();
        for (Probes.Latency latency : latencies) {
            long window = (latency.at() - start) / (WINDOW_SECONDS * 1_000_000_000L);
            windows.computeIfAbsent(window, _ -> new Samples()).add(latency.millis());
        }
        XYSeries median = new XYSeries("event to connection, p50");
        XYSeries slow = new XYSeries("p99");
        windows.forEach(
                (window, samples) -> {
                    double minute = (window + 0.5) * WINDOW_SECONDS / MINUTE_SECONDS;
                    median.add(minute, samples.quantile(0.5));
                    slow.add(minute, samples.quantile(0.99));
                });
        XYSeriesCollection data = new XYSeriesCollection();
        data.addSeries(median);
        data.addSeries(slow);
        LogarithmicAxis axis = new LogarithmicAxis("ms, of ten seconds");
        axis.setStrictValuesFlag(false);
        axis.setExpTickLabelsFlag(false);
        add(data, axis);
    }

    private void add(XYSeriesCollection data, NumberAxis axis) {
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
        lines.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < data.getSeriesCount(); i++) {
            lines.setSeriesPaint(i, COLOURS[i]);
            lines.setSeriesStroke(i, new BasicStroke(1.5f));
        }
        XYPlot plot = new XYPlot(data, null, axis, lines);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        all.add(plot);
    }

    void write(String title, Path file) throws IOException {
        Font font = new Font("SansSerif", Font.BOLD, 15);
        JFreeChart chart = new JFreeChart(title, font, all, true);
        chart.setBackgroundPaint(Color.WHITE);
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        svg.setGeomDoubleConverter(SoakPicture::tenths);
        svg.setTransformDoubleConverter(SoakPicture::tenths);
        chart.draw(svg, new Rectangle(WIDTH, HEIGHT));
        SVGUtils.writeToSVG(file.toFile(), svg.getSVGElement());
    }

    private static String tenths(double value) {
        return new BigDecimal(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
