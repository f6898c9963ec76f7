import { readFileSync } from "node:fs";
import { UserError } from "../errors.ts";
import { ofToolchain } from "../toolchain.ts";
import type { NewFiles } from "./policy.ts";

/**
 * An output format with its test.
 * @throws UserError for a name that no file of a format can have
 */
export function newFormat(name: string): NewFiles {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new UserError(`"${name}" is no name of a format: lower case letters, digits and -, such as checkstyle`);
  return new Map([
    [`scripts/report/formats/${name}.ts`, template("format")],
    [`test/report/formats/${name}.test.ts`, template("format-test").replace("NAME", name)],
  ]);
}

function template(file: string): string {
  return readFileSync(ofToolchain("scripts/new", `${file}.txt`), "utf8");
}
