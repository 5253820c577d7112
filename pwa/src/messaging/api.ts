import type { Narrow, Schemas } from "../shared/api";
import { fetchFile, http } from "../shared/http";

export type Which = "adviser" | "nurse";
export type FileKind = "photo" | "pdf" | "voice";
export type About = Schemas["About"];
export type MessageFile = Narrow<Schemas["File"], { kind: FileKind }>;
export type Message = Narrow<Schemas["MessageOut"], { file: MessageFile | null }>;
export type Marks = Schemas["Marks"];
export type Away = Schemas["Away"];
export type Card = Narrow<Schemas["ThreadCard"], { which: Which }>;
export type MyThreads = Narrow<Schemas["MyThreads"], { threads: Card[] }>;
export type MyThread = Narrow<Schemas["MyThread"], { card: Card; messages: Message[] }>;
export type NewMessage = Schemas["NewMessage"];
export type Sent = Schemas["Sent"];

const MINE = "/api/messages/mine";

/** The stream of everything that happens in their threads. */
export const STREAM = "/api/messages/stream";

/** Where a message of this thread goes, and a file of it. */
export const pathOf = (which: Which): string => `${MINE}/${which}`;
export const filePath = (which: Which, id: string, kind: FileKind): string => `${MINE}/${which}/files/${id}?kind=${kind}`;

/** The thread that a waiting message is for; undefined for anything else that waits. */
export const threadOf = (path: string): Which | undefined => /^\/api\/messages\/mine\/(adviser|nurse)$/.exec(path)?.[1] as Which | undefined;

export const fetchThreads = (): Promise<MyThreads> => http.get<MyThreads>(MINE, { patience: 10_000 });
export const fetchThread = (which: Which, before?: number): Promise<MyThread> => http.get<MyThread>(`${MINE}/${which}${before === undefined ? "" : `?before=${before}`}`);
export const sendMarks = (which: Which, delivered: number, read: number): Promise<void> => http.post(`${MINE}/${which}/marks`, { delivered, read });
export const toldPath = (which: Which): string => `${MINE}/${which}/told`;

/** The bytes of a file of a thread. */
export const fetchBytes = (id: string): Promise<Blob> => fetchFile(`/api/messages/files/${id}`);
