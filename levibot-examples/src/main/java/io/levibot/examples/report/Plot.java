package io.levibot.examples.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A chart in layers, drawn by Lets-Plot as SVG that can stand inside a page. Each layer has its own data. The size is that of a
 * phone's width, so that text is legible there and larger elsewhere. Not thread-safe.
 */
final class Plot {
    /** Units of the drawing, CSS pixels on a phone. */
    static final int WIDTH = 400;

    /** As {@link #WIDTH}. */
    static final int HEIGHT = 280;

    private static final double TEXT_SIZE = 12.0;

    private final String xName;
    private final String yName;
    private final List<Object> layers = new ArrayList<>();
    private final Map<String, Object> scales = new LinkedHashMap<>();
    private final Map<String, Object> spec = new LinkedHashMap<>();
    private int height = HEIGHT;

    /**
     * @param xName name and unit of the abscissa
     * @param yName name and unit of the ordinate
     */
    Plot(String xName, String yName) {
        this.xName = xName;
        this.yName = yName;
    }

    Plot height(int units) {
        this.height = units;
        return this;
    }

    /** The abscissa is milliseconds since the epoch and is shown as UTC dates. */
    Plot timeAxis() {
        scales.put("x", options("aesthetic", "x", "name", xName, "datetime", true));
        return this;
    }

    /** Ticks of the abscissa at these places, under these names. */
    Plot xTicks(List<Double> at, List<String> names) {
        scales.put("x", options("aesthetic", "x", "name", xName, "breaks", at, "labels", names));
        return this;
    }

    /** Ticks of the ordinate at these places, under these names. */
    Plot yTicks(List<Double> at, List<String> names) {
        scales.put("y", options("aesthetic", "y", "name", yName, "breaks", at, "labels", names));
        return this;
    }

    /** Shows this part and no more. */
    Plot window(double xFrom, double xTo, double yFrom, double yTo) {
        spec.put("coord", options("name", "cartesian", "xlim", List.of(xFrom, xTo), "ylim", List.of(yFrom, yTo)));
        return this;
    }

    Plot line(double[] x, double[] y, Ink ink, boolean dashed) {
        return layer(
                "line",
                options("x", list(x), "y", list(y)),
                "color",
                ink.hex(),
                "size",
                1.0,
                "linetype",
                dashes(dashed));
    }

    Plot step(double[] x, double[] y, Ink ink) {
        return layer("step", options("x", list(x), "y", list(y)), "color", ink.hex(), "size", 0.8);
    }

    Plot band(double[] x, double[] low, double[] high, Ink ink) {
        return layer(
                "ribbon",
                options("x", list(x), "ymin", list(low), "ymax", list(high)),
                "fill",
                ink.hex(),
                "color",
                ink.hex(),
                "alpha",
                1.0,
                "size",
                0.0);
    }

    /** Rectangles of which all have one colour. */
    Plot boxes(double[] left, double[] right, double[] bottom, double[] top, Ink fill, Ink outline, double width) {
        return layer(
                "rect",
                options("xmin", list(left), "xmax", list(right), "ymin", list(bottom), "ymax", list(top)),
                "fill",
                fill.hex(),
                "color",
                outline.hex(),
                "alpha",
                1.0,
                "size",
                width);
    }

    /** Rectangles without a filling. */
    Plot frames(double[] left, double[] right, double[] bottom, double[] top, Ink outline, double width) {
        return layer(
                "rect",
                options("xmin", list(left), "xmax", list(right), "ymin", list(bottom), "ymax", list(top)),
                "color",
                outline.hex(),
                "alpha",
                0.0,
                "size",
                width);
    }

    Plot points(double[] x, double[] y, Ink ink, double size) {
        return layer("point", options("x", list(x), "y", list(y)), "color", ink.hex(), "fill", ink.hex(), "size", size);
    }

    /** Points with the range that each may lie in. */
    Plot ranges(double[] x, double[] y, double[] low, double[] high, Ink ink) {
        layer(
                "linerange",
                options("x", list(x), "ymin", list(low), "ymax", list(high)),
                "color",
                ink.hex(),
                "size",
                1.2);
        return points(x, y, ink, 3.5);
    }

    Plot vertical(double x, Ink ink, boolean dashed) {
        return layer("vline", options(), "xintercept", x, "color", ink.hex(), "size", 0.8, "linetype", dashes(dashed));
    }

    Plot horizontal(double y, Ink ink, boolean dashed) {
        return layer("hline", options(), "yintercept", y, "color", ink.hex(), "size", 0.8, "linetype", dashes(dashed));
    }

    /** The line y = x. */
    Plot diagonal(Ink ink) {
        return layer(
                "abline",
                options(),
                "slope",
                1.0,
                "intercept",
                0.0,
                "color",
                ink.hex(),
                "size",
                0.8,
                "linetype",
                "dashed");
    }

    /**
     * @param id unique in the page
     * @param label what the chart shows, for who cannot see it
     * @return an {@code svg} element
     */
    String svg(String id, String label) {
        spec.put("kind", "plot");
        spec.put("layers", layers);
        scales.putIfAbsent("x", options("aesthetic", "x", "name", xName));
        scales.putIfAbsent("y", options("aesthetic", "y", "name", yName));
        spec.put("scales", new ArrayList<>(scales.values()));
        spec.put("theme", theme());
        String drawn = PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
                spec, new DoubleVector(WIDTH, height), new UnsupportedRGBEncoder(), false);
        return PageSvg.of(drawn, id, label, WIDTH, height);
    }

    private static Map<String, Object> theme() {
        Map<String, Object> text = options("size", TEXT_SIZE, "color", Ink.SOFT.hex());
        return options(
                "name",
                "minimal",
                "axis_text",
                text,
                "axis_title",
                text,
                "axis_ticks",
                options("color", Ink.GRID.hex()),
                "axis_line",
                options("color", Ink.GRID.hex()),
                "panel_grid_major",
                options("color", Ink.GRID.hex(), "size", 0.6),
                "panel_grid_minor",
                "blank",
                "plot_background",
                "blank",
                "panel_background",
                "blank",
                "plot_margin",
                options("t", 6.0, "r", 12.0, "b", 4.0, "l", 4.0),
                "legend_position",
                "none");
    }

    private Plot layer(String geom, Map<String, Object> data, Object... constants) {
        Map<String, Object> layer = options("geom", geom, "stat", "identity", "tooltips", "none");
        if (!data.isEmpty()) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            data.keySet().forEach(name -> mapping.put(name, name));
            layer.put("data", data);
            layer.put("mapping", mapping);
        }
        layer.putAll(options(constants));
        layers.add(layer);
        return this;
    }

    private static String dashes(boolean dashed) {
        return dashed ? "dashed" : "solid";
    }

    /** A mutable map: the library adds to what it is given. */
    private static Map<String, Object> options(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
