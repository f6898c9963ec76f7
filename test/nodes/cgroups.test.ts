import { describe, expect, test } from "vitest";
import { controllersOf, hierarchies } from "../../scripts/cluster/nodes/cgroups.ts";

const mount = (root: string, point: string, type: string, options: string) => `25 24 0:22 ${root} ${point} rw,relatime - ${type} cgroup rw,${options}`;

describe("cgroup hierarchies", () => {
  test("with version 1, each controller's own cgroup, where its mount shows it", () => {
    const mounts = [mount("/", "/sys/fs/cgroup/cpu,cpuacct", "cgroup", "cpu,cpuacct"), mount("/docker/x", "/sys/fs/cgroup/memory", "cgroup", "memory")];
    const own = "5:cpu,cpuacct:/session\n4:memory:/docker/x/inner\n1:name=systemd:/\n0::/";
    const found = hierarchies(mounts.join("\n"), own);
    expect(found).toEqual([
      { controllers: "cpu,cpuacct", own: "/sys/fs/cgroup/cpu,cpuacct/session" },
      { controllers: "memory", own: "/sys/fs/cgroup/memory/inner" },
    ]);
    expect(controllersOf(found)).toBe("cpu,cpuacct memory");
  });

  test("runc keeps processes in systemd's hierarchy too; of others that are only named a node needs none", () => {
    const mounts = ["name=systemd", "name=elogind"].map((name) => mount("/", `/sys/fs/cgroup/${name.slice(5)}`, "cgroup", name));
    const found = hierarchies(
      [mount("/", "/sys/fs/cgroup/memory", "cgroup", "memory"), ...mounts].join("\n"),
      "3:memory:/\n2:name=systemd:/\n1:name=elogind:/",
    );
    expect(found.map(({ controllers }) => controllers)).toEqual(["memory", "none,name=systemd"]);
  });

  test("with version 2 alone, the mount's root", () => {
    expect(hierarchies(mount("/", "/sys/fs/cgroup", "cgroup2", "nsdelegate"), "0::/user.slice")).toEqual([{ controllers: "v2", own: "/sys/fs/cgroup" }]);
  });

  test("a version 2 beside version 1 that has the controllers is left alone", () => {
    const mounts = [mount("/", "/sys/fs/cgroup/unified", "cgroup2", "nsdelegate"), mount("/", "/sys/fs/cgroup/memory", "cgroup", "memory")];
    expect(hierarchies(mounts.join("\n"), "2:memory:/\n0::/").map(({ controllers }) => controllers)).toEqual(["memory"]);
  });
});
