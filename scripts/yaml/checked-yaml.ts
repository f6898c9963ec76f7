import { readFileSync } from "node:fs";
import { digest, readCache, writeCache } from "../cache.ts";
import { InputError } from "../input-error.ts";
import { yamlPathOf } from "../kubernetes/json-pointer.ts";
import { compileSchema } from "../schema/compile.ts";
import { explainErrors } from "../schema/schema-error.ts";
import { readYaml, sourceAt, type YamlFile } from "./yaml-file.ts";

/**
 * Reads a YAML file that a person edits, and holds it to its JSON Schema.
 * @param schemaFile absolute path of the schema
 * @throws InputError for the first thing that is wrong, with its line
 */
export async function readChecked(root: string, file: string, schemaFile: string): Promise<YamlFile> {
  const { yaml, troubles } = await inspect(root, file, schemaFile);
  const [first] = troubles;
  if (first) throw first;
  return yaml;
}

/**
 * As {@link readChecked}, with everything that is wrong: for files of which what is in order counts all the same.
 * @throws InputError when the file cannot be parsed
 */
export async function inspect(root: string, file: string, schemaFile: string): Promise<{ yaml: YamlFile; troubles: InputError[] }> {
  const yaml = readYaml(root, file, "1.2");
  const schema = readFileSync(schemaFile, "utf8");
  const key = digest([schema, yaml.text]);
  // Loading the schema compiler costs more than the rest: what was found in order once is not asked again.
  if (readCache("checked-yaml", key) !== undefined) return { yaml, troubles: [] };
  const value = yaml.values[0] ?? {};
  const { errors, unknown } = (await compileSchema(schema, schemaFile)).validate(value as object);
  const troubles = [
    ...unknown.map((field) => troubleAt(yaml, field.path, `unknown field "${field.name}"; it may have ${field.known.join(", ")}`, true)),
    ...explainErrors(value, errors).map((error) => troubleAt(yaml, error.path, error.message, false)),
  ];
  if (troubles.length === 0) writeCache("", "checked-yaml", key);
  return { yaml, troubles };
}

function troubleAt(yaml: YamlFile, pointer: string, message: string, key: boolean): InputError {
  return new InputError("input/configuration", `${pointer || "/"}: ${message}`, sourceAt(yaml, 0, yamlPathOf(pointer), { key }));
}
