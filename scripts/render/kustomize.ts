import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, relative, sep } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { isYaml } from "../discover/files.ts";
import type { Tree } from "../discover/repository.ts";
import { attempt, InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { readYaml } from "../yaml/yaml-file.ts";
import type { KustomizeProgram } from "./program.ts";
import type { Origin } from "./rendered-tree.ts";

/** A build takes a tenth of a second; one that takes this long hangs. Milliseconds. */
const TIMEOUT = 60_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** An object with its origin, free of its tree so that it can be cached. */
export interface BuiltObject {
  readonly manifest: Manifest;
  readonly origin: Origin;
}

/** What a tree gave. */
export interface Built {
  readonly objects: readonly BuiltObject[];
  /** What of it could not be used. */
  readonly troubles: readonly InputError[];
}

/** A folder outside the repository for the wrappers of one run. */
export class Workspace {
  readonly dir: string = realpathSync(mkdtempSync(join(tmpdir(), "render-")));
  #count = 0;

  /** A new empty folder. */
  next(): string {
    const dir = join(this.dir, String(this.#count++));
    mkdirSync(dir);
    return dir;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/**
 * Builds a kustomization through a wrapper that asks Kustomize to say where each object came from;
 * the repository's own files stay untouched. No plugin, no Helm, no network: Kustomize is given no flag that would allow them.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/
 * @throws InputError naming the file that Kustomize could not use
 */
export async function buildKustomization(root: string, tree: Tree, program: KustomizeProgram, workspace: Workspace): Promise<BuiltObject[]> {
  const wrapper = workspace.next();
  const base = realpathSync(join(root, tree.path));
  const kustomization = { resources: [relative(wrapper, base).split(sep).join("/")], buildMetadata: ["originAnnotations", "transformerAnnotations"] };
  writeFileSync(join(wrapper, "kustomization.yaml"), JSON.stringify(kustomization));
  const output = await run(program, wrapper).catch((cause: { stderr?: string; message: string; killed?: boolean }) => {
    throw explain(root, tree, wrapper, cause);
  });
  const prefix = `${relative(wrapper, realpathSync(root)).split(sep).join("/")}/`;
  return parseOutput(output).map((manifest) => ({ manifest, origin: takeOrigin(manifest, prefix) }));
}

function run(program: KustomizeProgram, dir: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program.path, [...program.args, dir], { timeout: TIMEOUT, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      if (error) reject(Object.assign(error, { stderr }));
      else resolve(stdout);
    });
  });
}

function parseOutput(text: string): Manifest[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
  return "empty" in documents ? [] : documents.map((document) => document.toJS({ maxAliasCount: -1 }) as Manifest);
}

const ORIGIN = "config.kubernetes.io/origin";
const TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";

/** Reads Kustomize's annotations and takes them off again, so that the object is as Argo CD applies it. */
function takeOrigin(manifest: Manifest, prefix: string): Origin {
  const annotations = manifest.metadata.annotations ?? {};
  const take = (name: string): unknown => {
    const text = annotations[name];
    delete annotations[name];
    return text === undefined ? undefined : parseAnnotation(text);
  };
  const inRoot = (path: string) => posix.normalize(path.startsWith(prefix) ? path.slice(prefix.length) : path);
  const origin = (take(ORIGIN) ?? {}) as { path?: string; configuredIn?: string };
  const transformations = (take(TRANSFORMATIONS) ?? []) as { configuredIn?: string; configuredBy?: { kind?: string } }[];
  if (Object.keys(annotations).length === 0) delete manifest.metadata.annotations;
  return {
    ...(origin.path === undefined ? {} : { file: inRoot(origin.path) }),
    ...(origin.configuredIn === undefined ? {} : { generatedIn: inRoot(origin.configuredIn) }),
    transformations: transformations.map(({ configuredIn, configuredBy }) => ({ file: inRoot(configuredIn ?? ""), kind: configuredBy?.kind ?? "" })),
  };
}

const parsedAnnotations = new Map<string, unknown>();

/** The objects of a tree share most of these texts: each is parsed once. */
function parseAnnotation(text: string): unknown {
  if (!parsedAnnotations.has(text)) parsedAnnotations.set(text, parse(text));
  return parsedAnnotations.get(text);
}

/** Turns a failed build into one line that names the file to edit. */
function explain(root: string, tree: Tree, wrapper: string, cause: { stderr?: string; message: string; killed?: boolean }): InputError {
  const file = posix.join(tree.path, "kustomization.yaml");
  if (cause.killed) return new InputError("input/render", `kustomize did not finish in ${TIMEOUT / 1000} s`, { file });
  // Kustomize names broken input by folder at best: our own parser knows the line.
  const unreadable: InputError[] = [];
  for (const each of tree.files.filter(isYaml)) {
    attempt(
      () => readYaml(root, each),
      (trouble) => unreadable.push(trouble),
    );
  }
  const message = `kustomize cannot build it: ${shorten(cause.stderr || cause.message, root, wrapper)}`;
  return unreadable[0] ?? new InputError("input/render", message, { file });
}

/** Kustomize repeats its error for every folder on the way down; the last says what is wrong. */
function shorten(stderr: string, root: string, wrapper: string): string {
  const text = stderr
    .replace(/^E\d{4} [^\]]*\] "command failed" err=/, "")
    .replace(/^Error: /, "")
    .trim();
  const plain = text.startsWith('"') ? (JSON.parse(text) as string) : text;
  const parts = plain.split("accumulating resources: accumulation err='");
  const last = (parts.at(-1) ?? plain)
    .replaceAll(`${realpathSync(root)}/`, "")
    .replaceAll(wrapper, "")
    .replaceAll("\n", " ");
  return last.length > 400 ? `${last.slice(0, 400)} …` : last;
}
