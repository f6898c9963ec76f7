import { posix } from "node:path";
import type { FileRule } from "../../file-rules.ts";

const rule: FileRule = {
  title: "A kustomization names every manifest in its folder",
  description: "A manifest in the folder of a kustomization that does not name it looks deployed and is not.",
  severity: "warning",
  help: "Name it under resources, components or patches of the kustomization, or delete it.",
  references: ["https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/"],
  *check(repository) {
    for (const file of repository.strays) {
      yield { message: `no kustomization names ${posix.basename(file)}, so nothing deploys it`, source: { file, line: 1, column: 1 } };
    }
  },
};

export default rule;
