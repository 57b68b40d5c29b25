package io.nftproxy.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUtils;

/** Draws measurements by number of services. Both axes are logarithmic. */
public final class Pictures {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final Font FONT = new Font("SansSerif", Font.PLAIN, 13);
    private static final BasicStroke LINE = new BasicStroke(2);

    /** The colour of each contender, from the colour-blind safe palette of Okabe and Ito. */
    private static final Map<String, Color> COLOURS =
            Map.of(
                    "nftproxy", new Color(0x0072b2),
                    "iptables legacy", new Color(0xd55e00),
                    "iptables nft", new Color(0xe69f00),
                    "nftables up to 1.35", new Color(0xcc79a7),
                    "nftables 1.36", new Color(0x009e73),
                    "kube-proxy iptables legacy", new Color(0xd55e00),
                    "kube-proxy iptables nft", new Color(0xe69f00),
                    "kube-proxy nftables", new Color(0x009e73),
                    "one DNAT rule", new Color(0x56b4e9),
                    "no proxy", new Color(0x000000));

    private final Table table;
    private final Path folder;

    public Pictures(Table table, Path folder) {
        this.table = table;
        this.folder = folder;
    }

    /** Draws all pictures that have data. */
    public void draw() throws IOException {
        draw("program", "total", "Programming all services from nothing", "ms", "program");
        draw("replace endpoint", "total", "Replacing one endpoint", "ms", "replace-endpoint");
        draw("add service", "total", "Adding a service", "ms", "add-service");
        draw(
                "connect clusterIP",
                "first packet",
                "First packet to a ClusterIP",
                "us",
                "first-packet");
        draw(
                "connect nodePort",
                "first packet",
                "First packet to a nodePort",
                "us",
                "first-packet-nodeport");
        draw("program", "kernel memory", "Kernel memory of the rules", "KiB", "kernel-memory");
        draw("proxy start", "total", "Exec until connections arrive", "ms", "proxy-start");
        draw(
                "proxy endpoint replaced",
                "total",
                "Endpoint replaced until a new connection sees it",
                "ms",
                "proxy-endpoint-replaced");
    }

    private void draw(String measure, String quantity, String title, String unit, String file)
            throws IOException {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer();
        for (String contender : table.contenders(measure, quantity)) {
            XYSeries series = new XYSeries(contender);
            for (Row row : table.series(measure, contender, quantity)) {
                if (row.p50() > 0) {
                    series.add(row.services(), row.p50());
                }
            }
            lines.setSeriesPaint(
                    data.getSeriesCount(), COLOURS.getOrDefault(contender, Color.GRAY));
            lines.setSeriesStroke(data.getSeriesCount(), LINE);
            data.addSeries(series);
        }
        if (data.getSeriesCount() > 0) {
            XYPlot plot = new XYPlot(data, axis("services"), axis("median, " + unit), lines);
            plot.setBackgroundPaint(Color.WHITE);
            plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
            plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
            write(new JFreeChart(title, FONT.deriveFont(Font.BOLD, 15), plot, true), file);
        }
    }

    private static LogarithmicAxis axis(String label) {
        LogarithmicAxis axis = new LogarithmicAxis(label);
        axis.setExpTickLabelsFlag(false);
        axis.setStrictValuesFlag(false);
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(FONT);
        return axis;
    }

    private static String hundredths(double value) {
        return new BigDecimal(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void write(JFreeChart chart, String file) throws IOException {
        chart.setBackgroundPaint(Color.WHITE);
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        // Coordinates in hundredths of a pixel are exact enough.
        svg.setGeomDoubleConverter(Pictures::hundredths);
        svg.setTransformDoubleConverter(Pictures::hundredths);
        chart.draw(svg, new Rectangle(WIDTH, HEIGHT));
        SVGUtils.writeToSVG(folder.resolve(file + ".svg").toFile(), svg.getSVGElement());
    }
}
