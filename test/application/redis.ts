import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { Connection } from "../operations/redis/connection.ts";
import { eventually } from "../operations/redis/eventually.ts";
import { which } from "../support/programs.ts";

export const PASSWORD = "test0only0password0123456789";

/** A real Redis on a free port of loopback, with a password, and without files. */
export class RedisServer {
  readonly port: number;
  #child: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<RedisServer> {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const server = new RedisServer(port);
    await server.run();
    return server;
  }

  /** What the reference needs to know of it. */
  get env(): Record<string, string> {
    return { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(this.port), REDIS_PASSWORD: PASSWORD };
  }

  async run(): Promise<void> {
    const options = ["--bind", "127.0.0.1", "--port", String(this.port), "--requirepass", PASSWORD, "--save", "", "--appendonly", "no", "--dir", "/tmp"];
    this.#child = spawn(which("redis-server") as string, options, { stdio: "ignore" });
    await eventually(() => this.command("PING"));
  }

  async command(...words: string[]) {
    const connection = await Connection.open("127.0.0.1", this.port, PASSWORD);
    try {
      return await connection.command(...words);
    } finally {
      connection.close();
    }
  }

  async stop(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "close");
  }
}
