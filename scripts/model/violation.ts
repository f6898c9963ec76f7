import type { RuleId } from "../finding.ts";

/** What a stage has to say about one object, before it is known whose object it is. */
export interface Violation {
  /** "model/schema", "api/metadata-name". */
  readonly rule: RuleId;
  /** JSON pointer into the object. */
  readonly path: string;
  readonly message: string;
  readonly help: string;
}
