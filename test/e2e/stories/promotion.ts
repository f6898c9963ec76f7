import { deploy } from "../../../scripts/cluster/argocd/deploy.ts";
import { endArgoCdCluster } from "../../../scripts/cluster/argocd/instance.ts";
import { startArgoCdCluster } from "../../../scripts/cluster/argocd/up.ts";
import { argoCdDirectory } from "../../../scripts/cluster/control-plane.ts";
import { Stage } from "../stage.ts";
import type { Story } from "../story.ts";
import { DEPLOYMENT, NAMESPACE } from "./names.ts";

const RELEASE = "2.1.1";

/** A second cluster for the environment that promotion goes to, beside the first. */
export function promotion(root: string, to: string): Story {
  return {
    name: "promotion",
    title: `A release goes from the first environment to ${to}, whose cluster deploys it`,
    async run(stage, facts) {
      stage.clone.edit(`apps/${stage.environment}/ai-scientist/release.yaml`, (text) => text.replace(/(image: \S*ai-scientist):[\w.]+/, `$1:${RELEASE}`));
      const release = await stage.clone.push(`Release ${RELEASE}`);
      await facts.timed(`${RELEASE} runs in ${stage.environment}`, async () => {
        await stage.tell(release);
        await stage.until(RELEASE, 120, () => runs(stage));
        await stage.settledAt(release, [NAMESPACE]);
      });
      const directory = argoCdDirectory(to);
      try {
        const options = { directory, root, environment: to, repository: stage.cluster.argocd.repository.directory, say: () => {} };
        const production = new Stage(await startArgoCdCluster(options));
        const up = await facts.timed(`the cluster of ${to} is bootstrapped`, async () => `${(await deploy(production.cluster, {})).length} Applications`);
        if (!up) return;
        facts.check(`${to} runs another version`, !(await runs(production)));
        const { status, output } = await stage.toolchain("promote", "ai-scientist", "--dir", stage.clone.folder, "--branch", "promote/end-to-end");
        facts.check("promote makes a branch that validates", status === 0, status === 0 ? undefined : output.slice(-300));
        if (status !== 0) return;
        const merge = await stage.clone.merge("promote/end-to-end");
        await facts.timed(`merged and pushed, ${RELEASE} runs in ${to}`, async () => {
          await production.tell(merge);
          await production.until(RELEASE, 400, () => runs(production));
          await production.settledAt(merge, [NAMESPACE]);
        });
        production.cluster.client.close();
      } finally {
        await endArgoCdCluster(directory);
      }
    },
  };
}

async function runs(stage: Stage): Promise<boolean> {
  const deployment = (await stage.get(DEPLOYMENT)) as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } };
  return deployment.spec.template.spec.containers[0]?.image.endsWith(`:${RELEASE}`) ?? false;
}
