import type { Format } from "../format.ts";

/** The whole report as one JSON object, `{ summary, findings }`; its schema is schemas/report.json. */
const json: Format = ({ summary, findings }) => `${JSON.stringify({ summary, findings }, null, 2)}\n`;

export default json;
