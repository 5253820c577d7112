import type { Joining, Me } from "../shared/api";
import { http } from "../shared/http";
import { create, type CreateJson } from "./passkey";

/** Spends the one-use secret. A joining at a distance also needs the code that was read out. */
export const take = (secret: string, spoken: string | null): Promise<Joining> => http.post("/api/joining/take", { secret, spoken });
/** "This isn't me": the code is dead and this phone is out. */
export const sayNotMe = (): Promise<void> => http.post("/api/joining/end", {}, { patience: 5_000 });
export const askJoining = (): Promise<Joining> => http.get("/api/joining", { patience: 5_000 });
export const sayBirthday = (born_on: string): Promise<Joining> => http.post("/api/joining/birthday", { born_on });
export const sayPhone = (others_use: boolean): Promise<Joining> => http.post("/api/joining/phone", { others_use });
export const choosePin = (pin: string): Promise<Me> => http.post("/api/joining/pin", { pin });
export const choosePasskey = async (): Promise<Me> => http.post("/api/joining/passkey", { credential: await create(await http.post<CreateJson>("/api/joining/passkey/options")) });
