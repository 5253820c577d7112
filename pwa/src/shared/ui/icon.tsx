/** Every name in sprite.svg that a screen uses. */
export type IconName =
  | "bed-double" | "bell" | "book-user" | "briefcase-business" | "calendar" | "calendar-check" | "camera" | "chart-no-axes-column" | "check" | "check-check" | "chevron-left" | "chevron-right" | "circle-alert" | "circle-check"
  | "clock" | "cooking-pot" | "delete" | "download" | "ear" | "eye" | "file-text" | "fingerprint" | "folder" | "glasses" | "graduation-cap" | "hand" | "hand-coins" | "heart-handshake" | "heart-pulse" | "hourglass" | "house"
  | "id-card" | "inbox" | "landmark" | "languages" | "life-buoy" | "lightbulb" | "lock" | "log-out" | "map-pin" | "message-circle" | "message-square-text" | "mic" | "minus" | "moon" | "paperclip" | "pause" | "pencil"
  | "phone" | "play" | "plus" | "qr-code" | "refresh-cw" | "route" | "send" | "shield" | "smartphone" | "smile" | "sprout" | "square" | "stethoscope" | "sun" | "triangle-alert" | "users" | "users-round" | "wallet"
  | "wifi-off" | "x";

const FLIPPED: ReadonlySet<IconName> = new Set(["chevron-left", "chevron-right", "log-out", "delete", "route", "send"]);

/** A decoration beside a word: hidden from readers. Arrows turn round where people read from the right. */
export function Icon({ name, class: more = "" }: { name: IconName; class?: string }) {
  return <svg class={`i${FLIPPED.has(name) ? " flip" : ""} ${more}`} aria-hidden="true"><use href={`#i-${name}`} /></svg>;
}

/** The mark: a line that arrives. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="11" fill="#0b5d4e" /><path d="M9 29c10 0 6-15 16-15" stroke="#fff" stroke-width="4.5" stroke-linecap="round" fill="none" /><circle cx="29" cy="14" r="5" fill="#ffc34d" />
    </svg>
  );
}
