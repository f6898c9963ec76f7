import { cacheDirectory, digest } from "../../cache.ts";
import { UserError } from "../../errors.ts";
import { ofToolchain, TOOLCHAIN } from "../../toolchain.ts";
import { takeLock } from "../lock.ts";
import { bringUp } from "./bring-up.ts";
import { hierarchies, parentsOf } from "./cgroups.ts";
import { closure, unpack } from "./debian.ts";
import { packImage, readRecipes } from "./images.ts";
import { MACHINE, NODE_PROGRAMS, OWN_IMAGES } from "./node.ts";
import { buildNodePrograms, missingNodePrograms, type NodePrograms } from "./programs.ts";
import { ended, endNodes, isHeld, type NodesState, type RunningNode, readState } from "./state.ts";

/** The Go modules of programs. */
export const TOOLS = ofToolchain("tools");
/** What runs under which image's name. */
export const RECIPES = `${TOOLS}/node/images.yaml`;
/** Of this checkout: another one has another cluster beside it, in its own network. */
const ID = digest([TOOLCHAIN]).slice(0, 12);
/** Holds what a running cluster writes; gone when it is. */
export const DIRECTORY = cacheDirectory("nodes", ID);
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

type Say = (line: string) => void;

/**
 * Builds and packs what is missing, then starts a control plane with three real nodes. One that runs is left alone, what an
 * interrupted start left is cleaned up.
 * @param say told what takes long, and how long each step took
 * @throws UserError where something is missing or does not start (then nothing is left running), or another start is under way
 */
export function startNodes(say: Say): Promise<NodesState> {
  return exclusively(async () => {
    const state = readState(DIRECTORY);
    if (state && isWhole(state)) {
      say("real nodes already run; `npm run cluster:down` ends them");
      return state;
    }
    if (state) say(`an earlier cluster ${state.ready ? `ended in part: ${ended(state).join(", ")}` : "was interrupted while starting"}; cleaning up`);
    return start(await buildNodePrograms(TOOLS, say), say);
  });
}

/** Ends the cluster of this checkout and removes all that it left. False where there was none. */
export function stopNodes(): Promise<boolean> {
  return exclusively(() => endNodes(DIRECTORY));
}

/** The cluster of this checkout, or what an interrupted start left of it. */
export function nodesState(): NodesState | undefined {
  return readState(DIRECTORY);
}

/** Whether a cluster has started, no node of it is missing a program, and nothing of it has ended since. */
export function isWhole(state: NodesState): boolean {
  const isWholeNode = ({ name }: RunningNode) => NODE_PROGRAMS.every((program) => state.processes.some((each) => each.node === name && each.name === program));
  return state.ready !== undefined && isHeld(state) && ended(state).length === 0 && state.nodes.every(isWholeNode);
}

/** What would have to be built first; undefined where there is no Go. */
export function missing(): Promise<string[] | undefined> {
  return missingNodePrograms(TOOLS);
}

async function start(programs: NodePrograms, say: Say): Promise<NodesState> {
  say("unpacking Debian packages and packing images");
  const packages = await closure(MACHINE);
  const machine = await unpack(packages);
  const own = readRecipes(RECIPES).filter(({ image }) => Object.values(OWN_IMAGES).includes(image));
  const images = await Promise.all(own.map((recipe) => packImage(recipe, programs.nodes)));
  await endNodes(DIRECTORY);
  const all = hierarchies();
  const cgroup = `gitops-${ID}`;
  const nothing = { outer: -1, inner: -1 };
  const versions = packages.map(({ name, version }) => `${name} ${version}`);
  const state: NodesState = { directory: DIRECTORY, holder: nothing, nodes: [], processes: [], cgroups: parentsOf(cgroup, all), packages: versions };
  const interrupted = () => {
    process.stderr.write("interrupted: ending what was started\n");
    void endNodes(DIRECTORY).finally(() => process.exit(130));
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    await bringUp(state, { programs, machine, images: images.map(({ file }) => file), hierarchies: all, cgroup }, say);
    return state;
  } catch (error) {
    await endNodes(DIRECTORY);
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupted);
  }
}

async function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const unlock = takeLock(DIRECTORY);
  if (!unlock) throw new UserError("real nodes are being started or ended by another command; wait for its end");
  try {
    return await work();
  } finally {
    unlock();
  }
}
