import { all, type Check, fields, rule } from "../rule.ts";
import { nonNegative, oneOf } from "../values.ts";
import { cronError } from "./cron.ts";
import { jobSpec } from "./job-spec.ts";

const schedule: Check = rule(
  "cron-schedule",
  "batch validateScheduleFormat",
  "Write minute, hour, day of month, month and day of week, or @hourly and the like; the time zone goes into timeZone.",
  (field) => {
    if (field.text === "") return field.required();
    const error = cronError(field.text);
    if (error) field.invalid(error);
    if (field.text.includes("TZ")) field.invalid("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
  },
);

const timeZone: Check = rule("time-zone", "batch validateTimeZone", "Name a zone of the IANA database, such as Europe/Berlin or Etc/UTC.", (field) => {
  if (!field.present) return;
  const zone = field.text;
  if (zone === "") return field.invalid("timeZone must be nil or non-empty string");
  if (zone.toLowerCase() === "local") {
    return field.invalid("timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
  }
  const parts = zone.split("/");
  const strange = parts.some((part) => /^(\.|\.\.|-.*)$/.test(part) || !/^[A-Za-z._0-9+-]{1,14}$/.test(part));
  if (strange || !isKnownZone(zone)) field.invalid(`unknown time zone ${zone}`);
});

/** The areas of the time zone database, as its folders are written. */
const AREAS = "Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US".split(" ");

/** Whether the time zone database has the zone, in this case of letters: the API server looks for a file of that name. */
function isKnownZone(zone: string): boolean {
  const [area = "", place] = zone.split("/");
  if (!/^[A-Z]/.test(place ?? area) || (place !== undefined && !AREAS.includes(area))) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}

const policies: Check = rule(
  "cron-job",
  "batch validateCronJobSpec",
  "Use concurrencyPolicy Allow, Forbid or Replace, and numbers that are not negative.",
  fields({
    concurrencyPolicy: oneOf("Allow", "Forbid", "Replace"),
    startingDeadlineSeconds: nonNegative,
    successfulJobsHistoryLimit: nonNegative,
    failedJobsHistoryLimit: nonNegative,
  }),
);

const noSelector: Check = rule(
  "job-template-selector",
  "batch ValidateJobTemplateSpec",
  "Leave selector and manualSelector out of a CronJob's template: each Job gets its own.",
  (spec) => {
    if (spec.at("selector").present) spec.at("selector").invalid("`selector` will be auto-generated");
    if (spec.at("manualSelector").true) spec.at("manualSelector").unsupported(["nil", "false"]);
  },
);

const name: Check = rule("cron-job-name", "batch ValidateCronJobCreate", "Give a CronJob a name of at most 52 characters: its Jobs add eleven.", (field) => {
  if (field.text.length > 52) field.invalid("must be no more than 52 characters");
});

/** CronJob, batch/v1. */
export const cronJob: Check = (object) => {
  const spec = object.at("spec");
  const job = spec.under("jobTemplate", "spec");
  all(policies, fields({ schedule, timeZone }))(spec);
  name(object.under("metadata", "name"));
  noSelector(job);
  jobSpec(job, true);
};
