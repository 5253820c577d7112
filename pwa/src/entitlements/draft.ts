import { whenForgotten } from "../shared/forget";
import { newId } from "../shared/post";
import type { FileKind } from "./api";

/** A photo or PDF that goes with a claim. `there` once the server has it. */
export type Added = { id: string; kind: FileKind; bytes: Blob; there: boolean };
export type Draft = { id: string; sum: string; words: string; files: Added[] };

// In memory only: gone with a lock. The id stays with the draft, so that a repeat after a lost answer counts once.
const drafts = new Map<string, Draft>();
whenForgotten(() => drafts.clear());

export function draftOf(right: string): Draft {
  const known = drafts.get(right);
  if (known) return known;
  const made: Draft = { id: newId(), sum: "", words: "", files: [] };
  drafts.set(right, made);
  return made;
}

export const keepDraft = (right: string, draft: Draft): void => { drafts.set(right, draft); };
export const dropDraft = (right: string): void => { drafts.delete(right); };
