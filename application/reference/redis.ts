import { connect, type Socket } from "node:net";
import type { Log } from "./log.ts";
import { decode, encode, type Reply } from "./resp.ts";

interface Waiting {
  readonly resolve: (reply: Exclude<Reply, Error>) => void;
  readonly reject: (error: Error) => void;
}

const TIMEOUT_MS = 2000;
const RETRY_MS = 1000;

/**
 * A client of one Redis: one connection, commands in order. It connects again by itself, and a command fails at once
 * while there is no connection: the application goes on without its cache.
 */
export class Redis {
  readonly #options: { host: string; port: number; password: string | undefined };
  readonly #log: Log;
  #socket: Socket | undefined;
  #received = Buffer.alloc(0);
  #waiting: Waiting[] = [];
  #closed = false;
  /** True between a login that succeeded and the loss of the connection. */
  connected = false;

  constructor(options: { host: string; port: number; password: string | undefined }, log: Log) {
    this.#options = options;
    this.#log = log;
    this.#connect();
  }

  /** @throws the error that Redis answers, or the want of a connection */
  command(...words: string[]): Promise<Exclude<Reply, Error>> {
    if (!this.connected) return Promise.reject(new Error("redis: not connected"));
    return this.#send(words);
  }

  close(): void {
    this.#closed = true;
    this.#socket?.destroy();
  }

  #connect(): void {
    const { host, port, password } = this.#options;
    const socket = connect({ host, port, noDelay: true });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    let problem = "connection closed";
    socket.on("data", (data: Buffer) => this.#receive(data));
    socket.on("error", (error) => (problem = error.message));
    socket.on("timeout", () => socket.destroy(new Error(`no reply within ${TIMEOUT_MS} ms`)));
    socket.on("connect", () => {
      const login = password === undefined ? this.#send(["PING"]) : this.#send(["AUTH", password]);
      login.then(
        () => {
          this.connected = true;
          this.#log("info", `redis: connected to ${host}:${port}`);
        },
        (error: Error) => socket.destroy(error),
      );
    });
    socket.on("close", () => {
      this.connected = false;
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`redis: ${problem}`));
      if (this.#closed) return;
      this.#log("warning", `redis: no connection to ${host}:${port}: ${problem}`);
      setTimeout(() => this.#closed || this.#connect(), RETRY_MS).unref();
    });
  }

  #send(words: readonly string[]): Promise<Exclude<Reply, Error>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#socket?.setTimeout(TIMEOUT_MS);
      this.#socket?.write(encode(words));
    });
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    try {
      for (let read = decode(this.#received, 0); read; read = decode(this.#received, 0)) {
        this.#received = this.#received.subarray(read.end);
        this.#answer(read.reply);
      }
    } catch (error) {
      this.#socket?.destroy(error as Error);
    }
    if (this.#waiting.length === 0) this.#socket?.setTimeout(0);
  }

  #answer(reply: Reply): void {
    const waiting = this.#waiting.shift();
    if (reply instanceof Error) waiting?.reject(reply);
    else waiting?.resolve(reply);
    // A primary that became a replica: whatever stands before it leads to the new one.
    if (reply instanceof Error && reply.message.startsWith("READONLY")) this.#socket?.destroy(reply);
  }
}
