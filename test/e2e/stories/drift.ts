import { digest } from "../../../scripts/cache.ts";
import type { Stage } from "../stage.ts";
import type { Story } from "../story.ts";
import { SIZING } from "./names.ts";
import { setLogLevel } from "./push.ts";

interface Change {
  kind: "added" | "changed" | "pruned";
  environment: string;
  object: { kind: string; namespace?: string; name: string };
}

export const drift: Story = {
  name: "drift",
  title: "What diff predicts of a commit is what Argo CD does, object by object",
  async run(stage, facts) {
    const before = await snapshot(stage);
    setLogLevel(stage, "DEBUG");
    stage.clone.edit(SIZING(stage.environment), (text) =>
      text.replace(/requests: \{cpu: "\d+"/, 'requests: {cpu: "2"').replace(/limits: \{cpu: "\d+"/, 'limits: {cpu: "2"'),
    );
    const push = await stage.clone.push("Another setting, and another size");
    const { output, status } = await stage.toolchain("diff", push.before, push.after, "--dir", stage.clone.folder, "--format", "json");
    facts.check("diff says what will change", status === 0, status === 0 ? undefined : output.slice(0, 200));
    if (status !== 0) return;
    const predicted = (JSON.parse(output) as { changes: Change[] }).changes
      .filter(({ environment }) => environment === stage.environment)
      .map(({ kind, object }) => `${kind} ${object.kind} ${object.namespace ? `${object.namespace}/` : ""}${object.name}`);
    await facts.timed("Argo CD applies it", async () => {
      await stage.tell(push);
      await stage.settledAt(push, ["ai-scientist"]);
      await stage.until("what is left over pruned", 60, async () => differences(before, await snapshot(stage)).length >= predicted.length);
    });
    const done = differences(before, await snapshot(stage));
    const missing = predicted.filter((each) => !done.includes(each));
    const unforeseen = done.filter((each) => !predicted.includes(each));
    facts.check("every predicted change was made", missing.length === 0, missing.join("; ") || `${predicted.length} changes: ${predicted.join("; ")}`);
    facts.check("no other change was made", unforeseen.length === 0, unforeseen.join("; "));
    const revert = await stage.clone.revert(push);
    await facts.timed("reverted, all is as it was", async () => {
      await stage.tell(revert);
      await stage.settledAt(revert, ["ai-scientist"]);
      const left = differences(before, await snapshot(stage));
      if (left.length > 0) throw new Error(left.join("; "));
    });
  },
};

interface Resource {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** The suffix that Kustomize gives a generated name; diff speaks of the object without it, and so do both sides here. */
const GENERATED = /-[2456789bcdfghkmt]{10}\b/g;

/** Every object that an Application deploys, as a digest of what is not its status or the API server's own. */
async function snapshot(stage: Stage): Promise<Map<string, string>> {
  const { client, argocd } = stage.cluster;
  const { body } = await client.request("GET", `/apis/argoproj.io/v1alpha1/namespaces/${argocd.namespace}/applications`);
  const resources = (body as { items: { status?: { resources?: Resource[] } }[] }).items.flatMap(({ status }) => status?.resources ?? []);
  const entries = resources.map(async ({ group, version, kind, namespace, name }) => {
    const found = await stage.get({ apiVersion: group ? `${group}/${version}` : version, kind, metadata: { name, ...(namespace ? { namespace } : {}) } });
    if (!found) return [];
    const { status: _, metadata, ...stated } = found;
    const { "deployment.kubernetes.io/revision": _revision, ...annotations } = metadata.annotations ?? {};
    const text = JSON.stringify({ ...stated, labels: metadata.labels, annotations }).replaceAll(GENERATED, "");
    return [[`${kind} ${namespace ? `${namespace}/` : ""}${name}`.replaceAll(GENERATED, ""), digest([text])] as const];
  });
  return new Map((await Promise.all(entries)).flat());
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [
    ...[...after.keys()].filter((id) => !before.has(id)).map((id) => `added ${id}`),
    ...[...before.keys()].filter((id) => !after.has(id)).map((id) => `pruned ${id}`),
    ...[...after].filter(([id, digest]) => before.has(id) && before.get(id) !== digest).map(([id]) => `changed ${id}`),
  ];
}
