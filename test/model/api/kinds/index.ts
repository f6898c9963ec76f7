import type { Suite } from "../suite.ts";
import * as admission from "./admission.ts";
import * as cluster from "./cluster.ts";
import * as custom from "./custom.ts";
import * as definition from "./definition.ts";
import * as network from "./network.ts";
import * as platform from "./platform.ts";
import { pod } from "./pod.ts";
import * as storage from "./storage.ts";
import * as workloads from "./workloads.ts";

/** Every kind's suite, by name. */
export const SUITES: Record<string, Suite> = { pod, ...workloads, ...network, ...cluster, ...storage, ...admission, ...custom, ...platform, ...definition };
