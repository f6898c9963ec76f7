import { connect, type Socket } from "node:net";

export type Reply = string | number | null | Error | Reply[];

/** A client of Redis or Sentinel, as small as the tests need it: commands in order, replies in order. */
export class Connection {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = [];
  #broken: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (data) => this.#receive(data as Buffer));
    socket.on("error", (error) => this.#break(error));
    socket.on("close", () => this.#break(new Error("connection closed")));
    socket.setTimeout(10_000, () => socket.destroy(new Error("no reply within 10 s")));
  }

  /**
   * @param password given with AUTH; undefined for a client that has none
   * @throws if there is no connection or the password is refused
   */
  static async open(host: string, port: number, password?: string): Promise<Connection> {
    const socket = connect({ host, port, noDelay: true });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    const connection = new Connection(socket);
    if (password !== undefined) await connection.command("AUTH", password);
    return connection;
  }

  /** @throws the error that the server answers, or the loss of the connection */
  async command(...words: string[]): Promise<Exclude<Reply, Error>> {
    if (this.#broken) throw this.#broken;
    const lines = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#socket.write(`*${words.length}\r\n${lines.join("")}`);
    });
    if (reply instanceof Error) throw reply;
    return reply;
  }

  close(): void {
    this.#socket.destroy();
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#broken);
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (let parsed = parse(this.#received, 0); parsed; parsed = parse(this.#received, 0)) {
      this.#received = this.#received.subarray(parsed.end);
      this.#waiting.shift()?.resolve(parsed.reply);
    }
  }
}

/** One reply of RESP2 that starts at an offset, or undefined while it is not complete. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
function parse(buffer: Buffer, start: number): { reply: Reply; end: number } | undefined {
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
      const length = Number(line);
      if (length < 0) return { reply: null, end: after };
      const end = after + length + 2;
      return end > buffer.length ? undefined : { reply: buffer.toString("utf8", after, end - 2), end };
    }
    case "*": {
      const replies: Reply[] = [];
      let end = after;
      for (let left = Number(line); left > 0; left -= 1) {
        const element = parse(buffer, end);
        if (!element) return undefined;
        replies.push(element.reply);
        end = element.end;
      }
      return { reply: replies, end };
    }
    default:
      throw new Error(`not a reply of Redis: ${line}`);
  }
}
