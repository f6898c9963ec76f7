import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { merge } from "../../scripts/fixtures/strategic-merge.ts";
import { judge as fixtures } from "../support/fixtures.ts";
import { makeRepository } from "../support/repository.ts";

/** What is said, and what is expected, of a fixture with this text. */
function judge(rule: string, text: string) {
  return fixtures.state(join(makeRepository({ "bad-case.yaml": text }), "bad-case.yaml"), rule);
}

const POD = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
`;

describe("a fixture", () => {
  test("is held to the line that it marks", async () => {
    const { said, expected } = await judge("security/host-namespaces", `${POD}      priority: 0 # finding\n      hostPID: true\n`);
    expect(said).toEqual(["security/host-namespaces at line 8: hostPID: true"]);
    expect(expected).toEqual(["security/host-namespaces at line 7: priority: 0"]);
  });

  test("is told of what another rule says, and of what is said of the world itself", async () => {
    const { said } = await judge("security/host-namespaces", `${POD}      hostPID: true # finding\n      serviceAccountName: nobody\n`);
    expect(said).toContain("security/host-namespaces at line 7: hostPID: true");
    expect(said).toContain("references/service-account-exists at line 8: serviceAccountName: nobody");
  });

  test("marks a line of a text, which the text does not hold", async () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: cache}
data:
  cache.json: |
    {
      "uid": "cache",
      "title": "Cache",
      "panels": [
        {"id": 1, "type": "graph", "title": "Memory"} # finding
      ]
    }
`;
    const { said, expected } = await judge("alerts/dashboard-panels", text);
    expect(said).toEqual(expected);
    expect(said).toEqual(['alerts/dashboard-panels at line 10: {"id": 1, "type": "graph", "title": "Memory"}']);
  });

  test("fails when it takes away what is not there", async () => {
    await expect(judge("x/y", "apiVersion: v1\nkind: Service\nmetadata: {name: nobody}\n$patch: delete\n")).rejects.toThrow(
      "there is no Service nobody to delete",
    );
  });
});

describe("a patch", () => {
  const pod = { containers: [{ name: "web", image: "a", ports: [1, 2] }, { name: "proxy" }], priority: 1 };

  test.each([
    [
      "merges maps, and items of lists by name",
      { containers: [{ name: "proxy", image: "b" }] },
      { ...pod, containers: [pod.containers[0], { name: "proxy", image: "b" }] },
    ],
    ["adds items", { containers: [{ name: "new" }] }, { ...pod, containers: [...pod.containers, { name: "new" }] }],
    [
      "replaces lists of what has no name",
      { containers: [{ name: "web", ports: [3] }] },
      { ...pod, containers: [{ name: "web", image: "a", ports: [3] }, { name: "proxy" }] },
    ],
    ["takes a field away by null", { priority: null }, { containers: pod.containers }],
    ["takes an item away", { containers: [{ name: "web", $patch: "delete" }] }, { ...pod, containers: [{ name: "proxy" }] }],
    ["replaces a list", { containers: [{ $patch: "replace" }, { name: "only" }] }, { ...pod, containers: [{ name: "only" }] }],
    ["replaces a map", { $patch: "replace", priority: 2 }, { priority: 2 }],
  ])("%s", (_, patch, expected) => {
    expect(merge(pod, patch)).toEqual(expected);
  });
});
