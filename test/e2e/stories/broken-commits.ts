import { type ApplicationStatus, describe, isSettled } from "../../../scripts/cluster/argocd/applications.ts";
import type { Push } from "../clone.ts";
import type { Reference } from "../live.ts";
import type { Stage } from "../stage.ts";
import type { Facts, Story } from "../story.ts";
import { NAMESPACE, object, SIZING } from "./names.ts";
import { liveSetting, setLogLevel } from "./push.ts";

/** A commit that must not be merged, and what shows that the cluster refuses it too. */
interface Broken {
  what: string;
  application: string;
  /** The rule that speaks of it, and the file that it points at. */
  rule: string;
  file: (environment: string) => string;
  /** A good commit that it needs before it, which is reverted with it. */
  prepare?: (stage: Stage) => Promise<Push>;
  break: (stage: Stage, file: string) => void;
  /** Whether what Argo CD says of the Application shows that it does not take the commit as it is. */
  refused: (application: ApplicationStatus) => boolean;
  /** What would be in the cluster if it did. */
  absent?: Reference;
}

/** The count of tries stays when an operation succeeds at last, so it tells of a failure only while one runs. */
const failed = ({ operation, retries }: ApplicationStatus) => operation === "Failed" || operation === "Error" || (operation === "Running" && retries > 0);
const unrendered = ({ sync, messages }: ApplicationStatus) => sync === "Unknown" && messages.some((message) => message.startsWith("ComparisonError"));

const BROKEN: Broken[] = [
  {
    what: "a quantity that is none",
    application: NAMESPACE,
    rule: "model/schema",
    file: SIZING,
    break: ({ clone }, file) => clone.edit(file, (text) => text.replace(/memory: (\d+)Gi/, "memory: $1Gb")),
    refused: (application) => failed(application) || unrendered(application),
  },
  {
    what: "a file that is missing",
    application: NAMESPACE,
    rule: "input/kustomization",
    file: (environment) => `apps/${environment}/ai-scientist/kustomization.yaml`,
    break: ({ clone }, file) => clone.edit(file, (text) => text.replace("../../base/ai-scientist]", "../../base/ai-scientist, gone.yaml]")),
    refused: unrendered,
  },
  {
    what: "a pod that may be root",
    application: NAMESPACE,
    rule: "security/run-as-non-root",
    file: () => "apps/base/ai-scientist/deployment.yaml",
    break: ({ clone }, file) => clone.edit(file, (text) => text.replace("runAsNonRoot: true", "runAsNonRoot: false")),
    // Argo CD applies it; it is the cluster's Pod Security that refuses the pods, and the health check of apps/base/argocd that tells.
    refused: ({ health }) => health === "Degraded",
  },
  {
    what: "a kind that the project does not allow",
    application: "redis",
    rule: "gitops/project-kinds",
    file: (environment) => `apps/${environment}/redis/extra.yaml`,
    break({ clone, environment }, file) {
      clone.write(
        file,
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: extra}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n`,
      );
      clone.edit(`apps/${environment}/redis/kustomization.yaml`, (text) => text.replace(/^resources: \[/m, "resources: [extra.yaml, "));
    },
    refused: (application) => failed(application) && application.outOfSync.includes("ClusterRole extra"),
    absent: object("rbac.authorization.k8s.io/v1", "ClusterRole", "extra", ""),
  },
  {
    what: "a typo in a chart's values",
    application: "cert-manager",
    rule: "input/chart",
    file: () => "apps/base/cert-manager/values.yaml",
    prepare: async (stage) => {
      // Of the charts whose templates are real here; a stand-in's would not stand for what the real one renders.
      await stage.lockChart("cert-manager");
      return stage.clone.push("Lock the chart");
    },
    break: ({ clone }, file) => clone.edit(file, (text) => text.replace(/^resources:/m, "resorces:")),
    refused: unrendered,
  },
];

export const brokenCommits: Story = {
  name: "broken-commits",
  title: "What validate and pr refuse, Argo CD and the cluster do not run",
  async run(stage, facts) {
    const { status, output } = await stage.toolchain("validate", stage.clone.folder, "--env", stage.environment);
    facts.check("before, validate finds nothing", status === 0, status === 0 ? undefined : firstError(output));
    for (const broken of BROKEN) await breakAndMend(broken, stage, facts);
  },
};

async function breakAndMend(broken: Broken, stage: Stage, facts: Facts): Promise<void> {
  const { what, application, rule, refused, absent, prepare } = broken;
  const file = broken.file(stage.environment);
  const prepared = await prepare?.(stage);
  broken.break(stage, file);
  const push = await stage.clone.push(`Break it: ${what}`);
  // Whoever refuses it says which rule, and in which file.
  const says = (output: string) => output.includes(rule) && output.includes(file);
  const validated = await stage.toolchain("validate", stage.clone.folder, "--env", stage.environment);
  facts.check(`${what}: validate refuses it`, validated.status === 1 && says(validated.output), firstError(validated.output));
  const reviewed = await stage.toolchain("pr", push.before, push.after, "--dir", stage.clone.folder, "--env", stage.environment);
  facts.check(`${what}: so does pr`, reviewed.status === 1 && says(reviewed.output), says(reviewed.output) ? undefined : reviewed.output.slice(0, 300));
  let seen: ApplicationStatus | undefined;
  await facts.timed(`${what}: Argo CD does not run it`, async () => {
    await stage.tell(push);
    await stage.until("refused", 90, async () => {
      seen = await stage.application(application);
      return seen !== undefined && refused(seen);
    });
    if (absent && (await stage.get(absent))) throw new Error(`${absent.kind} ${absent.metadata.name} is in the cluster`);
    return seen && describe(seen);
  });
  const mend = await stage.clone.revert({ ...push, before: prepared?.before ?? push.before });
  await facts.timed(`${what}: reverted, all is well again`, async () => {
    await stage.tell(mend);
    await stage.settledAt(mend, [application], 600);
  });
}

/** The first error of a report, or how the report begins. */
export function firstError(output: string): string {
  return /^\S+: error: .*$/m.exec(output)?.[0] ?? output.slice(0, 300);
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
