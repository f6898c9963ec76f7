import { expect, it } from "vitest";
import { environmentOf, settingsOf, type Workload } from "../../../scripts/cluster/argocd/environment-of-pod.ts";

const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { "log.level": "debug", empty: "" } };
const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "redis" }, data: { auth: Buffer.from("word").toString("base64") } };
const workload = (env: object[]) =>
  ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "x" },
    spec: { template: { spec: { containers: [{ image: "x", env }] } } },
  }) as unknown as Workload;

it("resolves values, ConfigMaps and Secrets as a kubelet does, and leaves out what is not there", () => {
  const env = [
    { name: "PLAIN", value: "1" },
    { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "log.level" } } },
    { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "redis", key: "auth" } } },
    { name: "EMPTY", valueFrom: { configMapKeyRef: { name: "settings", key: "empty" } } },
    { name: "OPTIONAL", valueFrom: { configMapKeyRef: { name: "settings", key: "other", optional: true } } },
    { name: "GONE", valueFrom: { secretKeyRef: { name: "gone", key: "auth" } } },
    { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
  ];
  expect(environmentOf(workload(env), settingsOf([map, secret]))).toEqual({ PLAIN: "1", LEVEL: "debug", PASSWORD: "word" });
});
