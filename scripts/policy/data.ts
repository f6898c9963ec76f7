import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../errors.ts";
import { readChecked } from "./checked-yaml.ts";

/** Where a repository keeps the parameters of the rules, one YAML file for each subject. */
const FOLDER = "policies/data";
const TOOLCHAIN = fileURLToPath(new URL("../..", import.meta.url));

/** The JSON Schema of a file in policies/data, or of another file that goes with the policies. */
export function dataSchema(name: string): string {
  return join(TOOLCHAIN, "schemas", "data", `${name}.json`);
}

/**
 * The parameters of the rules by the name of their file: the repository's own, then those of a folder shared by several.
 * For those that neither has, the default that the schema gives where they describe one cluster or team, and else this toolchain's
 * (prices, API versions, patterns of secrets).
 * @param shared absolute path of another folder with policies/data in it
 * @throws UserError with file and line for a file that no rule knows, or that its schema refuses
 */
export async function loadData(root: string, shared?: string): Promise<Record<string, unknown>> {
  const given = shared === undefined ? [root] : [root, shared];
  const names = [...new Set([TOOLCHAIN, ...given].flatMap(namesIn))];
  const load = async (name: string): Promise<[string, unknown]> => {
    const file = `${FOLDER}/${name}.yaml`;
    if (!existsSync(dataSchema(name))) throw new UserError(`no rule knows this file; there is ${namesIn(TOOLCHAIN).join(", ")}`, { file });
    const owner = given.find((folder) => existsSync(join(folder, file)));
    const { default: neutral } = JSON.parse(readFileSync(dataSchema(name), "utf8")) as { default?: unknown };
    if (owner === undefined && neutral !== undefined) return [name, neutral];
    const yaml = await readChecked(owner ?? TOOLCHAIN, file, dataSchema(name));
    return [name, yaml.values[0] ?? {}];
  };
  return Object.fromEntries(await Promise.all(names.map(load)));
}

function namesIn(root: string): string[] {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => parse(file).name).sort();
}
