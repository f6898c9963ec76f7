import type { Stage } from "../stage.ts";
import type { Story } from "../story.ts";
import { DEPLOYMENT, NAMESPACE, SETTINGS } from "./names.ts";

/** The name of the ConfigMap with the settings that the running Deployment refers to. */
async function settingsName(stage: Stage): Promise<string> {
  const deployment = (await stage.get(DEPLOYMENT)) as unknown as {
    spec: { template: { spec: { containers: { envFrom: { configMapRef?: { name: string } }[] }[] } } };
  };
  return deployment.spec.template.spec.containers[0]?.envFrom.find(({ configMapRef }) => configMapRef)?.configMapRef?.name ?? "";
}

/** A setting as the running Deployment gets it. */
export async function liveSetting(stage: Stage, key: string): Promise<string | undefined> {
  const map = await stage.get({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: await settingsName(stage), namespace: NAMESPACE } });
  return (map as unknown as { data: Record<string, string> } | undefined)?.data[key];
}

/** Sets LOG_LEVEL in Git, without committing. */
export function setLogLevel(stage: Stage, level: string): void {
  stage.clone.edit(SETTINGS(stage.environment), (text) => text.replace(/^LOG_LEVEL=.*$/m, `LOG_LEVEL=${level}`));
}

function story(
  name: string,
  title: string,
  level: string,
  within: number,
  tell: (stage: Stage, push: Awaited<ReturnType<Stage["clone"]["push"]>>) => Promise<string | undefined>,
): Story {
  return {
    name,
    title,
    async run(stage, facts) {
      const old = await settingsName(stage);
      setLogLevel(stage, level);
      const push = await stage.clone.push(`Log at ${level}`);
      await facts.timed("the running Deployment has the new setting", async () => {
        const note = await tell(stage, push);
        await stage.until(`LOG_LEVEL=${level}`, within, async () => (await liveSetting(stage, "LOG_LEVEL")) === level);
        return note;
      });
      await facts.timed("and the Application is settled at the commit", () => stage.settledAt(push, [NAMESPACE]));
      await facts.timed("the ConfigMap that nothing refers to is pruned", () =>
        stage.until(
          `${old} gone`,
          60,
          async () => (await stage.get({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: old, namespace: NAMESPACE } })) === undefined,
        ),
      );
    },
  };
}

export const pushWithWebhook = story("push-webhook", "A setting is pushed, and GitHub's webhook tells Argo CD", "WARNING", 240, async (stage, push) => {
  const status = await stage.webhook(push);
  if (status !== 200) throw new Error(`Argo CD answers the webhook with ${status}`);
  return undefined;
});

export const pushWithPolling = story("push-polling", "A setting is pushed, and nobody tells Argo CD", "ERROR", 400, async () => undefined);
