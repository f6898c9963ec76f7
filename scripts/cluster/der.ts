/** The little of ASN.1's Distinguished Encoding Rules that an X.509 certificate needs (ITU-T X.690). */

/** A tag, the length of the content, the content. */
export function encode(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const sequence = (...items: Uint8Array[]): Buffer => encode(0x30, ...items);
export const set = (...items: Uint8Array[]): Buffer => encode(0x31, ...items);
export const octets = (content: Uint8Array): Buffer => encode(0x04, content);
export const utf8 = (text: string): Buffer => encode(0x0c, Buffer.from(text));
export const boolean = (value: boolean): Buffer => encode(0x01, Buffer.from([value ? 0xff : 0]));

/** A non-negative integer from its big-endian bytes; a leading zero keeps it from being read as negative. */
export const integer = (bytes: Uint8Array): Buffer => encode(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

/** A string of whole bytes, or of bits of which the last `unused` do not count. */
export const bits = (content: Uint8Array, unused = 0): Buffer => encode(0x03, Buffer.from([unused]), content);

/** GeneralizedTime would do too, but RFC 5280 asks for UTCTime through the year 2049. */
export const utcTime = (time: Date): Buffer => encode(0x17, Buffer.from(`${time.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));

/** An object identifier in dotted form; the first two arcs share a byte, the others take seven bits a byte. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap(base128)];
  return encode(0x06, Buffer.from(bytes));
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let left = arc >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
