import { containers } from "./containers.ts";
import { metadata } from "./metadata.ts";
import type { Mutation } from "./mutation.ts";
import { network } from "./network.ts";
import { platform } from "./platform.ts";
import { pods } from "./pods.ts";
import { shape } from "./shape.ts";
import { workloads } from "./workloads.ts";

/** Every named mutation there is. */
export const MUTATIONS: readonly Mutation[] = [...metadata, ...shape, ...containers, ...pods, ...workloads, ...network, ...platform];
