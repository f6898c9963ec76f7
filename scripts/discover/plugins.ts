import { InputError } from "../input-error.ts";
import { parseYaml, readYaml, sourceAt, type YamlFile } from "../yaml/yaml-file.ts";
import { isUrl, type Kustomization, mentionedAt } from "./kustomization.ts";

/** What a kustomization may make Kustomize do beyond reading this repository; all off unless the person says so. */
export interface Permissions {
  /** Let Kustomize clone remote bases and load remote files. */
  remote: boolean;
}

/** The fields of a kustomization whose entries are settings of plugins: files, folders of them, or YAML in a text. */
const OF_PLUGINS = ["generators", "transformers", "validators"];

type Place = ConstructorParameters<typeof InputError>[2];

/** What leads out of the repository and is not permitted. */
export function outside(target: string, place: Place): InputError {
  return new InputError("input/remote", `"${target}" is outside this repository and is not loaded`, place);
}

/**
 * Generators, transformers and validators may name programs to run, and files to load from anywhere; only Kustomize's own built-in
 * ones are let through, and those load nothing from outside that is not permitted.
 * @throws InputError for the first that is not
 */
export function refusePlugins(root: string, all: ReadonlyMap<string, Kustomization>, kustomization: Kustomization, { remote }: Permissions): void {
  for (const field of ["helmCharts", "helmChartInflationGenerator"]) {
    if (kustomization.value[field] !== undefined) {
      const place = sourceAt(kustomization.yaml, 0, [field], { key: true });
      throw new InputError("input/chart", `${field} runs Helm during the render and is refused`, place, "Deploy the chart with an Argo CD Application.");
    }
  }
  for (const { yaml, place, name } of pluginsOf(root, all, kustomization)) {
    for (const value of yaml.values) {
      const { apiVersion, kind } = (value ?? {}) as { apiVersion?: unknown; kind?: unknown };
      if (apiVersion !== "builtin" || kind === "HelmChartInflationGenerator") {
        throw new InputError("input/plugin", `${name} is a plugin (${apiVersion}/${kind}) and is refused`, place);
      }
      const url = loadedBy(value).find(isUrl);
      if (url !== undefined && !remote) throw outside(url, place);
    }
  }
}

/** The settings of plugins that a kustomization names, however it names them. */
function pluginsOf(root: string, all: ReadonlyMap<string, Kustomization>, kustomization: Kustomization): { yaml: YamlFile; place: Place; name: string }[] {
  const isPlugin = (field: unknown) => OF_PLUGINS.includes(String(field));
  const named = kustomization.references.filter(({ path: [field] }) => isPlugin(field));
  const mentioned = named.flatMap((reference) => {
    const [place, name] = [mentionedAt(kustomization, reference), `${reference.path[0]} entry "${reference.target}"`];
    return filesBehind(all, reference.resolved, reference.to).map((file) => ({ yaml: readYaml(root, file), place, name }));
  });
  const written = OF_PLUGINS.flatMap((field) => {
    const entries = kustomization.value[field];
    return (Array.isArray(entries) ? entries : []).flatMap((text, index) => {
      if (typeof text !== "string" || !text.includes("\n")) return [];
      return [{ yaml: parseYaml(text, kustomization.yaml.file), place: sourceAt(kustomization.yaml, 0, [field, index]), name: `an entry of ${field}` }];
    });
  });
  return [...mentioned, ...written];
}

/** A file, or all files of a folder whose kustomization lists settings of plugins as its resources. */
function filesBehind(all: ReadonlyMap<string, Kustomization>, resolved: string | undefined, to: string, seen: readonly string[] = []): string[] {
  if (resolved === undefined || seen.includes(resolved)) return [];
  if (to === "file") return [resolved];
  const references = (to === "kustomization" && all.get(resolved)?.references) || [];
  return references.flatMap((each) => (each.path[0] === "resources" ? filesBehind(all, each.resolved, each.to, [...seen, resolved]) : []));
}

/** What a built-in plugin would load: the files, environments and paths that its settings name. */
function loadedBy(value: unknown, key = ""): string[] {
  if (typeof value === "string") return /^(files|envs?|paths?)$/.test(key) ? [value.slice(/^[\w.-]+=/.exec(value)?.[0].length ?? 0)] : [];
  if (Array.isArray(value)) return value.flatMap((item) => loadedBy(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => loadedBy(inner, name));
}
