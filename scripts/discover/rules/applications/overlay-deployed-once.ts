import { fieldOf } from "../../applications.ts";
import type { FileFinding, FileRule } from "../../file-rules.ts";
import { kustomizationIn } from "../../kustomization.ts";
import type { Repository, Tree } from "../../repository.ts";

const rule: FileRule = {
  title: "One Application deploys each overlay",
  description: "An overlay that no Application deploys is dead text; one that two Applications of an environment deploy is a fight over its objects.",
  severity: "error",
  help: "Have exactly one Application of each environment deploy an overlay: add the missing one, remove the other, or delete the overlay.",
  references: ["https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications"],
  *check(repository) {
    // Where nothing is deployed by Argo CD there is nothing to compare with.
    if (repository.applications.length === 0) return;
    const overlays = repository.trees.filter((tree) => tree.kind === "kustomization");
    yield* overlays.filter((tree) => !tree.application && !startsArgo(repository, tree)).map((tree) => undeployed(repository, tree));
    for (const group of Map.groupBy(overlays, (tree) => `${tree.environment}:${tree.path}`).values()) {
      if (group.length > 1) yield* group.slice(1).flatMap((tree) => twice(tree, group));
    }
  },
};

export default rule;

/** What holds Applications, and no Application deploys, is the start that a person applies once. */
function startsArgo(repository: Repository, tree: Tree): boolean {
  return repository.applications.some((application) => tree.files.includes(application.yaml.file));
}

function undeployed(repository: Repository, tree: Tree): FileFinding {
  const file = kustomizationIn(repository.root, tree.path) ?? tree.path;
  return { message: `no Application deploys the overlay ${tree.path}`, source: { file, line: 1, column: 1 }, environment: tree.environment };
}

function twice(tree: Tree, group: readonly Tree[]): FileFinding[] {
  if (!tree.application) return [];
  const source = tree.application.sources.findIndex(({ value }) => value.path === tree.path);
  const names = group.map((each) => each.application?.name).join(" and ");
  return [
    {
      message: `the overlay ${tree.path} is deployed twice, by ${names}`,
      ...fieldOf(tree.application, [...(tree.application.sources[source]?.path ?? []), "path"]),
      environment: tree.environment,
    },
  ];
}
