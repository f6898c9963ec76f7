import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import type { Validator } from "../schema/compile.ts";
import type { SchemaError } from "../schema/schema-error.ts";
import { MANIFEST } from "../toolchain.ts";
import { knowMore } from "./described-fields.ts";
import { nullErrors } from "./null-fields.ts";
import { serverErrors } from "./server-decoding.ts";
import { FieldRecorder } from "./strict.ts";

/** The packages of typed models that this toolchain depends on: adding one to package.json is all it takes. */
const PACKAGES = Object.keys(MANIFEST.dependencies).filter(
  (name) => name === "kubernetes-models" || (name.startsWith("@kubernetes-models/") && name !== "@kubernetes-models/base"),
);

/** Where Node looks for packages: beside a checkout's scripts, or wherever npm put what this package depends on. */
const FOLDERS = createRequire(import.meta.url).resolve.paths("kubernetes-models") ?? [];

/** The folders of those packages. */
export function modelFolders(): string[] {
  return PACKAGES.flatMap((name) => FOLDERS.map((folder) => join(folder, name)).find((folder) => existsSync(folder)) ?? []);
}

/** Loads the typed model of a kind, importing that kind's module alone; undefined when no package has it. */
export async function loadTypedModel(apiVersion: string, kind: string): Promise<Validator | undefined> {
  // These become part of a module's path.
  if (!/^([a-z0-9.-]+\/)?v[a-z0-9]+$/.test(apiVersion) || !/^[A-Z]\w*$/.test(kind)) return undefined;
  for (const name of PACKAGES) {
    const model = await importModel(`${name}/${apiVersion}/${kind}`, kind);
    if (model?.apiVersion === apiVersion && model.kind === kind) return { validate: (object) => validateStrictly(model, object) };
  }
  return undefined;
}

/** The API versions under which a package has a kind. */
export async function typedVersionsOf(kind: string): Promise<string[]> {
  if (!/^[A-Z]\w*$/.test(kind)) return [];
  const folders = FOLDERS.flatMap((folder) => PACKAGES.map((name) => join(folder, name))).filter((folder) => existsSync(folder));
  const files = folders.flatMap((cwd) => globSync(`{*/,}v*/${kind}.js`, { cwd, deep: 3 }));
  const versions = files.map((file) => file.slice(0, -`/${kind}.js`.length));
  // Parts of kinds have files, too.
  const models = await Promise.all(versions.map((version) => loadTypedModel(version, kind)));
  return versions.filter((_, index) => models[index] !== undefined);
}

interface ModelClass {
  apiVersion?: string;
  kind?: string;
  prototype: { validate(this: object): void };
}

async function importModel(specifier: string, kind: string): Promise<ModelClass | undefined> {
  if (!FOLDERS.some((folder) => existsSync(join(folder, `${specifier}.js`)))) return undefined;
  return ((await import(specifier)) as Record<string, ModelClass>)[kind];
}

/** The model's own method, on the recorded data itself: a model made from it would be a copy that nothing records. */
function validateStrictly(model: ModelClass, object: object): ReturnType<Validator["validate"]> {
  const { apiVersion = "", kind = "" } = model;
  const recorder = new FieldRecorder();
  const errors = errorsOf(model, recorder.record(object));
  const nulls = nullErrors(object, apiVersion, (probe) => errorsOf(model, probe));
  const known = knowMore(object, recorder.unknownFields(object), apiVersion, kind);
  return { errors: [...serverErrors(object, [...errors, ...nulls], apiVersion, kind), ...known.errors], unknown: known.unknown };
}

function errorsOf(model: ModelClass, object: object): readonly SchemaError[] {
  try {
    model.prototype.validate.call(object);
    return [];
  } catch (error) {
    const found = (error as { errors?: SchemaError[] }).errors;
    if (!found) throw error;
    return found;
  }
}
