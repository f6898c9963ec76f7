import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Built } from "../policy/module.ts";
import { pinnedCompiler, sha256, sourceDigests } from "../policy/sources.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import { checkVerbs, runtimeCapabilities } from "./capabilities.ts";
import { type InspectedAnnotation, rulesOf } from "./metadata.ts";
import { type Sources, textsOf } from "./sources.ts";
import { runTool } from "./tools.ts";

/** What Rego offers TypeScript. */
const ENTRYPOINTS = ["main/findings", "main/cost", "main/graph", "main/transition"];

/** What a build gives; the same sources give the same bytes. */
export interface Build {
  readonly wasm: Buffer;
  readonly rules: Built;
}

/**
 * Compiles rules.
 * @param scratch an empty folder to work in
 * @throws UserError with what OPA says of a policy that does not compile
 */
export async function build(opa: string, sources: Sources, scratch: string): Promise<Build> {
  checkVerbs(sources);
  const [tree, bundle] = [join(scratch, "sources"), join(scratch, "bundle.tar.gz")];
  // `opa inspect` takes one folder, which must hold the sources and nothing else; and no path of a machine gets into the module.
  for (const [file, text] of textsOf(sources)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }
  const entrypoints = ENTRYPOINTS.flatMap((entrypoint) => ["-e", entrypoint]);
  const capabilities = await writeCapabilities(opa, scratch);
  await runTool(opa, ["build", "-t", "wasm", "--capabilities", capabilities, ...entrypoints, "-o", bundle, ...[...sources.files.keys()].sort()], tree);
  const wasm = execFileSync("tar", ["-xzOf", bundle, "/policy.wasm"], { maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "ignore"] });
  const { annotations } = JSON.parse(await runTool(opa, ["inspect", "-a", "-f", "json", "."], tree)) as { annotations: InspectedAnnotation[] };
  const origin = { compiler: pinnedCompiler(TOOLCHAIN) as string, wasm: sha256(wasm), sources: await sourceDigests(sources.root, sources.own) };
  return { wasm, rules: { ...origin, rules: rulesOf(annotations.map(relative), sources.own) } };
}

function relative({ location, ...annotation }: InspectedAnnotation): InspectedAnnotation {
  return { ...annotation, location: { ...location, file: location.file.replace(/^\.?\//, "") } };
}

/** Writes the file of what a policy may call, for OPA. */
export async function writeCapabilities(opa: string, folder: string): Promise<string> {
  const file = join(folder, "capabilities.json");
  writeFileSync(file, runtimeCapabilities(await runTool(opa, ["capabilities", "--current"])));
  return file;
}

/** rules.json as it stands in the repository. */
export function rulesText(rules: Built): string {
  return `${JSON.stringify(rules, null, 2)}\n`;
}
