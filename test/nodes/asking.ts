import { setTimeout as sleep } from "node:timers/promises";
import type { Rendered } from "../support/rendered.ts";
import { applicationObjects, NAME } from "./application.ts";
import { eventually, type TestCluster } from "./cluster.ts";
import { NAMESPACE } from "./redis.ts";

const INGRESS = "nginx-ingress";
const SCRIPT = `
while :; do
  status=$(curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "$1") || status="curl $?"
  echo "$status" >>/work/log
  sleep 0.1
done`;

/** What a client saw who asked all the time. */
export interface Asked {
  answered: number;
  failed: number;
  /** What the failed ones were answered with: a status, or how curl ended. */
  reasons: string[];
}

/** Asks the application's Service all the time while something happens, each time on a new connection, in the ingress controller's place. */
export async function asking(cluster: TestCluster, happens: () => Promise<void>): Promise<Asked> {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: INGRESS } };
  const client = clientPod(`http://${NAME}.${NAMESPACE}:8000/`);
  const log = async () => (await cluster.exec(INGRESS, "client", ["cat", "/work/log"])).stdout.trim().split("\n").filter(Boolean);
  await cluster.apply([namespace]);
  await cluster.delete([client]);
  await cluster.apply([client]);
  try {
    await eventually("the client is answered", async () => ((await log()).includes("200") ? true : undefined));
    const before = (await log()).length;
    await happens();
    await sleep(1000);
    const statuses = (await log()).slice(before);
    const failed = statuses.filter((status) => status !== "200");
    return { answered: statuses.length - failed.length, failed: failed.length, reasons: [...new Set(failed)] };
  } finally {
    await cluster.delete([client]);
  }
}

function clientPod(url: string): Rendered {
  const [container] = applicationObjects().find(({ kind }) => kind === "Deployment").spec.template.spec.containers;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "client", namespace: INGRESS, labels: { "app.kubernetes.io/name": INGRESS } },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: "client",
          image: container.image,
          imagePullPolicy: "Never",
          command: ["sh", "-c", SCRIPT, "sh", url],
          volumeMounts: [{ name: "work", mountPath: "/work" }],
        },
      ],
      volumes: [{ name: "work", emptyDir: {} }],
    },
  };
}
