/** The Kustomize that each Argo CD release bundles. https://github.com/argoproj/argo-cd/blob/master/hack/installers/checksums (kustomize_*) */
const BUNDLED: Readonly<Record<string, string>> = {
  "3.1": "5.7.0",
  "3.2": "5.7.0",
  "3.3": "5.8.0",
  "3.5": "5.8.1",
};

/** The version of Kustomize inside an Argo CD "major.minor", where it is known. */
export function bundledKustomize(argocd: string): string | undefined {
  return BUNDLED[argocd];
}
