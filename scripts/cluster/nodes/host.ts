import { execFile } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** Programs of the machine that make the namespaces, fetch the packages and speak to the API server, and the package of each. */
const NEEDED = { unshare: "util-linux", nsenter: "util-linux", ip: "iproute2", ps: "procps", tar: "tar", dpkg: "dpkg", "apt-get": "apt", kubectl: "kubectl" };

/** Why this machine cannot run real nodes, in a sentence that says what would help; undefined where it can. */
export async function whyNot(platform = process.platform, user = process.getuid?.()): Promise<string | undefined> {
  if (platform !== "linux") return `real nodes are namespaces of a Linux kernel, and this is ${platform}; use simulated nodes, or a Linux machine`;
  if (user !== 0) return "real nodes need root, for namespaces, mounts and cgroups; run it as root, or use simulated nodes";
  const missing = Object.entries(NEEDED).filter(([program]) => !isOnPath(program));
  if (missing.length > 0) return `not on PATH: ${missing.map(([program, name]) => `${program} (${name})`).join(", ")}`;
  if (!readdirSync("/var/lib/apt/lists", { withFileTypes: true }).some(({ name }) => /_Packages(\.|$)/.test(name)))
    return "apt has no lists of packages; run `apt-get update` as root";
  try {
    await promisify(execFile)("unshare", ["--mount", "--net", "--pid", "--ipc", "--uts", "--cgroup", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
  } catch {
    return "this machine lets nobody make namespaces and mounts (a container without CAP_SYS_ADMIN?); run it outside the container, or in a privileged one";
  }
  return undefined;
}

function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
