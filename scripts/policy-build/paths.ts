/** Relative to the root of whoever's rules they are, so that the compiler never sees the name of a person's home. */
export const POLICIES = "policies";
/** What the rules see, for the type checker of OPA; relative to the toolchain's root. */
export const INPUT_SCHEMA = "schemas/policies/input.json";
export const DIST = "policies/dist";
