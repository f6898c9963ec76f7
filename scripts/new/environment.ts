import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import type { Repository } from "../discover/repository.ts";
import { UserError } from "../errors.ts";
import { foundEnvironments } from "./init.ts";
import type { NewFiles } from "./policy.ts";

const NAME = /^[a-z][a-z0-9-]*$/;

/** Where parameters by environment are: what an environment has there, a new one has too. */
const DATA = "policies/data";

/**
 * An environment made of another: its folders once more, with its name wherever the other's stood, and its own entry wherever the other has one.
 * @returns new files, and files that are changed
 * @throws UserError for a name that no environment can have, one that is there, or another that is not, or that no folder is named after
 */
export function newEnvironment(repository: Repository, name: string, like: string): { added: ReadonlyMap<string, string | Uint8Array>; changed: NewFiles } {
  const found = foundEnvironments(repository);
  const model = found.find((each) => each.name === like);
  if (!NAME.test(name)) throw new UserError(`"${name}" is no name of an environment: lower case letters, digits and -, such as production-eu`);
  if (found.some((each) => each.name === name)) throw new UserError(`there is an environment "${name}" already`);
  if (!model) throw new UserError(`there is no environment "${like}" to make it like; there is ${found.map((each) => each.name).join(", ")}`);
  const folders = model.folders.filter((folder) => folder.split("/").includes(like));
  if (folders.length === 0) throw new UserError(`no folder is named after "${like}", so there is nothing to copy`);
  const renamed = (text: string) => text.replace(new RegExp(`(?<![\\w-])${like}(?![\\w-])`, "g"), name);
  const files = folders.flatMap((folder) => filesBelow(repository.root, folder));
  const added = files.map((file): [string, string | Uint8Array] => [renamed(file), copied(readFileSync(join(repository.root, file)), renamed)]);
  return { added: new Map(added), changed: new Map(entries(repository.root, name, like, renamed)) };
}

/** What is no text is as it was. */
function copied(bytes: Buffer, renamed: (text: string) => string): string | Uint8Array {
  return isUtf8(bytes) ? renamed(bytes.toString("utf8")) : bytes;
}

function filesBelow(root: string, folder: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** The files of settings that list environments by name, with one more. */
function entries(root: string, name: string, like: string, renamed: (text: string) => string): [string, string][] {
  const data = safely(() => readdirSync(join(root, DATA)).map((file) => `${DATA}/${file}`)) ?? [];
  return [...data, "gitops.yaml"].flatMap((file): [string, string][] => {
    const text = safely(() => readFileSync(join(root, file), "utf8"));
    const document = parseDocument(text ?? "");
    const environments = document.get("environments");
    if (text === undefined || !isMap(environments) || !environments.has(like)) return [];
    environments.set(name, JSON.parse(renamed(JSON.stringify(environments.get(like)))));
    return [[file, document.toString({ lineWidth: 0, flowCollectionPadding: false })]];
  });
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
