import { fieldOf } from "../../applications.ts";
import type { FileRule } from "../../file-rules.ts";
import { ownUrls, type Repository, trimPath } from "../../repository.ts";

const rule: FileRule = {
  title: "An Application's path is there",
  description: "An Application with a path that is not there never syncs: Argo CD says so only after the merge.",
  severity: "error",
  help: "Correct spec.source.path, or add the folder with a kustomization.yaml or manifests in it.",
  references: ["https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications"],
  *check(repository) {
    const own = ownUrls(repository);
    const rendered = new Set(repository.trees.map((tree) => tree.path));
    for (const application of repository.applications) {
      for (const { value, path } of application.sources) {
        if (value.path === undefined || value.chart !== undefined || !own.has(value.repoURL)) continue;
        if (rendered.has(trimPath(value.path)) || isInTrouble(repository, trimPath(value.path))) continue;
        yield {
          message: `Application ${application.name} deploys "${value.path}", where there is no kustomization and no manifest`,
          ...fieldOf(application, [...path, "path"]),
        };
      }
    }
  },
};

export default rule;

/** Something is there, and cannot be read: that is said already. */
function isInTrouble({ troubles }: Repository, path: string): boolean {
  return troubles.some(({ source }) => source?.file.startsWith(path === "." ? "" : `${path}/`));
}
