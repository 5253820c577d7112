import type { IconName } from "../shared/ui";
import type { Topic } from "./types";

/** What the phone can draw beside a right. A line may name one of these; any other name shows its topic's. */
export const RIGHT_ICONS: readonly IconName[] = [
  "wallet", "house", "bed-double", "landmark", "hand-coins", "briefcase-business", "graduation-cap", "book-user", "heart-pulse", "glasses", "stethoscope", "smile", "heart-handshake", "ear", "shield", "users",
  "sprout", "languages", "id-card", "file-text",
];

const OF_TOPIC: Record<Topic, IconName> = { money: "wallet", housing: "house", work: "briefcase-business", learning: "graduation-cap", health: "heart-pulse", voice: "ear", staying_here: "id-card", family: "users" };

/** The topics in the order in which they are shown. */
export const TOPICS = Object.keys(OF_TOPIC) as Topic[];

export const iconOf = ({ icon, topic }: { icon: string; topic: Topic }): IconName => RIGHT_ICONS.find((one) => one === icon) ?? OF_TOPIC[topic] ?? "hand-coins";
