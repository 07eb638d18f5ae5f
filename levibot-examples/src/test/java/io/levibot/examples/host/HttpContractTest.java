package io.levibot.examples.host;

import static io.levibot.examples.host.HostFixture.BARS;
import static io.levibot.examples.host.HostFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the HTTP contract, over real HTTP. */
class HttpContractTest {
    private static final String LAST_CLOSE = BARS.closeTime(BARS.size() - 1).toString();

    @TempDir
    Path state;

    private HostFixture host;

    @BeforeEach
    void prepare() {
        host = new HostFixture(state).model(TinyModel.answering(0.52, "bundle-1", List.of(BTC)));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void healthzTellsAliveReadyAllowedWithStalenessAndModel() throws Exception {
        host.start();
        host.real.advanceTo(HostFixture.REAL_START.plusSeconds(90));

        HostFixture.Answer answer = host.get("/healthz");
        JsonNode health = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        assertThat(health.get("ok").asBoolean()).isTrue();
        assertThat(health.get("live").asBoolean()).isTrue();
        assertThat(health.get("ready").asBoolean()).isTrue();
        assertThat(health.get("tradingAllowed").asBoolean()).isFalse();
        assertThat(texts(health.get("causes"))).anyMatch(cause -> cause.startsWith("NOT_STARTED"));
        assertThat(health.get("feature_staleness_sec").asDouble()).isEqualTo(90.0);
        assertThat(health.at("/symbols/BTCUSDT/staleness_sec").asDouble()).isEqualTo(90.0);
        assertThat(health.at("/model/id").asText()).isEqualTo("bundle-1");
        assertThat(health.at("/model/ece").asDouble()).isEqualTo(0.031);
        assertThat(health.at("/model/auc").asDouble()).isEqualTo(0.57);
        assertThat(health.at("/model/sharpe").asDouble()).isEqualTo(1.4);
    }

    @Test
    void healthzIs503OnceTheEngineIsNotAlive() throws Exception {
        host.start();
        host.host().engine().close();

        HostFixture.Answer answer = host.get("/healthz");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("live").asBoolean()).isFalse();
    }

    @Test
    void healthzBeforeAnyBarHasNoStalenessAndIsNotReady() throws Exception {
        host.start(0);

        JsonNode health = host.get("/healthz").json();

        assertThat(health.get("feature_staleness_sec").isNull()).isTrue();
        assertThat(health.get("ready").asBoolean()).isFalse();
        assertThat(health.get("ok").asBoolean()).isFalse();
    }

    @Test
    void predictAnswersWithEveryFieldOfTheContract() throws Exception {
        host.start();

        HostFixture.Answer answer = host.get("/ml/predict?symbol=BTCUSDT");
        JsonNode prediction = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(prediction.get("symbol").asText()).isEqualTo("BTCUSDT");
        assertThat(prediction.get("p_up").asDouble()).isEqualTo(0.52);
        assertThat(prediction.get("p_down").asDouble()).isEqualTo(0.48);
        assertThat(prediction.get("confidence").asDouble()).isEqualTo(0.04, within(1e-12));
        assertThat(prediction.get("signal").asText()).isEqualTo("HOLD");
        assertThat(prediction.get("reasons").isArray()).isTrue();
        assertThat(prediction.at("/policy/entry_threshold").asDouble()).isEqualTo(TinyModel.ENTRY);
        assertThat(prediction.at("/policy/exit_threshold").asDouble()).isEqualTo(TinyModel.EXIT);
        assertThat(prediction.at("/calibration/method").asText()).isEqualTo("constant");
        assertThat(prediction.at("/calibration/ece_calibrated").asDouble()).isEqualTo(0.031);
        assertThat(prediction.get("staleness_seconds").asDouble()).isZero();
        assertThat(prediction.get("model_id").asText()).isEqualTo("bundle-1");
        assertThat(prediction.get("timestamp").asText()).isEqualTo(LAST_CLOSE);
    }

    @Test
    void pDownIsUnknownWhereTheLabelIsNotTwoWay() throws Exception {
        HostedModel twoWay = TinyModel.answering(0.52, "bundle-1", List.of(BTC));
        host.model(new HostedModel(twoWay.model(), HostedModel.LabelKind.OTHER, null, null))
                .start();

        assertThat(host.get("/ml/predict?symbol=BTCUSDT").json().get("p_down").isNull())
                .isTrue();
        assertThat(host.get("/ml/model/status").json().get("trained_at").isNull())
                .isTrue();
    }

