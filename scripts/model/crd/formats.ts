import { isIP, isIPv4, isIPv6 } from "node:net";
import { lookup } from "../../lookup.ts";
import { parseRange } from "../api/ip.ts";

const GO_DURATION = /^[-+]?(0|(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** The formats that the API server enforces; any other is only a hint. Source: apiextensions validation/formats.go. */
const FORMATS: Record<string, (text: string) => boolean> = {
  byte: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  cidr: (text) => parseRange(text) !== undefined,
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
  "date-time": (text) => /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)),
  duration: isDuration,
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  hostname: (text) => /^([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*\.?$/.test(text) && text.length <= 253,
  ip: (text) => isIP(text) !== 0,
  ipv4: isIPv4,
  ipv6: isIPv6,
  uri: (text) => URL.canParse(text),
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
};

/** A duration as Go writes it: "90s", "1h30m", "-1.5h". Source: time.ParseDuration. */
export function isDuration(text: string): boolean {
  return GO_DURATION.test(text);
}

/** Whether a text has a format; every text has a format that the API server does not know. */
export function hasFormat(text: string, format: string): boolean {
  return lookup(FORMATS, format)?.(text) ?? true;
}
