package io.levibot.calibration.stats;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PerformanceGoldenTest {

    @TestFactory
    Stream<DynamicTest> performance() {
        return GoldenSuites.cases("performance", PerformanceGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params(), "periods_per_year");
        golden.allowKeys(
                golden.expected(),
                "max_drawdown",
                "sharpe",
                "sortino",
                "annual_return",
                "annual_volatility",
                "calmar",
                "omega_0",
                "cum_return",
                "var_5",
                "cvar_5");
        double[] returns = golden.doubles("returns");
        double perYear = golden.params().get("periods_per_year").doubleValue();
        JsonNode want = golden.expected();
        golden.assertClose("max drawdown", Performance.maxDrawdown(returns), want.get("max_drawdown"));
        golden.assertClose("sharpe", SharpeRatio.annualizedIid(SharpeRatio.of(returns), perYear), want.get("sharpe"));
        golden.assertClose("sortino", Performance.sortino(returns, perYear), want.get("sortino"));
        golden.assertClose("annual return", Performance.annualReturn(returns, perYear), want.get("annual_return"));
        golden.assertClose("volatility", Performance.annualVolatility(returns, perYear), want.get("annual_volatility"));
        golden.assertClose("calmar", Performance.calmar(returns, perYear), want.get("calmar"));
        golden.assertClose("omega", Performance.omega(returns), want.get("omega_0"));
        golden.assertClose("cumulative", Performance.cumulativeReturn(returns), want.get("cum_return"));
        golden.assertClose("var", Performance.valueAtRisk5(returns), want.get("var_5"));
        golden.assertClose("cvar", Performance.conditionalValueAtRisk5(returns), want.get("cvar_5"));
    }
}
