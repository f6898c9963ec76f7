import { setTimeout as sleep } from "node:timers/promises";
import type { Live } from "../live.ts";
import type { Story } from "../story.ts";
import { DEPLOYMENT, NAMESPACE } from "./names.ts";

export const hold: Story<Live> = {
  name: "hold",
  title: "An Application is held, changed by hand, and let go",
  async run(stage, facts) {
    const image = async () =>
      ((await stage.get(DEPLOYMENT)) as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } }).spec.template.spec.containers[0]
        ?.image;
    const stated = await image();
    const byHand = "registry.example.com/ai-scientist/ai-scientist:0.0.0";
    await stage.annotate(NAMESPACE, { "argocd.argoproj.io/skip-reconcile": "true" });
    await sleep(2000);
    await stage.patch(DEPLOYMENT, [{ op: "replace", path: "/spec/template/spec/containers/0/image", value: byHand }], "json");
    await sleep(20_000);
    facts.check("held, the change by hand is there after 20 s", (await image()) === byHand, await image());
    await facts.timed("let go, it is put back", async () => {
      await stage.annotate(NAMESPACE, { "argocd.argoproj.io/skip-reconcile": null });
      await stage.until("put back", 200, async () => (await image()) === stated);
    });
  },
};
