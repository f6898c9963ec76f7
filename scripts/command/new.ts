import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Repository } from "../discover/repository.ts";
import { UserError } from "../errors.ts";
import { newApp } from "../new/app.ts";
import { newEnvironment } from "../new/environment.ts";
import { newFormat } from "../new/format.ts";
import { newPolicy } from "../new/policy.ts";
import { Project } from "../project.ts";
import { keep } from "../rules/keep.ts";
import { calling, ofToolchain, PACKAGED, TOOLCHAIN } from "../toolchain.ts";
import { command } from "./run.ts";

/** `npm run new`: the files of something new, in order at once, to be changed. */
export function program(): Command {
  const program = command("new", "Write the files of something new: all in order at once, and there to be changed.").option(
    "-C, --dir <dir>",
    "the repository that it is for; in a checkout of this toolchain, the toolchain's by default",
    PACKAGED ? "." : TOOLCHAIN,
  );
  program
    .command("policy <group/rule>")
    .description("a rule in Rego with its test and its fixtures; transition/<rule> judges a step")
    .action((id: string) => {
      const root = rootOf(program);
      write(root, newPolicy(id));
      process.stdout.write(root === TOOLCHAIN ? nextHere(id) : nextElsewhere(root));
    });
  program
    .command("environment <name>")
    .description("an environment made of another: its folders once more, and its entries in policies/data and gitops.yaml")
    .requiredOption("--like <environment>", "the one that it is made of")
    .action(async (name: string, { like }: { like: string }) => {
      const root = writeInto(program, newEnvironment(await repositoryOf(program), name, like));
      process.stdout.write(`\nSay in it what is its own: addresses, sizes, budgets.\nLook at it:   ${calling("validate", `${root} --env ${name}`)}\n`);
    });
  program
    .command("app <name>")
    .description("an application where the repository has them: a base, an overlay for each environment, what Argo CD needs")
    .action(async (name: string) => {
      const root = writeInto(program, newApp(await repositoryOf(program), name));
      process.stdout.write(`\nPut into its base what it runs.\nLook at it:   ${calling("validate", root)}\n`);
    });
  if (PACKAGED) return program;
  program
    .command("format <name>")
    .description("an output format of validate, with its test")
    .action((name: string) => {
      write(rootOf(program), newFormat(name));
      process.stdout.write(`\nTry it:    npm run validate -- --format ${name}\nTest it:   npx vitest run test/report/formats/${name}.test.ts\n`);
    });
  return program;
}

function rootOf(program: Command): string {
  return resolve(program.opts<{ dir: string }>().dir);
}

function repositoryOf(program: Command): Promise<Repository> {
  return new Project(rootOf(program), { permissions: { remote: false }, cache: true }).repository();
}

/** Writes new files, then what lists them; says where. */
function writeInto(program: Command, { added, changed }: { added: ReadonlyMap<string, string | Uint8Array>; changed: ReadonlyMap<string, string> }): string {
  const root = rootOf(program);
  write(root, added);
  if (changed.size > 0) process.stdout.write(`${keep(root, changed, false, "npm run new")}\n`);
  return root;
}

function nextHere(id: string): string {
  return `
Compile it, and write its page:    npm run policies
Hold it to its fixtures:           npx vitest run test/policy/fixtures.test.ts -t ${id}
What it sees:                      schemas/policies/input.json
`;
}

function nextElsewhere(root: string): string {
  return `
Test it, compile it, hold it to its fixtures:   ${calling("policies", `-C ${root}`)}
Judge the repository by it:                     ${calling("validate", root)}
What it sees:                                   ${ofToolchain("schemas/policies/input.json")}
`;
}

/** Writes files that must not be there yet. */
function write(root: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const known = [...files.keys()].filter((file) => existsSync(join(root, file)));
  if (known.length > 0) throw new UserError(`is there already; nothing was written`, { file: known.join(", ") });
  process.stdout.write(`${keep(root, files, false, "npm run new").replaceAll(", ", "\n      ")}\n`);
}
