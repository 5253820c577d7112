import type { Narrow, Schemas } from "../shared/api";
import { fetchFile, http } from "../shared/http";

/** Whether push reaches a young person: it does, it does not, they have no phone yet, or they turned it off. */
export type Push = "reaches" | "not" | "none" | "off";
export type FileKind = "photo" | "pdf" | "voice";
export type MessageFile = Narrow<Schemas["File"], { kind: FileKind }>;
export type Message = Narrow<Schemas["MessageOut"], { file: MessageFile | null }>;
export type Marks = Schemas["Marks"];
export type InboxRow = Narrow<Schemas["InboxRow"], { push: Push }>;
export type Inbox = Narrow<Schemas["Inbox"], { rows: InboxRow[] }>;
export type StaffThread = Narrow<Schemas["StaffThread"], { messages: Message[]; push: Push }>;
export type Away = Schemas["Away"];
export type MyAway = Schemas["MyAway"];
export type HandOver = Narrow<Schemas["HandOver"], { unanswered: Message[] }>;
export type CaseNote = Schemas["CaseNote"];
export type Waiting = Schemas["Waiting"];
export type WaitingRow = Schemas["WaitingRow"];
export type GlassReason = Schemas["GlassIn"]["category"];
export type GlassNow = Schemas["GlassNow"];
export type GlassPage = Narrow<Schemas["GlassPage"], { messages: Message[] }>;
export type GlassToReview = Schemas["GlassToReview"];
export type Glasses = Schemas["Glasses"];
export type NewMessage = Schemas["NewMessage"];

const part = encodeURIComponent;
const page = (before: number | undefined): string => before === undefined ? "" : `?before=${before}`;

export const api = {
  inbox: () => http.get<Inbox>("/api/messages/inbox"),
  thread: (person: string, before?: number) => http.get<StaffThread>(`/api/messages/with/${part(person)}${page(before)}`),
  after: (person: string, seq: number) => http.get<StaffThread>(`/api/messages/with/${part(person)}?after=${seq}`),
  send: (person: string, message: NewMessage) => http.post<Schemas["Sent"]>(`/api/messages/with/${part(person)}`, message),
  mark: (person: string, delivered: number, read: number) => http.post(`/api/messages/with/${part(person)}/marks`, { delivered, read }),
  noReply: (person: string) => http.post(`/api/messages/with/${part(person)}/no-reply`),
  note: (person: string, id: string, messages: string[]) => http.post<CaseNote>(`/api/messages/with/${part(person)}/notes`, { id, messages }),
  handOver: (person: string) => http.get<HandOver>(`/api/messages/with/${part(person)}/hand-over`),
  file: (id: string) => fetchFile(`/api/messages/files/${part(id)}`),
  fileUnderGlass: (person: string, id: string) => fetchFile(`/api/messages/glass/${part(person)}/files/${part(id)}`),

  away: () => http.get<MyAway>("/api/messages/away"),
  goAway: (from_on: string, until_on: string, cover: string) => http.post("/api/messages/away", { from_on, until_on, cover }),
  comeBack: (id: string) => http.post(`/api/messages/away/${part(id)}/end`),

  waiting: () => http.get<Waiting>("/api/messages/waiting"),
  glasses: () => http.get<Glasses>("/api/messages/glasses"),
  reviewed: (id: string) => http.post(`/api/messages/glasses/${part(id)}/reviewed`),
  breakGlass: (person: string, category: GlassReason, reason: string, code: string) => http.post<GlassNow>(`/api/messages/glass/${part(person)}`, { category, reason, code }),
  underGlass: (person: string, before?: number) => http.get<GlassPage>(`/api/messages/glass/${part(person)}${page(before)}`),
  closeGlass: (person: string) => http.post(`/api/messages/glass/${part(person)}/close`),
};
