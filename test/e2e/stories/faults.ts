import { setTimeout as sleep } from "node:timers/promises";
import type { Push } from "../clone.ts";
import type { Stage } from "../stage.ts";
import type { Facts, Story } from "../story.ts";
import { NAMESPACE } from "./names.ts";
import { liveSetting, setLogLevel } from "./push.ts";

/** Pushes a setting, lets something break while Argo CD is at it, and measures until the setting runs and all is settled. */
async function convergesThrough(what: string, level: string, stage: Stage, facts: Facts, breakIt: (push: Push) => Promise<void>): Promise<void> {
  await facts.timed(what, async () => {
    setLogLevel(stage, level);
    const push = await stage.clone.push(`Log at ${level}`);
    await stage.tell(push);
    await breakIt(push);
    await stage.until(`LOG_LEVEL=${level}`, 400, async () => (await liveSetting(stage, "LOG_LEVEL")) === level);
    await stage.settledAt(push, [NAMESPACE], 400);
  });
}

export const faults: Story = {
  name: "faults",
  title: "Something breaks during a sync, and nothing is lost",
  async run(stage, facts) {
    await convergesThrough("the repo server is killed", "INFO", stage, facts, async () => stage.processes.killPod("argocd-repo-server"));
    await convergesThrough("the application controller is killed", "WARNING", stage, facts, async () =>
      stage.processes.killPod("argocd-application-controller"),
    );
    await convergesThrough("the API server is killed, and away for 5 s", "ERROR", stage, facts, async () => {
      await sleep(500);
      await stage.processes.restart("kube-apiserver", 5000);
    });
    await convergesThrough("etcd is killed, and away for 5 s", "INFO", stage, facts, async () => {
      await sleep(500);
      await stage.processes.restart("etcd", 5000);
    });
    await facts.timed("the Git host is away for 20 s while a commit is there", async () => {
      setLogLevel(stage, "WARNING");
      await stage.processes.stop("hosts");
      const push = await stage.clone.push("Log at WARNING", { directly: true });
      await stage.refresh("normal", [NAMESPACE]);
      await sleep(20_000);
      stage.processes.start("hosts");
      await stage.until("LOG_LEVEL=WARNING", 400, async () => (await liveSetting(stage, "LOG_LEVEL")) === "WARNING");
      await stage.settledAt(push, [NAMESPACE], 400);
    });
  },
};
