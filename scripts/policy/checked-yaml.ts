import { readFileSync } from "node:fs";
import { digest, readCache, writeCache } from "../cache.ts";
import { readYaml, sourceAt, type YamlFile } from "../discover/yaml-file.ts";
import { UserError } from "../errors.ts";
import { yamlPathOf } from "../kubernetes/json-pointer.ts";
import { explainErrors } from "../model/schema-error.ts";
import { compileSchema } from "../model/schemas.ts";

/**
 * Reads a YAML file that a person edits, and holds it to its JSON Schema.
 * @param schemaFile absolute path of the schema
 * @throws UserError for the first thing that is wrong, with its line
 */
export async function readChecked(root: string, file: string, schemaFile: string): Promise<YamlFile> {
  const yaml = readYaml(root, file);
  const schema = readFileSync(schemaFile, "utf8");
  const key = digest([schema, yaml.text]);
  // Loading the schema compiler costs more than the rest: what was found in order once is not asked again.
  if (readCache("checked-yaml", key) !== undefined) return yaml;
  const value = yaml.values[0] ?? {};
  const { errors, unknown } = (await compileSchema(schema, schemaFile)).validate(value as object);
  const [field] = unknown;
  if (field) fail(yaml, field.path, `unknown field "${field.name}"; it may have ${field.known.join(", ")}`, true);
  const [error] = explainErrors(value, errors);
  if (error) fail(yaml, error.path, error.message, false);
  writeCache("", "checked-yaml", key);
  return yaml;
}

function fail(yaml: YamlFile, pointer: string, message: string, key: boolean): never {
  const path = yamlPathOf(pointer);
  throw new UserError(`${pointer || "/"}: ${message}`, sourceAt(yaml, 0, path, { key }));
}
