import { expect, test } from "vitest";
import { validate } from "../../scripts/pipeline.ts";
import { checkPolicies } from "../../scripts/policy/check.ts";
import { loadPolicies, POLICY_DIST } from "../../scripts/policy/module.ts";
import { projectAt } from "../support/project.ts";
import { makeRepository } from "../support/repository.ts";

/** Pods that each read a ConfigMap of their own, but for the first, whose ConfigMap is not there. */
function pods(count: number): string {
  const numbers = [...Array(count).keys()];
  const metadata = (index: number) => ({ name: `app-${index}`, namespace: `team-${index % 50}` });
  const pod = (index: number) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadata(index),
    spec: { containers: [{ name: "app", image: "registry.example.com/app:1.0.0", envFrom: [{ configMapRef: { name: `app-${index}` } }] }] },
  });
  const configMap = (index: number) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: metadata(index), data: { mode: "plain" } });
  const items = [...numbers.map(pod), ...numbers.slice(1).map(configMap)];
  return items.map((item) => `---\n${JSON.stringify(item)}`).join("\n");
}

test("an environment of thousands of objects is judged, each by what the others are", { timeout: 120_000 }, async () => {
  const { summary, findings } = await validate(projectAt(makeRepository({ "pods.yaml": pods(2400) }), { cache: false }));
  expect(summary.objects).toBe(4799);
  const dangling = findings.filter(({ rule }) => rule === "references/config-map-exists");
  expect(dangling.map(({ object }) => object?.name)).toEqual(["app-0"]);
  expect(findings.filter(({ rule }) => rule === "availability/bare-pod")).toHaveLength(2400);
});

test("one that does not fit into the memory of the policies is a finding of its own, and costs no other environment", async () => {
  const module = await loadPolicies(POLICY_DIST, { initial: 64, maximum: 128 });
  const judge = async (count: number) => {
    const project = projectAt(makeRepository({ "pods.yaml": pods(count) }));
    const [[environment, objects] = ["", []]] = await project.members();
    return checkPolicies(await project.input(environment), objects, module, (await project.parameters()).params);
  };
  const [large, small] = [await judge(500), await judge(1)];
  expect(large).toMatchObject([
    {
      rule: "input/environment-size",
      severity: "error",
      environment: "default",
      message: expect.stringContaining("default has more in it than the policies can look at at once (999 objects)"),
    },
  ]);
  expect(small.map(({ rule }) => rule)).toContain("references/config-map-exists");
});
