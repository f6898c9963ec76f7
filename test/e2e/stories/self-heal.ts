import { setTimeout as sleep } from "node:timers/promises";
import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";
import type { Live, Reference } from "../live.ts";
import type { Story } from "../story.ts";
import { DEPLOYMENT, object } from "./names.ts";

interface Drift {
  what: string;
  object: Reference;
  /** A JSON patch by hand, or "delete". */
  by: "delete" | object[];
}

/** Changes by hand that somebody who means well, or not, might make. */
const DRIFTS: Drift[] = [
  {
    what: "an image is changed",
    object: DEPLOYMENT,
    by: [{ op: "replace", path: "/spec/template/spec/containers/0/image", value: "registry.example.com/other:1" }],
  },
  { what: "a Service is deleted", object: object("v1", "Service", "ai-scientist"), by: "delete" },
  {
    what: "an annotation of an Ingress is changed",
    object: object("networking.k8s.io/v1", "Ingress", "ai-scientist"),
    by: [{ op: "replace", path: "/metadata/annotations/nginx.org~1hsts", value: "false" }],
  },
  {
    what: "Pod Security of a namespace is lowered",
    object: object("v1", "Namespace", "ai-scientist", ""),
    by: [{ op: "replace", path: "/metadata/labels/pod-security.kubernetes.io~1enforce", value: "privileged" }],
  },
  {
    what: "a Role gets a right",
    object: object("rbac.authorization.k8s.io/v1", "Role", "ai-scientist"),
    by: [{ op: "add", path: "/rules/-", value: { apiGroups: [""], resources: ["secrets"], verbs: ["*"] } }],
  },
];

/**
 * Argo CD compares fields that Git states. A list that Git states as empty, or whose entries are known by a key, may get
 * another entry from somebody else: Argo CD 3.5 calls that Synced. Admission policies, not Argo CD, have to refuse such changes.
 */
const UNSEEN: (Drift & { undo: object[] })[] = [
  {
    what: "the default-deny policy is opened",
    object: object("networking.k8s.io/v1", "NetworkPolicy", "default-deny"),
    by: [{ op: "add", path: "/spec/ingress", value: [{}] }],
    undo: [{ op: "remove", path: "/spec/ingress" }],
  },
  {
    what: "a container is added to a Deployment",
    object: DEPLOYMENT,
    by: [{ op: "add", path: "/spec/template/spec/containers/-", value: { name: "other", image: "registry.example.com/other:1" } }],
    undo: [{ op: "remove", path: "/spec/template/spec/containers/1" }],
  },
];

export const selfHeal: Story<Live> = {
  name: "self-heal",
  title: "What is changed by hand is put back",
  async run(stage, facts) {
    for (const drift of DRIFTS) {
      const before = specOf(await stage.get(drift.object));
      await facts.timed(drift.what, async () => {
        await change(stage, drift);
        await stage.until("put back", 60, async () => specOf(await stage.get(drift.object)) === before);
      });
    }
    for (const drift of UNSEEN) {
      await change(stage, drift);
      const changed = specOf(await stage.get(drift.object));
      await sleep(20_000);
      const stays = specOf(await stage.get(drift.object)) === changed;
      facts.check(
        `NOT HEALED, as is known: ${drift.what}`,
        stays,
        stays ? "there after 20 s" : "Argo CD heals it now: make it one of the changes that are put back",
      );
      if (stays) await stage.patch(drift.object, drift.undo, "json");
    }
  },
};

async function change(stage: Live, { object, by }: Drift): Promise<void> {
  if (by === "delete") return stage.delete(object);
  const before = specOf(await stage.get(object));
  await stage.patch(object, by, "json");
  if (specOf(await stage.get(object)) === before) throw new Error("the change by hand changed nothing");
}

/** What Git states of an object, in one text: not its status, nor what the API server writes. */
function specOf(found: Manifest | undefined): string {
  if (!found) return "";
  const { status: _, metadata, spec, ...rest } = found;
  // Addresses of a Service are given anew when it is made anew.
  const { clusterIP: _ip, clusterIPs: _ips, ...stated } = (spec ?? {}) as Record<string, unknown>;
  return JSON.stringify({ ...rest, spec: stated, labels: metadata.labels, annotations: withoutRevision(metadata.annotations) });
}

/** The Deployment's controller counts rollouts in an annotation. */
function withoutRevision(annotations: Record<string, string> = {}): object {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== "deployment.kubernetes.io/revision"));
}
