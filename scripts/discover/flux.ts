import type { Manifest } from "../kubernetes/manifest.ts";
import type { YamlFile } from "../yaml/yaml-file.ts";

/** A Kustomization of Flux, as far as the toolchain reads it: like an Application, it says what of a repository is deployed. */
export interface FluxKustomization {
  readonly name: string;
  /** The file that it is in. */
  readonly file: string;
  /** The folder that it deploys, as written. */
  readonly path: string;
  /** Where it puts everything that is namespaced. */
  readonly targetNamespace?: string;
  /** The variables that it fills in after the build; undefined where it fills in none. */
  readonly substitute?: Readonly<Record<string, string>>;
}

const API = "kustomize.toolkit.fluxcd.io/";

/** Whether a document is a Kustomization of Flux, which shares its kind with Kustomize's own file. https://fluxcd.io/flux/components/kustomize/kustomizations/ */
export function isFluxKustomization(value: unknown): boolean {
  const { apiVersion, kind } = (value ?? {}) as Partial<Manifest>;
  return typeof apiVersion === "string" && apiVersion.startsWith(API) && kind === "Kustomization";
}

/** The Kustomizations of Flux in a YAML file, of those that take a path of a Git repository. */
export function fluxKustomizationsIn({ values, file }: YamlFile): FluxKustomization[] {
  return values.filter(isFluxKustomization).flatMap((value) => {
    const { metadata, spec } = value as { metadata?: { name?: unknown }; spec?: { path?: unknown; targetNamespace?: unknown; postBuild?: unknown } };
    if (typeof spec?.path !== "string") return [];
    const { targetNamespace } = spec;
    const substitute = substitutedBy(spec.postBuild);
    const rest = { ...(typeof targetNamespace === "string" ? { targetNamespace } : {}), ...(substitute ? { substitute } : {}) };
    return [{ name: String(metadata?.name), file, path: spec.path, ...rest }];
  });
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution */
function substitutedBy(postBuild: unknown): Record<string, string> | undefined {
  if (typeof postBuild !== "object" || postBuild === null) return undefined;
  const { substitute } = postBuild as { substitute?: unknown };
  const own = typeof substitute === "object" && substitute !== null ? Object.entries(substitute) : [];
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}
