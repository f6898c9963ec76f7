import { deploy, progressOf } from "../cluster/argocd/deploy.ts";
import { endArgoCdCluster, isUp, readInstance } from "../cluster/argocd/instance.ts";
import { startArgoCdCluster } from "../cluster/argocd/up.ts";
import { argoCdDirectory } from "../cluster/control-plane.ts";
import { residentMegabytes } from "../cluster/processes.ts";
import { discover } from "../discover/index.ts";
import { environmentsOf } from "../discover/repository.ts";
import { UserError } from "../errors.ts";
import { Progress } from "./progress.ts";

/** `cluster:up --argocd`: a whole cluster whose Argo CD deploys the last commit of the repository in the current folder. */
export async function upWithArgoCd({ env, bootstrap }: { env?: string; bootstrap?: string }, say: (line: string) => void): Promise<void> {
  const root = process.cwd();
  const environment = await chooseEnvironment(root, env);
  const directory = argoCdDirectory(environment);
  if (isUp(directory)) throw new UserError(`a cluster of ${environment} is up already; cluster:status tells how to reach it, cluster:down ends it`);
  const started = Date.now();
  const sayTime = (line: string) => say(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const progress = new Progress();
  // Its processes are not in the terminal's process group and would outlive an interrupt.
  const interrupted = () => void endArgoCdCluster(directory).finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  const cluster = await startArgoCdCluster({ directory, root, environment, say: sayTime });
  for (const line of cluster.argocd.cast) say(`          ${line}`);
  let last = "";
  try {
    const all = await deploy(cluster, {
      bootstrap,
      onChange: (applications) => {
        const line = progressOf(applications);
        if (line !== last) process.stderr.isTTY ? progress.show(line) : sayTime(line);
        last = line;
      },
    });
    progress.clear();
    sayTime(`all ${all.length} Applications are Synced and Healthy; ${residentMegabytes(directory)} MB of memory`);
  } finally {
    cluster.client.close();
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
  for (const line of describeArgoCd(directory)) say(line);
}

/** How to work with the Argo CD of a cluster; nothing where it has none. */
export function describeArgoCd(directory: string): string[] {
  const instance = readInstance(directory);
  if (!instance) return [];
  const { environment, place, checkout } = instance.argocd;
  return [`${environment}: Argo CD's API on http://127.0.0.1:${place.ports.server}, a clone to change and push in ${checkout}`];
}

async function chooseEnvironment(root: string, asked: string | undefined): Promise<string> {
  const repository = await discover(root);
  const withArgoCd = environmentsOf(repository).filter((name) => repository.applications.some(({ environment }) => environment === name));
  const name = asked ?? repository.config.promote.from ?? (withArgoCd.length === 1 ? withArgoCd[0] : undefined);
  if (name === undefined || !withArgoCd.includes(name))
    throw new UserError(`${name ? `no Application belongs to ${name}` : "which environment?"}; choose with --env one of ${withArgoCd.join(", ")}`);
  return name;
}
