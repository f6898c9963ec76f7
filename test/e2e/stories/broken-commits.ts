import { type ApplicationStatus, describe, isSettled } from "../../../scripts/cluster/argocd/applications.ts";
import type { Stage } from "../stage.ts";
import type { Story } from "../story.ts";
import { NAMESPACE, SIZING } from "./names.ts";
import { liveSetting, setLogLevel } from "./push.ts";

/** A commit that must not be merged, and what shows that the cluster refuses it too. */
interface Broken {
  what: string;
  application: string;
  break(stage: Stage): void;
  /** Whether what Argo CD says of the Application shows that it does not take the commit as it is. */
  refused(application: ApplicationStatus): boolean;
}

const failed = ({ operation, retries, sync }: ApplicationStatus) => operation === "Failed" || operation === "Error" || retries > 0 || sync === "OutOfSync";
const unrendered = ({ sync, messages }: ApplicationStatus) => sync === "Unknown" && messages.some((message) => message.startsWith("ComparisonError"));

const BROKEN: Broken[] = [
  {
    what: "a quantity that is none",
    application: NAMESPACE,
    break: (stage) => stage.clone.edit(SIZING(stage.environment), (text) => text.replace(/memory: (\d+)Gi/, "memory: $1Gb")),
    refused: (application) => failed(application) || unrendered(application),
  },
  {
    what: "a file that is missing",
    application: NAMESPACE,
    break: (stage) =>
      stage.clone.edit(`apps/${stage.environment}/ai-scientist/kustomization.yaml`, (text) =>
        text.replace("../../base/ai-scientist]", "../../base/ai-scientist, gone.yaml]"),
      ),
    refused: unrendered,
  },
  {
    what: "a pod that may be root",
    application: NAMESPACE,
    break: (stage) => stage.clone.edit("apps/base/ai-scientist/deployment.yaml", (text) => text.replace("runAsNonRoot: true", "runAsNonRoot: false")),
    // Argo CD applies it; it is the cluster's Pod Security that refuses the pods.
    refused: ({ health }) => health === "Degraded" || health === "Progressing",
  },
  {
    what: "a kind that the project does not allow",
    application: "redis",
    break(stage) {
      const folder = `apps/${stage.environment}/redis`;
      stage.clone.write(
        `${folder}/extra.yaml`,
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: extra}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n`,
      );
      stage.clone.edit(`${folder}/kustomization.yaml`, (text) => text.replace(/^resources: \[/m, "resources: [extra.yaml, "));
    },
    refused: failed,
  },
];

export const brokenCommits: Story = {
  name: "broken-commits",
  title: "What validate refuses, Argo CD and the cluster do not run",
  async run(stage, facts) {
    for (const broken of BROKEN) await breakAndMend(broken, stage, facts);
  },
};

async function breakAndMend({ what, application, refused, ...broken }: Broken, stage: Stage, facts: Parameters<Story["run"]>[1]): Promise<void> {
  broken.break(stage);
  const push = await stage.clone.push(`Break it: ${what}`);
  const { status, output } = await stage.toolchain("validate", stage.clone.folder, "--env", stage.environment);
  facts.check(`${what}: validate refuses it`, status === 1, /^\S+: error: .*$/m.exec(output)?.[0] ?? output.slice(0, 200));
  let seen: ApplicationStatus | undefined;
  await facts.timed(`${what}: Argo CD does not run it`, async () => {
    await stage.tell(push);
    await stage.until("refused", 90, async () => {
      seen = await stage.application(application);
      return seen !== undefined && refused(seen);
    });
    return seen && describe(seen);
  });
  const mend = await stage.clone.revert(push);
  await facts.timed(`${what}: reverted, all is well again`, async () => {
    await stage.tell(mend);
    await stage.settledAt(mend, [application], 600);
  });
}

export const goodAfterBad: Story = {
  name: "good-after-bad",
  title: "A commit that cannot be applied is followed by a good one, which nothing holds up",
  async run(stage, facts) {
    stage.clone.edit(SIZING(stage.environment), (text) => text.replace(/memory: (\d+)Gi/, "memory: $1Gb"));
    const bad = await stage.clone.push("A quantity that is none");
    await stage.tell(bad);
    await stage.until("the bad commit noticed", 90, async () => !isSettled((await stage.application(NAMESPACE)) as ApplicationStatus));
    stage.clone.edit(SIZING(stage.environment), (text) => text.replace(/memory: (\d+)Gb/, "memory: $1Gi"));
    setLogLevel(stage, "CRITICAL");
    const good = await stage.clone.push("A good commit");
    await facts.timed("the good commit runs", async () => {
      await stage.tell(good);
      await stage.until("LOG_LEVEL=CRITICAL", 600, async () => (await liveSetting(stage, "LOG_LEVEL")) === "CRITICAL");
      await stage.settledAt(good, [NAMESPACE]);
    });
  },
};
