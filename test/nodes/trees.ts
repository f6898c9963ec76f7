import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/cli.ts";
import { type Rendered, rendered } from "../support/rendered.ts";

const once = new Map<string, Rendered[]>();

/** Every object of every Kustomize tree of an environment, as rendered; the caller's own copy. */
export function environment(name: string): Rendered[] {
  const objects = once.get(name) ?? render(name);
  once.set(name, objects);
  return structuredClone(objects);
}

function render(name: string): Rendered[] {
  const folder = join(ROOT, "apps", name);
  const trees = readdirSync(folder).filter((app) => existsSync(join(folder, app, "kustomization.yaml")));
  return trees.flatMap((app) => rendered(`apps/${name}/${app}`));
}

/** Environments by name. */
export function environments(): string[] {
  return readdirSync(join(ROOT, "clusters"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, "clusters", entry.name, "applications")))
    .map(({ name }) => name);
}

/** The pod templates of objects, with the namespace that they run in. */
export function podTemplates(objects: readonly Rendered[]): { namespace: string; name: string; template: Rendered }[] {
  return objects.flatMap(({ metadata, spec }) => {
    const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
    return template?.spec?.containers ? [{ namespace: metadata.namespace, name: metadata.name, template }] : [];
  });
}
