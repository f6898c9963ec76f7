import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { UserError } from "../../errors.ts";

/** A hierarchy of version 1, or the one of version 2, as this process sees it. */
export interface Hierarchy {
  /** The controllers as `mount -o` wants them, such as "cpu,cpuacct" or "none,name=systemd"; "v2" for the one of version 2. */
  controllers: string;
  /** The folder of the cgroup below which ours go. */
  own: string;
}

/** Of version 1 and without a controller: runc keeps processes in it too, so each node needs a part of its own. */
const NAMED = "name=systemd";
const V2_CONTROLLERS = ["cpu", "cpuset", "io", "memory", "pids"];

/**
 * Where cgroups can be made. With version 1 below this process's own, so that whatever limits it limits the nodes; with
 * version 2 at the mount's root, since there a cgroup with processes may not hand controllers down.
 * https://docs.kernel.org/admin-guide/cgroup-v2.html#no-internal-process-constraint
 */
export function hierarchies(mountinfo = readFileSync("/proc/self/mountinfo", "utf8"), own = readFileSync("/proc/self/cgroup", "utf8")): Hierarchy[] {
  const paths = new Map(own.split("\n").map((line) => [line.split(":")[1] ?? "", line.split(":").slice(2).join(":")]));
  const mounts = mountinfo.split("\n").flatMap((line) => {
    const [, , , root = "", point = "", ...rest] = line.split(" ");
    const [type = "", , options = ""] = rest.slice(rest.indexOf("-") + 1);
    return type.startsWith("cgroup") ? [{ type, root, point, options: options.split(",") }] : [];
  });
  const version1 = mounts
    .filter(({ type }) => type === "cgroup")
    .flatMap(({ root, point, options }) => {
      const controllers = options
        .filter((option) => !["rw", "ro"].includes(option) && !/^(xattr|noprefix|clone_children|release_agent=.*)$/.test(option))
        .join(",");
      const path = paths.get(controllers);
      if (path === undefined || (controllers.startsWith("name=") && controllers !== NAMED)) return [];
      return [{ controllers: controllers === NAMED ? `none,${NAMED}` : controllers, own: join(point, relative(root, path)) }];
    });
  if (version1.some(({ controllers }) => controllers.includes("memory"))) return version1;
  const version2 = mounts.find(({ type }) => type === "cgroup2");
  return version2 ? [{ controllers: "v2", own: version2.point }] : [];
}

/** What node-init.sh is told to mount. */
export function controllersOf(all: readonly Hierarchy[]): string {
  return all.map(({ controllers }) => controllers).join(" ");
}

/**
 * Makes a cgroup for each node in each hierarchy.
 * @returns by node, the folders whose cgroup.procs its processes have to enter
 * @throws UserError where the machine's version 2 keeps a controller to itself
 */
export function createCgroups(parent: string, nodes: readonly string[], all: readonly Hierarchy[]): Map<string, string[]> {
  return new Map(
    nodes.map((node) => [node, all.map(({ controllers, own }) => (controllers === "v2" ? version2(own, parent, node) : version1(own, parent, node)))]),
  );
}

/** Removes the cgroups below the folders, and them. False while a process in them is still ending. */
export function removeCgroups(folders: readonly string[]): boolean {
  return folders.map(remove).every(Boolean);
}

/** The parents of all cgroups that createCgroups makes: what there is to remove. */
export function parentsOf(parent: string, all: readonly Hierarchy[]): string[] {
  return all.map(({ own }) => join(own, parent));
}

function version1(own: string, parent: string, node: string): string {
  const folder = join(own, parent, node);
  mkdirSync(folder, { recursive: true });
  // A cpuset starts empty, and then nothing can run in it.
  for (const file of ["cpuset.cpus", "cpuset.mems"])
    if (existsSync(join(own, file))) for (const each of [join(own, parent), folder]) writeFileSync(join(each, file), readFileSync(join(own, file)));
  return folder;
}

/** The processes of a node go into a leaf, so that kubelet may hand controllers from the node's cgroup down to its pods. */
function version2(root: string, parent: string, node: string): string {
  const leaf = join(root, parent, node, "init");
  mkdirSync(leaf, { recursive: true });
  for (const each of [root, join(root, parent), join(root, parent, node)]) {
    const there = readFileSync(join(each, "cgroup.controllers"), "utf8").trim().split(" ");
    try {
      for (const controller of V2_CONTROLLERS.filter((name) => there.includes(name))) writeFileSync(join(each, "cgroup.subtree_control"), `+${controller}`);
    } catch (error) {
      throw new UserError(
        `cgroup version 2 hands no controllers down in ${each} (${(error as Error).message}); in a container, run its processes below the root of its cgroup`,
      );
    }
  }
  return leaf;
}

function remove(folder: string): boolean {
  if (!existsSync(folder)) return true;
  const children = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const empty = children.map(({ name }) => remove(join(folder, name))).every(Boolean);
  if (!empty) return false;
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
