import { existsSync } from "node:fs";
import { ofToolchain } from "../toolchain.ts";
import type { Catalogue } from "./catalogue.ts";
import { examplesOf } from "./examples.ts";
import { groupOfRule, type Rule, type Stage } from "./rule.ts";

/** The folder of the pages. */
export const PAGES = "docs/rules";

/**
 * Where a rule is explained, for whoever reads a report elsewhere.
 * @param home where this toolchain's repository is browsed, such as its package.json's homepage; without one, what the rule itself refers to
 */
export function helpUri(rule: Rule, home: string | undefined): string | undefined {
  return home === undefined || rule.isOwn ? rule.references[0] : `${home}/${PAGES}/${groupOfRule(rule)}.md#${nameOf(rule)}`;
}

const MADE = "<!-- Made by `npm run rules -- --write` from where each rule is written, and from its fixtures: edit there. -->";

/** What a rule looks at, by the stage that speaks. */
const LOOKS_AT: Readonly<Record<Stage, string>> = {
  discover: "the files of a repository",
  render: "what renders",
  model: "each rendered object",
  policy: "all objects of an environment at once",
  history: "a change: the state before and after",
  cluster: "what a cluster answers",
};

/** The pages about the rules: README.md, and one for each group; text by file name. */
export function pages(catalogue: Catalogue): Map<string, string> {
  const groups = Map.groupBy(catalogue.values(), groupOfRule);
  return new Map([["README.md", index(groups)], ...[...groups].map(([group, rules]): [string, string] => [`${group}.md`, page(group, rules)])]);
}

function index(groups: ReadonlyMap<string, readonly Rule[]>): string {
  const count = [...groups.values()].reduce((sum, { length }) => sum + length, 0);
  const lines = [MADE, "", "# Rules", "", `Everything that a finding can be about: ${count} rules. \`rules:\` in gitops.yaml sets their levels.`];
  for (const [group, rules] of groups) {
    lines.push("", `## ${group}`, "", "| Rule | Severity | |", "| --- | --- | --- |");
    for (const rule of rules) lines.push(`| [${rule.id}](${group}.md#${nameOf(rule)}) | ${rule.severity} | ${rule.title.replaceAll("|", "\\|")} |`);
  }
  return `${lines.join("\n")}\n`;
}

function page(group: string, rules: readonly Rule[]): string {
  const sections = rules.flatMap((rule) => ["", `## ${nameOf(rule)}`, "", describe(rule), ...examples(rule), "", links(rule)]);
  return `${[MADE, "", `# ${group}`, ...sections].join("\n")}\n`;
}

/** What a person should know of a rule, as Markdown without a heading. */
export function describe({ title, description, severity, help, stage }: Rule): string {
  const what = help === `${title}.` ? [] : [`What to do: ${help}`];
  return [`**${title}** (${severity})`, description.trim(), ...what, `Looks at ${LOOKS_AT[stage]}.`].join("\n\n");
}

/** What the fixtures show: changes to a small repository that is in order. */
function examples({ id }: Rule): string[] {
  const { avoid, prefer } = examplesOf(id, ofToolchain("test/fixtures"));
  const shown = (title: string, text: string | undefined) => (text === undefined ? [] : ["", title, "", "```yaml", text, "```"]);
  return [...shown("Avoid:", avoid), ...shown("Prefer:", prefer)];
}

function links(rule: Rule): string {
  return [`[source](../../${writtenIn(rule)})`, ...rule.references.map((url) => `<${url}>`)].join(" · ");
}

/** Where a rule is written: its path says so, or its group's. */
function writtenIn(rule: Rule): string {
  const places = [`policies/${rule.id}.rego`, `scripts/discover/rules/${rule.id}.ts`, `scripts/rules/groups/${groupOfRule(rule)}.ts`];
  return places.find((place) => existsSync(ofToolchain(place))) ?? "scripts/model/api";
}

/** The heading of a rule on its group's page, and so the anchor that GitHub gives it. */
function nameOf({ id }: Rule): string {
  return id.slice(id.indexOf("/") + 1);
}
