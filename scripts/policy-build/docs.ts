import type { RuleMetadata } from "../policy/module.ts";

/**
 * The pages about the rules: README.md, and one page for each group.
 * @returns text by file name
 */
export function pages(rules: Readonly<Record<string, RuleMetadata>>): Map<string, string> {
  const groups = Map.groupBy(Object.entries(rules), ([id]) => id.split("/")[0] as string);
  const result = new Map([["README.md", index(groups)]]);
  for (const [group, members] of groups) result.set(`${group}.md`, page(group, members));
  return result;
}

const MADE = "<!-- Made by `npm run policies` from the # METADATA of policies/**/*.rego: edit there. -->";

function index(groups: ReadonlyMap<string, readonly [string, RuleMetadata][]>): string {
  const count = [...groups.values()].reduce((sum, members) => sum + members.length, 0);
  const lines = [MADE, "", "# Policies", "", `${count} rules judge all rendered objects of an environment at once.`];
  for (const [group, members] of groups) {
    lines.push("", `## ${group}`, "", "| Rule | Severity | |", "| --- | --- | --- |");
    for (const [id, { severity, title }] of members) lines.push(`| [${id}](${group}.md#${anchor(id)}) | ${severity} | ${title} |`);
  }
  return `${lines.join("\n")}\n`;
}

function page(group: string, members: readonly [string, RuleMetadata][]): string {
  const lines = [MADE, "", `# ${group}`];
  for (const [id, { title, description, severity, help, references }] of members) {
    lines.push("", `## ${id}`, "", `**${title}** (${severity})`, "", description, "", `What to do: ${help}`, "");
    lines.push([`[source](../../policies/${id}.rego)`, ...references.map((url) => `<${url}>`)].join(" · "));
  }
  return `${lines.join("\n")}\n`;
}

/** The anchor that GitHub gives a heading: "security/host-ports" becomes "securityhost-ports". */
function anchor(id: string): string {
  return id.replace("/", "");
}
