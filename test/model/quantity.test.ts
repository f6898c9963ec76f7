import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalQuantity, compareQuantity, isQuantity, parseQuantity, quantityError } from "../../scripts/model/quantity.ts";

describe("parseQuantity", () => {
  test.each([
    ["0", 0],
    ["1", 1],
    [2, 2],
    [0.5, 0.5],
    ["250m", 0.25],
    ["1.5", 1.5],
    [".5", 0.5],
    ["5.", 5],
    ["+3", 3],
    ["-3", -3],
    ["1k", 1000],
    ["1Ki", 1024],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["2M", 2e6],
    ["1E", 1e18],
    ["1E3", 1000],
    ["1e-3", 0.001],
    ["100n", 1e-7],
    ["1e-400", 1e-9],
    ["9Ei", 2 ** 63],
  ])("%s is %d", (text, amount) => {
    expect(isQuantity(text)).toBe(true);
    expect(parseQuantity(text)).toBe(amount);
  });

  test.each(["", "a", "1GB", "1 Gi", "1gi", "1K", "1mi", "1.2.3", "1e", "1Ki5", "0x10", "1e5e", "1,5", null, undefined, true, {}])("refuses %j", (text) => {
    expect(isQuantity(text)).toBe(false);
    expect(() => parseQuantity(text as string)).toThrow(RangeError);
  });

  test("an absurd exponent is refused at once, not computed", () => {
    expect(quantityError("1e2000000000")).toBe("unable to parse quantity's suffix");
  });

  test("says what the API server says", () => {
    expect(quantityError("1GB")).toMatch(/^quantities must match the regular expression/);
    expect(quantityError("1Gx")).toMatch(/^quantities must match the regular expression/);
    expect(quantityError("1K")).toBe("unable to parse quantity's suffix");
    expect(quantityError("1Gi")).toBeUndefined();
  });
});

describe("compareQuantity", () => {
  test.each([
    ["1000m", "1", 0],
    ["1Gi", "1024Mi", 0],
    ["1G", "1Gi", -1],
    ["0.1", "100m", 0],
    ["1Ei", "1152921504606846977", -1],
    ["2", "1500m", 1],
  ])("%s against %s is %d", (a, b, order) => {
    expect(compareQuantity(a, b)).toBe(order);
    expect(compareQuantity(b, a)).toBe(order === 0 ? 0 : -order);
  });
});

describe("canonicalQuantity", () => {
  test.each([
    ["1000m", "1"],
    ["0.5", "500m"],
    ["1024Mi", "1Gi"],
    ["1500Mi", "1500Mi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Ki", "512"],
    ["100000", "100k"],
    ["12e6", "12e6"],
    ["1e1", "10"],
    ["0.0001Gi", "107374182400u"],
    ["-1", "-1"],
    ["0Mi", "0"],
  ])("%s is printed as %s", (text, printed) => {
    expect(canonicalQuantity(text)).toBe(printed);
  });

  test("printing never changes the amount", () => {
    const suffix = fc.constantFrom("", "m", "u", "n", "k", "M", "G", "Ki", "Mi", "Gi", "e3", "e-2");
    fc.assert(
      fc.property(fc.integer({ min: -99999, max: 99999 }), fc.nat(999), suffix, (whole, fraction, unit) => {
        const text = `${whole}.${fraction}${unit}`;
        expect(compareQuantity(canonicalQuantity(text), text)).toBe(0);
      }),
    );
  });
});
