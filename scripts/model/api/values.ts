/** Checks of single values that many kinds share. They carry no rule of their own: the rule that uses them speaks. */
import { quantityError, quantityNanos } from "../quantity.ts";
import type { Field } from "./field.ts";
import type { Format } from "./format-pattern.ts";
import { percent, portName } from "./formats.ts";
import type { Check } from "./rule.ts";

/** The text, where there is one, has the format. */
export function formatted(format: Format): Check {
  return (field) => {
    if (field.text !== "") field.invalidEach(format(field.text));
  };
}

/** There is a text, and it has the format. */
export function requiredText(format?: Format, detail = ""): Check {
  return (field) => {
    if (field.text === "") field.required(detail);
    else if (format) field.invalidEach(format(field.text));
  };
}

/** The text, where there is one, is among the values; list them as the message shall show them. */
export function oneOf(...values: string[]): Check {
  return (field) => {
    if (field.text !== "" && !values.includes(field.text)) field.unsupported(values);
  };
}

/** Like oneOf, for a field that Go keeps a pointer to: there "" is a value too, and none of these. */
export function listed(...values: string[]): Check {
  return (field) => {
    if (typeof field.value === "string" && !values.includes(field.text)) field.unsupported(values);
  };
}

/** The number, where there is one, is at least the bound. */
export function atLeast(bound: number, detail = `must be greater than or equal to ${bound}`): Check {
  return (field) => {
    if (field.number !== undefined && field.number < bound) field.invalid(detail);
  };
}

/** Source: apimachinery ValidateNonnegativeField. */
export const nonNegative = atLeast(0);

/** Source: core ValidatePositiveField. */
export const positive = atLeast(1, "must be greater than zero");

/** The number, where there is one, lies between the bounds. Source: apimachinery InclusiveRangeError. */
export function between(low: number, high: number): Check {
  return (field) => {
    const { number } = field;
    if (number !== undefined && (number < low || number > high)) {
      field.invalid(`must be between ${low} and ${high}, inclusive`);
    }
  };
}

/** Source: apimachinery IsValidPortNum. */
export const portNumber = between(1, 65535);

/** Source: core ValidatePortNumOrName. */
export const portNumberOrName: Check = (field) => {
  if (typeof field.value === "string") field.invalidEach(portName(field.text));
  else portNumber(field);
};

/** User and group ids of Linux. Source: apimachinery IsValidUserID, IsValidGroupID. */
export const linuxId = between(0, 2 ** 31 - 1);

/** Modes of files in volumes. */
export const fileMode: Check = (field) => {
  const { number } = field;
  if (number !== undefined && (number < 0 || number > 0o777)) {
    field.invalid("must be a number between 0 and 0777 (octal), both inclusive");
  }
};

/** A number or percentage, not negative. Source: apps ValidatePositiveIntOrPercent. */
export const intOrPercent: Check = (field) => {
  if (typeof field.value === "string") field.invalidEach(percent(field.text));
  else nonNegative(field);
};

/** Source: apps IsNotMoreThan100Percent. */
export const notOver100Percent: Check = (field) => {
  if (percent(field.text).length === 0 && Number.parseInt(field.text, 10) > 100) field.invalid("must not be greater than 100%");
};

/** The number in a number or percentage; texts that are neither count as 0. Source: apps getIntOrPercentValue. */
export function countOrPercent(field: Field): number {
  if (field.number !== undefined) return field.number;
  return /^[0-9]+%?$/.test(field.text) ? Number.parseInt(field.text, 10) : 0;
}

/**
 * The exact amount of a quantity, in billionths; undefined where there is none or it does not parse,
 * which the rule "quantity" reports.
 */
export function nanos(field: Field): bigint | undefined {
  return field.present && quantityError(field.value) === undefined ? quantityNanos(field.value) : undefined;
}

/** A quantity, where there is one, parses. Source: apimachinery ParseQuantity, as the decoder reports it. */
export const quantity: Check = (field) => {
  const error = field.present ? quantityError(field.value) : undefined;
  if (error) field.invalid(error);
};

/** No text or number comes twice in the list. */
export const distinct: Check = (field) => {
  const seen = new Set<unknown>();
  for (const item of field.items) {
    if (seen.has(item.value)) item.duplicate();
    seen.add(item.value);
  }
};
