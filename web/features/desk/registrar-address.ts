export interface RegistrarAddress {
  /** 'pbx.example:5060', as an account page of a phone wants it. */
  readonly text: string;
  /** Only phones on the very machine of the server reach it: somebody is trying Ringdesk out. */
  readonly isThisMachine: boolean;
}

/** A server that listens on every address is found where the browser found it. */
export function registrarAddress(
  registrar: { readonly host: string; readonly port: number } | null,
  pageHost: string,
): RegistrarAddress {
  const isEverywhere = registrar === null || ['0.0.0.0', '::', '[::]'].includes(registrar.host);
  const host = isEverywhere ? pageHost : registrar.host;
  const written = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return {
    text: `${written}:${registrar?.port ?? 5060}`,
    isThisMachine: !isEverywhere && /^(?:127\.|localhost$|\[?::1\]?$)/.test(host),
  };
}
