/**
 * The functions that Kubernetes adds to CEL, as far as CRDs use them.
 * Source: k8s.io/apiserver/pkg/cel/library (lists, regex, urls, quantity, ip, cidr) and cel-go ext.Strings.
 */
import type * as Cel from "@marcbachmann/cel-js";
import { cidr, ipAddress, parseAddress } from "../api/ip.ts";
import { isQuantity, quantityNanos } from "../quantity.ts";

class CelUrl {
  readonly url: URL;
  constructor(text: string) {
    this.url = new URL(text);
  }
}

class CelQuantity {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

class CelIp {
  readonly text: string;
  constructor(text: string) {
    if (ipAddress(text).length > 0) throw new Error(`IP Address ${JSON.stringify(text)} parse error`);
    this.text = text;
  }
}

/** Makes the types of the library known to an environment. */
export function registerTypes(environment: Cel.Environment): void {
  environment.registerType("URL", CelUrl).registerType("Quantity", CelQuantity).registerType("IP", CelIp);
}

const UNIT = 1_000_000_000n;

function compare(a: CelQuantity, b: CelQuantity): bigint {
  return a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n;
}

function regex(pattern: string, flags = ""): RegExp {
  return new RegExp(pattern, `u${flags}`);
}

/** Values that CEL orders: numbers, texts, booleans. */
type Ordered = bigint | number | string;

function extreme(list: Ordered[], better: (a: Ordered, b: Ordered) => boolean): Ordered {
  if (list.length === 0) throw new Error("min/max called on empty list");
  return list.reduce((best, item) => (better(item, best) ? item : best));
}

// biome-ignore lint/suspicious/noExplicitAny: the signatures to the left say what each handler is given
type Handler = (...values: any[]) => unknown;

/** Signature → function. */
export const FUNCTIONS: Record<string, Handler> = {
  "list.isSorted(): bool": (list: Ordered[]) => list.every((item, index) => index === 0 || (list[index - 1] as Ordered) <= item),
  "list.sum(): dyn": (list: bigint[]) => list.reduce((sum, item) => sum + item, 0n),
  "list.min(): dyn": (list: Ordered[]) => extreme(list, (a, b) => a < b),
  "list.max(): dyn": (list: Ordered[]) => extreme(list, (a, b) => a > b),
  "list.indexOf(dyn): int": (list: unknown[], item: unknown) => BigInt(list.indexOf(item)),
  "list.lastIndexOf(dyn): int": (list: unknown[], item: unknown) => BigInt(list.lastIndexOf(item)),
  "string.find(string): string": (text: string, pattern: string) => regex(pattern).exec(text)?.[0] ?? "",
  "string.findAll(string): list<string>": (text: string, pattern: string) => text.match(regex(pattern, "g")) ?? [],
  "string.charAt(int): string": (text: string, index: bigint) => [...text][Number(index)] ?? "",
  "string.replace(string, string): string": (text: string, from: string, to: string) => text.replaceAll(from, () => to),
  "isURL(string): bool": (text: string) => /^([a-z][a-z0-9+.-]*:|\/)/i.test(text) && URL.canParse(text, "http://base"),
  "url(string): URL": (text: string) => new CelUrl(text),
  "URL.getScheme(): string": ({ url }: CelUrl) => url.protocol.slice(0, -1),
  "URL.getHost(): string": ({ url }: CelUrl) => url.host,
  "URL.getHostname(): string": ({ url }: CelUrl) => url.hostname,
  "URL.getPort(): string": ({ url }: CelUrl) => url.port,
  "URL.getEscapedPath(): string": ({ url }: CelUrl) => url.pathname,
  "isQuantity(string): bool": (text: string) => isQuantity(text),
  "quantity(string): Quantity": (text: string) => new CelQuantity(quantityNanos(text)),
  "Quantity.isGreaterThan(Quantity): bool": (a: CelQuantity, b: CelQuantity) => compare(a, b) > 0n,
  "Quantity.isLessThan(Quantity): bool": (a: CelQuantity, b: CelQuantity) => compare(a, b) < 0n,
  "Quantity.compareTo(Quantity): int": compare,
  "Quantity.sign(): int": (a: CelQuantity) => compare(a, new CelQuantity(0n)),
  "Quantity.isInteger(): bool": (a: CelQuantity) => a.nanos % UNIT === 0n,
  "Quantity.asInteger(): int": (a: CelQuantity) => a.nanos / UNIT,
  "Quantity.add(Quantity): Quantity": (a: CelQuantity, b: CelQuantity) => new CelQuantity(a.nanos + b.nanos),
  "Quantity.sub(Quantity): Quantity": (a: CelQuantity, b: CelQuantity) => new CelQuantity(a.nanos - b.nanos),
  "isIP(string): bool": (text: string) => ipAddress(text).length === 0,
  "ip(string): IP": (text: string) => new CelIp(text),
  "IP.family(): int": ({ text }: CelIp) => (parseAddress(text)?.length === 4 ? 4n : 6n),
  "isCIDR(string): bool": (text: string) => cidr(text).length === 0,
};
