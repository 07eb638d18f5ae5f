package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.KillState;
import io.levibot.api.Reason;
import io.levibot.engine.execution.OrderIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables that a risk officer reads say what the code does. */
final class RiskTablesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/levibot/engine/risk");
    private static final Pattern ROW = Pattern.compile("^ \\* <tr><td>(.*)</td></tr>$", Pattern.MULTILINE);

    private static List<String[]> rows(String source) throws IOException {
        Matcher matcher = ROW.matcher(Files.readString(SOURCES.resolve(source)));
        List<String[]> rows = new ArrayList<>();
        while (matcher.find()) {
            rows.add(matcher.group(1).split("</td><td>", -1));
        }
        return rows;
    }

    private static double number(String text) {
        return switch (text) {
            case "none" -> 0.0;
            default -> text.startsWith("PT") ? Duration.parse(text).toSeconds() : Double.parseDouble(text);
        };
    }

    @Test
    void theTableOfLimitsHasEveryKeyWithItsDefault() throws IOException {
        SortedMap<String, String> limits = RiskLimits.DEFAULT.asMap();
        List<String[]> rows = rows("RiskLimits.java");
        assertThat(rows).extracting(row -> row[0]).containsExactlyInAnyOrderElementsOf(limits.keySet());
        for (String[] row : rows) {
            assertThat(row).as(row[0]).hasSize(4);
            assertThat(number(row[1])).as(row[0]).isEqualTo(number(limits.get(row[0])));
        }
    }

    /** Tries the ends of each range as the table names them, and what lies just outside. */
    @Test
    void theTableOfLimitsNamesWhatIsAllowed() throws IOException {
        for (String[] row : rows("RiskLimits.java")) {
            boolean count = RiskLimits.DEFAULT.asMap().get(row[0]).matches("\\d+") && !row[1].contains(".");
            boolean time = row[1].equals("none");
            Matcher range = Pattern.compile("([\\[(])(\\d+), (\\d+)]").matcher(row[2]);
            if (range.matches()) {
                double most = Double.parseDouble(range.group(3));
                boolean open = range.group(1).equals("(");
                accepted(row[0], Double.toString(most));
                refused(row[0], Double.toString(Math.nextUp(most)));
                accepted(row[0], open ? Double.toString(Double.MIN_VALUE) : range.group(2));
                refused(row[0], open ? range.group(2) : Double.toString(-Double.MIN_VALUE));
                refused(row[0], "NaN");
            } else if (count) {
                int least = Integer.parseInt(row[2].replace(" and up", ""));
                accepted(row[0], Integer.toString(least));
                accepted(row[0], Integer.toString(Integer.MAX_VALUE));
                refused(row[0], Integer.toString(least - 1));
            } else if (time) {
                assertThat(row[2]).isEqualTo("zero or more");
                accepted(row[0], "PT0S");
                refused(row[0], "PT-0.000000001S");
            } else {
                assertThat(row[2]).as(row[0]).isEqualTo("0 and up");
                accepted(row[0], "0.0");
                accepted(row[0], Double.toString(Double.MAX_VALUE));
                refused(row[0], Double.toString(-Double.MIN_VALUE));
                refused(row[0], "NaN");
                refused(row[0], "Infinity");
            }
        }
    }

    private static RiskLimits with(String key, String value) {
        SortedMap<String, String> map = RiskLimits.DEFAULT.asMap();
        map.put(key, value);
        return RiskLimits.fromMap(map);
    }

    private static void accepted(String key, String value) {
        assertThat(number(with(key, value).asMap().get(key)))
                .as("%s %s", key, value)
                .isEqualTo(number(value));
    }

    private static void refused(String key, String value) {
        assertThatThrownBy(() -> with(key, value))
                .as("%s %s", key, value)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void everyLimitOfAnEntryIsInTheTableOfTheChain() throws IOException {
        Set<String> exits = Set.of("stop-loss-fraction", "take-profit-fraction", "max-bars-held");
        Set<String> named = new HashSet<>();
        for (String[] row : rows("RiskGate.java")) {
            assertThat(Reason.knownCodes()).contains(row[1]);
            named.addAll(Arrays.asList(row[2].split(", ")));
        }
        Set<String> keys = new HashSet<>(RiskLimits.DEFAULT.asMap().keySet());
        keys.removeAll(exits);
        assertThat(named).isEqualTo(keys);
    }

    /** Breaks every rule at once, takes the rule that refused away, and so on: the reasons come in the table's order. */
    @Test
    void theChainRefusesInTheOrderOfItsTable() throws IOException {
        List<String> documented =
                rows("RiskGate.java").stream().map(row -> row[1]).toList();
        assertThat(ChainOrder.reasons()).isEqualTo(documented);
    }

    @Test
    void theLatchLetsLeaveWhatItsTableSays() throws IOException {
        check(rows("KillLatch.java"));
    }

    @Test
    void theLatchLetsLeaveWhatTheReadmeSays() throws IOException {
        Pattern row = Pattern.compile(
                "^\\| (entry or increase|model exit or decrease|protective exit|cancel) \\| (.*) \\|$",
                Pattern.MULTILINE);
        Matcher matcher = row.matcher(Files.readString(Path.of("../README.md")));
        List<String[]> rows = new ArrayList<>();
        while (matcher.find()) {
            rows.add((matcher.group(1) + " | " + matcher.group(2)).split(" \\| "));
        }
        check(rows);
    }

    private static void check(List<String[]> rows) {
        assertThat(rows).hasSize(4);
        KillState[] states = KillState.values();
        for (String[] row : rows) {
            assertThat(row).as(row[0]).hasSize(1 + states.length);
            for (KillState state : states) {
                String said = row[1 + state.code()];
                assertThat(said.startsWith("yes")).as("%s in %s", row[0], state).isEqualTo(leaves(row[0], state));
                boolean clipped = !row[0].equals("cancel") && leaves(row[0], state) && state != KillState.ARMED;
                assertThat(said.endsWith("clipped"))
                        .as("%s in %s", row[0], state)
                        .isEqualTo(clipped);
            }
        }
    }

    private static boolean leaves(String order, KillState state) {
        return switch (order) {
            case "entry or increase" -> KillLatch.allows(state, OrderIntent.ENTRY);
            case "model exit or decrease" -> KillLatch.allows(state, OrderIntent.MODEL_EXIT);
            case "protective exit" -> KillLatch.allows(state, OrderIntent.PROTECTIVE_EXIT);
            default -> true; // a cancel does not pass the gate
        };
    }
}
