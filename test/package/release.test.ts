import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MANIFEST } from "../../scripts/toolchain.ts";
import { notes, released } from "../../tools/release.ts";
import { ROOT } from "../support/cli.ts";

const CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- This.\n\n## 0.1.0 - 2026-01-02\n\n- That.\n";

test("what was unreleased gets a version and a day, and room is left for what comes next", () => {
  const text = released(CHANGELOG, "0.2.0", "2026-02-03");
  expect(text).toContain("## Unreleased\n\n## 0.2.0 - 2026-02-03\n\n### Added\n\n- This.\n");
  expect([notes(text, "0.2.0"), notes(text, "0.1.0"), notes(text, "Unreleased"), notes(text, "0.1")]).toEqual(["### Added\n\n- This.", "- That.", "", ""]);
});

test("a release that says nothing of what it changes is none", () => {
  expect(() => released("# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- That.\n", "0.2.0", "2026-02-03")).toThrow("says nothing");
});

test("this repository's own changelog can be released", () => {
  expect(notes(readFileSync(`${ROOT}CHANGELOG.md`, "utf8"), "Unreleased")).toContain("- ");
});

test("the image builds with the Go that the renderer's modules ask for, and pins no digest that nobody saw", () => {
  const file = readFileSync(`${ROOT}Containerfile`, "utf8");
  const asked = /^go (\d+\.\d+)/m.exec(readFileSync(`${ROOT}tools/renderer/go.mod`, "utf8"))?.[1];
  const image = /^ARG GO_IMAGE=\S+golang:(\d+\.\d+)/m.exec(file)?.[1];
  expect(Number(image?.split(".")[1])).toBeGreaterThanOrEqual(Number(asked?.split(".")[1]));
  expect(file).not.toMatch(/sha256:[0-9a-f]{64}/);
  expect(file).toContain(`./${MANIFEST.name}-*.tgz`);
});
