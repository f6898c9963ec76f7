import { UserError } from "../errors.ts";
import type { Severity } from "../finding.ts";
import type { RuleText } from "../rules/rule.ts";

/** One annotation as `opa inspect --annotations --format json` prints it. */
export interface InspectedAnnotation {
  readonly location: { readonly file: string; readonly row: number };
  readonly path: readonly { readonly value: string }[];
  readonly annotations: {
    readonly scope: string;
    readonly title?: string;
    readonly description?: string;
    readonly related_resources?: readonly { readonly ref: string }[];
    readonly custom?: Readonly<Record<string, unknown>>;
  };
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/**
 * The rules by id, sorted, from the # METADATA of their packages.
 * @param sources the files that must each be a rule, apart from main.rego and lib/
 * @throws UserError naming the file whose metadata is missing or incomplete
 */
export function rulesOf(annotations: readonly InspectedAnnotation[], sources: readonly string[]): Record<string, RuleText> {
  const packages = new Map(annotations.filter(({ annotations: { scope } }) => scope === "package").map((each) => [each.location.file, each]));
  const rules: [string, RuleText][] = [];
  for (const file of sources) {
    const id = /^policies\/((?!lib\/)[^/]+\/[^/]+)\.rego$/.exec(file)?.[1];
    if (id) rules.push([id, metadataOf(id, file, packages.get(file))]);
  }
  return Object.fromEntries(rules.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function metadataOf(id: string, file: string, inspected: InspectedAnnotation | undefined): RuleText {
  const fail = (message: string): never => {
    throw new UserError(message, { file, line: inspected?.location.row ?? 1 });
  };
  if (!inspected) return fail("has no # METADATA above its package");
  const { title, description, related_resources = [], custom = {} } = inspected.annotations;
  const declared = inspected.path.map((term) => term.value).slice(1);
  if (declared.join("/") !== `rules/${id}`) fail(`is package ${declared.join(".")}, and must be rules.${id.replace("/", '["')}"]`);
  const severity = SEVERITIES.find((known) => known === custom["severity"]);
  const help = custom["help"];
  if (!title || !description) return fail("its # METADATA needs a title and a description");
  if (!severity) return fail(`its # METADATA needs custom.severity, one of ${SEVERITIES.join(", ")}`);
  if (typeof help !== "string") return fail("its # METADATA needs custom.help: what a person should do");
  return { title, description: description.trim(), severity, help: help.trim(), references: related_resources.map(({ ref }) => ref) };
}
