import { type Check, rule } from "./rule.ts";
import { atLeast, between } from "./values.ts";

/** How many bits of a hash the shuffling may use. Source: apiserver util/shufflesharding MaxHashBits. */
const HASH_BITS = 60;

const queuing: Check = rule(
  "priority-level-queues",
  "flowcontrol ValidatePriorityLevelQueuingConfiguration",
  "Deal a request to fewer queues (handSize) than there are, within 60 bits of hash.",
  (field) => {
    const [length, queues, hand] = field.places("queueLengthLimit", "queues", "handSize");
    // What is 0 or absent is defaulted.
    const [cards, dealt] = [queues.number || 64, hand.number || 8];
    atLeast(0, "must be positive")(length);
    if (cards < 0) queues.invalid("must be positive");
    else if (cards > 10_000_000) queues.invalid("must not be greater than 10000000");
    const bits = Math.ceil(Math.log2(cards) * dealt);
    if (dealt < 0) hand.invalid("must be positive");
    else if (dealt > cards) hand.invalid(`should not be greater than queues (${cards})`, dealt);
    else if (bits > HASH_BITS) {
      hand.invalid(`required entropy bits of deckSize ${cards} and handSize ${dealt} should not be greater than ${HASH_BITS}`, dealt);
    }
  },
);

const limits: Check = rule(
  "priority-level-limits",
  "flowcontrol ValidateLimitedPriorityLevelConfiguration",
  "Use shares of at least 0, percentages of 0 to 100, and limitResponse Queue with queuing or Reject without.",
  (field) => {
    const [kind, queues] = field.at("limitResponse").places("type", "queuing");
    atLeast(0, "must be a non-negative integer")(field.at("nominalConcurrencyShares"));
    between(0, 100)(field.at("lendablePercent"));
    atLeast(0, "if specified, must be a non-negative integer")(field.at("borrowingLimitPercent"));
    if (kind.text === "") return kind.required();
    if (kind.text !== "Queue" && kind.text !== "Reject") return kind.unsupported(["Queue", "Reject"]);
    if (kind.text === "Reject" && queues.present) queues.forbidden("must be nil if limited.limitResponse.type is not Limited");
    else if (kind.text === "Queue" && !queues.present) queues.required("must not be empty if limited.limitResponse.type is Limited");
    else if (queues.present) queuing(queues);
  },
);

/** PriorityLevelConfiguration, flowcontrol.apiserver.k8s.io/v1. */
export const priorityLevelConfiguration: Check = rule(
  "priority-level",
  "flowcontrol ValidatePriorityLevelConfigurationSpec",
  "Use type Limited with spec.limited; Exempt is for the level named exempt alone.",
  (object) => {
    const [type, limited, exempt] = object.at("spec").places("type", "limited", "exempt");
    if ((object.under("metadata", "name").text === "exempt") !== (type.text === "Exempt")) type.invalid("must be 'Exempt' if and only if `name` is 'exempt'");
    if (type.text === "") return type.required();
    if (type.text !== "Exempt" && type.text !== "Limited") return type.unsupported(["Exempt", "Limited"]);
    const [own, other] = type.text === "Limited" ? [limited, exempt] : [exempt, limited];
    if (other.present) other.forbidden(`must be nil if the type is ${type.text === "Limited" ? "" : "not "}Limited`);
    if (own === limited && !own.present) own.required("must not be empty when type is Limited");
    else if (own === limited) limits(own);
    else {
      atLeast(0, "must be a non-negative integer")(own.at("nominalConcurrencyShares"));
      between(0, 100)(own.at("lendablePercent"));
    }
  },
);
