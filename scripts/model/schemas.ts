import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { UserError } from "../errors.ts";
import { escapePointer } from "../kubernetes/json-pointer.ts";
import type { SchemaError } from "./schema-error.ts";
import { serverErrors } from "./server-decoding.ts";
import type { UnknownField } from "./strict.ts";
import type { Validator } from "./typed-models.ts";

/** Where a JSON Schema for a kind is looked for, below a repository and below this toolchain: <group>/<version>/<Kind>.json. */
const FOLDER = join("schemas", "kinds");
const TOOLCHAIN = fileURLToPath(new URL("../..", import.meta.url));

let ajv: Ajv2020 | undefined;

/**
 * Loads the JSON Schema of a kind that has no typed model; undefined when neither the repository nor the toolchain has one.
 * @throws UserError for a schema that is no JSON or no JSON Schema
 */
export async function loadSchema(root: string, apiVersion: string, kind: string): Promise<Validator | undefined> {
  if (!/^[a-z0-9.-]+\/v[a-z0-9]+$/.test(apiVersion) || !/^[A-Z]\w*$/.test(kind)) return undefined;
  const file = [root, TOOLCHAIN].map((dir) => join(dir, FOLDER, apiVersion, `${kind}.json`)).find((path) => existsSync(path));
  if (!file) return undefined;
  const { validate } = await compileSchema(readFileSync(file, "utf8"), file);
  return {
    validate: (object) => {
      const { errors, unknown } = validate(object);
      return { errors: serverErrors(object, errors, apiVersion, kind), unknown };
    },
  };
}

/**
 * Makes a validator of the text of a JSON Schema (draft 2020-12).
 * @param file the file to blame
 * @throws UserError for a schema that is no JSON or no JSON Schema
 */
export async function compileSchema(text: string, file: string): Promise<Validator> {
  ajv ??= await createAjv();
  try {
    // Two repositories may give their schemas the same $id.
    const { $id: _, ...schema } = JSON.parse(text);
    const check = ajv.compile(schema);
    return {
      validate: (object) => {
        const errors = check(object) ? [] : ((check.errors ?? []) as SchemaError[]);
        return { errors, unknown: unknownFields(errors) };
      },
    };
  } catch (cause) {
    throw new UserError(`is not a usable JSON Schema: ${(cause as Error).message}`, { file });
  }
}

async function createAjv(): Promise<Ajv2020> {
  const [{ Ajv2020 }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const created = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true });
  formats.default.default(created);
  return created;
}

function unknownFields(errors: readonly SchemaError[]): UnknownField[] {
  return errors.flatMap((error) => {
    if (error.keyword !== "additionalProperties") return [];
    const name = String(error.params["additionalProperty"]);
    const { properties = {} } = (error as { parentSchema?: { properties?: object } }).parentSchema ?? {};
    return { path: `${error.instancePath}/${escapePointer(name)}`, name, known: Object.keys(properties) };
  });
}
