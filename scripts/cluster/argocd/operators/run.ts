import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiClient, type Endpoint } from "../../client.ts";
import { Cluster } from "./stand-in.ts";
import { STAND_INS } from "./stand-ins.ts";

/** What the program is told, in a file. */
export interface OperatorsConfig {
  endpoint: Endpoint;
}

/** Looks at every kind once a second; an error is written to the log and the object tried again. */
async function run({ endpoint }: OperatorsConfig): Promise<never> {
  const cluster = new Cluster(new ApiClient(endpoint));
  say("ready");
  for (;;) {
    for (const standIn of STAND_INS) {
      const objects = await cluster.list(standIn).catch(() => []);
      for (const object of objects.filter((each) => !standIn.settled(each))) {
        const what = `${object.kind} ${object.metadata.namespace ?? ""}/${object.metadata.name}`;
        await standIn.act(object, cluster).then(
          () => say(what),
          (error: Error) => say(`${what}: ${error.message}`),
        );
      }
    }
    await sleep(1000);
  }
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

// Started by up.ts with the path of its configuration, which is also how it is known again among the processes.
if (import.meta.main) await run(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as OperatorsConfig);
