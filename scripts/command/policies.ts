import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { UserError } from "../errors.ts";
import { judgeFixtures } from "../fixtures/run.ts";
import { removeScratch, scratchFolder } from "../leftovers.ts";
import { withIds } from "../policy/module.ts";
import { type Build, build, rulesText, writeCapabilities } from "../policy-build/build.ts";
import { DIST } from "../policy-build/paths.ts";
import { repositoryRego } from "../policy-build/repository-rules.ts";
import { repositorySources, type Sources, toolchainSources } from "../policy-build/sources.ts";
import { checkRego, lintRego, testRego } from "../policy-build/steps.ts";
import { tool } from "../policy-build/tools.ts";
import { loadCatalogue } from "../rules/catalogue.ts";
import { keep } from "../rules/keep.ts";
import { calling, PACKAGED, TOOLCHAIN } from "../toolchain.ts";
import { keepPages } from "./rules.ts";
import { command } from "./run.ts";

const STEPS = ["check", "test", "lint", "build", "fixtures"] as const;
type Step = (typeof STEPS)[number];

interface Options {
  readonly dir: string;
  readonly only?: Step[];
  readonly check: boolean;
}

/** `npm run policies`: checks, tests, lints and compiles rules, the toolchain's or a repository's own. */
export function program(): Command {
  return command("policies", "Check, test, lint and compile the policies, write their documentation, and hold them to their fixtures.")
    .option(
      "-C, --dir <dir>",
      "the repository whose own rules are meant; in a checkout of this toolchain, the toolchain's by default",
      PACKAGED ? "." : TOOLCHAIN,
    )
    .addOption(new Option("--only <steps...>", "only these steps; a repository's fixtures are judged by what is built").choices(STEPS))
    .option("--check", "write nothing; fail when what is kept in the repository is not what the sources give", false)
    .action(async (options: Options) => await steps(realpathSync(resolve(options.dir)), options));
}

async function steps(root: string, { only, check }: Options): Promise<void> {
  const sources = root === TOOLCHAIN ? toolchainSources() : ownSources(root);
  const scratch = scratchFolder("policies");
  try {
    const opa = await tool("opa", say);
    const capabilities = await writeCapabilities(opa, scratch);
    const actions: Record<Step, () => Promise<string>> = {
      check: () => checkRego(opa, sources, capabilities),
      test: () => testRego(opa, sources),
      lint: async () => lintRego(await tool("regal", say), sources),
      build: async () => keepBuild(root, await build(opa, sources, scratch), check),
      // The toolchain's own are held to theirs by its tests.
      fixtures: async () => (root === TOOLCHAIN ? "npx vitest run test/policy/fixtures.test.ts" : await judgeFixtures(root, sources.own, say)),
    };
    for (const step of only ?? STEPS) say(`${step}: ${await actions[step]()}`);
  } finally {
    removeScratch(scratch);
  }
}

function ownSources(root: string): Sources {
  const { own } = repositoryRego(root);
  if (own.length === 0)
    throw new UserError(`has no rules in Rego, in packages rules.*; \`${calling("new", "-C <dir> policy <group>/<rule>")}\` writes one`, {
      file: join(root, "policies"),
    });
  return repositorySources(root, own);
}

/** Keeps the compiled policies, and for the toolchain's own the pages about all rules that are made from them. */
async function keepBuild(root: string, { wasm, rules }: Build, checkOnly: boolean): Promise<string> {
  const files = new Map<string, string | Uint8Array>([
    [`${DIST}/policy.wasm`, wasm],
    [`${DIST}/rules.json`, rulesText(rules)],
  ]);
  const kept = keep(root, files, checkOnly, "npm run policies");
  if (root !== TOOLCHAIN) return kept;
  return [kept, keepPages(await loadCatalogue(withIds(rules.rules)), checkOnly)].join("; pages: ");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