    @Test
    void predictAbstainsWithTheReasonWhereThereIsNoModel() throws Exception {
        host.models(Optional::empty).start();

        HostFixture.Answer answer = host.get("/ml/predict?symbol=BTCUSDT");
        JsonNode prediction = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(prediction.get("signal").asText()).isEqualTo("ABSTAIN");
        assertThat(prediction.get("p_up").isNull()).isTrue();
        assertThat(prediction.get("p_down").isNull()).isTrue();
        assertThat(prediction.get("confidence").isNull()).isTrue();
        assertThat(prediction.get("model_id").isNull()).isTrue();
        assertThat(prediction.at("/policy/entry_threshold").isNull()).isTrue();
        assertThat(texts(prediction.get("reasons"))).containsExactly("MODEL_MISSING");
    }

    @Test
    void predictBeforeAnyBarIsWarmingUp() throws Exception {
        host.start(0);

        JsonNode prediction = host.get("/ml/predict?symbol=BTCUSDT").json();

        assertThat(prediction.get("signal").asText()).isEqualTo("ABSTAIN");
        assertThat(texts(prediction.get("reasons"))).containsExactly("WARMING_UP");
        assertThat(prediction.get("timestamp").isNull()).isTrue();
    }

    @Test
    void predictAbstainsOnceTheBarIsStale() throws Exception {
        host.model(TinyModel.answering(0.9, "bundle-1", List.of(BTC))).start();
        host.real.advanceTo(HostFixture.REAL_START.plus(Duration.ofMinutes(31)));

        JsonNode prediction = host.get("/ml/predict?symbol=BTCUSDT").json();

        assertThat(prediction.get("signal").asText()).isEqualTo("ABSTAIN");
        assertThat(prediction.get("p_up").isNull()).isTrue();
        assertThat(texts(prediction.get("reasons"))).first().isEqualTo("STALE_FEATURE");
        assertThat(prediction.get("staleness_seconds").asDouble()).isEqualTo(31 * 60.0);
    }

