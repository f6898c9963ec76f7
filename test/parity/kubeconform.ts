import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ApiClient } from "../../scripts/cluster/client.ts";
import { buildProgram, goVersion } from "../../scripts/go.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";

const MODULE = join(import.meta.dirname, "../../tools/kubeconform");
type Json = { [key: string]: unknown };

/**
 * Gives the objects to `kubeconform -strict`, with the schemas that the running API server itself publishes at /openapi/v3:
 * those it downloads by default are made of the same documents.
 * @returns for each object whether kubeconform finds it valid; undefined, said aloud, where kubeconform cannot be built
 */
export async function kubeconformAccepts(client: ApiClient, objects: readonly Manifest[], say: (line: string) => void): Promise<boolean[] | undefined> {
  const program = await build(say);
  if (!program) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "kubeconform-"));
  try {
    await writeSchemas(client, join(folder, "schemas"));
    mkdirSync(join(folder, "objects"));
    for (const [index, object] of objects.entries()) writeFileSync(join(folder, "objects", `${index}.json`), JSON.stringify(object));
    const location = join(folder, "schemas", "{{ .Group }}", "{{ .ResourceAPIVersion }}", "{{ .ResourceKind }}.json");
    const flags = ["-strict", "-output", "json", "-verbose", "-schema-location", location, join(folder, "objects")];
    const results = JSON.parse(await output(program, flags)) as { resources: { filename: string; status: string }[] };
    const valid = new Set(results.resources.filter(({ status }) => status === "statusValid").map(({ filename }) => filename));
    return objects.map((_, index) => valid.has(join(folder, "objects", `${index}.json`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(say: (line: string) => void): Promise<string | undefined> {
  try {
    const version = await goVersion(MODULE);
    if (version) return await buildProgram({ name: "kubeconform", module: MODULE, package: "github.com/yannh/kubeconform/cmd/kubeconform" }, version);
  } catch (error) {
    say(String(error));
  }
  say("*** the comparison with kubeconform is SKIPPED: it cannot be built ***");
  return undefined;
}

/** kubeconform exits with 1 where an object is invalid, which most here are. */
async function output(program: string, flags: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, flags, { maxBuffer: 1 << 30 })).stdout;
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: unknown };
    if (code === 1 && stdout) return stdout;
    throw error;
  }
}

/** One file a kind, as <group>/<version>/<kind>.json; the core group goes by its version there. */
async function writeSchemas(client: ApiClient, folder: string): Promise<void> {
  const { paths } = (await client.request("GET", "/openapi/v3")).body as { paths: Record<string, { serverRelativeURL: string }> };
  for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
    if (!/^apis?\/.*v\d/.test(path)) continue;
    const document = (await client.request("GET", serverRelativeURL)).body as { components?: { schemas?: Record<string, Json> } };
    const schemas = Object.fromEntries(Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [name, closed(schema)]));
    for (const [name, schema] of Object.entries(schemas))
      for (const { group, version, kind } of (schema["x-kubernetes-group-version-kind"] ?? []) as { group: string; version: string; kind: string }[])
        write(join(folder, group || version, version, `${kind.toLowerCase()}.json`), { $ref: `#/components/schemas/${name}`, components: { schemas } });
  }
}

function write(file: string, schema: Json): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(schema));
}

/** As the published "standalone-strict" schemas are made: no unknown properties, and null wherever a property may be left out. */
function closed(schema: Json): Json {
  const result: Json = { ...schema };
  for (const keyword of ["allOf", "oneOf", "anyOf"]) if (Array.isArray(result[keyword])) result[keyword] = (result[keyword] as Json[]).map(closed);
  if (typeof result["items"] === "object") result["items"] = closed(result["items"] as Json);
  if (typeof result["additionalProperties"] === "object") result["additionalProperties"] = closed(result["additionalProperties"] as Json);
  if (result["properties"]) {
    const required = new Set(result["required"] as string[] | undefined);
    const entries = Object.entries(result["properties"] as Record<string, Json>);
    result["properties"] = Object.fromEntries(entries.map(([name, value]) => [name, required.has(name) ? closed(value) : orNull(closed(value))]));
    if (!("additionalProperties" in result) && !result["x-kubernetes-preserve-unknown-fields"]) result["additionalProperties"] = false;
  }
  return result;
}

function orNull(schema: Json): Json {
  return { anyOf: [schema, { type: "null" }] };
}
