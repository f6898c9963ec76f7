import { describe, expect, test } from "vitest";
import { apiViolations, fieldPath, RULES } from "../../../scripts/model/api/index.ts";
import { SUITES } from "./kinds/index.ts";
import { changed } from "./suite.ts";

describe.each(Object.entries(SUITES))("%s", (_name, { object, accepts, rejects }) => {
  test("a valid object passes", () => {
    expect(apiViolations(object)).toEqual([]);
  });

  test.each(Object.entries(accepts))("accepts %s", (_reason, change) => {
    expect(apiViolations(changed(object, change))).toEqual([]);
  });

  test.each(rejects)("%s refuses %j", (rule, change, says) => {
    const violations = apiViolations(changed(object, change));
    expect(violations.map((violation) => violation.rule)).toEqual([`api/${rule}`]);
    const said = violations.map(({ path, message }) => `${fieldPath(path)}: ${message}`).join("\n");
    expect(said.slice(0, says.length)).toBe(says);
  });
});

test("every rule refuses something here", () => {
  const refused = new Set(Object.values(SUITES).flatMap(({ rejects }) => rejects.map(([rule]) => rule)));
  expect([...RULES.keys()].filter((rule) => !refused.has(rule))).toEqual([]);
});

test("every rule names its source and says what to do", () => {
  for (const { source, help } of RULES.values()) {
    expect(source).toMatch(/^[a-z][\w/-]* \w/);
    expect(help).toMatch(/\.$/);
  }
});

test.each([
  ["/spec/template/spec/containers/0/image", "spec.template.spec.containers[0].image"],
  ["/spec/containers/1/resources/requests/nvidia.com~1gpu", "spec.containers[1].resources.requests[nvidia.com/gpu]"],
  ["/metadata/labels/a~0b", "metadata.labels[a~b]"],
  ["", ""],
])("%s is the field %s", (pointer, path) => {
  expect(fieldPath(pointer)).toBe(path);
});

test.each([null, 5, "x", [], [[]], { a: 1 }])("nonsense (%j) anywhere in an object never throws", (nonsense) => {
  for (const { object } of Object.values(SUITES)) {
    for (const pointer of pointers(object)) expect(() => apiViolations(changed(object, { [pointer]: nonsense }))).not.toThrow();
  }
});

function pointers(value: unknown, pointer = ""): string[] {
  if (typeof value !== "object" || value === null) return [pointer];
  const below = Object.entries(value).flatMap(([key, inner]) => pointers(inner, `${pointer}/${key.replaceAll("/", "~1")}`));
  return pointer === "" || /^\/(apiVersion|kind)$/.test(pointer) ? below : [pointer, ...below];
}
