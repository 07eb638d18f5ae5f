package io.levibot.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws charts as SVG that can stand inside a page. */
final class SvgCharts {
    static final Color BLUE = new Color(0x1f, 0x5f, 0xa8);
    static final Color ORANGE = new Color(0xd9, 0x7a, 0x1d);
    static final Color GREY = new Color(0x99, 0x99, 0x99);

    private static final int WIDTH = 640;
    private static final int HEIGHT = 380;
    private static final int MAX_LEGEND_ROWS = 4;

    private SvgCharts() {}

    /**
     * A line.
     *
     * @param name in the legend
     * @param x abscissae
     * @param y ordinates, as many
     * @param color of the line
     */
    record Line(String name, List<Double> x, List<Double> y, Color color) {}

    static String lines(String title, String xTitle, String yTitle, List<Line> lines) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        for (Line line : lines) {
            XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(line.color());
        }
        return svg(chart);
    }

    static String bars(String title, String xTitle, String yTitle, List<String> categories, List<Double> values) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        chart.getStyler().setLegendVisible(false).setSeriesColors(new Color[] {BLUE});
        chart.getStyler().setAvailableSpaceFill(0.9).setXAxisLabelRotation(45);
        chart.addSeries("values", categories, values);
        return svg(chart);
    }

    static String heat(
            String title, String xTitle, String yTitle, List<Double> x, List<Double> y, List<Number[]> cells) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        chart.getStyler().setRangeColors(new Color[] {new Color(0xb3, 0x3a, 0x3a), Color.WHITE, BLUE});
        chart.getStyler().setXAxisLabelRotation(45);
        chart.addSeries("Sharpe", x, y, cells);
        return svg(chart);
    }

    private static void style(Styler styler) {
        Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14))
                .setLegendFont(text)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setBaseFont(text);
        styler.setLegendPadding(MAX_LEGEND_ROWS);
    }

    private static String svg(Chart<?, ?> chart) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
            String text = out.toString(StandardCharsets.UTF_8);
            return text.substring(text.indexOf("<svg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
