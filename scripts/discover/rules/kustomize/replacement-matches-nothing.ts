import { readYaml, sourceAt, type YamlFile, type YamlPath } from "../../../yaml/yaml-file.ts";
import type { FileRule } from "../../file-rules.ts";
import type { Kustomization } from "../../kustomization.ts";
import { candidates, list, namesOf } from "../../kustomize-edits.ts";

/** A replacement, and where it is written. */
interface Place {
  value: unknown;
  yaml: YamlFile;
  path: YamlPath;
}

interface Select {
  kind?: string;
  name?: string;
}

/** A missing source fails the build by itself. */
const rule: FileRule = {
  title: "A replacement changes an object",
  description: "A replacement whose target selects no object changes nothing, and Kustomize exits 0.",
  severity: "error",
  help: "Correct the kind and name of the target's select, or remove the target.",
  references: ["https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/"],
  *check(repository) {
    for (const kustomization of repository.kustomizations) {
      const places = kustomization.isComponent ? [] : replacementsOf(repository.root, kustomization);
      const objects = places.length === 0 ? undefined : candidates(repository, kustomization);
      if (!objects || objects.length === 0) continue;
      for (const { value, yaml, path } of places) {
        for (const [index, target] of list((value as { targets?: unknown } | null)?.targets).entries()) {
          const select = (target as { select?: Select } | null)?.select;
          const isHit = objects.some(
            ({ manifest }) =>
              (select?.kind ?? manifest.kind) === manifest.kind &&
              (!select?.name || namesOf(repository, kustomization, String(manifest.metadata?.name)).includes(select.name)),
          );
          if (!select || isHit) continue;
          yield {
            message: `the replacement's target (${describe(select)}) selects nothing`,
            source: sourceAt(yaml, 0, [...path, "targets", index, "select"], { key: true }),
          };
        }
      }
    }
  },
};

export default rule;

function describe(select: Select): string {
  return Object.entries(select)
    .map(([field, value]) => `${field}: ${value}`)
    .join(", ");
}

/** The replacements written in a kustomization, and those in the files it names: one each, or a list. */
function replacementsOf(root: string, { yaml, value, references }: Kustomization): Place[] {
  const inline = list(value["replacements"]).map((each, index): Place => ({ value: each, yaml, path: ["replacements", index] }));
  const files = references
    .filter((reference) => reference.path[0] === "replacements" && reference.to === "file")
    .map((reference) => readYaml(root, reference.resolved as string));
  return [...inline, ...files.flatMap((file) => fromFile(file))];
}

function fromFile(yaml: YamlFile): Place[] {
  const [content] = yaml.values;
  return Array.isArray(content) ? content.map((value, index) => ({ value, yaml, path: [index] })) : [{ value: content, yaml, path: [] }];
}
