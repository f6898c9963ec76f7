import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import type { Format } from "./format-pattern.ts";

/** Address ranges, as read from a CIDR such as "10.0.0.0/8". */
export interface Range {
  bytes: number[];
  /** Number of leading bits that are fixed. */
  length: number;
}

/** The bytes of an IP address, 4 or 16; undefined for a text that is none. Leading zeros pass, as in Go before 1.17. */
export function parseAddress(text: string): number[] | undefined {
  if (/^[0-9]+(\.[0-9]+){3}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    return bytes.every((byte) => byte <= 255) ? bytes : undefined;
  }
  return isIPv6(text) && !text.includes("%") ? ipaddr.IPv6.parse(text).toByteArray() : undefined;
}

/** The range of a CIDR; undefined for a text that is none. */
export function parseRange(text: string): Range | undefined {
  const match = /^(.+)\/([0-9]+)$/.exec(text);
  const bytes = parseAddress(match?.[1] ?? "");
  const length = Number(match?.[2]);
  return bytes && length <= bytes.length * 8 ? { bytes, length } : undefined;
}

/** Whether every address of the inner range lies in the outer one, which is larger. */
export function isStrictSubset(inner: Range, outer: Range): boolean {
  if (inner.bytes.length !== outer.bytes.length || outer.length >= inner.length) return false;
  return bitsOf(inner.bytes).slice(0, outer.length) === bitsOf(outer.bytes).slice(0, outer.length);
}

function bitsOf(bytes: number[]): string {
  return bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
}

function isMapped(bytes: number[]): boolean {
  return bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
}

const LEADING_ZERO = /(^|\.)0[0-9]/;

/** IP addresses. Source: apimachinery IsValidIPForLegacyField, strict since 1.36 (StrictIPCIDRValidation). */
export const ipAddress: Format = (text) => {
  const bytes = parseAddress(text);
  if (!bytes) return ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];
  if (bytes.length === 4 && LEADING_ZERO.test(text)) return ["must not have leading 0s"];
  return isMapped(bytes) ? ["must not be an IPv4-mapped IPv6 address"] : [];
};

/** Address ranges. Source: apimachinery IsValidCIDRForLegacyField, strict since 1.36. */
export const cidr: Format = (text) => {
  const range = parseRange(text);
  if (!range) return ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"];
  if (/\/0[0-9]/.test(text) || (range.bytes.length === 4 && LEADING_ZERO.test(text))) {
    return ["must not have leading 0s in IP or prefix length"];
  }
  if (isMapped(range.bytes)) return ["must not have an IPv4-mapped IPv6 address"];
  return bitsOf(range.bytes).includes("1", range.length) ? ["must not have bits set beyond the prefix length"] : [];
};

/** Addresses that something may listen on for others. Source: core ValidateEndpointIP. */
export const endpointAddress: Format = (text) => {
  const wrong = ipAddress(text);
  if (wrong.length > 0) return wrong;
  const range = ipaddr.parse(text).range();
  if (range === "unspecified") return [`may not be unspecified (${text})`];
  if (range === "loopback") return ["may not be in the loopback range (127.0.0.0/8, ::1/128)"];
  if (range === "linkLocal") return ["may not be in the link-local range (169.254.0.0/16, fe80::/10)"];
  if (/^(224\.0\.0\.|ff[0-9a-f]2:)/i.test(text)) {
    return ["may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"];
  }
  return [];
};
