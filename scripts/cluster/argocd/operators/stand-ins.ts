import { OWNERS } from "./owners.ts";
import { PLATFORM } from "./platform.ts";

/** Every controller that something stands in for. */
export const STAND_INS = [...PLATFORM, ...OWNERS];
