import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { UserError } from "../errors.ts";
import { type NewFiles, newPolicy } from "../new/policy.ts";
import { keep } from "../rules/keep.ts";
import { calling, ofToolchain, PACKAGED, TOOLCHAIN } from "../toolchain.ts";
import { command } from "./run.ts";

/** `npm run new`: the files of something new, in order at once, to be changed. */
export function program(): Command {
  const program = command("new", "Write the files of something new: all in order at once, and there to be changed.").option(
    "-C, --dir <dir>",
    "the repository that the policy is for; in a checkout of this toolchain, the toolchain's by default",
    PACKAGED ? "." : TOOLCHAIN,
  );
  program
    .command("policy <group/rule>")
    .description("a rule in Rego with its test and its fixtures; transition/<rule> judges a step")
    .action((id: string) => {
      const root = resolve(program.opts<{ dir: string }>().dir);
      write(root, newPolicy(id));
      process.stdout.write(root === TOOLCHAIN ? nextHere(id) : nextElsewhere(root));
    });
  return program;
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
function write(root: string, files: NewFiles): void {
  const known = [...files.keys()].filter((file) => existsSync(join(root, file)));
  if (known.length > 0) throw new UserError(`is there already; nothing was written`, { file: known.join(", ") });
  process.stdout.write(`${keep(root, files, false, "npm run new").replaceAll(", ", "\n      ")}\n`);
}
