import type { Stage } from "../stage.ts";
import type { Story } from "../story.ts";

/** As many Applications as --scale says, each with an overlay of its own, all deployed into one namespace. */
export function scale(count: number): Story {
  return {
    name: "scale",
    title: `${count} Applications more`,
    async run(stage, facts) {
      const names = Array.from({ length: count }, (_, index) => `scale-${index + 1}`);
      const memory = () =>
        `controller ${stage.processes.residentMegabytes("argocd-application-controller")} MB, repo server ${stage.processes.residentMegabytes("argocd-repo-server")} MB`;
      facts.check("memory before", true, memory());
      generate(stage, names, "one");
      const push = await stage.clone.push(`Add ${count} Applications`);
      await facts.timed("validate of the same repository, which finds nothing", async () => {
        const { status, output } = await stage.toolchain("validate", stage.clone.folder, "--env", stage.environment);
        if (status !== 0) throw new Error(output.slice(0, 300));
        return /\d+ objects in \d+ trees/.exec(output)?.[0];
      });
      await facts.timed("from the push until all are settled", async () => {
        await stage.tell(push);
        await settled(stage, push, names);
        return memory();
      });
      generate(stage, names, "two");
      const change = await stage.clone.push(`Change ${count} Applications`);
      const started = performance.now();
      await facts.timed("from a push that changes all until all are settled", async () => {
        await stage.tell(change);
        await settled(stage, change, names);
        return `${memory()}; ${((performance.now() - started) / count) | 0} ms an Application`;
      });
      const revert = await stage.clone.revert({ ...push, after: change.after });
      await facts.timed("taken out, all are gone", async () => {
        await stage.tell(revert);
        await stage.until("gone", 900, async () => !(await stage.applications()).some(({ name }) => names.includes(name)));
      });
    },
  };
}

async function settled(stage: Stage, push: { after: string }, names: readonly string[]): Promise<void> {
  await stage.until("all there", 900, async () => (await stage.applications()).filter(({ name }) => names.includes(name)).length === names.length);
  await stage.settledAt(push, names, 1800);
}

function generate(stage: Stage, names: readonly string[], value: string): void {
  const folder = `clusters/${stage.environment}`;
  const url = stage.cluster.argocd.repository.addresses[0];
  const { branch } = stage.cluster.argocd.repository;
  for (const name of names) {
    stage.clone.write(
      `apps/${stage.environment}/${name}/kustomization.yaml`,
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [config-map.yaml, service.yaml]\n`,
    );
    stage.clone.write(
      `apps/${stage.environment}/${name}/config-map.yaml`,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: scale}\ndata: {value: ${value}}\n`,
    );
    stage.clone.write(
      `apps/${stage.environment}/${name}/service.yaml`,
      `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: scale}\nspec: {type: ExternalName, externalName: ${name}.example.com}\n`,
    );
    stage.clone.write(
      `${folder}/applications/${name}.yaml`,
      `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: ${stage.cluster.argocd.namespace}
  annotations:
    argocd.argoproj.io/sync-wave: "9"
    argocd.argoproj.io/manifest-generate-paths: /apps/${stage.environment}/${name}
  finalizers: [resources-finalizer.argocd.argoproj.io]
spec:
  project: scale
  source: {repoURL: "${url}", targetRevision: refs/heads/${branch}, path: apps/${stage.environment}/${name}}
  destination: {server: "https://kubernetes.default.svc", namespace: scale}
  syncPolicy:
    automated: {prune: true, selfHeal: true}
    syncOptions: [CreateNamespace=true, ServerSideApply=true]
`,
    );
  }
  stage.clone.write(
    `${folder}/projects/scale.yaml`,
    `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: scale
  namespace: ${stage.cluster.argocd.namespace}
  annotations: {argocd.argoproj.io/sync-wave: "-10"}
spec:
  sourceRepos: ["${url}"]
  destinations: [{server: "https://kubernetes.default.svc", namespace: scale}]
  clusterResourceWhitelist: [{group: "", kind: Namespace, name: scale}]
  namespaceResourceWhitelist: [{group: "", kind: ConfigMap}, {group: "", kind: Service}]
`,
  );
  stage.clone.editOnce(`${folder}/kustomization.yaml`, "projects/scale.yaml", (text) =>
    text.replace("resources:\n", `resources:\n  - projects/scale.yaml\n${names.map((name) => `  - applications/${name}.yaml\n`).join("")}`),
  );
}
