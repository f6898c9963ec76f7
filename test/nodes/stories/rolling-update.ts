import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onNode } from "../../../scripts/cluster/nodes/node-programs.ts";
import { applicationObjects, applicationPods, beginExperiment, deployApplication, NAME, type Saved, savedAs } from "../application.ts";
import { asking } from "../asking.ts";
import { eventually, type TestCluster } from "../cluster.ts";
import { NAMESPACE } from "../redis.ts";
import type { Story } from "../story.ts";

/** Longer together than the update takes. */
const EXPERIMENT = { runs: 80, secondsPerRun: 2 };

/** A new release while experiments run and a client asks: no run is lost or done twice, no request fails. Then a container is killed. */
export const rollingUpdate: Story = {
  name: "rolling-update",
  async tell(cluster) {
    const takeAway = await deployApplication(cluster, 2);
    try {
      const before = await applicationPods(cluster);
      const ids = [];
      for (const pod of [...before, ...before]) ids.push(await beginExperiment(cluster, pod, EXPERIMENT));
      const started = Date.now();
      const requests = await asking(cluster, () => update(cluster));
      const updated = (Date.now() - started) / 1000;
      const after = await applicationPods(cluster);
      if (after.some((pod) => before.includes(pod))) throw new Error(`old pods are still there: ${after.join(", ")}`);
      for (const pod of before) mustHaveEndedWell(cluster, pod);
      if (requests.failed > 0) throw new Error(`${requests.failed} of ${requests.answered + requests.failed} requests failed: ${requests.reasons.join(", ")}`);
      const killed = await killContainer(cluster, ids);
      const experiments = await Promise.all(ids.map((id) => finished(cluster, id)));
      const moved = experiments.filter(({ pods }) => new Set(pods).size > 1).length;
      if (moved === 0) throw new Error("no experiment moved to another pod, so nothing was seen");
      return {
        "seconds for the update": updated.toFixed(1),
        "requests meanwhile": `${requests.answered} answered, none failed`,
        experiments: `${experiments.length} finished, ${moved} of them in more than one pod, each of ${EXPERIMENT.runs} runs done once`,
        "container killed": killed,
      };
    } finally {
      await takeAway();
    }
  },
};

/** What release.yaml says of a new version, and nothing else. */
async function update(cluster: TestCluster): Promise<void> {
  const deployment = applicationObjects().find(({ kind }) => kind === "Deployment");
  for (const container of deployment.spec.template.spec.containers) container.image = container.image.replace(/:[^:]*$/, ":of-a-test");
  await cluster.provideImages([deployment]);
  await cluster.apply([deployment]);
  await cluster.rolledOut(NAMESPACE, `deployment/${NAME}`, 300);
  await eventually("old pods are gone", async () => ((await allPods(cluster)) === 2 ? true : undefined), 120);
}

async function allPods(cluster: TestCluster): Promise<number> {
  const { items } = await cluster.get(`--namespace=${NAMESPACE}`, "pods", "--selector=app.kubernetes.io/component=application");
  return items.length;
}

/** By its log on the volume of logs: all of its runs had ended before it did. */
function mustHaveEndedWell({ state }: TestCluster, pod: string): void {
  const folder = join(state.directory, "shared", "ai-scientist-logs");
  const logs = readdirSync(folder).filter((name) => name.startsWith(pod));
  const text = logs.map((name) => readFileSync(join(folder, name), "utf8")).join("");
  if (!/application: ended$/m.test(text)) throw new Error(`${pod} did not end well: ${text.trim().split("\n").slice(-2).join("; ")}`);
}

/** Kills the container that works on an experiment, without a word. @returns what became of it */
async function killContainer(cluster: TestCluster, ids: readonly string[]): Promise<string> {
  const running = ids.map((id) => savedAs(cluster, id)).find(({ state }) => state === "unfinished");
  if (!running) throw new Error("all experiments are over before a container could be killed");
  const pod = running.pods.at(-1) ?? "";
  const { spec, status } = await cluster.get(`--namespace=${NAMESPACE}`, "pod", pod);
  const node = cluster.state.nodes.find(({ name }) => name === spec.nodeName);
  const container = status.containerStatuses[0].containerID.replace("containerd://", "");
  if (node) await onNode(node, ["ctr", "--namespace=k8s.io", "tasks", "kill", "--signal=SIGKILL", container]);
  const killedAt = savedAs(cluster, running.id);
  const started = Date.now();
  const on = await eventually(
    "the experiment goes on",
    async () => {
      const now = savedAs(cluster, running.id);
      return now.pods.length > killedAt.pods.length && now.done > killedAt.done ? now : undefined;
    },
    120,
  );
  const seconds = (Date.now() - started) / 1000;
  return `its experiment goes on after ${seconds.toFixed(1)} s, in ${on.pods.at(-1) === pod ? "the same pod" : "another pod"}`;
}

/** Waits for the end of an experiment. @throws Error where a run is missing, or was done twice, or out of order */
async function finished(cluster: TestCluster, id: string): Promise<Saved> {
  const experiment = await eventually(
    `experiment ${id} ends`,
    async () => {
      const now = savedAs(cluster, id);
      return now.state === "unfinished" ? undefined : now;
    },
    300,
  );
  const wanted = Array.from({ length: EXPERIMENT.runs }, (_, run) => `${id} run ${run}`);
  const wrong = wanted.filter((run, index) => !(experiment.results[index] ?? "").includes(`${run}"`));
  if (experiment.state !== "finished" || wrong.length > 0 || experiment.results.length !== wanted.length)
    throw new Error(`experiment ${id} is ${experiment.state} with ${experiment.results.length} results; wrong: ${wrong.slice(0, 3).join(", ")}`);
  return experiment;
}
