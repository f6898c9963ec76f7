import { execFile } from "node:child_process";
import { realpathSync, writeFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Tree } from "../../discover/repository.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import { endsWithUs, removeScratch, scratchFolder } from "../../leftovers.ts";
import type { BuiltObject, Engine } from "../engine.ts";
import type { KustomizeProgram } from "../program.ts";
import { explain, TIMEOUT, tookTooLong } from "./explain.ts";
import { readOrigin } from "./origin.ts";

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

type Program = KustomizeProgram & { readonly env: Readonly<Record<string, string>> };

/** Nothing here asks for the network: the guards have seen to it. Should they miss something, Git refuses, and a proxy that is not there. */
const OFFLINE = { GIT_ALLOW_PROTOCOL: "none", HTTP_PROXY: "http://0.0.0.0:1", HTTPS_PROXY: "http://0.0.0.0:1", NO_PROXY: "" };

/** The engine that starts a program for each build: `kustomize`, or `kubectl kustomize`. It is given no flag that would allow plugins or Helm. */
export function programEngine(found: KustomizeProgram, remote = false): Engine {
  const program = { ...found, env: remote ? {} : OFFLINE };
  return { name: program.name, version: program.version, build: (root, tree, texts) => buildWith(program, root, tree, texts) };
}

/** What Kustomize does only for the kustomization that it is started on, and what reads or replaces the annotations that tell origins. */
const ONLY_ON_TOP = /sortOptions|openapi|buildMetadata|metadata[./]annotations/i;

/** Builds through a wrapper that asks Kustomize to say where each object came from; the repository's own files stay untouched. */
async function buildWith(program: Program, root: string, tree: Tree, texts: readonly string[]): Promise<BuiltObject[]> {
  const base = realpathSync(join(root, tree.path));
  const wrapper = scratchFolder("render");
  try {
    const kustomization = { resources: [relative(wrapper, base).split(sep).join("/")], buildMetadata: ["originAnnotations", "transformerAnnotations"] };
    writeFileSync(join(wrapper, "kustomization.yaml"), JSON.stringify(kustomization));
    const inRoot = pathsFrom(wrapper, realpathSync(root));
    const traced = await run(program, wrapper).then(
      (manifests) => manifests.map((manifest) => takeOrigin(manifest, inRoot)),
      () => undefined,
    );
    if (traced && !texts.some((text) => ONLY_ON_TOP.test(text))) return traced;
    // The build itself has the last word, and its errors do not speak of the wrapper.
    const plain = await run(program, base);
    const origins = new Map(traced?.map(({ manifest, origin }) => [idOf(refOf(manifest)), origin]));
    return plain.map((manifest) => ({ manifest, origin: origins.get(idOf(refOf(manifest))) ?? { transformations: [] } }));
  } catch (cause) {
    const { stderr, message, killed } = cause as { stderr?: string; message: string; killed?: boolean };
    throw killed ? tookTooLong(tree) : explain(root, tree, plainText(stderr || message), wrapper);
  } finally {
    removeScratch(wrapper);
  }
}

function run(program: Program, dir: string): Promise<Manifest[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program.path,
      [...program.args, dir],
      { timeout: TIMEOUT, killSignal: "SIGKILL", maxBuffer: MAX_OUTPUT_BYTES, env: { ...process.env, ...program.env } },
      (error, stdout, stderr) => {
        if (error) reject(Object.assign(error, { stderr }));
        else resolve(parseOutput(stdout));
      },
    );
    endsWithUs(child);
  });
}

function parseOutput(text: string): Manifest[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
  return "empty" in documents ? [] : documents.map((document) => document.toJS({ maxAliasCount: -1 }) as Manifest);
}

/** Reads Kustomize's annotations and takes them off again, so that the object is as Argo CD applies it. */
function takeOrigin(manifest: Manifest, inRoot: (path: string) => string): BuiltObject {
  const annotations = manifest.metadata.annotations ?? {};
  const take = (name: string): string | undefined => {
    const text = annotations[name];
    delete annotations[name];
    return text;
  };
  const origin = readOrigin(take("config.kubernetes.io/origin"), take("alpha.config.kubernetes.io/transformations"), inRoot);
  if (Object.keys(annotations).length === 0) delete manifest.metadata.annotations;
  return { manifest, origin };
}

/** Makes paths that Kustomize gives from a folder relative to the root. */
function pathsFrom(dir: string, root: string): (path: string) => string {
  const prefix = `${relative(dir, root).split(sep).join("/")}/`;
  return (path) => posix.normalize(path.startsWith(prefix) ? path.slice(prefix.length) : path);
}

/** Kustomize's own words, without what kubectl's log puts around them. */
function plainText(stderr: string): string {
  const text = stderr
    .replace(/^E\d{4} [^\]]*\] "command failed" err=/, "")
    .replace(/^Error: /, "")
    .trim();
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}
