import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { CONFIG_FILE } from "../config.ts";
import { Environments } from "../discover/environments.ts";
import type { Repository, Tree } from "../discover/repository.ts";
import { MANIFEST, ofToolchain } from "../toolchain.ts";
import type { NewFiles } from "./policy.ts";

/** Where GitHub looks for it. */
const WORKFLOW = ".github/workflows/gitops.yaml";

/** An environment as it was found: the folders that make it. */
export interface FoundEnvironment {
  readonly name: string;
  readonly folders: readonly string[];
  readonly trees: number;
}

/** The environments with a name, each with its folders: down to the one that is named like it, where one is. */
export function foundEnvironments({ trees }: Pick<Repository, "trees">): FoundEnvironment[] {
  const groups = Map.groupBy(
    trees.filter((tree) => !tree.alone),
    (tree) => tree.environment,
  );
  const found = [...groups].map(([name, group]) => ({ name, folders: [...new Set(group.map(folderOf))].sort(), trees: group.length }));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a repository starts with: a gitops.yaml that says what was found and changes no verdict, and a workflow that judges pull requests. */
export function firstFiles(repository: Repository): NewFiles {
  const workflow = readFileSync(ofToolchain("scripts/new/workflow.yaml"), "utf8");
  return new Map([
    [CONFIG_FILE, configOf(repository)],
    [WORKFLOW, workflow.replace("TOOLCHAIN", `${MANIFEST.name}@${MANIFEST.version}`)],
  ]);
}

function configOf(repository: Repository): string {
  const { versions } = repository.config;
  return [
    "# What the toolchain cannot see in the manifests. Every field is optional.",
    ...environmentLines(repository),
    "",
    "# What the manifests are meant for.",
    yaml({ versions }),
    "",
    "# Which rules are on: default, what is wrong anywhere; strict, every rule.",
    "profile: default",
    "",
    "# Levels of rules, by id or glob: error, warning, info, off. Each run says what is off.",
    "# rules:",
    "#   security/image-tag: {level: warning, reason: tags are pinned next quarter}",
    "",
    "# Files that are not desired state.",
    "# ignore:",
    "#   - examples/**",
    "",
  ].join("\n");
}

/** Stated where the folders alone tell it, so that stating it changes nothing; a remark where Applications do. */
function environmentLines(repository: Repository): string[] {
  const found = foundEnvironments(repository);
  const said = Object.fromEntries(found.map(({ name, folders }) => [name, folders.map((folder) => `${folder}/**`)]));
  if (found.length > 0 && isAsFound(repository, said))
    return ["", "# Which folders belong to which environment, as they were found.", yaml({ environments: said })];
  const remarks = found.map(({ name, folders }) => `#   ${name}: [${folders.map((folder) => `"${folder}/**"`).join(", ")}]`);
  return ["", "# Which folders belong to which environment, where it is not as it was found:", "# environments:", ...remarks];
}

function isAsFound({ trees, graph }: Repository, said: Record<string, string[]>): boolean {
  const [now, then] = [new Environments({}, graph), new Environments(said, graph)];
  return trees.every((tree) => then.of(tree.path) === (tree.alone ? now.of(tree.path) : tree.environment));
}

function folderOf({ path, environment }: Tree): string {
  const segments = path.split("/");
  const index = segments.indexOf(environment);
  return index === -1 ? path : segments.slice(0, index + 1).join("/");
}

function yaml(value: object): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}
