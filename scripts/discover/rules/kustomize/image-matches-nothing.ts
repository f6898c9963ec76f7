import { sourceAt } from "../../../yaml/yaml-file.ts";
import type { FileRule } from "../../file-rules.ts";
import { type Candidate, candidates, list } from "../../kustomize-edits.ts";

const rule: FileRule = {
  title: "An entry of images changes an image",
  description: "Kustomize exits 0 when an entry of images matches no image: the version it was meant to set stays what it was.",
  severity: "error",
  help: "Write the image's name as the manifests have it, with its registry and without tag; or remove the entry.",
  references: ["https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/"],
  *check(repository) {
    for (const kustomization of repository.kustomizations) {
      const entries = list(kustomization.value["images"]);
      const objects = entries.length === 0 || kustomization.isComponent ? undefined : candidates(repository, kustomization);
      if (!objects || objects.length === 0) continue;
      const known = new Set(objects.flatMap(imagesOf));
      for (const [index, entry] of entries.entries()) {
        const name = String((entry as { name?: unknown } | null)?.name);
        if (known.has(name) || entries.some((other) => (other as { newName?: unknown } | null)?.newName === name)) continue;
        yield { message: `no image is called "${name}"${hint(known)}`, source: sourceAt(kustomization.yaml, 0, ["images", index, "name"]) };
      }
    }
  },
};

export default rule;

function hint(known: ReadonlySet<string>): string {
  return known.size === 0 ? "; there is none" : `; there is ${[...known].sort().join(", ")}`;
}

/** The names of the images of every container at any depth (Kustomize looks at containers and initContainers everywhere), also as a base renamed them. */
function imagesOf({ manifest }: Candidate): string[] {
  const found: string[] = [];
  const visit = (value: unknown, field: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, field);
    else if (typeof value === "object" && value !== null) {
      const { image } = value as { image?: unknown };
      if (typeof image === "string" && /^(containers|initContainers|ephemeralContainers|volumes)$/.test(field)) found.push(withoutVersion(image));
      for (const [name, child] of Object.entries(value)) visit(child, name);
    }
  };
  visit(manifest, "");
  return found;
}

/** "registry:5000/name:tag@sha256:…" is called "registry:5000/name". */
function withoutVersion(image: string): string {
  return image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
}
