import { describe, expect, it } from "vitest";
import { type PromqlFacts, promqlFacts } from "../../../scripts/policy/facts/promql.ts";

const parse = (expression: string) => promqlFacts(expression, { macros: false });
const parsePanel = (expression: string) => promqlFacts(expression, { macros: true });

describe("promqlFacts", () => {
  it("reads past a comment, wherever it stands", () => {
    const facts = parse('# Without max_over_time, a scrape may be missed\nup{job="#1"} # both\n  == # down\n0\n');
    expect(facts).toMatchObject({ metrics: ["up"], comparisons: [{ op: "==", threshold: 0 }], selectors: [{ matchers: [{ value: "#1" }] }] });
  });

  it("names the metrics of every selector, with the functions around each", () => {
    const facts = parse('sum by (job) (rate(http_requests_total{job="web",code=~"5.."}[5m])) / on (job) max_over_time(limit{job="web"}[1h])');
    expect(facts.error).toBeUndefined();
    expect(facts.metrics).toEqual(["http_requests_total", "limit"]);
    expect(facts.selectors[0]).toEqual({
      metric: "http_requests_total",
      matchers: [
        { label: "job", op: "=", value: "web" },
        { label: "code", op: "=~", value: "5.." },
      ],
      within: ["rate", "sum"],
      range: "5m",
    });
    expect(facts.functions).toEqual(["max_over_time", "rate", "sum"]);
    expect(facts.divisions).toEqual([{ numerator: ["http_requests_total"], denominator: ["limit"] }]);
  });

  it.each([
    ["up > 1", { op: ">", metrics: ["up"], threshold: 1 }],
    ["1 < up", { op: ">", metrics: ["up"], threshold: 1 }],
    ["up <= -(2 + 3)", { op: "<=", metrics: ["up"], threshold: -5 }],
    ["time() - done > 26 * 3600", { op: ">", metrics: ["done"], threshold: 93_600 }],
    ["age > 1h30m", { op: ">", metrics: ["age"], threshold: 5400 }],
    ["cost > on () limit:usd:daily", { op: ">", metrics: ["cost"], against: ["limit:usd:daily"] }],
    ["absent(up == 1)", { op: "==", threshold: 1, within: ["absent"] }],
  ] as const)("turns the comparison in %s so that the metric is on the left", (expression, wanted) => {
    expect(parse(expression).comparisons).toEqual([expect.objectContaining(wanted)]);
  });

  it.each([
    ["up{", "does not parse at its end", 4],
    ["foo(up)", 'does not parse at "(up)"', 4],
    ["", "does not parse at its end", 1],
    ["up[5m]", "is a range vector where an instant vector is wanted", 1],
    ["1 + sum(up[5m])", "has a range vector in sum() where an instant vector is wanted", 9],
    ["1 + rate(up)", "has rate() over what has no range", 10],
    ["up and 1", "has and, or or unless beside a number", 1],
    ["1 == 1", "compares two numbers, which needs bool", 1],
    ["up + bool 1", "has bool beside what is no comparison", 1],
    ["up == on(job) 1", "has on() or ignoring() beside a number", 1],
    ["up and on(job) group_left up", "has group_left or group_right beside and, or or unless", 1],
    ["up / on(job) group_left(job) up", "has the label job in on() and in the group, too", 1],
    ["topk(up)", "has topk() with 1 arguments and not 2", 1],
    ["sum() by (job)", "has sum() with 0 arguments and not 1", 1],
    ["histogram_quantile(up)", "has histogram_quantile() with 1 arguments and not 2", 1],
    ["floor(1)", "has a scalar in floor() where an instant vector is wanted", 7],
    ['up{job=~"("}', "has a regular expression that cannot be read", 9],
    ['up{job=~"(?=a)"}', "has (?= in a regular expression, which RE2 has not", 9],
    ['{job=~".*"}', "has a selector that every series without these labels passes", 1],
    ['up{__name__="down"}', "names the metric twice", 4],
    ['up{job="\\c"}', "has \\c in a string, which is no escape", 9],
    ["up offset 1m offset 2m", "has offset twice", 1],
    ["rate(up[5m]) offset 1m", "has offset after what is no selector", 1],
    ["rate(up[0m])", "has a range that is not longer than 0", 9],
    ["(up + up)[5m]", "has a [range] after what is no selector", 1],
  ])("says where %j is wrong", (expression, message, column) => {
    const { error } = parse(expression);
    expect(error?.message).toContain(message);
    expect(error?.column).toBe(column);
  });

  it.each([
    "rate((up[5m] offset 1h))",
    "max_over_time(rate(up[5m])[1h:5m])",
    "predict_linear(free[6h], 4 * 3600) < 0",
    "quantile_over_time(0.9, up[5m])",
    "up @ end()",
    "5.",
    "up @ 3.",
    "rate(offset{job='5.'}[5m])",
    "a + b @ 12",
    '{job=~".+"}',
    '{"up", job="x"}',
    'up{job=~"(?i)a|(?P<x>b)"}',
    "round(up)",
    "label_join(up, 'a', 'b')",
    "vector(1) == bool 1",
    "up == on() group_left() up",
  ])("has nothing against %s", (expression) => {
    expect(parse(expression).error).toBeUndefined();
  });

  it("reads a lone number, and a metric named in quotes or by __name__", () => {
    expect(parse("100").number).toBe(100);
    expect(parse("up").number).toBeUndefined();
    expect(parse('{"http.requests", job="web"}').metrics).toEqual(["http.requests"]);
    expect(parse('{__name__="up"}').metrics).toEqual(["up"]);
  });

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: Grafana writes its variables so.
  it.each<[string, Partial<PromqlFacts>]>([
    ["rate(up_total[$__rate_interval])", { metrics: ["up_total"] }],
    ["rate(up_total[${interval}]) / $__range_s", { metrics: ["up_total"] }],
    ["sum by ($by) (up offset $back)", { metrics: ["up"] }],
    ["topk($n, ${metric}_total)", { metrics: [] }],
    ["increase([[metric]][[[interval]]])", { metrics: [] }],
    ['up{job="$job"}', { metrics: ["up"] }],
  ])("lets Grafana's variables stand in %s", (expression, wanted) => {
    expect(parsePanel(expression)).toMatchObject(wanted);
    expect(parsePanel(expression).error).toBeUndefined();
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the table ends here.

  it("does not let them stand in a rule", () => {
    expect(parse("rate(up_total[$__rate_interval])").error).toBeDefined();
  });
});

describe("what an alert's expression gives", () => {
  it.each([
    ["up", undefined],
    ["sum(up)", []],
    ["sum by (job) (up) > 1", ["job"]],
    ["1 - sum by (job) (up)", ["job"]],
    ["topk(3, sum by (job, pod) (up))", ["job", "pod"]],
    ["sum without (job) (sum by (job, pod) (up))", ["pod"]],
    ["histogram_quantile(0.9, sum by (le, job) (rate(x_bucket[5m])))", ["job"]],
    ["label_replace(sum by (job) (up), 'team', 'a', 'job', '.*')", ["job", "team"]],
    ["count_values('version', up)", ["version"]],
    ["a / on (job) b", ["job"]],
    ["sum by (job) (a) * on (job) group_left (team) b", ["job", "team"]],
    ["sum by (job) (a) or sum by (pod) (b)", ["job", "pod"]],
    ["sum by (job) (a) and on (job) b", ["job"]],
    ["absent(up{job='x'})", undefined],
  ])("%s has the labels %j", (expression, labels) => {
    expect(parse(expression).labels).toEqual(labels);
  });

  it.each([
    ["up", false],
    ["sum(rate(x_total[5m])) / sum(rate(y_total[5m]))", false],
    ["up == bool 0", false],
    ["up > 1 or down", false],
    ["up == 0", true],
    ["sum(up > 1)", true],
    ["absent(up)", true],
    ["up unless down", true],
    ["vector(1)", true],
    ["1", true],
    ['flux_info{ready!="True"}', true],
    ['ALERTS{alertstate="firing"}', true],
  ])("%s has a condition: %j", (expression, condition) => {
    expect(parse(expression).condition).toBe(condition);
  });

  it("of a counter wants to know only whether it is there, on the right of unless and and", () => {
    const { selectors } = parse("absent(a_total) unless b_total");
    expect(selectors.map(({ metric, presence }) => [metric, presence])).toEqual([
      ["a_total", undefined],
      ["b_total", true],
    ]);
  });
});
