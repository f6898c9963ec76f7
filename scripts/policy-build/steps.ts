import { existsSync } from "node:fs";
import { join } from "node:path";
import { TOOLCHAIN } from "../toolchain.ts";
import { checkVerbs } from "./capabilities.ts";
import { INPUT_SCHEMA, POLICIES } from "./paths.ts";
import { packageOf } from "./repository-rules.ts";
import type { Sources } from "./sources.ts";
import { runTool } from "./tools.ts";

/** Checks the form, types and calls of rules. @throws UserError with what OPA says */
export async function checkRego(opa: string, sources: Sources, capabilities: string): Promise<string> {
  checkVerbs(sources);
  await runTool(opa, ["fmt", "--list", "--fail", ...ownRego(sources)], sources.root);
  const schema = join(TOOLCHAIN, INPUT_SCHEMA);
  await runTool(opa, ["check", "--strict", "--capabilities", capabilities, "--schema", schema, ...allRego(sources)], sources.root);
  return `${sources.own.length} files`;
}

/** Runs the tests beside the rules. @throws UserError with those that fail */
export async function testRego(opa: string, sources: Sources): Promise<string> {
  const data = `params.workloads:${join(TOOLCHAIN, POLICIES, "data/workloads.yaml")}`;
  const only = isToolchain(sources) ? [] : ["--run", `^data\\.(${packagesOf(sources).join("|")})\\.test_`];
  const said = await runTool(opa, ["test", "--timeout", "60s", ...only, ...allRego(sources), data], sources.root);
  return said.trim().split("\n").at(-1) ?? "";
}

/** Lints rules as this toolchain's are linted. @throws UserError with what Regal says */
export async function lintRego(regal: string, sources: Sources): Promise<string> {
  const settings = join(TOOLCHAIN, POLICIES, ".regal");
  if (isToolchain(sources)) await runTool(regal, ["test", join(settings, "rules")]);
  const config = ["--config-file", join(settings, "config.yaml"), "--rules", join(settings, "rules")];
  return (await runTool(regal, ["lint", ...config, ...libraries(sources), ...ownRego(sources)], sources.root)).trim().split("\n").at(-1) ?? "";
}

/** The files of the rules themselves, with their tests. */
function ownRego(sources: Sources): string[] {
  if (isToolchain(sources)) return [POLICIES];
  return sources.own.flatMap((file) => [file, file.replace(/\.rego$/, "_test.rego")]).filter((file) => existsSync(join(sources.root, file)));
}

/** What they need to be typed and tested: the libraries with their fixtures of tests too. */
function allRego(sources: Sources): string[] {
  const ignored = ["--ignore", "*.yaml", "--ignore", ".*"];
  return [...ignored, ...libraries(sources), ...ownRego(sources)];
}

/** What a repository's rules stand on; the toolchain's stand among them. */
function libraries(sources: Sources): string[] {
  return isToolchain(sources) ? [] : [join(TOOLCHAIN, POLICIES, "lib")];
}

/** The packages of its files, as a pattern takes them. */
function packagesOf(sources: Sources): string[] {
  const names = ownRego(sources).map((file) => packageOf(sources.root, file));
  return names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
}

function isToolchain({ root }: Sources): boolean {
  return root === TOOLCHAIN;
}
