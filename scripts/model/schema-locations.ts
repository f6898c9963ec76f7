import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { digest, readCache, writeCache } from "../cache.ts";
import { statOf } from "../file-stat.ts";
import { InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { groupOf } from "../kubernetes/scope.ts";
import { compileSchema, type Validator } from "../schema/compile.ts";
import { parseYaml } from "../yaml/yaml-file.ts";

/** How long a server may take. Milliseconds. */
const TIMEOUT = 20_000;

/** Where folders of schemas have the one of a kind: ours, datreeio's CRDs-catalog's, kubeconform's. */
const LAYOUTS = [
  "{{.Group}}/{{.Version}}/{{.Kind}}.json",
  "{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
  "{{.ResourceKind}}{{.KindSuffix}}.json",
];

/** Where a user keeps schemas of kinds, and what may be done to get them. */
export interface Locations {
  /** Folders, files, and addresses, each with or without kubeconform's placeholders, as gitops.yaml or a person at the terminal says. */
  readonly schemas: readonly string[];
  /** Whether anything may be loaded from elsewhere; what once was is in the cache. */
  readonly remote: boolean;
}

/** The schemas that a user has: JSON Schemas of single kinds, and CustomResourceDefinitions. */
export class SchemaLocations {
  readonly #root: string;
  readonly #locations: Locations;
  readonly #missed = new Set<string>();

  /** @param root what a path is relative to */
  constructor(root: string, locations: Locations) {
    this.#root = root;
    this.#locations = locations;
  }

  /** The CustomResourceDefinitions in YAML files of the locations. @throws InputError for a location that is not there, or YAML that does not parse */
  definitions(): Manifest[] {
    const paths = this.#locations.schemas.filter((each) => !isAddress(each) && !each.includes("{{"));
    return paths.flatMap((path) => {
      const stat = statOf(this.#path(path));
      if (!stat)
        throw new InputError(
          "input/configuration",
          `/schemas: "${path}" is not there`,
          { file: "gitops.yaml" },
          "Correct the path; it is relative to the repository.",
        );
      const files = stat.isDirectory() ? readdirSync(this.#path(path), { recursive: true, encoding: "utf8" }).map((file) => join(path, file)) : [path];
      const texts = files.filter((file) => /\.ya?ml$/.test(file)).map((file) => [file, readFileSync(this.#path(file), "utf8")] as const);
      return texts.flatMap(([file, text]) => parseYaml(text, file).values.filter(isDefinition));
    });
  }

  /** The schema of a kind in the locations, the first that has one. @throws InputError for one that is no JSON Schema */
  async find(apiVersion: string, kind: string): Promise<Validator | undefined> {
    for (const location of this.#locations.schemas) {
      for (const layout of location.includes("{{") || /\.json$/.test(location) ? [location] : LAYOUTS.map((each) => `${location}/${each}`)) {
        const found = await this.load(filled(layout, apiVersion, kind));
        if (found) return found;
      }
    }
    return undefined;
  }

  /** A schema at a path or an address; undefined where there is none, or none that may be loaded. @throws InputError for one that is no JSON Schema */
  async load(location: string): Promise<Validator | undefined> {
    const text = isAddress(location) ? await this.#fetched(location) : this.#read(location);
    return text === undefined ? undefined : compileSchema(text, location, { foreign: true });
  }

  /** What was not loaded because nobody allowed it, a sentence each. */
  notChecked(): string[] {
    const hosts = Map.groupBy([...this.#missed], (address) => new URL(address).host);
    return [...hosts].map(
      ([host, all]) => `whatever ${all.length === 1 ? "a schema" : `${all.length} schemas`} of ${host} would say: --allow-remote loads them, once`,
    );
  }

  async #fetched(address: string): Promise<string | undefined> {
    const key = digest([address]);
    const known = readCache("schemas", key);
    if (known !== undefined) return known || undefined;
    if (!this.#locations.remote) {
      this.#missed.add(address);
      return undefined;
    }
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT) });
      const text = response.ok ? await response.text() : "";
      if (response.ok || response.status === 404) writeCache(text, "schemas", key);
      return text || undefined;
    } catch (cause) {
      throw new InputError("input/configuration", `the schema ${address} cannot be loaded: ${(cause as Error).message}`, { file: "gitops.yaml" });
    }
  }

  #read(path: string): string | undefined {
    return existsSync(this.#path(path)) && statOf(this.#path(path))?.isFile() ? readFileSync(this.#path(path), "utf8") : undefined;
  }

  #path(path: string): string {
    return isAbsolute(path) ? path : join(this.#root, path);
  }
}

function isAddress(location: string): boolean {
  return /^https?:\/\//.test(location);
}

function isDefinition(value: unknown): value is Manifest {
  return (value as Manifest | null)?.kind === "CustomResourceDefinition";
}

/** The placeholders of kubeconform. https://github.com/yannh/kubeconform#overriding-schemas-location */
function filled(template: string, apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(group === "" ? 0 : group.length + 1);
  const values: Readonly<Record<string, string>> = {
    Group: group,
    Version: version,
    Kind: kind,
    ResourceKind: kind.toLowerCase(),
    ResourceAPIVersion: version,
    KindSuffix: `${group === "" ? "" : `-${group.split(".", 1)[0]}`}-${version}`,
    NormalizedKubernetesVersion: "master",
    StrictSuffix: "-strict",
  };
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
