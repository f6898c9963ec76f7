import { didYouMean } from "../did-you-mean.ts";
import { calling, MANIFEST, PACKAGED } from "../toolchain.ts";
import { EXIT, run } from "./run.ts";

/** What only this toolchain's own developers need. */
const OF_CHECKOUT = ["cluster"];

/** What each command is for; the file of its name in this folder is the command. */
const ALL: Readonly<Record<string, string>> = {
  init: "look at a repository for the first time, and write what it starts with",
  validate: "render every overlay, check every object, judge it by the policies",
  diff: "what each Argo CD Application would add, change and prune between two revisions",
  pr: "judge a change: validation, diff, safety of the step, cost",
  promote: "bring what is promotable from one environment to the next",
  cost: "what each environment costs, and where each dollar comes from",
  report: "one page to look at",
  rules: "everything that a finding can be about",
  policies: "check, test, lint and build the policies",
  charts: "load the Helm charts that Applications ask for",
  renderer: "build what renders in less time than Kustomize takes to start",
  new: "write the files of a new policy",
  cluster: "a real Kubernetes control plane on loopback",
};

/** Those that there are here: the package has less than a checkout. */
export const COMMANDS = Object.fromEntries(Object.entries(ALL).filter(([name]) => !PACKAGED || !OF_CHECKOUT.includes(name)));

/**
 * The one program: `<command> [options]`. A command is loaded when it is asked for: none pays for what another needs.
 * @param args without the program itself
 */
export async function main(args: readonly string[]): Promise<void> {
  const [name = "--help", ...rest] = args;
  if (name in COMMANDS) {
    const { program } = (await import(`./${name}.ts`)) as typeof import("./validate.ts");
    return run(name, program(), rest);
  }
  if (name === "--version" || name === "-V") process.stdout.write(`${MANIFEST.version}\n`);
  else if (name === "--help" || name === "-h" || name === "help") process.stdout.write(usage());
  else {
    const meant = didYouMean(name, Object.keys(COMMANDS));
    process.stderr.write(`there is no command "${name}"${meant ? `, did you mean "${meant}"?` : ""}; there is ${Object.keys(COMMANDS).join(", ")}\n`);
    process.exitCode = EXIT.failed;
  }
}

function usage(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, purpose]) => `  ${name.padEnd(width)}  ${purpose}`);
  return `Usage: ${calling("<command>", "[options]")}\n\n${lines.join("\n")}\n\nEach takes --help. Exit status: 0 clean, 1 findings, 2 the tool could not do its work.\n`;
}
