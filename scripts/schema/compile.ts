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

let ajv: Ajv2020 | undefined;

/**
 * Makes a validator of the text of a JSON Schema (draft 2020-12).
 * @param file the file to blame
 * @throws InputError for a schema that is no JSON or no JSON Schema
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
    throw new InputError("input/configuration", `is not a usable JSON Schema: ${(cause as Error).message}`, { file });
  }
}

async function createAjv(): Promise<Ajv2020> {
  const [{ Ajv2020 }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const created = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true });
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
