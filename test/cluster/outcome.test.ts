import { describe, expect, it } from "vitest";
import { fieldToPointer, outcomeOf } from "../../scripts/cluster/outcome.ts";

describe("fieldToPointer", () => {
  it.each([
    ["spec.replicas", "/spec/replicas"],
    ["spec.template.spec.containers[0].ports[1].name", "/spec/template/spec/containers/0/ports/1/name"],
    ["metadata.labels[app.kubernetes.io/name]", "/metadata/labels/app.kubernetes.io~1name"],
    ["spec.hard[requests.nvidia.com/gpu]", "/spec/hard/requests.nvidia.com~1gpu"],
    ["<nil>", ""],
    ["", ""],
  ])("%s is %s", (field, pointer) => {
    expect(fieldToPointer(field)).toBe(pointer);
  });
});

describe("outcomeOf", () => {
  it("reads a refusal with its causes", () => {
    const status = {
      kind: "Status",
      reason: "Invalid",
      message: 'Pod "x" is invalid: spec.containers: Required value',
      details: { causes: [{ reason: "FieldValueRequired", message: "Required value", field: "spec.containers" }] },
    };
    expect(outcomeOf(422, JSON.stringify(status))).toMatchObject({
      accepted: false,
      reason: "Invalid",
      causes: [{ field: "spec.containers", message: "Required value" }],
    });
  });

  it("reads warnings out of the header, quotes and commas included", () => {
    const header = '299 - "policy/v1beta1 is \\"deprecated\\", use policy/v1", 299 - "second"';
    expect(outcomeOf(201, "{}", header)).toMatchObject({ accepted: true, warnings: ['policy/v1beta1 is "deprecated", use policy/v1', "second"] });
  });

  it("keeps an answer that is no JSON as the message", () => {
    expect(outcomeOf(502, "Bad Gateway\n")).toMatchObject({ accepted: false, reason: "", message: "Bad Gateway" });
  });
});
