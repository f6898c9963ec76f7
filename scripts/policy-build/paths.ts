import { fileURLToPath } from "node:url";

/** This toolchain's own root: the folder that holds policies/ and tools/. */
export const TOOLCHAIN = fileURLToPath(new URL("../..", import.meta.url));
/** Everything below is relative to it, so that the compiler never sees the name of a person's home. */
export const POLICIES = "policies";
/** What the rules see, for the type checker of OPA. */
export const INPUT_SCHEMA = "schemas/policies/input.json";
export const DIST = "policies/dist";
