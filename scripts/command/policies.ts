import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Option } from "commander";
import { UserError } from "../errors.ts";
import type { RuleMetadata } from "../policy/module.ts";
import { build, type RulesFile, rulesText } from "../policy-build/build.ts";
import { checkVerbs, runtimeCapabilities } from "../policy-build/capabilities.ts";
import { pages } from "../policy-build/docs.ts";
import { DIST, DOCS, POLICIES, TOOLCHAIN } from "../policy-build/paths.ts";
import { policySources } from "../policy-build/sources.ts";
import { runTool, tool } from "../policy-build/tools.ts";
import { command, run } from "./run.ts";

const STEPS = ["check", "test", "lint", "build"] as const;
type Step = (typeof STEPS)[number];

/** `npm run policies`: checks, tests, lints and compiles the rules, and writes their pages. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("policies", "Check, test, lint and compile the policies, and write their documentation.")
    .addOption(new Option("--only <steps...>", "only these steps").choices(STEPS))
    .option("--check", "write nothing; fail when what is kept in the repository is not what the sources give", false)
    .option("--list", "print the rules, and do nothing else", false);
  program.action(async (options: { only?: Step[]; check: boolean; list: boolean }) => {
    if (options.list) process.stdout.write(table(readRules()));
    else await steps(options.only ?? STEPS, options.check);
  });
  await run("policies", program, argv);
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
        checkVerbs(policySources());
        await runTool(opa, ["fmt", "--list", "--fail", POLICIES]);
        await runTool(opa, ["check", "--strict", "--capabilities", capabilities, ...rego]);
        return `${policySources().length} files`;
      },
      test: async () => (await runTool(opa, ["test", ...rego])).trim().split("\n").at(-1) ?? "",
      lint: async () => {
        const regal = await tool("regal", say);
        await runTool(regal, ["test", `${POLICIES}/.regal/rules`]);
        return (await runTool(regal, ["lint", POLICIES])).trim().split("\n").at(-1) ?? "";
      },
      build: async () => keep(outputs(await build(opa, capabilities, scratch)), checkOnly),
    };
    for (const step of wanted) say(`${step}: ${await actions[step]()}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Everything a build gives, by file. */
function outputs({ wasm, rules }: Awaited<ReturnType<typeof build>>): Map<string, Buffer> {
  const documents = [...pages(rules.rules)].map(([name, text]): [string, Buffer] => [`${DOCS}/${name}`, Buffer.from(text)]);
  return new Map([[`${DIST}/policy.wasm`, wasm], [`${DIST}/rules.json`, Buffer.from(rulesText(rules))], ...documents]);
}

function keep(files: ReadonlyMap<string, Buffer>, checkOnly: boolean): string {
  const changed = [...files].filter(([file, bytes]) => !existsSync(join(TOOLCHAIN, file)) || !readFileSync(join(TOOLCHAIN, file)).equals(bytes));
  if (checkOnly && changed.length > 0) {
    throw new UserError(`${changed.map(([file]) => file).join(", ")} is not what the sources give; run npm run policies and commit the result`);
  }
  for (const [file, bytes] of changed) {
    mkdirSync(join(TOOLCHAIN, file, ".."), { recursive: true });
    writeFileSync(join(TOOLCHAIN, file), bytes);
  }
  return changed.length === 0 ? `${files.size} files as they were` : `wrote ${changed.map(([file]) => file).join(", ")}`;
}

function readRules(): Record<string, RuleMetadata> {
  const file = join(TOOLCHAIN, DIST, "rules.json");
  if (!existsSync(file)) throw new UserError("the policies were never built; run npm run policies", { file: `${DIST}/rules.json` });
  return (JSON.parse(readFileSync(file, "utf8")) as RulesFile).rules;
}

/** Id, severity and title in columns. */
function table(rules: Readonly<Record<string, RuleMetadata>>): string {
  const width = Math.max(...Object.keys(rules).map((id) => id.length));
  return Object.entries(rules)
    .map(([id, { severity, title }]) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join("");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
