import { me } from "../shared/me";

/** True for those who write plans and set reviews: advisers. A manager reads. The server decides; this only keeps dead buttons off the screen. */
export const mayWrite = (): boolean => me.value?.kind === "adviser";
