import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { didYouMean } from "../did-you-mean.ts";
import { UserError } from "../errors.ts";
import { matchesGlob } from "../glob.ts";
import { withOwn } from "../policy/module.ts";
import { type Catalogue, loadCatalogue } from "../rules/catalogue.ts";
import { keep } from "../rules/keep.ts";
import { describe, PAGES, pages } from "../rules/pages.ts";
import type { Rule } from "../rules/rule.ts";
import { Toolbox } from "../toolbox.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import { command } from "./run.ts";

/** `npm run rules`: everything that a finding can be about. */
export function program(): Command {
  return command("rules", "List the rules: everything that a finding can be about.")
    .argument("[ids...]", "only these: ids, or globs such as 'security/*'; a single id is explained")
    .option("-C, --dir <dir>", "a repository whose own rules are listed too")
    .option("--write", `write the pages below ${PAGES}, and do nothing else`, false)
    .option("--check", "write nothing; fail where a page is not what the rules say", false)
    .action(async (ids: string[], options: { dir?: string; write: boolean; check: boolean }) => {
      if (options.write || options.check) say(keepPages(await loadCatalogue(), options.check));
      else say(list(chosen(await catalogueOf(options.dir), ids), ids));
    });
}

/** Writes the pages about the rules; see {@link keep}. */
export function keepPages(catalogue: Catalogue, checkOnly: boolean): string {
  const files = [...pages(catalogue)].map(([name, text]): [string, string] => [`${PAGES}/${name}`, text]);
  return keep(TOOLCHAIN, new Map(files), checkOnly, "npm run rules -- --write");
}

/** The rules of the toolchain, with those of a repository beside them. */
async function catalogueOf(dir: string | undefined): Promise<Catalogue> {
  if (dir === undefined) return loadCatalogue();
  const toolbox = new Toolbox();
  const { module, troubles } = await toolbox.ownRules(realpathSync(resolve(dir)));
  if (troubles[0]) throw troubles[0];
  return loadCatalogue(withOwn(await toolbox.policies(), module).rules);
}

function chosen(catalogue: Catalogue, ids: readonly string[]): Rule[] {
  for (const id of ids) {
    if ([...catalogue.keys()].some((known) => matchesGlob(known, id))) continue;
    const meant = didYouMean(id, [...catalogue.keys()]);
    throw new UserError(`there is no rule "${id}"${meant ? `, did you mean "${meant}"?` : ""}`);
  }
  return [...catalogue.values()].filter((rule) => ids.length === 0 || ids.some((id) => matchesGlob(rule.id, id)));
}

/** One rule in full, several in columns. */
function list(rules: readonly Rule[], ids: readonly string[]): string {
  const [only] = rules;
  if (only && ids.length === 1 && ids[0] === only.id) return [only.id, describe(only), ...only.references].join("\n\n");
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`).join("\n");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
