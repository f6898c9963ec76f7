export type Reply = string | number | null | Error | Reply[];

/** A command as Redis reads it: an array of bulk strings. */
export function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

/**
 * Reads one reply of RESP2: https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * @returns the reply and where it ends, or undefined while it is not complete
 * @throws if it is no RESP2
 */
export function decode(buffer: Buffer, start: number): { reply: Reply; end: number } | undefined {
  const newline = buffer.indexOf("\r\n", start);
  if (newline === -1) return undefined;
  const line = buffer.toString("utf8", start + 1, newline);
  const after = newline + 2;
  switch (String.fromCharCode(buffer[start] ?? 0)) {
    case "+":
      return { reply: line, end: after };
    case "-":
      return { reply: new Error(line), end: after };
    case ":":
      return { reply: Number(line), end: after };
    case "$": {
      if (Number(line) < 0) return { reply: null, end: after };
      const end = after + Number(line) + 2;
      return end > buffer.length ? undefined : { reply: buffer.toString("utf8", after, end - 2), end };
    }
    case "*":
      return decodeArray(buffer, Number(line), after);
    default:
      throw new Error(`not a reply of Redis: ${line}`);
  }
}

function decodeArray(buffer: Buffer, length: number, start: number): { reply: Reply; end: number } | undefined {
  if (length < 0) return { reply: null, end: start };
  const replies: Reply[] = [];
  let end = start;
  while (replies.length < length) {
    const element = decode(buffer, end);
    if (!element) return undefined;
    replies.push(element.reply);
    end = element.end;
  }
  return { reply: replies, end };
}
