import { spawn } from "node:child_process";
import { join } from "node:path";
import { kubectlCommand } from "../../../scripts/cluster/nodes/kubectl.ts";
import { ROOT } from "../../support/cli.ts";
import type { Rendered } from "../../support/rendered.ts";
import { applicationPods, deployApplication, SELECTOR } from "../application.ts";
import type { TestCluster } from "../cluster.ts";
import { NAMESPACE } from "../redis.ts";
import type { Story } from "../story.ts";

/** What a process of the container is, and what it can write to. */
const INSIDE = `
id -u; id -g
grep ^NoNewPrivs /proc/self/status; grep ^CapEff /proc/self/status; grep ^Seccomp: /proc/self/status
for place in /tmp /app/cache /dev/shm /data /logs /app/experiments; do touch "$place/x" && rm "$place/x" || echo "cannot write to $place"; done
touch /x 2>/dev/null || echo "root read-only"
for tool in bash curl df du find printenv rm sh sort tail wc; do command -v "$tool" >/dev/null || echo "no $tool"; done`;
const WANTED = ["1000", "1000", "NoNewPrivs:\t1", "CapEff:\t0000000000000000", "Seccomp:\t2", "root read-only"];

/** The reference implementation in production's pod: its probes answer, it is confined, and it keeps the contract of its image. */
export const application: Story = {
  name: "application",
  async tell(cluster) {
    const started = Date.now();
    const takeAway = await deployApplication(cluster, 2);
    try {
      const ready = (Date.now() - started) / 1000;
      const [pod = ""] = await applicationPods(cluster);
      const { stdout, stderr } = await cluster.exec(NAMESPACE, pod, ["sh", "-c", INSIDE]);
      if (stdout.trim() !== WANTED.join("\n")) throw new Error(`in the pod: ${stdout.trim().replaceAll("\n", ", ")} ${stderr.trim()}`);
      const { items } = await cluster.get(`--namespace=${NAMESPACE}`, "pods", `--selector=${SELECTOR}`);
      const restarts = items.flatMap(({ status }: Rendered) => status.containerStatuses.map(({ restartCount }: Rendered) => restartCount));
      if (restarts.some((count: number) => count > 0)) throw new Error(`its containers restarted: ${restarts.join(", ")}`);
      const contract = await checkContract(cluster, pod);
      return {
        "seconds until both pods are ready": ready.toFixed(1),
        "a process in it": "UID 1000, no capability, no new privileges, seccomp, root read-only",
        "contract of the image": contract,
      };
    } finally {
      await takeAway();
    }
  },
};

/** Asks the pod what `npm run test:contract` asks, by a port-forward as its page says. @returns its last word */
async function checkContract(cluster: TestCluster, pod: string): Promise<string> {
  const [program = "", ...args] = kubectlCommand(cluster.state);
  const forward = spawn(program, [...args, `--namespace=${NAMESPACE}`, "port-forward", `pod/${pod}`, "8000", "8080"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise<void>((resolve, reject) => {
      forward.stdout.once("data", () => resolve());
      forward.once("exit", () => reject(new Error(`no port-forward to ${pod}`)));
    });
    const { code, stdout, stderr } = await cluster.inNetwork([process.execPath, join(ROOT, "application", "check", "main.ts"), "http://localhost:8000"]);
    if (code !== 0) throw new Error(`the contract is not kept: ${stdout.match(/^FAIL.*$/gm)?.join("; ") ?? ""}${stderr}`);
    return /^All .*$/m.exec(stdout)?.[0] ?? "";
  } finally {
    forward.kill();
  }
}
