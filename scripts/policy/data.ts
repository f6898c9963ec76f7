import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { InputError } from "../input-error.ts";
import { ofToolchain, TOOLCHAIN } from "../toolchain.ts";
import { readChecked } from "../yaml/checked-yaml.ts";

/** Where a repository keeps the parameters of the rules, one YAML file for each subject. */
const FOLDER = "policies/data";
const SCHEMAS = "schemas/data";

/** The JSON Schema of a file in policies/data, or of another file that goes with the policies. */
export function dataSchema(name: string): string {
  return ofToolchain(SCHEMAS, `${name}.json`);
}

/** The toolchain's schema of a file, else that of the repository, whose own rules may have parameters too. */
function schemaFile(name: string, roots: readonly string[]): string {
  const files = [TOOLCHAIN, ...roots].map((root) => join(root, SCHEMAS, `${name}.json`));
  return files.find((file) => existsSync(file)) ?? dataSchema(name);
}

/** The parameters of the rules, by the name of their file, and what is wrong with the files. */
export interface Parameters {
  readonly params: Readonly<Record<string, unknown>>;
  readonly troubles: readonly InputError[];
}

/**
 * The parameters of the rules by the name of their file: the repository's own, then those of a folder shared by several.
 * For those that neither has, the default that the schema gives where they describe one cluster or team, and else this toolchain's
 * (prices, API versions, patterns of secrets). Where the schema says "x-adds", the repository's own stand beside this toolchain's.
 * @param shared absolute path of another folder with policies/data in it
 * @returns with what is wrong with files that no rule knows or that their schema refuses: they are as if they were not there
 */
export async function loadData(root: string, shared?: string): Promise<Parameters> {
  const given = shared === undefined ? [root] : [root, shared];
  const names = [...new Set([TOOLCHAIN, ...given].flatMap(namesIn))];
  const troubles: InputError[] = [];
  const load = async (name: string): Promise<[string, unknown][]> => {
    const file = `${FOLDER}/${name}.yaml`;
    const schema = schemaFile(name, given);
    if (!existsSync(schema)) {
      const known = namesIn(TOOLCHAIN).join(", ");
      const help = `Remove it, give it the name of one that rules know (${known}), or write its schema, ${SCHEMAS}/${name}.json, for rules of your own.`;
      troubles.push(new InputError("input/configuration", "no rule knows this file", { file }, help));
      return [];
    }
    const owner = given.find((folder) => existsSync(join(folder, file)));
    if (owner === undefined) return [[name, await ownDefault(schema, file)]];
    try {
      const yaml = await readChecked(owner, file, schema);
      const own = yaml.values[0] ?? {};
      return [[name, schemaAt(schema)["x-adds"] ? added(await ownDefault(schema, file), own) : own]];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      troubles.push(error);
      return [[name, await ownDefault(schema, file)]];
    }
  };
  const loaded = await Promise.all(names.map(load));
  return { params: Object.fromEntries(loaded.flat()), troubles };
}

/** What holds where nobody says otherwise. */
async function ownDefault(schema: string, file: string): Promise<unknown> {
  const given = schemaAt(schema).default;
  if (given !== undefined || !existsSync(join(TOOLCHAIN, file))) return given ?? {};
  return (await readChecked(TOOLCHAIN, file, schema)).values[0] ?? {};
}

function schemaAt(file: string): { default?: unknown; "x-adds"?: boolean } {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What a repository says beside what the toolchain says, mapping by mapping. */
function added(toolchain: unknown, own: unknown): Record<string, object> {
  const [theirs, ours] = [toolchain, own] as Record<string, object>[];
  return Object.fromEntries(Object.entries({ ...theirs, ...ours }).map(([field, value]) => [field, { ...theirs?.[field], ...value }]));
}

function namesIn(root: string): string[] {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => parse(file).name).sort();
}
