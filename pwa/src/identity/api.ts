import type { Phone } from "../shared/api";
import { http } from "../shared/http";

export const fetchPhones = async (): Promise<Phone[]> => (await http.get<{ phones: Phone[] }>("/api/phones")).phones;
export const removePhone = (id: string): Promise<void> => http.remove(`/api/phones/${id}`);
export const removeAllPhones = (): Promise<void> => http.post("/api/phones/remove-all");
export const noticedNews = (): Promise<void> => http.post("/api/phones/noticed");
export const signOut = (): Promise<void> => http.post("/api/sign-out");