    @Test
    void predictOfAnUnknownSymbolIs404AndWithoutASymbol400() throws Exception {
        host.start();

        HostFixture.Answer unknown = host.get("/ml/predict?symbol=../../etc/passwd");
        HostFixture.Answer missing = host.get("/ml/predict");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get("error").asText())
                .contains("unknown symbol")
                .doesNotContain("passwd");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().get("error").asText()).contains("'symbol' is missing");
        assertThat(host.get("/ml/predict?symbol=%20").status()).isEqualTo(400);
    }

    @Test
    void modelStatusDescribesTheLoadedBundle() throws Exception {
        host.start();

        JsonNode status = host.get("/ml/model/status").json();

        assertThat(status.get("ok").asBoolean()).isTrue();
        assertThat(status.get("model_id").asText()).isEqualTo("bundle-1");
        assertThat(texts(status.get("symbols"))).containsExactly("BTCUSDT");
        assertThat(status.get("timeframe").asText()).isEqualTo("15m");
        assertThat(status.at("/metrics/max_dd").asDouble()).isEqualTo(0.08);
        assertThat(status.get("features_count").asInt()).isEqualTo(1);
        assertThat(status.get("trained_at").asText()).isEqualTo("2023-12-02T00:00:00Z");
        assertThat(status.get("promoted_at").asText()).isEqualTo("2023-12-03T00:00:00Z");
    }

    @Test
    void modelStatusWithoutAModelSaysWhy() throws Exception {
        host.models(() -> {
                    throw new DataException("registry", "bundle x is damaged");
                })
                .start();

        JsonNode status = host.get("/ml/model/status").json();

        assertThat(status.get("ok").asBoolean()).isFalse();
        assertThat(status.get("model_id").isNull()).isTrue();
        assertThat(status.at("/metrics/ece").isNull()).isTrue();
        assertThat(status.get("problem").asText()).contains("bundle x is damaged");
    }

    @Test
    void aBareGetKillsAndPredictionsAbstainFromThenOn() throws Exception {
        host.model(TinyModel.answering(0.9, "bundle-1", List.of(BTC))).start();
        assertThat(host.get("/ml/predict?symbol=BTCUSDT").json().get("signal").asText())
                .isEqualTo("ENTRY");

        HostFixture.Answer killed = host.get("/ml/kill?reason=drill&operator=ann");

        assertThat(killed.status()).isEqualTo(200);
        assertThat(killed.json().get("ok").asBoolean()).isTrue();
        assertThat(killed.json().get("kill_switch").asText()).isEqualTo("ENABLED");
        assertThat(killed.json().get("state").asText()).isEqualTo("HALTED");
        assertThat(killed.json().get("since").asText()).isEqualTo(LAST_CLOSE);
        assertThat(killed.json().get("reason").asText()).isEqualTo("drill");
        JsonNode prediction = host.get("/ml/predict?symbol=BTCUSDT").json();
        assertThat(prediction.get("signal").asText()).isEqualTo("ABSTAIN");
        assertThat(texts(prediction.get("reasons"))).first().isEqualTo("KILLED");
        assertThat(host.get("/automation/predictions")
                        .json()
                        .at("/predictions/0/signal")
                        .asText())
                .isEqualTo("ABSTAIN");
    }

    @Test
    void aPostKillsTooWithoutATokenAndWhateverItsBody() throws Exception {
        host.start();

        HostFixture.Answer killed = host.send(HttpRequest.newBuilder(host.uri("/ml/kill?enabled=true"))
                .POST(BodyPublishers.ofString("x".repeat(100_000))));

        assertThat(killed.status()).isEqualTo(200);
        assertThat(killed.json().get("state").asText()).isEqualTo("HALTED");
    }

    @Test
    void rearmingByGetIs405AndMovesNothing() throws Exception {
        host.start();
        host.get("/ml/kill");

        HostFixture.Answer refused = host.get("/ml/kill?enabled=false&operator=ann&note=fine");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.response().headers().firstValue("Allow")).hasValue("POST");
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("HALTED");
    }

    @Test
    void rearmingNeedsTheTokenAnOperatorAndANote() throws Exception {
        host.start();
        host.get("/ml/kill");
        String path = "/ml/kill?enabled=false&operator=ann&note=checked";

        assertThat(host.post(path).status()).isEqualTo(401);
        assertThat(host.post(path).response().headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer");
        assertThat(host.post(path, "Authorization", "Bearer " + HostFixture.TOKEN + "x")
                        .status())
                .isEqualTo(401);
        assertThat(host.post(path, "Authorization", "Basic " + HostFixture.TOKEN)
                        .status())
                .isEqualTo(401);
        assertThat(host.postWithToken("/ml/kill?enabled=false&operator=ann").status())
                .isEqualTo(400);
        assertThat(host.postWithToken("/ml/kill?enabled=false&note=fine").status())
                .isEqualTo(400);
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("HALTED");

        HostFixture.Answer rearmed = host.postWithToken(path);

        assertThat(rearmed.status()).isEqualTo(200);
        assertThat(rearmed.json().get("kill_switch").asText()).isEqualTo("DISABLED");
        assertThat(rearmed.json().get("state").asText()).isEqualTo("ARMED");
        assertThat(rearmed.json().get("reason").asText()).isEqualTo("checked");
    }

    @Test
    void rearmingClearsNoTripThatCameAfterTheOneThatIsNamed() throws Exception {
        host.start();
        String stamp = host.get("/ml/kill").json().get("stamp").asText();
        host.get("/ml/kill?operator=bob&reason=really");
        String path = "/ml/kill?enabled=false&operator=ann&note=checked&seen=";

        HostFixture.Answer refused = host.postWithToken(path + stamp);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("ok").asBoolean()).isFalse();
        assertThat(refused.json().get("state").asText()).isEqualTo("HALTED");
        assertThat(refused.json().get("problem").asText()).contains("operator:bob: really");
        assertThat(host.postWithToken(path + refused.json().get("stamp").asText())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled=True",
                "enabled=TRUE",
                "enabled=1",
                "enabled=yes",
                "enabled=on",
                "enabled=maybe",
                "enabled=",
                "enabled=0",
                "enabled=false&enabled=true",
                "enabled=%20false"
            })
    void whateverIsNotExactlyFalseStopsAndSaysSo(String query) throws Exception {
        host.start();

        HostFixture.Answer killed = host.post("/ml/kill?" + query);

        assertThat(killed.status()).isEqualTo(200);
        assertThat(killed.json().get("state").asText()).isEqualTo("HALTED");
        assertThat(killed.json().get("note").asText()).contains("not exactly 'false'");
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("HALTED");
    }

    @Test
    void aQueryThatCannotBeReadStopsToo() throws Exception {
        host.start();

        String answer = raw("GET /ml/kill?enabled=%zz&reason=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("HALTED");
    }

    @Test
    void falseInAnyCaseIsARearmAndNeverAStop() throws Exception {
        host.start();

        assertThat(host.get("/ml/kill?enabled=FALSE").status()).isEqualTo(405);
        assertThat(host.post("/ml/kill?enabled=False").status()).isEqualTo(401);
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("ARMED");
    }

    @Test
    void aReasonThatIsTooLongIsCutAndStopsAllTheSame() throws Exception {
        host.start();

        HostFixture.Answer killed = host.get("/ml/kill?reason=" + "r".repeat(2_000) + "&operator=" + "o".repeat(700));

        assertThat(killed.status()).isEqualTo(200);
        assertThat(killed.json().get("reason").asText()).hasSizeBetween(100, 500);
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("HALTED");
    }

    @Test
    void whatNeverReachesARouteIsAnsweredInJsonToo() throws Exception {
        host.start();

        for (String target : List.of("/" + "a".repeat(20_000), "/%", "/%00")) {
            String answer = raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("content-type: application/json");
            JsonNode body = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
            assertThat(body.get("ok").asBoolean()).isFalse();
            assertThat(body.get("error").asText()).isNotBlank();
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), host.host().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void startAndStopNeedTheToken() throws Exception {
        host.start();

        assertThat(host.post("/automation/start").status()).isEqualTo(401);
        assertThat(host.post("/automation/stop").status()).isEqualTo(401);
        assertThat(host.host().engine().isStarted()).isFalse();

        HostFixture.Answer started = host.postWithToken("/automation/start?operator=ann");
        assertThat(started.status()).isEqualTo(200);
        assertThat(started.json().get("ok").asBoolean()).isTrue();
        assertThat(host.get("/automation/status").json().get("started").asBoolean())
                .isTrue();
        assertThat(host.get("/healthz").json().get("tradingAllowed").asBoolean())
                .isTrue();

        assertThat(host.postWithToken("/automation/stop").status()).isEqualTo(200);
        assertThat(host.host().engine().isStarted()).isFalse();
    }

    @Test
    void startNeverClearsATrippedLatch() throws Exception {
        host.start();
        host.get("/ml/kill?reason=smoke");

        HostFixture.Answer refused = host.postWithToken("/automation/start");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("ok").asBoolean()).isFalse();
        assertThat(refused.json().get("reason").asText()).isEqualTo("smoke");
        assertThat(refused.json().get("error").asText()).contains("HALTED", "smoke");
        assertThat(host.host().engine().latchStatus().state().name()).isEqualTo("HALTED");
        assertThat(host.host().engine().isStarted()).isFalse();
    }

    @Test
    void automationStatusShowsTheEngine() throws Exception {
        host.start();

        JsonNode status = host.get("/automation/status").json();

        assertThat(status.get("started").asBoolean()).isFalse();
        assertThat(status.at("/kill/state").asText()).isEqualTo("ARMED");
        assertThat(status.get("equity").asDouble()).isEqualTo(10_000.0);
        assertThat(status.get("decisions").asInt()).isEqualTo(50);
        assertThat(status.at("/feed/bars").asInt()).isEqualTo(50);
        assertThat(status.get("model_id").asText()).isEqualTo("bundle-1");
    }

    @Test
    void automationPredictionsListsEverySymbol() throws Exception {
        host.start();

        JsonNode predictions = host.get("/automation/predictions").json().get("predictions");

        assertThat(predictions).hasSize(1);
        assertThat(predictions.at("/0/symbol").asText()).isEqualTo("BTCUSDT");
        assertThat(predictions.at("/0/p_up").asDouble()).isEqualTo(0.52);
        assertThat(predictions.at("/0/signal").asText()).isEqualTo("HOLD");
        assertThat(predictions.at("/0/confidence").asDouble()).isEqualTo(0.04, within(1e-12));
    }

    @Test
    void reloadSwapsToTheChampionAndClosesTheOldModel() throws Exception {
        HostedModel first = TinyModel.answering(0.52, "bundle-1", List.of(BTC));
        HostedModel second = TinyModel.answering(0.53, "bundle-2", List.of(BTC));
        host.models(inTurn(first, second)).start();

        assertThat(host.post("/ml/model/reload").status()).isEqualTo(401);
        HostFixture.Answer reloaded = host.postWithToken("/ml/model/reload");

        assertThat(reloaded.status()).isEqualTo(200);
        assertThat(reloaded.json().get("ok").asBoolean()).isTrue();
        assertThat(reloaded.json().get("model_id").asText()).isEqualTo("bundle-2");
        assertThat(host.get("/ml/model/status").json().get("model_id").asText()).isEqualTo("bundle-2");
        assertThat(((TinyModel) first.model().predictor()).isClosed()).isTrue();
        assertThat(((TinyModel) second.model().predictor()).isClosed()).isFalse();
    }

    @Test
    void reloadKeepsTheOldModelWhenTheChampionIsDamaged() throws Exception {
        HostedModel first = TinyModel.answering(0.52, "bundle-1", List.of(BTC));
        Deque<HostedModel> once = new ArrayDeque<>(List.of(first));
        host.models(() -> {
                    if (once.isEmpty()) {
                        throw new DataException("registry", "calibrator.json has a wrong hash");
                    }
                    return Optional.of(once.remove());
                })
                .start();

        HostFixture.Answer kept = host.postWithToken("/ml/model/reload");

        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().get("ok").asBoolean()).isFalse();
        assertThat(kept.json().get("model_id").asText()).isEqualTo("bundle-1");
        assertThat(kept.json().get("message").asText()).contains("calibrator.json has a wrong hash");
        assertThat(((TinyModel) first.model().predictor()).isClosed()).isFalse();
        assertThat(host.get("/healthz").json().at("/model/id").asText()).isEqualTo("bundle-1");
    }

    @Test
    void reloadKeepsTheOldModelWhenTheChampionIsForAnotherMarket() throws Exception {
        HostedModel other = TinyModel.answering(0.5, "bundle-2", List.of(Symbol.of("ETHUSDT")));
        host.models(inTurn(TinyModel.answering(0.52, "bundle-1", List.of(BTC)), other))
                .start();

        HostFixture.Answer kept = host.postWithToken("/ml/model/reload");

        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().get("message").asText()).contains("ETHUSDT");
        assertThat(((TinyModel) other.model().predictor()).isClosed()).isTrue();
        assertThat(host.get("/ml/model/status").json().get("model_id").asText()).isEqualTo("bundle-1");
    }

    @Test
    void reloadOfTheSameChampionChangesNothing() throws Exception {
        HostedModel first = TinyModel.answering(0.52, "bundle-1", List.of(BTC));
        host.models(inTurn(first, TinyModel.answering(0.52, "bundle-1", List.of(BTC))))
                .start();

        HostFixture.Answer same = host.postWithToken("/ml/model/reload");

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().get("outcome").asText()).isEqualTo("UNCHANGED");
        assertThat(((TinyModel) first.model().predictor()).isClosed()).isFalse();
    }

    @Test
    void unknownPathsAndMethodsAndLargeBodiesAreRefusedInJson() throws Exception {
        host.start();

        HostFixture.Answer nothing = host.get("/nothing");
        HostFixture.Answer method = host.get("/automation/start");
        HostFixture.Answer large = host.send(HttpRequest.newBuilder(host.uri("/automation/start"))
                .header("Authorization", "Bearer " + HostFixture.TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("operator=" + "x".repeat(20_000))));

        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.json().get("ok").asBoolean()).isFalse();
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.json().get("ok").asBoolean()).isFalse();
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.json().get("ok").asBoolean()).isFalse();
        assertThat(host.host().engine().isStarted()).isFalse();
    }

    @Test
    void formFieldsWorkWhereAPostNeedsParameters() throws Exception {
        host.start();
        host.get("/ml/kill");

        HostFixture.Answer rearmed = host.send(HttpRequest.newBuilder(host.uri("/ml/kill?enabled=false"))
                .header("Authorization", "Bearer " + HostFixture.TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("operator=ann&note=all+clear")));

        assertThat(rearmed.status()).isEqualTo(200);
        assertThat(rearmed.json().get("reason").asText()).isEqualTo("all clear");
    }

    @Test
    void closingSealsTheJournalAndMayBeRepeated() throws Exception {
        host.start();

        host.host().close();
        host.host().close();

        Verification journal = JournalVerifier.verify(state.resolve("journal-000001.jsonl"));
        assertThat(journal.status()).isEqualTo(Verification.Status.SEALED);
    }

    private static ModelSource inTurn(HostedModel... models) {
        Deque<HostedModel> left = new ArrayDeque<>(List.of(models));
        return () -> Optional.of(left.remove());
    }
}
