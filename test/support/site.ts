import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { ROOT } from "./cli.ts";

const data = (file: string): Record<string, string> => parse(readFileSync(`${ROOT}${file}`, "utf8")).data;

/** What an environment's site.yaml says, by key: tests hold the trees to it, so that they pass in a fork with values of its own. */
export function site(environment: string): Record<string, string> {
  return data(`clusters/${environment}/site/site.yaml`);
}

/** Where this repository is. */
export const repository = data("clusters/base/site/repository.yaml") as { URL: string; RUNBOOKS: string };
