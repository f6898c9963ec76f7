import { connect, type Socket } from "node:net";
import { decode, encode, type Reply } from "../../../application/reference/resp.ts";

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
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#socket.write(encode(words));
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
    for (let parsed = decode(this.#received, 0); parsed; parsed = decode(this.#received, 0)) {
      this.#received = this.#received.subarray(parsed.end);
      this.#waiting.shift()?.resolve(parsed.reply);
    }
  }
}
