import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { globSync } from "tinyglobby";
import { compileSchema, type Validator } from "../schema/compile.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import { serverErrors } from "./server-decoding.ts";

/** Where a JSON Schema for a kind is looked for, below a repository or below this toolchain: <group>/<version>/<Kind>.json. */
const FOLDER = join("schemas", "kinds");

/** The API versions under which the repository or the toolchain has a JSON Schema of a kind. */
export function schemaVersionsOf(root: string, kind: string): string[] {
  if (!/^[A-Z]\w*$/.test(kind)) return [];
  const files = [root, TOOLCHAIN].flatMap((dir) => globSync(`*/v*/${kind}.json`, { cwd: join(dir, FOLDER), deep: 3 }));
  return files.map((file) => file.slice(0, -`/${kind}.json`.length));
}

/**
 * Loads the JSON Schema of a kind; undefined when there is none.
 * @param root the repository, or this toolchain
 * @throws InputError for a schema that is no JSON or no JSON Schema
 */
export async function loadSchema(root: string, apiVersion: string, kind: string): Promise<Validator | undefined> {
  if (!/^[a-z0-9.-]+\/v[a-z0-9]+$/.test(apiVersion) || !/^[A-Z]\w*$/.test(kind)) return undefined;
  const file = join(root, FOLDER, apiVersion, `${kind}.json`);
  if (!existsSync(file)) return undefined;
  const { validate } = await compileSchema(readFileSync(file, "utf8"), relative(root, file));
  return {
    validate: (object) => {
      const { errors, unknown } = validate(object);
      return { errors: serverErrors(object, errors, apiVersion, kind), unknown };
    },
  };
}
