import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Built } from "../policy/module.ts";
import { pinnedCompiler, policySources, sha256, sourceDigests } from "../policy/sources.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import { type InspectedAnnotation, rulesOf } from "./metadata.ts";
import { runTool } from "./tools.ts";

/** What Rego offers TypeScript. */
const ENTRYPOINTS = ["main/findings", "main/cost", "main/transition"];

/** What a build gives; the same sources give the same bytes. */
export interface Build {
  readonly wasm: Buffer;
  readonly rules: Built;
}

/**
 * Compiles the policies.
 * @param capabilities the file of what the runtime knows
 * @param scratch an empty folder to work in
 * @throws UserError with what OPA says of a policy that does not compile
 */
export async function build(opa: string, capabilities: string, scratch: string): Promise<Build> {
  const sources = policySources(TOOLCHAIN);
  const bundle = join(scratch, "bundle.tar.gz");
  await runTool(opa, [
    "build",
    "-t",
    "wasm",
    "--capabilities",
    capabilities,
    ...ENTRYPOINTS.flatMap((entrypoint) => ["-e", entrypoint]),
    "-o",
    bundle,
    ...sources,
  ]);
  const wasm = execFileSync("tar", ["-xzOf", bundle, "/policy.wasm"], { maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "ignore"] });
  const origin = { compiler: pinnedCompiler(TOOLCHAIN) as string, wasm: sha256(wasm), sources: await sourceDigests(TOOLCHAIN) };
  return { wasm, rules: { ...origin, rules: rulesOf(await annotationsOf(opa, sources, scratch), sources) } };
}

/** `opa inspect` takes one folder, which must hold the sources and nothing else. */
async function annotationsOf(opa: string, sources: readonly string[], scratch: string): Promise<InspectedAnnotation[]> {
  const folder = join(scratch, "sources");
  for (const source of sources) {
    const copy = join(folder, source);
    mkdirSync(join(copy, ".."), { recursive: true });
    writeFileSync(copy, readFileSync(join(TOOLCHAIN, source)));
  }
  const inspected = JSON.parse(await runTool(opa, ["inspect", "-a", "-f", "json", folder])) as { annotations: InspectedAnnotation[] };
  rmSync(folder, { recursive: true });
  const relative = (file: string) => file.replace(`${folder}/`, "").replace(/^\/?/, "");
  return inspected.annotations.map((each) => ({ ...each, location: { ...each.location, file: relative(each.location.file) } }));
}

/** rules.json as it stands in the repository. */
export function rulesText(rules: Built): string {
  return `${JSON.stringify(rules, null, 2)}\n`;
}
