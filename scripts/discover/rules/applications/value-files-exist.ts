import { posix } from "node:path";
import { fieldOf } from "../../applications.ts";
import type { FileRule } from "../../file-rules.ts";
import { ownUrls } from "../../repository.ts";

const rule: FileRule = {
  title: "The values files of a chart are there",
  description: "`$values/apps/x.yaml` is a file of the source whose `ref` is `values`. Without it the chart does not render.",
  severity: "error",
  help: "Correct the path after $<ref>/, or add the values file.",
  references: ["https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/"],
  *check(repository) {
    const own = ownUrls(repository);
    const files = new Set(repository.files);
    for (const application of repository.applications) {
      const refs = new Set(application.sources.flatMap(({ value }) => (value.ref !== undefined && own.has(value.repoURL) ? [value.ref] : [])));
      for (const { value, path } of application.sources) {
        for (const [index, valueFile] of (value.helm?.valueFiles ?? []).entries()) {
          const [, ref, file] = /^\$([^/]+)\/(.+)$/.exec(valueFile) ?? [];
          if (ref === undefined || file === undefined || !refs.has(ref) || files.has(posix.normalize(file))) continue;
          yield {
            message: `Application ${application.name} reads values from "${file}", which is not in this repository`,
            ...fieldOf(application, [...path, "helm", "valueFiles", index]),
          };
        }
      }
    }
  },
};

export default rule;
