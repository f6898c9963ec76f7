/**
 * What each function takes and gives, as "arguments -> result": v an instant vector, m a range, s a scalar, t a text; from "[" on an argument
 * may be left out, and "..." repeats the last. Experimental ones are among them: whether they are on is the server's to say.
 * Source: promql/parser/functions.go of Prometheus 3.13.
 */
const SIGNATURES: Readonly<Record<string, string>> = {
  "v -> v":
    "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp",
  "m -> v":
    "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
  "[ v -> v": "day_of_month day_of_week day_of_year days_in_month hour minute month year",
  "-> s": "pi time start end range step",
  "s s -> s": "max_of min_of",
  "v s s -> v": "clamp",
  "v s -> v": "clamp_max clamp_min",
  "m s -> v": "predict_linear",
  "m s s -> v": "double_exponential_smoothing holt_winters",
  "s m -> v": "quantile_over_time",
  "s s v -> v": "histogram_fraction",
  "s v -> v": "histogram_quantile",
  "v t s [ s ... -> v": "histogram_quantiles",
  "v [ v -> v": "info",
  "v t t [ t ... -> v": "label_join",
  "v t t t t -> v": "label_replace",
  "v [ s -> v": "round",
  "v -> s": "scalar",
  "v [ t ... -> v": "sort_by_label sort_by_label_desc",
  "s -> v": "vector",
};

/** What a value can be; any where a variable of Grafana stands. */
export type Type = "vector" | "range" | "scalar" | "text" | "any";

/** What a person calls them. */
export const NAMES: Readonly<Record<Type, string>> = {
  vector: "an instant vector",
  range: "a range vector",
  scalar: "a scalar",
  text: "a string",
  any: "a variable",
};

/** How a function is called. */
export interface Signature {
  readonly takes: readonly Type[];
  /** How many arguments it takes at least, and at most. */
  readonly least: number;
  readonly most: number;
  readonly gives: Type;
}

const TYPES: Readonly<Record<string, Type>> = { v: "vector", m: "range", s: "scalar", t: "text" };

/** By the name of the function. */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map(
  Object.entries(SIGNATURES).flatMap(([form, names]) => {
    const [before = "", result = ""] = form.split("->").map((part) => part.trim());
    const words = before.split(" ").filter(Boolean);
    const takes = words.flatMap((word) => TYPES[word] ?? []);
    const optional = words.indexOf("[");
    const least = optional < 0 ? takes.length : optional;
    const signature = { takes, least, most: words.includes("...") ? Number.POSITIVE_INFINITY : takes.length, gives: TYPES[result] as Type };
    return names.split(" ").map((name): [string, Signature] => [name, signature]);
  }),
);
