type Descriptor = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };
/** WebAuthn options as JSON: what is bytes in the browser is base64url on the wire. */
export type CreateJson = Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & { challenge: string; user: { id: string; name: string; displayName: string }; excludeCredentials?: Descriptor[] };
export type GetJson = Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & { challenge: string; allowCredentials?: Descriptor[] };
export type CredentialJson = { id: string; rawId: string; type: string; clientExtensionResults: object; response: Record<string, string | string[]> };

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (data: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const descriptors = (list: Descriptor[] | undefined): PublicKeyCredentialDescriptor[] => (list ?? []).map((d) => ({ ...d, id: bytes(d.id) }));

/** True where this phone can unlock with a fingerprint, a face or its own lock. */
export async function canUsePasskey(): Promise<boolean> {
  return typeof PublicKeyCredential === "function" && await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/** The person turned away from the phone's own question; nothing went wrong. */
export const turnedAway = (wrong: unknown): boolean => wrong instanceof DOMException && ["NotAllowedError", "AbortError"].includes(wrong.name);

const plain = (made: PublicKeyCredential, response: CredentialJson["response"]): CredentialJson =>
  ({ id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: made.getClientExtensionResults(), response });

/** Makes a passkey on this phone. Throws a DOMException when the person turns away. */
export async function create(json: CreateJson): Promise<CredentialJson> {
  const made = await navigator.credentials.create({ publicKey: { ...json, challenge: bytes(json.challenge), user: { ...json.user, id: bytes(json.user.id) }, excludeCredentials: descriptors(json.excludeCredentials) } }) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return plain(made, { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] });
}

/** Signs the server's challenge with a passkey of this phone. Throws a DOMException when the person turns away. */
export async function get(json: GetJson): Promise<CredentialJson> {
  const made = await navigator.credentials.get({ publicKey: { ...json, challenge: bytes(json.challenge), allowCredentials: descriptors(json.allowCredentials) } }) as PublicKeyCredential;
  const response = made.response as AuthenticatorAssertionResponse;
  return plain(made, {
    clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
  });
}
