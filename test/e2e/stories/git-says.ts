import { scalingWithoutMonitoring, withLastPatch } from "../../support/take-out.ts";
import type { Story } from "../story.ts";
import { firstError } from "./broken-commits.ts";
import { DEPLOYMENT, NAMESPACE, object, SCALED_OBJECT, SIZING } from "./names.ts";
import { setLogLevel } from "./push.ts";

const PAUSED = "autoscaling.keda.sh/paused-replicas";

export const prune: Story = {
  name: "prune",
  title: "What leaves Git leaves the cluster",
  async run(stage, facts) {
    const folder = `apps/${stage.environment}/redis`;
    const map = object("v1", "ConfigMap", "end-to-end");
    stage.clone.edit(
      `${folder}/kustomization.yaml`,
      (text) =>
        `${text}configMapGenerator:\n  - name: end-to-end\n    namespace: ${NAMESPACE}\n    literals: [said=yes]\n    options: {disableNameSuffixHash: true}\n`,
    );
    const push = await stage.clone.push("Add a ConfigMap");
    await stage.tell(push);
    if (!(await facts.timed("an object that is added to Git appears", () => stage.until("there", 120, async () => (await stage.get(map)) !== undefined))))
      return;
    const revert = await stage.clone.revert(push);
    await facts.timed("and goes when Git drops it", async () => {
      await stage.tell(revert);
      await stage.until("gone", 120, async () => (await stage.get(map)) === undefined);
    });
  },
};

export const removedField: Story = {
  name: "removed-field",
  title: "A field that leaves Git leaves the object: maintenance is begun and ended by commits",
  async run(stage, facts) {
    stage.clone.edit(SIZING(stage.environment), (text) =>
      text.replace(/^(kind: ScaledObject\nmetadata:\n {2}name: ai-scientist\n)/m, `$1  annotations:\n    ${PAUSED}: "0"\n`),
    );
    const push = await stage.clone.push("Stop the workload");
    const annotation = async () => (await stage.get(SCALED_OBJECT))?.metadata.annotations?.[PAUSED];
    await facts.timed("the annotation is there", async () => {
      await stage.tell(push);
      await stage.until("annotated", 120, async () => (await annotation()) === "0");
      await stage.settledAt(push, [NAMESPACE]);
    });
    const revert = await stage.clone.revert(push);
    await facts.timed("the annotation is gone", async () => {
      await stage.tell(revert);
      await stage.until("no annotation", 120, async () => (await annotation()) === undefined);
      await stage.settledAt(revert, [NAMESPACE]);
    });
  },
};

export const takeOut: Story = {
  name: "take-out",
  title: "An Application is taken out, and put back (docs/operations/maintenance.md)",
  async run(stage, facts) {
    const { environment, clone } = stage;
    const folder = `clusters/${environment}`;
    const files = [`${folder}/applications/monitoring.yaml`, `${folder}/projects/monitoring.yaml`, `apps/${environment}/monitoring`];
    await clone.remove(...files);
    clone.edit(`${folder}/kustomization.yaml`, (text) => text.replace(/^.*monitoring\.yaml\n/gm, ""));
    const validate = () => stage.toolchain("validate", clone.folder, "--env", environment);
    // The workload scales on metrics that monitoring records: a person is told before the merge, Argo CD does not ask.
    const refused = await validate();
    facts.check("validate says what would lack it", refused.status === 1 && refused.output.includes("[references/"), firstError(refused.output));
    clone.edit(`apps/${environment}/ai-scientist/kustomization.yaml`, (text) => withLastPatch(text, scalingWithoutMonitoring(clone.folder)));
    const accepted = await validate();
    facts.check("and nothing more once the workload scales without it", accepted.status === 0, accepted.status === 0 ? "" : firstError(accepted.output));
    const push = await clone.push("Take monitoring out");
    await facts.timed("Application, project and what it deployed are gone", async () => {
      await stage.tell(push);
      const project = object("argoproj.io/v1alpha1", "AppProject", "monitoring", stage.namespace);
      const rules = object("monitoring.coreos.com/v1", "PrometheusRule", "cost", "monitoring");
      await stage.until("the Application gone", 180, async () => (await stage.application("monitoring")) === undefined);
      await stage.until("project and rules gone", 60, async () => !(await stage.get(project)) && !(await stage.get(rules)));
    });
    await facts.timed("the workload scales on CPU alone", async () => {
      await stage.settledAt(push, [NAMESPACE]);
      const { spec } = (await stage.get(SCALED_OBJECT)) as unknown as { spec: { triggers: { type: string }[]; fallback?: object } };
      if (spec.triggers.length !== 1 || spec.fallback) throw new Error(JSON.stringify(spec));
    });
    const revert = await clone.revert(push);
    await facts.timed("put back, it is settled again", async () => {
      await stage.tell(revert);
      await stage.until("settled", 240, async () => (await stage.application("monitoring"))?.health === "Healthy");
      await stage.settledAt(revert);
    });
  },
};

export const rollback: Story = {
  name: "rollback",
  title: "A bad version is pushed, and the commit reverted (docs/operations/rollback.md)",
  async run(stage, facts) {
    const image = async () =>
      ((await stage.get(DEPLOYMENT)) as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } }).spec.template.spec.containers[0]
        ?.image;
    const good = await image();
    stage.clone.edit(`apps/${stage.environment}/ai-scientist/release.yaml`, (text) => text.replace(/(image: \S*ai-scientist):[\w.]+/, "$1:9.9.9"));
    setLogLevel(stage, "INFO");
    const push = await stage.clone.push("Run a bad version");
    await stage.tell(push);
    if (!(await facts.timed("the bad version is deployed", () => stage.until("9.9.9", 120, async () => (await image())?.endsWith(":9.9.9") ?? false)))) return;
    const revert = await stage.clone.revert(push);
    await facts.timed("and the good one again", async () => {
      await stage.tell(revert);
      await stage.until("the good version", 120, async () => (await image()) === good);
      await stage.settledAt(revert, [NAMESPACE]);
    });
  },
};
