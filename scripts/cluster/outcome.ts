/** What the API server said to one request. */
export interface Outcome {
  accepted: boolean;
  /** HTTP status. */
  status: number;
  /** metav1.StatusReason, such as Invalid, BadRequest, Forbidden, AlreadyExists; empty when accepted. */
  reason: string;
  /** The whole refusal in one text; empty when accepted. */
  message: string;
  /** One entry a field that was refused. */
  causes: Cause[];
  /** What the server warns of though it accepts: deprecated versions, Pod Security of a template. */
  warnings: string[];
  /** The answer as it came. */
  body: unknown;
}

/** metav1.StatusCause. */
export interface Cause {
  /** "FieldValueInvalid", "FieldValueRequired", … */
  reason: string;
  /** As the server writes it: "spec.template.spec.containers[0].name". */
  field: string;
  message: string;
}

/** Reads an answer of the API server: a metav1.Status for a refusal, else the object. */
export function outcomeOf(status: number, text: string, warning?: string): Outcome {
  const body = parse(text);
  const warnings = warning === undefined ? [] : [...warning.matchAll(/299 \S+ ("(?:[^"\\]|\\.)*")/g)].map(([, quoted = ""]) => unquote(quoted));
  if (status >= 200 && status < 300) return { accepted: true, status, reason: "", message: "", causes: [], warnings, body };
  const failure = body as { reason?: string; message?: string; details?: { causes?: Partial<Cause>[] } };
  const causes = (failure.details?.causes ?? []).map(({ reason = "", field = "", message = "" }) => ({ reason, field, message }));
  return { accepted: false, status, reason: failure.reason ?? "", message: failure.message ?? text.trim(), causes, warnings, body };
}

/** "spec.template.spec.containers[0].ports[1].name" as a JSON pointer; keys of maps are written [key] like indices of lists. */
export function fieldToPointer(field: string): string {
  if (field === "" || field === "<nil>") return "";
  const parts = [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, bracketed, plain]) => bracketed ?? plain ?? "");
  return parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A quoted-string of HTTP escapes with a backslash whatever follows (RFC 9110, 5.6.4). */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, "$1");
}
