import type { Manifest } from "../../kubernetes/manifest.ts";
import { at, list, mapping } from "./fields.ts";

/** What is in a text that Prometheus fills in. */
export interface TemplateFacts {
  /** Why Prometheus would refuse it. */
  error?: string;
  /** The labels of the alert that it shows, sorted, each once. */
  labels: string[];
}

const KEYWORDS = ["if", "else", "end", "range", "with", "define", "template", "block", "break", "continue", "nil", "true", "false"];
const OPENS = ["if", "range", "with", "define", "block"];
/** Those of Go's templates, and those that Prometheus adds. Source: https://pkg.go.dev/text/template and template/template.go of Prometheus 3.13. */
const FUNCTIONS = [
  ..."and or not eq ne lt le gt ge len index slice print printf println html js urlquery call".split(" "),
  ..."query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink tableLink sortByLabel stripPort stripDomain".split(" "),
  ..."humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now pathPrefix externalURL parseDuration".split(" "),
  ..."urlQueryEscape tmpl".split(" "),
];
const VARIABLES = ["$", "$labels", "$externalLabels", "$externalURL", "$value"];

/** The texts of alerts that Prometheus fills in, by themselves: annotations, and labels. */
export function templatesIn(objects: readonly Manifest[]): Record<string, TemplateFacts> {
  const rules = objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((object) => list(at(object, "spec", "groups")))
    .flatMap((group) => list(at(group, "rules")));
  const texts = rules.flatMap((rule) => [at(rule, "annotations"), at(rule, "labels")].flatMap((each) => Object.values(mapping(each))));
  return Object.fromEntries(texts.filter((text) => typeof text === "string" && text.includes("{{")).map((text) => [text, templateFacts(text as string)]));
}

/** Reads a template as Prometheus does, as far as names, quotes and blocks go. */
export function templateFacts(text: string): TemplateFacts {
  const used = [...text.matchAll(/(?:\$labels|\.Labels)\.(\w+)|index\s+\$labels\s+"(\w+)"/g)].map(([, dotted, indexed]) => dotted ?? indexed ?? "");
  const labels = [...new Set(used)].sort();
  const error = errorIn(text);
  return error === undefined ? { labels } : { error, labels };
}

/** The parts between braces; quotes may hold braces. */
const ACTION = /\{\{(?:-(?=\s))?((?:"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?\*\/|(?!\}\})[^"`'])*)\}\}/g;

function errorIn(text: string): string | undefined {
  const rest = text.replace(ACTION, "");
  if (rest.includes("{{")) return "has {{ that does not close";
  const declared = new Set(VARIABLES);
  let depth = 0;
  for (const [whole, body = ""] of text.matchAll(ACTION)) {
    const code = body.replace(/"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'|\/\*[\s\S]*?\*\//g, " ");
    for (const [, names = ""] of code.matchAll(/((?:\$\w+\s*,\s*)?\$\w+)\s*:=/g)) for (const name of names.split(",")) declared.add(name.trim());
    const unknown = [...code.matchAll(/(?<![\w.$])\$?[A-Za-z_]\w*|\$(?!\w)/g)].map(([name]) => name).find((name) => !isKnown(name, declared));
    if (unknown !== undefined) return `${whole} has ${unknown}, which is no ${unknown.startsWith("$") ? "variable" : "function"} of Prometheus`;
    const first = /^[\s-]*(\w+)/.exec(code)?.[1] ?? "";
    depth += OPENS.includes(first) ? 1 : first === "end" ? -1 : 0;
    if (depth < 0) return "has {{ end }} that ends nothing";
  }
  return depth > 0 ? "has a block without {{ end }}" : undefined;
}

function isKnown(name: string, declared: ReadonlySet<string>): boolean {
  return name.startsWith("$") ? declared.has(name) : KEYWORDS.includes(name) || FUNCTIONS.includes(name);
}
