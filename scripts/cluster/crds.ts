import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { globSync } from "tinyglobby";
import { parse } from "yaml";
import { digest } from "../cache.ts";
import { UserError } from "../errors.ts";
import { go } from "../go.ts";
import type { ApiClient } from "./client.ts";
import { schemaToCrd } from "./crd-from-schema.ts";

const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** A CustomResourceDefinition as it is sent: YAML of its own project, or JSON of ours. */
export interface Crd {
  /** For messages. */
  file: string;
  text: string;
}

/**
 * The CustomResourceDefinitions that the trees need: those of the modules in <tools>/crds/go.mod, read from Go's module
 * cache, and one made of each JSON Schema in `schemas` for kinds whose project cannot be had as a module.
 */
export async function loadCrds(tools: string, schemas: string): Promise<Crd[]> {
  const folder = join(tools, "crds");
  const places = parse(readFileSync(join(folder, "crds.yaml"), "utf8")) as Record<string, string[]>;
  // `go mod download -json` writes one JSON object after the other.
  const modules = (await go(folder, "mod", "download", "-json")).split(/(?<=^\})\n/m).filter((text) => text.trim());
  const roots = new Map(modules.map((text) => JSON.parse(text) as { Path: string; Dir: string }).map(({ Path, Dir }) => [Path, Dir]));
  const published = Object.entries(places).flatMap(([module, paths]) => {
    const root = roots.get(module);
    if (!root) throw new UserError(`${module} is not in go.mod`, { file: join(folder, "crds.yaml") });
    return paths.flatMap((path) => readCrds(join(root, path)));
  });
  return [...published, ...generatedCrds(schemas)];
}

/** Changes whenever the set of CustomResourceDefinitions does. */
export function crdsKey(crds: Crd[]): string {
  return digest(crds.map(({ text }) => text));
}

/** Creates the CustomResourceDefinitions; one that is there already stays as it is. */
export async function createCrds(client: ApiClient, crds: Crd[]): Promise<void> {
  await Promise.all(
    crds.map(async ({ file, text }) => {
      const outcome = await client.request("POST", CRDS, text, "application/yaml");
      if (!outcome.accepted && outcome.reason !== "AlreadyExists") throw new UserError(`CustomResourceDefinition refused: ${outcome.message}`, { file });
    }),
  );
}

/** Waits until the API server serves all of them. */
export async function awaitCrds(client: ApiClient, crds: Crd[]): Promise<void> {
  const names = crds.map(({ text }) => /^ {2}name: (\S+)$/m.exec(text)?.[1] ?? (JSON.parse(text).metadata.name as string));
  for (let waited = 0; ; waited += 100) {
    const served = await servedResources(client);
    const missing = names.filter((name) => !served.has(name));
    if (missing.length === 0) return;
    if (waited > 60_000) throw new UserError(`CustomResourceDefinitions are not served after a minute: ${missing.join(", ")}`);
    await sleep(100);
  }
}

function readCrds(path: string): Crd[] {
  const files = statSync(path).isDirectory() ? globSync("*.yaml", { cwd: path, absolute: true }).sort() : [path];
  const crds = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split(/^---\n/m)
      .filter((text) => /^kind: CustomResourceDefinition$/m.test(text))
      .map((text) => ({ file, text })),
  );
  if (crds.length === 0) throw new UserError("holds no CustomResourceDefinition", { file: path });
  return crds;
}

function generatedCrds(schemas: string): Crd[] {
  // Kustomize's own kinds are files, which no API server ever sees.
  return globSync("*/*/*.json", { cwd: schemas, ignore: ["kustomize.config.k8s.io/**"] })
    .sort()
    .map((file) => {
      const [group, version, kind] = file.replace(/\.json$/, "").split("/") as [string, string, string];
      return { file, text: JSON.stringify(schemaToCrd(group, version, kind, JSON.parse(readFileSync(join(schemas, file), "utf8")))) };
    });
}

/** "<plural>.<group>" of all that is served; one small request instead of the CRDs with their schemas. */
async function servedResources(client: ApiClient): Promise<Set<string>> {
  const { body } = await client.request("GET", "/apis", undefined, undefined, AGGREGATED);
  const groups = (body as { items: { metadata: { name: string }; versions: { resources?: { resource: string }[] }[] }[] }).items;
  return new Set(
    groups.flatMap(({ metadata, versions }) => versions.flatMap(({ resources = [] }) => resources.map(({ resource }) => `${resource}.${metadata.name}`))),
  );
}
