import type { Answer, MyPlan, PartCode } from "../shared/api";
import { http } from "../shared/http";
import { newId, postOrWait } from "../shared/post";

const MINE = "/api/plans/mine";

export const fetchMine = (): Promise<MyPlan> => http.get<MyPlan>(MINE, { patience: 10_000 });

/** This phone has the version. Said again at the next fetch when it could not be said now. */
export const tellDelivered = (version: string): Promise<void> => http.post(`${MINE}/${version}/delivered`);

/** It was shown, unlocked. Waits for signal when there is none; the fixed id makes it wait only once. */
export const tellOpened = (version: string): Promise<boolean> => postOrWait(`${MINE}/${version}/opened`, {}, `opened-${version}`);

export const sendAnswer = (version: string, answer: Answer, words: string): Promise<boolean> => postOrWait(`${MINE}/${version}/answer`, { id: newId(), answer, words });
export const sendWords = (part: PartCode, words: string): Promise<boolean> => postOrWait(`${MINE}/words`, { id: newId(), part, words });
export const sendDone = (action: string): Promise<boolean> => postOrWait(`${MINE}/actions/${action}/done`, { id: newId() });
export const sendComing = (): Promise<boolean> => postOrWait(`${MINE}/review/coming`, {});
export const sendChange = (words: string): Promise<boolean> => postOrWait(`${MINE}/review/change`, { words });
export const sendAsk = (words: string): Promise<boolean> => postOrWait(`${MINE}/review/ask`, { words });
