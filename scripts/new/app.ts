import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseDocument } from "yaml";
import type { Repository } from "../discover/repository.ts";
import { UserError } from "../errors.ts";
import { baseFiles, KINDS } from "./app-base.ts";
import type { NewFiles } from "./policy.ts";

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** An overlay and the base that it builds on, with the folder name that both have: the application's. */
interface Overlay {
  readonly app: string;
  readonly path: string;
  readonly base: string;
  readonly environment: string;
}

/**
 * An application where the repository has its applications: a base, an overlay for each environment that one like it has, and, where Argo CD
 * deploys that one, an Application and a project, listed where its are.
 * @returns new files, and files that are changed
 * @throws UserError for a name that none can have or that is there, or where nothing shows how applications are laid out
 */
export function newApp(repository: Repository, name: string): { added: NewFiles; changed: NewFiles } {
  if (!NAME.test(name)) throw new UserError(`"${name}" is no name of an application: lower case letters, digits and -, at most 63`);
  const overlays = model(repository);
  const [first] = overlays;
  if (!first) throw new UserError("no application shows how they are laid out: there is no overlay of a named environment with a base that has its name");
  const put = (path: string) =>
    path
      .split("/")
      .map((segment) => (segment === first.app ? name : segment))
      .join("/");
  const added = new Map(baseFiles(name).map(([file, text]) => [posix.join(put(first.base), file), text]));
  const changed = new Map<string, string>();
  for (const { path, base } of overlays) {
    const to = posix.relative(put(path), put(base));
    added.set(posix.join(put(path), "kustomization.yaml"), `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [${to}]\n`);
  }
  for (const file of argoFiles(repository, overlays)) {
    added.set(renamed(file, first.app, name), argoFile(readFileSync(join(repository.root, file), "utf8"), first.app, name));
    for (const [listing, text] of listings(repository, file, first.app, name, changed)) changed.set(listing, text);
  }
  return { added, changed };
}

/** The overlays of the application that the most environments have, and of those the one that is made of the fewest files. */
function model({ trees, graph }: Repository): Overlay[] {
  const overlays = trees.flatMap((tree): (Overlay & { files: number })[] => {
    // Of an Application with charts beside the tree the tree alone shows nothing.
    if (tree.alone || tree.kind !== "kustomization" || (tree.application?.sources.length ?? 1) > 1) return [];
    const references = graph.kustomizations.get(tree.path)?.references ?? [];
    const bases = references.flatMap(({ to, resolved = "" }) => {
      const app = tree.path.split("/").findLast((segment) => resolved.split("/").includes(segment) && segment !== tree.environment);
      const isBase = to === "kustomization" && app !== undefined && /(^|\/)bases?(\/|$)/.test(resolved) && named(tree.path, resolved, app);
      return isBase ? [{ app, path: tree.path, base: resolved, environment: tree.environment, files: tree.files.length }] : [];
    });
    // What it takes beside the base lies deeper.
    return bases.sort((x, y) => x.base.length - y.base.length).slice(0, 1);
  });
  const size = (group: readonly { files: number }[]) => group.reduce((sum, { files }) => sum + files, 0);
  const groups = [...Map.groupBy(overlays, ({ app }) => app).values()];
  return groups.sort((a, b) => b.length - a.length || size(a) - size(b))[0] ?? [];
}

/** Whether a folder name is an application's: it ends the base or the overlay, or is what both are in. */
function named(overlay: string, base: string, app: string): boolean {
  return base.endsWith(`/${app}`) || overlay.endsWith(`/${app}`) || base.startsWith(`${app}/`) || base.includes(`/${app}/base`);
}

/** The files that hold the Application of an overlay, and the project that is named like it. */
function argoFiles({ applications, files }: Repository, overlays: readonly Overlay[]): string[] {
  const paths = new Set(overlays.map(({ path }) => path));
  const own = applications.filter(
    ({ name, sources }) => name === overlays[0]?.app && sources.some(({ value }) => paths.has(posix.normalize(value.path ?? ""))),
  );
  return own.flatMap(({ yaml }) => {
    const project = files.filter((file) => file !== yaml.file && file.endsWith(`projects/${posix.basename(yaml.file)}`) && sharesFolder(file, yaml.file));
    return [yaml.file, ...project];
  });
}

function sharesFolder(one: string, other: string): boolean {
  return posix.dirname(posix.dirname(one)) === posix.dirname(posix.dirname(other));
}

/** An Application or a project like another: for its own namespace, of the kinds that its base has. */
function argoFile(text: string, app: string, name: string): string {
  const document = parseDocument(renamed(text, app, name));
  if (document.get("kind") === "AppProject") {
    const { cluster, namespaced } = KINDS;
    document.setIn(["spec", "description"], `What ${name} may deploy, and where to.`);
    document.setIn(["spec", "clusterResourceWhitelist"], cluster);
    document.setIn(["spec", "namespaceResourceWhitelist"], namespaced);
    document.setIn(["spec", "destinations", 0, "namespace"], name);
  } else document.setIn(["spec", "destination", "namespace"], name);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The kustomizations that list a file, with the new one listed after it. */
function listings({ root, graph }: Repository, file: string, app: string, name: string, changed: NewFiles): [string, string][] {
  return [...graph.kustomizations.values()].flatMap(({ dir, yaml }): [string, string][] => {
    const entry = posix.relative(dir, file);
    const text = changed.get(yaml.file) ?? readFileSync(join(root, yaml.file), "utf8");
    const line = text.split("\n").find((each) => each.trim() === `- ${entry}`);
    return line === undefined ? [] : [[yaml.file, text.replace(`${line}\n`, `${line}\n${renamed(line, app, name)}\n`)]];
  });
}

function renamed(text: string, app: string, name: string): string {
  return text.replace(new RegExp(`(?<![\\w-])${app}(?![\\w-])`, "g"), name);
}
