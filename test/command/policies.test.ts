import { describe, expect, test } from "vitest";
import { rulesOf } from "../../scripts/policy-build/metadata.ts";
import { runCli } from "../support/cli.ts";

describe("npm run policies", () => {
  test("says in one line that Go is missing", async () => {
    const { stderr, status } = await runCli("policies", ["--only", "check"], { env: { PATH: "/nonexistent" } });
    expect(status).toBe(2);
    expect(stderr).toBe("policies: go is not on PATH: OPA and Regal are built from pinned Go modules. Install Go from https://go.dev/dl/\n");
  });
});

describe("the metadata of a rule", () => {
  const file = "policies/group/rule.rego";
  const annotation = (annotations: object, path = ["data", "rules", "group", "rule"]) => [
    { location: { file, row: 7 }, path: path.map((value) => ({ value })), annotations: { scope: "package", ...annotations } },
  ];
  const complete = {
    title: "Title",
    description: "Why.",
    custom: { severity: "error", help: "Mend it." },
    related_resources: [{ ref: "https://example.com" }],
  };

  test("is what messages and pages are made of", () => {
    const expected = { title: "Title", description: "Why.", severity: "error", help: "Mend it.", references: ["https://example.com"] };
    expect(rulesOf(annotation(complete), [file])).toEqual({ "group/rule": expected });
  });

  test.each([
    ["no metadata", [], "has no # METADATA above its package"],
    ["no title", annotation({ ...complete, title: undefined }), "its # METADATA needs a title and a description"],
    [
      "an unknown severity",
      annotation({ ...complete, custom: { severity: "fatal", help: "x" } }),
      "its # METADATA needs custom.severity, one of error, warning, info",
    ],
    ["no help", annotation({ ...complete, custom: { severity: "error" } }), "its # METADATA needs custom.help: what a person should do"],
    ["another package", annotation(complete, ["data", "rules", "group", "other"]), 'is package rules.group.other, and must be rules.group["rule"]'],
  ])("is refused with %s", (_, annotations, message) => {
    expect(() => rulesOf(annotations, [file])).toThrow(message);
  });
});
