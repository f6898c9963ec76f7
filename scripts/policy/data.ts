import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { InputError } from "../input-error.ts";
import { ofToolchain, TOOLCHAIN } from "../toolchain.ts";
import { readChecked } from "../yaml/checked-yaml.ts";

/** Where a repository keeps the parameters of the rules, one YAML file for each subject. */
const FOLDER = "policies/data";

/** The JSON Schema of a file in policies/data, or of another file that goes with the policies. */
export function dataSchema(name: string): string {
  return ofToolchain("schemas", "data", `${name}.json`);
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
    if (!existsSync(dataSchema(name))) {
      const help = `Remove it, or give it the name of one that rules know: ${namesIn(TOOLCHAIN).join(", ")}.`;
      troubles.push(new InputError("input/configuration", "no rule knows this file", { file }, help));
      return [];
    }
    const owner = given.find((folder) => existsSync(join(folder, file)));
    if (owner === undefined) return [[name, await ownDefault(name, file)]];
    try {
      const yaml = await readChecked(owner, file, dataSchema(name));
      const own = yaml.values[0] ?? {};
      return [[name, schemaOf(name)["x-adds"] ? added(await ownDefault(name, file), own) : own]];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      troubles.push(error);
      return [[name, await ownDefault(name, file)]];
    }
  };
  const loaded = await Promise.all(names.map(load));
  return { params: Object.fromEntries(loaded.flat()), troubles };
}

/** What holds where nobody says otherwise. */
async function ownDefault(name: string, file: string): Promise<unknown> {
  return schemaOf(name).default ?? (await readChecked(TOOLCHAIN, file, dataSchema(name))).values[0] ?? {};
}

function schemaOf(name: string): { default?: unknown; "x-adds"?: boolean } {
  return JSON.parse(readFileSync(dataSchema(name), "utf8"));
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
