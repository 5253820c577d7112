import type { Me } from "../shared/api";
import { http } from "../shared/http";
import { get, type GetJson } from "./passkey";

export const unlockWithPin = (pin: string): Promise<Me> => http.post("/api/unlock/pin", { pin });
export const unlockWithPasskey = async (): Promise<Me> => http.post("/api/unlock/passkey", { credential: await get(await http.post<GetJson>("/api/unlock/passkey/options")) });
