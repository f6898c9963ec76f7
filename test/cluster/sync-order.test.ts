import { expect, it } from "vitest";
import type { RenderedObject } from "../../scripts/render/index.ts";
import { inSyncOrder } from "../../scripts/render/sync-order.ts";

const waved = (wave?: string) => (wave === undefined ? {} : { annotations: { "argocd.argoproj.io/sync-wave": wave } });

/** An object of an Application with a wave; of no Application where that is undefined. */
function rendered(kind: string, name: string, applicationWave?: string, wave?: string): RenderedObject {
  const application = applicationWave === undefined ? undefined : { manifest: { metadata: waved(applicationWave) } };
  return { manifest: { apiVersion: "v1", kind, metadata: { name, ...waved(wave) } }, tree: { application } } as unknown as RenderedObject;
}

it("goes by the Application's wave, the object's wave, the kind, the name", () => {
  const objects = [
    rendered("Deployment", "b", "2"),
    rendered("Deployment", "a", "2"),
    rendered("ServiceMonitor", "last-kind", "2"),
    rendered("Job", "late", "-1", "5"),
    rendered("Namespace", "early", "-1"),
    rendered("ConfigMap", "hook", "2", "-1"),
    rendered("AppProject", "root"),
    // By their names these two would be the other way round.
    rendered("Service", "y", "2"),
    rendered("Ingress", "c", "2"),
  ];
  expect(inSyncOrder(objects).map(({ manifest }) => manifest.metadata.name)).toEqual(["root", "early", "late", "hook", "y", "a", "b", "c", "last-kind"]);
});
