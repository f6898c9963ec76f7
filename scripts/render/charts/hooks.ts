import type { Manifest } from "../../kubernetes/manifest.ts";

/** The hooks of Helm that Argo CD knows. https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks */
const HELM = ["pre-install", "pre-upgrade", "post-install", "post-upgrade"];
/** Its own; what is marked Skip is never applied. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ and HookType in gitops-engine */
const ARGOCD = ["PreSync", "Sync", "PostSync", "SyncFail", "PreDelete", "PostDelete"];

/** Whether Argo CD never applies an object, because it is a hook of a kind that it does not know: a test of a chart, say. Ignore in gitops-engine/pkg/sync/ignore */
export function isIgnored({ metadata }: Manifest): boolean {
  const named = (annotation: string) => metadata?.annotations?.[annotation]?.split(",").map((each) => each.trim());
  const argocd = named("argocd.argoproj.io/hook");
  const helm = named("helm.sh/hook");
  // crd-install is how old charts mark their definitions, which are applied like all others.
  const isHook = argocd !== undefined || (helm !== undefined && helm.join() !== "crd-install");
  return isHook && !argocd?.some((type) => ARGOCD.includes(type)) && !helm?.some((type) => HELM.includes(type));
}
