import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { withIds } from "../policy/module.ts";
import { policySources } from "../policy/sources.ts";
import { build, rulesText } from "../policy-build/build.ts";
import { checkVerbs, runtimeCapabilities } from "../policy-build/capabilities.ts";
import { DIST, INPUT_SCHEMA, POLICIES } from "../policy-build/paths.ts";
import { runTool, tool } from "../policy-build/tools.ts";
import { loadCatalogue } from "../rules/catalogue.ts";
import { keep } from "../rules/keep.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import { keepPages } from "./rules.ts";
import { command } from "./run.ts";

const STEPS = ["check", "test", "lint", "build"] as const;
type Step = (typeof STEPS)[number];

/** `npm run policies`: checks, tests, lints and compiles the rules, and writes their pages. */
export function program(): Command {
  return command("policies", "Check, test, lint and compile the policies, and write their documentation.")
    .addOption(new Option("--only <steps...>", "only these steps").choices(STEPS))
    .option("--check", "write nothing; fail when what is kept in the repository is not what the sources give", false)
    .action(async (options: { only?: Step[]; check: boolean }) => await steps(options.only ?? STEPS, options.check));
}

async function steps(wanted: readonly Step[], checkOnly: boolean): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    const opa = await tool("opa", say);
    const capabilities = join(scratch, "capabilities.json");
    writeFileSync(capabilities, runtimeCapabilities(await runTool(opa, ["capabilities", "--current"])));
    const rego = ["--ignore", "*.yaml", "--ignore", ".*", POLICIES];
    const actions: Record<Step, () => Promise<string>> = {
      check: async () => {
        checkVerbs(policySources(TOOLCHAIN));
        await runTool(opa, ["fmt", "--list", "--fail", POLICIES]);
        await runTool(opa, ["check", "--strict", "--capabilities", capabilities, "--schema", INPUT_SCHEMA, ...rego]);
        return `${policySources(TOOLCHAIN).length} files`;
      },
      test: async () =>
        (await runTool(opa, ["test", "--timeout", "60s", ...rego, `params.workloads:${POLICIES}/data/workloads.yaml`])).trim().split("\n").at(-1) ?? "",
      lint: async () => {
        const regal = await tool("regal", say);
        await runTool(regal, ["test", `${POLICIES}/.regal/rules`]);
        return (await runTool(regal, ["lint", POLICIES])).trim().split("\n").at(-1) ?? "";
      },
      build: async () => keepBuild(await build(opa, capabilities, scratch), checkOnly),
    };
    for (const step of wanted) say(`${step}: ${await actions[step]()}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Keeps the compiled policies, and the pages about all rules that are made from them. */
async function keepBuild({ wasm, rules }: Awaited<ReturnType<typeof build>>, checkOnly: boolean): Promise<string> {
  const files = new Map<string, string | Uint8Array>([
    [`${DIST}/policy.wasm`, wasm],
    [`${DIST}/rules.json`, rulesText(rules)],
  ]);
  return [keep(TOOLCHAIN, files, checkOnly, "npm run policies"), keepPages(await loadCatalogue(withIds(rules.rules)), checkOnly)].join("; pages: ");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
