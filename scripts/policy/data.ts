import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { readYaml, sourceAt, type YamlFile } from "../discover/yaml-file.ts";
import { UserError } from "../errors.ts";
import { explainErrors, type SchemaError, tokensOf } from "../model/schema-error.ts";

/** Parameters of the rules, and the schemas that say what may be written there. */
const DATA = "policies/data";
const SCHEMAS = "schemas/data";
const TOOLCHAIN = fileURLToPath(new URL("../..", import.meta.url));

const validators = new Map<string, ValidateFunction>();

/**
 * Reads the parameters of the rules: each file of policies/data, the repository's own before the one that comes with the toolchain.
 * @param root the repository that is judged
 * @returns by the file's name without its ending, what Rego sees as data.params
 * @throws UserError with file and line for a value that the file's schema in schemas/data refuses, or a file without one
 */
export function loadData(root: string): Record<string, unknown> {
  const files = new Map<string, string>();
  for (const folder of [TOOLCHAIN, root]) {
    for (const name of existsSync(join(folder, DATA)) ? readdirSync(join(folder, DATA)) : []) {
      if (/\.ya?ml$/.test(name)) files.set(name.replace(/\.ya?ml$/, ""), folder);
    }
  }
  const names = [...files].map(([stem, folder]): [string, string] => [stem, fileIn(folder, stem)]);
  return Object.fromEntries(names.map(([stem, file]) => [stem, readParameters(files.get(stem) as string, file, stem)]));
}

function fileIn(folder: string, stem: string): string {
  return [`${DATA}/${stem}.yaml`, `${DATA}/${stem}.yml`].find((file) => existsSync(join(folder, file))) as string;
}

/**
 * Reads one YAML file and holds it to schemas/data/<schema>.json.
 * @param root the folder that file is relative to
 * @throws UserError as {@link loadData}
 */
export function readParameters(root: string, file: string, schema: string): unknown {
  const yaml = readYaml(root, file);
  const value = yaml.values[0];
  const validate = validatorOf(schema, file);
  if (!validate(value)) throw refusal(yaml, value, (validate.errors ?? []) as SchemaError[]);
  return value;
}

function validatorOf(schema: string, file: string): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const path = join(TOOLCHAIN, SCHEMAS, `${schema}.json`);
  if (!existsSync(path)) throw new UserError(`no rule has parameters named "${basename(schema)}": there is no ${SCHEMAS}/${schema}.json`, { file });
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true });
  formats.default(ajv);
  const { $id: _, ...text } = JSON.parse(readFileSync(path, "utf8"));
  const compiled = ajv.compile(text);
  validators.set(schema, compiled);
  return compiled;
}

function refusal(yaml: YamlFile, value: unknown, errors: readonly SchemaError[]): UserError {
  const unknown = errors.find((error) => error.keyword === "additionalProperties");
  const explained = explainErrors(value, errors)[0];
  const path = unknown ? `${unknown.instancePath}/${unknown.params["additionalProperty"]}` : (explained?.path ?? "");
  const tokens = tokensOf(path).map((token) => (/^\d+$/.test(token) ? Number(token) : token));
  const message = unknown ? "is not a field that this file may have" : (explained?.message ?? "is refused by its schema");
  const { file, line } = sourceAt(yaml, 0, tokens, { key: unknown !== undefined });
  return new UserError(path ? `${path} ${message}` : message, { file, line });
}
