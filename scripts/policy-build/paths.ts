/** Relative to the toolchain, so that the compiler never sees the name of a person's home. */
export const POLICIES = "policies";
/** What the rules see, for the type checker of OPA. */
export const INPUT_SCHEMA = "schemas/policies/input.json";
export const DIST = "policies/dist";
