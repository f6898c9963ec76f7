import type { Ajv2020 } from "ajv/dist/2020.js";
import { InputError } from "../input-error.ts";
import { escapePointer } from "../kubernetes/json-pointer.ts";
import type { SchemaError } from "./schema-error.ts";

/** A field that a schema does not have, with those that it has in that place. */
export interface UnknownField {
  /** JSON pointer. */
  readonly path: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** A validator made of a schema. */
export interface Validator {
  /** What is wrong with an object, and which of its fields the schema does not have. */
  validate(object: object): { errors: readonly SchemaError[]; unknown: readonly UnknownField[] };
}

const compilers = new Map<boolean, Promise<Ajv2020>>();

/** By who wrote it, and text: compiling takes far longer than any validation. */
const compiled = new Map<string, Validator>();

/**
 * Makes a validator of the text of a JSON Schema (draft 2020-12).
 * @param file the file to blame
 * @param foreign whether others wrote it: of another draft, with keywords and formats of their own, which say nothing here
 * @throws InputError for a schema that is no JSON or no JSON Schema
 */
export async function compileSchema(text: string, file: string, { foreign = false } = {}): Promise<Validator> {
  const known = compiled.get(`${foreign} ${text}`);
  if (known) return known;
  const compiler = compilers.get(foreign) ?? createAjv(foreign);
  compilers.set(foreign, compiler);
  const ajv = await compiler;
  try {
    // Two repositories may give their schemas the same $id.
    const { $id: _, $schema: __, ...schema } = JSON.parse(text);
    const check = ajv.compile(schema);
    const validator: Validator = {
      validate: (object) => {
        const errors = check(object) ? [] : ((check.errors ?? []) as SchemaError[]);
        return { errors, unknown: unknownFields(errors) };
      },
    };
    compiled.set(`${foreign} ${text}`, validator);
    return validator;
  } catch (cause) {
    throw new InputError("input/configuration", `is not a usable JSON Schema: ${(cause as Error).message}`, { file });
  }
}

async function createAjv(foreign: boolean): Promise<Ajv2020> {
  const [{ Ajv2020 }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const rest = { strict: !foreign, validateFormats: !foreign, validateSchema: !foreign, ...(foreign ? { logger: false as const } : {}) };
  const created = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true, verbose: true, code: { optimize: false }, ...rest });
  formats.default.default(created);
  created.addKeyword("x-adds"); // Read by the loader of policies/data.
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
