import { posix } from "node:path";
import { matchesGlob } from "../../../glob.ts";
import { type Application, fieldOf } from "../../applications.ts";
import type { FileRule } from "../../file-rules.ts";
import { ownUrls, type Repository, trimPath } from "../../repository.ts";

const ANNOTATION = "argocd.argoproj.io/manifest-generate-paths";

const rule: FileRule = {
  title: "manifest-generate-paths names every folder",
  description:
    "With this annotation Argo CD renders an Application again only when a commit touches one of its paths: a base that is left out can change without being deployed.",
  severity: "error",
  help: `Name every folder that the overlay builds on, separated by ";", in ${ANNOTATION}.`,
  references: ["https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/#manifest-paths-annotation"],
  *check(repository) {
    for (const application of repository.applications) {
      const paths = pathsOf(application);
      if (!paths) continue;
      const missing = [
        ...new Set(
          filesOf(repository, application)
            .filter((file) => !paths.some((path) => covers(path, file)))
            .map((file) => posix.dirname(file)),
        ),
      ];
      if (missing.length === 0) continue;
      yield {
        message: `Application ${application.name} is not rendered again when ${missing.sort().join(", ")} changes`,
        ...fieldOf(application, ["metadata", "annotations", ANNOTATION]),
      };
    }
  },
};

export default rule;

/** The paths of the annotation relative to the root; those without a leading "/" are relative to the source's folder. */
function pathsOf(application: Application): string[] | undefined {
  const annotation = application.manifest.metadata.annotations?.[ANNOTATION];
  if (typeof annotation !== "string") return undefined;
  const folders = application.sources.flatMap(({ value: source }) => (source.path === undefined ? [] : [trimPath(source.path)]));
  return annotation.split(";").flatMap((path) => (path.startsWith("/") ? [trimPath(path.slice(1))] : folders.map((folder) => posix.join(folder, path))));
}

/** The files that an Application is rendered from: its trees, and the values it gives to charts. */
function filesOf(repository: Repository, application: Application): string[] {
  const trees = repository.trees.filter((tree) => tree.application === application).flatMap((tree) => tree.files);
  const own = ownUrls(repository);
  const references = new Set<string>(application.sources.flatMap(({ value }) => (value.ref !== undefined && own.has(value.repoURL) ? [`$${value.ref}`] : [])));
  const values = application.sources.flatMap(({ value }) => value.helm?.valueFiles ?? []);
  const ours = values.flatMap((file) => {
    const [root = "", ...rest] = file.split("/");
    return references.has(root) ? [rest.join("/")] : [];
  });
  return [...trees, ...ours].filter((file) => !file.startsWith("../"));
}

function covers(path: string, file: string): boolean {
  return path === "." || file === path || file.startsWith(`${path}/`) || (path.includes("*") && matchesGlob(file, path));
}
